"""Until when things are due, who is reminded, what is late: days are China's, and what came after its day is accepted and marked."""

from datetime import UTC, date, datetime, timedelta
from unittest import mock
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from tests.servicecloud.factories import MembershipFactory
from tests.servicecloud.performance import making

from servicecloud.identity.enums import Role
from servicecloud.ledger.errors import FutureDateError
from servicecloud.notifications.models import Notification
from servicecloud.performance.deadlines import DUE_DOCUMENTS, days_late, usual_due
from servicecloud.performance.enums import Document, FundSource
from servicecloud.performance.models import Deadline, Project, RulebookInForce
from servicecloud.performance.selectors.bindings import last_day
from servicecloud.performance.selectors.deadlines import DueDays, standings_of_many, with_documents
from servicecloud.performance.selectors.overdue import Overdue
from servicecloud.performance.selectors.rulebooks import rulebook_id_for
from servicecloud.performance.services import money, reviews, targets
from servicecloud.performance.services.reminders import remind
from servicecloud.workcalendar.plans import Calendar
from servicecloud.workcalendar.sources import built_in_plan

CALENDAR = Calendar(built_in_plan)
CHINA = ZoneInfo("Asia/Shanghai")


def due(setter, day, *, year, document=Document.TARGET, month=0):
    return Deadline.objects.create(setter=setter, year=year, document=document, due_on=day, end_month=month)


def known_since(project, day):
    Project.objects.filter(pk=project.pk).update(created_at=datetime.combine(day, datetime.min.time(), CHINA))
    project.refresh_from_db()


def loaded(project):
    return Project.objects.select_related("target__latest", "evaluation__latest").get(pk=project.pk)


@pytest.mark.parametrize(
    ("document", "year", "day"),
    [
        (Document.TARGET, 2024, date(2023, 8, 31)),
        (Document.MONITORING, 2024, date(2024, 9, 2)),
        (Document.SELF_EVALUATION, 2023, date(2024, 4, 1)),
    ],
)
def test_the_usual_day_moves_on_to_a_working_day(document, year, day):
    assert usual_due(document, year, calendar=CALENDAR) == day


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(-400, 400), st.integers(-400, 400))
def test_days_late_are_counted_from_the_last_day_and_never_negative(last, sent, known):
    late = days_late(last + timedelta(days=sent), due=last, known_on=last + timedelta(days=known))

    assert late == (None if known > 0 else max(0, sent))


def test_the_departments_day_goes_before_the_bureaus_and_that_before_the_usual_one(house):
    project = making.a_project(house)
    usual = usual_due(Document.TARGET, project.year, calendar=CALENDAR)
    found = [DueDays().for_document(project, Document.TARGET)]
    for setter, day in ((house.bureau, date(project.year, 3, 1)), (house.department, date(project.year, 2, 1))):
        due(setter, day, year=project.year)
        found.append(DueDays().for_document(project, Document.TARGET))

    assert found == [usual, date(project.year, 3, 1), date(project.year, 2, 1)]


@pytest.mark.parametrize(
    ("moment", "late"),
    [
        (datetime(2026, 12, 31, 15, 59, 59, tzinfo=UTC), 0),
        (datetime(2026, 12, 31, 16, 0, 0, tzinfo=UTC), 1),
    ],
)
def test_the_day_of_a_submission_ends_at_midnight_in_china(house, moment, late):
    """23:59:59 of 31 December in Shanghai is in time, 00:00:00 of 1 January is a day late."""
    project = making.declared(house, year=2026)
    known_since(project, date(2026, 1, 5))
    due(house.department, date(2026, 12, 31), year=2026)

    with mock.patch.object(timezone, "now", return_value=moment):
        targets.submit_target(actor=house.officer, project_id=project.pk, expected=making.table_of(project).version)

    version = making.table_of(project).latest
    assert (version.due_on, version.late_days) == (date(2026, 12, 31), late)


@pytest.mark.parametrize(("hour", "is_known"), [(15, False), (16, True)])
def test_a_payment_of_the_first_of_january_is_known_from_midnight_in_china_on(house, hour, is_known):
    project = making.a_project(house, year=2027)
    values = {"source": FundSource.FISCAL, "amount_yuan": 1000, "paid_on": date(2027, 1, 1), "voucher": "记-002"}

    with mock.patch.object(timezone, "now", return_value=datetime(2026, 12, 31, hour, 59, 59, tzinfo=UTC)):
        if is_known:
            payment = money.record_payment(actor=house.officer, project_id=project.pk, values=values)
            assert payment.paid_on == date(2027, 1, 1)
        else:
            with pytest.raises(FutureDateError):
                money.record_payment(actor=house.officer, project_id=project.pk, values=values)


def test_the_rulebook_and_the_window_are_those_of_the_projects_year_whatever_the_clock_shows(house):
    project = making.a_project(house, year=2026)
    for year, book in ((2026, "shanghai-2022"), (2027, "shanghai-2023")):
        RulebookInForce.objects.create(bureau=house.bureau, first_year=year, rulebook=book)

    for hour in (15, 16):
        with mock.patch.object(timezone, "now", return_value=datetime(2026, 12, 31, hour, 59, 59, tzinfo=UTC)):
            assert rulebook_id_for(project) == "shanghai-2022"
    with mock.patch.object(timezone, "now", return_value=datetime(2027, 1, 1, 3, tzinfo=UTC)):
        assert last_day(2026) == date(2026, 12, 31)


