"""Acts on files."""

import subprocess
import sys
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import structlog
from django.conf import settings
from django.db import transaction
from django.db.models import Sum
from django.utils import timezone

from servicecloud.activity.services import record_act
from servicecloud.files import policies, storage
from servicecloud.files.content import check_accepted, kind_of, safe_name
from servicecloud.files.enums import ATTACHMENTS, FileKind, PreviewState, ScanState
from servicecloud.files.errors import QuotaExceededError
from servicecloud.files.models import StoredFile
from servicecloud.files.owners import ownership_of
from servicecloud.files.scanning import scanner
from servicecloud.identity.models import User

log = structlog.get_logger(__name__)

NEVER_ATTACHED = timedelta(days=1)
KEPT_AFTER_REMOVAL = timedelta(days=30)
_DRAWING_SECONDS = 30


@dataclass(frozen=True)
class Upload:
    """What comes from a form or from the API: the name it was given, its bytes piece by piece."""

    name: str
    chunks: Iterable[bytes]
    accepted: frozenset[FileKind] = ATTACHMENTS
    limit: int | None = None


@dataclass(frozen=True)
class Owner:
    """The object a file belongs to."""

    kind: str
    pk: str


@dataclass(frozen=True)
class Cleaned:
    """What a cleaning found: rows deleted, bytes without a row deleted, rows whose bytes are missing."""

    rows: int
    strays: int
    missing: int


def store_file(*, actor: User, upload: Upload, owner: Owner | None = None) -> StoredFile:
    """Keep an upload. Without an owner it belongs to its uploader until `attach_file`, for a day at most.

    Raises `FileRefusedError`, `FileTooLargeError`, `QuotaExceededError`, `DiskFullError`; then nothing was kept.
    """
    from servicecloud.files.tasks import look_into_task

    organisation = None
    if owner is not None:
        rules = ownership_of(owner.kind)
        rules.check_can_change(actor, owner.pk)
        organisation = rules.organisation_of(owner.pk)
    with storage.receive(upload.chunks, limit=upload.limit or settings.FILE_LARGEST_BYTES) as arrived:
        kind = kind_of(arrived.path)
        check_accepted(kind, upload.accepted)
        with transaction.atomic():
            _check_quota(organisation, arrived.size)
            file = StoredFile.everywhere.create(
                id=uuid.uuid4(),
                organisation_id=organisation,
                owner_kind=owner.kind if owner else "",
                owner_id=owner.pk if owner else "",
                name=safe_name(upload.name),
                kind=kind,
                size=arrived.size,
                sha256=arrived.sha256,
                scan_state=ScanState.WAITING if scanner() else ScanState.NOT_CHECKED,
                preview_state=PreviewState.WAITING if kind == FileKind.PDF else PreviewState.NONE,
                uploaded_by=actor,
            )
            storage.keep(
                arrived, file.pk
            )  # before the commit: a row without bytes would be worse than bytes without a row
            record_act(actor=actor, verb="file.uploaded", about=file, organisation=organisation)
            if file.scan_state == ScanState.WAITING or file.preview_state == PreviewState.WAITING:
                transaction.on_commit(lambda: look_into_task.enqueue(str(file.pk)))
    return file


@transaction.atomic
def attach_file(*, actor: User, file_id: uuid.UUID, owner: Owner) -> StoredFile:
    """Give an upload of one's own to an object."""
    file = StoredFile.everywhere.select_for_update().get(pk=file_id, owner_kind="")
    policies.check_can_change(actor, file)
    rules = ownership_of(owner.kind)
    rules.check_can_change(actor, owner.pk)
    file.organisation_id = rules.organisation_of(owner.pk)
    _check_quota(file.organisation_id, file.size)
    file.owner_kind, file.owner_id = owner.kind, owner.pk
    file.save(update_fields=["owner_kind", "owner_id", "organisation"])
    return file


