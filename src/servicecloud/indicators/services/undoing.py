"""Taking an import of the library back: what it added is withdrawn, what it revised gets its former content as a further version."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from servicecloud.activity.services import record_act
from servicecloud.identity.models import User
from servicecloud.indicators import policies
from servicecloud.indicators.enums import ImportState, LibraryState, LineOutcome
from servicecloud.indicators.errors import ImportUndoneError
from servicecloud.indicators.models import IndicatorVersion, LibraryImport, LibraryImportLine, LibraryIndicator
from servicecloud.indicators.problems import CONTENT
from servicecloud.indicators.search_sources import INDICATOR
from servicecloud.search.services import index_objects


@transaction.atomic
def undo_library_import(*, actor: User, run_id: int) -> LibraryImport:
    """Take back everything an import wrote; indicators that somebody revised, retired or restored meanwhile are kept and named.

    Tables that took a withdrawn indicator keep their rows and see the reason.
    """
    run = LibraryImport.objects.select_for_update(of=("self",)).get(pk=run_id)
    policies.check_can_keep(actor, run.owner_id)
    if run.state != ImportState.APPLIED:
        raise ImportUndoneError(name=run.file_name)
    reason = (_("撤销导入“%(name)s”") % {"name": run.file_name})[:300]
    lines = list(LibraryImportLine.objects.filter(run=run).select_related("before").order_by("number"))
    held = LibraryIndicator.objects.select_for_update(of=("self",)).filter(pk__in=[line.indicator_id for line in lines])
    indicators = {row.pk: row for row in held.select_related("current")}
    kept = [line for line in lines if indicators[line.indicator_id].version != line.record_version]
    undone = [line for line in lines if indicators[line.indicator_id].version == line.record_version]
    _put_back(undone, indicators, actor=actor, reason=reason)
    LibraryImportLine.objects.filter(pk__in=[line.pk for line in kept]).update(outcome=LineOutcome.KEPT)
    run.state, run.undone_by, run.undone_at = ImportState.UNDONE, actor, timezone.now()
    run.save(update_fields=["state", "undone_by", "undone_at"])
    index_objects(kind=INDICATOR, ids=[line.indicator_id for line in undone])
    record_act(
        actor=actor,
        verb="indicators.import_undone",
        about=run.owner,
        organisation=run.owner_id,
        file=run.file_name[:120],
        kept=len(kept),
    )
    return run


def _put_back(
    lines: list[LibraryImportLine], indicators: dict[int, LibraryIndicator], *, actor: User, reason: str
) -> None:
    """Let the indicators of these lines stand as they stood before, in a few statements for all."""
    now, changed = timezone.now(), []
    again: list[IndicatorVersion] = []
    for line in lines:
        found = indicators[line.indicator_id]
        found.version, found.updated_at = found.version + 1, now
        changed.append(found)
        if line.before is None:
            found.state, found.retired_reason = LibraryState.WITHDRAWN, reason
            continue
        number = found.current.number + 1 if found.current else 1
        content = {name: getattr(line.before, name) for name in CONTENT}
        again.append(IndicatorVersion(indicator=found, number=number, made_by=actor, change_reason=reason, **content))
    for made in IndicatorVersion.objects.bulk_create(again, batch_size=200):
        indicators[made.indicator_id].current = made
    fields = ["current", "state", "retired_reason", "version", "updated_at"]
    LibraryIndicator.objects.bulk_update(changed, fields, batch_size=200)
