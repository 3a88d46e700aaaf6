"""Entries: size classes, optimistic locking, claims, merges, exports."""

import io
import zipfile
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from stdnum.cn import uscc
from tests.servicecloud.factories import (
    EnterpriseFactory,
    FiguresFactory,
    MembershipFactory,
    OrganisationFactory,
    RegionFactory,
    UserFactory,
)

from servicecloud.activity.models import Act, SecurityEvent
from servicecloud.directory import selectors
from servicecloud.directory.credit_codes import normalise, validate_credit_code
from servicecloud.directory.errors import (
    CannotMergeError,
    ClaimDecidedError,
    ClaimPendingError,
    OwnClaimError,
)
from servicecloud.directory.models import Enterprise, EnterpriseFigures, Merge
from servicecloud.directory.selectors import EnterpriseFilter
from servicecloud.directory.services.claims import decide_claim, request_claim
from servicecloud.directory.services.entries import add_enterprise, edit_enterprise, report_figures
from servicecloud.directory.services.merging import merge_enterprises
from servicecloud.directory.services.reveals import reveal_contact
from servicecloud.errors import InvalidInputError, NotPermittedError
from servicecloud.identity.enums import OrganisationKind, Role
from servicecloud.identity.standing import scope_of, standing_of
from servicecloud.notifications.models import Notification
from servicecloud.versioning import StaleRecordError

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]


@pytest.fixture
def operator():
    centre = OrganisationFactory(kind=OrganisationKind.OPERATOR)
    return MembershipFactory(organisation=centre, role=Role.OPERATOR).user


@pytest.fixture
def owned():
    return EnterpriseFactory(claimed=True)


@pytest.fixture
def owner(owned):
    return MembershipFactory(organisation=owned.workspace, role=Role.ADMIN).user


def test_reported_figures_decide_the_size_class(owner, owned):
    values = {"staff": 1500, "revenue_wan": Decimal(3000), "assets_wan": None}

    report_figures(actor=owner, enterprise_id=owned.pk, year=2023, values=values)

    owned.refresh_from_db()
    assert (owned.size_class, owned.size_year) == ("medium", 2023)


def test_a_blank_figure_stays_blank_and_leaves_the_size_class_open(owner, owned):
    report_figures(actor=owner, enterprise_id=owned.pk, year=2023, values={"staff": 1500})

    owned.refresh_from_db()
    assert EnterpriseFigures.objects.get().revenue_wan is None
    assert owned.size_class == ""


def test_reporting_an_earlier_year_does_not_change_the_class_of_the_latest(owner, owned):
    report_figures(actor=owner, enterprise_id=owned.pk, year=2023, values={"staff": 5, "revenue_wan": Decimal(10)})

    report_figures(
        actor=owner, enterprise_id=owned.pk, year=2021, values={"staff": 2000, "revenue_wan": Decimal(90000)}
    )

    owned.refresh_from_db()
    assert (owned.size_class, owned.size_year) == ("micro", 2023)


def test_moving_to_another_industry_computes_the_class_anew(owner, owned):
    FiguresFactory(enterprise=owned, staff=150, revenue_wan=1200)

    edited = edit_enterprise(actor=owner, enterprise_id=owned.pk, expected=1, values={"industry": "6513"})

    assert (edited.section, edited.size_class) == ("I", "medium")


def test_an_edit_of_a_stale_version_changes_nothing_and_hands_back_both_contents(owner, owned):
    edit_enterprise(actor=owner, enterprise_id=owned.pk, expected=1, values={"address": "望潮路1号"})

    with pytest.raises(StaleRecordError) as clash:
        edit_enterprise(actor=owner, enterprise_id=owned.pk, expected=1, values={"address": "石桥街2号"})

    owned.refresh_from_db()
    assert owned.address == "望潮路1号"
    assert clash.value.submitted == {"address": "石桥街2号"}
    assert clash.value.current.version == 2


def test_saving_without_a_change_keeps_the_version_and_leaves_no_act(owner, owned):
    edited = edit_enterprise(
        actor=owner, enterprise_id=owned.pk, expected=1, values={"name_zh": owned.name_zh, "contact_name": "王经理"}
    )

    assert edited.version == 1
    assert not Act.objects.exists()


def test_a_stranger_cannot_edit_and_does_not_even_see_the_entry(owned):
    stranger = MembershipFactory(organisation=EnterpriseFactory(claimed=True).workspace, role=Role.ADMIN).user

    with scope_of(stranger), pytest.raises(Enterprise.DoesNotExist):
        edit_enterprise(actor=stranger, enterprise_id=owned.pk, expected=1, values={"address": "x"})
    with pytest.raises(NotPermittedError):
        edit_enterprise(actor=stranger, enterprise_id=owned.pk, expected=1, values={"address": "x"})


