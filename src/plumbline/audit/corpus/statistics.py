"""What many self-evaluations tell together that none of them tells alone.

Each statistic sets a share against what honest forms give at most, and is called unusual only where chance alone gives as much in less than
one of a thousand folders (of a hundred for the comparison of units). The method and the measured false-alarm rates stand in
docs/explanation/corpus-statistics.md. An unusual figure says where to look; it proves nothing about any single form.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from statistics import median, quantiles
from typing import Literal

import msgspec

from plumbline.audit.context import AuditedForm
from plumbline.audit.corpus.samples import Samples, gather
from plumbline.audit.corpus.tests_of_chance import binomial_tail, rank_sum

Code = Literal["at_target", "round_numbers", "all_full_marks", "unit_scores", "repeated_completion"]
Outcome = Literal["usual", "unusual", "too_few"]

RARE = 0.001
RARE_UNITS = 0.01
FEWEST_CASES = 20
FEWEST_FORMS_OF_UNIT = 5
AT_TARGET, ROUND, ALL_FULL, REPEATED = 0.10, 0.10, 0.50, 0.02
"""The largest shares that honest forms give."""
_JUST_ABOVE = 1.1


class Statistic(msgspec.Struct, frozen=True, kw_only=True):
    """One figure about a folder.

    `share` is counted over cases, `usual` the most that honest forms give, `chance` how likely chance alone gives as much; None where
    there were too few cases. `unit` is set where one unit is compared with the others.
    """

    code: Code
    outcome: Outcome
    cases: int
    counted: int
    share: float | None
    usual: float | None
    chance: float | None
    sentence_zh: str
    sentence_en: str
    unit: str | None = None


class UnitScores(msgspec.Struct, frozen=True):
    """The printed totals of a unit: how many, the lowest, the median, the highest."""

    unit: str
    forms: int
    lowest: float
    median: float
    highest: float


class CorpusStatistics(msgspec.Struct, frozen=True):
    """Everything that is said of a folder as a whole. `quartiles` are those of the printed totals, None under two forms."""

    forms: int
    statistics: tuple[Statistic, ...]
    units: tuple[UnitScores, ...]
    quartiles: tuple[float, float, float] | None

    @property
    def unusual(self) -> tuple[Statistic, ...]:
        """The statistics that chance does not explain."""
        return tuple(one for one in self.statistics if one.outcome == "unusual")


def corpus_statistics(forms: Iterable[AuditedForm]) -> CorpusStatistics:
    """Compute the statistics of the self-evaluations among these forms."""
    return statistics_of(gather(forms))


def statistics_of(samples: Samples) -> CorpusStatistics:
    """Compute the statistics of gathered figures."""
    totals = [form.total for form in samples.forms if form.total is not None]
    low, middle, high = quantiles(totals, n=4, method="inclusive") if len(totals) >= 2 else (0.0, 0.0, 0.0)
    return CorpusStatistics(
        len(samples.forms),
        (_at_target(samples), _round_numbers(samples), _all_full(samples), _repeated(samples), *_unit_scores(samples)),
        _units(samples),
        (low, middle, high) if len(totals) >= 2 else None,
    )


def _at_target(samples: Samples) -> Statistic:
    near = [count for count in samples.counts if count.aimed <= count.done <= count.aimed * _JUST_ABOVE]
    exact = sum(1 for count in near if count.done == count.aimed)
    return _share(
        "at_target", exact, len(near), AT_TARGET,
        zh="指标值100以上且完成到100%–110%的{cases}项中，{counted}项恰好等于指标值（{share:.0%}；如实统计时至多约{usual:.0%}）",
        en="Of {cases} counts of 100 and more that were met by 100 to 110 %, {counted} equal their target exactly ({share:.0%}; "
        "at most about {usual:.0%} when counted honestly)",
    )  # fmt: skip


def _round_numbers(samples: Samples) -> Statistic:
    free = [count.done for count in samples.counts if count.done != count.aimed and count.done >= 100]
    return _share(
        "round_numbers", sum(1 for done in free if done % 10 == 0), len(free), ROUND,
        zh="不等于指标值的{cases}个完成值中，{counted}个末位为0（{share:.0%}；如实统计时约{usual:.0%}）",
        en="Of {cases} actual values that differ from their target, {counted} end in 0 ({share:.0%}; about {usual:.0%} when counted)",
    )  # fmt: skip


def _all_full(samples: Samples) -> Statistic:
    scored = [form for form in samples.forms if form.rows >= 5]
    return _share(
        "all_full_marks", sum(1 for form in scored if form.full == form.rows), len(scored), ALL_FULL,
        zh="有5项以上得分的{cases}张自评表中，{counted}张全部指标满分（{share:.0%}；至多约{usual:.0%}属常见）",
        en="Of {cases} self-evaluations with five scored rows or more, {counted} have full marks throughout ({share:.0%}; up to about "
        "{usual:.0%} is common)",
    )  # fmt: skip


def _repeated(samples: Samples) -> Statistic:
    projects: dict[str, set[str]] = defaultdict(set)
    for form in samples.forms:
        if form.completion:
            projects[form.completion].add(form.project)
    texts = Counter(form.completion for form in samples.forms if form.completion)
    counted = sum(number for text, number in texts.items() if len(projects[text]) > 1)
    return _share(
        "repeated_completion", counted, sum(texts.values()), REPEATED,
        zh="{cases}张自评表的完成情况中，{counted}张与其他项目一字不差（{share:.0%}；至多约{usual:.0%}属偶然）",
        en="Of {cases} completions, {counted} are word for word those of another project ({share:.0%}; up to about {usual:.0%} may be "
        "accident)",
    )  # fmt: skip


def _share(code: Code, counted: int, cases: int, usual: float, *, zh: str, en: str) -> Statistic:
    if cases < FEWEST_CASES:
        return Statistic(
            code=code, outcome="too_few", cases=cases, counted=counted, share=None, usual=usual, chance=None,
            sentence_zh=f"可用的数据只有{cases}个，不足{FEWEST_CASES}个，不作判断",
            sentence_en=f"Only {cases} cases, fewer than {FEWEST_CASES}: nothing can be said",
        )  # fmt: skip
    share = counted / cases
    chance = binomial_tail(counted, cases, usual)
    values = {"cases": cases, "counted": counted, "share": share, "usual": usual}
    return Statistic(
        code=code, outcome="unusual" if chance < RARE else "usual", cases=cases, counted=counted, share=share, usual=usual,
        chance=chance, sentence_zh=zh.format(**values), sentence_en=en.format(**values),
    )  # fmt: skip


def _unit_scores(samples: Samples) -> list[Statistic]:
    """Compare each unit with all others; the more units are compared, the rarer a figure must be (Bonferroni)."""
    by_unit = _totals_by_unit(samples)
    compared = {unit: totals for unit, totals in by_unit.items() if len(totals) >= FEWEST_FORMS_OF_UNIT}
    found = []
    for unit, totals in compared.items():
        others = [total for other, those in by_unit.items() if other != unit for total in those]
        if len(others) < FEWEST_FORMS_OF_UNIT:
            continue
        chance = min(1.0, rank_sum(totals, others) * len(compared))
        own, rest = median(totals), median(others)
        found.append(
            Statistic(
                code="unit_scores", unit=unit, outcome="unusual" if chance < RARE_UNITS else "usual", cases=len(totals),
                counted=len(totals), share=None, usual=None, chance=chance,
                sentence_zh=f"{unit}{len(totals)}张自评表总分中位数{own:.2f}分，其他单位{rest:.2f}分",
                sentence_en=f"{unit}: the median total of {len(totals)} forms is {own:.2f}, that of all other units {rest:.2f}",
            )
        )  # fmt: skip
    return found


def _totals_by_unit(samples: Samples) -> dict[str, list[float]]:
    by_unit: dict[str, list[float]] = defaultdict(list)
    for form in samples.forms:
        if form.unit and form.total is not None:
            by_unit[form.unit].append(form.total)
    return by_unit


def _units(samples: Samples) -> tuple[UnitScores, ...]:
    by_unit = _totals_by_unit(samples)
    return tuple(
        UnitScores(unit, len(totals), min(totals), median(totals), max(totals))
        for unit, totals in sorted(by_unit.items())
    )
