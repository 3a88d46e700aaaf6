"""Addresses of people and organisations."""

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from servicecloud.api.bodies import read
from servicecloud.api.identity import serializers as shapes
from servicecloud.api.listing import page_of
from servicecloud.api.pagination import ByCursor
from servicecloud.api.queries import PageQuery
from servicecloud.api.views import ApiView
from servicecloud.identity.models import Organisation
from servicecloud.identity.selectors import organisations_in_reach
from servicecloud.identity.standing import standing_of
from servicecloud.integrations.enums import ApiScope


class WhoAmI(ApiView):
    """The person behind the token."""

    @extend_schema(operation_id="get_me", summary=_("当前令牌与用户"), responses=shapes.Me)
    def get(self, request: Request) -> Response:
        """Whom the program acts for, with which roles, and what the token allows."""
        user = self.actor()
        answer = {
            "username": user.username,
            "display_name": user.display_name,
            "display_name_en": user.display_name_en,
            "roles": standing_of(user).held,
            "token": request.auth,
        }
        return Response(shapes.Me(answer).data)


class Organisations(ApiView):
    """The organisations in sight."""

    pagination_class = ByCursor
    needs = {"GET": ApiScope.ORGANISATIONS_READ}

    @extend_schema(
        operation_id="list_organisations",
        summary=_("可见范围内的单位"),
        parameters=[PageQuery],
        responses=shapes.OrganisationData(many=True),
    )
    def get(self, request: Request) -> Response:
        """The person's organisations and those below them; all of them for the operator and the auditors."""
        read(lambda: PageQuery(data=request.query_params))
        return page_of(organisations_in_reach(), shape=shapes.OrganisationData, view=self)


class OrganisationEntry(ApiView):
    """One organisation in sight."""

    needs = {"GET": ApiScope.ORGANISATIONS_READ}

    @extend_schema(operation_id="get_organisation", summary=_("单位信息"), responses=shapes.OrganisationData)
    def get(self, _request: Request, pk: int) -> Response:
        """One organisation."""
        return Response(shapes.OrganisationData(Organisation.objects.get(pk=pk)).data)
