"""Any two versions beside each other, row by row: changed ones, or all."""

import pytest
from tests.servicecloud.performance import making

from servicecloud.performance.enums import Document
from servicecloud.performance.services import evaluations, reviews, targets


@pytest.fixture
def project(house):
    """A target that was sent, returned, changed in one row and sent again; then again with a row more."""
    project = making.submitted(house)
    for change in ("≥5(家次)", "≥6(家次)"):
        reviews.send_back(
            actor=house.head,
            kind=Document.TARGET,
            project_id=project.pk,
            expected=making.table_of(project).version,
            comment="请修改",
        )
        rows = [
            {name: getattr(row, name) for name in ("key", "level1", "level2", "level3", "target", "weight")}
            for row in making.content_of(project).rows
        ]
        rows[0]["target"] = change
        goal = f"全年培训企业{change}。"
        save = {"actor": house.officer, "project_id": project.pk}
        targets.save_target(**save, expected=making.table_of(project).version, goal=goal, rows=rows)
        targets.submit_target(**save, expected=making.table_of(project).version)
    return project


def test_the_last_two_are_compared_and_only_what_changed_is_shown(house, project, sign_in):
    page = sign_in(house.head)

    shown = page.get(f"/office/projects/{project.pk}/target/compare/")

    parts = {part.title: [(each.before, each.after) for each in part.differences] for part in shown.context["parts"]}
    assert parts == {
        "文字部分": [("全年培训企业≥5(家次)。", "全年培训企业≥6(家次)。")],
        "培训企业家次": [("≥5(家次)", "≥6(家次)")],
    }
    assert "/target/compare/" in page.get(f"/office/projects/{project.pk}/target/").content.decode()


def test_any_two_can_be_chosen_and_all_rows_shown(house, project, sign_in):
    shown = sign_in(house.head).get(f"/office/projects/{project.pk}/target/compare/?from=1&to=3&show=all")

    parts = {part.title: part.differences for part in shown.context["parts"]}
    target = next(each for each in parts["培训企业家次"] if each.name == "target")
    assert (target.before, target.after) == ("≥4(家次)", "≥6(家次)")
    assert set(parts) == {"文字部分", "培训企业家次", "政策知晓提升情况", "参训企业满意度"}


def test_self_evaluations_are_compared_with_their_numbers(house, sign_in):
    project = making.completed(house)
    act = {"actor": house.officer, "project_id": project.pk}
    evaluations.submit_evaluation(**act, expected=making.evaluation_of(project).version)

    shown = sign_in(house.head).get(f"/office/projects/{project.pk}/self_evaluation/compare/?show=all")

    fields = {
        each.name: each.after
        for part in shown.context["parts"]
        for each in part.differences
        if part.title == "培训企业家次"
    }
    assert fields["actual"] == "5(家次)"


def test_what_has_no_version_cannot_be_compared(house, sign_in):
    project = making.a_project(house)
    page = sign_in(house.officer)

    assert page.get(f"/office/projects/{project.pk}/target/compare/").status_code == 404
    assert page.get(f"/office/projects/{project.pk}/nonsense/compare/").status_code == 404
