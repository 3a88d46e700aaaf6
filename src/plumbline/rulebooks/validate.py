"""From plain values to a `Rulebook`, with every fault listed at once."""

import datetime as dt
import types
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import msgspec

from plumbline.rulebooks.faults import InvalidRulebookError, RulebookFault
from plumbline.rulebooks.model import THRESHOLD_IDS, Band, Citation, RoundingStep, Rulebook
from plumbline.rulebooks.yaml_text import Plain

HIGHEST_PLACES = 6


def build_rulebook(values: dict[str, Plain]) -> Rulebook:
    """Return the rulebook; InvalidRulebookError with every fault when the values do not make one."""
    faults = list(_shape_faults(values, Rulebook, ""))
    if faults:
        raise InvalidRulebookError(tuple(faults))
    book = msgspec.convert(values, Rulebook, strict=False)
    faults = [
        *_repeated_id_faults(book),
        *_citation_faults(book),
        *_weight_faults(book),
        *_band_faults(book),
        *_grade_faults(book),
    ]
    faults += [
        *_level_faults(book),
        *_share_faults(book),
        *_rounding_faults(book),
        *_threshold_faults(book),
        *_year_faults(book),
    ]
    if faults:
        raise InvalidRulebookError(tuple(faults))
    return book


def _shape_faults(value: Plain, wanted: Any, path: str) -> Iterator[RulebookFault]:
    wanted = _without_none(wanted)
    if isinstance(wanted, type) and issubclass(wanted, msgspec.Struct):
        yield from _struct_faults(value, wanted, path)
    elif get_origin(wanted) is tuple:
        if not isinstance(value, list):
            yield RulebookFault(path, "应为列表", "expected a list")
            return
        for number, item in enumerate(value):
            yield from _shape_faults(item, get_args(wanted)[0], f"{path}[{number}]")
    else:
        yield from _leaf_faults(value, wanted, path)


def _struct_faults(value: Plain, wanted: type[msgspec.Struct], path: str) -> Iterator[RulebookFault]:
    if not isinstance(value, dict):
        yield RulebookFault(path, "应为“名称: 值”的对照表", "expected a mapping of names to values")
        return
    hints = get_type_hints(wanted)
    for key in value:
        if key not in hints:
            yield RulebookFault(_below(path, key), "没有这个名称", "there is no such name")
    for field in msgspec.structs.fields(wanted):
        if field.name in value:
            yield from _shape_faults(value[field.name], hints[field.name], _below(path, field.name))
        elif field.required:
            yield RulebookFault(_below(path, field.name), "缺少此项", "is missing")


def _leaf_faults(value: Plain, wanted: Any, path: str) -> Iterator[RulebookFault]:
    try:
        read = msgspec.convert(value, wanted, strict=False)
    except msgspec.ValidationError:
        read = None
    if read is not None and not (isinstance(read, Decimal) and not read.is_finite()):
        return
    if get_origin(wanted) is Literal:
        choices = ", ".join(map(str, get_args(wanted)))
        yield RulebookFault(path, f"“{value}”不在可选值内：{choices}", f'"{value}" is none of: {choices}')
        return
    zh, en = _LEAF_NAMES[wanted]
    yield RulebookFault(path, f"“{value}”不是{zh}", f'"{value}" is not {en}')


_LEAF_NAMES = {
    str: ("文字", "text"),
    int: ("整数", "a whole number"),
    bool: ("true 或 false", "true or false"),
    Decimal: ("数字", "a number"),
    dt.date: ("日期（年-月-日）", "a date (year-month-day)"),
}


def _without_none(wanted: Any) -> Any:
    if get_origin(wanted) in (Union, types.UnionType):
        return next(part for part in get_args(wanted) if part is not type(None))
    return wanted


