"""The workbook to filter and to hand on: findings, forms, scores and what was not checked, one row each."""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple

from plumbline.audit.corpus.folder import folder_statistics, worth_showing
from plumbline.audit.corpus.statistics import CorpusStatistics
from plumbline.audit.model import FormAudit
from plumbline.audit.reports import Background
from plumbline.audit.reports.folder_section import HEAD, statistic_rows
from plumbline.audit.reports.view import FormView, ScoreLine, Unchecked, form_views
from plumbline.audit.reports.words import ROUNDINGS, SEVERITY_ORDER, finding_words, say
from plumbline.errors import Lang
from plumbline.forms.writers.text_width import line_count

if TYPE_CHECKING:
    from xlsxwriter import Workbook

_CREATED = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
"""The same audits give the same bytes, whenever they are written."""

_LINE_HEIGHT = 14.5
_MOST_HEIGHT = 409.0
_CELL_CHARACTERS = 32_767
_COLORS = {"error": ("#9C0006", "#FDECEC"), "warning": ("#7A4F00", "#FFF6DF"), "info": ("#1F4E79", "#EAF3FA")}

Value = str | int | float | Decimal | None


class _Column(NamedTuple):
    zh: str
    en: str
    width: float


class _Row(NamedTuple):
    """Values of a row; `tone` colours its second cell."""

    values: Sequence[Value]
    tone: str | None = None


def write_xlsx(audits: Iterable[FormAudit], out: BinaryIO, lang: Lang, background: Background) -> None:
    """Write the workbook; every text is a string, so nothing a form says becomes a formula or a link."""
    from xlsxwriter import Workbook

    views = form_views(audits, background, lang)
    book = Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    )
    book.set_properties({"title": say(("绩效表审核结果", "Audit of performance forms"), lang), "created": _CREATED})
    look = _Look(book)
    sheets: tuple[
        tuple[tuple[str, str], tuple[_Column, ...], Callable[[Sequence[FormView], Lang], Iterable[_Row]]], ...
    ] = (
        (("问题清单", "Findings"), _FINDINGS, _finding_rows),
        (("各表得分", "Forms"), _FORMS, _form_rows),
        (("得分明细", "Scores"), _SCORES, _score_rows),
        (("未核对事项", "Not checked"), _UNCHECKED, _unchecked_rows),
    )
    for name, columns, rows in sheets:
        _write_sheet(book, look, (name, columns, rows(views, lang)), lang)
    whole = folder_statistics(background.forms)
    if worth_showing(whole):
        _write_sheet(book, look, (HEAD, _FOLDER, _folder_rows(whole, lang)), lang)
    book.close()


_FOLDER = (
    _Column("统计", "Statistic", 26), _Column("结果", "Result", 10), _Column("单位", "Unit", 24), _Column("说明", "What it says", 60),
    _Column("偶然可能", "By chance", 10), _Column("表数", "Forms", 8), _Column("最低总分", "Lowest", 9), _Column("中位数", "Median", 9),
    _Column("最高总分", "Highest", 9),
)  # fmt: skip


def _folder_rows(found: CorpusStatistics, lang: Lang) -> Iterable[_Row]:
    """The statistics, then the totals of each unit."""
    none: tuple[Value, ...] = (None,) * 4
    for one, (title, result, text, chance, is_unusual) in zip(
        found.statistics, statistic_rows(found, lang), strict=True
    ):
        yield _Row((title, result, one.unit, text, chance, *none), "warning" if is_unusual else None)
    label = say(("各单位自评总分", "Totals by unit"), lang)
    for unit in found.units:
        yield _Row(
            (
                label,
                None,
                unit.unit,
                None,
                None,
                unit.forms,
                *(round(x, 2) for x in (unit.lowest, unit.median, unit.highest)),
            )
        )


