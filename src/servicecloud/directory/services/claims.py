"""Claiming an enterprise or an institution: asked for by its people, verified by the operator."""

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from servicecloud.activity.services import record_act
from servicecloud.directory import policies
from servicecloud.directory.enums import ClaimState, EnterpriseState
from servicecloud.directory.errors import AlreadyClaimedError, ClaimDecidedError, ClaimPendingError, OwnClaimError
from servicecloud.directory.models import Claim, Enterprise, EnterpriseClaim, Institution, InstitutionClaim
from servicecloud.directory.telling import tell_claim_requested
from servicecloud.identity.enums import OrganisationKind, Role
from servicecloud.identity.models import Organisation, User
from servicecloud.identity.services import grant_role
from servicecloud.notifications.services import notify


@transaction.atomic
def request_claim(*, actor: User, credit_code: str, statement: str) -> EnterpriseClaim:
    """Ask for the workspace of an enterprise. Raises `Enterprise.DoesNotExist` for an unknown code."""
    entries = Enterprise.everywhere.filter(state=EnterpriseState.ACTIVE)  # the public register: nobody owns it yet
    enterprise = entries.select_for_update(of=("self",)).get(credit_code=credit_code)
    _check_free(enterprise, EnterpriseClaim.objects.filter(enterprise=enterprise), actor=actor)
    claim = EnterpriseClaim.objects.create(enterprise=enterprise, claimant=actor, statement=statement)
    record_act(actor=actor, verb="enterprise.claim_requested", about=claim)
    tell_claim_requested(claim)
    return claim


@transaction.atomic
def request_institution_claim(*, actor: User, credit_code: str, statement: str) -> InstitutionClaim:
    """Ask for the workspace of an institution. Raises `Institution.DoesNotExist` for an unknown code."""
    institution = Institution.everywhere.select_for_update(of=("self",)).get(credit_code=credit_code)
    _check_free(institution, InstitutionClaim.objects.filter(institution=institution), actor=actor)
    claim = InstitutionClaim.objects.create(institution=institution, claimant=actor, statement=statement)
    record_act(actor=actor, verb="institution.claim_requested", about=claim)
    tell_claim_requested(claim)
    return claim


@transaction.atomic
def decide_claim(*, actor: User, claim_id: int, approve: bool, reason: str) -> EnterpriseClaim:
    """Open a workspace for the claimant, or send the claim back with a reason. Other open claims are sent back with it."""
    policies.check_can_verify_claims(actor)
    rows = EnterpriseClaim.objects.select_for_update(of=("self",)).select_related("enterprise", "claimant")
    claim = rows.get(pk=claim_id)
    _check_open(claim, actor=actor)
    _close(claim, actor=actor, approve=approve, reason=reason)
    if approve:
        enterprise = Enterprise.everywhere.select_for_update(of=("self",)).get(pk=claim.enterprise_id)
        _open_workspace(enterprise, kind=OrganisationKind.ENTERPRISE, claimant=claim.claimant)
        for other in rows.filter(enterprise=enterprise, state=ClaimState.PENDING):
            _close(other, actor=actor, approve=False, reason=_taken())
            _tell_enterprise(other, actor=actor)
    _tell_enterprise(claim, actor=actor)
    return claim


@transaction.atomic
def decide_institution_claim(*, actor: User, claim_id: int, approve: bool, reason: str) -> InstitutionClaim:
    """Do the same for the claim of an institution."""
    policies.check_can_verify_claims(actor)
    rows = InstitutionClaim.objects.select_for_update(of=("self",)).select_related("institution", "claimant")
    claim = rows.get(pk=claim_id)
    _check_open(claim, actor=actor)
    _close(claim, actor=actor, approve=approve, reason=reason)
    if approve:
        institution = Institution.everywhere.select_for_update(of=("self",)).get(pk=claim.institution_id)
        _open_workspace(institution, kind=OrganisationKind.INSTITUTION, claimant=claim.claimant)
        for other in rows.filter(institution=institution, state=ClaimState.PENDING):
            _close(other, actor=actor, approve=False, reason=_taken())
            _tell_institution(other, actor=actor)
    _tell_institution(claim, actor=actor)
    return claim


def _check_free(body: Enterprise | Institution, claims: QuerySet[Claim], *, actor: User) -> None:
    if body.workspace_id is not None:
        raise AlreadyClaimedError(name=body)
    if claims.filter(claimant=actor, state=ClaimState.PENDING).exists():
        raise ClaimPendingError(name=body)


def _check_open(claim: Claim, *, actor: User) -> None:
    if claim.state != ClaimState.PENDING:
        raise ClaimDecidedError(state=claim.get_state_display())
    if claim.claimant_id == actor.pk:
        raise OwnClaimError


def _open_workspace(body: Enterprise | Institution, *, kind: OrganisationKind, claimant: User) -> None:
    if body.workspace_id is not None:
        raise AlreadyClaimedError(name=body)
    body.workspace = Organisation.everywhere.create(
        kind=kind, name_zh=body.name_zh, name_en=body.name_en, code=body.credit_code
    )
    body.save(update_fields=["workspace"])
    grant_role(actor=None, user=claimant, organisation=body.workspace, role=Role.ADMIN)


def _close(claim: Claim, *, actor: User, approve: bool, reason: str) -> None:
    claim.state = ClaimState.APPROVED if approve else ClaimState.REFUSED
    claim.decided_by, claim.decided_at, claim.reason = actor, timezone.now(), reason
    claim.save(update_fields=["state", "decided_by", "decided_at", "reason"])


def _taken() -> str:
    return _("同一单位的另一份认领申请已通过核验。如您在其中工作，请联系该单位的管理员邀请您加入。")


def _tell_enterprise(claim: EnterpriseClaim, *, actor: User) -> None:
    is_approved = claim.state == ClaimState.APPROVED
    notify(
        recipients=[claim.claimant],
        kind="claim.approved" if is_approved else "claim.refused",
        key=f"claim:{claim.pk}:{claim.state}",
        url="/workspace/",
        enterprise=claim.enterprise.name_zh,
        reason=claim.reason,
    )
    verb = "enterprise.claim_approved" if is_approved else "enterprise.claim_refused"
    record_act(actor=actor, verb=verb, about=claim)


def _tell_institution(claim: InstitutionClaim, *, actor: User) -> None:
    is_approved = claim.state == ClaimState.APPROVED
    notify(
        recipients=[claim.claimant],
        kind="institution_claim.approved" if is_approved else "institution_claim.refused",
        key=f"institution_claim:{claim.pk}:{claim.state}",
        url="/workspace/",
        institution=claim.institution.name_zh,
        reason=claim.reason,
    )
    verb = "institution.claim_approved" if is_approved else "institution.claim_refused"
    record_act(actor=actor, verb=verb, about=claim)
