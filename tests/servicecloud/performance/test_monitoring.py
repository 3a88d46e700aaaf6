"""Monitoring: numbers, lights and forecasts from the ledger; doubts need a reason; what was sent is frozen."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from importlib import import_module
from unittest import mock

import pytest
from django.apps import apps
from django.db.models import F
from django.utils import timezone
from tests.servicecloud.performance import making

from plumbline.evidence.forecast import Forecast, forecast_total
from plumbline.forms.model import MonitoringTable
from plumbline.forms.reading import read_forms
from plumbline.forms.serialisation import from_json as form_from_json
from plumbline.forms.writers import write
from servicecloud.demo.project_records import LEDGERS, records_of
from servicecloud.demo.shared_records import SHARED
from servicecloud.ledger.models import Register
from servicecloud.ledger.services.posting import post_many
from servicecloud.ledger.services.registers import fact_of
from servicecloud.notifications.models import Notification
from servicecloud.oversight.selectors.starting import reason_from_monitoring
from servicecloud.performance import errors, reporting_errors
from servicecloud.performance.enums import FundSource
from servicecloud.performance.models import DocumentVersion, KeptDraft, Monitoring, Project
from servicecloud.performance.selectors import light_rules
from servicecloud.performance.selectors.deadlines import standings_of_many, with_documents
from servicecloud.performance.selectors.light_rules import choose_light_rules_by
from servicecloud.performance.selectors.money import Fund, Funds
from servicecloud.performance.selectors.money_forecast import parts_of
from servicecloud.performance.selectors.overdue import Overdue
from servicecloud.performance.selectors.progress import last_of, likelihood_of
from servicecloud.performance.selectors.weekly import weekly_payments
from servicecloud.performance.services import money, monitoring
from servicecloud.performance.services.drafts import ClashingSaveError
from servicecloud.performance.values import MonitoringContent, TargetRow, from_json

YEAR = 2024


@pytest.fixture
def project(house):
    """A running project of a year that is over, with two trainings more in each of its weeks."""
    project = making.approved(house, year=YEAR, first_target="≥100(家次)")
    register = Register.objects.get()
    values = [
        {"happened_on": date(YEAR, 1, 1) + timedelta(days=7 * week + day), "dimensions": {"d1": "满意"}}
        for week in range(52)
        for day in (1, 3)
    ]
    post_many(
        [fact_of(register, each, mark=f"week-{number}") for number, each in enumerate(values)], actor=house.officer
    )
    return project


def build(house, project, month=6, **values):
    return monitoring.build_monitoring(actor=house.officer, project_id=project.pk, end_month=month, **values)


def pay(house, project, *, amount, day):
    values = {"source": FundSource.FISCAL, "amount_yuan": amount, "paid_on": day, "voucher": f"P-{day}"}
    money.record_payment(actor=house.officer, project_id=project.pk, values=values)


def content_of(found):
    return from_json(Monitoring.objects.get(pk=found.pk).content, MonitoringContent)


def test_it_counts_up_to_the_month_and_forecasts_the_year(house, project):
    content = content_of(build(house, project))

    first, narrative, share = content.rows
    assert content.as_of == date(YEAR, 6, 30)
    assert first.actual == "57(家次)"
    assert (first.low, first.projected, first.high) == ("105(家次)", "114(家次)", "123(家次)")  # it became 109
    assert first.proposed == first.likelihood == "certain"
    assert narrative.actual == ""
    assert share.actual == "98.25%"
    assert content.funds[0].executed_yuan == Decimal(990_000)
    assert content.projected_yuan == Decimal(1_000_000)


def test_the_money_is_forecast_with_its_interval_within_spending_and_budget(house):
    project = making.approved(house, year=YEAR)
    for week in range(10):
        pay(house, project, amount=Decimal(100) * (week % 3 + 1), day=date(YEAR, 2, 1) + timedelta(days=7 * week))

    content = content_of(build(house, project))

    assert (content.projected_from, set(content.projected_of)) == ("weeks", {"fiscal"})
    assert content.projected_of["fiscal"] == content.projected_yuan
    executed = content.funds[0].executed_yuan
    assert executed <= content.projected_low_yuan <= content.projected_yuan <= content.projected_high_yuan
    assert content.projected_high_yuan <= Decimal(1_000_000)


def test_the_forecast_is_given_to_a_source_only_where_it_follows_from_the_whole():
    def fund(source, annual, executed):
        return Fund(source, Decimal(annual), Decimal(annual), Decimal(executed))

    spent = Funds((fund("fiscal", 100, 40), fund("other", 50, 50)))
    both = Funds((fund("fiscal", 100, 40), fund("other", 50, 10)))

    assert parts_of(spent, Decimal(120)) == {"other": Decimal(50), "fiscal": Decimal(70)}
    assert parts_of(both, Decimal(120)) == {}
    assert parts_of(both, Decimal(150)) == {"fiscal": Decimal(100), "other": Decimal(50)}


@pytest.mark.parametrize(("month", "said"), [(6, ["", "words", ""]), (1, ["weeks", "words", "answers"])])
def test_a_row_without_a_forecast_says_why(house, project, month, said):
    content = content_of(build(house, project, month=month))

    assert [row.untold for row in content.rows] == said


def test_the_page_shows_each_source_with_its_budget_and_why_what_has_no_forecast_has_none(house, project, sign_in):
    build(house, project, month=1)

    page = sign_in(house.officer).get(f"/office/projects/{project.pk}/monitoring/1-1/")

    text = page.content.decode()
    whole, fiscal = page.context["sources"].lines
    assert (whole.annual, whole.executed, fiscal.rate) == (Decimal(1_000_000), Decimal(990_000), Decimal(99))
    assert all(said in text for said in ("不足6周，不推算", "按情况说明，不推算", "今年还不足6周"))


def test_money_behind_is_explained_once_printed_and_leads_to_an_adjustment(house, project, sign_in):
    found = build(house, project, start_month=4)  # everything was paid in January
    address, page = f"/office/projects/{project.pk}/monitoring/4-6/", sign_in(house.officer)
    assert "#adjust" in page.get(address).content.decode()
    words = {f"word-{each.key}": "" for each in page.get(address).context["lint"].of_form}
    said = {"version": found.version, "funds_causes": ["funding", "other"], "funds_deviation": "年初已付清", **words}

    page.post(address, said)

    content = content_of(found)
    form, _lights, lint = monitoring.checked(Monitoring.objects.get(pk=found.pk), content)
    assert (content.funds_causes, content.funds_deviation) == (("funding", "other"), "年初已付清")
    assert [each.word for each in lint.of_form if each.rule == "M-03"] == ["年初已付清"]
    assert form.other_fields == {"预算执行偏差原因": "经费保障、其他：年初已付清"}
    (read,) = read_forms(write(form, to="docx"), "monitoring.docx").forms
    assert read.other_fields == form.other_fields
    adjusting = page.get(f"/office/projects/{project.pk}/target/?monitoring=4-6").content.decode()
    assert "预算执行：全年预算 1000000.00 元，截至6月执行 0.00 元（年初已付清）" in adjusting


def test_why_the_money_deviates_is_merged_with_what_another_wrote_at_a_row(house, project):
    found = build(house, project)
    save = {"actor": house.officer, "project_id": project.pk, "end_month": 6, "expected": found.version}
    key = content_of(found).rows[0].key

    monitoring.save_monitoring(**save, values={"rows": {key: {"deviation": "已补办"}}})
    monitoring.save_monitoring(**save, values={"funds_deviation": "合同未签"})

    content = content_of(found)
    assert (content.rows[0].deviation, content.funds_deviation) == ("已补办", "合同未签")


def test_the_lights_compare_what_nobody_rounded(house, project):
    found = build(house, project)

    _form, lights, _lint = monitoring.checked(found, content_of(found))

    assert lights.rows[0].light == "green"
    assert lights.rows[1].light is None
    assert lights.money.light == "green"
    assert lights.money.pace == Decimal(198)


def test_a_doubt_needs_a_reason_before_it_is_sent(house, project):
    found = build(house, project)
    save = {"actor": house.officer, "project_id": project.pk, "end_month": 6}
    key = content_of(found).rows[0].key
    values = {"rows": {key: {"likelihood": "possible", "causes": ["staff", "nonsense"]}}}
    saved = monitoring.save_monitoring(**save, expected=1, values=values)

    with pytest.raises(errors.IncompleteError) as refused:
        monitoring.send_monitoring(**save, expected=saved.version)

    assert content_of(found).rows[0].causes == ("staff",)
    assert any(problem.startswith("M-01") for problem in refused.value.problems)
    assert not DocumentVersion.objects.filter(document="monitoring").exists()


def test_a_warning_about_the_whole_table_is_answered_on_its_page(house, project, sign_in):
    found = build(house, project, start_month=4)  # everything was paid in January
    address, page = f"/office/projects/{project.pk}/monitoring/4-6/", sign_in(house.officer)
    (said,) = [each for each in page.get(address).context["lint"].of_form if each.rule == "M-03"]
    form = page.get(address).content.decode().split("data-guard")[1].split("</form>")[0]
    words = {f"word-{each.key}": "已核实。" for each in page.get(address).context["lint"].unanswered}
    answers = {"version": found.version, "send": "1", **words}

    refused = page.post(address, {**answers, f"word-{said.key}": ""})
    found.refresh_from_db()
    sent = page.post(address, {**answers, "version": found.version})

    assert f'name="word-{said.key}"' in form
    assert refused.status_code == 422
    assert "M-03" in refused.content.decode()
    assert sent.headers["Location"] == address
    found.refresh_from_db()
    assert found.sent is not None


def test_the_light_that_is_kept_is_the_projects(house, project):
    found = build(house, project, start_month=4)

    _form, lights, _lint = monitoring.checked(found, content_of(found))

    assert (lights.goals, lights.money.light, lights.project) == ("green", "red", "red")
    assert found.light == "red"


def test_a_period_that_begins_later_counts_its_own_months_and_forecasts_the_whole_year(house, project):
    content = content_of(build(house, project, start_month=4))

    first = content.rows[0]
    assert (content.start_month, content.end_month) == (4, 6)
    assert first.actual == "26(家次)"
    assert first.projected == "114(家次)"
    assert content.funds[0].executed_yuan == Decimal(0)
    assert content.funds[0].annual_yuan == Decimal(1_000_000)


def test_sending_tells_the_department_of_which_months(house, project):
    found = build(house, project, start_month=4)
    act = {"actor": house.officer, "project_id": project.pk, "start_month": 4, "end_month": 6}
    _form, _lights, lint = monitoring.checked(found, content_of(found))
    words = {said.key: "已核实，情况属实。" for said in lint.unanswered}
    found = monitoring.save_monitoring(**act, expected=found.version, values={"words": words})

    monitoring.send_monitoring(**act, expected=found.version)

    told = Notification.objects.get(kind="performance.monitored")
    assert told.recipient == house.reviewer
    assert (told.data["first"], told.data["month"]) == ("4", "6")
    assert told.url == f"/office/projects/{project.pk}/monitoring/4-6/"


def test_the_reason_of_an_adjustment_names_the_months_that_were_monitored(house):
    project = making.approved(house, year=YEAR, first_target="≥1000(家次)")
    build(house, project, start_month=4)

    assert reason_from_monitoring(project, "6").startswith("4—6月监控进度滞后")
    build(house, project)
    assert reason_from_monitoring(project, "4-6").startswith("4—6月监控进度滞后")
    assert reason_from_monitoring(project, "1-6").startswith("1—6月监控进度滞后")
    assert reason_from_monitoring(project, "5-6") == reason_from_monitoring(project, "4-") == ""


def test_two_tables_up_to_the_same_month_stand_beside_each_other(house, project, sign_in):
    whole, part = build(house, project), build(house, project, start_month=4)
    key = content_of(whole).rows[0].key
    save = {"actor": house.officer, "project_id": project.pk, "end_month": 6}

    def say(word, **months):
        return monitoring.save_monitoring(**save, **months, expected=1, values={"rows": {key: {"deviation": word}}})

    say("全期按计划", start_month=1)
    say("二季度推迟", start_month=4)
    with pytest.raises(ClashingSaveError) as refused:
        say("二季度提前", start_month=4)

    first, second = content_of(whole).rows[0], content_of(part).rows[0]
    assert (first.actual, first.deviation) == ("57(家次)", "全期按计划")
    assert (second.actual, second.deviation) == ("26(家次)", "二季度推迟")
    assert refused.value.current == part
    page, address = sign_in(house.officer), f"/office/projects/{project.pk}/"
    assert [(each.start_month, each.end_month) for each, *_light in page.get(address).context["monitorings"]] == [
        (1, 6),
        (4, 6),
    ]
    shown = page.get(address).content.decode()
    assert all(f'href="{address}monitoring/{months}/"' in shown for months in ("1-6", "4-6"))
    assert page.get(f"{address}monitoring/4-6/").context["found"] == part
    assert page.get(f"{address}monitoring/1-6/").context["found"] == whole
    assert page.get(f"{address}monitoring/6/").headers["Location"] == f"{address}monitoring/1-6/"
    assert page.get(f"{address}monitoring/5/").status_code == page.get(f"{address}monitoring/2-6/").status_code == 404
    assert "4%E8%87%B36%E6%9C%88" in page.get(f"{address}monitoring/4-6/file/xlsx/").headers["Content-Disposition"]


def test_the_form_of_one_period_leaves_the_other_alone(house, project, sign_in):
    whole, part = build(house, project), build(house, project, start_month=4)
    key = content_of(part).rows[0].key
    address = f"/office/projects/{project.pk}/monitoring/4-6/"

    saved = sign_in(house.officer).post(address, {"version": part.version, f"deviation:{key}": "推迟"})

    assert saved.headers["Location"] == address
    assert content_of(part).rows[0].deviation == "推迟"
    assert content_of(whole).rows[0].deviation == ""


def test_either_of_two_tables_up_to_the_month_counts_and_the_one_in_time_first(house, project, sign_in):
    Project.objects.update(created_at=datetime(YEAR, 1, 1, tzinfo=UTC))
    build(house, project, 7)
    part = build(house, project, 7, start_month=4)
    act = {"actor": house.officer, "project_id": project.pk, "end_month": 7}
    with mock.patch.object(timezone, "now", return_value=datetime(YEAR, 8, 20, tzinfo=UTC)):
        _sent(part, house, **act, start_month=4)
    assert [each.light for each in _standings(project)] == ["sent"]

    _sent(Monitoring.objects.get(start_month=1), house, **act)

    overdue = Overdue(today=timezone.localdate())
    assert [each.light for each in _standings(project)] == ["sent"]
    lit = {light: Project.objects.filter(overdue.lit(light, "monitoring")).count() for light in ("sent", "sent_late")}
    assert lit == {"sent": 1, "sent_late": 0}
    board = sign_in(house.reviewer).get("/office/boards/monitoring/?year=2024").context["lines"]
    assert [(row.monitoring_state, row.monitoring_first, row.monitoring_month) for row, *_rest in board] == [
        ("sent", 1, 7)
    ]


def _standings(project):
    found = with_documents(Project.objects.filter(pk=project.pk))
    standings = standings_of_many(list(found), today=timezone.localdate())[project.pk]
    return [each for each in standings if each.due.document == "monitoring"]


def _sent(found, house, **act):
    _form, _lights, lint = monitoring.checked(found, content_of(found))
    words = {said.key: "已核实，情况属实。" for said in lint.unanswered}
    saved = monitoring.save_monitoring(**act, expected=found.version, values={"words": words})
    monitoring.send_monitoring(**act, expected=saved.version)


def test_tables_from_before_keep_their_first_month_and_their_drafts(house, project):
    found, whole = build(house, project, start_month=4), build(house, project, 5)
    Monitoring.objects.update(start_month=1)
    KeptDraft.objects.filter(document="monitoring").update(part=F("part") % 100)
    days = "servicecloud.performance.migrations.0025_monitoring_by_both_months"

    import_module(days).name_first_months(apps, None)

    kept = KeptDraft.objects.filter(document="monitoring").order_by("part")
    assert list(kept.values_list("part", flat=True)) == [105, 406]
    found.refresh_from_db()
    whole.refresh_from_db()
    assert (found.start_month, whole.start_month) == (4, 1)


@pytest.mark.parametrize(("start", "end"), [(0, 6), (7, 6), (1, 13)])
def test_a_period_that_is_none_is_refused(house, project, start, end):
    with pytest.raises(reporting_errors.WrongPeriodError):
        build(house, project, end, start_month=start)

    assert not Monitoring.objects.exists()


def test_two_earlier_years_of_the_same_records_tell_of_seasons(house, project):
    register = Register.objects.get()
    spring = [
        {"happened_on": date(YEAR - back, month, 1 + number % 28), "dimensions": {"d1": "满意"}}
        for back in (1, 2)
        for month in (2, 3, 4, 5)
        for number in range(25)
    ]
    facts = [fact_of(register, each, mark=f"spring-{number}") for number, each in enumerate(spring)]
    post_many(facts, actor=house.officer)

    row = content_of(build(house, project)).rows[0]

    assert row.actual == "57(家次)"
    assert 57 < int(row.projected.removesuffix("(家次)")) < 85  # even weeks would say 114


def test_what_a_person_says_of_words_gives_a_light_and_a_number_cannot_be_said(house, project):
    found = build(house, project)
    first, words, _share = content_of(found).rows
    values = {"rows": {first.key: {"level": "未达成"}, words.key: {"level": "部分达成"}}}
    save = {"actor": house.officer, "project_id": project.pk, "end_month": 6}
    saved = monitoring.save_monitoring(**save, expected=1, values=values)

    _form, lights, _lint = monitoring.checked(saved, content_of(saved))

    assert content_of(saved).rows[0].actual == "57(家次)"
    assert lights.rows[1].light == "yellow"


def test_the_way_of_giving_lights_is_the_one_chosen_and_is_kept_with_the_table(house, project, monkeypatch):
    monkeypatch.setattr(light_rules, "_CHOOSERS", [])
    assert content_of(build(house, project)).light_rules == "usual"

    choose_light_rules_by(lambda asked: "double" if asked.pk == project.pk else None)

    assert content_of(build(house, project, 5)).light_rules == "double"
    assert content_of(Monitoring.objects.get(end_month=6)).light_rules == "usual"


def test_what_was_sent_is_frozen_and_a_later_one_is_a_further_version(house, project):
    found = build(house, project)
    save = {"actor": house.officer, "project_id": project.pk, "end_month": 6}
    _form, _lights, lint = monitoring.checked(found, content_of(found))
    words = {said.key: "已核实。" for said in lint.unanswered}
    saved = monitoring.save_monitoring(**save, expected=1, values={"words": words})
    sent = monitoring.send_monitoring(**save, expected=saved.version)
    again = monitoring.send_monitoring(**save, expected=sent.version)

    form = form_from_json(again.sent.form.encode())
    assert isinstance(form, MonitoringTable)
    assert form.indicators[0].printed.actual == "57(家次)"
    assert [each.number for each in DocumentVersion.objects.filter(document="monitoring").order_by("number")] == [1, 2]


def test_built_again_the_words_stay(house, project):
    found = build(house, project)
    key = content_of(found).rows[0].key
    monitoring.save_monitoring(
        actor=house.officer,
        project_id=project.pk,
        end_month=6,
        expected=1,
        values={"rows": {key: {"deviation": "按计划推进"}}},
    )

    assert content_of(build(house, project)).rows[0].deviation == "按计划推进"


def test_a_month_to_come_and_a_target_not_in_force_have_no_monitoring(house):
    today = timezone.localdate()
    draft = making.submitted(house)
    with pytest.raises(errors.NotApprovedError):
        build(house, draft, 1)
    making.passed(house, draft, house.head, house.reviewer, house.finance)

    if today.month < 12:
        with pytest.raises(reporting_errors.PeriodToComeError):
            build(house, draft, 12)
    assert not Monitoring.objects.exists()


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_the_official_table_reads_back(house, project, kind):
    found = build(house, project)
    form, _lights, _lint = monitoring.checked(found, content_of(found))

    read = read_forms(write(form, to=kind), f"x.{kind}").forms[0]

    assert isinstance(read, MonitoringTable)
    assert [row.projected.raw for row in read.indicators if row.projected] == [
        row.projected.raw for row in form.indicators if row.projected
    ]


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_what_was_executed_of_each_source_is_printed_and_reads_back(house, project, kind):
    found = build(house, project)
    form, _lights, lint = monitoring.checked(found, content_of(found))

    read = read_forms(write(form, to=kind), f"x.{kind}").forms[0]

    assert [(fund.name, fund.annual_budget, fund.executed, fund.execution_rate) for fund in read.funds] == [
        ("年度资金总额", Decimal("100.00"), Decimal("99.00"), Decimal("99.00")),
        ("其中：当年财政拨款", Decimal("100.00"), Decimal("99.00"), Decimal("99.00")),
        ("上年结转资金", Decimal("0.00"), Decimal("0.00"), None),
        ("其他资金", Decimal("0.00"), Decimal("0.00"), None),
    ]
    assert [fund.projected_executed for fund in read.funds] == [Decimal("100.00"), Decimal("100.00"), 0, 0]
    assert not read.problems
    assert not lint.errors


@pytest.mark.parametrize(
    ("target", "low", "high", "likelihood"),
    [
        ("≥100次", 100, 120, "certain"),
        ("≥100次", 99, 120, "possible"),
        ("≥100次", 80, 99, "impossible"),
        ("≤100次", 80, 100, "certain"),
        ("≤100次", 101, 120, "impossible"),
        ("有所提升", 1, 2, ""),
    ],
)
def test_the_likelihood_follows_the_interval(target, low, high, likelihood):
    row = TargetRow(key="k", level3="x", target=target)
    forecast = Forecast(Decimal(low), Decimal(low), Decimal(high), Decimal("0.8"), 20)

    assert likelihood_of(row, forecast, "次") == likelihood


def test_the_days_after_the_last_full_week_are_no_week():
    first = date(2024, 1, 1)
    days = [(first, Decimal(1)), (first + timedelta(days=6), Decimal(2)), (first + timedelta(days=8), Decimal(4))]

    assert weekly_payments(days, first=first, last=first + timedelta(days=8)) == [Decimal(3)]


def test_back_test_on_the_demonstrations_registers_most_years_end_within_the_interval():
    inside = tried = 0
    for ledger in (*LEDGERS, *(each.parts[0].ledger for each in SHARED)):
        if ledger.counting == "distinct" or ledger.last:
            continue
        days = [(each.happened_on, each.quantity) for each in records_of(ledger)]
        whole = sum((amount for _day, amount in days), Decimal(0))
        for month in range(3, 12):
            last = last_of(2023, month)
            so_far = sum((amount for day, amount in days if day <= last), Decimal(0))
            weeks = weekly_payments(days, first=date(2023, 1, 1), last=last)
            found = forecast_total(so_far, weeks, weeks_left=((date(2023, 12, 31) - last).days + 3) // 7)
            assert found is not None
            tried += 1
            inside += found.low <= whole <= found.high

    assert tried >= 100
    assert inside / tried >= 0.7
