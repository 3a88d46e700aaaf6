"""One project in numbers to date: its money, its lights, every row of its target, what the audit finds. Reads alone."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Max

from plumbline.audit.lights import Lights, lights_of
from plumbline.rulebooks import Rulebook, load_rulebook
from servicecloud.boards.selectors.results import results_of
from servicecloud.ledger.models import Total
from servicecloud.ledger.selectors.figures import Figure
from servicecloud.performance.errors import BindingError
from servicecloud.performance.forms import Evaluated, evaluation_form, monitoring_form
from servicecloud.performance.models import Monitoring, Project, SelfEvaluation, TargetTable
from servicecloud.performance.reporting_errors import UnknownTokenError
from servicecloud.performance.selectors.auditing import Lint, lint_beside_target, lint_target
from servicecloud.performance.selectors.beside import forms_beside, known_of
from servicecloud.performance.selectors.bindings import Bound, bound_rows, figures_for, last_day
from servicecloud.performance.selectors.light_rules import light_rules_for
from servicecloud.performance.selectors.money import Funds, funds_of
from servicecloud.performance.selectors.progress import Period, counted_row, funds_in
from servicecloud.performance.selectors.projects import content_of
from servicecloud.performance.selectors.rulebooks import rulebook_id_for
from servicecloud.performance.selectors.target_money import target_money
from servicecloud.performance.selectors.weekly import Days
from servicecloud.performance.target_forms import target_form
from servicecloud.performance.values import (
    EvaluationContent,
    MonitoredRow,
    MonitoringContent,
    TargetContent,
    from_json,
)

_SIX = Decimal("0.000001")
_FAR = Decimal(10) ** 16
"""A rate beyond this is a slip of the pen and is kept as this: the audit names it."""


@dataclass(frozen=True)
class Summed:
    """The values of a summary, of its tracked rows, and how often each rule speaks."""

    values: dict[str, Any]
    rows: list[dict[str, Any]]
    findings: Counter[tuple[str, str]]


def sum_up(project: Project) -> Summed:
    """Return a project in numbers as of today, or the last day of its year."""
    as_of = last_day(project.year)
    table = TargetTable.objects.select_related("approved").get(project=project)
    evaluation = SelfEvaluation.objects.select_related("target").filter(project=project).first()
    book = load_rulebook(rulebook_id_for(project))
    target = content_of(table.approved) if table.approved else from_json(table.content, TargetContent)
    evaluated = _evaluated(project, evaluation)
    funds = funds_of(project, until=as_of)
    values: dict[str, Any] = {"as_of": as_of, **_money(funds), **results_of(evaluation, evaluated)}
    rows: list[dict[str, Any]] = []
    if table.approved is not None:
        said = _said(project, evaluation)
        counted, bound, figures = _counted(project, target, said, as_of=as_of)
        lights = _lights(project, target, counted, book, as_of=as_of)
        values |= _lit(lights)
        rows = _rows(target, counted, lights, _seen(project, bound, figures, as_of=as_of))
    findings = Counter((said.rule, said.severity) for said in _lint(project, target, evaluation, evaluated, book).all)
    severities = Counter(dict.fromkeys(("error", "warning"), 0))
    for (_rule, severity), number in findings.items():
        severities[severity] += number
    values |= {"errors": severities["error"], "warnings": severities["warning"]}
    return Summed(values, rows, findings)


def elapsed_on(day: date, *, year: int) -> Decimal:
    """Return the share of a year that has passed at the end of a day, 0 before it began."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    passed = max(0, (min(day, last) - first).days + 1)
    return Decimal(passed) / ((last - first).days + 1)


def _money(funds: Funds) -> dict[str, Any]:
    rate = funds.rate
    return {
        "initial_yuan": funds.initial_yuan,
        "annual_yuan": funds.annual_yuan,
        "executed_yuan": funds.executed_yuan,
        "execution_rate": None if rate is None else _kept(rate * 100),
    }


def _kept(number: Decimal | None) -> Decimal | None:
    return None if number is None else max(-_FAR, min(number, _FAR)).quantize(_SIX)


def _said(project: Project, evaluation: SelfEvaluation | None) -> dict[str, str]:
    """Return what people last said of the rows in words: in the self-evaluation, else in the newest monitoring table."""
    if evaluation is not None:
        content = from_json(evaluation.content, EvaluationContent)
        return {row.key: row.level or row.actual for row in content.rows if row.snapshot is None}
    newest = Monitoring.objects.filter(project=project).order_by("-end_month", "start_month").first()
    if newest is None:
        return {}
    return {row.key: row.actual for row in from_json(newest.content, MonitoringContent).rows if row.snapshot is None}


