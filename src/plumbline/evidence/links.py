"""Which of two seals was altered when they do not link.

A seal is vouched for by what comes after it: the next seal's record of its digest, and for the last one the published head. So a
seal is judged only when its successor is known, and a broken link only when the one after that is.
"""

from collections.abc import Callable

import msgspec

from plumbline.evidence.findings import Finding, finding

FIELD_NAMES = {
    "algorithm": "摘要算法",
    "digest": "摘要",
    "entries": "本段记录摘要",
    "first": "起始序号",
    "last": "截止序号",
    "number": "编号",
    "previous": "前一封存摘要",
    "root": "树根",
    "sums": "定位和",
    "content": "内容",
    "layout": "行的格式",
}


class Judged(msgspec.Struct, frozen=True, kw_only=True):
    """A seal as it stands: its place in the chain, the digest its line states, that of its content, and its wrong fields.

    `checked` tells that its fields could be compared with the entries.
    """

    number: int
    line: int
    stated: str
    computed: str
    wrong: tuple[str, ...] = ()
    checked: bool = True

    @property
    def stale(self) -> bool:
        """Whether the content does not have the stated digest."""
        return self.stated != self.computed


class Links:
    """The chain of seals, judged one step behind."""

    def __init__(self, report: Callable[[Finding], None]) -> None:
        self._report = report
        self._pending: Judged | None = None
        self._suspect: Judged | None = None
        self.altered: set[int] = set()

    @property
    def pending(self) -> Judged | None:
        """The last seal, which nothing vouches for yet."""
        return self._pending

    def restore(self, judged: Judged | None, suspect: Judged | None) -> None:
        """Go back to an earlier state."""
        self._pending, self._suspect = judged, suspect

    @property
    def suspect(self) -> Judged | None:
        """A seal that its successor does not vouch for, while the successor is itself unproved."""
        return self._suspect

    def follow(self, successor: Judged, previous: str) -> None:
        """Take the next seal, whose content records `previous` as the digest before it."""
        pending = self._pending
        self._pending = successor
        if pending is None:
            return
        vouched = self._judge(pending, previous)
        if not vouched and pending.number not in self.altered:
            if successor.stale or "previous" in successor.wrong:
                return  # the successor's own content is what was altered
            self._suspect = pending

    def leave(self) -> None:
        """Judge the last seal by itself: what follows it is missing."""
        if self._pending is not None:
            self._judge(self._pending, None)
        self._pending = None

    def gap(self, successor: Judged) -> None:
        """Take a seal before which seals are missing."""
        self.leave()
        self._pending = successor

    def finish(self, head: str | None) -> bool:
        """Judge the last seal by the published head, if that is about it; tell whether the head vouches for it."""
        pending = self._pending
        if pending is None:
            return False
        vouched = self._judge(pending, head)
        self._pending = None
        if self._suspect is not None:
            self._report(finding("broken_chain", seal=pending.number, line=pending.line))
            self._suspect = None
        return vouched

    def _judge(self, seal: Judged, record: str | None) -> bool:
        suspect, self._suspect = self._suspect, None
        vouched = record in (seal.stated, seal.computed)
        if suspect is not None:
            if record is None:
                self._suspect = suspect
                return False
            if vouched:
                self._name(suspect, ())
            else:
                self._name(seal, ("previous",))
                return False
        if seal.stale and record == seal.computed:
            self._name(seal, ("digest",))
        elif seal.stale or seal.wrong:
            self._name(seal, seal.wrong)
        return vouched

    def _name(self, seal: Judged, wrong: tuple[str, ...]) -> None:
        """Name an altered seal. Everything but its time can be computed again: what is wrong nowhere else is wrong there."""
        self.altered.add(seal.number)
        if not wrong and not seal.checked:
            wrong = ("content",)
        if not wrong:
            self._report(finding("redated_seal", seal=seal.number, line=seal.line))
        elif wrong == ("algorithm",):
            self._report(
                finding("wrong_algorithm", seal=seal.number, line=seal.line, detail=("改动后的名称", "another name"))
            )
        else:
            detail = ("、".join(FIELD_NAMES[name] for name in wrong), ", ".join(wrong))
            self._report(finding("edited_seal", seal=seal.number, line=seal.line, detail=detail))
