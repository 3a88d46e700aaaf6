"""Entries, their proofs, seals, and the proof that one head continues another."""

from typing import Any

import msgspec
from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

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
from servicecloud.ledger.models import Entry, SealRecord
from servicecloud.ledger.selectors import browsing
from servicecloud.ledger.selectors.heads import KeptHead, continuation
from servicecloud.ledger.selectors.proofs import proof_of


class Entries(ApiView):
    """The entries in sight."""

    needs = {"GET": ApiScope.LEDGER_READ}

    @extend_schema(
        operation_id="list_entries",
        summary=_("可见范围内的记录"),
        parameters=[queries.EntryQuery],
        responses=shapes.EntryPage,
    )
    def get(self, request: Request) -> Response:
        """Entries, the newest first; follow `next` until it is null. Of several dimensions the first narrows the list."""
        policies.check_can_read_ledger(self.actor())
        chosen = read(lambda: queries.EntryQuery(data=request.query_params))
        page = browsing.find_entries(
            _filter(chosen), after=chosen.get("cursor", ""), per_page=chosen.get("limit", browsing.PER_PAGE)
        )
        results = shapes.EntryData(page.entries, many=True).data
        return Response({"next": next_link(request, page.after), "total": page.total, "results": results})


class OneEntry(ApiView):
    """One entry in sight."""

    needs = {"GET": ApiScope.LEDGER_READ}

    @extend_schema(operation_id="get_entry", summary=_("一条记录"), responses=shapes.EntryData)
    def get(self, _request: Request, pk: int) -> Response:
        """One entry with its place in the chain."""
        policies.check_can_read_ledger(self.actor())
        return Response(shapes.EntryData(Entry.objects.select_related("measure", "owner", "leaf").get(pk=pk)).data)


class ProofOfEntry(ApiView):
    """The proof of one entry."""

    needs = {"GET": ApiScope.LEDGER_READ}

    @extend_schema(
        operation_id="get_proof", summary=_("一条记录的证明"), responses={200: OpenApiTypes.OBJECT, 409: None}
    )
    def get(self, _request: Request, pk: int) -> Response:
        """The proof file that `plumbline verify --proof` takes, under the present head. 409 while the entry waits for its seal."""
        policies.check_can_read_ledger(self.actor())
        return Response(msgspec.to_builtins(proof_of(pk)))


class Seals(ApiView):
    """The chain."""

    pagination_class = ByCursor
    needs = {"GET": ApiScope.LEDGER_READ}

    @extend_schema(
        operation_id="list_seals",
        summary=_("封存链"),
        parameters=[PageQuery],
        responses=shapes.SealData(many=True),
    )
    def get(self, request: Request) -> Response:
        """Every seal, the first first. They hold digests only."""
        read(lambda: PageQuery(data=request.query_params))
        return page_of(SealRecord.objects.all(), shape=shapes.SealData, view=self)


class Consistency(ApiView):
    """Two heads of one history."""

    needs = {"GET": ApiScope.LEDGER_READ}

    @extend_schema(
        operation_id="get_consistency",
        summary=_("两个链首的一致性证明"),
        parameters=[queries.HeadsQuery],
        responses={200: OpenApiTypes.OBJECT, 404: None, 409: None},
    )
    def get(self, request: Request) -> Response:
        """The proof file, as `plumbline verify --proof` takes it, that the later head continues the earlier. 409: a digest is not ours."""
        given = read(lambda: queries.HeadsQuery(data=request.query_params))
        old = KeptHead(given["old"], given.get("old_digest", ""))
        new = KeptHead(given.get("new"), given.get("new_digest", ""))
        return Response(msgspec.to_builtins(continuation(old, new).proof))


def _filter(chosen: dict[str, Any]) -> browsing.EntryFilter:
    measures: tuple[int, ...] = ()
    if "measure" in chosen:
        measures = tuple(each.pk for each in browsing.measure_versions(chosen["measure"]))
    if "owner" in chosen:
        Organisation.objects.get(pk=chosen["owner"])
    dimensions = queries.chosen_dimensions(chosen.get("dimension", []))
    return browsing.EntryFilter(
        measures=measures,
        owner=chosen.get("owner"),
        since=chosen.get("since"),
        until=chosen.get("until"),
        subject=chosen.get("subject", ""),
        act=chosen.get("act", ""),
        dimensions=tuple(dimensions),
    )
