"""The forms of the library: what an indicator says, which to list, which file to import."""

from typing import Any, cast

from django import forms
from django.db import models
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from plumbline.reference.indicator_categories import categories
from servicecloud.identity.models import Organisation
from servicecloud.indicators.enums import Direction, IndicatorKind, LibraryState, Taking, TargetBasis, ValueSource
from servicecloud.indicators.models import IndicatorVersion, LibraryIndicator
from servicecloud.indicators.problems import CONTENT
from servicecloud.pages.differences import Difference
from servicecloud.pages.filters import FilterForm

LARGEST_FILE = 5 * 1024 * 1024
ANY = ("", gettext_lazy("全部"))


def category_choices() -> list[tuple[str, str]]:
    """Return the categories with their names in the active language."""
    is_english = (get_language() or "").startswith("en")
    return [(key, each.name_en if is_english else each.name_zh) for key, each in categories().items()]


class LibraryFilterForm(FilterForm):
    """Which indicators to list."""

    category = forms.ChoiceField(label=gettext_lazy("指标类别"))
    kind = forms.ChoiceField(label=gettext_lazy("指标属性"), choices=[ANY, *IndicatorKind.choices])
    source = forms.ChoiceField(label=gettext_lazy("完成值来源"), choices=[ANY, *ValueSource.choices])
    owner = forms.TypedChoiceField(label=gettext_lazy("归属单位"), coerce=int, empty_value=None)
    state = forms.ChoiceField(label=gettext_lazy("状态"), choices=[ANY, *LibraryState.choices])

    def __init__(self, data: Any, *, owners: list[tuple[int, str]]) -> None:
        super().__init__(data)
        self.fields["category"].choices = [ANY, *category_choices()]  # type: ignore[attr-defined]
        self.fields["owner"].choices = [ANY, *owners]  # type: ignore[attr-defined]


def _text(name: str, *, rows: int = 0, required: bool = False, help_text: Any = "") -> forms.CharField:
    field = cast("models.CharField[str, str]", IndicatorVersion._meta.get_field(name))
    widget: forms.Widget = forms.Textarea({"rows": rows}) if rows else forms.TextInput()
    return forms.CharField(
        label=field.verbose_name, max_length=field.max_length, widget=widget, required=required, help_text=help_text
    )


class IndicatorForm(forms.Form):
    """What an indicator says."""

    name = _text(
        "name", required=True, help_text=gettext_lazy("名词短语，以数量、率、金额、满意度等结尾，不写指标值。")
    )
    category = forms.ChoiceField(
        label=gettext_lazy("指标类别"), help_text=gettext_lazy("由类别得出两种式样下的一级、二级指标。")
    )
    definition = _text("definition", required=True, rows=2)
    direction = forms.ChoiceField(label=gettext_lazy("指标性质"), choices=Direction.choices)
    unit = _text("unit", help_text=gettext_lazy("家是去重的企业，家次、人次可重复计。"))
    source = forms.ChoiceField(label=gettext_lazy("完成值来源"), choices=ValueSource.choices)
    counting_rule = _text("counting_rule", rows=3, help_text=gettext_lazy("什么算一个、何时算、是否重复计、什么不算。"))
    evidence = _text("evidence", rows=2)
    measure = _text("measure", help_text=gettext_lazy("台账或计量项目的名称或编码；选用指标时自动取数。"))
    taking = forms.ChoiceField(label=gettext_lazy("取法"), choices=Taking.choices)
    share = _text("share", help_text=gettext_lazy("取法为占比时填写，例如“评价=满意”；几个取值用顿号分开。"))
    usual_weight = forms.DecimalField(
        label=gettext_lazy("常用分值"), max_digits=5, decimal_places=2, required=False, min_value=0, max_value=100
    )
    reference_value = _text("reference_value", help_text=gettext_lazy("只写数；定性指标写等次，例如“有所提升”。"))
    target_basis = forms.ChoiceField(
        label=gettext_lazy("指标值设定依据"), choices=[("", "—"), *TargetBasis.choices], required=False
    )
    scoring_rule = _text("scoring_rule")
    policy_basis = _text("policy_basis", rows=2)
    note = _text("note")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["category"].choices = category_choices()  # type: ignore[attr-defined]

    def in_words(self, name: str, value: Any) -> str:
        """Return a value of one field as a person reads it."""
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            return next((str(label) for key, label in list(field.choices) if key == value), str(value or ""))  # type: ignore[arg-type]
        return "" if value in (None, "") else str(value)

    def differences(self, before: IndicatorVersion, after: Any) -> list[Difference]:
        """Return two contents field by field; `after` is a version, or what somebody typed."""
        taken = after if isinstance(after, dict) else {name: getattr(after, name) for name in CONTENT}
        return [
            Difference(
                name,
                str(self.fields[name].label),
                self.in_words(name, getattr(before, name)),
                self.in_words(name, taken[name]),
            )
            for name in CONTENT
        ]


class NewIndicatorForm(IndicatorForm):
    """A new indicator in one of the person's libraries."""

    field_order = ["owner", "code", "kind"]
    owner = forms.TypedChoiceField(label=gettext_lazy("归属单位"), coerce=int)
    code = forms.CharField(
        label=gettext_lazy("指标编码"), max_length=40, help_text=gettext_lazy("本单位内不重复，建立后不改。")
    )
    kind = forms.ChoiceField(label=gettext_lazy("指标属性"), choices=IndicatorKind.choices)

    def __init__(self, data: Any, *, owners: list[Organisation]) -> None:
        super().__init__(data)
        self.fields["owner"].choices = [(owner.pk, str(owner)) for owner in owners]  # type: ignore[attr-defined]


class ReviseForm(IndicatorForm):
    """A new version of an indicator, with why."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    change_reason = forms.CharField(
        label=gettext_lazy("修订说明"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("必填：改了什么、为什么改。选用过旧版的目标表会提示有新版本。"),
    )

    @staticmethod
    def initial_of(found: LibraryIndicator) -> dict[str, Any]:
        """Return what the form shows at first."""
        return {name: getattr(found.current, name) for name in CONTENT} | {"version": found.version}


class LibraryFileForm(forms.Form):
    """A file of indicators, whose library it goes into, and whether to write."""

    owner = forms.TypedChoiceField(label=gettext_lazy("归属单位"), coerce=int)
    file = forms.FileField(label=gettext_lazy("指标库文件"), widget=forms.FileInput({"accept": ".xlsx,.xls,.csv"}))
    only_check = forms.BooleanField(label=gettext_lazy("只检查，不写入"), required=False)

    def __init__(self, *args: Any, owners: list[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].choices = [(owner.pk, str(owner)) for owner in owners]  # type: ignore[attr-defined]

    def clean_file(self) -> Any:
        """Refuse what is too large."""
        file = self.cleaned_data["file"]
        if file and (file.size or 0) > LARGEST_FILE:
            raise forms.ValidationError(
                _("文件超过 %(size)d MB。请拆成几个文件分别导入。") % {"size": LARGEST_FILE // 2**20}
            )
        return file
