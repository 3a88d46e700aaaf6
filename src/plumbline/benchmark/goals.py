"""What the auditor is to reach on the benchmark."""

from typing import NamedTuple

from plumbline.benchmark.tally import Tally

PRECISION = 0.97
RECALL = 0.95
RECALL_OF_A_KIND = 0.85
CLEAN_ERRORS_PER_HUNDRED = 1.0
FEWEST_OF_A_KIND = 5
"""A kind that was put in fewer times than this is not judged by itself."""


class Goal(NamedTuple):
    """One goal, what was reached, and whether it is enough."""

    zh: str
    en: str
    reached: str
    wanted: str
    is_met: bool


def goals_of(tally: Tally) -> list[Goal]:
    """Compare a tally with the goals; where nothing was put in or found, nothing is amiss."""
    precision, recall = (1.0 if share is None else share for share in (tally.total.precision, tally.total.recall))
    kinds = {
        name: counts.recall
        for name, counts in tally.by_kind.items()
        if counts.labels >= FEWEST_OF_A_KIND and counts.recall is not None
    }
    worst = min(kinds, key=lambda name: kinds[name], default="")
    lowest = kinds.get(worst, 1.0)
    rate = tally.clean_errors_per_hundred
    return [
        Goal("精确率", "precision", f"{precision:.4f}", f"≥ {PRECISION}", precision >= PRECISION),
        Goal("召回率", "recall", f"{recall:.4f}", f"≥ {RECALL}", recall >= RECALL),
        Goal(
            "各类错误的最低召回率",
            "lowest recall of a kind",
            f"{lowest:.4f} ({worst})",
            f"≥ {RECALL_OF_A_KIND}",
            lowest >= RECALL_OF_A_KIND,
        ),
        Goal(
            "每百张无错表的错误级误报",
            "false errors per hundred clean forms",
            f"{rate:.2f}",
            f"< {CLEAN_ERRORS_PER_HUNDRED:g}",
            rate < CLEAN_ERRORS_PER_HUNDRED,
        ),
    ]
