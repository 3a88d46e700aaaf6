"""Importing a register's rows: check every row first, post on confirmation, undo as a whole by reversals.

Each step walks in batches, so that memory stays flat and progress shows, and one that was interrupted goes on when it runs again:
posting is idempotent by the row's key, and what is reversed already is skipped.
"""

from collections.abc import Iterator
from datetime import date
from itertools import islice
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import Count, F
from django.utils import timezone

from servicecloud.activity.services import record_act
from servicecloud.directory.errors import UnreadableTableError
from servicecloud.identity.models import User
from servicecloud.ledger import policies
from servicecloud.ledger.enums import ImportState, RegisterState, Verdict
from servicecloud.ledger.errors import ImportNotReadyError, RegisterClosedError
from servicecloud.ledger.facts import civil_date
from servicecloud.ledger.models import Entry, PeriodClose, Register, RegisterImport, RegisterImportRow, RegisterRow
from servicecloud.ledger.register_reading import ReadRow, read_rows
from servicecloud.ledger.services.posting import post_many, reverse_many
from servicecloud.ledger.services.registers import fact_of, fingerprint_of

BATCH = 1000


def start_import(*, actor: User, register_id: int, file_name: str, content: bytes, sha256: str) -> RegisterImport:
    """Keep the file and have it checked in the background. Nothing is posted yet."""
    from servicecloud.ledger.tasks import check_register_import

    with transaction.atomic():
        register = Register.objects.select_related("owner").get(pk=register_id)
        policies.check_can_enter_rows(actor, register.owner)
        if register.state != RegisterState.OPEN:
            raise RegisterClosedError(register=register)
        run = RegisterImport.objects.create(
            register=register, file_name=file_name[:200], sha256=sha256, started_by=actor
        )
        path = path_of(run)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        record_act(actor=actor, verb="register_import.started", about=run, organisation=register.owner)
        check_register_import.enqueue(run_id=run.pk)
    return run


def confirm_import(*, actor: User, run_id: int, with_doubles: bool) -> RegisterImport:
    """Have the accepted rows posted in the background."""
    from servicecloud.ledger.tasks import apply_register_import

    with transaction.atomic():
        run = _move(run_id, actor=actor, source=ImportState.CHECKED, target=ImportState.APPLYING)
        run.with_doubles = with_doubles
        run.save(update_fields=["with_doubles"])
        apply_register_import.enqueue(run_id=run.pk, actor_id=actor.pk)
    return run


def undo_import(*, actor: User, run_id: int) -> RegisterImport:
    """Have everything that an import posted reversed in the background."""
    from servicecloud.ledger.tasks import revert_register_import

    with transaction.atomic():
        run = _move(run_id, actor=actor, source=ImportState.APPLIED, target=ImportState.UNDOING)
        revert_register_import.enqueue(run_id=run.pk, actor_id=actor.pk)
    return run


def check_import(*, run_id: int) -> None:
    """Give every row its verdict."""
    run = RegisterImport.objects.select_related("register").get(pk=run_id)
    if run.state != ImportState.CHECKING:
        return
    RegisterImportRow.objects.filter(run=run).delete()
    seen: dict[str, int] = {}
    closed = PeriodClose.everywhere.filter(owner_id=run.register.owner_id).order_by("-until").first()
    done = 0
    try:
        for batch in _batches(read_rows(path_of(run), run.register, today=civil_date(timezone.now()))):
            with transaction.atomic():
                _check_batch(run, batch, seen=seen, closed_until=closed.until if closed else None)
                done += len(batch)
                RegisterImport.objects.filter(pk=run.pk).update(rows_done=done, rows_total=done)
    except UnreadableTableError as error:
        reasons = {"zh": error.message("zh"), "en": error.message("en")}
        RegisterImport.objects.filter(pk=run.pk).update(state=ImportState.FAILED, failure=reasons)
        return
    RegisterImport.objects.filter(pk=run.pk).update(state=ImportState.CHECKED, counts=_counts(run))


