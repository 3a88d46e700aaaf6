"""Target templates: versions, a clash, retiring, and making one from a target table."""

import pytest
from django.db import transaction
from tests.servicecloud.indicators.making import ROWS, a_template
from tests.servicecloud.performance import making

from servicecloud.errors import InvalidInputError, NotPermittedError
from servicecloud.indicators.errors import NoRowsError, RetireReasonError, UnchangedError
from servicecloud.indicators.models import TargetTemplate, TemplateVersion
from servicecloud.indicators.selectors.offered import template_versions_of, templates_offered_to
from servicecloud.indicators.services.templates import (
    add_template,
    restore_template,
    retire_template,
    revise_template,
)
from servicecloud.indicators.values import rows_from_json
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
