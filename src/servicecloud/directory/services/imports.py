"""Importing enterprises: check every row first, write on confirmation, undo as a whole.

Each step walks the file in batches, so that memory stays flat and progress shows. A step that was interrupted runs again
from its beginning: checking replaces its rows, writing and undoing skip what is done.
"""

from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Count, F, OuterRef, Subquery
from django.utils import timezone

from servicecloud.activity.services import record_act
from servicecloud.directory import policies
from servicecloud.directory.enums import EnterpriseState, ImportState, Source, Verdict
from servicecloud.directory.errors import ImportNotReadyError, UnreadableTableError
from servicecloud.directory.models import Enterprise, EnterpriseFigures, ImportRow, ImportRun, Region
from servicecloud.directory.reading import ReadRow, read_rows
from servicecloud.directory.sizing import put_size
from servicecloud.directory.snapshots import opened, snapshot
from servicecloud.directory.telling import tell_import
from servicecloud.identity.models import User
from servicecloud.personal import Personal, decrypt
from servicecloud.table_statistics import refresh_statistics

BATCH = 1000
_PERSONAL = ("contact_name", "contact_phone")
_WRITTEN = (
    *("name_zh", "name_en", "region_id", "industry", "section", "established_on", "address", "website"),
    *_PERSONAL,
)
_COLUMNS = [*(name.removesuffix("_id") for name in _WRITTEN), "size_class", "size_year", "version", "updated_at"]


def start_import(*, actor: User, file_name: str, content: bytes, sha256: str) -> ImportRun:
    """Keep the file and have it checked in the background. Nothing is written to the directory yet."""
    from servicecloud.directory.tasks import check_import_task

    policies.check_can_keep_register(actor)
    with transaction.atomic():
        run = ImportRun.objects.create(file_name=file_name[:200], sha256=sha256, started_by=actor)
        path = path_of(run)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        record_act(actor=actor, verb="import.started", about=run)
        check_import_task.enqueue(run_id=run.pk)
    return run


def confirm_import(*, actor: User, run_id: int) -> ImportRun:
    """Have the accepted rows written in the background."""
    from servicecloud.directory.tasks import apply_import_task

    policies.check_can_keep_register(actor)
    with transaction.atomic():
        run = _move(run_id, source=ImportState.CHECKED, target=ImportState.APPLYING)
        apply_import_task.enqueue(run_id=run.pk, actor_id=actor.pk)
    return run


def check_import(*, run_id: int) -> None:
    """Give every row its verdict."""
    run = ImportRun.objects.get(pk=run_id)
    if run.state != ImportState.CHECKING:
        return
    ImportRow.objects.filter(run=run).delete()
    regions = {
        key: region.code for region in Region.objects.all() for key in (region.code, region.name_zh, region.name_en)
    }
    done = 0
    try:
        for batch in _batches(read_rows(path_of(run), regions=regions)):
            with transaction.atomic():
                _check_batch(run, batch)
                done += len(batch)
                ImportRun.objects.filter(pk=run.pk).update(rows_done=done, rows_total=done)
    except UnreadableTableError as error:
        reasons = {"failure": error.message("zh")[:300], "failure_en": error.message("en")[:300]}
        _end(run, ImportState.FAILED, **reasons)
        return
    _end(run, ImportState.CHECKED, counts=_counts(run))


def apply_import(*, run_id: int, actor: User) -> None:
    """Write new and changed entries; an entry that changed since the check is refused, not overwritten."""
    run = ImportRun.objects.get(pk=run_id)
    if run.state != ImportState.APPLYING:
        return
    waiting = ImportRow.objects.filter(run=run, verdict__in=[Verdict.NEW, Verdict.CHANGED], version_after=None)
    last = 0
    while batch := list(waiting.filter(number__gt=last).order_by("number")[:BATCH]):
        with transaction.atomic():
            _apply_batch(batch)
        last = batch[-1].number
        ImportRun.objects.filter(pk=run.pk).update(rows_done=last)
    refresh_statistics()
    with transaction.atomic():
        _end(run, ImportState.APPLIED, rows_done=F("rows_total"), counts=_counts(run), finished_at=timezone.now())
        record_act(actor=actor, verb="import.applied", about=run)


