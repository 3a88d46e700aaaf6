"""Merging two entries of the same enterprise. Nothing is deleted: the absorbed entry points to its survivor."""

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from servicecloud.activity.services import record_act
from servicecloud.directory import policies
from servicecloud.directory.enums import EnterpriseState
from servicecloud.directory.errors import CannotMergeError
from servicecloud.directory.models import Enterprise, EnterpriseFigures, Merge
from servicecloud.directory.search_sources import ENTERPRISE
from servicecloud.directory.services.entries import latest_figures
from servicecloud.directory.sizing import put_size
from servicecloud.directory.snapshots import snapshot
from servicecloud.directory.telling import tell_merged
from servicecloud.identity.models import User
from servicecloud.search.services import index_objects


@transaction.atomic
def merge_enterprises(*, actor: User, survivor_id: int, absorbed_id: int, reason: str) -> Merge:
    """Let the survivor take over the absorbed entry's workspace and the years it lacks; blanks are filled, never overwritten."""
    policies.check_can_keep_register(actor)
    locked = Enterprise.objects.select_for_update(of=("self",)).filter(pk__in=[survivor_id, absorbed_id]).order_by("pk")
    pair = {row.pk: row for row in locked}
    survivor, absorbed = pair.get(survivor_id), pair.get(absorbed_id)
    if survivor is None or absorbed is None:
        raise Enterprise.DoesNotExist
    _check_pair(survivor, absorbed)
    before = snapshot(absorbed)

    moved = _move_figures(survivor, absorbed)
    absorbed_workspace, absorbed.workspace = absorbed.workspace, None
    absorbed.state, absorbed.merged_into, absorbed.version = EnterpriseState.MERGED, survivor, F("version") + 1
    absorbed.save(update_fields=["workspace", "state", "merged_into", "version"])
    for name in ("name_en", "address", "website", "established_on", "contact_name", "contact_phone"):
        if not getattr(survivor, name):
            setattr(survivor, name, getattr(absorbed, name))
    survivor.workspace = survivor.workspace or absorbed_workspace
    put_size(survivor, latest_figures(survivor.pk))
    survivor.version = F("version") + 1
    survivor.save()

    merge = Merge.objects.create(
        survivor=survivor, absorbed=absorbed, merged_by=actor, reason=reason, before=before, moved_years=moved
    )
    survivor.refresh_from_db()
    record_act(
        actor=actor, verb="enterprise.merged", about=survivor, organisation=survivor.workspace_id, absorbed=absorbed.pk
    )
    tell_merged(merge, actor=actor)
    index_objects(kind=ENTERPRISE, ids=[survivor.pk, absorbed.pk])
    return merge


def _check_pair(survivor: Enterprise, absorbed: Enterprise) -> None:
    if survivor.pk == absorbed.pk:
        raise CannotMergeError(why=_("这是同一个条目。"))
    if EnterpriseState.MERGED in {survivor.state, absorbed.state}:
        raise CannotMergeError(why=_("其中一个条目已经并入其他条目。"))
    if survivor.workspace_id and absorbed.workspace_id:
        raise CannotMergeError(why=_("两个条目都已被认领，请先与双方管理员确认由哪一方保留。"))


def _move_figures(survivor: Enterprise, absorbed: Enterprise) -> list[int]:
    known = set(EnterpriseFigures.objects.filter(enterprise=survivor).values_list("year", flat=True))
    missing = EnterpriseFigures.objects.filter(enterprise=absorbed).exclude(year__in=known)
    years = sorted(missing.values_list("year", flat=True))
    EnterpriseFigures.objects.filter(enterprise=absorbed, year__in=years).update(enterprise=survivor)
    return years
