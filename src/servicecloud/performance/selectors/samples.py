"""From how many answers or records a rate or a mean was taken, in words; of a share of answers also its interval."""

from collections.abc import Iterable
from decimal import Decimal

from django.utils.translation import gettext as _

from plumbline.evidence.shares import share_interval
from servicecloud.ledger.models import Snapshot
from servicecloud.ledger.registry import read_rule
from servicecloud.performance.values import EvaluationContent, TargetRow

_RATES = frozenset({"ratio", "mean", "on_time_share", "answer_share"})
_ASKED = ("满意", "知晓")
"""An indicator of these words is known by asking some of those who were served; any other share is counted over everything there is."""


def is_asked(level1: str | None, level3: str) -> bool:
    """Whether an indicator rests on answers of people, so that it is a sample and has an interval."""
    return any(word in f"{level1 or ''}{level3}" for word in _ASKED)


def sample_words(snapshot: Snapshot, *, asked: bool) -> str:
    """Return the sentence that belongs to a frozen number; blank for a count, a sum or a latest value.

    A share of answers of those who were asked has its interval; every other rate or mean says from how many entries it is.
    """
    rule, whole = read_rule(snapshot.definition), snapshot.denominator
    if asked and rule.aggregation == "answer_share" and snapshot.numerator is not None and whole:
        bounds = share_interval(int(snapshot.numerator), int(whole))
        if bounds is not None:
            return _("有效答复 %(n)s 份，计入 %(part)s 份；95%% 置信区间 %(low)s%%—%(high)s%%（威尔逊法）。") % {
                "n": bounds.n,
                "part": int(snapshot.numerator),
                "low": _plain(bounds.low),
                "high": _plain(bounds.high),
            }
    return _("按 %(n)s 条记录计算。") % {"n": snapshot.counted} if rule.aggregation in _RATES else ""


def sample_lines(content: EvaluationContent, rows: Iterable[TargetRow]) -> list[str]:
    """Return what is printed below a form: each rate or mean with the number of answers behind it. One query."""
    keys = {row.snapshot: row.key for row in content.rows if row.snapshot is not None}
    snapshots = Snapshot.everywhere.in_bulk(list(keys))
    taken = {keys[pk]: each for pk, each in snapshots.items()}
    lines = []
    for row in rows:
        words = sample_words(taken[row.key], asked=is_asked(row.level1, row.level3)) if row.key in taken else ""
        if words:
            lines.append(f"{row.level3}：{words}")
    return lines


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"
