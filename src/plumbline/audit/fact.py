"""A fact about a form that is computed when it is first asked for, and kept.

`functools.cached_property` takes a lock on each first access up to Python 3.11, which costs more than most facts; an audited form
belongs to one thread.
"""

from collections.abc import Callable
from typing import Any, Generic, TypeVar, overload

Value = TypeVar("Value")


class fact(Generic[Value]):  # noqa: N801 -- a decorator, read like `property`
    """Turn a method without arguments into an attribute that is computed once."""

    def __init__(self, compute: Callable[[Any], Value]) -> None:
        self._compute = compute
        self._name = compute.__name__
        self.__doc__ = compute.__doc__

    @overload
    def __get__(self, instance: None, owner: type) -> "fact[Value]": ...
    @overload
    def __get__(self, instance: object, owner: type) -> Value: ...
    def __get__(self, instance: object | None, owner: type) -> "fact[Value] | Value":
        if instance is None:
            return self
        value = self._compute(instance)
        instance.__dict__[self._name] = value
        return value