@transaction.atomic
def remove_file(*, actor: User, file_id: uuid.UUID) -> StoredFile:
    """Take a file away. Its bytes stay for a month, so that a mistake can be mended."""
    file = StoredFile.everywhere.select_for_update().get(pk=file_id)
    policies.check_can_change(actor, file)
    file.removed_at = timezone.now()
    file.save(update_fields=["removed_at"])
    record_act(actor=actor, verb="file.removed", about=file, organisation=file.organisation_id)
    return file


def look_into(*, file_id: uuid.UUID) -> StoredFile:
    """Have a file scanned, and draw its first page if it may be opened. Running again changes nothing."""
    file = StoredFile.everywhere.get(pk=file_id)
    if file.scan_state == ScanState.WAITING:
        _scan(file)
    if file.preview_state == PreviewState.WAITING and file.scan_state != ScanState.QUARANTINED:
        file.preview_state = PreviewState.READY if _draw(file) else PreviewState.FAILED
        file.save(update_fields=["preview_state"])
    return file


def clean_up(*, now: datetime) -> Cleaned:
    """Delete what was never attached, what was removed a month ago, and bytes that no row knows."""
    waiting = StoredFile.everywhere.filter(owner_kind="", uploaded_at__lt=now - NEVER_ATTACHED)
    removed = StoredFile.everywhere.filter(removed_at__lt=now - KEPT_AFTER_REMOVAL)
    gone = {*waiting.values_list("pk", flat=True), *removed.values_list("pk", flat=True)}
    for file_id in gone:
        StoredFile.everywhere.filter(pk=file_id).delete()
        storage.forget(file_id)
    known = set(StoredFile.everywhere.values_list("pk", flat=True))
    lying = dict(storage.kept_ids())
    strays = [file_id for file_id in lying.keys() - known if _age(lying[file_id], now) > NEVER_ATTACHED]
    for file_id in strays:
        storage.forget(file_id)
    for path in (storage.root() / "incoming").glob("*"):
        if _age(path, now) > NEVER_ATTACHED:
            path.unlink(missing_ok=True)
    missing = len(known - lying.keys())
    if missing:
        log.error("files_missing", count=missing)
    return Cleaned(len(gone), len(strays), missing)


def _check_quota(organisation: int | None, size: int) -> None:
    if organisation is None:
        return
    kept = StoredFile.everywhere.filter(organisation_id=organisation, removed_at=None).aggregate(total=Sum("size"))
    if (kept["total"] or 0) + size > settings.FILE_QUOTA_BYTES:
        raise QuotaExceededError(limit=settings.FILE_QUOTA_BYTES // (1024 * 1024))


def _scan(file: StoredFile) -> None:
    in_use = scanner()
    if in_use is None:  # switched off since the upload
        file.scan_state = ScanState.NOT_CHECKED
        file.save(update_fields=["scan_state"])
        return
    verdict = in_use.scan(storage.path_of(file.pk))
    file.scan_state, file.scan_note = ScanState.CLEAN, verdict.note
    if not verdict.is_clean:
        storage.move(storage.path_of(file.pk), storage.quarantine_of(file.pk))
        file.scan_state, file.preview_state = ScanState.QUARANTINED, PreviewState.NONE
        record_act(
            actor=None, verb="file.quarantined", about=file, organisation=file.organisation_id, note=verdict.note
        )
    file.save(update_fields=["scan_state", "scan_note", "preview_state"])


def _draw(file: StoredFile) -> bool:
    target = storage.preview_of(file.pk)
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    command = [sys.executable, "-m", "servicecloud.files.pdf_picture", str(storage.path_of(file.pk)), str(target)]
    try:
        done = subprocess.run(command, capture_output=True, timeout=_DRAWING_SECONDS, check=False)
    except subprocess.TimeoutExpired:
        return False
    if done.returncode:
        log.info("preview_failed", file=str(file.pk), error=done.stderr.decode(errors="replace")[-300:])
        target.unlink(missing_ok=True)
    return done.returncode == 0


def _age(path: Path, now: datetime) -> timedelta:
    return now - datetime.fromtimestamp(path.stat().st_mtime, now.tzinfo)
