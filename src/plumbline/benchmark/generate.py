"""Cases from a seed: clean forms, forms with one error, forms with several, and pairs of forms.

Case number n of a seed is always the same, however many cases are made.
"""

import copy
from collections.abc import Iterator
from functools import lru_cache
from random import Random

from plumbline.benchmark import phrases
from plumbline.benchmark.errors.registry import STAGES, ErrorKind, Workbench, error_kinds
from plumbline.benchmark.model import Case, CaseForm, Draft, Format, Label, Layout, Truth
from plumbline.benchmark.monitorings import draft_monitoring
from plumbline.benchmark.pairs import PAIR_KINDS, Pair, PairKind, clean_pair
from plumbline.benchmark.printing import FORMATS, print_drafts, suffix_of
from plumbline.benchmark.self_evaluations import draft_self_evaluation, settle, tell, total
from plumbline.benchmark.targets import draft_target
from plumbline.benchmark.vocabulary import Theme, themes
from plumbline.rulebooks import load_rulebook
from plumbline.rulebooks.model import Rulebook

RULEBOOK = "national-2020"
"""The rulebook under which clean forms are clean; an invented city falls under it."""

LAYOUTS: tuple[Layout, ...] = tuple(FORMATS)
_ATTEMPTS = 400
_CYCLE = 20
_CLEAN, _ALONE, _TOGETHER = 5, 9, 5
"""Of twenty cases five are clean, nine hold one error, five several, and one is a pair of forms."""


def cases(seed: int, count: int) -> Iterator[Case]:
    """Make the first so many cases of a seed."""
    for number in range(count):
        yield case(seed, number)


def case(seed: int, number: int) -> Case:
    """Make one case."""
    rng = Random(f"plumbline-benchmark-{seed}-{number}")  # noqa: S311 -- test data, not secrets
    book = _book()
    place = number % _CYCLE
    round_number = number // _CYCLE
    if place < _CLEAN:
        return _with_errors(seed, number, _clean(rng, book), rng)
    if place < _CLEAN + _ALONE:
        kind = _turn(round_number * _ALONE + place - _CLEAN)
        return _with_errors(seed, number, _erroneous(rng, book, (kind,)), rng)
    if place < _CLEAN + _ALONE + _TOGETHER:
        first = _turn(round_number * _TOGETHER + place - _CLEAN - _ALONE)
        return _with_errors(seed, number, _together(rng, book, first), rng)
    return _pair_case(seed, number, rng, book)


@lru_cache(maxsize=1)
def _book() -> Rulebook:
    return load_rulebook(RULEBOOK)


def _turn(position: int) -> ErrorKind:
    """Take the kinds in turn, so that each is had equally often."""
    kinds = error_kinds()
    return kinds[position % len(kinds)]


def draft_of(layout: Layout, theme: Theme, book: Rulebook, rng: Random) -> Draft:
    """Make a clean draft in a layout; a self-evaluation has no scores yet."""
    if layout == "monitoring":
        return draft_monitoring(theme, rng)
    if "self-evaluation" in layout:
        return draft_self_evaluation(theme, layout, book, rng)
    return draft_target(theme, layout, book, rng)


def _clean(rng: Random, book: Rulebook) -> Workbench:
    theme = rng.choice(themes())
    bench = Workbench(draft_of(rng.choice(LAYOUTS), theme, book, rng), theme, book, rng)
    _finish(bench, ())
    return bench


def _erroneous(rng: Random, book: Rulebook, kinds: tuple[ErrorKind, ...]) -> Workbench:
    """Make forms until one has a place for the first kind."""
    layouts = [layout for layout in LAYOUTS if _may_hold(kinds[0], layout)]
    for _ in range(_ATTEMPTS):
        theme = rng.choice(themes())
        bench = Workbench(draft_of(rng.choice(layouts), theme, book, rng), theme, book, rng)
        _finish(bench, kinds)
        if any(kind.id == kinds[0].id for kind, _ in bench.done):
            return bench
    raise RuntimeError(f"no form has a place for {kinds[0].id} in {_ATTEMPTS} attempts")


def _may_hold(kind: ErrorKind, layout: Layout) -> bool:
    form_kind = (
        "monitoring" if layout == "monitoring" else "self_evaluation" if "self-evaluation" in layout else "target"
    )
    return form_kind in kind.kinds and (not kind.layouts or layout in kind.layouts)


