"""Reading files."""

import uuid
from dataclasses import dataclass

from django.db.models import Count, QuerySet, Sum

from servicecloud.files import policies
from servicecloud.files.enums import FileKind, ScanState
from servicecloud.files.errors import NotCheckedYetError, QuarantinedError
from servicecloud.files.models import StoredFile
from servicecloud.identity.models import User


def files_of(kind: str, object_id: object) -> QuerySet[StoredFile]:
    """Return the files of an object, the latest first. The caller has checked that the object may be seen."""
    rows = StoredFile.everywhere.filter(owner_kind=kind, owner_id=str(object_id), removed_at=None)
    return rows.select_related("uploaded_by").order_by("-uploaded_at", "pk")


def file_to_give(*, actor: User, file_id: uuid.UUID) -> StoredFile:
    """Return a file whose bytes this person may have now; raises what stands against it."""
    file = StoredFile.everywhere.get(pk=file_id)
    policies.check_can_read(actor, file)
    if file.scan_state == ScanState.WAITING:
        raise NotCheckedYetError
    if file.scan_state == ScanState.QUARANTINED:
        raise QuarantinedError
    return file


def all_files() -> QuerySet[StoredFile]:
    """Return every file for those who look after the storage: names of files and owners, never their content."""
    return StoredFile.everywhere.select_related("organisation", "uploaded_by")


@dataclass(frozen=True)
class KindTotal:
    """How much there is of one kind of file."""

    kind: FileKind
    count: int
    size: int


def totals() -> list[KindTotal]:
    """Return count and bytes by kind of file, the largest first."""
    rows = StoredFile.everywhere.filter(removed_at=None).values("kind")
    counted = rows.annotate(count=Count("pk"), total=Sum("size")).order_by("-total", "kind")
    return [KindTotal(FileKind(row["kind"]), row["count"], row["total"]) for row in counted]
