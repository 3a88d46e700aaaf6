"""How a department and a finance bureau run their reviews: the order of steps, the deadlines, the rulebook in force."""

from collections.abc import Sequence
from datetime import date
from typing import TypeVar

from django.db import transaction
from django.utils.translation import gettext as _

from plumbline.rulebooks import bundled_rulebooks
from servicecloud.activity.services import record_act
from servicecloud.errors import InvalidInputError, NotFoundError
from servicecloud.identity.enums import OrganisationKind
from servicecloud.identity.models import Organisation, User
from servicecloud.performance import policies
from servicecloud.performance.deadlines import DUE_DOCUMENTS
from servicecloud.performance.enums import Document, StepKey
from servicecloud.performance.flows import ATTRIBUTE_STEPS, FLOWS
from servicecloud.performance.models import Deadline, FlowSetting, RulebookInForce
from servicecloud.versioning import StaleRecordError, VersionedModel

Row = TypeVar("Row", bound=VersionedModel)
YEARS = range(2000, 2101)


@transaction.atomic
def set_flow(
    *,
    actor: User,
    department_id: int,
    document: str,
    steps: Sequence[str],
    attribute_steps: Sequence[str] = (),
    expected: int = 0,
) -> FlowSetting:
    """Set the steps of review of a department's documents of one kind; what is under way keeps the steps it was sent with.

    `expected` is the version that was seen, 0 when there was none. Steps stand in the usual order whatever order they come in.
    """
    body = _body(actor, department_id, OrganisationKind.DEPARTMENT)
    chosen = [str(step) for step in StepKey if step in steps]
    judged = [step for step in chosen if step in attribute_steps and step in ATTRIBUTE_STEPS]
    if document not in FLOWS:
        raise NotFoundError
    if not any(step != StepKey.UNIT for step in chosen):
        raise InvalidInputError({"steps": [_("至少选一个本单位以外的审核环节（主管部门或财政）。")]})
    if len(judged) < len(set(attribute_steps)) or (judged and document != Document.TARGET):
        raise InvalidInputError(
            {"attribute_steps": [_("四性审核只用于绩效目标表，并且只能放在已选的主管部门或财政环节。")]}
        )
    row = FlowSetting.objects.filter(department=body, document=document).first()
    row = row or FlowSetting(department=body, document=document, version=0)
    _check_current(row, expected, {"steps": chosen, "attribute_steps": judged})
    row.steps, row.attribute_steps = chosen, judged
    _save(row)
    record_act(
        actor=actor, verb="flow.set", about=body, organisation=body, document=document, steps=chosen, attributes=judged
    )
    return row


@transaction.atomic
def set_deadline(
    *, actor: User, setter_id: int, year: int, document: str, due_on: date, end_month: int = 0, expected: int = 0
) -> Deadline:
    """Set until when a kind of document of a year is due. A department's own day goes before the bureau's, that before the usual one."""
    body = _body(actor, setter_id, OrganisationKind.DEPARTMENT, OrganisationKind.FINANCE_BUREAU)
    faults: dict[str, list[str]] = {}
    if document not in DUE_DOCUMENTS:
        raise NotFoundError
    if year not in YEARS:
        faults["year"] = [_("年度应在2000至2100之间。")]
    elif not date(year - 1, 1, 1) <= due_on <= date(year + 2, 12, 31):
        faults["due_on"] = [_("截止日期应在该年度的前一年至后两年之间，请核对年份。")]
    if document == Document.MONITORING and not 1 <= end_month <= 12:
        faults["end_month"] = [_("请选择监控截至的月份。")]
    if faults:
        raise InvalidInputError(faults)
    month = end_month if document == Document.MONITORING else 0
    key = {"setter": body, "year": year, "document": document, "end_month": month}
    row = Deadline.objects.filter(**key).first() or Deadline(**key, version=0)
    _check_current(row, expected, {"due_on": due_on})
    row.due_on = due_on
    _save(row)
    record_act(
        actor=actor,
        verb="deadline.set",
        about=body,
        organisation=body,
        document=document,
        year=year,
        due_on=due_on.isoformat(),
    )
    return row


@transaction.atomic
def remove_deadline(*, actor: User, deadline_id: int, expected: int) -> None:
    """Take a deadline back: the one of the body above or the usual one holds again. What was sent keeps the day it was held to."""
    row = Deadline.objects.select_for_update(of=("self",)).filter(pk=deadline_id).first()
    if row is None:
        raise NotFoundError
    body = _body(actor, row.setter_id, OrganisationKind.DEPARTMENT, OrganisationKind.FINANCE_BUREAU)
    _check_current(row, expected, {})
    row.delete()
    record_act(
        actor=actor, verb="deadline.removed", about=body, organisation=body, document=row.document, year=row.year
    )


@transaction.atomic
def set_rulebook(*, actor: User, bureau_id: int, first_year: int, rulebook: str, expected: int = 0) -> RulebookInForce:
    """Say from which year on a finance bureau applies which rulebook. A form that was built keeps the one it was built with."""
    body = _body(actor, bureau_id, OrganisationKind.FINANCE_BUREAU)
    faults: dict[str, list[str]] = {}
    if first_year not in YEARS:
        faults["first_year"] = [_("年度应在2000至2100之间。")]
    if rulebook not in {book.id for book in bundled_rulebooks()}:
        faults["rulebook"] = [_("没有这个规则手册。")]
    if faults:
        raise InvalidInputError(faults)
    row = RulebookInForce.objects.filter(bureau=body, first_year=first_year).first()
    row = row or RulebookInForce(bureau=body, first_year=first_year, version=0)
    _check_current(row, expected, {"rulebook": rulebook})
    row.rulebook = rulebook
    _save(row)
    record_act(actor=actor, verb="rulebook.set", about=body, organisation=body, year=first_year, rulebook=rulebook)
    return row


def _body(actor: User, organisation_id: int, *kinds: OrganisationKind) -> Organisation:
    """Return a body in scope that may set this, and hold it, so that two who set at once come one after another."""
    found = Organisation.objects.select_for_update(of=("self",)).filter(pk=organisation_id, kind__in=kinds).first()
    if found is None:
        raise NotFoundError
    policies.check_can_set(actor, found.pk)
    return found


def _check_current(row: VersionedModel, expected: int, submitted: dict[str, object]) -> None:
    if row.version != expected:
        raise StaleRecordError(current=row, submitted=submitted)


def _save(row: VersionedModel) -> None:
    row.version += 1
    row.save()
