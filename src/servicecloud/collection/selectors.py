"""Reading the collection: what everybody sees, and the files somebody keeps."""

from dataclasses import dataclass
from decimal import Decimal

import msgspec
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Sum
from django.utils.translation import get_language

from servicecloud.collection.models import BrokenRule, CollectedFile, CollectedForm
from servicecloud.collection.policies import organisation_of
from servicecloud.identity.models import User
from servicecloud.inspection.model import FormReport

PUBLIC = (
    *("pk", "file_id", "ordinal", "kind", "year", "project_name", "department", "unit", "rulebook", "claimed"),
    *("computed", "grade_claimed", "grade_computed", "errors", "warnings", "infos"),
    *("file__publisher_zh", "file__publisher_en", "file__place_zh", "file__place_en"),
)
"""The columns of a list: contents and reports, which are long, are read for one form at a time."""


@dataclass(frozen=True)
class Wanted:
    """What the collection is narrowed to; blank means no limit."""

    q: str = ""
    place: str = ""
    kind: str = ""
    year: int | None = None
    rule: str = ""
    verdict: str = ""


@dataclass(frozen=True)
class Summary:
    """Counts over the forms that are shown."""

    forms: int
    with_errors: int
    errors: int
    warnings: int
    too_high: int


def publisher_of(file: CollectedFile) -> str:
    """Return who published a file, in the active language where it has a name in it."""
    is_english = (get_language() or "").startswith("en")
    return file.publisher_en if is_english and file.publisher_en else file.publisher_zh


def files_with_personal_data(user: User) -> QuerySet[CollectedFile]:
    """Return what the organisation of a collector keeps although it holds personal data, the oldest first."""
    held_back = CollectedForm.objects.filter(file=OuterRef("pk"), is_shown=False)
    rows = CollectedFile.objects.filter(Exists(held_back), owner=organisation_of(user), withdrawn_at=None)
    return rows.order_by("pk")


def public_forms(wanted: Wanted) -> QuerySet[CollectedForm]:
    """Return the forms everybody may see, ready to list."""
    rows = CollectedForm.everywhere.filter(is_shown=True, file__withdrawn_at=None).select_related("file").only(*PUBLIC)
    if wanted.place:
        rows = rows.filter(file__place_zh=wanted.place)
    if wanted.kind:
        rows = rows.filter(kind=wanted.kind)
    if wanted.year:
        rows = rows.filter(year=wanted.year)
    if wanted.rule:
        rows = rows.filter(broken__rule=wanted.rule).distinct()
    if wanted.verdict:
        rows = rows.filter(errors__gt=0) if wanted.verdict == "errors" else rows.filter(errors=0)
    for word in wanted.q.split():
        rows = rows.filter(
            Q(project_name__icontains=word) | Q(unit__icontains=word) | Q(file__publisher_zh__icontains=word)
        )
    return rows


def public_form(form_id: int) -> CollectedForm:
    """Return one form with everything; raises DoesNotExist when it is not shown."""
    rows = CollectedForm.everywhere.filter(is_shown=True, file__withdrawn_at=None).select_related("file")
    return rows.get(pk=form_id)


def summary(forms: QuerySet[CollectedForm]) -> Summary:
    """Count over forms. `too_high` are those whose claimed total lies above what the rules give by more than 0.05."""
    too_high = Count("pk", filter=Q(claimed__gt=F("computed") + Decimal("0.05")))
    found = CollectedForm.everywhere.filter(pk__in=forms.order_by().values("pk")).aggregate(
        forms=Count("pk"),
        with_errors=Count("pk", filter=Q(errors__gt=0)),
        errors=Sum("errors"),
        warnings=Sum("warnings"),
        too_high=too_high,
    )
    return Summary(**{name: number or 0 for name, number in found.items()})


def most_broken(forms: QuerySet[CollectedForm], *, most: int = 15) -> list[tuple[str, str, int]]:
    """Return the rules broken in most forms: rule, severity, number of forms."""
    rows = BrokenRule.everywhere.filter(form__in=forms.order_by().values("pk")).exclude(severity="info")
    counted = rows.values_list("rule", "severity").annotate(number=Count("form", distinct=True))
    return list(counted.order_by("-number", "rule")[:most])


def places_and_years() -> tuple[list[tuple[str, str]], list[int]]:
    """Return the places of the forms that are shown, in Chinese and in English, and their years, the latest first."""
    rows = CollectedForm.everywhere.filter(is_shown=True, file__withdrawn_at=None).order_by()
    found = list(rows.values_list("file__place_zh", "file__place_en", "year").distinct())
    places = sorted({(zh, en) for zh, en, _year in found})
    return places, sorted({year for _zh, _en, year in found if year is not None}, reverse=True)


def report_of(form: CollectedForm) -> FormReport:
    """Return the audit of a form in the active language."""
    kept = form.report_en if (get_language() or "").startswith("en") else form.report_zh
    return msgspec.convert(kept, FormReport)


def files_in_scope() -> QuerySet[CollectedFile]:
    """Return the files that the person in scope keeps, with how many forms they hold and how many are held back."""
    rows = CollectedFile.objects.select_related("owner", "collected_by")
    return rows.annotate(number=Count("forms"), held_back=Count("forms", filter=Q(forms__is_shown=False))).order_by(
        "-pk"
    )
