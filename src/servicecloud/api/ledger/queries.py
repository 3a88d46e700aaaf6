"""What can stand in the query of the ledger's addresses."""

import re
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from servicecloud.api.errors import InvalidBodyError
from servicecloud.api.queries import PageQuery
from servicecloud.ledger.selectors.browsing import PER_PAGE

FIRST, LAST = date(2000, 1, 1), date(2099, 12, 31)
_CURSOR = re.compile(r"\d{4}-\d\d-\d\d:\d{1,18}")
_MOST = 2**53
_DIMENSION = r"^[^:\x00-\x1f]{1,40}:[^\x00-\x1f]{1,60}$"


class PeriodQuery(serializers.Serializer[Any]):
    """Over which days, as known on which day, of which unit."""

    since = serializers.DateField(required=False, help_text=_("发生日期自（含）"))
    until = serializers.DateField(required=False, help_text=_("发生日期至（含）"))
    owner = serializers.IntegerField(required=False, min_value=1, max_value=_MOST, help_text=_("归属单位的编号"))
    dimension = serializers.ListField(
        child=serializers.RegexField(_DIMENSION),
        required=False,
        max_length=10,
        help_text=_("维度和值，写作“名:值”，可重复"),
    )

    default_error_messages = {
        "order": _("起始日期晚于截止日期。"),
        "range": _("日期须在2000年至2099年之间。"),
    }

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Refuse a period that ends before it begins."""
        for name in ("since", "until", "as_of"):
            if name in attrs and not FIRST <= attrs[name] <= LAST:
                raise serializers.ValidationError({name: self.error_messages["range"]})
        if "since" in attrs and "until" in attrs and attrs["since"] > attrs["until"]:
            raise serializers.ValidationError({"since": self.error_messages["order"]})
        return attrs


class FigureQuery(PeriodQuery):
    """Which number."""

    as_of = serializers.DateField(required=False, help_text=_("按何日所知；默认今天"))


class BelowQuery(FigureQuery):
    """Which entries below a number."""

    counted = serializers.ChoiceField(
        required=False, choices=["yes", "no"], help_text=_("计入的（默认）或未计入的记录")
    )
    cursor = serializers.CharField(required=False, max_length=40, help_text=_("上一页响应中 next 里的值"))

    def validate_cursor(self, value: str) -> str:
        """Refuse a cursor that we did not make."""
        return cursor_or_refuse(value)


class EntryQuery(PeriodQuery):
    """Which entries."""

    measure = serializers.RegexField(r"^[^\x00-\x1f/]{1,80}$", required=False, help_text=_("计量项目的编码"))
    subject = serializers.CharField(required=False, max_length=60, help_text=_("服务对象"))
    act = serializers.CharField(required=False, max_length=120, help_text=_("所据业务"))
    cursor = serializers.CharField(required=False, max_length=40, help_text=_("上一页响应中 next 里的值"))
    limit = serializers.IntegerField(
        required=False, min_value=1, max_value=PageQuery.MOST, help_text=_("每页条数，默认50")
    )

    def validate_cursor(self, value: str) -> str:
        """Refuse a cursor that we did not make."""
        return cursor_or_refuse(value)


class HeadsQuery(serializers.Serializer[Any]):
    """Two heads: the number of entries of each and, to have it checked, its digest. Without `new` the present head is meant."""

    old = serializers.IntegerField(min_value=1, max_value=_MOST, help_text=_("前一链首的条数"))
    old_digest = serializers.RegexField("^[0-9a-fA-F]{64}$", required=False, help_text=_("前一链首的摘要"))
    new = serializers.IntegerField(
        required=False, min_value=1, max_value=_MOST, help_text=_("后一链首的条数；默认当前链首")
    )
    new_digest = serializers.RegexField("^[0-9a-fA-F]{64}$", required=False, help_text=_("后一链首的摘要"))


def cursor_or_refuse(value: str) -> str:
    """Return the cursor if it is one of ours."""
    if not _CURSOR.fullmatch(value):
        raise InvalidBodyError(PageQuery.complaint_about_cursor())
    return value


def chosen_dimensions(values: list[str]) -> list[tuple[str, str]]:
    """Return names with values."""
    return [(name, value) for name, _colon, value in (each.partition(":") for each in values)]


__all__ = ["PER_PAGE", "BelowQuery", "EntryQuery", "FigureQuery", "HeadsQuery", "PeriodQuery", "chosen_dimensions"]
