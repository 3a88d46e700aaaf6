"""The five published files: every form, every cell."""

import json
from collections import Counter
from pathlib import Path

import pytest
from tests.golden.published_forms import expected_file, pin_file

from plumbline.forms.layouts.cleaning import clean_text
from plumbline.forms.model import Form, SelfEvaluation, TargetTable
from plumbline.forms.reading import read_forms

FORMS_PER_FILE = {"000": 2, "001": 2, "002": 4, "003": 3, "004": 12}
LABELS_OF_TAB_FORMS = {
    "项目名称", "主管部门", "实施单位", "年初预算数", "全年预算数", "全年执行数", "分数", "执行率", "执行率(%)", "得分", "年度总体目标", "预期目标", "实际完成情况",
    "一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "偏差原因分析", "评分等级", "项目资金（万元）", "项目资金(万元)", "一级目标", "二级目标", "三级目标",
    "指标目标值", "项目名称：", "项目类别：", "计划开始日期：", "计划完成日期：", "是否含有政府购买服务：", "绩效类型：", "项目概况：", "立项依据：", "项目设立的必要性：",
    "保证项目实施的制度、措施：", "项目实施计划：", "总目标及阶段性目标：", "项目总预算（元）：", "项目当年预算（元）：", "同名项目上年预算额（元）：", "同名项目上年预算执行数（元）：",
    "本项目上年度市级财政资金使用情况", "2020年绩效目标",
}  # fmt: skip


def files(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.txt"))


def test_every_published_form_and_indicator_is_found(shared_forms: Path) -> None:
    counts = {path.name[:3]: len(read_forms(path.read_bytes(), path.name).forms) for path in files(shared_forms)}
    indicators = sum(len(f.indicators) for p in files(shared_forms) for f in read_forms(p.read_bytes(), p.name).forms)

    assert counts == FORMS_PER_FILE
    assert indicators == 295


@pytest.mark.parametrize("number", sorted(FORMS_PER_FILE))
def test_every_published_cell_reads_as_it_was_checked_by_eye(shared_forms: Path, number: str) -> None:
    path = next(shared_forms.glob(f"{number}_*.txt"))

    assert pin_file(path) == json.loads(expected_file(path.name).read_text(encoding="utf-8"))


@pytest.mark.parametrize("number", ["002", "003", "004"])
def test_no_cell_of_a_tab_file_is_lost_or_taken_twice(shared_forms: Path, number: str) -> None:
    """Counts every filled cell of the file against every text in the forms, by a way of its own."""
    path = next(shared_forms.glob(f"{number}_*.txt"))
    printed = Counter(
        text
        for line in path.read_text(encoding="utf-8").split("\n")
        for cell in line.split("\t")
        if (text := clean_text(cell)) and text not in LABELS_OF_TAB_FORMS
    )

    found: Counter[str] = Counter()
    for form in read_forms(path.read_bytes(), path.name).forms:
        found.update(clean_text(text) for text in _texts(form))

    missing = {text: n - found[text] for text, n in printed.items() if n > found[text] and not _is_heading(text)}
    assert missing == {}


def _is_heading(text: str) -> bool:
    return text.startswith(("财政项目支出绩效", "(20", "申报单位名称"))


def _texts(form: Form) -> list[str]:
    texts: list[str | None] = [form.project_name]
    if isinstance(form, SelfEvaluation):
        texts += [form.supervising_department, form.implementing_unit, form.expected_goal, form.actual_completion]
        texts += [form.total_weight_printed, form.total_score_printed, form.grade_printed]
        for fund in form.funds:
            texts += [fund.name, *(getattr(fund.printed, role) for role in fund.printed.__struct_fields__)]
    if isinstance(form, TargetTable):
        texts += [form.overview, form.basis, form.necessity, form.safeguards, form.plan, form.overall_goal]
        texts += [form.project_category, form.plan_start, form.plan_end, form.performance_type, form.declaring_unit]
        texts += [
            {True: "是", False: "否"}.get(form.has_government_purchase)
            if form.has_government_purchase is not None
            else None
        ]
        budgets = form.budgets
        texts += [budgets.total, budgets.current_year, budgets.prior_year_budget, budgets.prior_year_executed]
    for indicator in form.indicators:
        printed = indicator.printed
        texts += [indicator.level3, printed.target, printed.actual, printed.weight, printed.score, printed.deviation]
    texts += _levels(form)
    return [text for text in texts if text]


def _levels(form: Form) -> list[str | None]:
    """Each level once per row in which it changes, as a form prints it."""
    made: list[str | None] = []
    rows = sorted(
        [(item.cell.row, item.level1, item.level2) for item in (*form.indicators, *form.empty_rows)],
        key=lambda row: row[0],
    )
    before: tuple[str | None, str | None] = (None, None)
    for _, level1, level2 in rows:
        if level1 != before[0]:
            made.append(level1)
        if (level1, level2) != before:
            made.append(level2)
        before = (level1, level2)
    return made


def test_published_places_point_at_the_cell_that_prints_the_value(shared_forms: Path) -> None:
    for path in files(shared_forms):
        lines = path.read_text(encoding="utf-8").split("\n")
        for form in read_forms(path.read_bytes(), path.name).forms:
            for indicator in form.indicators:
                cell = indicator.cells.get("target")
                if cell is not None and indicator.printed.target is not None:
                    fields = lines[cell.row - 1].split("\t")
                    assert indicator.printed.target in fields[cell.column - 1]
