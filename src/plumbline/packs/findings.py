"""What the verification of a pack can find, each with its sentence in either language."""

from typing import Final

import msgspec

from plumbline.errors import Lang
from plumbline.evidence.seal import Head

_SENTENCES: Final[dict[str, tuple[str, str]]] = {
    "missing_file": ("缺少文件：{detail}。", "a file is missing: {detail}."),
    "extra_file": ("多出清单以外的文件：{detail}。", "a file is not in the manifest: {detail}."),
    "repeated_file": ("文件重复出现：{detail}。", "a file appears more than once: {detail}."),
    "altered_file": ("文件与清单所列摘要不符：{detail}。", "a file is not the one the manifest lists: {detail}."),
    "unreadable_file": ("文件无法读取：{detail}。", "a file cannot be read: {detail}."),
    "unsafe_path": (
        "文件路径越出解压目录，请勿解压：{detail}。",
        "a path leads out of the folder it is unpacked to, do not unpack it: {detail}.",
    ),
    "wrong_manifest": (
        "清单所写的{detail}与冻结的自评表不一致。",
        "the {detail} in the manifest is not that of the frozen self-evaluation.",
    ),
    "altered_form": (
        "自评表与其版本摘要不符，内容在冻结后被改动。",
        "the self-evaluation is not the one that was frozen: its digest differs.",
    ),
    "altered_seal": ("封存与所印链首不符。", "the seal is not that of the printed head."),
    "wrong_head": (
        "所印链首不是所给的链首：{detail}。",
        "the printed head is not the one given: {detail}.",
    ),
    "missing_row": (
        "第{place}行“{name}”有定格值，但没有列出记录。",
        "row {place} “{name}” has a frozen number, but no entries.",
    ),
    "extra_row": (
        "第{place}行“{name}”不是冻结时有定格值的行，或列了两次。",
        "row {place} “{name}” had no frozen number, or is listed twice.",
    ),
    "altered_entry": (
        "第{place}行“{name}”：链上第 {detail} 条记录的内容与其摘要不符。",
        "row {place} “{name}”: entry {detail} of the chain is not what its digest says.",
    ),
    "not_in_ledger": (
        "第{place}行“{name}”：所列记录与证明算不出封存的树根，有记录被改动、增减或换位。",
        "row {place} “{name}”: entries and proof do not lead to the sealed root; an entry was altered, added, removed or moved.",
    ),
    "wrong_entries": (
        "第{place}行“{name}”：所列记录不是定格时的那些（{detail}）。",
        "row {place} “{name}”: the entries are not those that were frozen ({detail}).",
    ),
    "uncounted_entry": (
        "第{place}行“{name}”：记录 {detail}",
        "row {place} “{name}”: entry {detail}",
    ),
    "wrong_total": (
        "第{place}行“{name}”：按口径重算得 {detail}，与定格值不符。",
        "row {place} “{name}”: counted again it is {detail}, not the frozen number.",
    ),
    "wrong_actual": (
        "第{place}行“{name}”：表上印的“{detail}”不是定格值。",
        "row {place} “{name}”: what is printed ({detail}) is not the frozen number.",
    ),
    "wrong_money": ("资金：{detail}。", "money: {detail}."),
    "wrong_score": ("得分：{detail}。", "scores: {detail}."),
    "other_rulebook": (
        "规则手册 {detail} 不是本工具自带的那一本。",
        "rulebook {detail} is not one that this tool has, to the letter.",
    ),
    "wrong_print": ("{detail} 与自评表内容不一致。", "{detail} does not say what the self-evaluation says."),
    "wrong_evidence": ("佐证文件与冻结时登记的不符：{detail}。", "evidence is not what was registered: {detail}."),
}


class PackFinding(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that is not as it should be, with what it is about."""

    kind: str
    message_zh: str
    message_en: str
    path: str = ""

    def message(self, lang: Lang = "zh") -> str:
        """Return the sentence in the asked language."""
        return self.message_zh if lang == "zh" else self.message_en


class PackReport(msgspec.Struct, frozen=True, kw_only=True):
    """The outcome: `good` only when nothing was found. `entries` were counted in `rows` numbers; `head` is the printed one."""

    good: bool
    head: Head | None
    files: int
    rows: int
    entries: int
    findings: tuple[PackFinding, ...]


def found(
    kind: str, detail: tuple[str, str] | str = "", *, place: int = 0, name: str = "", path: str = ""
) -> PackFinding:
    """Return a finding; `detail` completes its sentence, in both languages when they differ.

    Names come from strangers: what would steer a terminal is shown as a mark.
    """
    zh, en = map(_shown, detail if isinstance(detail, tuple) else (detail, detail))
    name = _shown(name)
    message_zh, message_en = _SENTENCES[kind]
    return PackFinding(
        kind=kind,
        message_zh=message_zh.format(detail=zh, place=place, name=name),
        message_en=message_en.format(detail=en, place=place, name=name),
        path=path,
    )


def _shown(text: str) -> str:
    return "".join(character if character.isprintable() else "�" for character in text)
