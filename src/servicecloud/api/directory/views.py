"""Addresses of the directory."""

from typing import Any, cast

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from servicecloud.api import problems
from servicecloud.api.bodies import read
from servicecloud.api.directory import serializers as shapes
from servicecloud.api.listing import page_of
from servicecloud.api.pagination import ByCursor
from servicecloud.api.schema import IF_MATCH, ONCE
from servicecloud.api.views import ApiView
from servicecloud.directory import selectors
from servicecloud.directory.institution_selectors import public_institutions
from servicecloud.directory.models import Enterprise
from servicecloud.directory.services.entries import add_enterprise, edit_enterprise, report_figures
from servicecloud.integrations.enums import ApiScope
from servicecloud.integrations.services.answers import Answer
from servicecloud.versioning import StaleRecordError


class Register(ApiView):
    """The public register of living enterprises."""

    pagination_class = ByCursor
    is_public = True

    @extend_schema(
        operation_id="list_register",
        summary=_("公开企业名录"),
        parameters=[shapes.PublicQuery],
        responses=shapes.PublicEnterprise(many=True),
    )
    def get(self, request: Request) -> Response:
        """Living enterprises as anybody may see them. No token is needed."""
        chosen = read(lambda: shapes.PublicQuery(data=request.query_params))
        rows = selectors.public_enterprises(selectors.filter_from(chosen))
        return page_of(rows, shape=shapes.PublicEnterprise, view=self)


class RegisterEntry(ApiView):
    """One entry of the public register."""

    is_public = True

    @extend_schema(operation_id="get_register_entry", summary=_("公开企业信息"), responses=shapes.PublicEnterprise)
    def get(self, _request: Request, credit_code: str) -> Response:
        """One enterprise as anybody may see it. The code of a merged entry gives the entry it was merged into."""
        return Response(shapes.PublicEnterprise(selectors.public_enterprise(credit_code=credit_code)).data)


class Institutions(ApiView):
    """The service institutions."""

    is_public = True

    @extend_schema(
        operation_id="list_institutions",
        summary=_("服务机构"),
        parameters=[shapes.InstitutionQuery],
        responses=shapes.InstitutionData(many=True),
    )
    def get(self, request: Request) -> Response:
        """Service institutions with the qualifications valid today. No token is needed."""
        chosen = read(lambda: shapes.InstitutionQuery(data=request.query_params))
        found = public_institutions(**chosen, today=timezone.localdate())
        return Response(shapes.InstitutionData(found, many=True).data)


class Enterprises(ApiView):
    """The entries the person can see."""

    pagination_class = ByCursor
    needs = {"GET": ApiScope.DIRECTORY_READ, "POST": ApiScope.DIRECTORY_WRITE}

    @extend_schema(
        operation_id="list_enterprises",
        summary=_("可见范围内的企业"),
        parameters=[shapes.EnterpriseQuery],
        responses=shapes.EnterpriseData(many=True),
    )
    def get(self, request: Request) -> Response:
        """The entries in the person's sight: their own, or all of them for those who keep the directory."""
        chosen = read(lambda: shapes.EnterpriseQuery(data=request.query_params))
        rows = selectors.enterprises_in_scope(selectors.filter_from(chosen))
        if "updated_since" in chosen:
            rows = rows.filter(updated_at__gte=chosen["updated_since"])
        return page_of(rows, shape=shapes.EnterpriseData, view=self)

    @extend_schema(
        operation_id="add_enterprise",
        summary=_("登记企业"),
        parameters=[ONCE],
        request=shapes.NewEnterprise,
        responses={201: shapes.EnterpriseDetail},
    )
    def post(self, request: Request) -> Response:
        """Put a new enterprise into the directory. Only for those who keep it."""

        def add() -> Answer:
            values = read(lambda: shapes.NewEnterprise(data=request.data))
            added = add_enterprise(actor=self.actor(), values=values)
            location = reverse("api:enterprise", args=[added.pk])
            return Answer(201, _detail(added.pk), {"Location": location, "ETag": _etag(added)})

        return self.once(add)


class EnterpriseEntry(ApiView):
    """One entry in sight."""

    needs = {"GET": ApiScope.DIRECTORY_READ, "PATCH": ApiScope.DIRECTORY_WRITE}

    @extend_schema(operation_id="get_enterprise", summary=_("企业信息"), responses=shapes.EnterpriseDetail)
    def get(self, _request: Request, pk: int) -> Response:
        """The whole entry with its years. The ETag is its version, which an edit has to name."""
        found = selectors.enterprise_in_scope(pk)
        return Response(shapes.EnterpriseDetail(found).data, headers={"ETag": _etag(found)})

    @extend_schema(
        operation_id="edit_enterprise",
        summary=_("修改企业信息"),
        parameters=[IF_MATCH],
        request=shapes.EnterpriseChanges(partial=True),
        responses=shapes.EnterpriseDetail,
    )
    def patch(self, request: Request, pk: int) -> Response:
        """Change some fields. When somebody else saved meanwhile, nothing is written and the 409 names what differs."""
        selectors.enterprise_in_scope(pk)
        expected = self.expected_version()
        values = read(lambda: shapes.EnterpriseChanges(data=request.data, partial=True))
        try:
            edit_enterprise(actor=self.actor(), enterprise_id=pk, expected=expected, values=values)
        except StaleRecordError as error:
            return self._clash(request, error)
        found = selectors.enterprise_in_scope(pk)
        return Response(shapes.EnterpriseDetail(found).data, headers={"ETag": _etag(found)})

    def _clash(self, request: Request, error: StaleRecordError) -> Response:
        stands = cast("Enterprise", error.current)
        current = {**shapes.EnterpriseData(stands).data, "region": stands.region_id}
        submitted = cast("dict[str, Any]", request.data)
        differences = [
            {"field": name, "current": current[name], "submitted": value}
            for name, value in submitted.items()
            if current[name] != value
        ]
        response = problems.respond(error, request=request, current_version=stands.version, differences=differences)
        response["ETag"] = _etag(stands)
        return response


class YearOfEnterprise(ApiView):
    """The figures of one year."""

    needs = {"PUT": ApiScope.DIRECTORY_WRITE}

    @extend_schema(
        operation_id="report_figures",
        summary=_("填报年度数据"),
        request=shapes.FiguresChanges,
        responses=shapes.EnterpriseDetail,
    )
    def put(self, request: Request, pk: int, year: int) -> Response:
        """State, or state anew, the figures of an ended year. The size class is computed again."""
        selectors.enterprise_in_scope(pk)
        values = read(lambda: shapes.FiguresChanges(data=request.data, context={"year": year}))
        report_figures(actor=self.actor(), enterprise_id=pk, year=year, values=values)
        return Response(_detail(pk))


def _detail(pk: int) -> Any:
    return dict(shapes.EnterpriseDetail(selectors.enterprise_in_scope(pk)).data)


def _etag(row: Enterprise) -> str:
    return f'"{row.version}"'
