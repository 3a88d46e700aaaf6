"""Clean target tables: Shanghai's of 2020, the national declaration, the table in a department's budget, flat rows."""

from decimal import Decimal
from random import Random

from plumbline.benchmark import phrases
from plumbline.benchmark.city import CITY
from plumbline.benchmark.funds import show
from plumbline.benchmark.model import Draft, DraftFund, DraftRow, Layout
from plumbline.benchmark.names import project_name
from plumbline.benchmark.rows import indicator_rows, print_targets
from plumbline.benchmark.values import CONVENTIONS, number
from plumbline.benchmark.vocabulary import Theme
from plumbline.benchmark.weights import scheme_of, weigh
from plumbline.rulebooks.model import Rulebook

_LEVELS = {
    "数量指标": ("产出目标", "数量"),
    "质量指标": ("产出目标", "质量"),
    "时效指标": ("产出目标", "时效"),
    "成本指标": ("产出目标", "成本"),
    "经济效益指标": ("效果目标", "经济效益"),
    "社会效益指标": ("效果目标", "社会效益"),
    "可持续影响指标": ("影响力目标", "长效管理"),
    "服务对象满意度指标": ("效果目标", "满意度"),
}
_ORDER = ("投入与管理", "产出目标", "效果目标", "影响力目标")
_MANAGEMENT = (
    ("投入管理", "预算执行率", "≥95%"),
    ("投入管理", "预算编制合理性", "合理"),
    ("财务管理", "财务管理制度健全性", "健全"),
    ("财务管理", "资金使用规范性", "规范"),
    ("实施管理", "合同管理完备性", "完备"),
    ("实施管理", "政府采购规范性", "合规"),
)


def draft_target(theme: Theme, layout: Layout, book: Rulebook, rng: Random) -> Draft:
    """Make a target table that no rule finds fault with."""
    is_shanghai = layout == "shanghai-target-2020"
    year = rng.randint(2020, 2025)
    draft = Draft(
        "target",
        layout,
        year,
        project_name(theme, rng),
        None if is_shanghai else f"{CITY}{theme.department}",
        f"{CITY}{theme.unit}",
        "元" if is_shanghai else "万元",
        points_fixed=False,
    )
    is_weighed = layout in ("budget-target", "flat-target")
    rows = indicator_rows(
        theme, rng=rng, many=rng.random() < 0.6, cost_level=False, happy=not is_weighed or rng.random() < 0.92
    )
    print_targets(rows, year=year, convention=rng.choice(CONVENTIONS), rng=rng)
    draft.rows = _shanghai_rows(rows) if is_shanghai else rows
    draft.expected_goal = phrases.goal(theme, rows, rng)
    if is_shanghai:
        _shanghai_fields(draft, theme, rng)
    else:
        _national_fields(draft, theme, book, rng)
    return draft


def _shanghai_rows(rows: list[DraftRow]) -> list[DraftRow]:
    for row in rows:
        row.level1, row.level2 = _LEVELS[row.level2]
    management = [DraftRow("投入与管理", level2, name, "management", text) for level2, name, text in _MANAGEMENT]
    return sorted(management + rows, key=lambda row: (_ORDER.index(row.level1), _level2_rank(row, rows)))


def _level2_rank(row: DraftRow, rows: list[DraftRow]) -> int:
    """Keep the rows of one level 2 together, in the order in which the levels first come."""
    if row.level1 == "投入与管理":
        return ("投入管理", "财务管理", "实施管理").index(row.level2)
    return list(dict.fromkeys(other.level2 for other in rows)).index(row.level2)


def _shanghai_fields(draft: Draft, theme: Theme, rng: Random) -> None:
    draft.category = rng.choice(("经常性专项业务费", "其他经常性项目", "其他一次性项目"))
    draft.plan_start, draft.plan_end = f"{draft.year}-01-01", f"{draft.year}-12-31"
    draft.texts = dict(phrases.sections(theme, f"{CITY}{theme.department}", draft.year, rng))
    budget = Decimal(rng.randint(20, 900)) * 10_000
    before = budget * rng.randint(85, 115) / 100
    spent = before * rng.randint(90, 100) / 100
    whole, last_year, last_spent = (
        show(value.quantize(Decimal(1)), in_yuan=True, commas=True) for value in (budget, before, spent)
    )
    draft.budgets = (whole, whole, last_year, last_spent)


def _national_fields(draft: Draft, theme: Theme, book: Rulebook, rng: Random) -> None:
    if draft.layout == "national-target":
        draft.category = rng.choice(("新增项目", "延续项目"))
    initial = Decimal(rng.randint(2000, 90000)) / 100
    other = (initial * rng.choice((0, 0, 5, 8)) / 100).quantize(Decimal("0.01"))
    annual = _amounts("年度资金总额", initial, other)
    if draft.layout == "national-target" and rng.random() < 0.7:
        draft.long_term_goal = phrases.long_term(theme, rng)
        draft.funds = _amounts("中期资金总额", initial * 3, other * 3) + annual
        for row in draft.rows:
            row.long_term = _over_three_years(row)
    else:
        draft.funds = annual
    if draft.layout == "flat-target":
        draft.funds = draft.funds[-3:-2]
    if draft.layout == "national-target" and rng.random() < 0.6:
        scheme = scheme_of(draft.rows, book)
        for row in draft.rows:
            row.level1_weight = {"产出指标": scheme.output, "效益指标": scheme.benefit}.get(
                row.level1, scheme.satisfaction
            )
    elif draft.layout in ("budget-target", "flat-target"):
        weigh(draft.rows, book, rng)
    draft.texts = {}


def _amounts(name: str, whole: Decimal, other: Decimal) -> list[DraftFund]:
    return [
        DraftFund(label, annual=show(value, in_yuan=False))
        for label, value in ((name, whole), ("其中：财政拨款", whole - other), ("其他资金", other))
    ]


def _over_three_years(row: DraftRow) -> str | None:
    """Return the medium-term target: three times as many of what is counted, the same share of what is a share."""
    if row.target is None or row.nature == "deadline":
        return None
    if row.nature == "count" and row.aimed is not None:
        return f"≥{number(row.aimed * 3)}{row.unit or ''}"
    return row.target
