"""Measures, entries, and what is kept beside them so that a number is there at once."""

import json
from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from servicecloud.ledger.enums import Source

MILLIONTHS = 1_000_000
"""Quantities are kept as whole millionths: both databases then add them exactly."""


class Measure(models.Model):
    """One version of one measure. Its text never changes; another rule is another version. The database refuses edits.

    The key is derived from code and version, so that it is the same in every database. `rule` is the counting rule as JSON
    (`plumbline.evidence.measures`), without a window. `owner` is empty when the whole platform uses it.
    """

    id = models.BigIntegerField(primary_key=True)
    code = models.CharField(_("编码"), max_length=80)
    version = models.PositiveIntegerField(_("版本"))
    unit = models.CharField(_("登记单位"), max_length=20)
    title_zh = models.CharField(_("名称"), max_length=120)
    title_en = models.CharField(_("英文名称"), max_length=160, blank=True)
    rule = models.TextField(_("口径"))
    dimensions = models.JSONField(_("维度"), default=list)
    source = models.CharField(_("来源"), max_length=10, choices=Source.choices)
    owner = models.ForeignKey(
        "identity.Organisation", models.PROTECT, null=True, related_name="+", verbose_name=_("归属单位")
    )
    declared_at = models.DateTimeField(_("登记时间"), auto_now_add=True)

    class Meta:
        verbose_name = _("计量项目")
        constraints = [models.UniqueConstraint(fields=["code", "version"], name="measure_version_once")]

    def __str__(self) -> str:
        is_english = (get_language() or "").startswith("en")
        return self.title_en if is_english and self.title_en else self.title_zh


class Owner(models.Model):
    """The key under which an organisation's facts are written for ever, whatever its code becomes later."""

    organisation = models.OneToOneField(
        "identity.Organisation", models.PROTECT, primary_key=True, related_name="+", verbose_name=_("单位")
    )
    key = models.CharField(_("单位标识"), max_length=40, unique=True)

    class Meta:
        verbose_name = _("记账单位")

    def __str__(self) -> str:
        return self.key


