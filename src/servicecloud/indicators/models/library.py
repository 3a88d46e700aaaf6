"""Indicators of the library and their versions."""

from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from plumbline.reference.indicator_categories import categories
from servicecloud.indicators import enums
from servicecloud.indicators.models.shared import LibraryModel, LibraryVersion, retired_with_reason


class LibraryIndicator(LibraryModel):
    """An indicator that a body offers to everybody below it; `code` is its own within that body."""

    code = models.CharField(_("指标编码"), max_length=40)
    kind = models.CharField(_("指标属性"), max_length=10, choices=enums.IndicatorKind.choices)
    current = models.OneToOneField(
        "IndicatorVersion", models.PROTECT, null=True, related_name="+", verbose_name=_("现行版本")
    )

    class Meta:
        verbose_name = _("指标")
        constraints = [
            models.UniqueConstraint(fields=["owner", "code"], name="indicator_code_once"),
            retired_with_reason("indicator"),
        ]

    def __str__(self) -> str:
        return self.code


class IndicatorVersion(LibraryVersion):
    """What an indicator means from this version on. Append-only.

    `category` gives levels 1 and 2 under either taxonomy. `measure` (a code or a title) with `taking` and `share` (维度=值、值)
    suggests where the actual value comes from; `reference_value` is the number alone, in `unit`.
    """

    indicator = models.ForeignKey(LibraryIndicator, models.PROTECT, related_name="versions", verbose_name=_("指标"))
    name = models.CharField(_("三级指标"), max_length=120)
    definition = models.CharField(_("指标解释"), max_length=500)
    category = models.CharField(_("指标类别"), max_length=24)
    direction = models.CharField(_("指标性质"), max_length=12, choices=enums.Direction.choices)
    unit = models.CharField(_("度量单位"), max_length=20, blank=True)
    source = models.CharField(_("完成值来源"), max_length=12, choices=enums.ValueSource.choices)
    counting_rule = models.CharField(_("计数口径"), max_length=1000, blank=True)
    evidence = models.CharField(_("佐证资料要求"), max_length=500, blank=True)
    measure = models.CharField(_("建议的计量项目"), max_length=80, blank=True)
    taking = models.CharField(_("取法"), max_length=8, choices=enums.Taking.choices, default=enums.Taking.NUMBER)
    share = models.CharField(_("占比的分子"), max_length=120, blank=True)
    usual_weight = models.DecimalField(_("常用分值"), max_digits=5, decimal_places=2, null=True, blank=True)
    reference_value = models.CharField(_("参考值"), max_length=40, blank=True)
    target_basis = models.CharField(_("指标值设定依据"), max_length=10, choices=enums.TargetBasis.choices, blank=True)
    scoring_rule = models.CharField(_("赋分规则"), max_length=300, blank=True)
    policy_basis = models.CharField(_("政策依据"), max_length=300, blank=True)
    note = models.CharField(_("备注"), max_length=300, blank=True)

    objects = ScopedManager(organisation="indicator__owner")
    everywhere = models.Manager()

    class Meta:
        verbose_name = _("指标版本")
        constraints = [
            models.UniqueConstraint(fields=["indicator", "number"], name="indicator_version_once"),
            models.CheckConstraint(
                condition=Q(usual_weight=None) | Q(usual_weight__gt=Decimal(0), usual_weight__lte=Decimal(100)),
                name="indicator_weight_sensible",
            ),
            models.CheckConstraint(condition=~Q(name="") & ~Q(definition=""), name="indicator_named_and_explained"),
        ]
        indexes = [models.Index(fields=["category"], name="indicator_by_category")]

    def __str__(self) -> str:
        return self.name

    @property
    def target(self) -> str:
        """The target as the form prints it with the reference value; blank when there is none."""
        if not self.reference_value or self.direction == enums.Direction.QUALITATIVE:
            return self.reference_value
        return f"{enums.SIGNS[enums.Direction(self.direction)]}{self.reference_value}{self.printed_unit}"

    @property
    def printed_unit(self) -> str:
        """The unit as it stands behind a number: in brackets, save for %."""
        return self.unit if self.unit in ("", "%") else f"({self.unit})"

    @property
    def category_name(self) -> str:
        """The category in the active language."""
        category = categories()[self.category]
        return category.name_en if (get_language() or "").startswith("en") else category.name_zh

    @property
    def method(self) -> str:
        """The official method of taking the value (完成值取值方式)."""
        return str(enums.METHODS[enums.ValueSource(self.source)])

    def levels(self, taxonomy: str) -> tuple[str, str]:
        """Return levels 1 and 2 as a taxonomy calls them."""
        return categories()[self.category].levels[taxonomy]
