"""The library's pages."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.servicecloud.indicators.making import VALUES, an_indicator, of_department

from servicecloud.indicators.models import LibraryIndicator
from servicecloud.indicators.services.files import import_library
from servicecloud.indicators.tables import starter


def test_the_list_asks_as_often_for_seventy_indicators_as_for_one(house, sign_in):
    of_department(house)
    page = sign_in(house.officer)
    page.get("/office/indicators/?q=培训")
    with CaptureQueriesContext(connection) as few:
        page.get("/office/indicators/?q=培训")
    import_library(actor=house.reviewer, owner=house.department, data=starter(), name="起步.csv")

    with CaptureQueriesContext(connection) as many:
        answer = page.get("/office/indicators/?q=培训")

    assert len(many) <= len(few)
    assert "培训到场率" in answer.content.decode()


def test_a_keeper_adds_what_is_wrong_comes_back_at_its_field(house, sign_in):
    page = sign_in(house.reviewer)
    form = VALUES | {"owner": house.department.pk, "unit": ""}

    refused = page.post("/office/indicators/new/", form).content.decode()
    page.post("/office/indicators/new/", form | {"unit": "家次"})

    assert "定量指标要有度量单位" in refused
    assert 'value="主题培训企业家次"' in refused
    assert LibraryIndicator.objects.get().current.unit == "家次"


def test_the_page_shows_versions_with_what_changed_and_both_taxonomies(house, sign_in):
    found = of_department(house, category="economic_cost")
    page = sign_in(house.reviewer)
    revision = VALUES | {"category": "economic_cost", "version": found.version, "change_reason": "口径收紧"}

    page.post(f"/office/indicators/{found.pk}/edit/", revision | {"counting_rule": "报名未到场的不计"})
    shown = page.get(f"/office/indicators/{found.pk}/").content.decode()

    assert "成本指标 › 经济成本指标" in shown
    assert "产出指标 › 成本指标" in shown
    assert "<ins>报名未到场的不计</ins>" in shown
    assert "口径收紧" in shown


def test_a_stale_revision_shows_both_and_keeps_what_was_typed(house, sign_in):
    found = of_department(house)
    page = sign_in(house.reviewer)
    address = f"/office/indicators/{found.pk}/edit/"
    form = VALUES | {"version": found.version, "change_reason": "改"}
    page.post(address, form | {"note": "甲"})

    answer = page.post(address, form | {"note": "乙"})

    assert answer.status_code == 409
    text = answer.content.decode()
    assert "<del>甲</del>" in text
    assert 'value="乙"' in text
    saved = page.post(address, form | {"note": "乙", "version": found.version + 1})
    assert saved.status_code == 302


def test_what_is_not_offered_does_not_exist(house, sign_in):
    own = an_indicator(house.unit, house.officer)
    from tests.servicecloud.factories import MembershipFactory, OrganisationFactory

    from servicecloud.identity.enums import OrganisationKind, Role

    stranger = MembershipFactory(
        organisation=OrganisationFactory(kind=OrganisationKind.UNIT), role=Role.PROJECT_OFFICER
    ).user
    page = sign_in(stranger)

    assert page.get(f"/office/indicators/{own.pk}/").status_code == 404
    assert page.get(f"/office/indicators/{own.pk}/edit/").status_code == 404
    assert page.post(f"/office/indicators/{own.pk}/retire/", {"reason": "x"}).status_code == 404


def test_an_officer_reads_the_departments_indicator_and_cannot_change_it(house, sign_in):
    found = of_department(house)
    page = sign_in(house.officer)

    shown = page.get(f"/office/indicators/{found.pk}/").content.decode()

    assert found.current.name in shown
    assert f"/office/indicators/{found.pk}/edit/" not in shown
    assert page.post(f"/office/indicators/{found.pk}/edit/", VALUES).status_code == 403


def test_a_file_comes_back_with_verdicts_and_the_starter_library_is_one_click(house, sign_in):
    page = sign_in(house.reviewer)
    wrong = "指标编码,一级指标,二级指标,三级指标\nA,甲,乙,丙\n".encode()

    shown = page.post(
        "/office/indicators/import/",
        {"owner": house.department.pk, "file": SimpleUploadedFile("a.csv", wrong)},
    ).content.decode()
    taken = page.post("/office/indicators/import/", {"owner": house.department.pk, "starter": "1"}).content.decode()

    assert "甲／乙" in shown
    assert taken.count("tag-good") >= 70
    assert LibraryIndicator.objects.count() == 70


def test_the_list_as_a_file_is_what_the_filters_leave(house, sign_in):
    of_department(house)
    of_department(house, code="M-1", name="企业满意度", category="satisfaction", unit="%")
    page = sign_in(house.officer)

    text = page.get("/office/indicators/file/csv/?category=satisfaction").content_of_stream.decode()

    assert "企业满意度" in text
    assert "主题培训企业家次" not in text


def test_the_offices_search_leads_to_an_indicator_in_reach(house, sign_in):
    found = of_department(house)

    text = sign_in(house.reviewer).get("/office/search/?q=主题培训").content.decode()

    assert f'href="/office/indicators/{found.pk}/"' in text
