"""A page of rows as an answer."""

from typing import Any

from django.db.models import QuerySet
from rest_framework.response import Response
from rest_framework.serializers import ModelSerializer
from rest_framework.views import APIView

from servicecloud.api.pagination import ByCursor


def page_of(rows: QuerySet[Any], *, shape: type[ModelSerializer[Any]], view: APIView) -> Response:
    """Return the page the query asks for."""
    pages = ByCursor()
    page = pages.paginate_queryset(rows, view.request, view=view)
    return pages.get_paginated_response(shape(page, many=True).data)