class _Look:
    """The formats of the workbook."""

    def __init__(self, book: "Workbook") -> None:
        base = {
            "valign": "top",
            "text_wrap": True,
            "font_name": "微软雅黑",
            "font_size": 10,
            "bottom": 4,
            "bottom_color": "#B8C2CC",
        }
        self.head = book.add_format({**base, "bold": True, "bg_color": "#E9EEF4", "bottom": 1, "valign": "vcenter"})
        self.text = book.add_format({**base, "num_format": "@"})
        self.number = book.add_format({**base, "text_wrap": False})
        self.count = book.add_format({**base, "text_wrap": False, "align": "center"})
        self.tones = {
            tone: book.add_format({**base, "font_color": ink, "bg_color": wash})
            for tone, (ink, wash) in _COLORS.items()
        }


def _write_sheet(
    book: "Workbook", look: _Look, content: tuple[tuple[str, str], tuple[_Column, ...], Iterable[_Row]], lang: Lang
) -> None:
    names, columns, rows = content
    sheet = book.add_worksheet(say(names, lang))
    printed = _PRINTED.get(names[1], len(columns))
    for index, column in enumerate(columns):
        sheet.set_column(index, index, column.width)
        sheet.write_string(0, index, say((column.zh, column.en), lang), look.head)
    sheet.set_row(0, 24)
    last = 0
    for last, row in enumerate(rows, 1):
        sheet.set_row(last, _height(row.values, columns))
        for index, value in enumerate(row.values):
            _write_cell(sheet, (last, index), value, look.tones.get(row.tone or "") if index == 1 else None, look)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, last, len(columns) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.print_area(0, 0, last, printed - 1)
    sheet.set_footer("&C&P / &N")


def _height(values: Sequence[Value], columns: Sequence[_Column]) -> float:
    """Make a row as high as its longest text needs; spreadsheet programs do not all do so by themselves."""
    lines = 1
    for value, column in zip(values, columns, strict=True):
        if isinstance(value, str):
            lines = max(lines, line_count(value, ems=column.width / 1.9))
    return min(_MOST_HEIGHT, 4 + lines * _LINE_HEIGHT)


def _write_cell(sheet: Any, place: tuple[int, int], value: Value, form: object, look: _Look) -> None:
    if value is None or value == "":
        sheet.write_blank(*place, None, form or look.text)
    elif isinstance(value, str):
        sheet.write_string(*place, value[:_CELL_CHARACTERS], form or look.text)
    else:
        sheet.write_number(*place, value, form or (look.count if isinstance(value, int) else look.number))


_FINDINGS = (
    _Column("序号", "No.", 6), _Column("级别", "Severity", 9), _Column("规则", "Rule", 7), _Column("规则名称", "Title", 20),
    _Column("文件", "File", 18), _Column("第几张表", "Form", 9), _Column("项目名称", "Project", 18), _Column("指标或行", "Row", 18),
    _Column("栏目", "Field", 11), _Column("位置", "Place", 16), _Column("填写", "Printed", 16), _Column("应为", "Expected", 14),
    _Column("问题", "Finding", 44), _Column("建议", "Advice", 34), _Column("依据", "Basis", 32), _Column("由此引起", "Consequences", 36),
    _Column("表式", "Kind", 12), _Column("规则手册", "Rulebook", 14), _Column("字段路径", "Path", 22), _Column("部位", "Part", 14),
    _Column("行", "Row no.", 8), _Column("列", "Column no.", 8),
)  # fmt: skip
_PRINTED = {"Findings": 14}
"""Columns of a sheet that go on paper, where not all of them do."""


def _finding_rows(views: Sequence[FormView], lang: Lang) -> Iterable[_Row]:
    number = 0
    for view in views:
        audit = view.audit
        for finding in audit.findings:
            number += 1
            words = finding_words(finding, lang, view.names)
            follow = "\n".join(
                f"{one.rule} {one.problem}" + say((f"（{one.place}）", f" ({one.place})"), lang)
                for one in words.consequences
            )
            cell = finding.cell
            yield _Row(
                (
                    number, words.severity, words.rule, words.title, audit.source, audit.ordinal, audit.project_name,
                    words.row, words.field, words.place, words.printed, words.expected, words.problem, words.advice,
                    words.basis, follow, view.kind, audit.rulebook, finding.path,
                    *((cell.part, cell.row, cell.column) if cell else (None, None, None)),
                ),
                finding.severity,
            )  # fmt: skip


