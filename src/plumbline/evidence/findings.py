"""What a verification can find, each with its sentence in either language."""

from typing import Final, Literal

import msgspec

from plumbline.errors import Lang
from plumbline.evidence.seal import Head

Kind = Literal[
    "edited_entry",
    "redated_entry",
    "edited_digest",
    "respelled_entry",
    "missing_entry",
    "inserted_entry",
    "duplicated_entry",
    "displaced_entry",
    "renumbered_entries",
    "altered_range",
    "unconfirmed_range",
    "edited_seal",
    "redated_seal",
    "missing_seal",
    "inserted_seal",
    "duplicated_seal",
    "displaced_seal",
    "broken_chain",
    "reversed_time",
    "bad_signature",
    "unreadable_line",
    "wrong_algorithm",
    "truncated",
    "unsealed_tail",
    "head_mismatch",
    "proof_mismatch",
]

_SENTENCES: Final[dict[Kind, tuple[str, str]]] = {
    "edited_entry": ("第 {entry} 条记录的内容在封存后被改动。", "entry {entry} was edited after it was sealed."),
    "redated_entry": (
        "第 {entry} 条记录的发生日期在封存后被改动：封存时为 {detail}。",
        "entry {entry} was re-dated after it was sealed: it had happened on {detail}.",
    ),
    "edited_digest": (
        "第 {entry} 条记录旁所列的摘要被改动；记录内容与封存时一致。",
        "the digest beside entry {entry} was altered; the entry itself is as sealed.",
    ),
    "respelled_entry": (
        "第 {entry} 条记录的事实未变，但该行被其他程序改写过格式；请重新导出。",
        "entry {entry} states the same facts, but its line was rewritten by another program; export again.",
    ),
    "missing_entry": ("缺少第 {entry} 条记录，它已封存。", "entry {entry} is missing; it was sealed."),
    "inserted_entry": (
        "序号 {entry} 处多出一条从未封存的记录。",
        "at sequence {entry} stands an entry that was never sealed.",
    ),
    "duplicated_entry": ("第 {entry} 条记录出现了不止一次。", "entry {entry} appears more than once."),
    "displaced_entry": ("第 {entry} 条记录不在它封存时的位置。", "entry {entry} is not where it was sealed."),
    "renumbered_entries": (
        "第 {entry} 至 {last_entry} 条各行所标的序号与封存时不同。",
        "the lines of entries {entry} to {last_entry} carry other sequences than when sealed.",
    ),
    "altered_range": (
        "第 {entry} 至 {last_entry} 条之间与封存时不符，改动之多不足以逐条指明。",
        "entries {entry} to {last_entry} are not as sealed; too much was changed to name each one.",
    ),
    "unconfirmed_range": (
        "第 {entry} 至 {last_entry} 条之间没有完好的封存可以证实其余各条。",
        "no intact seal is left to confirm the rest of entries {entry} to {last_entry}.",
    ),
    "edited_seal": ("第 {seal} 号封存被改动（{detail}）。", "seal {seal} was edited ({detail})."),
    "redated_seal": ("第 {seal} 号封存的时间被改动。", "seal {seal} was re-dated."),
    "missing_seal": ("缺少第 {seal} 号封存。", "seal {seal} is missing."),
    "inserted_seal": (
        "多出一个不属于本链的封存，自称第 {seal} 号。",
        "a seal that is not of this chain was inserted; it calls itself number {seal}.",
    ),
    "duplicated_seal": ("第 {seal} 号封存出现了不止一次。", "seal {seal} appears more than once."),
    "displaced_seal": ("第 {seal} 号封存不在它应在的位置。", "seal {seal} is not in its place."),
    "broken_chain": (
        "第 {seal} 号封存与其前一号不相衔接。",
        "seal {seal} does not follow from the seal before it.",
    ),
    "reversed_time": ("第 {seal} 号封存的时间早于前一号。", "seal {seal} is dated before the one it follows."),
    "bad_signature": (
        "第 {seal} 号封存没有所给公钥的有效签名。",
        "seal {seal} carries no valid signature of the given key.",
    ),
    "unreadable_line": (
        "第 {line} 行既不是记录也不是封存。",
        "line {line} is neither an entry nor a seal.",
    ),
    "wrong_algorithm": (
        "摘要算法被改动：文件写明 {detail}。",
        "the digest algorithm was altered: the file states {detail}.",
    ),
    "truncated": (
        "文件被截短：所公布的链首含 {last_entry} 条，文件自第 {entry} 条起缺失。",
        "the file is cut short: the published head counts {last_entry} entries, from {entry} on they are missing.",
    ),
    "unsealed_tail": (
        "自第 {entry} 条起的 {detail} 条没有封存，无从证明。",
        "from entry {entry} on {detail} entries are not sealed, so nothing proves them.",
    ),
    "head_mismatch": (
        "第 {seal} 号封存不是所公布的那一个：链被改写，或所给链首属于另一条链。",
        "seal {seal} is not the published one: the chain was rewritten, or the head is of another chain.",
    ),
    "proof_mismatch": ("该证明不成立：{detail}。", "the proof does not hold: {detail}."),
}


class Finding(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One thing that is not as it was sealed.

    `entry` is a sequence (with `last_entry` a range), `seal` a seal's number, `line` a line of the file. `sealed_digest` is what the
    seal vouches for, where it could be established: whoever keeps an older copy can show the original by it.
    """

    kind: Kind
    message_zh: str
    message_en: str
    entry: int | None = None
    last_entry: int | None = None
    seal: int | None = None
    line: int | None = None
    sealed_digest: str | None = None

    def message(self, lang: Lang = "zh") -> str:
        """Return the sentence in the asked language."""
        return self.message_zh if lang == "zh" else self.message_en


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """The outcome of a verification. `good` only when nothing at all was found.

    `entries` and `seals` were read; of the entries `withheld` were shown by digest only. `beyond_head` entries were sealed after the
    given head: consistent with it, but not vouched for by it. Findings past a limit are only counted, in `counts`.
    """

    good: bool
    head: Head
    entries: int
    withheld: int
    seals: int
    beyond_head: int
    findings: tuple[Finding, ...]
    counts: dict[str, int]


def finding(
    kind: Kind,
    *,
    entry: int | None = None,
    last_entry: int | None = None,
    seal: int | None = None,
    line: int | None = None,
    sealed: bytes | None = None,
    detail: tuple[str, str] = ("", ""),
) -> Finding:
    """Return the finding of this kind; `detail` completes its sentence in Chinese and in English."""
    places = {"entry": entry, "last_entry": last_entry, "seal": seal, "line": line}
    message_zh, message_en = _SENTENCES[kind]
    return Finding(
        kind=kind,
        message_zh=message_zh.format(**places, detail=detail[0]),
        message_en=message_en.format(**places, detail=detail[1]),
        entry=entry,
        last_entry=last_entry,
        seal=seal,
        line=line,
        sealed_digest=sealed.hex() if sealed else None,
    )
