"""Disclosure: corrections with their reason and a public difference, personal data stopped, terms, lists that stay fast."""

import json
import re
from datetime import UTC, date, datetime, timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st
from tests.servicecloud.performance import making

from servicecloud.activity.models import Act
from servicecloud.append_only import rewriting_allowed
from servicecloud.notifications.models import Notification
from servicecloud.performance import errors
from servicecloud.performance.enums import DocumentState, ProjectState
from servicecloud.performance.models import Disclosure, PublishedIndicator, PublishedResult
from servicecloud.performance.selectors.corrections import difference
from servicecloud.performance.selectors.disclosures import DAYS, timeliness
from servicecloud.performance.selectors.projects import waiting_disclosures
from servicecloud.performance.selectors.published import published
from servicecloud.performance.selectors.samples import is_asked
from servicecloud.performance.services import corrections, disclosure, evaluation_building, evaluations
from servicecloud.performance.services.publishing import lay_out_everything

APPROVED = date(2026, 3, 1)


def begin(house, project, *, actor=None, reason="培训场次漏计", version=None):
    expected = version or making.evaluation_of(project).version
    return corrections.begin_correction(
        actor=actor or house.officer, project_id=project.pk, expected=expected, reason=reason
    )


def test_a_correction_is_published_beside_the_first_and_says_what_changed_and_why(house):
    project = making.corrected(house)

    first, second = published(project.pk, 1), published(project.pk)
    changed = difference(first, second)

    assert (first.correction, second.correction) == ("", "培训场次漏计")
    assert [(cell.label, cell.before, cell.after) for cell in changed.heads] == [("自评总分", "97.9", "96.9")]
    assert [(row.name, [(cell.label, cell.before, cell.after) for cell in row.cells]) for row in changed.rows] == [
        (
            "政策知晓提升情况",
            [("得分", "28", "27"), ("偏差原因分析及改进措施", "宣传面仍可扩大", "宣传覆盖面不足，次年增加场次")],
        )
    ]
    assert second.disclosure.number == 2


def test_the_page_of_an_earlier_publication_gives_the_file_of_that_publication(house, client):
    project = making.corrected(house)

    pages = {
        number: client.get(f"/performance/{project.pk}/publications/{number}/").content.decode() for number in (1, 2)
    }
    addresses = {number: f"/performance/{project.pk}/publications/{number}/file/json/" for number in (1, 2)}
    files = {number: client.get(address).json() for number, address in addresses.items()}

    assert all(addresses[number] in pages[number] for number in (1, 2))
    assert addresses[2] not in pages[1]
    assert [files[number]["total_score_printed"] for number in (1, 2)] == ["97.9", "96.9"]
    assert client.get(f"/performance/{project.pk}/file/json/").json() == files[2]
    assert client.get(f"/performance/{project.pk}/publications/3/file/json/").status_code == 404


def test_open_data_says_the_civil_day_of_the_publication(house, client):
    making.disclosed(house)
    with rewriting_allowed():
        Disclosure.objects.update(published_at=datetime(2026, 3, 1, 16, 30, tzinfo=UTC))

    (line, *_others) = json.loads(client.get("/performance/data.json").content_of_stream)

    assert line["published_on"] == "2026-03-02"


@pytest.mark.parametrize("words", [["name"], ["name", "owner"], ["department"], ["department", "name"], ["indicator"]])
def test_a_public_result_is_found_by_the_search_of_the_site(house, client, words):
    project = making.disclosed(house)
    texts = {
        "name": project.name,
        "owner": project.owner.name_zh,
        "department": project.department.name_zh,
        "indicator": PublishedIndicator.objects.first().level3,
    }

    page = client.get("/search/", {"q": " ".join(texts[word] for word in words)}).content.decode()

    assert f'href="/performance/{project.pk}/"' in page


