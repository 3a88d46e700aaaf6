"""The chain: seals, the place and digest of each sealed entry, the inner digests that proofs need, and what waits."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from servicecloud.ledger.models.entries import Entry


class Waiting(models.Model):
    """An entry that is not sealed yet. Posting writes it, sealing takes it away."""

    entry = models.OneToOneField(
        Entry, models.DO_NOTHING, primary_key=True, db_constraint=False, related_name="waiting"
    )

    class Meta:
        verbose_name = _("待封存")

    def __str__(self) -> str:
        return f"#{self.pk}"


class SealRecord(models.Model):
    """A seal as `plumbline.evidence.seal` makes it. Append-only."""

    number = models.BigIntegerField(_("封存号"), primary_key=True)
    algorithm = models.CharField(_("摘要算法"), max_length=10)
    first = models.BigIntegerField(_("首条"))
    last = models.BigIntegerField(_("末条"))
    entries = models.CharField(max_length=64)
    root = models.CharField(_("树根"), max_length=64)
    previous = models.CharField(_("前一封存"), max_length=64)
    sums = models.JSONField()
    sealed_at = models.DateTimeField(_("封存时间"))
    digest = models.CharField(_("链首"), max_length=64)
    signature_key = models.CharField(_("公钥"), max_length=64, blank=True)
    signature_value = models.CharField(_("签名"), max_length=128, blank=True)

    class Meta:
        verbose_name = _("封存")
        constraints = [models.UniqueConstraint(fields=["last"], name="seal_last_once")]

    def __str__(self) -> str:
        return f"{self.number}"


class Leaf(models.Model):
    """The place of a sealed entry in the chain, and its digest. Append-only."""

    sequence = models.BigIntegerField(_("序号"), primary_key=True)
    entry = models.OneToOneField(Entry, models.DO_NOTHING, db_constraint=False, related_name="leaf")
    digest = models.BinaryField(_("摘要"), max_length=32)

    class Meta:
        verbose_name = _("已封存记录")

    def __str__(self) -> str:
        return f"{self.sequence}"


class SubtreeDigest(models.Model):
    """The root of a full aligned subtree. Append-only."""

    level = models.PositiveSmallIntegerField()
    index = models.BigIntegerField()
    digest = models.BinaryField(max_length=32)

    class Meta:
        verbose_name = _("子树摘要")
        constraints = [models.UniqueConstraint(fields=["level", "index"], name="subtree_once")]

    def __str__(self) -> str:
        return f"{self.level}/{self.index}"
