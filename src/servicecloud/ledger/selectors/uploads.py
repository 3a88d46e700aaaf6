"""Checking a file that somebody brings: an export, or the proof of one entry, or of two heads."""

from collections.abc import Iterable
from dataclasses import dataclass

from plumbline.evidence.export import ReadSeal, read_line
from plumbline.evidence.findings import Finding
from plumbline.evidence.proof import ConsistencyProof, consistency_faults, inclusion_faults, read_proof
from plumbline.evidence.seal import Head, head_of
from plumbline.evidence.verify import verify_export
from servicecloud.ledger.errors import NothingSealedError
from servicecloud.ledger.models import SealRecord
from servicecloud.ledger.tree import head


@dataclass(frozen=True)
class Checked:
    """What became of a file: good when nothing was found. `withheld` entries were shown by their digest only."""

    kind: str
    head: Head
    entries: int
    withheld: int
    findings: tuple[Finding, ...]

    @property
    def is_good(self) -> bool:
        """Whether nothing was found."""
        return not self.findings


def check_upload(lines: Iterable[bytes]) -> Checked:
    """Check a file against our own chain. A file of an earlier day is held against the head of that day, if that is one of ours."""
    present = head()
    if present is None:
        raise NothingSealedError
    content = list(lines)
    if content and b'"plumbline-evidence"' in content[0]:
        own = _own_head(content) or present
        report = verify_export(content, head=own)
        return Checked("export", own, report.entries, report.withheld, report.findings)
    proof = read_proof(b"".join(content))
    if isinstance(proof, ConsistencyProof):
        heads = [known or present for known in map(_known, (head_of(proof.old), head_of(proof.new)))]
        return Checked("consistency", heads[1], 0, 0, consistency_faults(proof, old=heads[0], new=heads[1]))
    own = _known(head_of(proof.seal)) or present
    return Checked("entry", own, 1, 0, inclusion_faults(proof, head=own))


def _own_head(content: list[bytes]) -> Head | None:
    """Return the head of the last seal in the file, when our chain has it."""
    for line in reversed(content):
        read = read_line(line.rstrip(b"\r\n"), line=0) if b'","seal":' in line[:90] else None
        if isinstance(read, ReadSeal):
            return _known(head_of(read.seal))
    return None


def _known(wanted: Head) -> Head | None:
    return wanted if SealRecord.objects.filter(last=wanted.count, digest=wanted.digest).exists() else None