def undo_import(*, actor: User, run_id: int) -> ImportRun:
    """Have everything an import wrote taken back in the background."""
    from servicecloud.directory.tasks import revert_import_task

    policies.check_can_keep_register(actor)
    with transaction.atomic():
        run = _move(run_id, source=ImportState.APPLIED, target=ImportState.UNDOING)
        revert_import_task.enqueue(run_id=run.pk, actor_id=actor.pk)
    return run


def revert_import(*, run_id: int, actor: User) -> None:
    """Take back what an import wrote; entries that somebody edited, claimed or filled meanwhile are kept and named."""
    run = ImportRun.objects.get(pk=run_id)
    if run.state != ImportState.UNDOING:
        return
    rows = ImportRow.objects.filter(run=run, version_after__isnull=False)
    last = 0
    while batch := list(rows.filter(number__gt=last).order_by("number")[:BATCH]):
        with transaction.atomic():
            _undo_batch(batch)
        last = batch[-1].number
        ImportRun.objects.filter(pk=run.pk).update(rows_done=last)
    with transaction.atomic():
        _end(run, ImportState.UNDONE, rows_done=F("rows_total"), counts=_counts(run))
        record_act(actor=actor, verb="import.undone", about=run)


def path_of(run: ImportRun) -> Path:
    """Return where the file of an import lies."""
    return Path(settings.MEDIA_ROOT) / "imports" / f"{run.pk}-{run.sha256[:16]}"


def _move(run_id: int, *, source: ImportState, target: ImportState) -> ImportRun:
    run = ImportRun.objects.select_for_update().get(pk=run_id)
    if run.state != source:
        raise ImportNotReadyError(state=run.get_state_display())
    run.state, run.rows_done = target, 0
    run.save(update_fields=["state", "rows_done"])
    return run


@transaction.atomic
def _end(run: ImportRun, state: ImportState, **changes: Any) -> None:
    """Close a step of an import and tell who started it."""
    ImportRun.objects.filter(pk=run.pk).update(state=state, **changes)
    run.failure = changes.get("failure", run.failure)
    tell_import(run, state)


def _batches(rows: Iterator[ReadRow]) -> Iterator[list[ReadRow]]:
    while batch := list(islice(rows, BATCH)):
        yield batch


def _check_batch(run: ImportRun, batch: list[ReadRow]) -> None:
    codes = [row.values.get("credit_code", "") for row in batch if not row.problems]
    known = {entry.credit_code: entry for entry in Enterprise.everywhere.filter(credit_code__in=codes)}
    ImportRow.objects.bulk_create(_judged(run, row, known.get(row.values.get("credit_code", ""))) for row in batch)


def _judged(run: ImportRun, row: ReadRow, entry: Enterprise | None) -> ImportRow:
    verdict, before = Verdict.NEW, None
    if row.problems:
        verdict, entry = Verdict.REFUSED, None
    elif entry is not None and entry.state == EnterpriseState.MERGED:
        row.refuse("credit_code", "merged")
        verdict = Verdict.REFUSED
    elif entry is not None:
        is_same = all(_present(entry, name) == _wanted(row.values, name) for name in row.values if name in _WRITTEN)
        verdict, before = (
            (Verdict.SAME, None) if is_same else (Verdict.CHANGED, {**snapshot(entry), "version": entry.version})
        )
    return ImportRow(
        run=run,
        number=row.number,
        credit_code=row.values.get("credit_code", ""),
        values=row.values,
        verdict=verdict,
        problems=row.problems,
        enterprise=entry,
        before=before,
    )


def _apply_batch(batch: list[ImportRow]) -> None:
    codes = [row.credit_code for row in batch]
    locked = Enterprise.everywhere.select_for_update().filter(credit_code__in=codes)
    known = {entry.credit_code: entry for entry in locked}
    latest = _latest_figures([entry.pk for entry in known.values()])
    fresh: list[Enterprise] = []
    changed: list[Enterprise] = []
    refused: list[ImportRow] = []
    for row in batch:
        entry = known.get(row.credit_code)
        if (entry.version if entry else None) != (row.before or {}).get("version"):
            row.verdict = Verdict.REFUSED
            row.problems = [{"column": "credit_code", "code": "changed_meanwhile", "data": {}}]
            refused.append(row)
            continue
        written = _filled(entry or Enterprise(credit_code=row.credit_code, source=Source.IMPORTED), row.values)
        put_size(written, latest.get(written.pk))
        (changed if entry else fresh).append(written)
    Enterprise.everywhere.bulk_create(fresh)
    _overwrite(changed)
    ImportRow.objects.bulk_update(refused, ["verdict", "problems"], batch_size=200)
    _note_written(batch, refused)


