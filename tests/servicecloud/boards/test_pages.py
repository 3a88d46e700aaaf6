"""The pages: each figure clicks through, lists filter and export, the wall renews itself, strangers find nothing."""

import csv
import io
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.servicecloud.factories import MembershipFactory, OrganisationFactory
from tests.servicecloud.performance import making

from servicecloud.boards.models import LightChoice, ProjectSummary, Renewal, TrackedIndicator
from servicecloud.boards.services.renewing import renew_due
from servicecloud.identity.enums import Role
from servicecloud.performance.models import Project
from servicecloud.performance.services.monitoring import build_monitoring

YEAR = 2024


@pytest.fixture
def projects(house):
    found = [
        making.approved(house, year=YEAR, first_target="≥100(家次)"),
        making.disclosed(house, name="惠企", year=YEAR),
    ]
    renew_due()
    return found


@pytest.fixture
def reviewer(house, sign_in):
    return sign_in(house.reviewer)


def rows_of(answer):
    text = answer.content_of_stream.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


def test_every_link_of_the_board_leads_to_a_list_that_is_there(projects, reviewer):
    page = reviewer.get("/office/boards/").content.decode()
    links = {link.replace("&amp;", "&") for link in re.findall(r'href="(/office/boards/[^"]*)"', page)}

    assert len(links) > 20
    for link in links:
        if "/file/" not in link:
            answer = reviewer.get(link)
            assert answer.status_code == 200, link


def test_a_figure_and_its_list_say_the_same_number(projects, reviewer):
    Project.everywhere.update(created_at="2020-01-10 10:00+08:00")
    page = reviewer.get("/office/boards/").content.decode()
    found = re.search(r'href="(/office/boards/projects/\?[^"]*late=any)">(\d+)<', page)

    listed = reviewer.get(found[1].replace("&amp;", "&")).context["listing"]
    assert listed.total == int(found[2]) == 2


def test_the_list_of_a_figure_shows_its_condition_as_a_chip_that_can_be_taken_away(projects, reviewer):
    page = reviewer.get(f"/office/boards/projects/?year={YEAR}&grade=优")

    assert [(chip.label, chip.value) for chip in page.context["filters"].chips()] == [
        ("年度", "2024"),
        ("评价等级", "优"),
    ]
    assert [row.name for row, *_rest in page.context["lines"]] == ["惠企"]


def test_lists_of_twenty_take_as_many_queries_as_lists_of_two(projects, reviewer, house):
    pages = ["/office/boards/projects/", "/office/boards/indicators/", "/office/boards/monitoring/", "/office/boards/"]

    def numbers():
        found = []
        for page in pages:
            with CaptureQueriesContext(connection) as captured:
                assert reviewer.get(page).status_code == 200
            found.append(len(captured))
        return found

    numbers()  # the first page keeps the session
    before = numbers()
    for number in range(4):
        making.approved(house, name=f"项目{number}", year=YEAR)
    renew_due()

    assert numbers() == before
    assert max(before) <= 25


def test_tracking_filters_sorts_and_shows_the_measure_behind_a_value(projects, reviewer):
    red = reviewer.get("/office/boards/indicators/?light=red").context
    by_name = reviewer.get("/office/boards/indicators/?sort=-name").context
    words = reviewer.get("/office/boards/indicators/?binding=narrative").context

    assert [row.name for row, *_rest in red["lines"]] == ["培训企业家次"]
    assert red["lines"][0][2] == "培训到场"
    names = [row.name for row, *_rest in by_name["lines"]]
    assert names == sorted(names, reverse=True)
    assert {row.how for row, *_rest in words["lines"]} == {"narrative"}


def test_the_tracking_table_goes_out_as_csv_and_as_a_workbook(projects, reviewer):
    lines = rows_of(reviewer.get("/office/boards/indicators/file/csv/"))
    workbook = reviewer.get("/office/boards/indicators/file/xlsx/").content_of_stream

    assert lines[0][6] == "三级指标"
    assert len(lines) == 1 + TrackedIndicator.objects.count()
    assert workbook.startswith(b"PK")
    assert reviewer.get("/office/boards/indicators/file/exe/").status_code == 404


def test_the_board_and_the_list_of_projects_go_out(projects, reviewer):
    board = rows_of(reviewer.get("/office/boards/file/csv/"))
    listed = rows_of(reviewer.get(f"/office/boards/projects/file/csv/?year={YEAR}&light=red"))

    assert board[1][1] == board[2][1] == "2"
    assert board[2][0] == "合计"
    assert [line[0] for line in listed[1:]] == ["企业培训"]


