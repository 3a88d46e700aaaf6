"""The readable log of everything in reach: as a whole, of one person, of one thing."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.apps import apps
from django.http import HttpRequest, HttpResponse, QueryDict, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from servicecloud.activity.selectors import ActFilter, acts, kinds_of_acts, sentence_of
from servicecloud.identity.gates import requires
from servicecloud.identity.models import User
from servicecloud.identity.policies import check_can_enter_office
from servicecloud.pages.date_range import DateRangeField
from servicecloud.pages.filters import FilterForm
from servicecloud.pages.listing import Column, build_listing
from servicecloud.streamed_csv import as_csv

COLUMNS = (
    Column("at", _("时间"), ("id",)),
    Column("actor", _("操作人"), ("actor__display_name", "id")),
    Column("what", _("操作")),
    Column("organisation", _("所属单位"), ("organisation__name_zh", "id")),
    Column("object", _("对象类型"), ("object_kind", "object_id")),
)


class ActivityFilterForm(FilterForm):
    """What to show. A person and a single thing are chosen by clicking on them in the list."""

    kind = forms.ChoiceField(label=_("对象类型"))
    days = DateRangeField(label=_("日期"))
    person = forms.IntegerField(label=_("操作人"), widget=forms.HiddenInput)
    object = forms.CharField(label=_("对象编号"), max_length=60, widget=forms.HiddenInput)

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data)
        self.fields["q"].label = _("对象名称")
        kinds = [(kind, label_of_kind(kind)) for kind in kinds_of_acts()]
        self.fields["kind"].choices = [("", _("全部")), *sorted(kinds, key=lambda pair: pair[1])]  # type: ignore[attr-defined]

    def _readable(self, name: str, value: Any) -> str:
        if name == "person":
            return next((user.get_full_name() for user in User.objects.filter(pk=value)), str(value))
        return super()._readable(name, value)


@requires(check_can_enter_office)
@require_safe
def activity(request: HttpRequest) -> HttpResponse:
    """Who did what to which thing, in sentences, the latest first."""
    filters = ActivityFilterForm(request.GET)
    listing = build_listing(_rows(filters), columns=COLUMNS, query=request.GET, default="-at", per_page=50)
    lines = [(act, sentence_of(act), label_of_kind(act.object_kind)) for act in listing.page]
    return render(request, "office/activity/activity.html", {"filters": filters, "listing": listing, "lines": lines})


@requires(check_can_enter_office)
@require_safe
def export(request: HttpRequest) -> StreamingHttpResponse:
    """Give the filtered log as CSV."""
    rows = _rows(ActivityFilterForm(request.GET)).order_by("pk")
    response = StreamingHttpResponse(list(as_csv(_lines(rows))), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="activity.csv"'
    return response


def label_of_kind(kind: str) -> str:
    """Return what people call a kind of thing."""
    try:
        return str(apps.get_model(kind)._meta.verbose_name)
    except (LookupError, ValueError):  # the log outlives the things it tells of
        return kind


def _rows(filters: ActivityFilterForm) -> Any:
    chosen = filters.chosen()
    since, until = chosen.get("days", (None, None))
    return acts(
        ActFilter(
            title=chosen.get("q", ""),
            kind=chosen.get("kind", ""),
            object_id=chosen.get("object", ""),
            actor_id=chosen.get("person"),
            since=_midnight(since),
            until=_midnight(until, days=1),
        )
    )


def _midnight(day: Any, *, days: int = 0) -> datetime | None:
    if day is None:
        return None
    return timezone.make_aware(datetime.combine(day, time()) + timedelta(days=days))


def _lines(rows: Any) -> Iterator[list[str]]:
    yield [str(column.label) for column in COLUMNS]
    for act in rows.iterator(chunk_size=1000):
        who = act.actor.get_full_name() if act.actor else ""
        at = timezone.localtime(act.at).strftime("%Y-%m-%d %H:%M:%S")
        yield [at, who, sentence_of(act), str(act.organisation or ""), label_of_kind(act.object_kind)]
