"""How alike two texts are."""

from functools import lru_cache

_SHINGLE = 3
_STEP = 5
_SLACK = 0.4


@lru_cache(maxsize=2048)
def _shingles(text: str) -> frozenset[str]:
    return frozenset(text[index : index + _SHINGLE] for index in range(max(1, len(text) - _SHINGLE + 1)))


def may_be_alike(one: str, other: str, *, least: float) -> bool:
    """Rule out quickly that `least` of one condensed text stands in another, by looking up some pieces of it.

    Only texts that differ in far more than that are ruled out.
    """
    starts = range(0, max(1, len(one) - _SHINGLE + 1), _STEP)
    present = sum(one[start : start + _SHINGLE] in other for start in starts)
    return present >= len(starts) * (least - _SLACK)


def similarity(one: str, other: str) -> float:
    """Return the share of three-character pieces that two condensed texts have in common: 1 for equal, 0 for nothing.

    >>> similarity("组织供需对接活动", "组织供需对接活动"), similarity("组织供需对接活动", "保障平台稳定运行")
    (1.0, 0.0)
    """
    if one == other:
        return 1.0
    if not one or not other:
        return 0.0
    shorter, longer = sorted((len(one), len(other)))
    if shorter * 2 < longer:
        return shorter / longer * 0.5
    first, second = _shingles(one), _shingles(other)
    return len(first & second) / max(len(first), len(second))


def contained(one: str, other: str) -> float:
    """Return the share of the pieces of one condensed text that stand in another: 1 when it is copied from it.

    >>> contained("供需对接活动", "组织供需对接活动，保障平台")
    1.0
    """
    pieces = _shingles(one)
    return len(pieces & _shingles(other)) / len(pieces) if one and other else 0.0
