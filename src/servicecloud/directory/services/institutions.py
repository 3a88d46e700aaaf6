"""Adding and editing institutions, and their qualifications: entered, verified, renewed, withdrawn."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from servicecloud.activity.services import record_act
from servicecloud.directory import policies
from servicecloud.directory.errors import QualificationClosedError
from servicecloud.directory.models import Institution, Qualification
from servicecloud.directory.search_sources import INSTITUTION
from servicecloud.directory.telling import tell_edited
from servicecloud.errors import InvalidInputError
from servicecloud.identity.models import User
from servicecloud.search.services import index_objects
from servicecloud.versioning import StaleRecordError, save_if_current

EDITABLE = (
    *("name_zh", "name_en", "region", "address", "website", "contact_name", "contact_phone"),
    *("fields_of_service", "introduction_zh", "introduction_en"),
)
CERTIFICATE = ("name_zh", "name_en", "number", "issued_by", "valid_from", "valid_to")


@transaction.atomic
def add_institution(*, actor: User, values: Mapping[str, Any]) -> Institution:
    """Put a new institution into the directory."""
    policies.check_can_keep_register(actor)
    institution = Institution(**values)
    _check(institution)
    institution.save()
    record_act(actor=actor, verb="institution.created", about=institution)
    index_objects(kind=INSTITUTION, ids=[institution.pk])
    return institution


@transaction.atomic
def edit_institution(*, actor: User, institution_id: int, expected: int, values: Mapping[str, Any]) -> Institution:
    """Change an entry, if nobody changed it since version `expected`."""
    institution = Institution.objects.select_related("region").get(pk=institution_id)
    policies.check_can_edit_enterprise(actor, institution)
    changes = {name: value for name, value in values.items() if name in EDITABLE}
    if institution.version != expected:
        raise StaleRecordError(current=institution, submitted=changes)
    changed = {name: value for name, value in changes.items() if _plain(getattr(institution, name)) != _plain(value)}
    if not changed:
        return institution
    save_if_current(institution, expected=expected, changes=changed)
    owner = institution.workspace_id
    record_act(actor=actor, verb="institution.edited", about=institution, organisation=owner, fields=list(changed))
    tell_edited(institution, actor=actor, version=expected + 1)
    index_objects(kind=INSTITUTION, ids=[institution.pk])
    return institution


@transaction.atomic
def add_qualification(*, actor: User, institution_id: int, values: Mapping[str, Any]) -> Qualification:
    """Enter a certificate. It counts as verified at once when a keeper of the directory enters it."""
    institution = Institution.objects.select_for_update(of=("self",)).get(pk=institution_id)
    policies.check_can_edit_enterprise(actor, institution)
    qualification = _entered(Qualification(institution=institution), actor=actor, values=values)
    owner = institution.workspace_id
    record_act(actor=actor, verb="qualification.added", about=institution, organisation=owner, entry=qualification.pk)
    return qualification


@transaction.atomic
def renew_qualification(*, actor: User, qualification_id: int, values: Mapping[str, Any]) -> Qualification:
    """Enter the certificate that follows a former one; the former one stays as history."""
    former = _open_qualification(qualification_id, actor=actor)
    if values["valid_to"] <= former.valid_to:
        day = former.valid_to
        raise InvalidInputError({"valid_to": [_("续期后的截止日期应晚于原证书的 %(day)s。") % {"day": day}]})
    renewal = Qualification(institution=former.institution, renews=former)
    _entered(renewal, actor=actor, values=values)
    institution = former.institution
    owner = institution.workspace_id
    record_act(actor=actor, verb="qualification.renewed", about=institution, organisation=owner, entry=renewal.pk)
    return renewal


@transaction.atomic
def withdraw_qualification(*, actor: User, qualification_id: int, on: date, reason: str) -> Qualification:
    """Take a certificate out of force before its end, or because it was entered by mistake. It stays as history."""
    qualification = _open_qualification(qualification_id, actor=actor)
    qualification.withdrawn_on, qualification.withdrawal_reason = on, reason
    qualification.save(update_fields=["withdrawn_on", "withdrawal_reason"])
    institution = qualification.institution
    owner = institution.workspace_id
    record_act(
        actor=actor, verb="qualification.withdrawn", about=institution, organisation=owner, entry=qualification.pk
    )
    index_objects(kind=INSTITUTION, ids=[institution.pk])
    return qualification


@transaction.atomic
def verify_qualification(*, actor: User, qualification_id: int) -> Qualification:
    """Confirm, as a keeper of the directory, that the certificate exists: from here on the public sees it."""
    policies.check_can_keep_register(actor)
    qualification = _open_qualification(qualification_id, actor=actor)
    if qualification.verified_at is None:
        qualification.verified_by, qualification.verified_at = actor, timezone.now()
        qualification.save(update_fields=["verified_by", "verified_at"])
        institution = qualification.institution
        owner = institution.workspace_id
        record_act(
            actor=actor, verb="qualification.verified", about=institution, organisation=owner, entry=qualification.pk
        )
        index_objects(kind=INSTITUTION, ids=[institution.pk])
    return qualification


def _entered(qualification: Qualification, *, actor: User, values: Mapping[str, Any]) -> Qualification:
    for name in CERTIFICATE:
        setattr(qualification, name, values[name])
    qualification.entered_by = actor
    if policies.keeps_register(actor):
        qualification.verified_by, qualification.verified_at = actor, timezone.now()
    if qualification.valid_to < qualification.valid_from:
        raise InvalidInputError({"valid_to": [_("截止日期不能早于起始日期。")]})
    same = Qualification.objects.filter(institution=qualification.institution, number=qualification.number)
    if same.filter(valid_from=qualification.valid_from).exists():
        raise InvalidInputError({"number": [_("已登记过编号和起始日期相同的证书。")]})
    qualification.save()
    return qualification


def _open_qualification(qualification_id: int, *, actor: User) -> Qualification:
    rows = Qualification.objects.select_for_update(of=("self",)).select_related("institution")
    qualification = rows.get(pk=qualification_id)
    policies.check_can_edit_enterprise(actor, qualification.institution)
    if qualification.withdrawn_on or Qualification.objects.filter(renews=qualification).exists():
        raise QualificationClosedError(qualification=qualification)
    return qualification


def _check(institution: Institution) -> None:
    try:
        institution.full_clean()
    except ValidationError as error:
        raise InvalidInputError(error.message_dict) from error


def _plain(value: Any) -> Any:
    return value.reveal() if hasattr(value, "reveal") else value
