"""Reading institutions: the public list, the entries in scope, narrowed by how their qualifications stand on a day."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from servicecloud.directory.credit_codes import normalise
from servicecloud.directory.enums import Light
from servicecloud.directory.models import Institution, Qualification
from servicecloud.directory.qualifications import SOON
from servicecloud.directory.selectors import names_with

PUBLIC_COLUMNS = (
    *("credit_code", "name_zh", "name_en", "region", "website", "fields_of_service"),
    *("introduction_zh", "introduction_en", "workspace_id"),
)
"""What anybody may see of an institution. Address and people are not among them."""


@dataclass(frozen=True)
class InstitutionFilter:
    """What a list of institutions is narrowed to; blank means no limit. `light` is a Light, or `none` for no qualification."""

    q: str = ""
    region: str = ""
    field: str = ""
    light: str = ""
    claimed: str = ""


def public_institutions(*, q: str = "", field: str = "", today: date) -> QuerySet[Institution]:
    """Return institutions with the verified qualifications in force today: only public columns are read."""
    valid = public_qualifications(today=today)
    rows = Institution.everywhere.select_related("region").only(*PUBLIC_COLUMNS, "region__name_zh", "region__name_en")
    rows = rows.prefetch_related(Prefetch("qualifications", valid.order_by("valid_to", "pk")))
    return _narrow(rows, InstitutionFilter(q=q, field=field), today=today)


def public_institution(*, credit_code: str, today: date) -> Institution:
    """Return one entry as anybody may see it."""
    return public_institutions(today=today).get(credit_code=credit_code)


def institutions_in_scope(wanted: InstitutionFilter, *, today: date) -> QuerySet[Institution]:
    """Return the entries the person in scope keeps or owns with all their qualifications, ready to list."""
    rows = Institution.objects.select_related("region").prefetch_related(_all_qualifications())
    return _narrow(rows, wanted, today=today)


def institution_in_scope(institution_id: int) -> Institution:
    """Return one entry with its qualifications; raises DoesNotExist outside the scope."""
    rows = Institution.objects.select_related("region", "workspace").prefetch_related(_all_qualifications())
    return rows.get(pk=institution_id)


def qualification_in_scope(institution_id: int, qualification_id: int) -> Qualification:
    """Return one qualification of an institution; raises DoesNotExist outside the scope."""
    return Qualification.objects.select_related("institution").get(pk=qualification_id, institution_id=institution_id)


def own_institutions() -> QuerySet[Institution]:
    """Return the claimed institutions in scope."""
    rows = Institution.objects.filter(workspace__isnull=False).prefetch_related(_all_qualifications())
    return rows.select_related("region").order_by("name_zh", "pk")


def unverified_qualifications() -> QuerySet[Qualification]:
    """Return what institutions entered and nobody verified yet, the oldest first."""
    rows = Qualification.objects.filter(verified_at=None, withdrawn_on=None)
    return rows.select_related("institution").order_by("pk")


def _all_qualifications() -> "Prefetch[str, QuerySet[Qualification], str]":
    return Prefetch("qualifications", Qualification.objects.order_by("valid_to", "pk"))


def public_qualifications(*, today: date) -> QuerySet[Qualification]:
    """Return what anybody may see: verified and in force on a day."""
    return _in_force(Qualification.everywhere.all(), today=today).filter(verified_at__isnull=False)


def _in_force(rows: QuerySet[Qualification], *, today: date) -> QuerySet[Qualification]:
    in_time = rows.filter(valid_from__lte=today, valid_to__gte=today)
    return in_time.filter(Q(withdrawn_on=None) | Q(withdrawn_on__gt=today))


def _with_light(light: str, *, today: date) -> Exists:
    """Return the condition that an institution has an open qualification with the light."""
    own = Qualification.everywhere.filter(institution=OuterRef("pk"), renewal=None)
    own = own.filter(Q(withdrawn_on=None) | Q(withdrawn_on__gt=today))
    ends = {
        Light.EXPIRED: own.filter(valid_to__lt=today),
        Light.SOON: _in_force(own, today=today).filter(valid_to__lte=today + SOON),
        Light.GOOD: _in_force(own, today=today).filter(valid_to__gt=today + SOON),
        "none": own,
    }
    found = Exists(ends[light])
    return ~found if light == "none" else found  # type: ignore[return-value]


def _narrow(rows: QuerySet[Institution], wanted: InstitutionFilter, *, today: date) -> QuerySet[Institution]:
    if wanted.region:
        rows = rows.filter(region_id=wanted.region)
    if wanted.field:
        rows = rows.filter(fields_of_service__icontains=f'"{wanted.field}"')
    if wanted.claimed:
        rows = rows.filter(workspace__isnull=wanted.claimed == "no")
    if wanted.light:
        rows = rows.filter(_with_light(wanted.light, today=today))
    code = normalise(wanted.q)
    if len(code) >= 6 and code.isascii() and code.isalnum() and any(char.isdigit() for char in code):
        return rows.filter(credit_code__startswith=code)
    for word in wanted.q.split():
        rows = rows.filter(names_with(word))
    return rows
