"""Reading the directory: the public register, the entries in scope, what stands for decision."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet

from servicecloud.directory.credit_codes import normalise
from servicecloud.directory.enums import ClaimState, EnterpriseState, ImportState
from servicecloud.directory.models import (
    Enterprise,
    EnterpriseClaim,
    EnterpriseFigures,
    ImportRow,
    ImportRun,
    InstitutionClaim,
    Merge,
    Region,
)
from servicecloud.identity.models import User

PUBLIC_COLUMNS = (
    *("credit_code", "name_zh", "name_en", "region", "industry", "section", "established_on", "website", "state"),
    *("size_class", "size_year", "workspace_id"),
)
"""What anybody may see of an enterprise. Address, people and figures are not among them."""


@dataclass(frozen=True)
class EnterpriseFilter:
    """What a list of enterprises is narrowed to; blank means no limit."""

    q: str = ""
    region: str = ""
    section: str = ""
    size_class: str = ""
    state: str = ""
    claimed: str = ""


def filter_from(chosen: dict[str, Any]) -> EnterpriseFilter:
    """Return the filter a filter bar's valid values stand for."""
    plain = {name: getattr(value, "pk", value) for name, value in chosen.items()}
    return EnterpriseFilter(
        **{name: str(value) for name, value in plain.items() if name in EnterpriseFilter.__annotations__}
    )


def public_enterprises(wanted: EnterpriseFilter) -> QuerySet[Enterprise]:
    """Return living enterprises as the public register shows them: only public columns are read."""
    rows = Enterprise.everywhere.filter(state=EnterpriseState.ACTIVE)
    return _narrow(rows, wanted).select_related("region").only(*PUBLIC_COLUMNS, "region__name_zh", "region__name_en")


def public_enterprise(*, credit_code: str) -> Enterprise:
    """Return one entry of the public register, following a merge to its survivor."""
    rows = Enterprise.everywhere.select_related("region").only(
        *PUBLIC_COLUMNS, "merged_into", "region__name_zh", "region__name_en"
    )
    found = rows.get(credit_code=credit_code)
    while found.merged_into_id is not None:
        found = rows.get(pk=found.merged_into_id)
    return found


def enterprises_in_scope(wanted: EnterpriseFilter) -> QuerySet[Enterprise]:
    """Return the entries the person in scope keeps or owns, ready to list."""
    rows = Enterprise.objects.all()
    if not wanted.state:
        rows = rows.exclude(state=EnterpriseState.MERGED)
    return _narrow(rows, wanted).select_related("region")


def enterprise_in_scope(enterprise_id: int) -> Enterprise:
    """Return one entry with its region and years; raises DoesNotExist outside the scope."""
    years = Prefetch("figures", EnterpriseFigures.objects.order_by("-year"))
    return (
        Enterprise.objects.select_related("region", "workspace", "merged_into")
        .prefetch_related(years)
        .get(pk=enterprise_id)
    )


def own_enterprises() -> QuerySet[Enterprise]:
    """Return the claimed entries in scope."""
    return Enterprise.objects.filter(workspace__isnull=False).select_related("region").order_by("name_zh", "pk")


def without_figures(enterprises: Iterable[Enterprise], *, year: int) -> list[Enterprise]:
    """Return those of some enterprises that stated nothing for a year, in their order: one query, none for none."""
    rows = list(enterprises)
    if not rows:
        return []
    stated = set(
        EnterpriseFigures.objects.filter(enterprise__in=rows, year=year).values_list("enterprise_id", flat=True)
    )
    return [row for row in rows if row.pk not in stated]


def unconfirmed_imports(user: User) -> QuerySet[ImportRun]:
    """Return the imports somebody started and that were checked, the oldest first."""
    return ImportRun.objects.filter(started_by=user, state=ImportState.CHECKED).order_by("pk")


