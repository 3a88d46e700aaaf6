"""Reading what a program sent: unknown fields are named, and every complaint is given in both languages."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils import translation
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from servicecloud.api.errors import InvalidBodyError
from servicecloud.errors import Lang

_LOCALES: dict[Lang, str] = {"zh": "zh-hans", "en": "en"}


class Body(serializers.Serializer[Any]):
    """Base of what can be sent. A field that does not exist, or cannot be written, is refused rather than ignored."""

    default_error_messages = {"unknown": _("没有这个可填写的字段。")}

    def to_internal_value(self, data: Any) -> Any:
        """Read the known fields; complain about all others at the same time as about wrong values."""
        unknown = set(data) - set(self.fields) if isinstance(data, Mapping) else set()
        found: dict[str, Any] = {}
        try:
            values = super().to_internal_value(data)
        except serializers.ValidationError as error:
            found = dict(error.detail) if isinstance(error.detail, dict) else {"body": error.detail}
        sentence = self.error_messages["unknown"]
        found |= {str(name)[:60]: [sentence] for name in sorted(unknown, key=str)}
        if found:
            raise serializers.ValidationError(found)
        return values


def read(make: Callable[[], serializers.Serializer[Any]]) -> dict[str, Any]:
    """Return the valid values, or raise with the complaints in both languages (the check runs once in each)."""
    first = make()
    if first.is_valid():
        return dict(first.validated_data)
    both: dict[str, dict[Lang, list[str]]] = {}
    for lang, locale in _LOCALES.items():
        with translation.override(locale):
            checked = make()
            checked.is_valid()
            for name, sentences in _flat(checked.errors).items():
                both.setdefault(name, {"zh": [], "en": []})[lang] = sentences
    raise InvalidBodyError(both)


def _flat(errors: Any, prefix: str = "") -> dict[str, list[str]]:
    """Return complaints by the path of their field."""
    if isinstance(errors, Mapping):
        found: dict[str, list[str]] = {}
        for name, inner in errors.items():
            found |= _flat(inner, f"{prefix}.{name}" if prefix else str(name))
        return found
    return {prefix or "body": [str(sentence) for sentence in errors]}
