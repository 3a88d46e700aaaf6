"""项目支出绩效评价报告: the chapters of the outline with the score table, and what the self-evaluation says and what was found in it."""

from collections.abc import Iterable
from decimal import Decimal
from itertools import groupby

import msgspec

from plumbline.forms.writers.sheet import Sheet, SheetLine, SheetTable, TableBuilder, label, printable, running, value

_TITLE = "项目支出绩效评价报告"
_WIDTHS = (1.5, 2.2, 3.0, 1.5, 1.5, 1.6, 1.8, 1.8)
_INDENT = "　　"
"""A paragraph of running text begins two characters in."""


class ReportItem(msgspec.Struct, frozen=True, kw_only=True):
    """One indicator of the framework: what it weighs, what was given, and on what grounds."""

    level1: str
    level2: str
    level3: str
    weight: Decimal
    score: Decimal | None
    basis: str


class ReportChapter(msgspec.Struct, frozen=True, kw_only=True):
    """One chapter of the outline. The score table stands at the end of the one that `has_scores`."""

    title: str
    text: str
    has_scores: bool = False


class ReportIndicator(msgspec.Struct, frozen=True, kw_only=True):
    """One indicator of the self-evaluation, with the verified score where there is one; `is_counted` when the ledger gave its value."""

    name: str
    target: str
    actual: str
    weight: Decimal | None
    claimed_score: Decimal | None
    verified_score: Decimal | None
    is_counted: bool


class ReportFinding(msgspec.Struct, frozen=True, kw_only=True):
    """What the audit found in the self-evaluation: the rule's code, the place, the sentence, and what the unit said to it."""

    rule: str
    place: str
    sentence: str
    word: str


class EvaluationReportForm(msgspec.Struct, frozen=True, kw_only=True):
    """A report to print. `stage` says what it is: a draft, asked about, or final; `origin` says what it rests on."""

    project_name: str
    year: int
    kind: str
    stage: str
    body: str
    department: str
    unit: str
    cite: str
    chapters: tuple[ReportChapter, ...]
    items: tuple[ReportItem, ...]
    total: Decimal | None
    grade: str
    indicators: tuple[ReportIndicator, ...] = ()
    findings: tuple[ReportFinding, ...] = ()
    unit_view: str = ""
    origin: tuple[str, ...] = ()


def evaluation_report_sheet(form: EvaluationReportForm) -> Sheet:
    """Lay a report out: its head, the chapters in their order, the appendices that there are, and what it rests on."""
    blocks: list[SheetLine | SheetTable] = [
        SheetLine(_TITLE, "title"),
        SheetLine(f"（{form.year}年度）", "subtitle"),
        _head(form),
    ]
    for chapter in form.chapters:
        blocks += [SheetLine(printable(chapter.title), "heading"), *_paragraphs(chapter.text or "（未填写）")]
        if chapter.has_scores:
            blocks += [_score_table(form), SheetLine(f"评分依据：{form.cite}", "field")]
    if form.unit_view:
        blocks += [SheetLine("被评价单位意见", "heading"), *_paragraphs(form.unit_view)]
    if form.indicators:
        blocks += [SheetLine("附表1  自评指标完成情况", "heading"), _indicator_table(form.indicators)]
        if any(each.is_counted for each in form.indicators):
            blocks.append(SheetLine("注：带※的实际完成值取自存证台账，不由单位填写。", "field"))
    if form.findings:
        blocks += [SheetLine("附表2  自评表的审核发现", "heading"), _finding_table(form.findings)]
    if form.origin:
        blocks += [SheetLine("来源与查验", "heading"), *(SheetLine(printable(line), "field") for line in form.origin)]
    return Sheet(f"{form.project_name}绩效评价报告", _WIDTHS, tuple(blocks))


def _head(form: EvaluationReportForm) -> SheetTable:
    table = TableBuilder(len(_WIDTHS))
    rows = (
        ("项目名称", form.project_name),
        ("评价单位", f"{form.body}（{form.kind}）"),
        ("主管部门", form.department),
        ("实施单位", form.unit),
        ("评价结论", f"{_points(form.total)}分，{form.grade}" if form.total is not None else "尚未评分"),
        ("报告状态", form.stage),
    )
    for name, text in rows:
        table.add_row([label(name, columns=2), value(text, columns=6, align="left")])
    return table.build()


def _paragraphs(text: str) -> list[SheetLine]:
    lines = (line.strip() for line in printable(text).split("\n"))
    return [SheetLine(f"{_INDENT}{line}", "field") for line in lines if line]


def _score_table(form: EvaluationReportForm) -> SheetTable:
    table = TableBuilder(len(_WIDTHS))
    names = ("一级指标", "二级指标", "三级指标", "权重", "得分")
    table.add_header([[*map(label, names), label("评分依据", columns=3)]])
    for level1, items in groupby(form.items, key=lambda item: item.level1):
        own = list(items)
        first1 = True
        for level2, parts in groupby(own, key=lambda item: item.level2):
            inner = list(parts)
            for number, item in enumerate(inner):
                table.add_row(
                    [
                        label(level1, rows=len(own)) if first1 else None,
                        label(level2, rows=len(inner)) if number == 0 else None,
                        value(item.level3),
                        value(_points(item.weight)),
                        value(_points(item.score)),
                        running(item.basis, columns=3),
                    ]
                )
                first1 = False
    weights = sum((item.weight for item in form.items), Decimal(0))
    table.add_row(
        [
            label("合计", columns=3),
            value(_points(weights)),
            value(_points(form.total)),
            value(form.grade, columns=3),
        ]
    )
    return table.build()


def _indicator_table(indicators: Iterable[ReportIndicator]) -> SheetTable:
    table = TableBuilder(len(_WIDTHS))
    table.add_header(
        [
            [
                label("三级指标", columns=2),
                label("年度指标值"),
                label("实际完成值", columns=2),
                label("分值"),
                label("自评得分"),
                label("核定得分"),
            ]
        ]
    )
    for each in indicators:
        table.add_row(
            [
                running(each.name, columns=2),
                value(each.target),
                value(f"{each.actual}※" if each.is_counted else each.actual, columns=2),
                value(_points(each.weight)),
                value(_points(each.claimed_score)),
                value(_points(each.verified_score)),
            ]
        )
    return table.build()


def _finding_table(findings: Iterable[ReportFinding]) -> SheetTable:
    table = TableBuilder(len(_WIDTHS))
    table.add_header(
        [[label("规则"), label("所在位置", columns=2), label("发现的问题", columns=3), label("单位说明", columns=2)]]
    )
    for each in findings:
        table.add_row(
            [
                value(each.rule),
                running(each.place, columns=2),
                running(each.sentence, columns=3),
                running(each.word, columns=2),
            ]
        )
    return table.build()


def _points(number: Decimal | None) -> str:
    """Print points as they are given, without idle zeros; a blank one is a dash."""
    return "—" if number is None else f"{number.normalize():f}"
