"""A pair of dates, first and last day, that belong together."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

Days = tuple[date | None, date | None]


class DateRangeWidget(forms.MultiWidget):
    """Two date inputs in one line."""

    template_name = "components/date_range.html"

    def __init__(self) -> None:
        one = {"type": "date", "class": "form-control"}
        names = {"from": gettext_lazy("开始日期"), "until": gettext_lazy("截止日期")}
        super().__init__(
            {key: forms.DateInput({**one, "aria-label": name}, format="%Y-%m-%d") for key, name in names.items()}
        )

    def decompress(self, value: Days | None) -> list[date | None]:
        """Return the two days of a pair."""
        return list(value or (None, None))


class DateRangeField(forms.MultiValueField):
    """The first and the last day of a time; either may be left open, and the last never lies before the first."""

    widget = DateRangeWidget

    def __init__(self, **options: Any) -> None:
        fields = (forms.DateField(required=False), forms.DateField(required=False))
        super().__init__(fields=fields, require_all_fields=False, **options)

    def compress(self, data_list: list[date | None]) -> Days:
        """Return the pair. Raises ValidationError when the days stand the wrong way round."""
        since, until = data_list or (None, None)
        if since and until and until < since:
            raise forms.ValidationError(_("截止日期不能早于开始日期。"), code="reversed")
        return since, until
