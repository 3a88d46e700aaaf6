"""Errors in goals, completions and labelled fields."""

import datetime as dt
from decimal import Decimal

from plumbline.benchmark import phrases
from plumbline.benchmark.errors.registry import Places, Workbench, error_kind
from plumbline.benchmark.values import number

_LONG_SECTION = 45


@error_kind(
    "goal-copied", ("完成情况照抄预期目标", "The completion repeats the goal"),
    rules=("S-17",), severity="warning", stage="texts", topics=("completion",),
)  # fmt: skip
def goal_copied(bench: Workbench) -> Places:
    """Paste the goal."""
    return _copied(bench, whole=True)


@error_kind(
    "goal-copied-in-part", ("完成情况大段照抄预期目标", "Most of the completion is copied from the goal"),
    rules=("S-17",), severity="warning", stage="texts", topics=("completion",),
)  # fmt: skip
def goal_copied_in_part(bench: Workbench) -> Places:
    """Paste the goal without its last sentence."""
    return _copied(bench, whole=False)


def _copied(bench: Workbench, *, whole: bool) -> Places:
    draft = bench.draft
    if draft.layout == "flat-self-evaluation" or draft.money_remark or len(draft.expected_goal or "") < 70:
        return None
    sentences = [part for part in (draft.expected_goal or "").split("。") if part]
    if not whole and len(sentences) < 2:
        return None
    draft.actual_completion = draft.expected_goal if whole else "。".join(sentences[:-1]) + "。"
    return ("form",)


@error_kind(
    "figure-differs", ("完成情况中的数与表中不一致", "The text gives another figure than the table"),
    rules=("S-27",), severity="warning", stage="texts", topics=("completion", "rows"),
)  # fmt: skip
def figure_differs(bench: Workbench) -> Places:
    """Change a figure in the text."""
    draft = bench.draft
    text = draft.actual_completion
    if text is None or draft.layout == "flat-self-evaluation":
        return None

    index = bench.pick(lambda row: row.nature == "count" and phrases.quantity(row, done=True) in text)
    if index is None:
        return None
    row = bench.row(index)
    other = ((row.done or Decimal(0)) * bench.rng.choice((40, 45, 155, 180)) / 100).to_integral_value()
    told = f"{row.clause}{number(other, commas=other >= 1000)}{row.unit}"
    draft.actual_completion = text.replace(phrases.quantity(row, done=True), told)
    return (f"indicators[{index}]", "form")


@error_kind(
    "project-name-missing", ("项目名称未填写", "No project name"),
    rules=("B-01",), severity="error", kinds=("self_evaluation", "target", "monitoring"), topics=("header",),
)  # fmt: skip
def project_name_missing(bench: Workbench) -> Places:
    """Leave the name out."""
    if "flat" in bench.draft.layout:
        return None
    bench.draft.project = None
    return ("form",)


@error_kind(
    "department-missing", ("主管部门未填写", "No supervising department"),
    rules=("B-02",), severity="error", kinds=("self_evaluation", "target"), topics=("header",),
)  # fmt: skip
def department_missing(bench: Workbench) -> Places:
    """Leave the department out."""
    if bench.draft.department is None or bench.draft.layout in ("flat-self-evaluation", "flat-target", "budget-target"):
        return None
    bench.draft.department = None
    return ("form",)


@error_kind(
    "unit-missing", ("实施单位未填写", "No implementing unit"),
    rules=("B-03",), severity="info", kinds=("self_evaluation", "target"), topics=("header",),
)  # fmt: skip
def unit_missing(bench: Workbench) -> Places:
    """Leave the unit out."""
    if "flat" in bench.draft.layout:
        return None
    bench.draft.unit = None
    return ("form",)


@error_kind(
    "goal-missing", ("绩效目标描述未填写", "No goal"),
    rules=("B-04",), severity="error", kinds=("target",), topics=("goal",), layouts=("shanghai-target-2020", "national-target"),
)  # fmt: skip
def goal_missing(bench: Workbench) -> Places:
    """Leave every goal out."""
    bench.draft.expected_goal = bench.draft.long_term_goal = None
    return ("form",)


