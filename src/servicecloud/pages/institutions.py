"""The forms of institutions and their qualifications, used by the institution itself and by those who keep the directory."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from servicecloud.directory.enums import Light, ServiceField
from servicecloud.directory.models import Region
from servicecloud.pages.entries import BodyForm, CreditCodeField, DayField
from servicecloud.pages.filters import FilterForm

ANY = ("", _("全部"))
LIGHT_TAGS = {
    Light.GOOD: "tag-good",
    Light.SOON: "tag-warn",
    Light.AHEAD: "tag-accent",
    Light.EXPIRED: "tag-bad",
    Light.WITHDRAWN: "",
}


class InstitutionForm(BodyForm):
    """What can be changed of an institution."""

    name_zh = forms.CharField(label=_("机构名称"), max_length=120)
    fields_of_service = forms.MultipleChoiceField(
        label=_("服务领域"), choices=ServiceField.choices, widget=forms.CheckboxSelectMultiple
    )
    introduction_zh = forms.CharField(
        label=_("简介"), max_length=2000, required=False, widget=forms.Textarea({"rows": 4})
    )
    introduction_en = forms.CharField(
        label=_("英文简介"), max_length=3000, required=False, widget=forms.Textarea({"rows": 4})
    )

    @staticmethod
    def in_words(name: str, value: Any) -> str:
        """Return a value as a person reads it; fields of service by their labels."""
        return "、".join(labels_of(value)) if name == "fields_of_service" else BodyForm.in_words(name, value)


class NewInstitutionForm(InstitutionForm):
    """A new entry also has its credit code."""

    field_order = ["credit_code", "name_zh"]
    version = None  # type: ignore[assignment]
    credit_code = CreditCodeField()


class QualificationForm(forms.Form):
    """One certificate."""

    name_zh = forms.CharField(label=_("资质名称"), max_length=120)
    name_en = forms.CharField(label=_("英文名称"), max_length=160, required=False)
    number = forms.CharField(label=_("证书编号"), max_length=60)
    issued_by = forms.CharField(label=_("发证单位"), max_length=120, required=False)
    valid_from = DayField(label=_("有效期自"))
    valid_to = DayField(label=_("有效期至"), help_text=_("这一天仍然有效。"))

    def clean(self) -> dict[str, Any]:
        """Refuse an end before the beginning."""
        cleaned = super().clean() or self.cleaned_data
        start, end = cleaned.get("valid_from"), cleaned.get("valid_to")
        if start and end and end < start:
            self.add_error("valid_to", _t("截止日期不能早于起始日期。"))
        return cleaned


class WithdrawalForm(forms.Form):
    """Why a certificate is no longer in force."""

    on = DayField(label=_("作废日期"))
    reason = forms.CharField(label=_("作废原因"), max_length=200)


class PublicInstitutionFilterForm(FilterForm):
    """The filter bar of the public list."""

    region = forms.ModelChoiceField(label=_("所在区"), queryset=Region.objects.none(), empty_label=_("全部"))
    field = forms.ChoiceField(label=_("服务领域"), choices=[ANY, *ServiceField.choices])

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        self.fields["q"].label = _("名称或信用代码")
        self.fields["region"].queryset = Region.objects.order_by("code")  # type: ignore[attr-defined]


class InstitutionFilterForm(PublicInstitutionFilterForm):
    """The same with what only the keepers of the directory see."""

    light = forms.ChoiceField(
        label=_("资质状态"),
        choices=[
            ANY,
            (Light.EXPIRED.value, _("有已过期的")),
            (Light.SOON.value, _("有即将到期的")),
            (Light.GOOD.value, _("有有效的")),
            ("none", _("没有资质")),
        ],
    )
    claimed = forms.ChoiceField(label=_("认领"), choices=[ANY, ("yes", _("已认领")), ("no", _("未认领"))])


def labels_of(fields_of_service: list[str]) -> list[str]:
    """Return the labels of fields of service, in the order of the list."""
    labels = dict(ServiceField.choices)
    return [str(labels[key]) for key in fields_of_service if key in labels]
