"""What can stand in the query of an address."""

from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from servicecloud.errors import Lang


class PageQuery(serializers.Serializer[Any]):
    """Which page."""

    DEFAULT_LIMIT = 50
    MOST = 200

    cursor = serializers.CharField(required=False, max_length=200, help_text=_("上一页响应中 next 或 previous 里的值"))
    limit = serializers.IntegerField(required=False, min_value=1, max_value=MOST, help_text=_("每页条数，默认50"))

    @staticmethod
    def complaint_about_cursor() -> dict[str, dict[Lang, list[str]]]:
        """Return what is wrong with a cursor that cannot be read."""
        both: dict[Lang, list[str]] = {}
        locales: tuple[tuple[Lang, str], ...] = (("zh", "zh-hans"), ("en", "en"))
        for lang, locale in locales:
            with translation.override(locale):
                both[lang] = [_t("分页位置无效，请从第一页重新开始。")]
        return {"cursor": both}