def test_a_wrong_credit_code_makes_no_entry_and_names_the_field(operator):
    values = {"credit_code": "91999900MB1000186X", "name_zh": "某公司", "region": RegionFactory(), "industry": "3411"}

    with pytest.raises(InvalidInputError) as refusal:
        add_enterprise(actor=operator, values=values)

    assert list(refusal.value.fields) == ["credit_code"]
    assert not Enterprise.everywhere.exists()


def test_credit_codes_are_read_as_people_write_them():
    code = EnterpriseFactory.build().credit_code

    assert normalise(f" {code[:6]}-{code[6:10]} {code[10:]} ".lower()) == code
    assert normalise("９１９９９９００ＭＢ") == "91999900MB"


@pytest.mark.parametrize("position", range(18))
def test_a_single_wrong_character_of_a_credit_code_is_found(position):
    code = EnterpriseFactory.build().credit_code
    wrong = "1" if code[position] != "1" else "2"

    with pytest.raises(ValidationError):
        validate_credit_code(code[:position] + wrong + code[position + 1 :])
    assert uscc.is_valid(code)


def test_an_approved_claim_opens_a_workspace_for_the_claimant(operator):
    enterprise, person = EnterpriseFactory(), UserFactory()
    claim = request_claim(actor=person, credit_code=enterprise.credit_code, statement="我是法定代表人")

    decide_claim(actor=operator, claim_id=claim.pk, approve=True, reason="电话核实")

    enterprise.refresh_from_db()
    assert enterprise.workspace.kind == OrganisationKind.ENTERPRISE
    assert standing_of(person).holds(Role.ADMIN, organisation_id=enterprise.workspace_id)


def test_a_refused_claim_opens_nothing_and_can_be_made_again(operator):
    enterprise, person = EnterpriseFactory(), UserFactory()
    claim = request_claim(actor=person, credit_code=enterprise.credit_code, statement="我是员工")
    with pytest.raises(ClaimPendingError):
        request_claim(actor=person, credit_code=enterprise.credit_code, statement="再申请")

    decide_claim(actor=operator, claim_id=claim.pk, approve=False, reason="无法核实")

    enterprise.refresh_from_db()
    assert enterprise.workspace is None
    assert request_claim(actor=person, credit_code=enterprise.credit_code, statement="补充材料").pk != claim.pk


def test_a_claim_is_decided_once_and_never_by_the_claimant(operator):
    own = request_claim(actor=operator, credit_code=EnterpriseFactory().credit_code, statement="自己的")
    other = request_claim(actor=UserFactory(), credit_code=EnterpriseFactory().credit_code, statement="别人的")
    decide_claim(actor=operator, claim_id=other.pk, approve=True, reason="核实")

    with pytest.raises(OwnClaimError):
        decide_claim(actor=operator, claim_id=own.pk, approve=True, reason="核实")
    with pytest.raises(ClaimDecidedError):
        decide_claim(actor=operator, claim_id=other.pk, approve=False, reason="改主意")


def test_of_two_claims_the_approval_of_one_sends_the_other_back_with_the_reason(operator):
    enterprise = EnterpriseFactory()
    claims = [
        request_claim(actor=UserFactory(), credit_code=enterprise.credit_code, statement="我") for _each in range(2)
    ]

    decide_claim(actor=operator, claim_id=claims[0].pk, approve=True, reason="核实")

    claims[1].refresh_from_db()
    assert claims[1].state == "refused"
    assert "另一份" in claims[1].reason
    assert Notification.objects.get(recipient=claims[1].claimant).kind == "claim.refused"


def test_a_merge_fills_blanks_moves_years_and_keeps_the_former_contents(operator):
    survivor = EnterpriseFactory(address="望潮路1号")
    absorbed = EnterpriseFactory(claimed=True, address="石桥街2号", website="https://sample.example/")
    FiguresFactory(enterprise=survivor, year=2023, staff=5, revenue_wan=10)
    FiguresFactory(enterprise=absorbed, year=2022)
    FiguresFactory(enterprise=absorbed, year=2023)
    workspace = absorbed.workspace

    merge_enterprises(actor=operator, survivor_id=survivor.pk, absorbed_id=absorbed.pk, reason="同一企业")

    survivor.refresh_from_db()
    absorbed.refresh_from_db()
    merge = Merge.objects.get()
    assert (survivor.address, survivor.website, survivor.workspace) == (
        "望潮路1号",
        "https://sample.example/",
        workspace,
    )
    assert (absorbed.state, absorbed.merged_into, absorbed.workspace) == ("merged", survivor, None)
    assert merge.moved_years == [2022]
    assert merge.before["address"] == "石桥街2号"
    assert "19900001234" not in str(merge.before)
    assert EnterpriseFigures.objects.get(enterprise=survivor, year=2023).staff == 5


