"""A template setting that turns every undefined variable of our own templates into an error."""

import sys
from pathlib import Path

_OURS = str(Path(__file__).parents[1])


class UndefinedVariableError(Exception):
    """A template used a name that its view did not provide."""


class UndefinedVariable(str):
    """Stands in for Django's `string_if_invalid`: asked to print itself, it raises instead."""

    __slots__ = ()

    def __new__(cls) -> "UndefinedVariable":
        """Hold the marker Django looks for, so that it hands over the variable's name."""
        return super().__new__(cls, "%s")

    def __mod__(self, name: object) -> str:
        """Raise, naming the variable; templates of libraries print nothing, as they are meant to."""
        context = sys._getframe(1).f_locals["context"]  # Django offers no other way to learn which template asks
        origin = str(context.template.origin.name)
        if not origin.startswith(_OURS):
            return ""
        message = f"{origin}: undefined template variable {name}"
        raise UndefinedVariableError(message)
