"""The money that a target table prints: this year's budget, and the same project of the same unit a year before."""

from dataclasses import dataclass

from servicecloud.performance.models import Project
from servicecloud.performance.selectors.money import Funds, funds_of_two_years
from servicecloud.performance.target_forms import TargetMoney


@dataclass(frozen=True)
class TwoYears:
    """The money of a project, and of the same project of the same unit a year before; None without a budget then."""

    now: Funds
    before: Funds | None

    @property
    def printed(self) -> TargetMoney:
        """What the form prints of it. A year before in which nothing was paid yet has no executed amount."""
        annual = {line.source: line.annual_yuan for line in self.now.lines}
        if self.before is None:
            return TargetMoney(annual)
        return TargetMoney(annual, self.before.annual_yuan, self.before.executed_yuan or None)


def two_years_of(project: Project) -> TwoYears:
    """Return the money of both years: one query."""
    return TwoYears(*funds_of_two_years(project))


def target_money(project: Project) -> TargetMoney:
    """Return what the form prints of a project's money: one query."""
    return two_years_of(project).printed
