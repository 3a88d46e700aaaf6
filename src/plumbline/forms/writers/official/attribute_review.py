"""项目支出绩效目标审核表: the review of targets by four attributes, by grades or by points, with the opinion and the grade of the whole."""

from decimal import Decimal
from itertools import groupby

import msgspec

from plumbline.forms.writers.sheet import Sheet, SheetLine, TableBuilder, label, printable, running, value
from plumbline.reference.four_attributes import AttributeRules

_TITLE = "项目支出绩效目标审核表"
_GRADES = (2.2, 2.6, 6.6, 1.2, 1.2, 1.2, 1.2, 3.4)
_POINTS = (2.2, 2.6, 7.2, 1.6, 1.8, 4.2)
_TICK = "√"


class AttributeReviewForm(msgspec.Struct, frozen=True, kw_only=True):
    """A review to print. `marks` are grades, or points as text where `score` is stated; amounts are printed as they are given."""

    project_name: str
    year: int
    department: str
    unit: str
    budget: str
    marks: dict[str, str]
    remarks: dict[str, str]
    score: Decimal | None
    result: str
    opinion: str
    reviewer: str
    reviewed_on: str


def attribute_review_sheet(form: AttributeReviewForm, rules: AttributeRules, *, footer: tuple[str, ...] = ()) -> Sheet:
    """Lay a review out: a column for each grade with a tick, or one of points where it was made by points."""
    is_by_points = form.score is not None
    table = TableBuilder(len(_POINTS if is_by_points else _GRADES))
    _add_head(table, form)
    headings = ["总分", "得分"] if is_by_points else [rule.name_zh for rule in rules.grades]
    table.add_header(
        [[label("审核内容"), label("审核要素"), label("审核要点"), *map(label, headings), label("审核意见")]]
    )
    for _attribute, items in groupby(rules.items, key=lambda item: item.attribute_zh):
        group = list(items)
        for number, item in enumerate(group):
            mark = form.marks.get(item.key, "")
            cells = (
                [value(f"{item.points:f}"), value(mark)]
                if is_by_points
                else [value(_TICK if mark == rule.grade else "") for rule in rules.grades]
            )
            first = label(item.attribute_zh, rows=len(group)) if number == 0 else None
            remark = running(form.remarks.get(item.key, ""))
            table.add_row([first, label(item.name_zh), running(f"{item.asks_zh}。"), *cells, remark])
    rest = table.column_count - 2
    if form.score is not None:
        table.add_row([label("总得分", columns=2), value(f"{form.score:f}", columns=rest)])
    table.add_row([label("综合评定", columns=2), value(rules.rule_of(form.result).name_zh, columns=rest)])
    table.add_row([label("总体意见", columns=2), running(form.opinion, columns=rest)])
    table.add_row([label("审核人", columns=2), value(f"{form.reviewer}  {form.reviewed_on}", columns=rest)])
    return Sheet(
        "绩效目标审核表",
        _POINTS if is_by_points else _GRADES,
        (SheetLine(_TITLE, "title"), SheetLine(f"（{form.year}年度）", "subtitle"), table.build()),
        footer=tuple(printable(line) for line in footer),
    )


def _add_head(table: TableBuilder, form: AttributeReviewForm) -> None:
    wide = table.column_count - 2
    table.add_row([label("项目名称", columns=2), value(form.project_name, columns=wide)])
    table.add_row([label("主管部门", columns=2), value(form.department, columns=wide)])
    table.add_row([label("实施单位", columns=2), value(form.unit, columns=wide)])
    table.add_row([label("项目资金", columns=2), value(form.budget, columns=wide)])
