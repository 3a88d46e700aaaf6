"""What waits in an inbox: it appears, goes away by the act it asks for, and is shown to nobody else."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.servicecloud.factories import (
    CollectedFileFactory,
    CollectedFormFactory,
    MembershipFactory,
    OrganisationFactory,
    QualificationFactory,
)
from tests.servicecloud.ledger.making import fact, keep_measure

from servicecloud.directory.models import ImportRun
from servicecloud.identity.enums import OrganisationKind, Role
from servicecloud.identity.errors import OwnRoleError
from servicecloud.identity.models import Membership
from servicecloud.identity.reviewing_roles import STANDS_FOR, review_role, roles_to_review
from servicecloud.identity.services import grant_role
from servicecloud.ledger.models import Incident, RegisterRow, Verification
from servicecloud.ledger.registry import DECLARED
from servicecloud.ledger.selectors.upkeep import VERIFIED_FOR, verification_due_since
from servicecloud.ledger.services.posting import post
from servicecloud.ledger.services.register_imports import check_import, start_import
from servicecloud.ledger.services.registers import define_register
from servicecloud.ledger.services.sealing import seal_waiting

MOST_QUERIES = 16
"""For who reviews, and so sees the figures of the year above what waits; everybody else asks less."""


@pytest.fixture
def inbox_of(client, town):
    """Return a function that gives what waits for a persona: kind by address."""

    def read(persona, page="/office/"):
        client.force_login(town.people[persona], backend="allauth.account.auth_backends.AuthenticationBackend")
        return {item.url: item.kind for item in client.get(page).context["waiting"]}

    return read


@pytest.fixture
def sealed(town, everything, settings, tmp_path):
    """A ledger with one sealed entry."""
    settings.LEDGER_HEADS = tmp_path / "heads.ndjson"
    before = dict(DECLARED)
    keep_measure()
    post(fact(owner=town.organisations["unit"].pk))
    seal_waiting()
    yield
    DECLARED.clear()
    DECLARED.update(before)


@pytest.mark.parametrize("persona", ["project", "head", "department", "bureau", "operator", "desk", "security"])
def test_an_inbox_asks_little_of_the_database_for_every_role(town, client, persona):
    client.force_login(town.people[persona], backend="allauth.account.auth_backends.AuthenticationBackend")

    with CaptureQueriesContext(connection) as captured:
        client.get("/office/")

    asked = [each["sql"][:120] for each in captured if each["sql"].startswith("SELECT")]
    assert len(asked) <= MOST_QUERIES, asked


def test_who_holds_a_role_of_weight_is_asked_for_a_second_factor_until_there_is_one(town, inbox_of):
    asked = {persona for persona in ("auditor", "security", "operator") if "/accounts/2fa/" in inbox_of(persona)}
    Authenticator.objects.create(user=town.people["auditor"], type=Authenticator.Type.RECOVERY_CODES, data={})
    with_codes_alone = inbox_of("auditor")
    Authenticator.objects.create(user=town.people["auditor"], type=Authenticator.Type.TOTP, data={})

    assert asked == {"auditor", "security", "operator"}
    assert "/accounts/2fa/" in with_codes_alone
    assert "/accounts/2fa/" not in inbox_of("auditor")
    assert "/accounts/2fa/" not in inbox_of("desk")
    assert "/accounts/2fa/" not in inbox_of("project")


def test_roles_of_weight_wait_for_the_security_officer_until_each_was_looked_at(town, client, inbox_of):
    body = town.organisations["operator"]
    page = f"/organisations/{body.pk}/people/"
    second = MembershipFactory(organisation=body, role=Role.PAYMENT_MAKER)
    waiting = inbox_of("security")
    first = Membership.everywhere.get(user=town.people["operator"])
    offered = client.get(page).content.decode()

    client.post(f"{page}{first.pk}/review/")
    after_one = inbox_of("security")
    client.post(f"{page}{second.pk}/review/")

    assert waiting[page] == "角色待核对"
    assert f"{page}{first.pk}/review/" in offered
    assert page in after_one
    assert page not in inbox_of("security")
    assert f"{first.pk}/review/" not in client.get(page).content.decode()
    assert page not in inbox_of("operator")


def test_a_look_at_a_role_counts_for_a_year(town, everything):
    officer, role = town.people["security"], town.people["operator"].memberships.get()
    review_role(actor=officer, membership_id=role.pk)
    now = timezone.now()

    assert role not in roles_to_review(officer, now=now)
    assert role in roles_to_review(officer, now=now + STANDS_FOR + timedelta(minutes=1))


def test_nobody_looks_at_a_role_that_they_hold_or_gave(town, everything):
    officer, body = town.people["security"], town.organisations["operator"]
    own = officer.memberships.get()
    given = grant_role(actor=officer, user=town.people["desk"], organisation=body, role=Role.PAYMENT_CHECKER)
    waiting = roles_to_review(officer, now=timezone.now())

    for membership in (own, given):
        with pytest.raises(OwnRoleError):
            review_role(actor=officer, membership_id=membership.pk)
        assert membership not in waiting


def test_roles_of_closed_bodies_and_of_enterprises_are_not_asked_for(town, everything):
    gone = OrganisationFactory(kind=OrganisationKind.DEPARTMENT, valid_to=timezone.localdate())
    ended = MembershipFactory(organisation=gone, role=Role.ADMIN)
    owner = town.people["owner"].memberships.get()

    waiting = roles_to_review(town.people["security"], now=timezone.now())

    assert ended not in waiting
    assert owner not in waiting


def test_the_ledger_waits_for_the_auditor_until_somebody_asks_for_its_verification(sealed, client, inbox_of):
    waiting = inbox_of("auditor")
    others = {**inbox_of("security"), **inbox_of("bureau")}

    inbox_of("auditor")
    client.post("/office/ledger/verifications/")

    assert waiting["/office/ledger/verifications/"] == "账本核验"
    assert "/office/ledger/verifications/" not in others
    assert "/office/ledger/verifications/" not in inbox_of("auditor")


@pytest.mark.parametrize(
    ("state", "days_ago", "is_due"),
    [("good", 29, False), ("good", 31, True), ("altered", 1, True), ("failed", 1, True), ("running", 1, False)],
)
def test_a_verification_counts_for_a_month_when_it_was_good(sealed, state, days_ago, is_due):
    now = timezone.now()
    Verification.objects.create(state=state, finished_at=now - timedelta(days=days_ago))

    since = verification_due_since(now)

    assert (since is not None) == is_due
    assert since is None or since <= now
    assert timedelta(days=30) == VERIFIED_FOR


def test_an_empty_ledger_waits_for_nobody(town, inbox_of):
    assert "/office/ledger/verifications/" not in inbox_of("auditor")


def test_an_incident_waits_for_those_who_settle_until_one_of_them_does(town, client, inbox_of):
    found = Incident.objects.create(kind="chain", about="seal:1", message_zh="封存链不一致", message_en="broken")
    before = {persona: inbox_of(persona).get("/office/ledger/verifications/") for persona in ("operator", "auditor")}

    inbox_of("security")
    client.post(f"/office/ledger/incidents/{found.pk}/settle/", {"settlement": "已恢复备份"})

    assert before == {"operator": "账本异常", "auditor": None}
    assert "/office/ledger/verifications/" not in inbox_of("operator")


def test_an_import_of_rows_waits_for_who_started_it_until_it_is_confirmed(town, client, inbox_of, everything, settings):
    register = define_register(
        actor=town.people["operator"],
        owner=town.organisations["operator"],
        values={"title_zh": "签到", "counts_zh": "到场", "unit": "家次", "counting": "sum", "has_subject": False},
    )
    content = "发生日期,数量,单位\n2024-03-01,5,家次\n".encode("utf-8-sig")
    run = start_import(
        actor=town.people["desk"], register_id=register.pk, file_name="三月.csv", content=content, sha256="0" * 64
    )
    check_import(run_id=run.pk)
    address = f"/office/ledger/register-imports/{run.pk}/"
    before, of_others = inbox_of("desk"), inbox_of("operator")

    inbox_of("desk")
    client.post(f"{address}confirm/")

    assert before[address] == "导入待确认"
    assert address not in of_others
    assert address not in inbox_of("desk")
    assert RegisterRow.objects.count() == 1


def test_an_import_of_enterprises_waits_for_who_started_it(town, inbox_of):
    run = ImportRun.objects.create(
        file_name="名单.csv", sha256="0" * 64, state="checked", started_by=town.people["desk"]
    )
    address = f"/office/imports/{run.pk}/"
    before, of_others = inbox_of("desk"), inbox_of("operator")
    ImportRun.objects.update(state="applied")

    assert before[address] == "导入待确认"
    assert address not in of_others
    assert address not in inbox_of("desk")


def test_a_file_with_personal_data_waits_for_those_who_keep_it_until_it_is_withdrawn(town, client, inbox_of):
    file = CollectedFileFactory(owner=town.organisations["operator"])
    CollectedFormFactory(file=file, is_shown=False)
    CollectedFormFactory(file=CollectedFileFactory(owner=town.organisations["operator"]))
    before, of_others = inbox_of("editor"), inbox_of("department")

    inbox_of("editor")
    client.post(f"/office/published/{file.pk}/withdraw/", {"reason": "含联系人电话"})

    assert before["/office/published/"] == "含个人信息，待撤下"
    assert "/office/published/" not in of_others
    assert "/office/published/" not in inbox_of("editor")


def test_the_figures_of_last_year_wait_in_the_workspace_until_they_are_stated(town, client, inbox_of):
    year = timezone.localdate().year - 1
    address = f"/workspace/enterprises/{town.enterprise.pk}/figures/"
    before, of_others = inbox_of("staff", "/workspace/"), inbox_of("neighbour", "/workspace/")

    inbox_of("staff", "/workspace/")
    client.post(address, {"year": year, "staff": 20, "revenue_wan": "", "assets_wan": ""})

    assert before == {address: f"填报{year}年数据"}
    assert address not in of_others
    assert inbox_of("staff", "/workspace/") == {}


def test_a_qualification_that_ends_soon_waits_in_the_workspace_until_it_is_renewed(town, client, inbox_of):
    today = timezone.localdate()
    ending = QualificationFactory(institution=town.institution, valid_to=today + timedelta(days=33))
    QualificationFactory(institution=town.institution, valid_to=today + timedelta(days=90))
    address = f"/workspace/institutions/{town.institution.pk}/qualifications/{ending.pk}/renew/"
    before, of_others = inbox_of("institution", "/workspace/"), inbox_of("owner", "/workspace/")

    inbox_of("institution", "/workspace/")
    answer = client.post(
        address,
        {
            "name_zh": "中小企业公共服务示范平台",
            "number": "Q-续",
            "issued_by": "澜川市经济和信息化局",
            "valid_from": today + timedelta(days=34),
            "valid_to": today + timedelta(days=700),
        },
    )

    assert answer.status_code == 302
    assert before[address] == "资质即将到期"
    assert address not in of_others
    assert address not in inbox_of("institution", "/workspace/")
