"""Monitoring: where a project stands at the end of a month, what the year will come to, why it deviates, what is done about it."""

import calendar
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import msgspec
from django.db import transaction
from django.utils import timezone

from plumbline.audit.lights import Lights, lights_of
from plumbline.evidence.forecast import Forecast, forecast_total
from plumbline.forms.model import MonitoringTable
from plumbline.forms.serialisation import to_json
from plumbline.forms.value_grammar import parse_target
from plumbline.rulebooks import load_rulebook
from servicecloud.activity.services import record_act
from servicecloud.errors import NotFoundError
from servicecloud.identity.models import User
from servicecloud.ledger.facts import civil_date
from servicecloud.ledger.selectors.counting import Count
from servicecloud.ledger.selectors.figures import figure_of
from servicecloud.ledger.services.snapshots import take_snapshot
from servicecloud.performance import policies
from servicecloud.performance.enums import Document, ProjectState
from servicecloud.performance.errors import IncompleteError, MovedOnError, NotApprovedError
from servicecloud.performance.forms import monitoring_form, target_form
from servicecloud.performance.models import DocumentVersion, Monitoring, Payment, Project, TargetTable
from servicecloud.performance.selectors.auditing import Lint, lint_beside_target
from servicecloud.performance.selectors.bindings import Bound, bound_rows, in_unit_of_target
from servicecloud.performance.selectors.money import funds_of
from servicecloud.performance.selectors.rulebooks import rulebook_id_for
from servicecloud.performance.selectors.weekly import forecast_of, weekly_payments
from servicecloud.performance.services.projects import project_for_update
from servicecloud.performance.services.reviews import label_of
from servicecloud.performance.services.targets import target_in_force
from servicecloud.performance.values import (
    FundsFrozen,
    MonitoredRow,
    MonitoringContent,
    TargetRow,
    as_json,
    canonical,
    digest_of,
    from_json,
)
from servicecloud.versioning import StaleRecordError

LONGEST = 1000
SPREAD = 12
"""A count of at least one a month comes bit by bit."""
CAUSES = ("funding", "institution", "staff", "hardware", "other")
LIKELIHOODS = ("certain", "possible", "impossible")


@transaction.atomic
def build_monitoring(*, actor: User, project_id: int, end_month: int) -> Monitoring:
    """Take every bound number from January to a month from the ledger, with its forecast. Built again, the words stay."""
    project = project_for_update(project_id)
    policies.check_can_declare(actor, project.owner_id)
    table = TargetTable.objects.select_related("approved").get(project=project)
    if table.approved is None or project.state not in (ProjectState.RUNNING, ProjectState.EVALUATING):
        raise NotApprovedError(document=label_of(Document.TARGET))
    as_of = min(last_of(project.year, end_month), civil_date(timezone.now()))
    if as_of < date(project.year, end_month, 1):
        raise MovedOnError(document=label_of(Document.MONITORING))
    known = Monitoring.objects.filter(project=project, end_month=end_month).first()
    before = from_json(known.content, MonitoringContent) if known else None
    content = _built(project, table.approved, before, actor=actor, as_of=as_of, end_month=end_month)
    found = known or Monitoring(project=project, end_month=end_month, target=table.approved)
    found.target, found.edited_by = table.approved, actor
    _write(found, content)
    record_act(actor=actor, verb="monitoring.built", about=project, organisation=project.owner_id, month=end_month)
    return found


@transaction.atomic
def save_monitoring(
    *, actor: User, project_id: int, end_month: int, expected: int, values: Mapping[str, Any]
) -> Monitoring:
    """Keep causes, likelihoods, reasons and words on findings. Numbers stay the ledger's."""
    found = _editable(actor, project_id, end_month)
    before = from_json(found.content, MonitoringContent)
    rows = tuple(_completed(row, values.get("rows", {}).get(row.key)) for row in before.rows)
    words = {**before.words, **{key: text.strip()[:LONGEST] for key, text in values.get("words", {}).items()}}
    content = msgspec.structs.replace(before, rows=rows, words=words)
    if found.version != expected:
        raise StaleRecordError(current=found, submitted={"content": as_json(content)})
    found.edited_by = actor
    _write(found, content)
    project = found.project
    record_act(actor=actor, verb="monitoring.saved", about=project, organisation=project.owner_id, month=end_month)
    return found


@transaction.atomic
def send_monitoring(*, actor: User, project_id: int, end_month: int, expected: int) -> Monitoring:
    """Freeze the table for the department. Errors block, warnings need a word; sent again it is a further version."""
    found = _editable(actor, project_id, end_month)
    if found.version != expected:
        raise MovedOnError(document=label_of(Document.MONITORING))
    content = from_json(found.content, MonitoringContent)
    form, _lights, lint = checked(found, content)
    problems = [f"{said.rule} {said.message}" for said in (*lint.errors, *lint.unanswered)]
    if problems:
        raise IncompleteError(problems=problems)
    project = found.project
    last = DocumentVersion.objects.filter(project=project, document=Document.MONITORING).order_by("-number").first()
    text, printed = canonical({"content": content, "target": found.target_id}), to_json(form).decode()
    found.sent = DocumentVersion.objects.create(
        project=project,
        document=Document.MONITORING,
        number=last.number + 1 if last else 1,
        content=text,
        form=printed,
        digest=digest_of(text + printed),
        made_by=actor,
    )
    _write(found, content)
    record_act(actor=actor, verb="monitoring.sent", about=project, organisation=project.owner_id, month=end_month)
    return found


def checked(found: Monitoring, content: MonitoringContent) -> tuple[MonitoringTable, Lights, Lint]:
    """Return a monitoring table as its form, its lights, and what the audit finds in it beside the approved target."""
    target, book = target_in_force(found.target), load_rulebook(content.rulebook)
    form = monitoring_form(found.project, target, content, book)
    lint = lint_beside_target(form, target_form(found.project, target), book, words=content.words)
    return form, lights_of(form, book), lint


