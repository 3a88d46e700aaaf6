"""A small town for tests that need everybody: one person per role, two claimed enterprises, one free one, open claims."""

from dataclasses import dataclass, field
from datetime import date

from tests.servicecloud.factories import (
    EnterpriseFactory,
    FiguresFactory,
    InstitutionFactory,
    MembershipFactory,
    OrganisationFactory,
    QualificationFactory,
    UserFactory,
)

from servicecloud.directory.models import Enterprise, EnterpriseClaim, Institution, InstitutionClaim, Qualification
from servicecloud.identity.enums import OrganisationKind, Role
from servicecloud.identity.models import Invitation, Membership, Organisation, Placement, User
from servicecloud.identity.services import invite
from servicecloud.identity.standing import scope_of_everything
from servicecloud.integrations.enums import ApiScope, DeliveryState
from servicecloud.integrations.models import Delivery, Webhook
from servicecloud.integrations.services.tokens import NewToken, create_token

ANONYMOUS = "anonymous"
"""The persona of somebody who is not signed in."""

PERSONAS: dict[str, tuple[str, Role | None]] = {
    "visitor": ("", None),
    "owner": ("enterprise", Role.ADMIN),
    "staff": ("enterprise", Role.ENTERPRISE_STAFF),
    "neighbour": ("other", Role.ADMIN),
    "institution": ("institution", Role.INSTITUTION_STAFF),
    "project": ("unit", Role.PROJECT_OFFICER),
    "head": ("unit", Role.ADMIN),
    "department": ("department", Role.DEPARTMENT_REVIEWER),
    "bureau": ("bureau", Role.FINANCE_REVIEWER),
    "operator": ("operator", Role.OPERATOR),
    "desk": ("operator", Role.SERVICE_DESK),
    "editor": ("operator", Role.POLICY_EDITOR),
    "security": ("operator", Role.SECURITY_OFFICER),
    "auditor": ("audit", Role.AUDITOR),
}


@dataclass
class Town:
    """The people by persona, the organisations by name, and the things the pages are about."""

    people: dict[str, User]
    organisations: dict[str, Organisation]
    enterprise: Enterprise
    other: Enterprise
    free: Enterprise
    claim: EnterpriseClaim
    invitation: Invitation
    token: str
    membership: Membership
    institution: Institution
    free_institution: Institution
    qualification: Qualification
    institution_claim: InstitutionClaim
    webhook: Webhook
    delivery: Delivery

    def token_of(self, persona: str) -> NewToken:
        """Return a token for everything, made on first use."""
        if persona not in self._tokens:
            self._tokens[persona] = create_token(
                actor=self.people[persona], name="测试", scopes=list(ApiScope), days=30
            )
        return self._tokens[persona]

    _tokens: dict[str, NewToken] = field(default_factory=dict)


def build_town() -> Town:
    """Make the town in the database of the test."""
    enterprise, other = EnterpriseFactory(claimed=True), EnterpriseFactory(claimed=True)
    FiguresFactory(enterprise=enterprise)
    kinds = OrganisationKind
    organisations = {
        "enterprise": enterprise.workspace,
        "other": other.workspace,
        "institution": OrganisationFactory(kind=kinds.INSTITUTION),
        "unit": OrganisationFactory(kind=kinds.UNIT),
        "department": OrganisationFactory(kind=kinds.DEPARTMENT),
        "bureau": OrganisationFactory(kind=kinds.FINANCE_BUREAU),
        "operator": OrganisationFactory(kind=kinds.OPERATOR),
        "audit": OrganisationFactory(kind=kinds.AUDIT_OFFICE),
    }
    for below, above in (("unit", "department"), ("department", "bureau")):
        places = {"organisation": organisations[below], "parent": organisations[above]}
        Placement.everywhere.create(**places, valid_from=date(2020, 1, 1))
    people = {name: UserFactory(username=name) for name in PERSONAS}
    memberships = {
        name: MembershipFactory(user=people[name], organisation=organisations[where], role=role)
        for name, (where, role) in PERSONAS.items()
        if role is not None
    }
    institution, free_institution = InstitutionFactory(workspace=organisations["institution"]), InstitutionFactory()
    qualification = QualificationFactory(institution=institution)
    institution_claim = InstitutionClaim.objects.create(
        institution=free_institution, claimant=people["visitor"], statement="我是负责人。"
    )
    free = EnterpriseFactory()
    claim = EnterpriseClaim.objects.create(enterprise=free, claimant=people["visitor"], statement="我是法定代表人。")
    with scope_of_everything():
        sent = invite(
            actor=people["owner"],
            organisation=enterprise.workspace,
            email="new@example.com",
            role=Role.ENTERPRISE_STAFF,
        )
    webhook = Webhook.everywhere.create(
        organisation=enterprise.workspace,
        url="https://receiver.example/hook",
        events=["enterprise.edited"],
        secret="plw_test",
        created_by=people["owner"],
    )
    delivery = Delivery.everywhere.create(webhook=webhook, event="ping", body="{}", state=DeliveryState.GIVEN_UP)
    return Town(
        people=people,
        organisations=organisations,
        enterprise=enterprise,
        other=other,
        free=free,
        claim=claim,
        invitation=sent.invitation,
        token=sent.token,
        membership=memberships["staff"],
        webhook=webhook,
        delivery=delivery,
        institution=institution,
        free_institution=free_institution,
        qualification=qualification,
        institution_claim=institution_claim,
    )
