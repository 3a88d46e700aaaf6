"""Institutions: entered and edited, claimed by credit code, qualified until a day."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.servicecloud.factories import (
    EnterpriseFactory,
    InstitutionFactory,
    MembershipFactory,
    OrganisationFactory,
    QualificationFactory,
    RegionFactory,
    UserFactory,
)

from servicecloud.activity.models import SecurityEvent
from servicecloud.demo.city import credit_code
from servicecloud.directory.enums import Light
from servicecloud.directory.errors import (
    AlreadyClaimedError,
    ClaimPendingError,
    OwnClaimError,
    QualificationClosedError,
)
from servicecloud.directory.institution_selectors import (
    InstitutionFilter,
    institutions_in_scope,
    public_institutions,
)
from servicecloud.directory.models import Enterprise, Institution, InstitutionClaim, Qualification
from servicecloud.directory.qualifications import SOON, light_of, standings
from servicecloud.directory.services import institutions as services
from servicecloud.directory.services.claims import decide_institution_claim, request_institution_claim
from servicecloud.errors import InvalidInputError, NotPermittedError
from servicecloud.identity.enums import OrganisationKind, Role
from servicecloud.identity.standing import standing_of
from servicecloud.notifications.models import Notification
from servicecloud.versioning import StaleRecordError

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]
TODAY = date(2024, 6, 1)
CERTIFICATE = {"name_zh": "资质", "name_en": "", "number": "N-1", "issued_by": ""}


def certificate(start: date, end: date, **changes: str) -> dict[str, object]:
    return {**CERTIFICATE, "valid_from": start, "valid_to": end, **changes}


@pytest.fixture
def operator():
    organisation = OrganisationFactory(kind=OrganisationKind.OPERATOR)
    return MembershipFactory(organisation=organisation, role=Role.OPERATOR).user


@pytest.fixture
def institution():
    return InstitutionFactory(workspace=OrganisationFactory(kind=OrganisationKind.INSTITUTION))


@pytest.fixture
def own(institution):
    return MembershipFactory(organisation=institution.workspace, role=Role.INSTITUTION_STAFF).user


@pytest.mark.parametrize(
    ("start", "end", "light"),
    [
        (date(2023, 1, 1), date(2024, 5, 31), Light.EXPIRED),
        (date(2023, 1, 1), TODAY, Light.SOON),
        (date(2023, 1, 1), TODAY + SOON, Light.SOON),
        (date(2023, 1, 1), TODAY + SOON + timedelta(days=1), Light.GOOD),
        (TODAY, date(2026, 1, 1), Light.GOOD),
        (date(2024, 6, 2), date(2026, 1, 1), Light.AHEAD),
    ],
)
def test_the_light_of_a_qualification_counts_its_first_and_last_day_as_valid(start, end, light):
    assert light_of(Qualification(valid_from=start, valid_to=end), today=TODAY) == light


def test_a_withdrawn_qualification_is_in_force_until_the_day_of_its_withdrawal():
    row = Qualification(valid_from=date(2024, 1, 1), valid_to=date(2026, 1, 1), withdrawn_on=date(2024, 6, 2))

    assert light_of(row, today=TODAY) == Light.GOOD
    assert light_of(row, today=date(2024, 6, 2)) == Light.WITHDRAWN


@pytest.mark.parametrize(
    ("light", "found"),
    [("expired", {"expired"}), ("soon", {"soon"}), ("good", {"good"}), ("none", {"none", "withdrawn"}), ("", None)],
)
def test_the_list_can_be_narrowed_to_the_lights_of_open_qualifications(light, found):
    ends = {"expired": date(2024, 5, 1), "soon": date(2024, 7, 1), "good": date(2025, 1, 1), "none": None}
    for name, end in ends.items():
        row = InstitutionFactory(name_zh=name)
        if end:
            QualificationFactory(institution=row, valid_from=date(2023, 1, 1), valid_to=end)
    QualificationFactory(
        institution=InstitutionFactory(name_zh="withdrawn"), valid_to=date(2025, 1, 1), withdrawn_on=date(2024, 2, 1)
    )

    rows = institutions_in_scope(InstitutionFilter(light=light), today=TODAY)

    assert {row.name_zh for row in rows} == (found or {*ends, "withdrawn"})


def test_an_expired_qualification_that_was_renewed_lights_no_lamp():
    former = QualificationFactory(valid_from=date(2022, 1, 1), valid_to=date(2023, 12, 31))
    QualificationFactory(institution=former.institution, renews=former, valid_to=date(2025, 12, 31))

    assert not institutions_in_scope(InstitutionFilter(light="expired"), today=TODAY).exists()
    lights = [(item.light, item.is_open) for item in standings(Qualification.objects.all(), today=TODAY)]
    assert lights == [(Light.GOOD, True), (Light.EXPIRED, False)]


def test_institutions_are_found_by_field_word_place_and_code():
    RegionFactory(code="R2", name_zh="石桥区")
    wanted = InstitutionFactory(name_zh="朗川数字化中心", fields_of_service=["digital", "law"], region_id="R2")
    InstitutionFactory(fields_of_service=["training"])

    for changes in ({"field": "digital"}, {"q": "朗川 数字"}, {"region": "R2"}, {"q": wanted.credit_code.lower()}):
        assert [row.pk for row in institutions_in_scope(InstitutionFilter(**changes), today=TODAY)] == [wanted.pk]


def test_the_public_sees_verified_qualifications_in_force_and_no_contact(client):
    row = InstitutionFactory(contact_phone="19900001234", address="望潮路1号")
    day = timezone.localdate()
    years = {"valid_from": day - timedelta(days=100), "valid_to": day + timedelta(days=100)}
    QualificationFactory(institution=row, name_zh="看得见的资质", **years)
    QualificationFactory(institution=row, name_zh="未核验的资质", verified_at=None, **years)
    QualificationFactory(institution=row, name_zh="作废的资质", withdrawn_on=day, **years)
    QualificationFactory(
        institution=row, name_zh="过期的资质", valid_to=day - timedelta(days=1), valid_from=date(2020, 1, 1)
    )

    pages = [client.get(url).content.decode() for url in ("/institutions/", f"/institutions/{row.credit_code}/")]

    for page in pages:
        assert "看得见的资质" in page
        for hidden in ("未核验的资质", "作废的资质", "过期的资质", "1990000", "望潮路"):
            assert hidden not in page
    assert public_institutions(today=day).get().get_deferred_fields() >= {"contact_phone", "contact_name", "address"}


def test_what_an_institution_enters_waits_for_verification_and_what_a_keeper_enters_does_not(
    operator, institution, own
):
    by_itself = services.add_qualification(
        actor=own, institution_id=institution.pk, values=certificate(date(2024, 1, 1), date(2025, 1, 1))
    )
    by_keeper = services.add_qualification(
        actor=operator,
        institution_id=institution.pk,
        values=certificate(date(2024, 1, 1), date(2025, 1, 1), number="N-2"),
    )
    assert (by_itself.verified_at, by_keeper.verified_by) == (None, operator)

    services.verify_qualification(actor=operator, qualification_id=by_itself.pk)

    by_itself.refresh_from_db()
    assert by_itself.verified_by == operator


def test_an_institution_does_not_verify_its_own_qualification(institution, own):
    row = QualificationFactory(institution=institution, verified_at=None)

    with pytest.raises(NotPermittedError):
        services.verify_qualification(actor=own, qualification_id=row.pk)

    row.refresh_from_db()
    assert row.verified_at is None


def test_a_renewal_follows_its_former_certificate_once(operator):
    former = QualificationFactory()
    years = certificate(date(2025, 1, 1), date(2025, 12, 31), number=former.number)

    renewal = services.renew_qualification(actor=operator, qualification_id=former.pk, values=years)

    assert renewal.renews == former
    with pytest.raises(QualificationClosedError):
        services.renew_qualification(actor=operator, qualification_id=former.pk, values=years)
    assert Qualification.objects.count() == 2


@pytest.mark.parametrize(
    ("start", "end", "number", "field"),
    [
        (date(2025, 1, 1), date(2024, 12, 31), "N-9", "valid_to"),
        (date(2024, 1, 1), date(2026, 1, 1), "Q-same", "number"),
    ],
)
def test_a_renewal_that_ends_no_later_or_repeats_the_certificate_is_refused(operator, start, end, number, field):
    former = QualificationFactory(number="Q-same")

    with pytest.raises(InvalidInputError) as refusal:
        services.renew_qualification(
            actor=operator, qualification_id=former.pk, values=certificate(start, end, number=number)
        )

    assert set(refusal.value.fields) == {field}
    assert Qualification.objects.count() == 1


def test_a_withdrawn_qualification_stays_with_its_reason_and_cannot_be_renewed(operator):
    row = QualificationFactory()

    services.withdraw_qualification(actor=operator, qualification_id=row.pk, on=TODAY, reason="主动申请注销")

    row.refresh_from_db()
    assert (row.withdrawn_on, row.withdrawal_reason) == (TODAY, "主动申请注销")
    with pytest.raises(QualificationClosedError):
        services.renew_qualification(
            actor=operator, qualification_id=row.pk, values=certificate(date(2025, 1, 1), date(2026, 1, 1))
        )


def test_two_who_edit_one_institution_do_not_overwrite_each_other(operator, institution, own):
    edit = {"institution_id": institution.pk, "expected": institution.version}
    services.edit_institution(
        actor=own, **edit, values={"address": "望潮路1号", "fields_of_service": ["law", "digital"]}
    )

    with pytest.raises(StaleRecordError) as refusal:
        services.edit_institution(actor=operator, **edit, values={"address": "石桥街2号"})

    institution.refresh_from_db()
    assert institution.address == "望潮路1号"
    assert refusal.value.submitted == {"address": "石桥街2号"}


def test_the_page_after_a_clash_names_the_fields_of_service_in_words(town, sign_in):
    client, row = sign_in(town.people["operator"]), town.institution
    data = {"name_zh": row.name_zh, "region": row.region_id, "fields_of_service": ["training"], "version": row.version}
    Institution.everywhere.filter(pk=row.pk).update(version=row.version + 1, fields_of_service=["digital", "law"])

    response = client.post(reverse("office:edit_institution", args=[row.pk]), data)

    page = response.content.decode()
    assert response.status_code == 409
    assert "<del>数字化转型、法律维权</del>" in page
    assert "<ins>人才培训</ins>" in page


def test_an_unknown_credit_code_makes_no_institution(operator):
    RegionFactory()
    values = {"credit_code": "91999900MB0000000X", "name_zh": "某机构", "region_id": "R1", "fields_of_service": ["law"]}

    with pytest.raises(InvalidInputError) as refusal:
        services.add_institution(actor=operator, values=values)

    assert set(refusal.value.fields) == {"credit_code"}
    assert not Institution.everywhere.exists()


def test_the_office_enters_an_institution_and_its_first_qualification(town, sign_in):
    client = sign_in(town.people["desk"])
    data = {
        "credit_code": credit_code(7_000_000),
        "name_zh": "澜川市新设服务中心",
        "region": town.institution.region_id,
        "fields_of_service": ["law"],
    }
    client.post(reverse("office:add_institution"), data)
    added = Institution.everywhere.get(credit_code=data["credit_code"])

    page = client.post(
        reverse("office:add_qualification", args=[added.pk]),
        {"name_zh": "律师事务所执业许可证", "number": "L-1", "valid_from": "2024-01-01", "valid_to": "2099-12-31"},
        follow=True,
    ).content.decode()

    assert "律师事务所执业许可证" in page
    assert "有效" in page
    assert Qualification.everywhere.get(institution=added).verified_by == town.people["desk"]


def test_an_approved_claim_opens_a_workspace_of_an_institution(operator):
    person, row = UserFactory(), InstitutionFactory()
    other = request_institution_claim(actor=UserFactory(), credit_code=row.credit_code, statement="也是我")
    claim = request_institution_claim(actor=person, credit_code=row.credit_code, statement="我是负责人")

    decide_institution_claim(actor=operator, claim_id=claim.pk, approve=True, reason="电话核实")

    row.refresh_from_db()
    other.refresh_from_db()
    assert row.workspace.kind == OrganisationKind.INSTITUTION
    assert standing_of(person).holds(Role.ADMIN, organisation_id=row.workspace_id)
    assert other.state == "refused"
    told = Notification.objects.exclude(kind="claim.requested").order_by("kind").values_list("kind", "recipient")
    assert list(told) == [("institution_claim.approved", person.pk), ("institution_claim.refused", other.claimant_id)]


def test_an_institution_is_claimed_once_and_never_decided_by_the_claimant(operator, institution):
    with pytest.raises(AlreadyClaimedError):
        request_institution_claim(actor=UserFactory(), credit_code=institution.credit_code, statement="我")
    own = request_institution_claim(actor=operator, credit_code=InstitutionFactory().credit_code, statement="我")
    with pytest.raises(ClaimPendingError):
        request_institution_claim(actor=operator, credit_code=own.institution.credit_code, statement="我")
    with pytest.raises(OwnClaimError):
        decide_institution_claim(actor=operator, claim_id=own.pk, approve=True, reason="核实")

    assert InstitutionClaim.objects.get().state == "pending"


def test_the_code_of_an_enterprise_claims_no_institution():
    with pytest.raises(Institution.DoesNotExist):
        request_institution_claim(actor=UserFactory(), credit_code=EnterpriseFactory().credit_code, statement="我")

    assert Enterprise.everywhere.filter(workspace=None).count() == 1


def test_a_contact_of_an_institution_is_shown_on_request_and_the_look_is_kept(town, sign_in):
    Institution.everywhere.filter(pk=town.institution.pk).update(contact_phone="19900007777")
    client = sign_in(town.people["institution"])
    base = reverse("portal:own_institution", args=[town.institution.pk])

    assert "19900007777" not in client.get(base).content.decode()
    assert client.post(f"{base}reveal/contact_phone/", headers={"HX-Request": "true"}).content == b"19900007777"
    assert SecurityEvent.objects.get(kind="revealed").data["object"] == f"directory.institution:{town.institution.pk}"


def test_what_waits_for_verification_stands_in_the_inbox_of_the_keepers(town, sign_in):
    QualificationFactory(institution=town.institution, name_zh="新登记的资质", verified_at=None)

    page = sign_in(town.people["operator"]).get("/office/").content.decode()

    assert "新登记的资质" in page
    assert str(town.free_institution) in page
