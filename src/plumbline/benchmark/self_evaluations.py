"""Clean self-evaluations, in two steps: the facts first, the scores and sums after errors of fact went in."""

from decimal import Decimal
from random import Random

from plumbline.benchmark import phrases
from plumbline.benchmark.city import CITY
from plumbline.benchmark.claims import add_up, claim_rows, funds_score
from plumbline.benchmark.funds import amounts, fund_rows
from plumbline.benchmark.model import Draft, Layout
from plumbline.benchmark.names import project_name
from plumbline.benchmark.rows import indicator_rows, print_targets, reach
from plumbline.benchmark.values import CONVENTIONS
from plumbline.benchmark.vocabulary import Theme
from plumbline.benchmark.weights import weigh
from plumbline.rulebooks.model import RoundingHow, Rulebook

_EMPTY = ("生态效益指标",)


def draft_self_evaluation(theme: Theme, layout: Layout, book: Rulebook, rng: Random) -> Draft:
    """Make a self-evaluation that no rule finds fault with, but for its scores, which `settle` gives it."""
    is_yuan = layout == "shanghai-self-evaluation-yuan"
    is_national = layout == "national-self-evaluation"
    rounding: RoundingHow = "truncate" if rng.random() < 0.35 else "half_up"
    draft = Draft(
        "self_evaluation",
        layout,
        rng.randint(2021, 2025),
        project_name(theme, rng),
        f"{CITY}{theme.department}",
        f"{CITY}{theme.unit}",
        "元" if is_yuan or (layout == "flat-self-evaluation" and rng.random() < 0.3) else "万元",
        rounding,
        has_grade=layout != "national-self-evaluation",
        points_fixed=not is_yuan and rng.random() < 0.7,
    )
    convention = rng.choice(CONVENTIONS)
    happy = rng.random() < 0.92
    cost_level = is_national and rng.random() < 0.25
    draft.rows = indicator_rows(theme, rng=rng, many=rng.random() < 0.6, cost_level=cost_level, happy=happy)
    weigh(draft.rows, book, rng)
    print_targets(draft.rows, year=draft.year, convention=convention, rng=rng)
    reach(draft.rows, year=draft.year, convention=convention, rng=rng)
    if is_national and rng.random() < 0.4:
        _print_level_weights(draft)
    low_rate = layout != "flat-self-evaluation" and rng.random() < 0.1
    in_yuan = draft.money_unit == "元"
    money = amounts(rng, in_yuan=in_yuan, low_rate=low_rate)
    if layout == "flat-self-evaluation":
        money = money[:1]
    score = funds_score(money[0].executed, money[0].annual, draft)
    draft.funds = fund_rows(money, in_yuan=in_yuan, how=rounding, score=score, rng=rng)
    draft.expected_goal = phrases.goal(theme, draft.rows, rng)
    draft.money_remark = phrases.about_money(rng) if low_rate else ""
    tell(draft, theme, rng)
    if is_national and rng.random() < 0.4:
        draft.others["项目负责人"] = phrases.person(rng)
    if layout == "shanghai-self-evaluation-wan" and not any(row.level2 == "成本指标" for row in draft.rows):
        draft.empty_rows = [("产出指标", "成本指标"), *(("效益指标", level2) for level2 in _EMPTY)]
    return draft


def _print_level_weights(draft: Draft) -> None:
    totals: dict[str, Decimal] = {}
    for row in draft.rows:
        totals[row.level1] = totals.get(row.level1, Decimal(0)) + (row.weight or 0)
    for row in draft.rows:
        row.level1_weight = totals[row.level1]


def tell(draft: Draft, theme: Theme, rng: Random) -> None:
    """Write the completion out of the actual values; a flat table has no place for it."""
    if draft.layout != "flat-self-evaluation":
        draft.actual_completion = phrases.completion(theme, draft.rows, rng) + draft.money_remark


def settle(draft: Draft, book: Rulebook, rng: Random) -> None:
    """Claim the scores that the facts earn."""
    claim_rows(draft, book, rng)


def total(draft: Draft, book: Rulebook) -> None:
    """Add up what is claimed."""
    add_up(draft, book)
