"""From how many answers or records a rate or a mean was taken, in words; of a share of answers also its interval."""

from collections.abc import Iterable
from decimal import Decimal

from django.utils.translation import gettext as _

from plumbline.evidence.measures import CountingRule
from plumbline.evidence.shares import share_interval
from servicecloud.ledger.models import Snapshot
from servicecloud.ledger.registry import read_rule
from servicecloud.performance.values import EvaluationContent, TargetRow

_RATES = frozenset({"ratio", "mean", "on_time_share"})


def sample_words(snapshot: Snapshot, rule: CountingRule | None = None) -> str:
    """Return the sentence that belongs to a frozen number; blank for a count, a sum or a latest value, which are no samples."""
    rule = rule or read_rule(snapshot.definition)
    whole = snapshot.denominator
    if rule.aggregation == "answer_share" and snapshot.numerator is not None and whole:
        bounds = share_interval(int(snapshot.numerator), int(whole))
        if bounds is not None:
            return _("有效答复 %(n)s 份，计入 %(part)s 份；95%% 置信区间 %(low)s%%—%(high)s%%（威尔逊法）。") % {
                "n": bounds.n,
                "part": int(snapshot.numerator),
                "low": _plain(bounds.low),
                "high": _plain(bounds.high),
            }
    if rule.aggregation in _RATES:
        return _("按 %(n)s 条记录计算。") % {"n": snapshot.counted}
    return ""


def sample_lines(content: EvaluationContent, rows: Iterable[TargetRow]) -> list[str]:
    """Return what is printed below a form: each rate or mean with the number of answers behind it. One query."""
    keys = {row.snapshot: row.key for row in content.rows if row.snapshot is not None}
    snapshots = Snapshot.everywhere.in_bulk(list(keys))
    words = {keys[pk]: sample_words(each) for pk, each in snapshots.items()}
    return [f"{row.level3}：{words[row.key]}" for row in rows if words.get(row.key)]


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"
