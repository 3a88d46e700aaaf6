"""What the two shells' pages of an entry share: the entry in words, and the page after a clash."""

from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import get_language

from plumbline.reference.size_class import Bound, Classification
from servicecloud.directory.enums import SizeClass
from servicecloud.directory.industry_codes import label_of
from servicecloud.directory.models import Enterprise
from servicecloud.directory.sizing import classification_of
from servicecloud.pages.differences import changed_only
from servicecloud.pages.entries import BodyForm, EnterpriseForm
from servicecloud.pages.size_words import MEASURES, UNITS
from servicecloud.versioning import StaleRecordError


def entry_context(enterprise: Enterprise) -> dict[str, Any]:
    """Return the entry with its years and the reasons of its size class."""
    years = list(enterprise.figures.all())
    answer = classification_of(enterprise.industry, years[0] if years else None)
    return {
        "enterprise": enterprise,
        "industry": label_of(enterprise.industry),
        "years": years,
        "classification": answer,
        "category": _category(answer),
        "bounds": [_bound_in_words(bound) for bound in answer.bounds] if answer else [],
        "missing": [MEASURES[measure] for measure in answer.missing] if answer else [],
    }


def compare_page(
    request: HttpRequest,
    error: StaleRecordError,
    *,
    template: str,
    data: QueryDict,
    form: type[BodyForm] = EnterpriseForm,
    **context: object,
) -> HttpResponse:
    """Show what stands now beside what was typed; saving again goes against the present version."""
    current = error.current
    again = data.copy()
    again["version"] = str(current.version)
    context |= {
        "entry": current,
        "differences": changed_only(form.differences(current, error.submitted)),  # type: ignore[arg-type]
        "form": form(again),
        "sentence": str(error),
    }
    return render(request, template, context, status=error.status)


def _category(answer: Classification | None) -> str:
    if answer is None or answer.category is None:
        return ""
    return answer.category.name_en if (get_language() or "").startswith("en") else answer.category.name_zh


def _bound_in_words(bound: Bound) -> dict[str, Any]:
    return {
        "size": SizeClass(bound.size.value).label,
        "measure": MEASURES[bound.measure],
        "unit": UNITS[bound.measure],
        "at_least": bound.at_least,
        "value": bound.value,
        "is_met": bound.is_met,
    }
