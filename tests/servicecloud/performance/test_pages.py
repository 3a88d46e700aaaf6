"""The pages: other people's projects do not exist, a stale tab loses nothing, forty rows stay small, findings come as one types."""

from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.servicecloud.performance import making

from servicecloud.performance.enums import DocumentState
from servicecloud.performance.services import targets


@pytest.fixture
def officer(house, sign_in):
    return sign_in(house.officer)


def grid(rows, *, version, goal="目标"):
    pairs = [("version", version), ("goal", goal)]
    for row in rows:
        pairs += list(zip(("key", "level1", "level2", "level3", "target", "weight"), row, strict=True))
    return {"data": urlencode(pairs), "content_type": "application/x-www-form-urlencoded"}


@pytest.mark.parametrize("page", ["", "money/", "target/", "target/edit/", "evaluation/", "target/file/docx/"])
def test_the_project_of_another_unit_does_not_exist(house, client, sign_in, page):
    project = making.built(house)
    stranger = making.MembershipFactory(
        role=making.Role.PROJECT_OFFICER, organisation=making.OrganisationFactory()
    ).user

    assert sign_in(stranger).get(f"/office/projects/{project.pk}/{page}").status_code == 404


def test_a_project_is_set_up_declared_from_a_word_file_and_shows_what_is_missing(house, officer):
    form = {
        "owner": house.unit.pk,
        "year": 2024,
        "name": "企业服务",
        "category": "recurrent",
        "starts_on": "2024-01-01",
        "ends_on": "2024-12-31",
    }
    officer.post("/office/projects/new/", form)
    project = making.Project.objects.get()
    from plumbline.examples import FOLDER

    with (FOLDER / "target-shanghai-2020.docx").open("rb") as file:
        officer.post(f"/office/projects/{project.pk}/target/upload/", {"version": 1, "file": file})
    page = officer.get(f"/office/projects/{project.pk}/target/edit/").content.decode()
    answer = officer.post(
        f"/office/projects/{project.pk}/target/submit/", {"version": making.table_of(project).version}
    )

    first = making.content_of(project).rows[0]
    assert f'value="{first.level3}"' in page
    assert answer.status_code == 422
    assert "还没有登记年初预算" in answer.content.decode()
    assert making.table_of(project).state == DocumentState.DRAFT


def test_the_grid_keeps_what_is_typed_and_answers_beside_the_row(house, officer):
    project = making.a_project(house)
    rows = [("", "产出指标", "数量指标", "培训企业", "若干", "95")]

    answer = officer.post(f"/office/projects/{project.pk}/target/check/", **grid(rows, version=1)).content.decode()

    kept = making.content_of(project).rows[0]
    assert (kept.level3, kept.target) == ("培训企业", "若干")
    assert 'id="said-0"' in answer
    assert 'id="key-0" hx-swap-oob="true"' in answer
    assert kept.key in answer
    assert "W-01" in answer


def test_the_second_of_two_tabs_keeps_both_rows_and_is_told(house, officer):
    project = making.a_project(house)
    address = f"/office/projects/{project.pk}/target/edit/"
    officer.post(address, **grid([("", "产出指标", "数量指标", "甲", "≥1次", "50")], version=1))

    answer = officer.post(address, **grid([("", "产出指标", "数量指标", "乙", "≥2次", "40")], version=1), follow=True)

    page = answer.content.decode()
    assert all(f'value="{name}"' in page for name in ("甲", "乙"))
    assert "与他人同时所作的修改合并" in page
    assert {row.level3 for row in making.content_of(project).rows} == {"甲", "乙"}


