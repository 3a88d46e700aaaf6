"""The evaluation report on paper: every chapter, score and finding can be read back, blanks stay blanks."""

import io
from decimal import Decimal

import msgspec
import pytest
from docx import Document

from plumbline.forms.writers import print_sheet
from plumbline.forms.writers.official.evaluation_report import (
    EvaluationReportForm,
    ReportChapter,
    ReportFinding,
    ReportIndicator,
    ReportItem,
    evaluation_report_sheet,
)

REPORT = EvaluationReportForm(
    project_name="企业培训",
    year=2025,
    kind="部门评价",
    stage="定稿",
    body="某局",
    department="某局",
    unit="某中心",
    cite="财预〔2020〕10号",
    chapters=(
        ReportChapter(title="一、基本情况", text="第一段。\n\n第二段。"),
        ReportChapter(title="三、综合评价情况及评价结论", text="总体较好。", has_scores=True),
        ReportChapter(title="六、有关建议", text=""),
    ),
    items=(
        ReportItem(level1="决策", level2="项目立项", level3="立项依据充分性", weight=Decimal(3), score=Decimal("2.50"), basis="依据未更新"),
        ReportItem(level1="决策", level2="项目立项", level3="立项程序规范性", weight=Decimal(2), score=None, basis=""),
        ReportItem(level1="产出", level2="产出数量", level3="实际完成率", weight=Decimal(95), score=Decimal(95), basis=""),
    ),
    total=Decimal("97.50"),
    grade="优",
    indicators=(
        ReportIndicator(
            name="培训企业家次",
            target="≥4(家次)",
            actual="5(家次)",
            weight=Decimal(50),
            claimed_score=Decimal("50.00"),
            verified_score=None,
            is_counted=True,
        ),
    ),
    findings=(ReportFinding(rule="S-04", place="培训企业家次 · 实际完成值", sentence="超过目标较多", word="已核实"),),
    unit_view="没有意见。",
    origin=("摘要 abc",),
)  # fmt: skip


def printed(**changes: object) -> tuple[list[str], list[list[list[str]]]]:
    """Print a report as Word and read its paragraphs and the rows of its tables back."""
    sheet = evaluation_report_sheet(msgspec.structs.replace(REPORT, **changes))
    document = Document(io.BytesIO(print_sheet(sheet, to="docx")))
    tables = [[[cell.text for cell in row.cells] for row in table.rows] for table in document.tables]
    return [part.text for part in document.paragraphs if part.text], tables


def test_chapters_stand_in_their_order_with_a_paragraph_for_each_line():
    lines, _tables = printed()

    first, third, sixth = (lines.index(chapter.title) for chapter in REPORT.chapters)
    assert lines[first + 1 : third] == ["　　第一段。", "　　第二段。"]
    assert third < sixth
    assert lines[sixth + 1] == "　　（未填写）"
    assert lines[-2:] == ["来源与查验", "摘要 abc"]


def test_scores_are_in_the_table_and_a_missing_one_is_a_dash():
    _lines, tables = printed()

    scores = next(table for table in tables if table[0][0] == "一级指标")
    assert scores[1][:6] == ["决策", "项目立项", "立项依据充分性", "3", "2.5", "依据未更新"]
    assert scores[2][:5] == ["决策", "项目立项", "立项程序规范性", "2", "—"]
    assert scores[-1][3:6] == ["100", "97.5", "优"]


def test_the_self_evaluation_and_the_findings_stand_below():
    lines, tables = printed()

    indicators = next(table for table in tables if table[0][0] == "三级指标")
    findings = next(table for table in tables if table[0][0] == "规则")
    assert indicators[1] == ["培训企业家次", "培训企业家次", "≥4(家次)", "5(家次)※", "5(家次)※", "50", "50", "—"]
    assert findings[1][0] == "S-04"
    assert {"超过目标较多", "已核实"} <= set(findings[1])
    assert "　　没有意见。" in lines


def test_without_self_evaluation_and_view_nothing_is_said_of_them():
    lines, tables = printed(indicators=(), findings=(), unit_view="", total=None)

    assert not any("附表" in line or "单位意见" in line for line in lines)
    assert tables[0][4][-1] == "尚未评分"


@pytest.mark.parametrize("kind", ["pdf", "html", "xlsx"])
def test_every_kind_of_paper_prints_it(kind):
    assert len(print_sheet(evaluation_report_sheet(REPORT), to=kind)) > 1000
