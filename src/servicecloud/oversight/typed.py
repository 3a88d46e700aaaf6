"""Numbers as people type them: points, shares in percent, ledger entries. What cannot be read is named, never dropped in silence. Pure."""

import unicodedata
from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.text import format_lazy

from servicecloud.oversight import words


def points_of(text: Any) -> Decimal | None:
    """Return points; None for a blank and for what is no number of a sensible size.

    >>> points_of("１２．５分"), points_of("十二"), points_of("")
    (Decimal('12.5'), None, None)
    """
    shown = _plain(text).removesuffix("分").strip()
    try:
        points = Decimal(shown) if shown else None
    except InvalidOperation:
        return None
    return points if points is not None and points.is_finite() and abs(points) < 1000 else None


def share_of(text: Any) -> int | None:
    """Return a share in whole percent; None for a blank and for anything else."""
    shown = _plain(text).removesuffix("%").strip()
    return int(shown) if shown.isascii() and shown.isdecimal() and len(shown) < 4 else None


def entries_of(text: str) -> tuple[int, ...]:
    """Return the ledger entries that a text names, each once."""
    return tuple(dict.fromkeys(int(part) for part in _entries(text) if _is_entry(part)))[:40]


def unread_entries(text: str) -> list[str]:
    """Return the pieces of a text that name no ledger entry."""
    return [part for part in _entries(text) if not _is_entry(part)]


def unread_points(given: Mapping[str, str]) -> dict[str, str]:
    """Return those of the weight and the score of an item that were typed and cannot be read."""
    found = {name: given.get(name, "").strip() for name in ("weight", "score")}
    return {name: text for name, text in found.items() if text and points_of(text) is None}


def is_deduction(text: str) -> bool:
    """Say whether a text is a deduction: points, or a share."""
    return points_of(text) is not None or share_of(text) is not None


def unread_in_evaluation(items: Mapping[str, Mapping[str, str]], names: Mapping[str, str]) -> list[str]:
    """Return a sentence for each weight and score that was typed and cannot be read."""
    return [
        _sentence(names.get(code, code), text)
        for code, given in items.items()
        for text in unread_points(given).values()
    ]


def unread_in_examination(rows: Mapping[str, Mapping[str, Any]], names: Mapping[str, str]) -> list[str]:
    """Return a sentence for each deduction and entry that was typed and cannot be read."""
    found = []
    for key, given in rows.items():
        taken = [str(each.get("points") or "") for each in given.get("deductions", ()) if each.get("code")]
        pieces = [text for text in taken if text.strip() and not is_deduction(text)]
        found += [
            _sentence(names.get(key, key), text) for text in [*pieces, *unread_entries(str(given.get("entries", "")))]
        ]
    return found


def _sentence(name: str, text: str) -> str:
    return str(format_lazy(words.NOT_READ, name=name, text=text.strip()[:40]))


def _plain(text: Any) -> str:
    return unicodedata.normalize("NFKC", str(text or "")).strip()


def _entries(text: str) -> Iterable[str]:
    shown = _plain(text).replace("、", ",").replace(" ", ",")
    return [part.strip().removeprefix("#") for part in shown.split(",") if part.strip()]


def _is_entry(part: str) -> bool:
    return part.isascii() and part.isdecimal() and len(part) < 16
