"""Forms of registers and their rows."""

import re
from decimal import Decimal
from itertools import count
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from servicecloud.identity.models import Organisation
from servicecloud.ledger.enums import RegisterCounting, RegisterState
from servicecloud.ledger.facts import civil_date
from servicecloud.ledger.models import Register
from servicecloud.ledger.services.measures import entry_unit
from servicecloud.office.ledger.asking import title_of_dimension

_MOST_DIMENSIONS = 6


class RegisterForm(forms.Form):
    """What a register counts and how."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    title_zh = forms.CharField(label=_("台账名称"), max_length=80)
    title_en = forms.CharField(label=_("英文名称"), max_length=120, required=False)
    counts_zh = forms.CharField(
        label=_("计什么"),
        max_length=200,
        help_text=_("写明什么算一条、何时算，例如“已签收的会刊”。会成为口径的一部分。"),
    )
    counts_en = forms.CharField(label=_("计什么（英文）"), max_length=300, required=False)
    unit = forms.CharField(
        label=_("单位"), max_length=12, help_text=_("家、户、人为不重复计数；家次、人次、场、份、件等每次都计。")
    )
    counting = forms.ChoiceField(label=_("计数方式"), choices=RegisterCounting.choices)
    has_subject = forms.BooleanField(label=_("每行填写服务对象"), required=False)
    evidence = forms.CharField(
        label=_("佐证要求"),
        max_length=200,
        required=False,
        help_text=_("例如“签收单”“现场照片”。登记时会提示填写编号或位置。"),
    )
    dimensions = forms.CharField(
        label=_("维度"),
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("每行一个，冒号后列出可填的值，例如“渠道：现场、邮寄”。不列则可任意填写。"),
    )
    state = forms.ChoiceField(label=_("状态"), choices=RegisterState.choices, required=False)

    def __init__(self, *args: Any, known: "list[dict[str, Any]] | None" = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = {each["title_zh"]: each["name"] for each in known or []}

    def clean_dimensions(self) -> list[dict[str, Any]]:
        """Read one dimension a line; one that was there keeps its name, so that earlier rows keep their meaning."""
        lines = [line.strip() for line in self.cleaned_data["dimensions"].splitlines() if line.strip()]
        if len(lines) > _MOST_DIMENSIONS:
            raise forms.ValidationError(_t("最多%(count)s个维度。") % {"count": _MOST_DIMENSIONS})
        found = []
        taken = set(self.known.values())
        fresh = (name for number in count(1) if (name := f"d{number}") not in taken)
        for line in lines:
            title, _separator, values = line.replace(":", "：").partition("：")
            title = title.strip()[:30]
            words = [word.strip()[:60] for word in re.split("[、,，;；]", values) if word.strip()]
            name = self.known.get(title) or next(fresh)
            found.append({"name": name, "title_zh": title, "title_en": "", "values": words})
        if len({each["name"] for each in found}) < len(found):
            raise forms.ValidationError(_t("维度不能重名。"))
        return found

    def values(self) -> dict[str, Any]:
        """Return what the service takes."""
        values = {name: value for name, value in self.cleaned_data.items() if name not in {"version", "owner"}}
        values["state"] = values.get("state") or RegisterState.OPEN
        return values


class NewRegisterForm(RegisterForm):
    """The same for a register that begins."""

    version = None  # type: ignore[assignment]
    state = None  # type: ignore[assignment]
    owner: "forms.ModelChoiceField[Organisation]" = forms.ModelChoiceField(
        label=_("归属单位"), queryset=None, empty_label=None
    )
    field_order = ["owner"]

    def __init__(self, data: Any, *, owners: list[Organisation]) -> None:
        super().__init__(data)
        choices = Organisation.objects.filter(pk__in=[each.pk for each in owners]).order_by("name_zh", "pk")
        self.fields["owner"].queryset = choices  # type: ignore[attr-defined]


class RowForm(forms.Form):
    """One row of a register: the fields follow its definition."""

    happened_on = forms.DateField(label=_("发生日期"), widget=forms.DateInput({"type": "date"}))
    quantity = forms.DecimalField(label=_("数量"), max_digits=18, decimal_places=6, initial=Decimal(1))
    subject = forms.CharField(label=_("服务对象"), max_length=60)
    note = forms.CharField(label=_("事项"), max_length=200, required=False)
    evidence = forms.CharField(label=_("佐证材料"), max_length=200, required=False)
    late = forms.BooleanField(label=_("补登已结账期间的事项（计入当期，注明原发生日期）"), required=False)

    def __init__(self, data: Any, *, register: Register) -> None:
        super().__init__(data)
        self.register = register
        self.fields["quantity"].unit = entry_unit(register.unit, counting=register.counting)  # type: ignore[attr-defined]
        self.fields["happened_on"].initial = civil_date(timezone.now())
        self.fields["evidence"].help_text = register.evidence
        if not register.has_subject:
            del self.fields["subject"]
        for each in register.dimensions:
            self.fields[f"dim_{each['name']}"] = _dimension_field(each)
        self.order_fields(
            ["happened_on", "quantity", "subject", *(f"dim_{each['name']}" for each in register.dimensions), "note"]
        )

    def clean_happened_on(self) -> Any:
        """Refuse what has not happened yet."""
        day = self.cleaned_data["happened_on"]
        if day > civil_date(timezone.now()):
            raise forms.ValidationError(_t("尚未发生的事不能登记。"))
        return day

    def values(self) -> dict[str, Any]:
        """Return what the service takes."""
        cleaned = self.cleaned_data
        values = {name: value for name, value in cleaned.items() if not name.startswith("dim_")}
        values["dimensions"] = {name[4:]: value for name, value in cleaned.items() if name.startswith("dim_") and value}
        return values


def initial_of(register: Register) -> dict[str, Any]:
    """Return what the form shows at first."""
    names = [name for name in RegisterForm.base_fields if name != "dimensions"]
    lines = [
        f"{each['title_zh']}：{'、'.join(each['values'])}" if each["values"] else each["title_zh"]
        for each in register.dimensions
    ]
    return {**{name: getattr(register, name) for name in names}, "dimensions": "\n".join(lines)}


def _dimension_field(dimension: dict[str, Any]) -> forms.Field:
    label = title_of_dimension(dimension)
    if dimension["values"]:
        choices = [("", "—"), *((value, value) for value in dimension["values"])]
        return forms.ChoiceField(label=label, choices=choices, required=False)
    return forms.CharField(label=label, max_length=60, required=False)
