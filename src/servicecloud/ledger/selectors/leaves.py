"""The leaf digests of the entries behind a number, in the order of the chain."""

from typing import Any

from servicecloud.ledger.models import Leaf
from servicecloud.ledger.selectors.counting import Count

_MOST_KEPT = 300_000
_Line = tuple[str, bytes]


class Leaves:
    """Reads leaf digests for numbers that are frozen together: entries that several rules count are read once.

    What was read is true for one moment. Call `forget` when entries were posted since.
    """

    def __init__(self) -> None:
        self._read: dict[tuple[Any, ...], list[_Line]] = {}

    def forget(self) -> None:
        """Read everything anew from here on."""
        self._read.clear()

    def of(self, count: Count) -> list[bytes]:
        """Return the digests of the entries that make up a number."""
        if count.parts() is not None or count.rule.aggregation in ("latest", "distinct"):
            rows = Leaf.objects.filter(entry__in=count.contributing().values("pk")).order_by("sequence")
            return [bytes(digest) for digest in rows.values_list("digest", flat=True).iterator(chunk_size=5000)]
        lines = self._lines(count)
        if count.narrowed is None:
            return [digest for _dimensions, digest in lines]
        wanted = frozenset(count.narrowed)
        return [digest for dimensions, digest in lines if dimensions in wanted]

    def _lines(self, count: Count) -> list[_Line]:
        """Return dimensions and digest of every entry of the measure, its days and its owners, before filters and exclusions."""
        key = (tuple(count.counted_measures), count.first_day, count.last_day, count.as_of, count.owners)
        if key not in self._read:
            if sum(map(len, self._read.values())) > _MOST_KEPT:
                self.forget()
            entries = count.left(is_narrowed=False).values("pk")
            rows = Leaf.objects.filter(entry__in=entries).order_by("sequence")
            same: dict[str, str] = {}
            self._read[key] = [
                (same.setdefault(dimensions, dimensions), bytes(digest))
                for dimensions, digest in rows.values_list("entry__dimensions", "digest").iterator(chunk_size=5000)
            ]
        return self._read[key]
