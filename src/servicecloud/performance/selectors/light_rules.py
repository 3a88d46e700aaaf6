"""Which way of giving lights is in force for a project. The app that keeps people's choice says so when it is ready."""

from collections.abc import Callable

from plumbline.audit.light_rules import USUAL, LightRules, light_rules
from servicecloud.performance.models import Project

Chooser = Callable[[Project], str | None]
_CHOOSERS: list[Chooser] = []


def choose_light_rules_by(chooser: Chooser) -> None:
    """Ask this from now on; it answers the id of a set of rules, or None where nobody chose one."""
    if chooser not in _CHOOSERS:
        _CHOOSERS.append(chooser)


def light_rules_for(project: Project) -> LightRules:
    """Return the rules in force for a project: the first choice there is, else the usual ones."""
    return light_rules(next((found for choose in _CHOOSERS if (found := choose(project))), USUAL))
