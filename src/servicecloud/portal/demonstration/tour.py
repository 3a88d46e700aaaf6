"""The tour: a wrong form and what is found in it, a right one and what stands behind its numbers."""

import msgspec
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from plumbline.forms.serialisation import from_json
from plumbline.forms.writers import write
from servicecloud.collection.models import CollectedForm
from servicecloud.collection.selectors import Wanted, public_forms
from servicecloud.errors import NotFoundError
from servicecloud.ledger.models import Leaf, Snapshot
from servicecloud.performance.selectors.disclosures import latest_disclosures
from servicecloud.performance.selectors.published import published
from servicecloud.performance.selectors.published_number import entries_behind

_UNIT_MIX = "U-01"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@login_not_required
@require_safe
def tour(request: HttpRequest) -> HttpResponse:
    """Five steps, each with a link to the page where it is seen; the right form is that of the first project that was set up."""
    shown = latest_disclosures().order_by("project").first()
    right = shown.project if shown else None
    rows = published(right.pk).rows if right else []
    place, number = next(((at, row.snapshot) for at, row in enumerate(rows, start=1) if row.snapshot), (0, None))
    context = {
        "wrong": _wrong(),
        "right": right,
        "number": reverse("office:snapshot", args=[number.pk]) if number else "",
        "place": place,
        "entry": _entry(number) if number else None,
    }
    return render(request, "portal/demonstration/tour.html", context)


@login_not_required
@require_safe
def wrong_form(_request: HttpRequest) -> HttpResponse:
    """The wrong form of the first step as a file, to be dropped in the second."""
    found = _wrong()
    if found is None:
        raise NotFoundError
    form = from_json(msgspec.json.encode(found.form))
    response = HttpResponse(write(form, to="docx"), content_type=_WORD)
    name = f"{found.project_name}.docx"
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    return response


def _wrong() -> CollectedForm | None:
    return public_forms(Wanted(rule=_UNIT_MIX)).order_by("-errors", "pk").first()


def _entry(number: Snapshot) -> int | None:
    """Return an entry that the number counts and that is sealed, whose proof can be shown."""
    behind = [entry.pk for entry in entries_behind(number).entries]
    return Leaf.objects.filter(entry__in=behind).order_by("entry").values_list("entry_id", flat=True).first()