def _below(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


def citations(value: object, path: str = "") -> Iterator[tuple[str, Citation]]:
    """Yield every citation of a rulebook with its path."""
    if isinstance(value, Citation):
        yield path, value
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from citations(getattr(value, name), _below(path, name))
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from citations(item, f"{path}[{number}]")


def _repeated_id_faults(book: Rulebook) -> Iterator[RulebookFault]:
    lists = {
        "documents": [document.id for document in book.documents],
        "weights.schemes": [scheme.id for scheme in book.weights.schemes],
        "audit.thresholds": [threshold.id for threshold in book.audit.thresholds],
    }
    for path, ids in lists.items():
        for repeated in sorted({one for one in ids if ids.count(one) > 1}):
            yield RulebookFault(path, f"“{repeated}”重复出现", f'"{repeated}" stands twice')


def _citation_faults(book: Rulebook) -> Iterator[RulebookFault]:
    known = {document.id for document in book.documents}
    for path, cite in citations(book):
        if cite.document not in known:
            yield RulebookFault(
                f"{path}.document",
                f"documents 中没有“{cite.document}”",
                f'documents has no "{cite.document}"',
            )


def _weight_faults(book: Rulebook) -> Iterator[RulebookFault]:
    if book.weights.total <= 0:
        yield RulebookFault("weights.total", "应大于0", "must be above 0")
    for number, scheme in enumerate(book.weights.schemes):
        if scheme.total != book.weights.total:
            yield RulebookFault(
                f"weights.schemes[{number}]",
                f"各项之和为{scheme.total}，应为{book.weights.total}",
                f"adds up to {scheme.total}, not {book.weights.total}",
            )


def _band_faults(book: Rulebook) -> Iterator[RulebookFault]:
    yield from _descending(book.satisfaction.bands, "satisfaction.bands")
    yield from _descending(book.budget_execution.bands, "budget_execution.bands")


def _descending(bands: tuple[Band, ...], path: str) -> Iterator[RulebookFault]:
    if not bands or bands[-1].at_least != 0:
        yield RulebookFault(path, "最低一档应从0起", "the lowest band must begin at 0")
    for number, (upper, lower) in enumerate(pairwise(bands), start=1):
        if not (upper.at_least > lower.at_least and upper.share >= lower.share):
            yield RulebookFault(f"{path}[{number}]", "各档应由高到低排列", "bands must go from high to low")
    for number, band in enumerate(bands):
        yield from _within_one(band.share, f"{path}[{number}].share")


def _within_one(share: Decimal, path: str) -> Iterator[RulebookFault]:
    if not 0 <= share <= 1:
        yield RulebookFault(path, "应在0与1之间", "must lie between 0 and 1")


def _grade_faults(book: Rulebook) -> Iterator[RulebookFault]:
    steps = book.grades.steps
    if not steps or steps[-1].at_least != 0:
        yield RulebookFault(
            "grades.steps",
            "最低一级应从0起，否则有的总分没有等级",
            "the lowest grade must begin at 0, or some totals have none",
        )
    for number, (upper, lower) in enumerate(pairwise(steps), start=1):
        if upper.at_least <= lower.at_least:
            yield RulebookFault(
                f"grades.steps[{number}].at_least", "等级应由高到低排列", "grades must go from high to low"
            )
    names = [name for step in steps for name in (step.name, *step.aliases)]
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield RulebookFault("grades.steps", f"“{name}”重复出现", f'"{name}" stands twice')


def _level_faults(book: Rulebook) -> Iterator[RulebookFault]:
    bands = book.qualitative.bands
    if [band.level for band in bands] != ["achieved", "partial", "not_achieved"]:
        yield RulebookFault(
            "qualitative.bands",
            "应依次为 achieved、partial、not_achieved 三级",
            "must be the levels achieved, partial, not_achieved, in this order",
        )
        return
    edges = [Decimal(1), *(band.low for band in bands)]
    for number, band in enumerate(bands):
        if band.high != edges[number] or band.low >= band.high:
            yield RulebookFault(f"qualitative.bands[{number}]", "与上一级不衔接", "does not join the level above")
    if bands[-1].low != 0:
        yield RulebookFault("qualitative.bands[2].low", "应为0", "must be 0")


def _share_faults(book: Rulebook) -> Iterator[RulebookFault]:
    if not 0 <= book.threshold.floor < 1:
        yield RulebookFault("threshold.floor", "应不小于0且小于1", "must be at least 0 and below 1")
    if book.over_completion.explain_from < 1:
        yield RulebookFault("over_completion.explain_from", "应不小于1", "must be at least 1")
    deductions = book.over_completion.deductions
    for number, deduction in enumerate(deductions):
        path = f"over_completion.deductions[{number}]"
        yield from _within_one(deduction.share, f"{path}.share")
        if deduction.at_least < 1 or (number and deduction.at_least <= deductions[number - 1].at_least):
            yield RulebookFault(
                f"{path}.at_least", "应不小于1且由低到高排列", "must be at least 1 and go from low to high"
            )


def _rounding_faults(book: Rulebook) -> Iterator[RulebookFault]:
    places = {"qualitative.places": book.qualitative.places}
    for name in ("rate", "funds", "row", "total"):
        step: RoundingStep = getattr(book.rounding, name)
        places[f"rounding.{name}.places"] = step.places
    for path, count in places.items():
        if not 0 <= count <= HIGHEST_PLACES:
            yield RulebookFault(path, f"应在0与{HIGHEST_PLACES}之间", f"must lie between 0 and {HIGHEST_PLACES}")


def _threshold_faults(book: Rulebook) -> Iterator[RulebookFault]:
    given = [threshold.id for threshold in book.audit.thresholds]
    for missing in (one for one in THRESHOLD_IDS if one not in given):
        yield RulebookFault("audit.thresholds", f"缺少 {missing}", f"{missing} is missing")
    for unknown in (one for one in given if one not in THRESHOLD_IDS):
        yield RulebookFault("audit.thresholds", f"没有 {unknown} 这个阈值", f"there is no threshold {unknown}")


def _year_faults(book: Rulebook) -> Iterator[RulebookFault]:
    if book.last_year is not None and book.last_year < book.first_year:
        yield RulebookFault("last_year", "早于 first_year", "is before first_year")
