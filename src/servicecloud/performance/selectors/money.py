"""The money of projects: initial, annual and executed, computed in 元 from what was entered."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import OuterRef, Q, QuerySet, Subquery, Sum

from servicecloud.performance.enums import FundSource
from servicecloud.performance.models import BudgetChange, BudgetLine, Payment, Project

ZERO = Decimal("0.00")


@dataclass(frozen=True)
class Fund:
    """One source: what was planned, what is allowed now, what was paid, in 元."""

    source: str
    initial_yuan: Decimal
    annual_yuan: Decimal
    executed_yuan: Decimal

    @property
    def label(self) -> str:
        """The source in the active language."""
        return str(FundSource(self.source).label)


@dataclass(frozen=True)
class Funds:
    """All sources of a project. Without any source nothing is known, which is not zero."""

    lines: tuple[Fund, ...]

    @property
    def initial_yuan(self) -> Decimal | None:
        """The initial budget of all sources."""
        return sum((line.initial_yuan for line in self.lines), ZERO) if self.lines else None

    @property
    def annual_yuan(self) -> Decimal | None:
        """The annual budget of all sources: initial and all adjustments."""
        return sum((line.annual_yuan for line in self.lines), ZERO) if self.lines else None

    @property
    def executed_yuan(self) -> Decimal | None:
        """What was paid from all sources."""
        return sum((line.executed_yuan for line in self.lines), ZERO) if self.lines else None

    @property
    def rate(self) -> Decimal | None:
        """Executed over annual budget, 0 to 1, not rounded; None when no budget was set."""
        annual, executed = self.annual_yuan, self.executed_yuan
        return None if not annual or executed is None else executed / annual


def funds_of(project: Project, *, until: date | None = None) -> Funds:
    """Return the money of a project, as far as it was decided and paid by a day: one query."""
    return funds_of_many([project.pk], until=until)[project.pk]


def funds_of_many(project_ids: Iterable[int], *, until: date | None = None) -> dict[int, Funds]:
    """Return the money of several projects: one query, however many there are.

    Executed is what was paid in the project's own year; the annual budget, what was decided by the end of it. Every page, form, light
    and board has its figures from here.
    """
    ids = list(project_ids)
    found: dict[int, list[Fund]] = {pk: [] for pk in ids}
    for line, fund in _funds_in(Q(project_id__in=ids), until=until):
        found[line.project_id].append(fund)
    return {pk: _in_order(funds) for pk, funds in found.items()}


def funds_of_two_years(project: Project) -> tuple[Funds, Funds | None]:
    """Return the money of a project, and of the same project of the same unit a year before if it had a budget: one query."""
    same = Q(project__owner_id=project.owner_id, project__name=project.name, project__year=project.year - 1)
    now: list[Fund] = []
    before: dict[int, list[Fund]] = {}
    for line, fund in _funds_in(Q(project_id=project.pk) | same, until=None):
        (now if line.project_id == project.pk else before.setdefault(line.project_id, [])).append(fund)
    return _in_order(now), _in_order(before[min(before)]) if before else None


def _funds_in(which: Q, *, until: date | None) -> Iterator[tuple[BudgetLine, Fund]]:
    year = OuterRef("project__year")
    changes = BudgetChange.everywhere.filter(decided_on__year__lte=year)
    payments = Payment.everywhere.filter(paid_on__year=year)
    if until is not None:
        changes, payments = changes.filter(decided_on__lte=until), payments.filter(paid_on__lte=until)
    for line in BudgetLine.objects.filter(which).annotate(changed=_sum(changes), paid=_sum(payments)):
        initial = line.initial_yuan
        yield line, Fund(line.source, initial, initial + _cents(line.changed), _cents(line.paid))


def _in_order(funds: Iterable[Fund]) -> Funds:
    order = list(FundSource.values)
    return Funds(tuple(sorted(funds, key=lambda fund: order.index(fund.source))))


def changes_of(project: Project) -> QuerySet[BudgetChange]:
    """Return the adjustments of a project, the latest first."""
    rows = BudgetChange.objects.filter(line__project=project).select_related("line", "recorded_by")
    return rows.order_by("-decided_on", "-pk")


def executed_payments(project: Project, *, until: date | None = None) -> QuerySet[Payment]:
    """Return the payments that make up what was executed: those of the project's year, as far as they were made by a day."""
    rows = Payment.objects.filter(project=project, paid_on__year=project.year).select_related("line")
    return rows if until is None else rows.filter(paid_on__lte=until)


def _sum(rows: "QuerySet[BudgetChange] | QuerySet[Payment]") -> Subquery:
    """The sum of a line's rows, None without any. Lines in scope bring their own rows, so these need no scope of their own."""
    own = rows.filter(line=OuterRef("pk")).order_by().values("line")
    return Subquery(own.annotate(total=Sum("amount_yuan")).values("total"))


def _cents(amount: Decimal | None) -> Decimal:
    return ZERO if amount is None else Decimal(amount).quantize(ZERO)
