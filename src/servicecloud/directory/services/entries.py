"""Adding and editing entries."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from plumbline.reference.industries import division_of
from servicecloud.activity.services import record_act
from servicecloud.directory import policies
from servicecloud.directory.models import Enterprise, EnterpriseFigures
from servicecloud.directory.search_sources import ENTERPRISE
from servicecloud.directory.sizing import put_size
from servicecloud.directory.telling import tell_edited
from servicecloud.errors import InvalidInputError
from servicecloud.identity.models import User
from servicecloud.search.services import index_objects
from servicecloud.versioning import StaleRecordError, save_if_current

EDITABLE = (
    *("name_zh", "name_en", "region", "industry", "established_on", "address", "website"),
    *("contact_name", "contact_phone"),
)
FIGURES = ("staff", "revenue_wan", "assets_wan")


@transaction.atomic
def add_enterprise(*, actor: User, values: Mapping[str, Any]) -> Enterprise:
    """Put a new enterprise into the directory."""
    policies.check_can_keep_register(actor)
    enterprise = Enterprise(**values)
    enterprise.section = section_of(enterprise.industry)
    try:
        enterprise.full_clean()
    except ValidationError as error:
        raise InvalidInputError(error.message_dict) from error
    enterprise.save()
    record_act(actor=actor, verb="enterprise.created", about=enterprise)
    index_objects(kind=ENTERPRISE, ids=[enterprise.pk])
    return enterprise


@transaction.atomic
def edit_enterprise(*, actor: User, enterprise_id: int, expected: int, values: Mapping[str, Any]) -> Enterprise:
    """Change an entry, if nobody changed it since version `expected`."""
    enterprise = Enterprise.objects.select_related("region").get(pk=enterprise_id)
    policies.check_can_edit_enterprise(actor, enterprise)
    changes = {name: value for name, value in values.items() if name in EDITABLE}
    changed = [name for name, value in changes.items() if _plain(getattr(enterprise, name)) != _plain(value)]
    if enterprise.version != expected:
        raise StaleRecordError(current=enterprise, submitted=changes)
    if not changed:
        return enterprise

    computed = Enterprise(**{"industry": enterprise.industry, **{k: changes[k] for k in changed}})
    put_size(computed, latest_figures(enterprise.pk))
    sizes = {
        "section": section_of(computed.industry),
        "size_class": computed.size_class,
        "size_year": computed.size_year,
    }
    save_if_current(enterprise, expected=expected, changes={**{k: changes[k] for k in changed}, **sizes})
    record_act(
        actor=actor, verb="enterprise.edited", about=enterprise, organisation=enterprise.workspace_id, fields=changed
    )
    tell_edited(enterprise, actor=actor, version=expected + 1)
    index_objects(kind=ENTERPRISE, ids=[enterprise.pk])
    return enterprise


@transaction.atomic
def report_figures(*, actor: User, enterprise_id: int, year: int, values: Mapping[str, Any]) -> EnterpriseFigures:
    """State, or state anew, an enterprise's figures of one year; its size class follows."""
    enterprise = Enterprise.objects.select_for_update(of=("self",)).get(pk=enterprise_id)
    policies.check_can_edit_enterprise(actor, enterprise)
    figures, _is_new = EnterpriseFigures.objects.update_or_create(
        enterprise=enterprise, year=year, defaults={name: values.get(name) for name in FIGURES}
    )
    put_size(enterprise, latest_figures(enterprise.pk))
    enterprise.save(update_fields=["size_class", "size_year"])
    record_act(
        actor=actor,
        verb="enterprise.figures_reported",
        about=enterprise,
        organisation=enterprise.workspace_id,
        year=year,
    )
    return figures


def latest_figures(enterprise_id: int) -> EnterpriseFigures | None:
    """Return the figures of the latest year that has any."""
    return EnterpriseFigures.objects.filter(enterprise_id=enterprise_id).order_by("-year").first()


def section_of(industry: str) -> str:
    """Return the section letter of an activity code; blank when the code is unknown (validation says so)."""
    division = division_of(industry)
    return division.section if division else ""


def _plain(value: Any) -> Any:
    return value.reveal() if hasattr(value, "reveal") else value
