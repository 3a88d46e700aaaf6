"""The unit printed behind a figure, to the letter: 万平方米, 家/次, (百分数)."""

import re
from typing import NamedTuple

from plumbline.forms.value_grammar import units
from plumbline.forms.value_grammar.numbers import Number
from plumbline.forms.value_grammar.tokens import PARTICLE, VERB, Lead

_PER = rf"(?:[/·每](?:{units.MEASURE}|[\u4e00-\u9fff]{{1,4}})){{1,2}}"
_UNIT = re.compile(
    rf"(?P<some>余|多|几)?(?P<plus>\+(?=[\u4e00-\u9fff]))?(?P<scale>{units.SCALE})?(?P<more>余|多)?(?P<measure>{units.MEASURE})?(?P<per>{_PER})?(?P<odd>余|多)?"
)
_PERCENT_AGAIN = re.compile("(?:%|百分数|百分比|百分率)+")
_PARENTHESIS = re.compile(r"\((?:单位[:为]?)?(?P<inside>[^()]{1,12})\)")
_KNOWN_UNIT = re.compile(rf"(?:{units.SCALE})?(?:{units.MEASURE})(?:/.{{1,6}})?|{units.SCALE}")
_REMARK = re.compile("[含完已达成目标实际全部底其中注约左右上下以内累计预]")
_BOUND_BEHIND = "及?以上|或以上|以内|之内|及?以下|左右"
_UNKNOWN_UNIT = re.compile(
    rf"(?!{_BOUND_BEHIND}|内|起)(?P<word>[^\s0-9,;.。、()<>=≥≤:~\"*×_\ue000\ue001-]{{1,8}}?)(?={_BOUND_BEHIND}|$|\()"
)
_PARTICLE = re.compile(PARTICLE)
_VERB = re.compile(VERB)
_SCALES_ALONE = frozenset({None, "万", "亿", "千", "百"})


class PrintedUnit(NamedTuple):
    """A unit to the letter (None: there is none) and where it ends.

    `is_strict` asks for a figure that stands alone; `approximate` tells 余 or 多 inside.
    """

    printed: str | None
    end: int
    is_strict: bool = False
    approximate: bool = False


def read_unit(text: str, letters: str, *, number: Number, lead: Lead) -> PrintedUnit:
    """Read the unit behind a number, also in parentheses; an unlisted one only behind a sign or a bound word."""
    if number.fixed_unit:
        return _unit_in_number(text, number, number.fixed_unit)
    match = _UNIT.match(text, number.end)
    if match is None or match.end() == number.end:
        return _with_parenthesis(text, letters, found=PrintedUnit(number.scale or None, number.end), lead=lead)
    about = any(match[group] for group in ("some", "more", "odd"))
    if match["measure"] in units.PERCENT_WORDS and not match["scale"]:
        again = _PERCENT_AGAIN.match(text, match.end())
        end = again.end() if again else match.end()
        return _with_parenthesis(text, letters, found=PrintedUnit(units.PERCENT, end, approximate=about), lead=lead)
    spans = (match.span(group) for group in ("scale", "measure", "per") if match[group])
    printed = number.scale + "".join(letters[start:end] for start, end in spans)
    if printed and not match["measure"] and (unlisted := _unlisted(text, match.end(), longest=4)):
        return PrintedUnit(printed + letters[slice(*unlisted.span("word"))], unlisted.end(), approximate=about)
    is_strict = match["measure"] in units.STRICT and not match["scale"]
    found = PrintedUnit(printed or None, match.end(), is_strict=is_strict, approximate=about)
    return _with_parenthesis(text, letters, found=found, lead=lead)


def _unit_in_number(text: str, number: Number, unit: str) -> PrintedUnit:
    end = number.end + (len(unit) - 1 if unit[0] == "个" else 0)
    again = _PERCENT_AGAIN.match(text, end)
    return PrintedUnit(unit, again.end() if again else end)


def _with_parenthesis(text: str, letters: str, *, found: PrintedUnit, lead: Lead) -> PrintedUnit:
    match = _PARENTHESIS.match(text, found.end)
    if match is None:
        unlisted = None if found.printed else _unlisted_behind_bound(text, found.end, lead)
        return found._replace(printed=letters[slice(*unlisted.span("word"))], end=unlisted.end()) if unlisted else found
    inside, printed = match["inside"], found.printed
    if inside in units.PERCENT_WORDS:
        return found._replace(printed=printed or units.PERCENT, end=match.end())
    is_listed = _KNOWN_UNIT.fullmatch(inside) is not None
    may_be_unit = len(inside) <= 6 and not _REMARK.search(inside) and not _PARTICLE.search(inside)
    if printed in _SCALES_ALONE and (is_listed or may_be_unit):
        unit = (printed or "") + letters[slice(*match.span("inside"))]
        return PrintedUnit(unit, match.end(), approximate=found.approximate)
    if inside.startswith(("含", "不含")):
        return found
    if is_listed and printed != units.PERCENT:
        return found._replace(printed=(printed or "") + letters[match.start() : match.end()], end=match.end())
    return found._replace(end=match.end())


def _unlisted_behind_bound(text: str, position: int, lead: Lead) -> re.Match[str] | None:
    is_bounded = lead.sign not in {None, "="} or (lead.before is not None and not lead.before_is_report)
    if not is_bounded and lead.sign is None:
        return None
    return _unlisted(text, position, longest=6 if is_bounded else 3)


def _unlisted(text: str, position: int, *, longest: int) -> re.Match[str] | None:
    match = _UNKNOWN_UNIT.match(text, position)
    if match is None or len(match["word"]) > longest or _PARTICLE.search(match["word"]) or _VERB.match(match["word"]):
        return None
    return match
