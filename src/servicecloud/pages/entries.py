"""The forms of a directory entry, used by the enterprise itself and by those who keep the directory."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from servicecloud.directory.credit_codes import normalise, validate_credit_code
from servicecloud.directory.enums import EnterpriseState, SizeClass
from servicecloud.directory.industry_codes import label_of, section_choices, validate_industry
from servicecloud.directory.models import Enterprise, Institution, Region
from servicecloud.pages.differences import Difference
from servicecloud.pages.filters import FilterForm
from servicecloud.personal import Personal

PERSONAL = ("contact_name", "contact_phone")


class CreditCodeField(forms.CharField):
    """A credit code, however people write it."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label=kwargs.pop("label", _("统一社会信用代码")), max_length=40, validators=[validate_credit_code], **kwargs
        )

    def to_python(self, value: Any) -> str:
        """Normalise before checking."""
        return normalise(super().to_python(value) or "")


class UnitField(forms.DecimalField):
    """An amount with its unit beside it."""

    def __init__(self, *, unit: Any, **kwargs: Any) -> None:
        super().__init__(min_value=0, max_digits=18, decimal_places=4, required=False, **kwargs)
        self.unit = unit


class DayField(forms.DateField):
    """A day, chosen with the browser's own calendar."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"), **kwargs)


class BodyForm(forms.Form):
    """What can be changed of any entry. People's data is shown masked: a blank leaves it as it is."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    name_zh = forms.CharField(label=_("名称"), max_length=120)
    name_en = forms.CharField(label=_("英文名称"), max_length=160, required=False)
    region = forms.ModelChoiceField(label=_("所在区"), queryset=Region.objects.none())
    address = forms.CharField(label=_("地址"), max_length=200, required=False)
    website = forms.URLField(label=_("网站"), required=False, assume_scheme="https")
    contact_name = forms.CharField(label=_("联系人"), max_length=60, required=False)
    contact_phone = forms.CharField(label=_("联系电话"), max_length=30, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["region"].queryset = Region.objects.order_by("code")  # type: ignore[attr-defined]

    @classmethod
    def initial_of(cls, record: Enterprise | Institution) -> dict[str, Any]:
        """Return what the form shows at first; personal values stay out of the page."""
        return {name: getattr(record, name) for name in cls.base_fields if name not in PERSONAL}

    @classmethod
    def differences(cls, current: Enterprise | Institution, submitted: dict[str, Any]) -> list[Difference]:
        """Return the entry as it stands beside what was submitted, in words; personal values masked."""
        return [
            Difference(
                name,
                str(cls.base_fields[name].label),
                cls.in_words(name, getattr(current, name)),
                cls.in_words(name, value),
            )
            for name, value in submitted.items()
        ]

    @staticmethod
    def in_words(name: str, value: Any) -> str:  # noqa: ARG004 - a form of one kind of entry looks at the name
        """Return a value of one field as a person reads it."""
        return "" if value in (None, "") else str(value)

    def values(self) -> dict[str, Any]:
        """Return the values to save; personal fields only where something new was typed."""
        cleaned = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        return {
            name: Personal(value) if name in PERSONAL else value
            for name, value in cleaned.items()
            if value or name not in PERSONAL
        }


class EnterpriseForm(BodyForm):
    """What can be changed of an enterprise."""

    field_order = ["version", "name_zh", "name_en", "region", "industry", "established_on"]
    name_zh = forms.CharField(label=_("企业名称"), max_length=120)
    industry = forms.CharField(
        label=_("行业代码"),
        max_length=4,
        validators=[validate_industry],
        help_text=_("《国民经济行业分类》2至4位数字，如 34 通用设备制造业。"),
    )
    established_on = DayField(label=_("成立日期"), required=False)

    @staticmethod
    def in_words(name: str, value: Any) -> str:
        """Return a value as a person reads it; an industry with its name."""
        return f"{value} {label_of(value)}" if name == "industry" and value else BodyForm.in_words(name, value)


class NewEnterpriseForm(EnterpriseForm):
    """A new entry also has its credit code."""

    field_order = ["credit_code", "name_zh", "name_en", "region", "industry", "established_on"]
    version = None  # type: ignore[assignment]
    credit_code = CreditCodeField()


class FiguresForm(forms.Form):
    """What an enterprise states for one year."""

    year = forms.IntegerField(label=_("年度"), min_value=1990)
    staff = forms.IntegerField(label=_("从业人员"), min_value=0, required=False, help_text=_("年末人数。"))
    revenue_wan = UnitField(label=_("营业收入"), unit=_("万元"))
    assets_wan = UnitField(label=_("资产总额"), unit=_("万元"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["staff"].unit = _("人")  # type: ignore[attr-defined]

    def clean_year(self) -> int:
        """Refuse a year that has not ended: its figures cannot be known."""
        year: int = self.cleaned_data["year"]
        if year >= timezone.localdate().year:
            raise forms.ValidationError(_t("%(year)s年尚未结束，请填写已结束的年度。") % {"year": year})
        return year


class EnterpriseFilterForm(FilterForm):
    """The filter bar of lists of enterprises."""

    region = forms.ModelChoiceField(label=_("所在区"), queryset=Region.objects.none(), empty_label=_("全部"))
    section = forms.ChoiceField(label=_("行业门类"))
    size_class = forms.ChoiceField(label=_("企业规模"), choices=[("", _("全部")), *SizeClass.choices])

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        self.fields["q"].label = _("名称或信用代码")
        self.fields["region"].queryset = Region.objects.order_by("code")  # type: ignore[attr-defined]
        self.fields["section"].choices = [("", _("全部")), *section_choices()]  # type: ignore[attr-defined]


class RegisterFilterForm(EnterpriseFilterForm):
    """The same with what only the keepers of the directory see."""

    state = forms.ChoiceField(label=_("状态"), choices=[("", _("全部")), *EnterpriseState.choices])
    claimed = forms.ChoiceField(label=_("认领"), choices=[("", _("全部")), ("yes", _("已认领")), ("no", _("未认领"))])
