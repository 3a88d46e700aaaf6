"""The files attached to the rows of a self-evaluation, and what a version keeps of them."""

from collections import defaultdict
from collections.abc import Iterable

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from servicecloud.files.enums import ScanState
from servicecloud.files.models import StoredFile
from servicecloud.performance.evidence_files import EVIDENCE, owner_key
from servicecloud.performance.values import TargetRow

FILE_UNCHECKED = _("第 {number} 行“{name}”的佐证文件“{file}”还没有通过安全检查，请稍候或更换文件。")


def evidence_of(project_id: int, rows: Iterable[TargetRow]) -> dict[str, list[StoredFile]]:
    """Return the files of each row by its key, the earliest first: one query."""
    keys = {owner_key(project_id, row.key): row.key for row in rows}
    found: dict[str, list[StoredFile]] = defaultdict(list)
    files = StoredFile.everywhere.filter(owner_kind=EVIDENCE, owner_id__in=keys, removed_at=None)
    for file in files.order_by("uploaded_at", "pk"):
        found[keys[file.owner_id]].append(file)
    return found


def evidence_problems(project_id: int, rows: Iterable[TargetRow]) -> list[str]:
    """Return what stands in the way of submitting: files not known to be harmless. One that is missing is a finding of the audit, V-01."""
    rows = list(rows)
    files = evidence_of(project_id, rows)
    problems = []
    for number, row in enumerate(rows, start=1):
        problems += [
            str(format_lazy(FILE_UNCHECKED, number=number, name=row.level3, file=file.name))
            for file in files.get(row.key, [])
            if file.scan_state in (ScanState.WAITING, ScanState.QUARANTINED)
        ]
    return problems


def frozen_files(project_id: int, rows: Iterable[TargetRow]) -> dict[str, list[dict[str, object]]]:
    """Return what a version keeps of its evidence: for each row the id, the digest and the place of each file in a pack."""
    return {
        key: [
            {
                "id": str(file.pk),
                "name": file.name,
                "sha256": file.sha256,
                "size": file.size,
                "path": f"files/{key}/{number:02d}-{file.name}",
            }
            for number, file in enumerate(files, start=1)
        ]
        for key, files in evidence_of(project_id, rows).items()
    }
