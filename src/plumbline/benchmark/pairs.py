"""Errors that only two forms together show: promise and result, one year and the next, two projects of one unit."""

import copy
from collections.abc import Callable
from decimal import Decimal
from random import Random
from typing import NamedTuple

from plumbline.audit.model import Severity
from plumbline.benchmark import phrases
from plumbline.benchmark.claims import add_up, claim_rows
from plumbline.benchmark.model import Draft, DraftRow
from plumbline.benchmark.rows import reach
from plumbline.benchmark.self_evaluations import draft_self_evaluation, tell
from plumbline.benchmark.targets import draft_target
from plumbline.benchmark.values import CONVENTIONS, number
from plumbline.benchmark.vocabulary import Theme, themes
from plumbline.rulebooks.model import Rulebook

_TELLING_NAME = 6
"""A shorter name (巡河次数) may well mean another thing in another project."""


class Pair(NamedTuple):
    """Two drafts and where the errors are: the number of the form (-1 either), and the places of each. None: nothing is wrong."""

    drafts: tuple[Draft, Draft]
    form: int
    places: tuple[tuple[str, ...], ...]


class PairKind(NamedTuple):
    """One kind of error between two forms."""

    id: str
    zh: str
    en: str
    rules: tuple[str, ...]
    severity: Severity
    make: Callable[[Theme, Rulebook, Random], Pair | None]


def _result_of(target: Draft, theme: Theme, book: Rulebook, rng: Random) -> Draft:
    """Make the self-evaluation of a project whose targets were approved."""
    draft = draft_self_evaluation(theme, "shanghai-self-evaluation-wan", book, rng)
    draft.project, draft.year, draft.unit, draft.department = (
        target.project,
        target.year,
        target.unit,
        target.department,
    )
    draft.rows = copy.deepcopy(target.rows)
    for row in draft.rows:
        row.long_term = row.level1_weight = None
    draft.empty_rows = []
    convention = rng.choice(CONVENTIONS)
    for row in draft.rows:
        row.actual, row.deviation, row.is_short = None, None, False
    reach(draft.rows, year=draft.year, convention=convention, rng=rng)
    draft.expected_goal = target.expected_goal
    tell(draft, theme, rng)
    return draft


def _promise_and_result(theme: Theme, book: Rulebook, rng: Random) -> tuple[Draft, Draft]:
    target = draft_target(theme, "budget-target", book, rng)
    return target, _result_of(target, theme, book, rng)


def _finished(draft: Draft, book: Rulebook, rng: Random) -> Draft:
    claim_rows(draft, book, rng)
    add_up(draft, book)
    return draft


def clean_pair(theme: Theme, book: Rulebook, rng: Random) -> Pair:
    """Make the promise and the result of one project, with nothing wrong between them."""
    target, result = _promise_and_result(theme, book, rng)
    return Pair((target, _finished(result, book, rng)), 1, ())


def _count_row(draft: Draft, rng: Random, *, shortest_name: int = 0) -> int | None:
    fitting = [
        index
        for index, row in enumerate(draft.rows)
        if row.nature == "count"
        and not row.is_short
        and row.deviation is None
        and (row.aimed or 0) >= 20
        and len(row.name) >= shortest_name
    ]
    return rng.choice(fitting) if fitting else None


def other_indicators(theme: Theme, book: Rulebook, rng: Random) -> Pair | None:
    """Evaluate another indicator than the approved one."""
    target, result = _promise_and_result(theme, book, rng)
    index = _count_row(result, rng)
    if index is None:
        return None
    row = result.rows[index]
    row.name, row.clause = rng.choice(("接待来访批次", "编印宣传册数量", "更新网页次数")), None
    tell(result, theme, rng)
    return Pair((target, _finished(result, book, rng)), 1, (("form", f"indicators[{index}]"),))


