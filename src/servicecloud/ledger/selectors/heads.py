"""Published heads: finding the one that somebody kept, and showing that a later one continues it."""

from dataclasses import dataclass

from plumbline.evidence.findings import Finding
from plumbline.evidence.proof import ConsistencyProof, consistency_faults, prove_consistency
from plumbline.evidence.seal import head_of
from servicecloud.ledger.errors import ForeignHeadError, NothingSealedError, UnknownHeadError
from servicecloud.ledger.models import SealRecord
from servicecloud.ledger.tree import DatabaseTree, head_record, seal_of


@dataclass(frozen=True)
class KeptHead:
    """A head as somebody kept it: the number of entries, and the digest (blank: take ours). Without a number the present head is meant."""

    count: int | None = None
    digest: str = ""


@dataclass(frozen=True)
class Continuation:
    """Two heads of this chain with the proof that the later continues the earlier; `faults` is empty when the proof holds."""

    old: SealRecord
    new: SealRecord
    proof: ConsistencyProof
    faults: tuple[Finding, ...]

    @property
    def holds(self) -> bool:
        """Whether nothing before the earlier head was changed up to the later one."""
        return not self.faults


def head_at(kept: KeptHead) -> SealRecord:
    """Return the seal of a kept head. Refuses a number at which nothing was sealed, and a digest that is not ours."""
    present = head_record()
    if present is None:
        raise NothingSealedError
    found = present if kept.count is None else SealRecord.objects.filter(last=kept.count).first()
    if found is None:
        raise UnknownHeadError(count=kept.count)
    if kept.digest and kept.digest.lower() != found.digest:
        raise ForeignHeadError(count=found.last)
    return found


def continuation(one: KeptHead, other: KeptHead) -> Continuation:
    """Prove that the later of two heads continues the earlier, and check the proof as a stranger would."""
    old, new = sorted((head_at(one), head_at(other)), key=lambda record: record.last)
    proof = prove_consistency(DatabaseTree(), old=seal_of(old), new=seal_of(new))
    faults = consistency_faults(proof, old=head_of(proof.old), new=head_of(proof.new))
    return Continuation(old, new, proof, faults)