def test_the_wall_renews_itself_and_has_no_menu(projects, reviewer):
    page = reviewer.get("/office/boards/wall/").content.decode()

    assert '<meta http-equiv="refresh" content="60">' in page
    assert "office-side" not in page
    assert "style=" not in page
    assert 'class="wall-red"' in page


def test_who_has_not_monitored_stands_first_and_departments_say_how_many(projects, reviewer, house):
    build_monitoring(actor=house.officer, project_id=projects[0].pk, end_month=7)
    context = reviewer.get("/office/boards/monitoring/").context

    assert [row.monitoring_state for row, *_rest in context["lines"]] == ["none", "open"]
    assert [(missing, part.sums.to_monitor) for part, missing, _query in context["parts"]] == [(2, 2)]
    narrowed = reviewer.get("/office/boards/monitoring/?monitoring=open").context
    assert [row.name for row, *_rest in narrowed["lines"]] == ["企业培训"]
    assert len(rows_of(reviewer.get("/office/boards/monitoring/file/csv/"))) == 3


def test_one_project_at_a_glance(projects, reviewer):
    page = reviewer.get(f"/office/boards/projects/{projects[0].pk}/")

    assert page.status_code == 200
    assert [row.name for row, _tag in page.context["rows"]] == [row[2] for row in making.ROWS]
    assert [chart.key for chart in page.context["charts"]] == ["spending"]


def test_a_stranger_finds_nothing(projects, sign_in):
    stranger = MembershipFactory(role=Role.PROJECT_OFFICER, organisation=OrganisationFactory()).user
    client = sign_in(stranger)

    assert client.get(f"/office/boards/projects/{projects[0].pk}/").status_code == 404
    for address in ("", "projects/?year=2024", "indicators/", "monitoring/", "wall/"):
        assert "企业培训" not in client.get(f"/office/boards/{address}").content.decode()


def test_renewing_by_hand_counts_anew_and_comes_back_to_where_one_was(
    projects, reviewer, django_capture_on_commit_callbacks
):
    ProjectSummary.objects.update(red_rows=77)
    Renewal.objects.update(at="2020-01-01 00:00Z")
    back = f"/office/boards/?year={YEAR}"

    with django_capture_on_commit_callbacks(execute=True):
        answer = reviewer.post("/office/boards/renew/", {"back": back})

    assert answer.url == back
    assert not ProjectSummary.objects.filter(red_rows=77).exists()
    again = reviewer.post("/office/boards/renew/", {"back": "https://elsewhere.example/"})
    assert again.url == "/office/boards/"


def test_a_department_chooses_how_its_lights_are_given(house, reviewer):
    answer = reviewer.post(
        "/office/boards/lights/", {"organisation": house.department.pk, "first_year": YEAR, "rules": "double"}
    )
    wrong = reviewer.post("/office/boards/lights/", {"organisation": house.bureau.pk, "first_year": 1, "rules": "x"})

    assert answer.status_code == 302
    assert LightChoice.objects.get().organisation == house.department
    assert wrong.status_code == 200
    assert set(wrong.context["form"].errors) == {"organisation", "first_year", "rules"}
    assert "双监控组合法" in reviewer.get("/office/boards/lights/").content.decode()


def test_a_board_with_nothing_says_what_to_do(house, reviewer):
    assert "这里还没有项目" in reviewer.get("/office/boards/").content.decode()
    assert reviewer.get("/office/boards/wall/").status_code == 200


def test_the_front_page_leads_a_department_to_its_board_and_nobody_else(house, client, sign_in):
    from django.utils import timezone

    making.a_project(house, year=timezone.localdate().year)
    page = sign_in(house.reviewer).get("/office/").content.decode()
    own = sign_in(house.officer).get("/office/").content.decode()

    assert f'/office/boards/?year={timezone.localdate().year}"' in page
    assert 'id="overview"' not in own


def test_a_year_without_scores_shows_those_of_the_last_year_that_has_some(projects, reviewer, house):
    making.approved(house, name="企业培训", year=YEAR + 1)
    asked = f"?year={YEAR + 1}"

    board, wall = (reviewer.get(f"/office/boards/{name}{asked}") for name in ("", "wall/"))

    part, lines = board.context["before"]
    mean = part.sums.mean_score
    assert (part.key, wall.context["before"].key) == (YEAR, YEAR)
    assert f"{YEAR}年平均自评得分" in board.content.decode()
    assert f"year={YEAR}&" in lines[0][2]
    assert reviewer.get(lines[0][2]).context["listing"].total == part.sums.scored["claimed"] == 1
    assert f"{mean.normalize():f}" in wall.content.decode()
    assert reviewer.get(f"/office/boards/?year={YEAR}").context["before"] is None
