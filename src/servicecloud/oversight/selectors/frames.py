"""The frame of a draw: the evaluated projects of a year with their money, risk and stratum."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, cast

from django.db.models import Exists, OuterRef, Q, QuerySet

from plumbline.sampling import FrameRow, by_share, proportional
from servicecloud.identity.models import Organisation
from servicecloud.oversight.declarations import risk
from servicecloud.oversight.enums import ExaminationKind, ExaminationState, QuotaMethod
from servicecloud.oversight.models import DrawnProject, Examination
from servicecloud.oversight.selectors.examined import frozen_content
from servicecloud.oversight.values import PlanParameters
from servicecloud.performance.enums import Document
from servicecloud.performance.models import BudgetChange, DocumentVersion, Project, SelfEvaluation
from servicecloud.performance.selectors.money import Funds, funds_of_many
from servicecloud.performance.selectors.projects import content_of

MONEY, BANDS = ("large", "medium", "small"), ("high", "medium", "low")
YEARS_BETWEEN = 5
ZERO = Decimal(0)


@dataclass(frozen=True)
class Candidate:
    """One project that can be drawn, with what makes it riskier (points by factor)."""

    project: Project
    budget_yuan: Decimal
    factors: dict[str, int]
    stratum: str

    @property
    def risk_points(self) -> int:
        """All points."""
        return sum(self.factors.values())


@dataclass(frozen=True)
class Stratum:
    """One stratum with its size, its money and how many are drawn."""

    name: str
    size: int
    budget_yuan: Decimal
    quota: int


def evaluated_projects(body: Organisation, year: int) -> QuerySet[SelfEvaluation]:
    """Return the approved self-evaluations of the projects of a year below a body, with what is known of their past."""
    rows = SelfEvaluation.objects.filter(project__year=year, approved__isnull=False)
    rows = rows.filter(Q(project__department=body) | Q(project__bureau=body))
    own = OuterRef("project_id")
    changes = BudgetChange.everywhere.filter(line__project=own)
    targets = DocumentVersion.everywhere.filter(project=own, document=Document.TARGET)
    same = {"owner": OuterRef("project__owner_id"), "name": OuterRef("project__name")}
    earlier = Project.everywhere.filter(year__lt=year, **same)
    since = year - YEARS_BETWEEN
    drawn = DrawnProject.everywhere.filter(
        row__project__year__gte=since, **{f"row__project__{name}": value for name, value in same.items()}
    )
    rows = rows.annotate(
        is_changed=Exists(changes),
        is_retargeted=Exists(targets.exclude(content__contains='"reason":""')),
        has_earlier=Exists(earlier),
        was_drawn=Exists(drawn),
    )
    return rows.select_related("project__owner", "approved", "target").order_by("project_id")


def candidates(body: Organisation, year: int, parameters: PlanParameters) -> list[Candidate]:
    """Return everything that can be drawn, by key: three queries, however many there are.

    What is asked of a project's past crosses no border: rows in scope bring their own past.
    """
    found = list(evaluated_projects(body, year))
    funds = funds_of_many([each.project_id for each in found])
    gaps = {owner: sum(each, ZERO) / len(each) for owner, each in gaps_by_unit().items()}
    made = []
    for each in found:
        money = funds[each.project_id]
        budget = money.annual_yuan or ZERO
        factors = _factors(each, money, gaps.get(each.project.owner_id))
        stratum = f"{money_band(budget, parameters)}-{risk_band(sum(factors.values()))}"
        made.append(Candidate(each.project, budget, factors, stratum))
    return made


def strata_of(rows: Sequence[Candidate], parameters: PlanParameters) -> list[Stratum]:
    """Return the strata in the order of their weight, with how many are drawn of each."""
    sizes = Counter(row.stratum for row in rows)
    money: dict[str, Decimal] = defaultdict(Decimal)
    for row in rows:
        money[row.stratum] += row.budget_yuan
    if parameters.method == QuotaMethod.SHARE:
        quotas = by_share(sizes, percent=parameters.percent, minimum=parameters.minimum)
    else:
        quotas = proportional(sizes, total=parameters.total, minimum=parameters.minimum)
    names = [f"{amount}-{band}" for amount in MONEY for band in BANDS]
    return [Stratum(name, sizes[name], money[name], quotas[name]) for name in names if name in sizes]


def frame_rows(rows: Sequence[Candidate], strata: Sequence[Stratum]) -> list[FrameRow]:
    """Return the rows of the published file. A text that a spreadsheet program would take for a formula has an apostrophe before it."""
    quotas = {stratum.name: stratum.quota for stratum in strata}
    return [
        FrameRow(
            key=str(row.project.pk),
            unit=harmless(row.project.owner.name_zh),
            name=harmless(row.project.name),
            budget_yuan=row.budget_yuan,
            risk_points=row.risk_points,
            stratum=row.stratum,
            quota=quotas[row.stratum],
        )
        for row in rows
    ]


def harmless(text: str) -> str:
    """Return a text as a published cell may hold it."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def money_band(budget: Decimal, parameters: PlanParameters) -> str:
    """Return the band of a budget in 元."""
    return "large" if budget >= parameters.large_yuan else "medium" if budget >= parameters.medium_yuan else "small"


def risk_band(points: int) -> str:
    """Return the band of so many points of risk."""
    return next(name for name, begins in risk().bands.items() if points >= begins)


def gaps_by_unit() -> dict[int, list[Decimal]]:
    """Return self minus verified in points of every re-check that stands, by unit: one query."""
    rows = Examination.objects.filter(kind=ExaminationKind.RECHECK, state=ExaminationState.FINAL)
    found: dict[int, list[Decimal]] = defaultdict(list)
    for owner, claimed, verified in rows.order_by("pk").values_list(
        "project__owner_id", "claimed_total", "verified_total"
    ):
        if claimed is not None and verified is not None:
            found[owner].append(claimed - verified)
    return dict(found)


def _factors(evaluation: SelfEvaluation, money: Funds, gap: Decimal | None) -> dict[str, int]:
    version, past = evaluation.approved, cast("Any", evaluation)
    if version is None:
        return {}
    content, target = frozen_content(version), content_of(evaluation.target)
    claimed = {row.key: row.claimed_score for row in content.rows}
    weights = [(row, row.weight or ZERO) for row in target.rows]
    whole = sum((weight for _row, weight in weights), ZERO)
    narratives = sum((w for row, w in weights if row.binding and row.binding.kind == "narrative"), ZERO)
    below = sum(1 for row, weight in weights if (claimed.get(row.key) or weight) < weight)
    rate = money.rate
    cases = {
        "R-01": sum(1 for word in content.words.values() if word),
        "R-02": int(past.is_changed or past.is_retargeted),
        "R-03": int(rate is not None and rate * 100 < _limit("R-03")),
        "R-04": below,
        "R-05": int((evaluation.total_score or ZERO) >= _limit("R-05")),
        "R-06": int(gap is not None and gap >= _limit("R-06")),
        "R-07": int(not past.has_earlier),
        "R-08": int(bool(whole) and narratives * 100 >= whole * _limit("R-08")),
        "R-09": int(not past.was_drawn),
    }
    points = {code: risk().factor(code).weigh(number) for code, number in cases.items()}
    return {code: number for code, number in points.items() if number}


def _limit(code: str) -> Decimal:
    factor = risk().factor(code)
    limit = factor.below if factor.below is not None else factor.at_least
    return ZERO if limit is None else limit
