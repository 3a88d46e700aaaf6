"""Where a chain stands after a seal, and what the next seal over given entries must say."""

from collections.abc import Sequence
from datetime import datetime

import msgspec

from plumbline.evidence.findings import Finding
from plumbline.evidence.hashing import Hasher
from plumbline.evidence.locator import power_sums
from plumbline.evidence.merkle import Frontier
from plumbline.evidence.seal import GENESIS, MAX_SEAL_ENTRIES, Seal, sums_as_hex


class Edge(msgspec.Struct, frozen=True, kw_only=True):
    """Where a chain stands after a seal.

    `accepted` are the digests by which a next seal may name the last one (two when its line states another than its content has).
    `frontier` is the tree over all `sealed` entries, None once their digests are lost; `doubt` what is altered unless a later root
    says otherwise. `head_seal` is the seal that covers the published count, `head_held` whether it is the published one.
    """

    digests: Hasher
    number: int = 0
    accepted: tuple[str, ...] = (GENESIS,)
    sealed: int = 0
    sealed_at: datetime | None = None
    frontier: Frontier | None = None
    doubt: tuple[Finding, ...] = ()
    head_seal: int | None = None
    head_held: bool = False

    @classmethod
    def start(cls, digests: Hasher) -> "Edge":
        """Return the edge before the first seal."""
        return cls(digests=digests, frontier=Frontier(algorithm=digests.name))

    def confirms(self, seal: Seal, leaves: Sequence[bytes]) -> bool:
        """Whether a seal's own digest is that over these leaves."""
        return self.digests.digest_list(leaves).hex() == seal.entries

    def precedes(self, seal: Seal) -> bool:
        """Whether a seal begins here and covers a possible number of entries."""
        return seal.first == self.sealed + 1 and 0 < seal.last - self.sealed <= MAX_SEAL_ENTRIES

    def grown(self, leaves: Sequence[bytes]) -> Frontier | None:
        """Return the tree after these leaves, if the tree before them is known."""
        if self.frontier is None:
            return None
        grown = self.frontier.copy()
        grown.extend(leaves)
        return grown

    def derive(self, leaves: Sequence[bytes], *, like: Seal, grown: Frontier | None) -> Seal:
        """Return the next seal over these leaves: `like` the one read, with all that can be computed again."""
        return msgspec.structs.replace(
            like,
            algorithm=self.digests.name,
            entries=self.digests.digest_list(leaves).hex(),
            first=self.sealed + 1,
            last=self.sealed + len(leaves),
            number=self.number + 1,
            root=like.root if grown is None else grown.root().hex(),
            sums=sums_as_hex(power_sums(leaves)),
        )