def test_what_is_not_public_is_not_found_by_the_search_of_the_site(house, client):
    project = making.evaluated(house)

    page = client.get("/search/", {"q": project.name}).content.decode()

    assert f"/performance/{project.pk}/" not in page


@pytest.mark.parametrize("address", ["/performance/", "/performance/indicators/"])
def test_lists_find_every_word_in_the_names_of_project_unit_and_department(house, client, address):
    project = making.disclosed(house)
    halves = f"{project.name[2:]} {project.name[:2]}"

    def shown(text):
        return f"/performance/{project.pk}/" in client.get(address, {"q": text}).content.decode()

    assert shown(halves)
    assert shown(project.department.name_zh)
    assert shown(f"{project.owner.name_zh} {project.name[:2]}")
    assert not shown(f"{project.name[:2]} 没有这个词")


def test_what_is_public_stays_until_the_correction_is_published(house, client):
    project = making.correcting(house)
    key = making.target_of(project).rows[1].key
    evaluations.save_evaluation(
        actor=house.officer,
        project_id=project.pk,
        expected=making.evaluation_of(project).version,
        values={"rows": {key: {"claimed_score": "20"}}},
    )

    project.refresh_from_db()
    page = client.get(f"/performance/{project.pk}/").content.decode()
    listed = client.get("/performance/").content.decode()

    assert project.state == ProjectState.DISCLOSED
    assert making.evaluation_of(project).state == DocumentState.DRAFT
    assert "97.9" in page
    assert "97.9" in listed


def test_numbers_can_be_taken_again_in_a_correction_and_the_project_stays_public(house):
    project = making.correcting(house)

    evaluation_building.build_evaluation(actor=house.officer, project_id=project.pk)

    project.refresh_from_db()
    assert project.state == ProjectState.DISCLOSED
    assert making.evaluation_of(project).correction_reason == "培训场次漏计"


def test_the_department_asks_for_a_correction_and_the_unit_is_told(house):
    project = making.disclosed(house)

    begin(house, project, actor=house.reviewer, reason="请核对满意度的有效答复数")

    told = Notification.objects.filter(recipient=house.officer, kind="performance.correcting").get()
    assert told.data["reason"] == "请核对满意度的有效答复数"
    assert making.evaluation_of(project).state == DocumentState.DRAFT


def test_a_correction_given_up_leaves_what_was_approved(house):
    project = making.correcting(house)
    before = making.evaluation_of(project)
    evaluations.save_evaluation(
        actor=house.officer, project_id=project.pk, expected=before.version, values={"completion": "改写"}
    )

    kept = corrections.abandon_correction(
        actor=house.officer, project_id=project.pk, expected=making.evaluation_of(project).version
    )

    assert (kept.state, kept.correction_reason, kept.latest_id) == (DocumentState.APPROVED, "", before.approved_id)
    assert kept.content == before.content
    assert str(kept.total_score) == "97.9"


@pytest.mark.parametrize("reason", ["", "   "])
def test_a_correction_says_why(house, reason):
    project = making.disclosed(house)

    with pytest.raises(errors.ReasonNeededError):
        begin(house, project, reason=reason)

    assert making.evaluation_of(project).state == DocumentState.APPROVED


def test_nothing_is_corrected_that_is_not_public_or_seen_by_a_stale_tab(house):
    unpublished = making.evaluated(house, name="未公开")
    public = making.disclosed(house, name="已公开")

    with pytest.raises(errors.NotEditableError):
        begin(house, unpublished)
    with pytest.raises(errors.MovedOnError):
        begin(house, public, version=1)
    begin(house, public)
    with pytest.raises(errors.NotEditableError):
        begin(house, public)