def last_of(year: int, month: int) -> date:
    """Return the last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def _editable(actor: User, project_id: int, end_month: int) -> Monitoring:
    project = project_for_update(project_id)
    policies.check_can_declare(actor, project.owner_id)
    found = Monitoring.objects.select_related("target").filter(project=project, end_month=end_month).first()
    if found is None:
        raise NotFoundError
    found.project = project
    return found


def _built(
    project: Project,
    version: DocumentVersion,
    before: MonitoringContent | None,
    *,
    actor: User,
    as_of: date,
    end_month: int,
) -> MonitoringContent:
    target = target_in_force(version)
    bound = {each.row.key: each for each in bound_rows(project, target.rows)}
    rows = []
    heads: list[tuple[int, str, str]] = []
    for row in target.rows:
        old = (before.row(row.key) if before else None) or MonitoredRow(key=row.key)
        each = bound.get(row.key)
        if each is None:
            rows.append(old)
            continue
        snapshot = take_snapshot(each.rule, as_of=as_of, owner=project.owner, actor=actor, owners=(project.owner_id,))
        heads.append((snapshot.head_count, snapshot.head_digest, snapshot.algorithm))
        rows.append(_counted(project, row, each, old, as_of=as_of, snapshot_id=snapshot.pk))
    head = max(heads, default=(0, "", ""))
    funds = funds_of(project, until=as_of)
    return MonitoringContent(
        as_of=as_of,
        end_month=end_month,
        rulebook=rulebook_id_for(project),
        funds=tuple(
            FundsFrozen(
                source=fund.source,
                initial_yuan=fund.initial_yuan,
                annual_yuan=fund.annual_yuan,
                executed_yuan=fund.executed_yuan,
            )
            for fund in funds.lines
        ),
        projected_yuan=_projected(project, funds.executed_yuan, funds.annual_yuan, as_of=as_of),
        rows=tuple(rows),
        words=before.words if before else {},
        head_count=head[0],
        head_digest=head[1],
        algorithm=head[2],
    )


def _counted(
    project: Project, row: TargetRow, bound: Bound, old: MonitoredRow, *, as_of: date, snapshot_id: int
) -> MonitoredRow:
    figure = figure_of(Count(bound.rule, as_of, (project.owner_id,), bound.versions))
    forecast = forecast_of(figure, year=project.year) if _is_spread(row) or figure.denominator is not None else None
    unit = figure.unit
    printed = {"low": "", "projected": "", "high": ""}
    if forecast is not None:
        numbers = {"low": forecast.low, "projected": forecast.expected, "high": forecast.high}
        printed = {name: in_unit_of_target(row, number, unit) for name, number in numbers.items()}
    proposed = likelihood_of(row, forecast, unit)
    return msgspec.structs.replace(
        old,
        actual="" if figure.number is None else in_unit_of_target(row, figure.number, unit),
        snapshot=snapshot_id,
        proposed=proposed,
        likelihood=old.likelihood or proposed,
        **printed,
    )


def _is_spread(row: TargetRow) -> bool:
    """Say whether a target is large enough to come bit by bit: of two or three a year nothing can be told from weeks."""
    target = parse_target(row.target)
    bound = target.low_number if target.low_number is not None else target.high_number
    return (bound is not None and bound >= SPREAD) or target.kind == "money"


def likelihood_of(row: TargetRow, forecast: Forecast | None, unit: str) -> str:
    """Say how likely a target is met: certain when even the lower bound meets it, impossible when not even the upper one does."""
    if forecast is None:
        return ""
    target = parse_target(row.target)
    bound = target.low_number if target.low_number is not None else target.high_number
    if bound is None:
        return ""
    low, high = (
        parse_target(in_unit_of_target(row, number, unit)).low_number for number in (forecast.low, forecast.high)
    )
    if low is None or high is None:
        return ""
    if target.operator in ("<", "<="):
        return "certain" if high <= bound else "impossible" if low > bound else "possible"
    return "certain" if low >= bound else "impossible" if high < bound else "possible"


def _projected(project: Project, executed: Decimal | None, annual: Decimal | None, *, as_of: date) -> Decimal | None:
    """Forecast what is spent by the end of the year, never more than the budget; None where too few weeks passed."""
    if executed is None or annual is None:
        return None
    days = list(Payment.objects.filter(project=project, paid_on__lte=as_of).values_list("paid_on", "amount_yuan"))
    weeks = weekly_payments(days, first=date(project.year, 1, 1), last=as_of)
    left = ((date(project.year, 12, 31) - as_of).days + 3) // 7
    found = forecast_total(executed, weeks, weeks_left=left)
    return None if found is None else max(executed, min(annual, found.expected.quantize(Decimal("1.00"))))


def _completed(row: MonitoredRow, given: Mapping[str, Any] | None) -> MonitoredRow:
    if given is None:
        return row
    likelihood = str(given.get("likelihood", row.likelihood))
    return msgspec.structs.replace(
        row,
        causes=tuple(cause for cause in CAUSES if cause in given.get("causes", ())),
        likelihood=likelihood if likelihood in LIKELIHOODS else "",
        deviation=str(given.get("deviation", row.deviation)).strip()[:LONGEST],
    )


def _write(found: Monitoring, content: MonitoringContent) -> None:
    form = monitoring_form(found.project, target_in_force(found.target), content, load_rulebook(content.rulebook))
    found.content = as_json(content)
    found.light = lights_of(form, load_rulebook(content.rulebook)).goals or ""
    found.version = found.version + 1 if found.pk else 1
    found.save()
