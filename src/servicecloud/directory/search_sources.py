"""How enterprises and institutions read in the search index: public columns only, so that every entry may be shown to all who see it."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from servicecloud.directory.enums import EnterpriseState, ServiceField, SizeClass
from servicecloud.directory.industry_codes import label_of, section_choices
from servicecloud.directory.institution_selectors import public_qualifications
from servicecloud.directory.models import Enterprise, Institution
from servicecloud.search.sources import Found, Source, declare

ENTERPRISE, INSTITUTION = "directory.enterprise", "directory.institution"


def declare_sources() -> None:
    """Declare both kinds."""
    declare(
        Source(
            kind=ENTERPRISE,
            label=_("企业"),
            count=Enterprise.everywhere.count,
            after=lambda last, limit: _enterprises(Enterprise.everywhere.filter(pk__gt=last).order_by("pk")[:limit]),
            by_ids=lambda ids: _enterprises(Enterprise.everywhere.filter(pk__in=list(ids)).order_by("pk")),
            changed_since=_changed_enterprises,
            category_labels=lambda: dict(section_choices()),
        )
    )
    declare(
        Source(
            kind=INSTITUTION,
            label=_("服务机构"),
            count=Institution.everywhere.count,
            after=lambda last, limit: _institutions(Institution.everywhere.filter(pk__gt=last).order_by("pk")[:limit]),
            by_ids=lambda ids: _institutions(Institution.everywhere.filter(pk__in=list(ids)).order_by("pk")),
            changed_since=_changed_institutions,
            category_labels=lambda: {value: str(label) for value, label in ServiceField.choices},
        )
    )


def _enterprises(rows: QuerySet[Enterprise]) -> list[Found]:
    sizes = _in_both(SizeClass)
    return [
        Found(
            object_id=str(row.pk),
            key=row.credit_code,
            title=row.name_zh,
            title_en=row.name_en,
            body=_lines(
                row.credit_code,
                *_industry(row.industry),
                *sizes.get(row.size_class, ()),
                row.region.name_zh,
                row.region.name_en,
            ),
            organisation_id=row.workspace_id,
            is_public=row.state == EnterpriseState.ACTIVE,
            region=row.region_id,
            category=row.section,
        )
        for row in rows.select_related("region")
    ]


def _institutions(rows: QuerySet[Institution]) -> list[Found]:
    fields = _in_both(ServiceField)
    public = public_qualifications(today=timezone.localdate())
    return [
        Found(
            object_id=str(row.pk),
            key=row.credit_code,
            title=row.name_zh,
            title_en=row.name_en,
            body=_lines(
                row.credit_code,
                *(word for name in row.fields_of_service for word in fields.get(name, ())),
                row.introduction_zh,
                row.introduction_en,
                *(item.name_zh for item in row.qualifications.all()),
                row.region.name_zh,
                row.region.name_en,
            ),
            organisation_id=row.workspace_id,
            is_public=True,
            region=row.region_id,
            category=row.fields_of_service[0] if row.fields_of_service else "",
        )
        for row in rows.select_related("region").prefetch_related(Prefetch("qualifications", public))
    ]


def _changed_enterprises(moment: datetime) -> Iterable[int]:
    rows = Enterprise.everywhere.filter(updated_at__gte=moment).order_by("pk")
    return rows.values_list("pk", flat=True).iterator()


def _changed_institutions(moment: datetime) -> Iterable[int]:
    """Return those that were changed, and those with a qualification that was verified, begins or ends about now."""
    about_now = (timezone.localdate(moment) - timedelta(days=1), timezone.localdate())
    changed = Q(updated_at__gte=moment) | Q(qualifications__verified_at__gte=moment)
    for name in ("valid_from", "valid_to", "withdrawn_on"):
        changed |= Q(**{f"qualifications__{name}__range": about_now})
    return Institution.everywhere.filter(changed).order_by("pk").values_list("pk", flat=True).distinct()


def _in_both(choices: type[SizeClass] | type[ServiceField]) -> dict[str, tuple[str, str]]:
    found = []
    for language in ("zh-hans", "en"):
        with translation.override(language):
            found.append({value: str(label) for value, label in choices.choices})
    return {value: (found[0][value], found[1][value]) for value in found[0]}


_INDUSTRIES: dict[str, tuple[str, str]] = {}


def _industry(code: str) -> tuple[str, str]:
    """Return the name of an activity in both languages; the national classification does not change while we run."""
    if code not in _INDUSTRIES:
        names = []
        for language in ("zh-hans", "en"):
            with translation.override(language):
                names.append(label_of(code))
        _INDUSTRIES[code] = (names[0], names[1])
    return _INDUSTRIES[code]


def _lines(*parts: str) -> str:
    return " · ".join(part for part in parts if part)
