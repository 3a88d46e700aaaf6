"""Measures, their numbers, and the entries below a number."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from plumbline.evidence.measures import Window
from servicecloud.api.bodies import read
from servicecloud.api.ledger import queries
from servicecloud.api.ledger import serializers as shapes
from servicecloud.api.ledger.links import next_link
from servicecloud.api.listing import page_of
from servicecloud.api.pagination import ByCursor
from servicecloud.api.queries import PageQuery
from servicecloud.api.views import ApiView
from servicecloud.identity.models import Organisation
from servicecloud.integrations.enums import ApiScope
from servicecloud.ledger import policies
from servicecloud.ledger.facts import civil_date
from servicecloud.ledger.selectors import browsing
from servicecloud.ledger.selectors.counting import Count
from servicecloud.ledger.selectors.drilling import drill_down
from servicecloud.ledger.selectors.figures import Figure, figure_of
from servicecloud.ledger.selectors.questions import narrowed, over
from servicecloud.ledger.services.measures import rule_of
from servicecloud.ledger.tree import head


class Measures(ApiView):
    """The measures in sight."""

    pagination_class = ByCursor
    needs = {"GET": ApiScope.LEDGER_READ}

    @extend_schema(
        operation_id="list_measures",
        summary=_("可见范围内的计量项目"),
        parameters=[PageQuery],
        responses=shapes.MeasureData(many=True),
    )
    def get(self, request: Request) -> Response:
        """Those of the platform and those of the registers in sight, each in its newest version."""
        policies.check_can_read_ledger(self.actor())
        read(lambda: PageQuery(data=request.query_params))
        return page_of(browsing.newest_measures(), shape=shapes.MeasureData, view=self)


class OneMeasure(ApiView):
    """One measure in sight."""

    needs = {"GET": ApiScope.LEDGER_READ}

    @extend_schema(operation_id="get_measure", summary=_("计量项目及其各版口径"), responses=shapes.MeasureDetail)
    def get(self, _request: Request, code: str) -> Response:
        """The newest version of a measure, with all versions of its counting rule."""
        policies.check_can_read_ledger(self.actor())
        versions = browsing.measure_versions(code)
        all_versions = shapes.MeasureData(versions, many=True).data
        return Response({**all_versions[0], "versions": all_versions})


class FigureOfMeasure(ApiView):
    """The number of a measure."""

    needs = {"GET": ApiScope.LEDGER_READ}

    @extend_schema(
        operation_id="get_figure",
        summary=_("按口径计算的数值"),
        parameters=[queries.FigureQuery],
        responses=shapes.FigureData,
    )
    def get(self, request: Request, code: str) -> Response:
        """The number of a measure over a period, narrowed by dimensions, as it was known on a day. Without a period all days count."""
        policies.check_can_read_ledger(self.actor())
        chosen = read(lambda: queries.FigureQuery(data=request.query_params))
        return Response(_figure_data(_figure(code, chosen)))


class EntriesOfFigure(ApiView):
    """The entries below a number."""

    needs = {"GET": ApiScope.LEDGER_READ}

    @extend_schema(
        operation_id="list_entries_of_figure",
        summary=_("数值背后的记录"),
        parameters=[queries.BelowQuery],
        responses=shapes.JudgedPage,
    )
    def get(self, request: Request, code: str) -> Response:
        """The entries that make up the number, or with `counted=no` those of the measure that do not, each with its reason."""
        policies.check_can_read_ledger(self.actor())
        chosen = read(lambda: queries.BelowQuery(data=request.query_params))
        is_counted, cursor = chosen.pop("counted", "yes") == "yes", chosen.pop("cursor", "")
        below = drill_down(_figure(code, chosen), is_counted=is_counted, after=cursor)
        results = [
            {
                "entry": shapes.EntryData(entry).data,
                "why_not": {"zh": why.reason_zh, "en": why.reason_en} if why else None,
            }
            for entry, why in below.lines
        ]
        return Response({"next": next_link(request, below.after), "results": results})


class FacetsOfMeasure(ApiView):
    """How the entries of a measure are spread over its dimensions."""

    needs = {"GET": ApiScope.LEDGER_READ}

    @extend_schema(
        operation_id="get_facets",
        summary=_("各维度的分布"),
        parameters=[queries.FigureQuery],
        responses=shapes.FacetData(many=True),
    )
    def get(self, request: Request, code: str) -> Response:
        """Each dimension with its most frequent values (at most twelve) and the number of entries that have them."""
        policies.check_can_read_ledger(self.actor())
        chosen = read(lambda: queries.FigureQuery(data=request.query_params))
        figure = _figure(code, chosen)
        parts = figure.count.parts()
        dimensions = browsing.measure_versions(code)[0].dimensions
        found = browsing.facets(parts[0] if parts else figure.count, dimensions)
        return Response(
            [
                {
                    "name": each.name,
                    "title_zh": each.title_zh,
                    "title_en": each.title_en,
                    "values": [{"value": value, "entries": number} for value, number in each.values],
                }
                for each in found
            ]
        )


def _figure(code: str, chosen: dict[str, Any]) -> Figure:
    versions = browsing.measure_versions(code)
    today = civil_date(timezone.now())
    window = Window(start=chosen.get("since"), end=chosen.get("until"))
    dimensions = queries.chosen_dimensions(chosen.get("dimension", []))
    rule = narrowed(over(rule_of(versions[0]), window), versions[0], dimensions)
    owner = chosen.get("owner")
    owners = None if owner is None else (Organisation.objects.get(pk=owner).pk,)
    return figure_of(Count(rule, min(chosen.get("as_of", today), today), owners, tuple(versions)))


def _figure_data(figure: Figure) -> dict[str, Any]:
    rule, present = figure.count.rule, head()
    numbers = {name: getattr(figure, name) for name in ("number", "numerator", "denominator")}
    return dict(
        shapes.FigureData(
            {
                "measure": rule.measure,
                "version": rule.version,
                "title_zh": rule.title_zh,
                "title_en": rule.title_en,
                "sentence": shapes.both_languages(rule),
                "as_of": figure.count.as_of,
                "since": rule.window.start,
                "until": rule.window.end,
                "unit": rule.unit,
                **{name: None if number is None else f"{number:f}" for name, number in numbers.items()},
                "counted": figure.counted,
                "not_counted": figure.not_counted,
                "corrections": figure.corrections,
                "last_recorded_at": figure.last_recorded_at,
                "head": {"digest": present.digest, "count": present.count} if present else None,
            }
        ).data
    )
