"""Optimistic locking: a record that was edited by somebody else meanwhile is never overwritten.

A form carries the `version` it was shown with. `save_if_current` writes only when that version still stands; otherwise
`StaleRecordError` hands back what stands now, so that the page can put the two side by side and nothing typed is lost.
"""

from collections.abc import Mapping
from typing import Any, TypeVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from servicecloud.errors import DomainError


class VersionedModel(models.Model):
    """A record with a version that goes up by one with every edit."""

    version = models.PositiveIntegerField(_("版本"), default=1, editable=False)
    created_at = models.DateTimeField(_("建立时间"), auto_now_add=True)
    updated_at = models.DateTimeField(_("更新时间"), auto_now=True)

    class Meta:
        abstract = True


class StaleRecordError(DomainError):
    """Somebody else saved the record after this page was opened."""

    code = "stale_record"
    sentence = _("在您编辑期间，这条记录已被他人修改。您填写的内容没有丢失，请比较两份内容后再保存。")

    def __init__(self, *, current: VersionedModel, submitted: Mapping[str, Any]) -> None:
        super().__init__()
        self.current = current
        self.submitted = dict(submitted)


Record = TypeVar("Record", bound=VersionedModel)


def save_if_current(record: Record, *, expected: int, changes: Mapping[str, Any]) -> Record:
    """Write the changes when the record still has the expected version, and return it as it now stands.

    The comparison is part of the UPDATE itself, so that two savers at the same instant cannot both win.
    """
    manager = type(record)._default_manager
    values = dict(changes)
    hit = manager.filter(pk=record.pk, version=expected).update(
        **values, version=models.F("version") + 1, updated_at=timezone.now()
    )
    record.refresh_from_db()
    if not hit:
        raise StaleRecordError(current=record, submitted=values)
    return record