def apply_import(*, run_id: int, actor: User) -> None:
    """Post the accepted rows, a batch a transaction."""
    run = RegisterImport.objects.select_related("register__owner").get(pk=run_id)
    if run.state != ImportState.APPLYING:
        return
    verdicts = [Verdict.NEW, Verdict.DOUBLE] if run.with_doubles else [Verdict.NEW]
    waiting = RegisterImportRow.objects.filter(run=run, verdict__in=verdicts, entry=None)
    while batch := list(waiting.order_by("number")[:BATCH]):
        with transaction.atomic():
            facts = [fact_of(run.register, row.values, mark=f"{run.pk}-{row.number}") for row in batch]
            posted = post_many(facts, actor=actor)
            for row, answer in zip(batch, posted, strict=True):
                row.entry_id = answer.entry_id
            RegisterRow.objects.bulk_create(
                RegisterRow(
                    register=run.register,
                    entry_id=answer.entry_id,
                    run=run,
                    fingerprint=row.fingerprint,
                    note=row.values.get("note", ""),
                    evidence=row.values.get("evidence", ""),
                )
                for row, answer in zip(batch, posted, strict=True)
            )
            RegisterImportRow.objects.bulk_update(batch, ["entry"], batch_size=BATCH)
            RegisterImport.objects.filter(pk=run.pk).update(rows_done=batch[-1].number)
    _finish(run, actor=actor, state=ImportState.APPLIED, verb="register_import.applied")


def revert_import(*, run_id: int, actor: User) -> None:
    """Reverse what an import posted, with the import as the reason; rows that were taken back one by one stay as they are."""
    run = RegisterImport.objects.select_related("register__owner").get(pk=run_id)
    if run.state != ImportState.UNDOING:
        return
    reason = f"撤销导入 #{run.pk} {run.file_name}"
    last = 0
    rows = RegisterImportRow.objects.filter(run=run, entry__isnull=False)
    while batch := list(rows.filter(number__gt=last).order_by("number")[:BATCH]):
        with transaction.atomic():
            ids = [row.entry_id for row in batch if row.entry_id is not None]
            gone = set(Entry.everywhere.filter(reverses__in=ids).values_list("reverses_id", flat=True))
            standing = [entry for entry in ids if entry not in gone]
            if standing:
                reverse_many(standing, reason=reason, actor=actor)
            last = batch[-1].number
            RegisterImport.objects.filter(pk=run.pk).update(rows_done=last)
    _finish(run, actor=actor, state=ImportState.UNDONE, verb="register_import.undone")


def path_of(run: RegisterImport) -> Path:
    """Return where the file of an import lies."""
    return Path(settings.MEDIA_ROOT) / "register-imports" / f"{run.pk}-{run.sha256[:16]}"


def _move(run_id: int, *, actor: User, source: ImportState, target: ImportState) -> RegisterImport:
    run = RegisterImport.objects.select_for_update(of=("self",)).select_related("register__owner").get(pk=run_id)
    policies.check_can_enter_rows(actor, run.register.owner)
    if run.state != source:
        raise ImportNotReadyError(state=run.get_state_display())
    run.state, run.rows_done = target, 0
    run.save(update_fields=["state", "rows_done"])
    return run


def _finish(run: RegisterImport, *, actor: User, state: ImportState, verb: str) -> None:
    with transaction.atomic():
        RegisterImport.objects.filter(pk=run.pk).update(
            state=state, finished_at=timezone.now(), rows_done=F("rows_total")
        )
        record_act(actor=actor, verb=verb, about=run, organisation=run.register.owner)


def _batches(rows: Iterator[ReadRow]) -> Iterator[list[ReadRow]]:
    while batch := list(islice(rows, BATCH)):
        yield batch


def _check_batch(run: RegisterImport, batch: list[ReadRow], *, seen: dict[str, int], closed_until: date | None) -> None:
    marks = {row.number: fingerprint_of(row.values) for row in batch if not row.problems}
    standing = RegisterRow.everywhere.filter(
        register_id=run.register_id, fingerprint__in=marks.values(), entry__reversals=None
    )
    known = set(standing.values_list("fingerprint", flat=True))
    judged = []
    for row in batch:
        mark = marks.get(row.number, "")
        if mark and closed_until is not None and row.values["happened_on"] <= closed_until.isoformat():
            row.refuse("closed", until=closed_until.isoformat())
        verdict = Verdict.REFUSED if row.problems else Verdict.NEW
        if not row.problems and mark in seen:
            row.refuse("in_file", row=seen[mark])
            verdict = Verdict.DOUBLE
        elif not row.problems and mark in known:
            row.refuse("in_register")
            verdict = Verdict.DOUBLE
        if mark:
            seen.setdefault(mark, row.number)
        judged.append(
            RegisterImportRow(
                run=run,
                number=row.number,
                values=row.values,
                fingerprint=mark,
                verdict=verdict,
                problems=row.problems,
            )
        )
    RegisterImportRow.objects.bulk_create(judged)


def _counts(run: RegisterImport) -> dict[str, int]:
    rows = RegisterImportRow.objects.filter(run=run).order_by().values_list("verdict").annotate(count=Count("pk"))
    return {str(verdict): count for verdict, count in rows}