class Entry(models.Model):
    """One countable fact. Never updated, never deleted: triggers refuse, whoever asks.

    Everything that is hashed stands in this row, in its measure and in its owner; `recorded_by` is for people and is not hashed.
    `dimensions` is canonical JSON. An entry that corrects another names it in `reverses`, with a reason.
    """

    measure = models.ForeignKey(Measure, models.PROTECT, db_index=False, related_name="+", verbose_name=_("计量项目"))
    owner = models.ForeignKey(Owner, models.PROTECT, db_index=False, related_name="+", verbose_name=_("归属单位"))
    happened_on = models.DateField(_("发生日期"))
    quantity_millionths = models.BigIntegerField(_("数量（百万分之一）"), default=MILLIONTHS)
    subject = models.CharField(_("服务对象"), max_length=60, null=True)
    dimensions = models.TextField(_("维度"), default="{}")
    act = models.CharField(_("所据业务"), max_length=120)
    idempotency_key = models.CharField(_("登记号"), max_length=160, unique=True)
    reverses = models.ForeignKey(
        "self", models.PROTECT, null=True, db_index=False, related_name="reversals", verbose_name=_("冲销")
    )
    reason = models.CharField(_("理由"), max_length=300, blank=True)
    salt = models.CharField(max_length=32, editable=False)
    recorded_at = models.DateTimeField(_("记录时间"))
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        db_index=False,
        db_constraint=False,
        related_name="+",
        verbose_name=_("记录人"),
    )

    objects = ScopedManager(organisation="owner")
    everywhere = models.Manager()

    class Meta:
        verbose_name = _("记录")
        indexes = [
            models.Index(fields=["owner", "measure", "happened_on", "id"], name="entry_by_day"),
            models.Index(fields=["subject", "measure", "happened_on"], name="entry_by_subject"),
            models.Index(fields=["act"], name="entry_by_act"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["reverses"], condition=Q(reverses__isnull=False), name="reversed_once"),
            models.CheckConstraint(
                condition=Q(reverses__isnull=True) | ~Q(reason=""), name="reversal_gives_its_reason"
            ),
            models.CheckConstraint(condition=~Q(reverses=F("id")), name="entry_not_reversed_by_itself"),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"

    @property
    def quantity(self) -> Decimal:
        """The quantity in the unit of the measure."""
        return from_millionths(self.quantity_millionths)

    @property
    def dimension_values(self) -> dict[str, str]:
        """The dimensions by name."""
        values: dict[str, str] = json.loads(self.dimensions)
        return values


class Total(models.Model):
    """What was posted for a measure, an owner, a day and a set of dimensions; kept in the posting transaction.

    A reversal counts against the day of what it reverses (`day`), from its own day on (`known_from`): so a number as of an earlier date
    stays what it was. `net` is entries less reversals, `entries` all rows. Several `slot`s keep writers from waiting for each other.
    """

    measure = models.ForeignKey(Measure, models.PROTECT, db_index=False, related_name="+")
    owner = models.ForeignKey(Owner, models.PROTECT, db_index=False, related_name="+")
    day = models.DateField(_("发生日期"))
    known_from = models.DateField(_("计入自"))
    dimensions = models.TextField(_("维度"))
    slot = models.PositiveSmallIntegerField(default=0)
    entries = models.BigIntegerField(_("记录数"))
    net = models.BigIntegerField(_("净笔数"))
    quantity_millionths = models.BigIntegerField(_("净数量（百万分之一）"))
    last_recorded_at = models.DateTimeField(_("最近记录时间"))

    objects = ScopedManager(organisation="owner")
    everywhere = models.Manager()

    class Meta:
        verbose_name = _("合计")
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "owner", "day", "known_from", "dimensions", "slot"], name="total_once"
            ),
            models.CheckConstraint(
                condition=Q(quantity_millionths__gt=-(9 * 10**18), quantity_millionths__lt=9 * 10**18),
                name="total_stays_exact",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measure_id} {self.day}: {self.net}"


class SubjectYear(models.Model):
    """That a subject was served in a year: how many entries stand, and the first day. The rows of a year are its set of subjects."""

    measure = models.ForeignKey(Measure, models.PROTECT, db_index=False, related_name="+")
    owner = models.ForeignKey(Owner, models.PROTECT, db_index=False, related_name="+")
    year = models.PositiveSmallIntegerField(_("年度"))
    subject = models.CharField(_("服务对象"), max_length=60)
    net = models.IntegerField(_("净笔数"))
    first_on = models.DateField(_("首次发生日期"), null=True)

    objects = ScopedManager(organisation="owner")
    everywhere = models.Manager()

    class Meta:
        verbose_name = _("对象清单")
        constraints = [
            models.UniqueConstraint(fields=["measure", "owner", "year", "subject"], name="subject_once_a_year")
        ]
        indexes = [models.Index(fields=["measure", "owner", "year", "first_on"], name="subject_by_first_day")]

    def __str__(self) -> str:
        return f"{self.subject} {self.year}"


class PeriodClose(models.Model):
    """An organisation closes its books up to a day: nothing that happened by then is posted any more. The database keeps it."""

    owner = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+", verbose_name=_("单位"))
    until = models.DateField(_("结账至"))
    reason = models.CharField(_("说明"), max_length=200)
    closed_at = models.DateTimeField(_("结账时间"), auto_now_add=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("结账人"))

    objects = ScopedManager(organisation="owner")
    everywhere = models.Manager()

    class Meta:
        verbose_name = _("结账")
        constraints = [models.UniqueConstraint(fields=["owner", "until"], name="period_closed_once")]

    def __str__(self) -> str:
        return f"{self.owner_id} ≤ {self.until}"


def from_millionths(number: int) -> Decimal:
    """Return whole millionths as a plain decimal without needless zeros."""
    value = Decimal(number).scaleb(-6)
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()
