"""What the results of a project suggest for next year's budget: the first declared rule that fits."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from django.db.models import Max, QuerySet
from django.utils import timezone

from servicecloud.ledger.facts import civil_date
from servicecloud.oversight.declarations import AdviceRule, advice_rules
from servicecloud.oversight.enums import Advice, EvaluationState, ExaminationKind, ExaminationState, RectificationState
from servicecloud.oversight.models import BudgetAdvice, Evaluation, Examination, Rectification
from servicecloud.performance.models import Project, SelfEvaluation
from servicecloud.performance.selectors.money import funds_of_many
from servicecloud.performance.selectors.rulebooks import PrintedRates


@dataclass(frozen=True)
class Standing:
    """What is known of a project: the score that stands and whose it is, money, rectification.

    `rate` is executed over budget (0 to 1 and more), `printed_rate` the same in percent as the project's form prints it.
    """

    self_total: Decimal | None = None
    total: Decimal | None = None
    grade: str = ""
    source: str = ""
    rate: Decimal | None = None
    rectification: str = ""
    printed_rate: Decimal | None = None

    @property
    def gap(self) -> Decimal | None:
        """Self minus verified in points."""
        return None if self.self_total is None or self.total is None else self.self_total - self.total


@dataclass(frozen=True)
class Suggestion:
    """A project with what the rules suggest, and what was decided."""

    project: Project
    standing: Standing
    give: str
    rule: str
    reason: str
    decision: BudgetAdvice | None

    @property
    def label(self) -> str:
        """The suggestion in the active language."""
        return str(Advice(self.give).label) if self.give else ""

    @property
    def decided(self) -> str:
        """What stands: the decision, else the suggestion."""
        return self.decision.get_decided_display() if self.decision else self.label


def projects_with_results(year: int) -> QuerySet[Project]:
    """Return the projects in scope of a year whose self-evaluation is approved."""
    rows = Project.objects.filter(year=year, evaluation__approved__isnull=False)
    return rows.select_related("owner", "evaluation")


def newest_year_with_results() -> int:
    """Return the latest year in scope with an approved self-evaluation; the year before this one where there is none yet."""
    newest = Project.objects.filter(evaluation__approved__isnull=False).aggregate(newest=Max("year"))["newest"]
    return newest or civil_date(timezone.now()).year - 1


def advice_for(project: Project) -> Suggestion:
    """Return the suggestion of one project."""
    return advice_of([project])[0]


def advice_of(projects: Sequence[Project]) -> list[Suggestion]:
    """Return the suggestions of several projects: eight queries, however many there are."""
    ids = [project.pk for project in projects]
    standings, rates = _standings(ids), PrintedRates()
    decisions = {each.project_id: each for each in BudgetAdvice.objects.filter(project__in=ids).order_by("pk")}
    known = [replace(standings[each.pk], printed_rate=rates.of(each, standings[each.pk].rate)) for each in projects]
    return [_suggestion(each, one, decisions.get(each.pk)) for each, one in zip(projects, known, strict=True)]


def rule_for(standing: Standing) -> AdviceRule | None:
    """Return the first rule that fits; None when nothing is known of the project's grade."""
    return next((rule for rule in advice_rules().rules if _fits(rule, standing)), None)


def _suggestion(project: Project, standing: Standing, decision: BudgetAdvice | None) -> Suggestion:
    rule = rule_for(standing)
    if rule is None:
        return Suggestion(project, standing, "", "", "", decision)
    return Suggestion(project, standing, rule.give, rule.code, rule.title, decision)


def _fits(rule: AdviceRule, known: Standing) -> bool:
    if rule.grades and known.grade not in rule.grades:
        return False
    if rule.rectification and known.rectification not in (rule.rectification, "overdue"):
        return False
    if rule.execution_below is not None and (known.rate is None or known.rate * 100 >= rule.execution_below):
        return False
    return rule.gap_at_least is None or (known.gap is not None and known.gap >= rule.gap_at_least)


def _standings(ids: list[int]) -> dict[int, Standing]:
    funds = funds_of_many(ids)
    selfs = {each.project_id: each for each in SelfEvaluation.objects.filter(project__in=ids, approved__isnull=False)}
    final = Examination.objects.filter(project__in=ids, state=ExaminationState.FINAL).order_by("pk")
    examined: dict[tuple[int, str], Examination] = {(each.project_id, each.kind): each for each in final}
    reports = Evaluation.objects.filter(project__in=ids, state=EvaluationState.FINAL).order_by("kind")
    evaluated = {each.project_id: each for each in reports}
    mending = _rectifications(ids, today=civil_date(timezone.now()))
    found = {}
    for pk in ids:
        own = selfs.get(pk)
        total, grade, source = (own.total_score, own.grade, "self") if own else (None, "", "")
        for kind in (ExaminationKind.REVIEW, ExaminationKind.RECHECK):
            if (pk, kind) in examined:
                one = examined[pk, kind]
                total, grade, source = one.verified_total, one.verified_grade, kind.value
        if pk in evaluated:
            total, grade, source = evaluated[pk].total, evaluated[pk].grade, "evaluation"
        own_total = own.total_score if own else None
        found[pk] = Standing(own_total, total, grade, source, funds[pk].rate, mending.get(pk, ""))
    return found


def _rectifications(ids: list[int], *, today: date) -> dict[int, str]:
    rows = Rectification.objects.filter(project__in=ids).exclude(state=RectificationState.CLOSED)
    found: dict[int, str] = {}
    for project, due, state in rows.order_by("-due_on").values_list("project_id", "due_on", "state"):
        is_overdue = due < today and state != RectificationState.ANSWERED
        found[project] = "overdue" if is_overdue or found.get(project) == "overdue" else "open"
    return found