def test_a_correction_waits_in_the_department_s_inbox_until_it_is_public(house):
    project = making.correcting(house)
    during = waiting_disclosures(house.reviewer)
    saved = making.evaluation_of(project)
    key = making.target_of(project).rows[1].key
    evaluations.save_evaluation(
        actor=house.officer,
        project_id=project.pk,
        expected=saved.version,
        values={"rows": {key: {"deviation": "补充说明"}}},
    )
    evaluations.submit_evaluation(
        actor=house.officer, project_id=project.pk, expected=making.evaluation_of(project).version
    )
    making.passed(house, project, house.head, house.reviewer, kind="self_evaluation")

    approved = waiting_disclosures(house.reviewer)
    disclosure.disclose(actor=house.reviewer, project_id=project.pk)

    assert during == []
    assert [each.project.pk for each in approved] == [project.pk]
    assert waiting_disclosures(house.reviewer) == []
    assert Act.objects.filter(verb="project.corrected").count() == 1


def test_personal_data_stops_the_publication_and_names_every_place(house, sign_in, monkeypatch):
    project = making.evaluated(house)
    version = making.evaluation_of(project).approved
    form = version.form.replace("宣传面仍可扩大", "联系张某13912345678；证件11010519491231002X")
    with rewriting_allowed():
        type(version).objects.filter(pk=version.pk).update(form=form)

    answer = sign_in(house.reviewer).post(f"/office/projects/{project.pk}/disclose/")

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "第 2 行“政策知晓提升情况”的偏差原因分析及改进措施含手机号码 139******78" in page
    assert "居民身份证号 110*************2X" in page
    assert "13912345678" not in page
    assert not Disclosure.objects.exists()
    assert not PublishedResult.objects.exists()


@pytest.mark.parametrize("said", ["13912345678", "+86 13912345678", "１３９．１２３４．５６７８", "zhang@example.com"])
def test_the_submission_itself_is_stopped_by_personal_data(house, said):
    project = making.completed(house)
    evaluations.save_evaluation(
        actor=house.officer,
        project_id=project.pk,
        expected=making.evaluation_of(project).version,
        values={"completion": f"联系人{said}"},
    )

    with pytest.raises(errors.IncompleteError) as refused:
        evaluations.submit_evaluation(
            actor=house.officer, project_id=project.pk, expected=making.evaluation_of(project).version
        )

    assert any(problem.startswith("D-03") for problem in refused.value.problems)


@given(st.integers(0, 60), st.booleans())
def test_the_light_is_red_exactly_after_twenty_days(days, is_published):
    later = APPROVED + timedelta(days=days)

    light = timeliness(approved_on=APPROVED, published_on=later if is_published else None, today=later)

    assert (light.light == "red") == (days > DAYS)
    assert light.days == days
    assert (light.light == "yellow") == (not is_published and 15 <= days <= 20)


def test_the_layout_holds_the_latest_publication_and_can_be_made_again(house):
    making.corrected(house)
    first = list(PublishedIndicator.objects.order_by("place").values_list("level3", "score", "share", "counted"))
    PublishedResult.objects.all().delete()

    again = lay_out_everything()

    assert again == 1
    result = PublishedResult.objects.get()
    rows = list(PublishedIndicator.objects.order_by("place").values_list("level3", "score", "share", "counted"))
    assert rows == first
    assert [row[3] for row in rows] == [5, None, 5]
    assert [str(row[2]) for row in rows] == ["100.00", "90.00", "100.00"]
    assert (str(result.total_score), result.publication) == ("96.90", 2)


def test_lists_filter_in_the_database_and_take_few_queries_however_many_there_are(house, client):
    for name in ("企业培训", "企业融资"):
        making.disclosed(house, name=name)

    with CaptureQueriesContext(
        connection,
    ) as short:
        page = client.get("/performance/indicators/?q=满意度&reached=yes").content.decode()
    for name in ("企业咨询", "企业评价"):
        making.disclosed(house, name=name)
    with CaptureQueriesContext(connection) as long:
        client.get("/performance/indicators/?q=满意度&reached=yes")
        listed = len(long)
        client.get("/performance/")

    assert page.count("参训企业满意度") == 2
    assert "政策知晓提升情况" not in page
    assert len(short) == listed <= 8
    assert len(long) - listed <= 8


