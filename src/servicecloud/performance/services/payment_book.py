"""The money of projects while payments are entered: what was accepted moves the balance for what comes after it."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.db.models import Exists, OuterRef

from servicecloud.identity.models import User
from servicecloud.performance.models import BudgetLine, Payment, Project
from servicecloud.performance.money_errors import BelowZeroError, NoBudgetError, OverBudgetError, VoucherTakenError
from servicecloud.performance.selectors.money import ZERO, funds_of_many
from servicecloud.performance.services.amounts import check_day, check_unit, exact_yuan


class PaymentBook:
    """Checks payments against budgets, balances and vouchers of projects that the caller holds: three queries, however many payments come.

    `vouchers` narrows which of the known ones are read, for whoever enters a few.
    """

    def __init__(self, projects: Iterable[Project], *, vouchers: Collection[str] | None = None) -> None:
        ids = [project.pk for project in projects]
        funds = funds_of_many(ids)
        self._annual = {(pk, line.source): line.annual_yuan for pk in ids for line in funds[pk].lines}
        self._executed = {(pk, line.source): line.executed_yuan for pk in ids for line in funds[pk].lines}
        lines = BudgetLine.objects.filter(project_id__in=ids).values_list("project_id", "source", "pk")
        self._lines = {(project, source): pk for project, source, pk in lines}
        known = Payment.objects.filter(project_id__in=ids, reverses=None)
        if vouchers is not None:
            known = known.filter(voucher__in=vouchers)
        self._standing: set[tuple[int, str]] = set()
        self._turns: Counter[tuple[int, str]] = Counter()
        is_gone = Exists(Payment.everywhere.filter(reverses=OuterRef("pk")))
        for project, voucher, gone in known.values_list("project_id", "voucher", is_gone):
            self._turns[project, voucher] += 1
            if not gone:
                self._standing.add((project, voucher))

    def take(self, project: Project, *, actor: User, values: Mapping[str, Any]) -> Payment:
        """Return a payment that can be written, and move the balance. Raises a DomainError for what cannot be right."""
        source, voucher = str(values["source"]), str(values["voucher"])
        place, amount = (project.pk, source), exact_yuan(values["amount_yuan"])
        check_day(values["paid_on"], year=project.year)
        if (project.pk, voucher) in self._standing:
            raise VoucherTakenError(voucher=voucher)
        if place not in self._lines:
            raise NoBudgetError
        budget, executed = self._annual[place], self._executed.get(place, ZERO) + amount
        self._check_balance(executed, budget=budget)
        self._executed[place] = executed
        self._standing.add((project.pk, voucher))
        return Payment(
            project=project,
            line_id=self._lines[place],
            amount_yuan=amount,
            paid_on=values["paid_on"],
            voucher=voucher,
            turn=self._turns[project.pk, voucher],
            note=values.get("note", ""),
            recorded_by=actor,
        )

    @staticmethod
    def _check_balance(executed: Decimal, *, budget: Decimal) -> None:
        if executed > budget:
            check_unit(executed, beside=budget)
            raise OverBudgetError(executed=executed, budget=budget)
        if executed < 0:
            raise BelowZeroError(executed=executed)
