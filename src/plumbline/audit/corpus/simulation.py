"""Folders as honest units would fill them in, and folders with one thing planted: what false-alarm rates are measured on.

Honest: targets are round numbers from 100 to 20,000; what is reached scatters around 106 % of the target, by row and by project, and is
counted to the last digit; points follow from it; texts differ. Planted: a share of rows or forms is filled in by habit.
"""

import math
from random import Random
from typing import get_args

from plumbline.audit.corpus.samples import CountSample, FormSample, Samples
from plumbline.audit.corpus.statistics import Code, statistics_of

UNITS, FORMS_OF_UNIT, ROWS = 10, 12, 12
PLANTED_SHARE = 0.5
_MEAN, _BY_ROW, _BY_PROJECT = 0.06, 0.12, 0.05


def simulate(seed: int, *, planted: Code | None = None) -> Samples:
    """Return the figures of a folder of 120 self-evaluations. In half of the rows or forms the `planted` habit replaces the truth.

    Habits: the target is entered as reached; figures are rounded to tens; full marks are given throughout; one unit adds 2 points;
    the completion is that of the project before.
    """
    random = Random(seed)  # noqa: S311 -- a simulation, nothing secret
    counts: list[CountSample] = []
    forms: list[FormSample] = []
    for unit in range(UNITS):
        for number in range(FORMS_OF_UNIT):
            form = _form(random, unit, number, counts, planted)
            forms.append(form)
    return Samples(tuple(counts), tuple(forms))


def _form(random: Random, unit: int, number: int, counts: list[CountSample], planted: Code | None) -> FormSample:
    shift = random.gauss(0, _BY_PROJECT)
    generous = planted == "all_full_marks" and random.random() < PLANTED_SHARE * 1.5
    total, full = 10.0, 0
    for _ in range(ROWS):
        aimed = _round_target(random)
        done = max(0, round(aimed * math.exp(random.gauss(_MEAN, _BY_ROW) + shift)))
        habit = random.random() < PLANTED_SHARE
        if planted == "at_target" and habit:
            done = aimed
        if planted == "round_numbers" and habit:
            done = round(done, -1)
        counts.append(CountSample(aimed, done))
        ratio = 1.0 if generous else min(1.0, done / aimed)
        total += round(90 / ROWS * ratio, 2)
        full += ratio >= 1
    if planted == "unit_scores" and unit == 0:
        total = min(100.0, total + 2)
    copies = planted == "repeated_completion" and number % 2 == 1
    text = f"completion of project {unit}-{number - 1 if copies else number}"
    return FormSample(f"unit {unit}", round(total, 2), ROWS, full, f"project {unit}-{number}", text)


def _round_target(random: Random) -> int:
    size = 10 ** random.uniform(2, 4.3)
    step: int = 10 ** (math.floor(math.log10(size)) - 1)
    return max(100, round(size / step) * step)


def alarms(folders: int, *, planted: Code | None = None) -> dict[Code, int]:
    """Return in how many of so many simulated folders each statistic is called unusual."""
    found: dict[Code, int] = dict.fromkeys(get_args(Code), 0)
    for seed in range(folders):
        for code in {one.code for one in statistics_of(simulate(seed, planted=planted)).unusual}:
            found[code] += 1
    return found