def _overwrite(entries: list[Enterprise]) -> None:
    """Write entries that exist, as rows that meet themselves: many times faster than an UPDATE that lists every value."""
    Enterprise.everywhere.bulk_create(entries, update_conflicts=True, unique_fields=["id"], update_fields=_COLUMNS)


def _note_written(batch: list[ImportRow], refused: list[ImportRow]) -> None:
    """Tie the rows to what they became, in one statement for the whole batch."""
    entry = Enterprise.everywhere.filter(credit_code=OuterRef("credit_code"))
    done = {row.pk for row in batch} - {row.pk for row in refused}
    ImportRow.objects.filter(pk__in=done).update(
        enterprise=Subquery(entry.values("pk")[:1]), version_after=Subquery(entry.values("version")[:1])
    )


def _filled(entry: Enterprise, values: Mapping[str, Any]) -> Enterprise:
    for name in _WRITTEN:
        if name in values:
            wanted = _wanted(values, name)
            setattr(entry, name, Personal(wanted) if name in _PERSONAL else wanted)
    entry.version = entry.version + 1 if entry.pk else 1
    entry.updated_at = timezone.now()
    return entry


def _undo_batch(batch: list[ImportRow]) -> None:
    entries = {
        e.pk: e for e in Enterprise.everywhere.select_for_update().filter(pk__in=[row.enterprise_id for row in batch])
    }
    used = set(EnterpriseFigures.everywhere.filter(enterprise_id__in=entries).values_list("enterprise_id", flat=True))
    latest = _latest_figures(list(entries))
    restored, removed = [], []
    kept: set[int] = set()
    for row in batch:
        entry = entries.get(row.enterprise_id or 0)
        is_new = row.before is None
        if entry is None or entry.version != row.version_after or (is_new and (entry.workspace_id or entry.pk in used)):
            kept.add(row.pk)
        elif is_new:
            removed.append(entry.pk)
        else:
            for name, value in opened(row.before or {}).items():
                setattr(entry, name, value)
            put_size(entry, latest.get(entry.pk))
            entry.version, entry.updated_at = entry.version + 1, timezone.now()
            restored.append(entry)
    removable = Enterprise.everywhere.filter(pk__in=removed, claims__isnull=True, absorbed__isnull=True)
    gone = set(removable.values_list("pk", flat=True))
    kept |= {row.pk for row in batch if row.before is None and row.enterprise_id in set(removed) - gone}
    _overwrite(restored)
    ImportRow.objects.filter(pk__in=kept).update(verdict=Verdict.KEPT)
    # A row without its version is done, should the work be interrupted and begin again.
    ImportRow.objects.filter(pk__in=[row.pk for row in batch]).update(version_after=None)
    Enterprise.everywhere.filter(pk__in=gone).delete()


def _latest_figures(enterprise_ids: list[int]) -> dict[int, EnterpriseFigures]:
    rows = EnterpriseFigures.everywhere.filter(enterprise_id__in=enterprise_ids).order_by("year")
    return {row.enterprise_id: row for row in rows}


def _present(entry: Enterprise, name: str) -> Any:
    value = getattr(entry, name)
    return (
        value.reveal() if isinstance(value, Personal) else value.isoformat() if hasattr(value, "isoformat") else value
    )


def _wanted(values: Mapping[str, Any], name: str) -> Any:
    return decrypt(values[name]) if name in _PERSONAL else values[name]


def _counts(run: ImportRun) -> dict[str, int]:
    rows = ImportRow.objects.filter(run=run).order_by().values_list("verdict").annotate(count=Count("pk"))
    return {str(verdict): count for verdict, count in rows}
