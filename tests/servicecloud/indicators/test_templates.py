"""Target templates: versions, a clash, retiring, and making one from a target table."""

import msgspec
import pytest
from django.db import transaction
from tests.servicecloud.indicators.making import ROWS, a_template, an_indicator
from tests.servicecloud.performance import making

from servicecloud.errors import InvalidInputError, NotPermittedError
from servicecloud.indicators.errors import NoRowsError, RetireReasonError, UnchangedError
from servicecloud.indicators.models import TargetTemplate, TemplateVersion
from servicecloud.indicators.selectors.offered import template_versions_of, templates_offered_to
from servicecloud.indicators.services.library import retire_indicator
from servicecloud.indicators.services.templates import (
    add_template,
    restore_template,
    retire_template,
    revise_template,
)
from servicecloud.indicators.values import Origin, TemplateRow, rows_from_json
from servicecloud.versioning import StaleRecordError


def test_a_revision_keeps_the_version_before(house):
    found = a_template(house.department, house.reviewer)

    revise_template(
        actor=house.reviewer,
        template_id=found.pk,
        expected=found.version,
        values={"goal": "新的总目标", "rows": ROWS[:1]},
        reason="精简指标",
    )

    newest, first = template_versions_of(found)
    assert (newest.number, newest.goal, newest.change_reason) == (2, "新的总目标", "精简指标")
    assert rows_from_json(first.rows) == ROWS
    with pytest.raises(Exception, match="append-only"), transaction.atomic():
        TemplateVersion.everywhere.update(goal="别的")


def test_a_template_needs_a_name_of_its_own_and_rows(house):
    a_template(house.department, house.reviewer)

    with pytest.raises(InvalidInputError):
        a_template(house.department, house.reviewer)
    with pytest.raises(NoRowsError):
        a_template(house.department, house.reviewer, name="空的", rows=())
    with pytest.raises(NotPermittedError):
        add_template(actor=house.officer, owner=house.department, values={"name": "别人的", "rows": ROWS})
    assert TargetTemplate.everywhere.count() == 1


def test_a_stale_or_empty_revision_changes_nothing(house):
    found = a_template(house.department, house.reviewer)
    asked = {"actor": house.reviewer, "template_id": found.pk}
    same = {"goal": found.current.goal, "rows": ROWS}

    with pytest.raises(StaleRecordError):
        revise_template(**asked, expected=99, values={"goal": "甲", "rows": ROWS}, reason="改")
    with pytest.raises(UnchangedError):
        revise_template(**asked, expected=found.version, values=same, reason="没有改")
    with pytest.raises(InvalidInputError):
        revise_template(**asked, expected=found.version, values={"goal": "甲", "rows": ROWS}, reason="")
    assert TemplateVersion.everywhere.count() == 1


def test_a_retired_template_is_offered_no_longer_until_it_is_restored(house):
    found = a_template(house.department, house.reviewer)
    with pytest.raises(RetireReasonError):
        retire_template(actor=house.reviewer, template_id=found.pk, reason=" ")

    retire_template(actor=house.reviewer, template_id=found.pk, reason="改用新模板")
    assert list(templates_offered_to(house.unit.pk)) == []
    restore_template(actor=house.reviewer, template_id=found.pk)

    assert list(templates_offered_to(house.unit.pk)) == [found]


def test_a_good_target_table_becomes_a_template(house, sign_in):
    project = making.approved(house)
    page = sign_in(house.reviewer)

    begun = page.get(f"/office/indicators/templates/new/?from={project.pk}").content.decode()
    rows = making.content_of(project).rows
    names = ("level1", "level2", "level3", "target")
    sent = {name: [getattr(row, name) for row in rows] for name in names}
    sent |= {"key": ["", "", ""], "weight": [str(row.weight) for row in rows]}
    sent |= {"owner": str(house.department.pk), "name": "培训类项目", "project_category": "", "goal": "总目标"}
    answer = page.post("/office/indicators/templates/new/", sent)

    assert all(f'value="{row.level3}"' in begun for row in rows)
    assert answer.status_code == 302
    kept = rows_from_json(TargetTemplate.objects.get().current.rows)
    assert [row.level3 for row in kept] == [row.level3 for row in rows]
    assert f"templates/new/?from={project.pk}" in page.get(f"/office/projects/{project.pk}/target/").content.decode()


def test_a_clash_on_a_template_keeps_what_was_typed(house, sign_in):
    found = a_template(house.department, house.reviewer)
    page = sign_in(house.reviewer)
    sent = {"version": found.version, "goal": "甲", "level3": ["培训场次"], "change_reason": "改"}
    page.post(f"/office/indicators/templates/{found.pk}/edit/", sent)

    answer = page.post(f"/office/indicators/templates/{found.pk}/edit/", sent | {"goal": "乙"})

    assert answer.status_code == 409
    assert ">乙</textarea>" in answer.content.decode()
    assert TargetTemplate.objects.get().current.goal == "甲"


def test_a_clash_shows_row_by_row_what_differs(house, sign_in):
    found = a_template(house.department, house.reviewer)
    page = sign_in(house.reviewer)
    names = {"level1": ["产出指标"], "level2": ["数量指标"], "level3": ["培训场次"], "weight": ["70"]}
    sent = {"version": found.version, "goal": found.current.goal, "change_reason": "改", **names}
    page.post(f"/office/indicators/templates/{found.pk}/edit/", sent | {"target": ["≥50(场)"]})

    answer = page.post(f"/office/indicators/templates/{found.pk}/edit/", sent | {"target": ["≥60(场)"]})

    text = answer.content.decode()
    assert answer.status_code == 409
    assert "<del>≥50(场)</del>" in text
    assert "<ins>≥60(场)</ins>" in text


