"""Importing an announced year, and what is refused line by line."""

from datetime import date

import pytest

from servicecloud.activity.models import Act
from servicecloud.errors import InvalidInputError, NotPermittedError
from servicecloud.workcalendar.models import CalendarDay, CalendarYear
from servicecloud.workcalendar.reading import read_year
from servicecloud.workcalendar.selectors import changes_between, current_calendar, plan_for
from servicecloud.workcalendar.services import import_year
from servicecloud.workcalendar.sources import built_in_plan

NOTICE = """
# invented for the test
2031-01-01 放假 元旦
2031年1月22日 至 2031年1月28日，放假，春节
2031/1/19 上班 春节
2031-04-05 放假 清明节
2031-05-01~2031-05-05 放假 劳动节
2031-06-24 放假 端午节
2031-10-01 至 2031-10-08 放假 国庆节
2031-10-11 补班 国庆节
"""


@pytest.fixture
def imported(town) -> CalendarYear:
    return import_year(actor=town.people["operator"], year=2031, source="测试通知", text=NOTICE)


def test_an_imported_year_takes_the_place_of_the_provisional_one(imported):
    calendar = current_calendar()

    assert not calendar.plan(2031).is_provisional
    assert calendar.plan(2031).source == "测试通知"
    assert calendar.is_working_day(date(2031, 1, 19))
    assert not calendar.is_working_day(date(2031, 1, 27))


def test_an_import_is_kept_in_the_log(imported, everything):
    act = Act.objects.get(verb="workcalendar.imported")

    assert (act.object_title, act.data) == ("2031", {"source": "测试通知"})


def test_a_second_import_replaces_the_first_whole(imported, town):
    import_year(
        actor=town.people["operator"], year=2031, source="更正", text=NOTICE.replace("2031-10-11 补班 国庆节", "")
    )

    assert not CalendarDay.objects.filter(day=date(2031, 10, 11)).exists()
    assert plan_for(2031).source == "更正"


def test_the_calendar_reads_a_year_once(imported, queries):
    calendar = current_calendar()
    calendar.is_working_day(date(2031, 3, 3))
    calendar.is_working_day(date(2031, 3, 4))

    assert len(queries) == 2


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("2031-10-13 上班 国庆节", "第1行：2031-10-13 不是周末，不可能是调休上班日。"),
        ("2030-10-01 放假 国庆节", "第1行：2030-10-01 不属于2031年，请在它自己的年度导入。"),
        ("2031-02-30 放假 春节", "第1行：没有这一天，请检查日期。"),
        ("2031-01-09 至 2031-01-02 放假 春节", "第1行：起止日期应按先后填写，且不超过14天。"),
        ("2031-01-09 休息 春节", "第1行：“休息”不是“放假”或“上班”。"),
        ("下周一放假", "第1行：无法识别“下周一放假”。每行写：日期（或 起 至 止）、放假或上班、节日名称。"),
        ("2031-01-01 放假 元旦\n2031-01-01 放假 元旦", "第2行：2031-01-01 已在前面出现。"),
    ],
)
def test_a_line_at_fault_is_named_with_its_number(line, sentence):
    assert sentence in read_year(line, year=2031, source="").problems


def test_a_year_without_its_national_day_is_refused_and_nothing_is_written(town):
    with pytest.raises(InvalidInputError) as refused:
        import_year(actor=town.people["operator"], year=2031, source="测试", text="2031-01-01 放假 元旦")

    assert any("国庆节" in sentence for sentence in refused.value.fields["text"])
    assert not CalendarYear.objects.exists()


def test_only_the_operator_imports(town):
    with pytest.raises(NotPermittedError):
        import_year(actor=town.people["desk"], year=2031, source="测试", text=NOTICE)


def test_two_plans_are_compared_day_by_day(imported):
    changed = {
        change.day: (change.before, change.after) for change in changes_between(built_in_plan(2031), plan_for(2031))
    }

    assert changed[date(2031, 10, 11)] == ("", "调休上班 国庆节")
    assert date(2031, 10, 2) not in changed


def test_the_page_checks_first_and_imports_then(town, sign_in):
    client = sign_in(town.people["operator"])
    data = {"source": "测试通知", "text": NOTICE}

    checked = client.post("/office/calendar/2031/import/", {**data, "act": "check"})
    assert "不同之处" in checked.content.decode()
    assert not CalendarYear.objects.exists()

    done = client.post("/office/calendar/2031/import/", {**data, "act": "import"}, follow=True)
    page = done.content.decode()
    assert "测试通知" in page
    assert "暂定" not in page


def test_the_page_of_a_year_not_announced_says_provisional(town, sign_in):
    page = sign_in(town.people["project"]).get("/office/calendar/2031/").content.decode()

    assert "暂定" in page
    assert "导入年度安排" not in page
