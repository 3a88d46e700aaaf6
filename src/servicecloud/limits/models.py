"""One row per thing that is counted."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Counter(models.Model):
    """How often something was used in the period that ends at `ends_at` (seconds since 1970). A new period starts at one."""

    key = models.CharField(_("计数对象"), max_length=120, primary_key=True)
    ends_at = models.BigIntegerField(_("本期结束"))
    hits = models.PositiveIntegerField(_("次数"))

    class Meta:
        verbose_name = _("使用次数")
        indexes = [models.Index(fields=["ends_at"], name="counter_by_end")]

    def __str__(self) -> str:
        return f"{self.key}: {self.hits}"