def test_two_claimed_entries_or_a_merged_one_are_not_merged(operator):
    first, second, third = EnterpriseFactory(claimed=True), EnterpriseFactory(claimed=True), EnterpriseFactory()
    merge_enterprises(actor=operator, survivor_id=first.pk, absorbed_id=third.pk, reason="重复")

    for survivor, absorbed in ((first, second), (first, third), (first, first)):
        with pytest.raises((CannotMergeError, Enterprise.DoesNotExist)):
            merge_enterprises(actor=operator, survivor_id=survivor.pk, absorbed_id=absorbed.pk, reason="重复")


def test_the_address_of_an_absorbed_entry_leads_to_its_survivor(operator, client):
    survivor, absorbed = EnterpriseFactory(), EnterpriseFactory()
    merge_enterprises(actor=operator, survivor_id=survivor.pk, absorbed_id=absorbed.pk, reason="重复")

    response = client.get(f"/enterprises/{absorbed.credit_code}/")

    assert response.url == f"/enterprises/{survivor.credit_code}/"


def test_looking_at_a_telephone_number_is_logged_with_the_field(owner, owned):
    assert reveal_contact(actor=owner, enterprise_id=owned.pk, field="contact_phone") == "19900001234"

    event = SecurityEvent.objects.get(kind="revealed")
    assert event.user_id == owner.pk
    assert event.data == {"object": f"directory.enterprise:{owned.pk}", "field": "contact_phone"}


@pytest.mark.parametrize(
    ("wanted", "count"),
    [
        ({"q": "机械"}, 2),
        ({"q": "软件"}, 1),
        ({"q": "澜川 软件"}, 1),
        ({"section": "I"}, 1),
        ({"size_class": "micro"}, 1),
        ({"claimed": "yes"}, 1),
        ({"region": "R2"}, 1),
        ({"q": "没有这样的企业"}, 0),
    ],
)
def test_filters_narrow_the_list(wanted, count):
    EnterpriseFactory(claimed=True)
    EnterpriseFactory(size_class="micro", region=RegionFactory(code="R2", name_zh="石桥区"))
    EnterpriseFactory(name_zh="澜川市某软件公司", industry="6513", section="I")

    assert selectors.enterprises_in_scope(EnterpriseFilter(**wanted)).count() == count


def test_the_start_of_a_credit_code_finds_its_enterprise():
    first, _second = EnterpriseFactory(), EnterpriseFactory()

    assert list(selectors.public_enterprises(EnterpriseFilter(q=first.credit_code[:17].lower()))) == [first]


def test_the_public_register_reads_only_public_columns():
    EnterpriseFactory()

    loaded = selectors.public_enterprises(EnterpriseFilter()).get()

    assert {"contact_name", "contact_phone", "address"} <= loaded.get_deferred_fields()


def test_the_export_follows_the_filter_and_disarms_formulas(sign_in, operator):
    EnterpriseFactory(name_zh="=1+1公司")
    EnterpriseFactory(name_zh="澜川市某软件公司", section="I")
    client = sign_in(operator)

    plain = client.get("/office/enterprises/export/csv/").content_of_stream.decode("utf-8-sig")
    narrowed = client.get("/office/enterprises/export/csv/?section=I").content_of_stream.decode("utf-8-sig")

    assert "'=1+1公司" in plain
    assert len(plain.splitlines()) == 3
    assert len(narrowed.splitlines()) == 2
    assert "王经理" not in plain


def test_the_workbook_is_a_readable_workbook(sign_in, operator):
    EnterpriseFactory(name_zh="澜川市某软件公司")

    content = sign_in(operator).get("/office/enterprises/export/xlsx/").content_of_stream

    with zipfile.ZipFile(io.BytesIO(content)) as book:
        assert "澜川市某软件公司" in book.read("xl/worksheets/sheet1.xml").decode()


@pytest.mark.parametrize(("persona", "offered"), [("operator", True), ("auditor", False), ("security", False)])
def test_only_who_keeps_the_directory_is_offered_to_add_and_to_change(town, sign_in, persona, offered):
    row = EnterpriseFactory()
    client = sign_in(town.people[persona])

    pages = [
        client.get(address).content.decode()
        for address in ("/office/enterprises/", "/office/enterprises/?q=没有这一家", f"/office/enterprises/{row.pk}/")
    ]

    for page, address in zip(pages, ("new/", "new/", f"{row.pk}/edit/"), strict=True):
        assert (f'href="/office/enterprises/{address}"' in page) == offered
