"""What can be found. The full-text index lies beside the table, kept by the database itself (see `fulltext`)."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager


class SearchEntry(models.Model):
    """One thing that can be found. Public entries are for all, others for whoever sees the organisation."""

    organisation = models.ForeignKey(
        "identity.Organisation", models.CASCADE, null=True, related_name="+", verbose_name=_("所属单位")
    )
    is_public = models.BooleanField(_("公开"), default=False)
    kind = models.CharField(_("类型"), max_length=60)
    object_id = models.CharField(_("编号"), max_length=60)
    key = models.CharField(_("公开编号"), max_length=60, blank=True)
    title = models.CharField(_("标题"), max_length=300)
    title_en = models.CharField(_("英文标题"), max_length=300, blank=True)
    body = models.TextField(_("正文"), blank=True)
    region = models.CharField(_("区域"), max_length=12, blank=True)
    category = models.CharField(_("类别"), max_length=40, blank=True)
    tokens_title = models.TextField(editable=False)
    tokens_body = models.TextField(editable=False, blank=True)
    indexed_at = models.DateTimeField(_("收录时间"), db_index=True)

    objects = ScopedManager(organisation="organisation")
    everywhere = models.Manager()

    class Meta:
        verbose_name = _("搜索条目")
        constraints = [models.UniqueConstraint(fields=["kind", "object_id"], name="search_entry_once")]

    def __str__(self) -> str:
        return self.title


class CommonWord(models.Model):
    """A word that a large share of all entries contains: asking for it besides others narrows nothing."""

    word = models.CharField(max_length=60, primary_key=True)

    class Meta:
        verbose_name = _("常见词")

    def __str__(self) -> str:
        return self.word


class IndexMark(models.Model):
    """Up to when the changes of one kind of thing are in the index."""

    kind = models.CharField(max_length=60, primary_key=True)
    until = models.DateTimeField()

    class Meta:
        verbose_name = _("收录进度")

    def __str__(self) -> str:
        return f"{self.kind} {self.until}"
