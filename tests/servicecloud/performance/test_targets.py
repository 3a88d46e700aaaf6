"""Filling in a target table: by hand, from a spreadsheet's block, from the unit's own Word form; where values come from."""

from decimal import Decimal

import msgspec
import pytest
from django.http import QueryDict
from tests.servicecloud.performance import making

from plumbline.examples import FOLDER
from plumbline.forms.reading import read_forms
from servicecloud.errors import NotPermittedError
from servicecloud.office.performance.grid import rows_of
from servicecloud.performance import errors
from servicecloud.performance.selectors.bindings import bound_rows, figures_for, in_unit_of_target
from servicecloud.performance.services import targets
from servicecloud.performance.values import Binding, TargetRow
from servicecloud.versioning import StaleRecordError

BLOCK = "一级指标\t二级指标\t三级指标\t年度指标值\t分值\n产出指标\t数量指标\t培训企业\t≥500(家次)\t50\n\t\t处理诉求\t≥1200(件)\t40\n\n"


def forms_of(name):
    return read_forms((FOLDER / name).read_bytes(), name).forms


def test_typed_rows_come_before_pasted_ones_and_blank_ones_are_left_out():
    posted = QueryDict(mutable=True)
    for cells in (("k1", "产出指标", "数量指标", "走访", "≥1次", "5"), ("", "", "", "", "", "")):
        for name, text in zip(("key", "level1", "level2", "level3", "target", "weight"), cells, strict=True):
            posted.appendlist(name, text)
    posted["paste"] = BLOCK

    assert [row["level3"] for row in rows_of(posted)] == ["走访", "培训企业", "处理诉求"]


def test_a_word_form_of_the_unit_fills_the_table(house):
    project = making.a_project(house)

    table = targets.take_over_form(
        actor=house.officer, project_id=project.pk, expected=1, forms=forms_of("target-shanghai-2020.docx")
    )

    content = making.content_of(project)
    read = forms_of("target-shanghai-2020.docx")[0]
    assert [(row.level3, row.target) for row in content.rows] == [
        (item.level3, item.printed.target or "") for item in read.indicators
    ]
    assert content.goal == read.overall_goal
    assert content.texts["overview"] == read.overview
    assert table.edited_by == house.officer


def test_last_years_self_evaluation_fills_targets_and_weights_and_keeps_known_bindings(house):
    project = making.a_project(house)
    forms = forms_of("self-evaluation-wan.xlsx")
    take = {"actor": house.officer, "project_id": project.pk, "forms": forms}
    targets.take_over_form(**take, expected=1)
    first = making.content_of(project).rows[0]
    narrative = Binding(kind="narrative", evidence="验收报告")
    targets.bind_row(actor=house.officer, project_id=project.pk, expected=2, key=first.key, binding=narrative)

    targets.take_over_form(**take, expected=3)

    again = making.content_of(project)
    assert again.rows[0] == msgspec.structs.replace(first, binding=narrative)
    assert [row.weight for row in again.rows] == [item.weight for item in forms[0].indicators]


def test_a_stale_save_is_refused_with_what_stands_and_what_was_typed(house):
    project = making.a_project(house)
    save = {"actor": house.officer, "project_id": project.pk, "expected": 1}
    targets.save_target(**save, goal="甲", rows=[])

    with pytest.raises(StaleRecordError) as refused:
        targets.save_target(**save, goal="乙", rows=[])

    assert refused.value.current.content["goal"] == "甲"
    assert refused.value.submitted["content"]["goal"] == "乙"
    assert making.content_of(project).goal == "甲"


def test_a_table_under_review_is_not_edited(house):
    project = making.submitted(house)

    with pytest.raises(errors.NotEditableError):
        targets.save_target(
            actor=house.officer, project_id=project.pk, expected=making.table_of(project).version, goal="", rows=[]
        )


def test_only_the_units_own_officer_fills_in(house):
    project = making.a_project(house)

    with pytest.raises(NotPermittedError):
        targets.save_target(actor=house.head, project_id=project.pk, expected=1, goal="", rows=[])


def test_a_bound_row_gives_its_rule_and_its_value(house):
    project = making.declared(house)

    bound = bound_rows(project, making.content_of(project).rows)
    numbers = [figure.number for figure in figures_for(project, bound)]

    assert numbers == [Decimal(5), Decimal(80)]
    assert "只计" not in bound[0].sentence
    assert "“满意”" in bound[1].sentence


@pytest.mark.parametrize(
    ("target", "binding"),
    [
        ("≥4(家)", {}),
        ("≥4(家次)", {"measure": "register.99999"}),
        ("≥4(家次)", {"filters": {"d9": ("甲",)}}),
        ("≥75%", {"how": "share"}),
        ("≥75%", {"how": "share", "share_of": "d1", "counted": ("满意", "不满意")}),
        ("≥75(家次)", {"how": "share", "share_of": "d1", "counted": ("满意",)}),
    ],
)
def test_a_binding_that_cannot_give_the_targets_unit_is_refused(house, target, binding):
    project = making.a_project(house)
    register = making.a_register(house, year=project.year)
    rows = [{"level1": "产出指标", "level2": "数量指标", "level3": "培训", "target": target, "weight": "90"}]
    targets.save_target(actor=house.officer, project_id=project.pk, expected=1, goal="", rows=rows)
    key = making.content_of(project).rows[0].key

    with pytest.raises(errors.BindingError):
        targets.bind_row(
            actor=house.officer,
            project_id=project.pk,
            expected=2,
            key=key,
            binding=Binding(kind="measure", **({"measure": register.code} | binding)),
        )

    assert making.content_of(project).rows[0].binding is None


def test_the_register_of_another_unit_cannot_be_bound(house, in_scope_of):
    project = making.declared(house)
    other = making.MembershipFactory(role=making.Role.PROJECT_OFFICER).user
    row = making.content_of(project).rows[0]
    in_scope_of(other)

    with pytest.raises(errors.BindingError):
        bound_rows(project, [row])


@pytest.mark.parametrize(
    ("target", "number", "unit", "printed"),
    [
        ("≥120000.00(次)", "120722", "次", "120722(次)"),
        ("2亿元", "20000", "万元", "2亿元"),
        ("≥95（百分数）", "95.50", "%", "95.5（百分数）"),
        ("≥90%", "88.25", "%", "88.25%"),
        ("≥3", "3", "人", "3"),
    ],
)
def test_a_number_is_printed_in_the_unit_of_its_target(target, number, unit, printed):
    row = TargetRow(key="k", level3="x", target=target)

    assert in_unit_of_target(row, Decimal(number), unit) == printed
