"""Rows from the library: picked in the editor, bound where the measure is there, told of newer versions, counted."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.servicecloud.indicators.making import VALUES, of_department
from tests.servicecloud.performance import making

from servicecloud.indicators.services.files import import_library
from servicecloud.indicators.services.library import retire_indicator, revise_indicator
from servicecloud.indicators.tables import starter
from servicecloud.performance.errors import NotOfferedError
from servicecloud.performance.models import IndicatorUse
from servicecloud.performance.selectors.library import tables_using
from servicecloud.performance.services import targets
from servicecloud.performance.values import Binding


def revised(house, indicator, **changes):
    return revise_indicator(
        actor=house.reviewer,
        indicator_id=indicator.pk,
        expected=indicator.version,
        values=VALUES | changes,
        reason="口径收紧",
    )


def picked(house, project, *rows):
    table = making.table_of(project)
    targets.save_target(
        actor=house.officer, project_id=project.pk, expected=table.version, goal="目标", rows=list(rows)
    )
    return making.content_of(project).rows


def test_a_picked_row_has_name_levels_target_weight_and_its_register(house):
    project = making.a_project(house)
    register = making.a_register(house, year=project.year)
    indicator = of_department(house)

    (row,) = picked(house, project, {"pick": indicator.pk})

    assert (row.level1, row.level2, row.level3) == ("产出指标", "数量指标", "主题培训企业家次")
    assert (row.target, str(row.weight)) == ("≥500(家次)", "10.00")
    assert row.binding == Binding(kind="measure", measure=register.code, evidence="签到表")
    assert (row.origin.indicator, row.origin.number) == (indicator.pk, 1)


def test_a_share_is_bound_by_the_names_of_dimension_and_values(house):
    project = making.a_project(house)
    register = making.a_register(house, year=project.year)
    share = {"unit": "%", "taking": "share", "share": "评价=满意", "reference_value": "90", "name": "参训满意度"}
    indicator = of_department(house, **share)

    (row,) = picked(house, project, {"pick": indicator.pk})

    assert row.target == "≥90%"
    assert row.binding is not None
    assert (row.binding.measure, row.binding.how) == (register.code, "share")
    assert (row.binding.share_of, row.binding.counted) == ("d1", ("满意",))


@pytest.mark.parametrize(
    "changes",
    [
        {"unit": "万元"},
        {"measure": "没有这个台账"},
        {"unit": "%", "taking": "share", "share": "没有这个维度=满意"},
        {"unit": "%", "taking": "share", "share": "评价=没有这个取值"},
    ],
)
def test_a_suggestion_that_cannot_be_counted_leaves_the_row_unbound(house, changes):
    project = making.a_project(house)
    making.a_register(house, year=project.year)
    indicator = of_department(house, **changes)

    (row,) = picked(house, project, {"pick": indicator.pk})

    assert row.binding is None
    assert row.origin is not None


def test_what_a_row_says_already_stays_when_an_indicator_is_put_into_it(house):
    project = making.a_project(house)
    indicator = of_department(house)

    (row,) = picked(house, project, {"level3": "培训", "target": "≥40(家次)", "weight": "15", "pick": indicator.pk})

    assert (row.level3, row.target, str(row.weight)) == ("主题培训企业家次", "≥40(家次)", "15")


def test_what_is_not_offered_is_refused_and_nothing_is_kept(house):
    project = making.a_project(house)
    indicator = of_department(house)
    retire_indicator(actor=house.reviewer, indicator_id=indicator.pk, reason="并入另一项")

    with pytest.raises(NotOfferedError):
        picked(house, project, {"level3": "甲"}, {"pick": indicator.pk})
    assert making.content_of(project).rows == ()


def test_uses_follow_the_table_and_lead_to_it(house):
    project = making.a_project(house)
    indicator = of_department(house)
    (row,) = picked(house, project, {"pick": indicator.pk})
    assert [table.project for table in tables_using(indicator.pk)] == [project]

    picked(house, project, {"key": row.key, "level3": "改了名称", "target": "≥1(家次)"})
    assert IndicatorUse.objects.count() == 1
    picked(house, project, {"level3": "另一项"})

    assert not IndicatorUse.objects.exists()


def form(rows, *, version, **more):
    """What the grid sends."""
    names = ("key", "level1", "level2", "level3", "target", "weight")
    columns = {name: [row.get(name, "") for row in rows] for name in names}
    return {"version": version, "goal": "目标", **columns, **more}


def test_the_editor_finds_by_chinese_words_and_adds_to_what_is_being_typed(house, sign_in):
    project = making.a_project(house)
    indicator = of_department(house)
    of_department(
        house, code="Q-1", name="诉求办结率", definition="办结的诉求", unit="%", counting_rule="办结数除以受理数"
    )
    page = sign_in(house.officer)

    found = page.get(f"/office/projects/{project.pk}/target/library/?q=培训").content.decode()
    answer = page.post(
        f"/office/projects/{project.pk}/target/edit/",
        form([{"level3": "正在填的一行"}, {}], version=1, take=str(indicator.pk)),
    )

    assert "主题培训企业家次" in found
    assert "诉求办结率" not in found
    assert answer.url.endswith("/target/edit/#name-1")
    assert [row.level3 for row in making.content_of(project).rows] == ["正在填的一行", "主题培训企业家次"]


def test_ticked_indicators_fill_the_row_that_was_left_and_then_new_ones(house, sign_in):
    project = making.a_project(house)
    first, second = of_department(house), of_department(house, code="N-2", name="培训场次", unit="场")
    page = sign_in(house.officer)

    page.post(
        f"/office/projects/{project.pk}/target/edit/",
        form([{}, {"level3": "别的"}], version=1, take="all", pick=[first.pk, second.pk], into="0"),
    )

    assert [row.level3 for row in making.content_of(project).rows] == ["主题培训企业家次", "别的", "培训场次"]


def test_a_newer_version_is_told_and_taken_by_its_button(house, sign_in):
    project = making.a_project(house)
    indicator = of_department(house)
    (row,) = picked(house, project, {"pick": indicator.pk})
    revised(house, indicator, name="主题培训到场企业家次")
    page = sign_in(house.officer)
    address = f"/office/projects/{project.pk}/target/edit/"

    before = page.get(address).content.decode()
    cells = {"key": row.key, "level1": row.level1, "level2": row.level2, "level3": row.level3, "target": "≥40(家次)"}
    page.post(address, form([cells], version=making.table_of(project).version, renew=f"{indicator.pk}@0"))

    assert f'value="{indicator.pk}@0"' in before
    (now,) = making.content_of(project).rows
    assert (now.key, now.level3, now.target) == (row.key, "主题培训到场企业家次", "≥40(家次)")
    assert now.origin.number == 2


def test_an_indicator_that_was_retired_meanwhile_costs_nothing_that_was_typed(house, sign_in):
    project = making.a_project(house)
    indicator = of_department(house)
    retire_indicator(actor=house.reviewer, indicator_id=indicator.pk, reason="并入另一项")

    answer = sign_in(house.officer).post(
        f"/office/projects/{project.pk}/target/edit/",
        form([{"level3": "正在填的一行"}], version=1, take=str(indicator.pk)),
    )

    assert answer.status_code == 422
    assert 'value="正在填的一行"' in answer.content.decode()


def test_forty_rows_of_the_library_keep_the_editor_small(house, sign_in):
    project = making.a_project(house)
    import_library(actor=house.reviewer, owner=house.department, data=starter(), name="起步.csv")
    from servicecloud.indicators.models import LibraryIndicator

    ids = list(LibraryIndicator.objects.order_by("pk").values_list("pk", flat=True)[:40])
    picked(house, project, *({"pick": pk} for pk in ids))
    page = sign_in(house.officer)
    page.get("/office/")

    with CaptureQueriesContext(connection) as captured:
        response = page.get(f"/office/projects/{project.pk}/target/edit/")

    assert len(captured) <= 12
    assert len(response.content) < 120_000
