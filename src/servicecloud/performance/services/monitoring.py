"""Monitoring: where a project stands at the end of a month, what the year will come to, why it deviates, what is done about it."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import msgspec
from django.db import transaction
from django.utils import timezone

from plumbline.audit.light_rules import light_rules
from plumbline.audit.lights import Lights, lights_of
from plumbline.forms.model import MonitoringTable
from plumbline.forms.serialisation import to_json
from plumbline.rulebooks import load_rulebook
from servicecloud.activity.services import record_act
from servicecloud.errors import NotFoundError
from servicecloud.identity.models import User
from servicecloud.ledger.facts import civil_date
from servicecloud.ledger.selectors.counting import Count
from servicecloud.ledger.selectors.figures import figure_of, figures_of
from servicecloud.ledger.services.snapshots import take_snapshot
from servicecloud.performance import merging, policies
from servicecloud.performance.enums import Document, ProjectState
from servicecloud.performance.errors import IncompleteError, MovedOnError, NotApprovedError
from servicecloud.performance.forms import monitoring_form
from servicecloud.performance.models import DocumentVersion, Monitoring, Project, TargetTable
from servicecloud.performance.reporting_errors import PeriodToComeError, WrongPeriodError
from servicecloud.performance.selectors.auditing import Lint, lint_beside_target, with_word
from servicecloud.performance.selectors.bindings import bound_rows
from servicecloud.performance.selectors.deadlines import due_and_late
from servicecloud.performance.selectors.light_rules import light_rules_for
from servicecloud.performance.selectors.money_forecast import forecast_spending
from servicecloud.performance.selectors.owners import owners_of, reach_of_owners
from servicecloud.performance.selectors.progress import Period, counted_row, funds_in, last_of
from servicecloud.performance.selectors.rulebooks import rulebook_id_for
from servicecloud.performance.selectors.weekly import Days
from servicecloud.performance.services.drafts import draft_at, keep_draft, reconciled
from servicecloud.performance.services.projects import project_for_update
from servicecloud.performance.services.reviews import label_of
from servicecloud.performance.services.targets import target_in_force
from servicecloud.performance.services.telling import tell_department
from servicecloud.performance.target_forms import target_form
from servicecloud.performance.values import MonitoredRow, MonitoringContent, as_json, canonical, digest_of, from_json

LONGEST = 1000
CAUSES = ("funding", "institution", "staff", "hardware", "other")
LIKELIHOODS = ("certain", "possible", "impossible")
LEVELS_OFFERED = ("达成", "部分达成", "未达成")
"""What a person can say of a target in words."""


@transaction.atomic
def build_monitoring(*, actor: User, project_id: int, end_month: int, start_month: int = 1) -> Monitoring:
    """Take every bound number of a period from the ledger, with the forecast of its year. Built again, the words stay.

    Usually the period begins in January; one that begins later is measured against its own share of the year.
    """
    project = project_for_update(project_id)
    policies.check_can_declare(actor, project.owner_id)
    table = TargetTable.objects.select_related("approved").get(project=project)
    if table.approved is None or project.state not in (ProjectState.RUNNING, ProjectState.EVALUATING):
        raise NotApprovedError(document=label_of(Document.TARGET))
    if not 1 <= start_month <= end_month <= 12:
        raise WrongPeriodError
    as_of = min(last_of(project.year, end_month), civil_date(timezone.now()))
    if as_of < date(project.year, end_month, 1):
        raise PeriodToComeError
    known = Monitoring.objects.filter(project=project, start_month=start_month, end_month=end_month).first()
    before = from_json(known.content, MonitoringContent) if known else None
    period = Period(project.year, start_month, end_month, as_of)
    with reach_of_owners(project):
        content = _built(project, table.approved, before, actor=actor, period=period)
    found = known or Monitoring(project=project, start_month=start_month, end_month=end_month, target=table.approved)
    found.target, found.edited_by = table.approved, actor
    _write(found, content)
    _record(found, actor, "monitoring.built")
    return found


@transaction.atomic
def save_monitoring(
    *,
    actor: User,
    project_id: int,
    end_month: int,
    start_month: int = 1,
    expected: int,
    values: Mapping[str, Any],
    taken: Iterable[str] = (),
) -> Monitoring:
    """Keep causes, likelihoods, reasons and words on findings. Numbers stay the ledger's.

    What somebody else saved meanwhile is merged by rows; `taken` names the parts in which the person chose the other's.
    """
    found = _editable(actor, project_id, start_month, end_month)
    current, seen = from_json(found.content, MonitoringContent), None
    if found.version != expected:
        seen = draft_at(found.project, Document.MONITORING, number=expected, kind=MonitoringContent, part=found.part)
    before = seen or current
    rows = tuple(_completed(row, values.get("rows", {}).get(row.key)) for row in before.rows)
    reason = str(values.get("funds_deviation", before.funds_deviation)).strip()[:LONGEST]
    said = {key: text.strip()[:LONGEST] for key, text in values.get("words", {}).items()}
    # What only repeats why the money deviates follows it and is kept once.
    repeated = {before.funds_deviation, reason}
    words = {**before.words, **{key: "" if text in repeated else text for key, text in said.items()}}
    causes = values.get("funds_causes", before.funds_causes)
    money = {"funds_causes": tuple(cause for cause in CAUSES if cause in causes), "funds_deviation": reason}
    content = reconciled(
        merging.MONITORING,
        current=found,
        expected=expected,
        seen=seen,
        mine=msgspec.structs.replace(before, rows=rows, words=words, **money),
        theirs=current,
        taken=taken,
    )
    found.edited_by = actor
    _write(found, content)
    _record(found, actor, "monitoring.saved")
    return found


@transaction.atomic
def send_monitoring(*, actor: User, project_id: int, end_month: int, start_month: int = 1, expected: int) -> Monitoring:
    """Freeze the table and tell the department. Errors block, warnings need a word; sent again it is a further version."""
    found = _editable(actor, project_id, start_month, end_month)
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
    due_on, late_days = (
        (found.sent.due_on, found.sent.late_days)
        if found.sent is not None
        else due_and_late(project, Document.MONITORING, moment=timezone.now(), end_month=end_month)
    )
    found.sent = DocumentVersion.objects.create(
        project=project,
        document=Document.MONITORING,
        number=last.number + 1 if last else 1,
        content=text,
        form=printed,
        digest=digest_of(text + printed),
        made_by=actor,
        due_on=due_on,
        late_days=late_days,
    )
    _write(found, content)
    tell_department(found, found.sent)
    _record(found, actor, "monitoring.sent")
    return found


def checked(found: Monitoring, content: MonitoringContent) -> tuple[MonitoringTable, Lights, Lint]:
    """Return a monitoring table as its form, its lights, and what the audit finds in it beside the approved target.

    Why the money deviates answers what is found of its pace too.
    """
    target, book = target_in_force(found.target), load_rulebook(content.rulebook)
    form = monitoring_form(found.project, target, content, book)
    lights = lights_of(form, book, light_rules(content.light_rules))
    lint = lint_beside_target(form, target_form(found.project, target, book=book), book, words=content.words)
    return form, lights, with_word(lint, "M-03", content.funds_deviation)


def _editable(actor: User, project_id: int, start_month: int, end_month: int) -> Monitoring:
    project = project_for_update(project_id)
    policies.check_can_declare(actor, project.owner_id)
    tables = Monitoring.objects.select_related("target", "sent")
    found = tables.filter(project=project, start_month=start_month, end_month=end_month).first()
    if found is None:
        raise NotFoundError
    found.project = project
    return found


def _built(
    project: Project, version: DocumentVersion, before: MonitoringContent | None, *, actor: User, period: Period
) -> MonitoringContent:
    target = target_in_force(version)
    bound = bound_rows(project, target.rows)
    rows = {
        row.key: msgspec.structs.replace(
            (before.row(row.key) if before else None) or MonitoredRow(key=row.key), untold="words"
        )
        for row in target.rows
    }
    owners = owners_of(project)
    counts = [Count(each.rule, period.as_of, owners, each.versions) for each in bound]
    days = Days(counts, year=period.year)
    head = (0, "", "")
    money = forecast_spending(project, as_of=period.as_of)
    for each, whole in zip(bound, figures_of(counts), strict=True):
        rule = period.rule(each.rule)
        snapshot = take_snapshot(rule, as_of=period.as_of, owner=project.owner, actor=actor, owners=owners)
        figure = whole if rule == each.rule else figure_of(Count(rule, period.as_of, owners, each.versions))
        counted = counted_row(each.row, rows[each.row.key], figure=figure, whole=whole, days=days)
        rows[each.row.key] = msgspec.structs.replace(counted, snapshot=snapshot.pk)
        head = max(head, (snapshot.head_count, snapshot.head_digest, snapshot.algorithm))
    return MonitoringContent(
        as_of=period.as_of,
        start_month=period.first_month,
        end_month=period.last_month,
        rulebook=rulebook_id_for(project),
        light_rules=light_rules_for(project).id,
        funds=funds_in(project, period),
        projected_yuan=money.expected if money else None,
        projected_low_yuan=money.low if money else None,
        projected_high_yuan=money.high if money else None,
        projected_from=money.told_from if money else "",
        projected_of=money.parts if money else {},
        funds_causes=before.funds_causes if before else (),
        funds_deviation=before.funds_deviation if before else "",
        rows=tuple(rows.values()),
        words=before.words if before else {},
        head_count=head[0],
        head_digest=head[1],
        algorithm=head[2],
    )


def _completed(row: MonitoredRow, given: Mapping[str, Any] | None) -> MonitoredRow:
    if given is None:
        return row
    likelihood = str(given.get("likelihood", row.likelihood))
    level = str(given.get("level", row.actual))
    return msgspec.structs.replace(
        row,
        actual=row.actual if row.snapshot is not None else level if level in LEVELS_OFFERED else "",
        causes=tuple(cause for cause in CAUSES if cause in given.get("causes", ())),
        likelihood=likelihood if likelihood in LIKELIHOODS else "",
        deviation=str(given.get("deviation", row.deviation)).strip()[:LONGEST],
    )


def _write(found: Monitoring, content: MonitoringContent) -> None:
    book = load_rulebook(content.rulebook)
    form = monitoring_form(found.project, target_in_force(found.target), content, book)
    found.content = as_json(content)
    found.light = lights_of(form, book, light_rules(content.light_rules)).project or ""
    found.version = found.version + 1 if found.pk else 1
    found.save()
    keep_draft(found.project, Document.MONITORING, number=found.version, content=found.content, part=found.part)


def _record(found: Monitoring, actor: User, verb: str) -> None:
    project, months = found.project, {"first": found.start_month, "month": found.end_month}
    record_act(actor=actor, verb=verb, about=project, organisation=project.owner_id, **months)
