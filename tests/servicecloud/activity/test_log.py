"""The readable log: in sentences, per person, per thing, nothing of others."""

import csv
import io
from datetime import timedelta

import pytest
from django.utils import timezone

from servicecloud.activity.models import Act
from servicecloud.activity.services import record_act
from servicecloud.workcalendar.models import CalendarYear


@pytest.fixture
def acts(town) -> dict[str, Act]:
    people, bodies = town.people, town.organisations
    return {
        "unit": record_act(
            actor=people["head"], verb="organisation.moved", about=bodies["unit"], organisation=bodies["unit"]
        ),
        "other": record_act(
            actor=people["neighbour"], verb="enterprise.edited", about=town.other, organisation=bodies["other"]
        ),
        "platform": record_act(actor=None, verb="enterprise.created", about=town.free),
    }


def page_of(client, query: str = "") -> str:
    return client.get(f"/office/activity/{query}").content.decode()


def body_of(page: str) -> str:
    return page.split("<tbody>")[1].split("</tbody>", maxsplit=1)[0] if "<tbody>" in page else ""


def test_acts_read_as_sentences_with_their_people(acts, town, sign_in):
    page = body_of(page_of(sign_in(town.people["operator"])))

    assert f"修改了企业 {town.other}" in page
    assert town.people["neighbour"].display_name in page
    assert "系统" in page


def test_a_unit_sees_its_own_acts_only(acts, town, sign_in):
    page = body_of(page_of(sign_in(town.people["project"])))

    assert "调整了" in page
    assert "修改了企业" not in page
    assert "登记了企业" not in page


def test_the_department_above_sees_those_of_its_units(acts, town, sign_in):
    assert "调整了" in body_of(page_of(sign_in(town.people["department"])))


def test_one_person_and_one_thing_can_be_looked_at_alone(acts, town, sign_in):
    client = sign_in(town.people["operator"])

    of_person = body_of(page_of(client, f"?person={town.people['head'].pk}"))
    of_thing = body_of(page_of(client, f"?kind=directory.enterprise&object={town.other.pk}"))

    assert "调整了" in of_person
    assert "修改了企业" not in of_person
    assert "修改了企业" in of_thing
    assert "登记了企业" not in of_thing


def test_the_chip_of_a_person_says_the_name(acts, town, sign_in):
    page = page_of(sign_in(town.people["operator"]), f"?person={town.people['head'].pk}")

    assert f"操作人：{town.people['head'].display_name}" in page


def test_days_are_counted_whole(acts, town, sign_in):
    client = sign_in(town.people["operator"])
    today, tomorrow = timezone.localdate(), timezone.localdate() + timedelta(days=1)

    assert "修改了企业" in body_of(page_of(client, f"?days_from={today}&days_until={today}"))
    assert "修改了企业" not in body_of(page_of(client, f"?days_from={tomorrow}"))


def test_a_time_is_told_back_and_taken_away_as_one(acts, town, sign_in):
    page = page_of(sign_in(town.people["operator"]), "?days_from=2026-01-01&days_until=&q=一")

    assert "日期：2026-01-01 — …" in page
    assert 'href="?q=%E4%B8%80"' in page


def test_days_the_wrong_way_round_filter_nothing_and_say_so(acts, town, sign_in):
    page = page_of(sign_in(town.people["operator"]), "?days_from=2026-02-01&days_until=2026-01-01")

    assert "截止日期不能早于开始日期。" in page
    assert "修改了企业" in body_of(page)


def test_the_export_holds_what_the_list_shows(acts, town, sign_in):
    given = sign_in(town.people["operator"]).get("/office/activity/export/?kind=directory.enterprise")
    rows = list(csv.reader(io.StringIO(given.content_of_stream.decode("utf-8-sig"))))

    assert rows[0][0] == "时间"
    assert {row[2] for row in rows[1:]} >= {f"修改了企业 {town.other}"}
    assert all(row[4] == "企业" for row in rows[1:])


def test_a_kind_of_thing_that_is_no_more_still_reads(acts, town, sign_in, everything):
    record_act(actor=None, verb="enterprise.created", about=CalendarYear(year=2026))
    Act.objects.filter(object_kind="workcalendar.calendaryear").update(object_kind="former.thing")

    assert "former.thing" in page_of(sign_in(town.people["operator"]))
