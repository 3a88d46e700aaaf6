"""The forms of a sampling plan, and two ways of drawing side by side in their words."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from servicecloud.identity.models import User
from servicecloud.oversight import policies
from servicecloud.oversight.enums import QuotaMethod, SeedKind
from servicecloud.oversight.models import SamplingPlan
from servicecloud.oversight.values import PlanParameters
from servicecloud.pages.differences import Difference
from servicecloud.pages.filters import FilterForm


class PlanFilterForm(FilterForm):
    """Which plans to list."""

    year = forms.IntegerField(label=gettext_lazy("项目年度"), min_value=2000, max_value=2100)


class NewPlanForm(forms.Form):
    """A plan's body, year and title."""

    body = forms.TypedChoiceField(label=gettext_lazy("抽查单位"), coerce=int)
    year = forms.IntegerField(label=gettext_lazy("项目年度"), min_value=2000, max_value=2100)
    title = forms.CharField(label=gettext_lazy("名称"), max_length=80)

    def __init__(self, data: Any, *, user: User) -> None:
        super().__init__(data, initial={"year": timezone.localdate().year - 1, "title": _("绩效自评抽查复核")})
        bodies = [(body.pk, str(body)) for body in policies.bodies_of(user)]
        self.fields["body"].choices = bodies  # type: ignore[attr-defined]


class ParametersForm(forms.Form):
    """How the plan draws."""

    large_yuan = forms.DecimalField(label=gettext_lazy("大额起点（元）"), decimal_places=2, max_digits=16)
    medium_yuan = forms.DecimalField(label=gettext_lazy("中额起点（元）"), decimal_places=2, max_digits=16)
    method = forms.ChoiceField(label=gettext_lazy("各层抽取数"), choices=QuotaMethod.choices)
    total = forms.IntegerField(label=gettext_lazy("抽取总数"), help_text=gettext_lazy("按比例分配时用。"))
    percent = forms.DecimalField(
        label=gettext_lazy("抽取比例（%）"),
        help_text=gettext_lazy("每层同一比例时用。"),
        decimal_places=2,
        max_digits=5,
    )
    minimum = forms.IntegerField(label=gettext_lazy("每层至少"))
    algorithm = forms.ChoiceField(label=gettext_lazy("摘要算法"), choices=[("sha256", "SHA-256"), ("sm3", "SM3")])
    seed_kind = forms.ChoiceField(label=gettext_lazy("种子来源"), choices=SeedKind.choices)
    seed_at = forms.DateTimeField(
        label=gettext_lazy("公告的时刻"),
        help_text=gettext_lazy("种子取该时刻之后封存的第一个链首，事先无人知道。用台账链首时必填。"),
        widget=forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        required=False,
    )
    seed_text = forms.CharField(
        label=gettext_lazy("一并计入的文字"),
        help_text=gettext_lazy("例如会议名称，随公告公开。"),
        max_length=100,
        required=False,
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def parameters(self) -> PlanParameters:
        """Return what was entered."""
        data = self.cleaned_data
        at = data["seed_at"]
        return PlanParameters(
            large_yuan=data["large_yuan"],
            medium_yuan=data["medium_yuan"],
            method=data["method"],
            total=data["total"],
            percent=data["percent"],
            minimum=data["minimum"],
            algorithm=data["algorithm"],
            seed_kind=data["seed_kind"],
            seed_at=at.isoformat() if at else "",
            seed_text=data["seed_text"].strip(),
        )


class SeedForm(forms.Form):
    """A seed that was thrown in public. Of the ledger's seed nothing is typed."""

    text = forms.CharField(label=gettext_lazy("种子"), max_length=200)
    origin = forms.CharField(label=gettext_lazy("产生经过"), max_length=300)

    def __init__(self, data: Any = None, *, is_thrown: bool = True) -> None:
        super().__init__(data)
        for field in self.fields.values():
            field.required = is_thrown


def differences_of(stored: PlanParameters, typed: PlanParameters) -> list[Difference]:
    """Return both ways of drawing field by field, as the form words them."""
    fields = ParametersForm.base_fields
    return [
        Difference(name, str(fields[name].label), _in_words(name, stored), _in_words(name, typed))
        for name in PlanParameters.__struct_fields__
    ]


def _in_words(name: str, parameters: PlanParameters) -> str:
    value, field = getattr(parameters, name), ParametersForm.base_fields[name]
    if isinstance(field, forms.ChoiceField):
        return next((str(label) for key, label in list(field.choices) if key == value), str(value))  # type: ignore[arg-type]
    if name == "seed_at":
        return (
            datetime.fromisoformat(value).astimezone(timezone.get_current_timezone()).strftime("%Y-%m-%d %H:%M")
            if value
            else ""
        )
    return f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)


def initial_of(found: SamplingPlan, parameters: PlanParameters) -> dict[str, Any]:
    """Return what the form of a plan shows at first."""
    values = {name: getattr(parameters, name) for name in parameters.__struct_fields__}
    at = parameters.seed_at
    values["seed_at"] = datetime.fromisoformat(at) if at else None
    return values | {"version": found.version}