def test_sent_again_after_a_return_it_is_as_late_as_the_first_time_and_after_a_withdrawal_it_is_counted_anew(house):
    today = timezone.localdate()
    project = making.declared(house)
    known_since(project, today - timedelta(days=40))
    deadline = due(house.department, today - timedelta(days=3), year=project.year)
    act = {"kind": Document.TARGET, "project_id": project.pk}

    def send():
        version = making.table_of(project).version
        targets.submit_target(actor=house.officer, project_id=project.pk, expected=version)
        return making.table_of(project)

    first = send()
    reviews.send_back(actor=house.head, expected=first.version, comment="请修改", **act)
    Deadline.objects.filter(pk=deadline.pk).update(due_on=today - timedelta(days=20))
    again = send()
    reviews.withdraw(actor=house.officer, expected=again.version, **act)

    assert (first.latest.late_days, again.latest.late_days, send().latest.late_days) == (3, 3, 20)


def test_what_was_set_up_after_its_deadline_is_late_for_nothing(house):
    project = making.submitted(house)

    assert making.table_of(project).latest.late_days is None
    found = loaded(project)
    lights = standings_of_many([found], today=timezone.localdate())[project.pk]
    assert Document.TARGET not in [each.due.document for each in lights]


def test_each_is_reminded_once_before_and_once_after(house):
    today = date(2026, 6, 1)
    project = making.a_project(house, year=2026)
    known_since(project, date(2026, 1, 5))
    due(house.department, date(2026, 6, 12), year=2026)
    told = []
    for day in (0, 3, 4, 5, 11, 12, 13, 40):
        remind(today=today + timedelta(days=day))
        told.append(Notification.objects.count())

    kinds = Notification.objects.order_by("pk").values_list("kind", "recipient__username")
    assert told == [0, 0, 1, 1, 1, 3, 3, 3]
    assert set(kinds) == {
        ("performance.due_soon", "the-officer"),
        ("performance.overdue", "the-officer"),
        ("performance.overdue", "the-head"),
    }


def test_the_list_names_what_is_late_and_gives_it_as_csv(house, sign_in, django_assert_max_num_queries):
    today = timezone.localdate()
    late, sent = making.a_project(house, name="未报项目"), making.declared(house, name="迟报项目")
    for project in (late, sent):
        known_since(project, today - timedelta(days=40))
    due(house.department, today - timedelta(days=2), year=today.year)
    targets.submit_target(actor=house.officer, project_id=sent.pk, expected=making.table_of(sent).version)
    page = sign_in(house.reviewer)
    page.get("/office/projects/late/")

    with django_assert_max_num_queries(12):
        shown = page.get("/office/projects/late/").content.decode()
    others = page.get("/office/projects/late/?light=sent_late").content.decode()
    lines = page.get("/office/projects/late/list.csv?light=all").content_of_stream.decode("utf-8-sig")

    assert ("未报项目" in shown, "迟报项目" in shown) == (True, False)
    assert ("未报项目" in others, "迟报项目" in others) == (False, True)
    assert "未报项目" in lines
    assert "迟报" in lines
    assert "已逾期" in page.get(f"/office/projects/{late.pk}/due/").content.decode()


def test_a_unit_sees_its_own_late_things_alone(house, sign_in):
    today = timezone.localdate()
    project = making.a_project(house, name="未报项目")
    known_since(project, today - timedelta(days=40))
    due(house.department, today - timedelta(days=2), year=today.year)
    stranger = MembershipFactory(organisation__kind="unit", role=Role.PROJECT_OFFICER).user

    assert "未报项目" not in sign_in(stranger).get("/office/projects/late/?light=all").content.decode()


@pytest.mark.parametrize("setter", [None, "department", "bureau"])
def test_each_light_as_a_condition_finds_the_projects_of_which_something_has_it(house, setter):
    projects = [
        making.declared(house, name="草稿", year=2024),
        making.submitted(house, name="在审", year=2024),
        making.approved(house, name="在行", year=2024),
        making.evaluated(house, name="已评", year=2024),
    ]
    for project in projects:
        known_since(project, date(2023, 1, 10))
    if setter:
        for document, month in ((Document.TARGET, 0), (Document.MONITORING, 3), (Document.SELF_EVALUATION, 0)):
            due(getattr(house, setter), date(2027, 9, 3), year=2024, document=document, month=month)
    rows = with_documents(Project.objects.filter(year=2024))

    for day in (date(2023, 8, 28), date(2024, 9, 3), date(2027, 8, 31), date(2027, 9, 4)):
        standings, days = standings_of_many(list(rows), today=day), Overdue(today=day, years=[2024])
        for light in ("late", "soon", "open", "sent", "sent_late", "all"):
            for document in ("", *DUE_DOCUMENTS):
                wanted = {
                    key
                    for key, found in standings.items()
                    if any(light in ("all", each.light) and document in ("", each.due.document) for each in found)
                }
                assert set(rows.filter(days.lit(light, document)).values_list("pk", flat=True)) == wanted


def test_a_project_entered_after_the_last_day_says_so_instead_of_that_nothing_is_due(house, sign_in):
    project = making.built(house, year=2023)  # set up years after its documents were due

    page = sign_in(house.officer).get(f"/office/projects/{project.pk}/due/").content.decode()

    assert "本项目在期限之后登记" in page
    assert "尚未报送" in page
    assert "目前没有需要按期报送的表" not in page
    late = sign_in(house.reviewer).get("/office/projects/late/?year=2023").content.decode()
    assert "期限之后才登记的项目不计迟报" in late
