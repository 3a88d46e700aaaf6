"""Published forms: collected with their audit, shown to everybody, withdrawn with a reason, never with personal data."""

import csv
import io
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone, translation
from tests.servicecloud.factories import CollectedFileFactory, CollectedFormFactory

from plumbline.examples import FOLDER
from servicecloud.activity.models import Act
from servicecloud.collection import selectors, services
from servicecloud.collection.errors import AlreadyCollectedError
from servicecloud.collection.models import BrokenRule, CollectedFile, CollectedForm
from servicecloud.collection.selectors import Wanted
from servicecloud.demo.published import FOLDER as DEMONSTRATION
from servicecloud.demo.published import load_published
from servicecloud.errors import NotPermittedError
from servicecloud.identity.models import User
from servicecloud.identity.standing import scope_of
from servicecloud.inspection.errors import NotAuditedError

pytestmark = pytest.mark.django_db
XLSX = FOLDER / "self-evaluation-wan.xlsx"
ORIGIN = services.Origin(publisher_zh="望屿市商贸联合会", place_zh="望屿市", place_en="Wangyu")


def collected(town, *, data=None, name="自评表.xlsx", persona="department"):
    return services.collect(
        actor=town.people[persona], data=XLSX.read_bytes() if data is None else data, name=name, origin=ORIGIN
    )


def test_a_collected_file_keeps_every_form_with_its_findings_in_both_languages(town):
    file = collected(town)

    form = CollectedForm.everywhere.get(file=file, ordinal=1)
    assert form.kind == "self_evaluation"
    assert form.form["project_name"] == form.project_name != ""
    assert form.errors == sum(BrokenRule.everywhere.filter(form=form, severity="error").values_list("count", flat=True))
    findings = selectors.report_of(form).findings
    assert len(findings) == form.errors + form.warnings + form.infos > 0
    with translation.override("en"):
        assert selectors.report_of(form).findings[0].words != findings[0].words
    assert isinstance(form.claimed, Decimal)
    with scope_of(town.people["department"]):
        assert Act.objects.filter(verb="forms.collected").count() == 1


def test_the_same_file_is_collected_once_and_again_after_it_was_withdrawn(town):
    file = collected(town)
    with pytest.raises(AlreadyCollectedError):
        collected(town, persona="operator")

    with scope_of(town.people["department"]):
        services.withdraw(actor=town.people["department"], file_id=file.pk, reason="发布单位已更正")
    again = collected(town)

    assert again.pk != file.pk
    assert not selectors.public_forms(Wanted()).filter(file=file).exists()
    assert selectors.public_forms(Wanted()).filter(file=again).exists()


@pytest.mark.parametrize(("days", "is_kept"), [(1, False), (0, True), (-400, True)])
def test_a_day_of_publication_that_has_not_come_is_refused_beside_its_field(town, sign_in, days, is_kept):
    day = timezone.localdate() + timedelta(days=days)
    values = {"publisher_zh": "望屿市商贸联合会", "place_zh": "望屿市", "published_on": day.isoformat()}

    answer = sign_in(town.people["department"]).post(
        "/office/published/", {**values, "file": SimpleUploadedFile("自评表.xlsx", XLSX.read_bytes())}
    )

    assert (answer.status_code == 302) == is_kept
    assert CollectedFile.everywhere.filter(published_on=day).exists() == is_kept
    if not is_kept:
        assert f"公开日期 {day.isoformat()} 还没有到" in answer.context["form"].errors["published_on"][0]


def test_who_only_serves_enterprises_does_not_collect(town):
    with pytest.raises(NotPermittedError):
        collected(town, persona="project")

    assert not CollectedFile.everywhere.exists()


def test_what_is_no_form_is_refused_and_nothing_is_kept(town):
    with pytest.raises(NotAuditedError):
        collected(town, data="通知：下周一上午开会。".encode(), name="通知.txt")

    assert not CollectedFile.everywhere.exists()


def test_a_form_with_personal_data_is_kept_but_not_shown(town):
    text = (FOLDER / "self-evaluation-wan.html").read_bytes().decode()
    spoilt = text.replace("</table>", "</table><p>联系人手机 13912345678</p>", 1)
    goal = "年度总体目标"
    assert goal in text
    spoilt = spoilt.replace("完成", "完成，联系电话 13912345678，", 1)

    file = collected(town, data=spoilt.encode(), name="自评表.html")

    form = CollectedForm.everywhere.get(file=file)
    assert BrokenRule.everywhere.filter(form=form, rule="D-03").exists()
    assert not form.is_shown
    assert not selectors.public_forms(Wanted()).exists()
    with pytest.raises(CollectedForm.DoesNotExist):
        selectors.public_form(form.pk)