def _counted(
    project: Project, target: TargetContent, said: dict[str, str], *, as_of: date
) -> tuple[dict[str, MonitoredRow], list[Bound], list[Figure]]:
    bound = _bound(project, target)
    figures = figures_for(project, bound)
    counted = {row.key: MonitoredRow(key=row.key, actual=said.get(row.key, "")) for row in target.rows}
    is_over = as_of >= date(project.year, 12, 31)
    days = Days([figure.count for figure in figures], year=project.year)
    for each, figure in zip(bound, figures, strict=True):
        row = counted_row(
            each.row,
            MonitoredRow(key=each.row.key),
            figure=figure,
            whole=figure,
            days=days,
            foretold=not is_over,
        )
        counted[each.row.key] = row
    return counted, bound, figures


def _bound(project: Project, target: TargetContent) -> list[Bound]:
    """Return the rows that can be counted; one whose register changed so that it no longer can is left without a value."""
    try:
        return bound_rows(project, target.rows)
    except BindingError:
        found = []
        for row in target.rows:
            try:
                found += bound_rows(project, [row])
            except BindingError:
                continue
        return found


def _lights(
    project: Project, target: TargetContent, counted: dict[str, MonitoredRow], book: Rulebook, *, as_of: date
) -> Lights:
    period = Period(project.year, 1, 12, as_of)
    rules = light_rules_for(project)
    content = MonitoringContent(
        as_of=as_of,
        end_month=12,
        rulebook=book.id,
        light_rules=rules.id,
        funds=funds_in(project, period),
        rows=tuple(counted.values()),
    )
    form = monitoring_form(project, target, content, book)
    return lights_of(form, book, rules, elapsed=elapsed_on(as_of, year=project.year))


def _lit(lights: Lights) -> dict[str, Any]:
    number = Counter(row.light for row in lights.rows)
    return {
        "light": lights.project or "",
        "money_light": lights.money.light or "",
        "goals_light": lights.goals or "",
        "rows": len(lights.rows),
        "red_rows": number["red"],
        "yellow_rows": number["yellow"],
        "green_rows": number["green"],
        "blue_rows": number["blue"],
    }


def _seen(
    project: Project, bound: Sequence[Bound], figures: Sequence[Figure], *, as_of: date
) -> dict[str, tuple[int, date | None]]:
    """Return of each bound row how many entries make it up, and the day of the last entry of its measure: one query."""
    keys = {version.pk for each in bound for version in each.versions}
    days = Total.objects.filter(
        measure_id__in=keys, owner_id=project.owner_id, day__range=(date(project.year, 1, 1), as_of), net__gt=0
    )
    last = dict(days.order_by().values_list("measure_id").annotate(Max("day")))
    found: dict[str, tuple[int, date | None]] = {}
    for each, figure in zip(bound, figures, strict=True):
        own = [day for version in each.versions if (day := last.get(version.pk))]
        found[each.row.key] = (figure.counted, max(own, default=None))
    return found


def _rows(
    target: TargetContent,
    counted: dict[str, MonitoredRow],
    lights: Lights,
    seen: dict[str, tuple[int, date | None]],
) -> list[dict[str, Any]]:
    rows = []
    for position, row in enumerate(target.rows):
        light, entered = lights.rows[position], counted[row.key]
        entries, last_entry_on = seen.get(row.key, (None, None))
        binding = row.binding
        rows.append(
            {
                "key": row.key,
                "position": position,
                "level1": row.level1,
                "level2": row.level2,
                "name": row.level3,
                "target": row.target,
                "weight": row.weight,
                "measure": binding.measure if binding else "",
                "how": "" if binding is None else binding.how if binding.kind == "measure" else binding.kind,
                "actual": entered.actual,
                "progress": _kept(light.progress),
                "pace": _kept(light.pace),
                "light": light.light or "",
                "low": entered.low,
                "projected": entered.projected,
                "high": entered.high,
                "likelihood": entered.proposed,
                "entries": entries,
                "last_entry_on": last_entry_on,
            }
        )
    return rows


def _evaluated(project: Project, evaluation: SelfEvaluation | None) -> Evaluated | None:
    """Return the self-evaluation as its form with its scores; None where there is none, or its text names what is not there."""
    if evaluation is None:
        return None
    content = from_json(evaluation.content, EvaluationContent)
    try:
        return evaluation_form(project, content_of(evaluation.target), content, load_rulebook(content.rulebook))
    except UnknownTokenError:
        return None


def _lint(
    project: Project,
    target: TargetContent,
    evaluation: SelfEvaluation | None,
    evaluated: Evaluated | None,
    book: Rulebook,
) -> Lint:
    """Audit the latest document: the self-evaluation where there is one, else the target."""
    if evaluation is None or evaluated is None:
        return lint_target(target_form(project, target, book=book, money=target_money(project)), book)
    promised, form, own_book = content_of(evaluation.target), evaluated.form, evaluated.book
    content = from_json(evaluation.content, EvaluationContent)
    return lint_beside_target(
        form,
        target_form(project, promised, book=own_book),
        own_book,
        words={},
        beside=forms_beside(project),
        known=known_of(project, promised.rows, content, form, own_book),
    )