def test_an_editor_of_forty_rows_asks_at_most_twelve_times_and_stays_below_120_kilobytes(house, officer):
    project = making.a_project(house)
    rows = [
        {
            "level1": "产出指标",
            "level2": "数量指标",
            "level3": f"第{number}项服务次数",
            "target": f"≥{number}次",
            "weight": "2",
        }
        for number in range(1, 41)
    ]
    targets.save_target(actor=house.officer, project_id=project.pk, expected=1, goal="目标", rows=rows)

    with CaptureQueriesContext(connection) as captured:
        response = officer.get(f"/office/projects/{project.pk}/target/edit/")

    asked = [query for query in captured if not query["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    assert len(asked) <= 12
    assert len(response.content) < 120_000


def test_a_reviewer_returns_with_a_comment_at_a_row_and_the_officer_finds_it_there(house, client, sign_in):
    project = making.submitted(house)
    key = making.content_of(project).rows[0].key
    head = sign_in(house.head)
    page = head.get(f"/office/projects/{project.pk}/target/").content.decode()
    assert f'name="comment-{key}"' in page

    head.post(
        f"/office/projects/{project.pk}/target/return/",
        {"version": making.table_of(project).version, "comment": "", f"comment-{key}": "请按上年水平"},
    )
    edit = sign_in(house.officer).get(f"/office/projects/{project.pk}/target/edit/").content.decode()

    assert "请按上年水平" in edit
    assert making.table_of(project).state == DocumentState.RETURNED


def test_a_binding_shows_its_rule_and_last_years_value_before_it_is_chosen(house, officer):
    project = making.declared(house)
    row = making.content_of(project).rows[0]

    page = officer.get(f"/office/projects/{project.pk}/target/rows/{row.key}/").content.decode()

    assert "到场参训的企业" in page
    assert f"{project.year - 1}年实际" in page
    assert "5(家次)" in page


def test_a_self_evaluation_that_cannot_be_kept_comes_back_with_everything_that_was_typed(house, officer):
    project = making.built(house)
    key = making.target_of(project).rows[1].key
    typed = {
        "version": making.evaluation_of(project).version,
        "completion": "全年完成[[没有的指标]]。",
        f"claimed_score:{key}": "十九分",
        f"deviation:{key}": "宣传面仍可扩大",
    }

    answer = officer.post(f"/office/projects/{project.pk}/evaluation/", typed)

    page = answer.content.decode()
    assert answer.status_code == 422
    for text in (
        "全年完成[[没有的指标]]。",
        "十九分",
        "宣传面仍可扩大",
        "“[[没有的指标]]”不是本项目的指标",
        "不是分数",
    ):
        assert text in page
    assert making.evaluation_of(project).content["completion"] != "全年完成[[没有的指标]]。"


def test_the_file_of_a_self_evaluation_under_review_is_the_frozen_one(house, officer):
    project = making.evaluated(house)
    before = project.department.name_zh
    type(house.department).objects.filter(pk=house.department.pk).update(name_zh="改名后的部门")
    address = f"/office/projects/{project.pk}/evaluation/file/json/"

    frozen = officer.get(address).content.decode()

    assert before in frozen
    assert "改名后的部门" not in frozen


def test_the_self_evaluation_leads_from_a_number_to_its_proof(house, officer):
    project = making.completed(house)

    page = officer.get(f"/office/projects/{project.pk}/evaluation/").content.decode()

    snapshot = making.evaluation_of(project).content["rows"][0]["snapshot"]
    assert f'href="/office/ledger/snapshots/{snapshot}/"' in page
    assert officer.get(f"/office/ledger/snapshots/{snapshot}/").status_code == 200


def test_the_public_reads_the_form_the_scores_and_the_rules(house, client):
    project = making.disclosed(house)

    listing = client.get("/performance/").content.decode()
    page = client.get(f"/performance/{project.pk}/").content.decode()

    assert project.name in listing
    assert "97.9" in page
    assert "统计到场参训的企业" in page
    assert making.evaluation_of(project).content["head_digest"] in page
    assert client.get(f"/performance/{project.pk}/file/docx/").status_code == 200


def test_what_is_not_disclosed_does_not_exist_for_the_public(house, client):
    project = making.evaluated(house)

    assert client.get(f"/performance/{project.pk}/").status_code == 404