def weights_not_approved(theme: Theme, book: Rulebook, rng: Random) -> Pair | None:
    """Move points between two rows of one dimension."""
    target, result = _promise_and_result(theme, book, rng)
    outputs = [index for index, row in enumerate(result.rows) if row.level1 == "产出指标"]
    giver = next((index for index in outputs if (result.rows[index].weight or 0) >= 6), None)
    taker = next((index for index in outputs if index != giver and (result.rows[index].weight or 0) <= 16), None)
    if giver is None or taker is None:
        return None
    for index, points in ((giver, -3), (taker, 3)):
        result.rows[index].weight = (result.rows[index].weight or Decimal(0)) + points
    return Pair((target, _finished(result, book, rng)), 1, ((f"indicators[{giver}]",), (f"indicators[{taker}]",)))


def target_not_approved(theme: Theme, book: Rulebook, rng: Random) -> Pair | None:
    """Lower a target when the result is known."""
    target, result = _promise_and_result(theme, book, rng)
    index = _count_row(result, rng)
    if index is None:
        return None
    row = result.rows[index]
    lowered = ((row.aimed or Decimal(0)) * Decimal("0.7")).to_integral_value()
    row.target, row.aimed = f"≥{number(lowered)}{row.unit}", lowered
    row.done = lowered + 1
    row.actual = f"{number(row.done)}{row.unit}"
    tell(result, theme, rng)
    return Pair((target, _finished(result, book, rng)), 1, ((f"indicators[{index}]",),))


def _two_years(theme: Theme, book: Rulebook, rng: Random) -> tuple[Draft, Draft]:
    first = draft_self_evaluation(theme, "shanghai-self-evaluation-wan", book, rng)
    first.year = rng.randint(2021, 2024)
    second = draft_self_evaluation(theme, "shanghai-self-evaluation-wan", book, rng)
    second.year, second.project = first.year + 1, first.project
    for draft in (first, second):
        for row in draft.rows:
            if row.nature == "deadline":
                row.target, row.actual = f"{draft.year}年12月31日前", f"{draft.year}年9月20日"
    return first, second


def text_of_last_year(theme: Theme, book: Rulebook, rng: Random) -> Pair | None:
    """Hand last year's completion in again, with last year's figures, which hardly exceeded their targets."""
    first, second = _two_years(theme, book, rng)
    if second.money_remark:
        return None
    for row in first.rows:
        _reach_barely(row)
    tell(first, theme, rng)
    second.actual_completion = first.actual_completion
    second.rows = copy.deepcopy(first.rows)
    for row in second.rows:
        if row.nature == "deadline":
            row.target, row.actual = f"{second.year}年12月31日前", f"{second.year}年9月20日"
    second.expected_goal = first.expected_goal
    drafts = (_finished(first, book, rng), _finished(second, book, rng))
    return Pair(drafts, 1, (("form",),))


def _reach_barely(row: DraftRow) -> None:
    """Let a target be hardly exceeded, so that the same target is no easier the year after."""
    if row.aimed is not None and row.done is not None and not row.is_short and row.done != row.aimed:
        grown = (row.aimed * Decimal("1.03")).to_integral_value() if row.aimed >= 40 and row.unit != "%" else row.aimed
        row.done, row.deviation = (row.aimed if row.nature == "limit" else grown), None
        row.actual = f"{number(row.done)}{row.unit or ''}"


def target_below_last_year(theme: Theme, book: Rulebook, rng: Random) -> Pair | None:
    """Promise less than was reached the year before."""
    first = draft_self_evaluation(theme, "shanghai-self-evaluation-wan", book, rng)
    first.year = rng.randint(2021, 2023)
    index = _count_row(first, rng)
    if index is None:
        return None
    target = draft_target(theme, "budget-target", book, rng)
    target.year, target.project = first.year + 1, first.project
    row = first.rows[index]
    matching = [number_ for number_, other in enumerate(target.rows) if other.name == row.name]
    for other in target.rows:
        before = next((one for one in first.rows if one.name == other.name), None)
        if before is not None and before.done is not None and other.nature != "limit":
            other.aimed = before.done
            other.target = f"≥{number(before.done)}{before.unit}"
        elif before is not None and before.done is not None:
            other.aimed = before.done
            other.target = f"≤{number(before.done)}{before.unit}"
    if not matching or row.done is None:
        return None
    lowered = (row.done * Decimal("0.6")).to_integral_value()
    target.rows[matching[0]].target = f"≥{number(lowered)}{row.unit}"
    target.rows[matching[0]].aimed = lowered
    target.expected_goal = phrases.goal(theme, target.rows, rng)
    for one in (*first.rows, *target.rows):
        if one.nature == "deadline":
            year = first.year if any(one is own for own in first.rows) else target.year
            one.target = f"{year}年12月31日前"
            one.actual = f"{year}年9月20日" if one.actual else None
    return Pair((_finished(first, book, rng), target), 1, ((f"indicators[{matching[0]}]",),))