def test_two_versions_of_a_template_are_compared_by_rows_also_when_a_row_is_renamed(house, sign_in):
    origin = Origin(indicator=an_indicator(house.department, house.reviewer).pk, number=1)
    named = msgspec.structs.replace(ROWS[1], origin=origin)
    found = a_template(house.department, house.reviewer, rows=(ROWS[0], named))
    rows = (msgspec.structs.replace(named, level3="主题培训场次"), TemplateRow(level3="新的一项"))
    values = {"goal": found.current.goal, "rows": rows}
    revise_template(actor=house.reviewer, template_id=found.pk, expected=1, values=values, reason="改名")
    page = sign_in(house.officer)

    changed = page.get(f"/office/indicators/templates/{found.pk}/compare/").content.decode()
    everything = page.get(f"/office/indicators/templates/{found.pk}/compare/?from=1&to=2&show=all").content.decode()

    assert "<del>培训场次</del>" in changed
    assert "<ins>主题培训场次</ins>" in changed
    assert "新的一项" in changed
    assert "单场培训成本" in changed
    assert "已删去" in changed
    assert found.current.goal not in changed
    assert found.current.goal in everything
    assert f"/templates/{found.pk}/compare/" in page.get(f"/office/indicators/templates/{found.pk}/").content.decode()


def test_the_picker_offers_what_the_body_may_take_and_marks_what_the_grid_has(house, sign_in):
    mine = an_indicator(house.department, house.reviewer)
    an_indicator(house.unit, house.officer, code="U-1", name="下级单位的培训指标")
    page = sign_in(house.reviewer)

    shown = page.get(f"/office/indicators/templates/picks/?q=培训&owner={house.department.pk}").content.decode()
    marked = page.get(f"/office/indicators/templates/picks/?q=培训&key=&key={mine.pk}:1").content.decode()

    assert mine.current.name in shown
    assert shown.count("formnovalidate") == 2  # what is required is not yet written while rows are taken
    assert "下级单位的培训指标" not in shown
    assert "表中已有" not in shown
    assert "表中已有" in marked


def test_what_is_taken_fills_the_row_and_keeps_what_was_typed_until_it_is_saved(house, sign_in):
    first = an_indicator(house.department, house.reviewer)
    second = an_indicator(house.department, house.reviewer, code="N-2", name="培训满意度", category="satisfaction")
    page = sign_in(house.reviewer)
    sent = {
        "owner": str(house.department.pk),
        "name": "培训类项目",
        "project_category": "",
        "goal": "总目标",
        "level3": ["", "自己写的一行"],
        "target": ["≥800(家次)", ""],
        "pick": [str(first.pk), str(second.pk)],
    }

    taken = page.post("/office/indicators/templates/new/", sent | {"take": "all", "into": "0"}).content.decode()

    assert not TargetTemplate.objects.exists()
    assert 'value="培训类项目"' in taken
    assert f'value="{first.pk}:1"' in taken
    assert 'value="≥800(家次)"' in taken
    assert taken.index(first.current.name) < taken.index("自己写的一行") < taken.index(f'value="{second.pk}:1"')
    assert f'value="{first.current.name}" maxlength="120" autofocus' in taken
    assert 'data-dirty="yes"' in taken
    form = {"key": [f"{first.pk}:1"], "level1": ["产出指标"], "level3": [first.current.name]}
    page.post("/office/indicators/templates/new/", sent | form | {"pick": []})
    assert rows_from_json(TargetTemplate.objects.get().current.rows)[0].origin == Origin(indicator=first.pk, number=1)


def test_what_is_offered_no_longer_is_not_taken_and_nothing_is_lost(house, sign_in):
    gone = an_indicator(house.department, house.reviewer)
    retire_indicator(actor=house.reviewer, indicator_id=gone.pk, reason="并入另一项")
    found = a_template(house.department, house.reviewer)
    sent = {"version": found.version, "goal": "改过的总目标", "level3": ["培训场次"], "take": str(gone.pk)}

    answer = sign_in(house.reviewer).post(f"/office/indicators/templates/{found.pk}/edit/", sent)

    text = answer.content.decode()
    assert answer.status_code == 200
    assert "没有加入" in text
    assert ">改过的总目标</textarea>" in text
    assert TemplateVersion.objects.count() == 1


def test_costs_among_the_outputs_keep_the_older_style_when_something_is_taken(house, sign_in):
    cost = an_indicator(
        house.department, house.reviewer, name="单场成本", category="economic_cost", direction="at_most", unit="万元"
    )
    older = {"level1": ["产出指标"], "level2": ["成本指标"], "level3": ["场地成本"], "take": str(cost.pk)}
    newer = older | {"level1": ["成本指标"], "level2": ["经济成本指标"]}
    page = sign_in(house.reviewer)

    counts = [
        page.post("/office/indicators/templates/new/", sent).content.decode().count('value="经济成本指标"')
        for sent in (older, newer)
    ]

    assert counts == [0, 2]
