"""Filter bars: a GET form whose state is the page's URL, told back as removable chips and as one sentence."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from servicecloud.pages.date_range import DateRangeField


@dataclass(frozen=True)
class Chip:
    """One active filter and the URL without it."""

    label: str
    value: str
    remove: str


_NOTHING: tuple[Any, ...] = (None, "", [], (None, None))


class FilterForm(forms.Form):
    """Base of every filter bar. Fields are never required; a wrong value in the URL filters nothing and says so."""

    q = forms.CharField(label=_("搜索"), required=False, max_length=100)

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data or None)
        self.query = data
        for field in self.fields.values():
            field.required = False

    def chosen(self) -> dict[str, Any]:
        """Return the filters that hold a valid value."""
        self.is_valid()
        cleaned = getattr(self, "cleaned_data", {})
        return {name: value for name, value in cleaned.items() if value not in _NOTHING}

    def chips(self) -> list[Chip]:
        """Return the active filters with their readable values."""
        found = []
        for name, value in self.chosen().items():
            rest = self.query.copy()
            for key in (*_names_of(name, self.fields[name]), "page"):
                rest.pop(key, None)
            found.append(Chip(str(self.fields[name].label), self._readable(name, value), f"?{rest.urlencode()}"))
        return found

    def _readable(self, name: str, value: Any) -> str:
        field = self.fields[name]
        if isinstance(field, DateRangeField):
            return " — ".join("…" if day is None else f"{day:%Y-%m-%d}" for day in value)
        if isinstance(field, forms.ChoiceField) and not isinstance(field, forms.ModelChoiceField):
            return next((str(label) for key, label in list(field.choices) if key == value), str(value))  # type: ignore[arg-type]
        return str(value)


def _names_of(name: str, field: forms.Field) -> list[str]:
    """Return the names under which a field stands in the URL."""
    if not isinstance(field.widget, forms.MultiWidget):
        return [name]
    return [f"{name}{part}" for part in field.widget.widgets_names]  # type: ignore[attr-defined] # not in the stubs