def _two_projects(theme: Theme, book: Rulebook, rng: Random) -> tuple[Draft, Draft, Theme]:
    first = draft_self_evaluation(theme, "shanghai-self-evaluation-wan", book, rng)
    other_theme = rng.choice([one for one in themes() if one is not theme])
    second = draft_self_evaluation(other_theme, "shanghai-self-evaluation-wan", book, rng)
    second.unit, second.department = first.unit, first.department
    second.year = first.year
    for row in second.rows:
        if row.nature == "deadline":
            row.target, row.actual = f"{second.year}年12月31日前", f"{second.year}年9月20日"
    return first, second, other_theme


def goal_shared(theme: Theme, book: Rulebook, rng: Random) -> Pair | None:
    """Give two projects one goal."""
    first, second, _ = _two_projects(theme, book, rng)
    second.expected_goal = first.expected_goal
    drafts = (_finished(first, book, rng), _finished(second, book, rng))
    return Pair(drafts, -1, (("form",),))


def two_values(theme: Theme, book: Rulebook, rng: Random) -> Pair | None:
    """Report two values for one indicator of one unit and year."""
    first, second, other_theme = _two_projects(theme, book, rng)
    source, index = _count_row(first, rng, shortest_name=_TELLING_NAME), _count_row(second, rng)
    if source is None or index is None:
        return None
    given: DraftRow = first.rows[source]
    row = second.rows[index]
    aimed = given.aimed or Decimal(0)
    values = [aimed + max(Decimal(1), (aimed * step / 100).to_integral_value()) for step in (3, 8, 14)]
    done = next(value for value in values if value != given.done)
    row.name, row.unit, row.clause, row.aimed, row.done = given.name, given.unit, None, given.aimed, done
    row.target, row.actual = f"≥{number(given.aimed or Decimal(0))}{row.unit}", f"{number(done)}{row.unit}"
    tell(second, other_theme, rng)
    second.expected_goal = phrases.goal(other_theme, second.rows, rng)
    drafts = (_finished(first, book, rng), _finished(second, book, rng))
    return Pair(drafts, -1, ((f"indicators[{source}]", f"indicators[{index}]"),))


PAIR_KINDS: tuple[PairKind, ...] = (
    PairKind(
        "pair-other-indicators", "自评指标与批复指标不一致", "Other indicators than the approved ones",
        ("S-19",), "error", other_indicators,
    ),
    PairKind(
        "pair-weights-changed", "自评分值与批复分值不一致", "Other weights than the approved ones",
        ("W-06",), "error", weights_not_approved,
    ),
    PairKind(
        "pair-target-changed", "自评指标值与批复指标值不一致", "Another target than the approved one",
        ("S-30",), "error", target_not_approved,
    ),
    PairKind(
        "pair-text-of-last-year", "完成情况照抄上年", "Last year's completion again", ("S-18",), "warning", text_of_last_year
    ),
    PairKind(
        "pair-target-below-actual", "指标值低于上年实际", "A target below last year's actual",
        ("I-14",), "warning", target_below_last_year,
    ),
    PairKind("pair-goal-shared", "两个项目目标相同", "Two projects with one goal", ("S-31",), "warning", goal_shared),
    PairKind("pair-two-values", "同一指标两张表数值不同", "One indicator with two values", ("S-33",), "warning", two_values),
)  # fmt: skip
