"""Answers in words: the three levels with their bands, and plain yes or no."""

from decimal import Decimal

from plumbline.rulebooks.model import LevelBand, Rulebook
from plumbline.scoring.numbers import round_to, unit_in_last_place

_OPPOSITES = (
    ("是", "否"),
    ("有", "无"),
    ("通过", "未通过"),
    ("完成", "未完成"),
    ("合格", "不合格"),
    ("达标", "未达标"),
    ("建立", "未建立"),
    ("符合", "不符合"),
    ("及时", "不及时"),
)
_SAID_AS = {word: (pair, word == pair[0]) for pair in _OPPOSITES for word in pair}


def level_band(text: str, book: Rulebook) -> LevelBand | None:
    """Return the band of the level that a printed answer names, None when it names none."""
    answer = "".join(text.split())
    bands = book.qualitative.bands
    for band in bands:
        if answer.startswith(band.words):
            return band
    for band in reversed(bands):
        if any(word in answer for word in band.words):
            return band
    return None


def band_scores(weight: Decimal, band: LevelBand, book: Rulebook) -> tuple[Decimal, Decimal]:
    """Return the lowest and highest score of a level; a band that stops below the next ends one hundredth lower."""
    places = book.qualitative.places
    low = round_to(weight * band.low, "half_up", places)
    high = round_to(weight * band.high, "half_up", places)
    if band.high != 1:
        high = max(low, high - unit_in_last_place(places))
    return min(low, weight), min(high, weight)


def yes_or_no(target_text: str, actual_text: str) -> bool | None:
    """Say whether a one-word answer is the one that was promised; None when the words are no such pair."""
    target, actual = _SAID_AS.get(_word(target_text)), _SAID_AS.get(_word(actual_text))
    if target is None or actual is None or target[0] != actual[0]:
        return None
    return target[1] == actual[1]


def _word(text: str) -> str:
    return "".join(text.split()).removeprefix("已").rstrip("。；;.")