def test_files_of_another_department_are_not_in_a_collectors_list(town):
    own, other = collected(town), CollectedFileFactory()

    with scope_of(town.people["department"]):
        assert list(selectors.files_in_scope()) == [own]
        with pytest.raises(CollectedFile.DoesNotExist):
            services.withdraw(actor=town.people["department"], file_id=other.pk, reason="不该")


def test_anybody_reads_the_library_narrows_it_by_rule_and_opens_a_form(client, town):
    file = collected(town)
    form = CollectedForm.everywhere.get(file=file, ordinal=1)
    rule = BrokenRule.everywhere.filter(form=form).first().rule
    CollectedFormFactory(project_name="另一个项目")

    everything = client.get("/published/").content.decode()
    narrowed = client.get("/published/", {"rule": rule}).content.decode()
    page = client.get(f"/published/{form.pk}/").content.decode()

    assert form.project_name in everything
    assert "另一个项目" in everything
    assert form.project_name in narrowed
    assert "另一个项目" not in narrowed
    assert form.form["indicators"][0]["printed"]["target"] in page
    assert rule in page


def test_a_withdrawn_file_is_gone_for_the_public(client, town):
    form = CollectedFormFactory()
    CollectedFile.everywhere.update(withdrawn_at="2026-01-01T00:00:00Z")

    assert client.get(f"/published/{form.pk}/").status_code == 404


def test_the_open_data_says_what_the_page_says_and_no_formula(client, town):
    CollectedFormFactory(project_name="=HYPERLINK(1)", claimed=Decimal("99.94"), computed=None)

    response = client.get("/published/forms.csv")
    text = response.content_of_stream.decode("utf-8-sig")

    (row,) = csv.DictReader(io.StringIO(text))
    assert row["project"] == "'=HYPERLINK(1)"
    assert row["total_claimed"] == "99.9400"
    assert row["total_computed"] == ""
    assert row["place"] == "望屿市"


def test_a_collector_uploads_and_withdraws_on_the_page(sign_in, town):
    client = sign_in(town.people["department"])
    upload = SimpleUploadedFile("自评表.xlsx", XLSX.read_bytes())

    answer = client.post(
        "/office/published/",
        {"file": upload, "publisher_zh": "望屿市商贸联合会", "place_zh": "望屿市"},
        follow=True,
    )
    file = CollectedFile.everywhere.get()
    without_reason = client.post(f"/office/published/{file.pk}/withdraw/", {"reason": " "}, follow=True)
    client.post(f"/office/published/{file.pk}/withdraw/", {"reason": "发布单位已更正"})

    file.refresh_from_db()
    assert "自评表.xlsx" in answer.content.decode()
    assert "请填写撤下的原因" in without_reason.content.decode()
    assert file.withdrawn_reason == "发布单位已更正"


def test_a_refused_file_is_told_at_the_field_and_the_rest_stays(sign_in, town):
    client = sign_in(town.people["department"])
    upload = SimpleUploadedFile("通知.txt", "下周一开会。".encode())

    page = client.post("/office/published/", {"file": upload, "publisher_zh": "某局", "place_zh": "望屿市"})

    assert 'value="某局"' in page.content.decode()
    assert "没有找到" in page.content.decode()


def test_the_demonstrations_other_city_shows_the_errors_of_the_forms_whose_figures_it_carries(town):
    User.objects.filter(username="bureau").update(is_demonstration=True)

    load_published()
    load_published()

    assert CollectedForm.everywhere.count() == 18
    mixed = BrokenRule.everywhere.filter(rule="U-01").values("form").distinct().count()
    assert mixed == 8  # executed amounts in yuan beside budgets in ten thousand yuan
    assert CollectedForm.everywhere.get(project_name="企业综合服务专项").grade_claimed == "优"
    assert CollectedForm.everywhere.get(project_name="骨干企业服务").computed < Decimal("85.58")


@pytest.mark.parametrize(
    ("name", "text", "year"),
    [
        ("自评表-2022.txt", "", 2022),
        ("自评表-20221231.txt", "", None),
        ("2021-2022.txt", "", None),
        ("自评表-2022.txt", "（2023年度）\n", 2023),
    ],
)
def test_a_form_that_names_no_year_stands_under_that_of_its_file(town, name, text, year):
    lines = (DEMONSTRATION / "service-centre-2023.txt").read_text(encoding="utf-8").splitlines(keepends=True)
    data = "".join([lines[0], text, *lines[1:]]).encode()

    file = collected(town, data=data, name=name)

    assert set(CollectedForm.everywhere.filter(file=file).values_list("year", flat=True)) == {year}
