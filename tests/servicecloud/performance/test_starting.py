"""Beginning a target: from an earlier year with its actual values and advice beside, or from a template."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.servicecloud.factories import OrganisationFactory
from tests.servicecloud.indicators.making import VALUES, a_template, an_indicator
from tests.servicecloud.performance import making

from servicecloud.errors import NotFoundError
from servicecloud.identity.enums import OrganisationKind
from servicecloud.indicators.services.templates import retire_template
from servicecloud.indicators.values import Origin, TemplateRow
from servicecloud.performance.models import Project
from servicecloud.performance.selectors.past import past_of, running_of
from servicecloud.performance.services import targets
from servicecloud.performance.services.starting import copy_earlier_year, start_from_template
from servicecloud.versioning import StaleRecordError


def begun(house, project, act=copy_earlier_year, **more):
    version = making.table_of(project).version
    return act(actor=house.officer, project_id=project.pk, expected=version, **{"chosen": 0} | more)


def typed(house, project, *rows):
    names = ("level1", "level2", "level3", "target", "weight")
    cells = [dict(zip(names, row, strict=True)) for row in rows]
    version = making.table_of(project).version
    targets.save_target(actor=house.officer, project_id=project.pk, expected=version, goal="目标", rows=cells)
    return making.content_of(project).rows


def test_last_years_target_is_copied_with_goal_and_bindings_under_new_keys(house):
    project = making.a_project(house)
    before = making.approved(house, year=project.year - 1)

    assert begun(house, project) == 3

    old, new = making.content_of(before), making.content_of(project)
    assert [(row.level3, row.target, row.weight, row.binding) for row in new.rows] == [
        (row.level3, row.target, row.weight, row.binding) for row in old.rows
    ]
    assert new.goal == old.goal
    assert not {row.key for row in new.rows} & {row.key for row in old.rows}


def test_copying_adds_to_what_stands_and_never_twice(house):
    project = making.a_project(house)
    making.approved(house, year=project.year - 1)
    typed(house, project, ("产出指标", "数量指标", "培训企业家次", "≥9(家次)", "40"))

    assert begun(house, project) == 2
    assert begun(house, project) == 0

    rows = making.content_of(project).rows
    assert (len(rows), rows[0].target) == (3, "≥9(家次)")
    assert making.content_of(project).goal == "目标"


def test_only_approved_targets_of_the_units_own_earlier_years_are_copied(house):
    project = making.a_project(house)
    making.submitted(house, year=project.year - 1)

    with pytest.raises(NotFoundError):
        begun(house, project)
    with pytest.raises(NotFoundError):
        begun(house, project, chosen=999)


def test_a_copy_onto_something_newer_is_refused(house):
    project = making.a_project(house)
    making.approved(house, year=project.year - 1)
    typed(house, project, ("产出指标", "数量指标", "甲", "≥1次", "40"))

    with pytest.raises(StaleRecordError):
        copy_earlier_year(actor=house.officer, project_id=project.pk, expected=1, chosen=0)
    assert len(making.content_of(project).rows) == 1


def test_a_row_has_last_years_target_and_actual_beside_it_by_name(house):
    project = making.a_project(house)
    making.evaluated(house, year=project.year - 1)
    (row,) = typed(house, project, ("产出指标", "数量指标", "培训企业的家次", "≥4(家次)", "40"))

    past = past_of(project, [row]).latest[row.key]

    assert (past.year, past.target, past.actual, past.project) == (project.year - 1, "≥4(家次)", "5(家次)", "")


def test_the_same_source_is_the_same_indicator_whatever_it_is_called(house):
    project = making.a_project(house, name="企业成长")
    before = making.evaluated(house, year=project.year - 1)
    (row,) = typed(house, project, ("产出指标", "数量指标", "来上课的企业", "≥4(家次)", "40"))
    assert past_of(project, [row]).latest == {}
    binding = making.content_of(before).rows[0].binding
    targets.bind_row(
        actor=house.officer,
        project_id=project.pk,
        expected=making.table_of(project).version,
        key=row.key,
        binding=binding,
    )

    past = past_of(project, making.content_of(project).rows)

    assert past.latest[row.key].actual == "5(家次)"
    assert past.latest[row.key].project == "企业培训"
    assert [form.indicators[0].level3 for form in past.history] == ["来上课的企业"]


def test_the_editor_warns_of_a_target_below_last_years_actual_and_asks_no_more_often(house, sign_in):
    project = making.a_project(house)
    making.evaluated(house, year=project.year - 1)
    typed(house, project, ("产出指标", "数量指标", "培训企业家次", "≥2(家次)", "40"))
    page = sign_in(house.officer)
    page.get("/office/")

    with CaptureQueriesContext(connection) as captured:
        text = page.get(f"/office/projects/{project.pk}/target/edit/").content.decode()

    assert len(captured) <= 12
    assert f"{project.year - 1}年目标 ≥4(家次)，实际 5(家次)" in text
    assert f"低于{project.year - 1}年实际完成值" in text
    assert "said-warning" in text


def test_three_years_give_an_interval_and_the_chance(house, sign_in):
    project = making.a_project(house)
    for ago in (3, 2, 1):
        making.evaluated(house, year=project.year - ago, name="企业培训") if ago == 1 else _past(house, project, ago)
    typed(house, project, ("产出指标", "数量指标", "培训企业家次", "≥5(家次)", "40"))

    text = sign_in(house.officer).get(f"/office/projects/{project.pk}/target/edit/").content.decode()

    assert "达到的可能性约" in text


def _past(house, project, ago):
    """An evaluated project of an earlier year; its register has another title."""
    from servicecloud.ledger.models import Register

    for register in Register.everywhere.all():
        Register.everywhere.filter(pk=register.pk).update(title_zh=f"{register.title_zh}{register.pk}")
    making.evaluated(house, year=project.year - ago, name="企业培训")
    for register in Register.everywhere.all():
        Register.everywhere.filter(pk=register.pk).update(title_zh=f"旧{register.pk}")


def test_a_year_that_is_still_running_is_shown_from_the_ledger(house, sign_in):
    this = making.approved(house)
    project = making.a_project(house, year=this.year + 1)
    begun(house, project)
    rows = making.content_of(project).rows

    running = running_of(project, rows)
    page = sign_in(house.officer).get(f"/office/projects/{project.pk}/target/running/").content.decode()

    assert running[rows[0].key].actual == "5(家次)"
    assert running[rows[1].key].actual == ""
    assert "已完成 5(家次)" in page


def test_a_template_gives_rows_in_the_tables_own_taxonomy(house):
    project = making.a_project(house)
    making.a_register(house, year=project.year)
    indicator = an_indicator(house.department, house.reviewer, **VALUES)
    origin = Origin(indicator=indicator.pk, number=1)
    rows = (
        TemplateRow(level1="成本指标", level2="经济成本指标", level3="单场成本", target="≤2(万元)"),
        TemplateRow(level1="产出指标", level2="数量指标", level3="培训家次", target="≥9(家次)", origin=origin),
    )
    template = a_template(house.department, house.reviewer, rows=rows)

    assert begun(house, project, act=start_from_template, chosen=template.pk) == 2

    first, second = making.content_of(project).rows
    assert (first.level1, first.level2) == ("产出指标", "成本指标")
    assert second.origin == origin
    assert second.binding is not None
    assert making.content_of(project).goal == "全年举办培训不少于40场。"


def test_what_is_retired_or_belongs_elsewhere_is_no_beginning(house):
    project = making.a_project(house)
    template = a_template(house.department, house.reviewer)
    retire_template(actor=house.reviewer, template_id=template.pk, reason="改用新模板")
    stranger = OrganisationFactory(kind=OrganisationKind.DEPARTMENT)
    type(template).everywhere.filter(pk=a_template(house.unit, house.officer).pk).update(owner=stranger)

    for pk in type(template).everywhere.values_list("pk", flat=True):
        with pytest.raises(NotFoundError):
            begun(house, project, act=start_from_template, chosen=pk)


def test_choosing_a_source_shows_its_rule_and_three_years_at_once_before_anything_is_kept(house, sign_in):
    project = making.a_project(house)
    making.evaluated(house, year=project.year - 1)
    register = making.content_of(Project.objects.get(year=project.year - 1)).rows[0].binding.measure
    (row,) = typed(house, project, ("产出指标", "数量指标", "培训企业家次", "≥4(家次)", "40"))
    page = sign_in(house.officer)
    page.get("/office/")
    address = f"/office/projects/{project.pk}/target/rows/{row.key}/"

    with CaptureQueriesContext(connection) as captured:
        text = page.get(f"{address}?measure={register}").content.decode()

    assert len(captured) <= 12
    assert "到场参训的企业" in text
    assert f"{project.year - 1}年实际" in text
    assert f"{project.year - 3}年实际" in text
    assert "5(家次)" in text
    assert f"{project.year - 1}年目标 ≥4(家次)，实际 5(家次)" in text
    assert making.content_of(project).rows[0].binding is None


def test_a_source_that_cannot_give_the_unit_says_so_at_once(house, sign_in):
    project = making.a_project(house)
    register = making.a_register(house, year=project.year)
    (row,) = typed(house, project, ("产出指标", "数量指标", "培训金额", "≥4万元", "40"))

    page = sign_in(house.officer)
    text = page.get(f"/office/projects/{project.pk}/target/rows/{row.key}/?measure={register.code}").content.decode()

    assert "不能换算" in text