def test_a_department_has_its_page_with_its_years_and_its_record(house, client, sign_in):
    project = making.disclosed(house)

    page = client.get(f"/performance/departments/{project.department_id}/").content.decode()
    inside = sign_in(house.reviewer).get("/office/projects/disclosures/").content.decode()

    assert "97.9" in page
    assert "1 / 1" in page
    assert str(house.department) in inside


def test_two_years_stand_side_by_side(house, client):
    later = making.disclosed(house)
    earlier = making.disclosed(house, year=later.year - 1)

    page = client.get(f"/performance/compare/?left={later.pk}&right={earlier.pk}").content.decode()
    chosen = client.get(f"/performance/compare/?left={later.pk}").content.decode()
    shown = client.get(f"/performance/{later.pk}/").content.decode()

    assert page.count("5(家次)") == 2
    assert f'value="{earlier.pk}"' in chosen
    assert 'id="years"' in shown
    assert 'id="indicators"' in shown
    assert client.get("/performance/compare/?left=abc").status_code == 404
    assert client.get(f"/performance/compare/?left={later.pk}&right=99999999").status_code == 404


def test_a_number_opens_to_its_entries_and_their_proof_without_saying_whom_they_are_about(house, client):
    project = making.disclosed(house)

    number = client.get(f"/performance/{project.pk}/rows/1/").content.decode()
    page = client.get(f"/performance/{project.pk}/rows/1/entries/").content.decode()
    share = client.get(f"/performance/{project.pk}/rows/3/").content.decode()

    assert f'href="/performance/{project.pk}/rows/1/entries/"' in number
    assert page.count("/proof/?entry=") == 5
    assert "与公开时一致" in page
    assert "培训0" not in page
    assert "有效答复 5 份，计入 4 份；95% 置信区间 37.55%—96.38%" in share
    assert not is_asked("产出指标", "项目开展有效性")
    assert client.get(f"/performance/{project.pk}/rows/2/entries/").status_code == 404
    assert client.get(f"/performance/{project.pk}/rows/4/").status_code == 404


def test_what_was_published_before_there_were_lists_is_laid_out_by_the_migration(house):
    making.corrected(house)
    kept = ("total_score", "rate", "annual_yuan", "executed_yuan", "grade", "year", "name", "publication")
    columns = ("place", "level1", "level3", "target", "actual", "weight", "score", "share", "snapshot", "counted")
    before = PublishedResult.objects.values(*kept).get(), list(PublishedIndicator.objects.values(*columns))
    PublishedResult.objects.all().delete()

    import_module("servicecloud.performance.migrations.0016_lay_out_what_is_public").lay_out(apps, None)

    after = PublishedResult.objects.values(*kept).get(), list(PublishedIndicator.objects.values(*columns))
    assert after[0] == before[0]
    assert sorted(after[1], key=str) == sorted(before[1], key=str)


def test_the_command_lays_everything_out_again(house, capsys):
    making.disclosed(house)
    PublishedResult.objects.all().delete()

    call_command("publications")

    assert PublishedIndicator.objects.count() == len(making.ROWS)
    assert "1" in capsys.readouterr().out


def test_english_pages_read_the_prescribed_words_in_english(house, client):
    project = making.disclosed(house)
    client.cookies["django_language"] = "en"
    addresses = [
        "/performance/",
        "/performance/indicators/",
        f"/performance/{project.pk}/",
        f"/performance/{project.pk}/rows/1/",
        f"/performance/compare/?left={project.pk}&right={project.pk}",
    ]

    pages = [client.get(address).content.decode() for address in addresses]

    assert "Excellent" in pages[0]
    assert "Excellent" in pages[2]
    for page in pages:
        shown = re.sub(r'value="[^"]*"', "", page)
        for word in ("产出指标", "数量指标", "满意度指标", ">优<", " 优", "万元", "达成年度指标"):
            assert word not in shown