def open_claims() -> QuerySet[EnterpriseClaim]:
    """Return claims that wait for verification, the oldest first."""
    rows = EnterpriseClaim.objects.filter(state=ClaimState.PENDING)
    return rows.select_related("enterprise__region", "claimant").order_by("requested_at", "pk")


def claims_by(user_id: int) -> QuerySet[EnterpriseClaim]:
    """Return what one person claimed, the latest first."""
    return EnterpriseClaim.objects.filter(claimant_id=user_id).select_related("enterprise").order_by("-pk")


def is_registered(credit_code: str) -> bool:
    """Tell whether the directory has an entry with this code, whoever owns it."""
    return Enterprise.everywhere.filter(credit_code=credit_code).exists()


def open_institution_claims() -> QuerySet[InstitutionClaim]:
    """Return claims of institutions that wait for verification, the oldest first."""
    rows = InstitutionClaim.objects.filter(state=ClaimState.PENDING)
    return rows.select_related("institution__region", "claimant").order_by("requested_at", "pk")


def institution_claims_by(user_id: int) -> QuerySet[InstitutionClaim]:
    """Return which institutions one person claimed, the latest first."""
    return InstitutionClaim.objects.filter(claimant_id=user_id).select_related("institution").order_by("-pk")


def regions() -> QuerySet[Region]:
    """Return the districts of the city."""
    return Region.objects.order_by("code")


def merges_into(enterprise_id: int) -> QuerySet[Merge]:
    """Return the trail of what an entry absorbed."""
    return Merge.objects.filter(survivor_id=enterprise_id).select_related("absorbed", "merged_by").order_by("-pk")


def likely_duplicates(enterprise: Enterprise, *, limit: int = 10) -> list[Enterprise]:
    """Return living entries with the same name or the same organisation part of the credit code (characters 9 to 17)."""
    same_body = Q(credit_code__endswith=enterprise.credit_code[8:17] + enterprise.credit_code[17:]) | Q(
        name_zh=enterprise.name_zh
    )
    rows = Enterprise.objects.filter(same_body, state=EnterpriseState.ACTIVE).exclude(pk=enterprise.pk)
    return list(rows.select_related("region").order_by("pk")[:limit])


def figures_by_size(rows: QuerySet[Enterprise]) -> dict[str, int]:
    """Return how many of the rows are in each size class."""
    return dict(rows.order_by().values_list("size_class").annotate(count=Count("pk")))


def import_runs() -> QuerySet[ImportRun]:
    """Return the imports, the latest first."""
    return ImportRun.objects.select_related("started_by").order_by("-pk")


def rows_of(run: ImportRun, *, verdict: str = "") -> QuerySet[ImportRow]:
    """Return the rows of an import, of one verdict or of all."""
    rows = ImportRow.objects.filter(run=run).select_related("enterprise")
    return rows.filter(verdict=verdict) if verdict else rows


def _narrow(rows: QuerySet[Enterprise], wanted: EnterpriseFilter) -> QuerySet[Enterprise]:
    exact = {
        "region_id": wanted.region,
        "section": wanted.section,
        "size_class": wanted.size_class,
        "state": wanted.state,
    }
    rows = rows.filter(**{name: value for name, value in exact.items() if value})
    if wanted.claimed:
        rows = rows.filter(workspace__isnull=wanted.claimed == "no")
    code = normalise(wanted.q)
    if len(code) >= 6 and code.isascii() and code.isalnum() and any(char.isdigit() for char in code):
        # The range lets either database use the index; a pattern alone would read every row on SQLite.
        return rows.filter(credit_code__startswith=code, credit_code__range=(code, code.ljust(18, "Z")))
    for word in wanted.q.split():
        rows = rows.filter(names_with(word))
    return rows


def names_with(word: str) -> Q:
    """Return the condition that a body's name holds a word. Chinese has no case and stands in no English name: one column is read."""
    if word.isascii():
        return Q(name_zh__icontains=word) | Q(name_en__icontains=word)
    return Q(name_zh__contains=word)