@error_kind(
    "period-reversed", ("项目结束早于开始", "The project ends before it begins"),
    rules=("B-05",), severity="error", kinds=("target",), topics=("header",), layouts=("shanghai-target-2020",),
)  # fmt: skip
def period_reversed(bench: Workbench) -> Places:
    """Mistype the year of the end."""
    bench.draft.plan_end = (
        dt.date(bench.draft.year - 1, 12, 31) - dt.timedelta(days=bench.rng.randint(0, 60))
    ).isoformat()
    return ("form",)


@error_kind(
    "category-unknown", ("项目类别不在规定的类别内", "A category that is none of the prescribed ones"),
    rules=("B-06",), severity="warning", kinds=("target",), topics=("header",), layouts=("shanghai-target-2020", "national-target"),
)  # fmt: skip
def category_unknown(bench: Workbench) -> Places:
    """Invent a category."""
    bench.draft.category = bench.rng.choice(("日常业务", "重点工作类", "综合类项目", "民生实事"))
    return ("form",)


@error_kind(
    "goals-identical", ("年度目标照抄中期目标", "The annual goal repeats the long-term one"),
    rules=("B-07",), severity="warning",
    stage="texts", kinds=("target",), topics=("goal",), layouts=("national-target",),
)  # fmt: skip
def goals_identical(bench: Workbench) -> Places:
    """Paste one goal into both cells."""
    if bench.draft.long_term_goal is None:
        return None
    bench.draft.long_term_goal = bench.draft.expected_goal
    return ("form",)


@error_kind(
    "project-code-malformed", ("项目编码位数不对", "A malformed project code"),
    rules=("B-08",), severity="warning", topics=("header",), layouts=("national-self-evaluation",),
)  # fmt: skip
def project_code_malformed(bench: Workbench) -> Places:
    """Print a code with characters missing."""
    digits = "".join(str(bench.rng.randint(0, 9)) for _ in range(bench.rng.randint(9, 16)))
    bench.draft.others["项目编码"] = digits
    return ("form",)


@error_kind(
    "section-blank", ("申报表的章节未填写", "A blank section of a declaration"),
    rules=("B-09",), severity="warning", kinds=("target",), topics=("header",), layouts=("shanghai-target-2020",),
)  # fmt: skip
def section_blank(bench: Workbench) -> Places:
    """Leave one of the project's texts out."""
    bench.draft.texts[bench.rng.choice(("overview", "basis", "necessity", "safeguards", "plan"))] = None
    return ("form",)


@error_kind(
    "section-copied", ("申报表的一节照抄另一节", "A section of a declaration copied from another one"),
    rules=("B-10",), severity="warning", kinds=("target",), topics=("header",), layouts=("shanghai-target-2020",),
)  # fmt: skip
def section_copied(bench: Workbench) -> Places:
    """Paste the overview into the cell of the necessity."""
    overview = bench.draft.texts.get("overview")
    if not overview or len(overview) < _LONG_SECTION:
        return None
    bench.draft.texts["necessity"] = overview
    return ("form",)


@error_kind(
    "personal-data", ("公开文本含个人信息", "Personal data in a published text"),
    rules=("D-03",), severity="error", kinds=("self_evaluation", "target", "monitoring"), stage="texts", topics=("completion", "goal"),
)  # fmt: skip
def personal_data(bench: Workbench) -> Places:
    """Write a telephone or identity number into a text."""
    draft, rng = bench.draft, bench.rng
    name = phrases.person(rng)
    phone = f"142{rng.randint(10_000_000, 99_999_999)}"
    identity = identity_number(
        dt.date(rng.randint(1960, 2000), rng.randint(1, 12), rng.randint(1, 28)), rng.randint(1, 999)
    )
    text = rng.choice((f"联系人{name}，手机{phone}。", f"补贴对象{name}（身份证号{identity}）已核实。"))
    if (
        draft.kind == "self_evaluation"
        and draft.actual_completion is not None
        and draft.layout != "flat-self-evaluation"
    ):
        draft.actual_completion += text
    elif draft.expected_goal is not None:
        draft.expected_goal += text
    else:
        return None
    return ("form",)


_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def identity_number(born: dt.date, serial: int) -> str:
    """Make up an identity number of a division that does not exist, with a right check digit."""
    body = f"119999{born:%Y%m%d}{serial:03d}"
    rest = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, body, strict=True)) % 11
    return body + "10X98765432"[rest]