def _together(rng: Random, book: Rulebook, first: ErrorKind) -> Workbench:
    """Choose errors that do not get in each other's way."""
    chosen = [first]
    others = [kind for kind in error_kinds() if kind is not first]
    rng.shuffle(others)
    wanted = rng.randint(2, 4)
    for kind in others:
        if len(chosen) < wanted and all(kind.goes_with(one) for one in chosen):
            chosen.append(kind)
    return _erroneous(rng, book, tuple(chosen))


def _finish(bench: Workbench, kinds: tuple[ErrorKind, ...]) -> None:
    """Put the errors in, stage by stage, between which the form takes its shape."""
    is_evaluated = bench.draft.kind == "self_evaluation"
    for stage in STAGES:
        if stage == "texts" and bench.is_retold:
            _tell_again(bench)
        if stage == "claims" and is_evaluated:
            settle(bench.draft, bench.book, bench.rng)
        if stage == "sums" and is_evaluated:
            total(bench.draft, bench.book)
        for kind in kinds:
            if kind.stage == stage and kind.fits(bench.draft):
                _put_in(bench, kind)


def _tell_again(bench: Workbench) -> None:
    if bench.draft.expected_goal is not None:
        bench.draft.expected_goal = phrases.goal(bench.theme, bench.draft.rows, bench.rng)
    if bench.draft.kind == "self_evaluation":
        tell(bench.draft, bench.theme, bench.rng)


def _put_in(bench: Workbench, kind: ErrorKind) -> None:
    before = copy.deepcopy((bench.draft, bench.used, bench.extra, bench.is_retold))
    places = kind.inject(bench)
    if places is None:
        bench.draft, bench.used, bench.extra, bench.is_retold = before
        return
    bench.done.append((kind, places))
    by_name = {one.id: one for one in error_kinds()}
    bench.done += [(by_name[name], where) for name, where in bench.extra]
    bench.extra.clear()


def _with_errors(seed: int, number: int, bench: Workbench, rng: Random) -> Case:
    labels = tuple(Label(kind.id, 0, kind.rules, places, kind.severity) for kind, places in bench.done)
    drafts = [bench.draft]
    file_format = rng.choice(FORMATS[bench.draft.layout])
    return _printed(seed, number, [(drafts, file_format)], labels, rng)


def _pair_case(seed: int, number: int, rng: Random, book: Rulebook) -> Case:
    turn = (number // _CYCLE) % (len(PAIR_KINDS) + 1)
    if turn == len(PAIR_KINDS):
        return _print_pair(seed, number, clean_pair(rng.choice(themes()), book, rng), None, rng)
    kind = PAIR_KINDS[turn]
    for _ in range(_ATTEMPTS):
        pair = kind.make(rng.choice(themes()), book, rng)
        if pair is not None:
            return _print_pair(seed, number, pair, kind, rng)
    raise RuntimeError(f"no pair has a place for {kind.id} in {_ATTEMPTS} attempts")


def _print_pair(seed: int, number: int, pair: Pair, kind: PairKind | None, rng: Random) -> Case:
    labels = (
        () if kind is None else tuple(Label(kind.id, pair.form, kind.rules, at, kind.severity) for at in pair.places)
    )
    printed = [([draft], rng.choice(FORMATS[draft.layout])) for draft in pair.drafts]
    return _printed(seed, number, printed, labels, rng)


def _printed(
    seed: int, number: int, printed: list[tuple[list[Draft], Format]], labels: tuple[Label, ...], rng: Random
) -> Case:
    name = f"case-{number:06d}"
    files: dict[str, bytes] = {}
    forms: list[CaseForm] = []
    for index, (drafts, file_format) in enumerate(printed):
        letter = "" if len(printed) == 1 else f"-{'ab'[index]}"
        file = f"{name}{letter}.{suffix_of(file_format)}"
        files[file] = print_drafts(drafts, file_format, rng)
        forms += [
            CaseForm(file, ordinal, draft.layout, file_format, len(draft.rows), draft.rounding)
            for ordinal, draft in enumerate(drafts, 1)
        ]
    return Case(Truth(name, seed, tuple(forms), labels), files)