_FORMS = (
    _Column("文件", "File", 24), _Column("第几张表", "Form", 8), _Column("项目名称", "Project", 26), _Column("表式", "Kind", 14),
    _Column("自报总分", "Claimed total", 10), _Column("重算总分（低）", "Computed, low", 13),
    _Column("重算总分（高）", "Computed, high", 13),
    _Column("印出的等级", "Grade printed", 10), _Column("按自报总分", "By claimed total", 10),
    _Column("按重算总分", "By computed total", 10),
    _Column("错误", "Errors", 7), _Column("须说明", "To be explained", 8), _Column("提示", "Notes", 7),
    _Column("相符", "Pass", 8), _Column("不符", "Fail", 8), _Column("不适用", "Not applicable", 8),
    _Column("无法判断", "Undetermined", 9),
    _Column("规则手册", "Rulebook", 16), _Column("取位方式", "Rounding", 14), _Column("选用理由", "Why this rulebook", 40),
)  # fmt: skip


def _form_rows(views: Sequence[FormView], lang: Lang) -> Iterable[_Row]:
    for view in views:
        audit, counts = view.audit, view.audit.obligations
        total = audit.scores.total if audit.scores else None
        use = audit.rulebook_use
        scores: list[Value] = [None] * 6
        if total is not None:
            grade = total.grade
            scores = [_number(text) for text in (total.claimed, total.computed_low, total.computed_high)]
            scores += [grade.claimed, grade.of_claimed_total, grade.computed]
        yield _Row(
            (
                audit.source,
                audit.ordinal,
                audit.project_name,
                view.kind,
                *scores,
                *(view.number_of(severity) for severity in SEVERITY_ORDER),
                *(counts.passed, counts.fail, counts.not_applicable, counts.undetermined),
                audit.rulebook,
                say(ROUNDINGS[audit.rounding.used], lang) if audit.rounding else None,
                say((use.reason_zh, use.reason_en), lang) if use else None,
            )
        )


_SCORES = (
    _Column("文件", "File", 24), _Column("第几张表", "Form", 8), _Column("项目名称", "Project", 26), _Column("指标", "Indicator", 28),
    _Column("分值", "Points", 8), _Column("自报", "Claimed", 9), _Column("重算", "Computed", 14), _Column("差", "Off by", 9),
    _Column("说明", "Why", 70),
)  # fmt: skip


def _score_rows(views: Sequence[FormView], _lang: Lang) -> Iterable[_Row]:
    for view in views:
        lines: tuple[ScoreLine, ...] = (*view.scores, *((view.total,) if view.total else ()))
        for line in lines:
            yield _Row(
                (
                    view.audit.source, view.audit.ordinal, view.audit.project_name, line.name, _number(line.weight), _number(line.claimed),
                    _number(line.computed), _number(line.difference), line.sentence,
                )
            )  # fmt: skip


_UNCHECKED = (
    _Column("文件", "File", 24), _Column("第几张表", "Form", 8), _Column("项目名称", "Project", 26), _Column("结果", "Outcome", 12),
    _Column("规则", "Rule", 7), _Column("规则名称", "Title", 30), _Column("原因", "Reason", 50), _Column("处数", "Places", 7),
    _Column("涉及", "Where", 50),
)  # fmt: skip


def _unchecked_rows(views: Sequence[FormView], lang: Lang) -> Iterable[_Row]:
    for view in views:
        groups: tuple[tuple[tuple[str, str], tuple[Unchecked, ...]], ...] = (
            (("无法判断", "Undetermined"), view.undetermined),
            (("不适用", "Not applicable"), view.not_applicable),
        )
        for outcome, members in groups:
            for one in members:
                yield _Row(
                    (
                        view.audit.source, view.audit.ordinal, view.audit.project_name, say(outcome, lang), one.rule, one.title, one.reason,
                        one.places, one.where,
                    )
                )  # fmt: skip


def _number(text: str | None) -> Value:
    """Give a figure as a number that can be added up; what is no single figure stays text."""
    if text is None:
        return None
    try:
        number = Decimal(text.replace(",", "").replace("−", "-"))
    except InvalidOperation:
        return text
    return number if number.is_finite() else text
