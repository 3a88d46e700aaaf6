"""How far a numeric target was completed, as an exact fraction, for every operator."""

from decimal import Decimal
from typing import NamedTuple

from plumbline.forms.values import ActualValue, TargetValue
from plumbline.rulebooks.model import Citation, Rulebook
from plumbline.scoring.numbers import ZERO, bound_number
from plumbline.scoring.outcomes import Formula, Reason
from plumbline.scoring.units import UnitMatch, is_percent, period_of, reconcile_units

HALF_OF_PERCENT = Decimal(50)

_DOWN = ("下降", "减少", "降低", "压减", "下浮", "节约", "缩短")
_UP = ("增长", "增加", "提高", "提升", "上升", "上浮", "增幅")


class Completion(NamedTuple):
    """Completed share of a target: `numerator` over `denominator`, at least 0 and below 1, or 1 when `reached`.

    `aimed` and `done` are the two numbers compared, in the target's unit. `upward` says that more is better.
    """

    numerator: Decimal
    denominator: Decimal
    aimed: Decimal
    done: Decimal
    reached: bool
    upward: bool
    formula: Formula
    cite: Citation


def completion_of(target: TargetValue, actual: ActualValue, book: Rulebook) -> Completion | Reason:
    """Compare an actual number with its target; a reason code when no rule gives an answer."""
    match = reconcile_units(target.unit, actual.unit)
    if match.relation == "mismatch":
        return "unit_mismatch"
    low, high = bound_number(target.low), bound_number(target.high)
    if not same_period(target, actual):
        return "period_differs"
    done = _done(target, actual, match, low=low, high=high)
    if isinstance(done, str):
        return done
    if actual.kind == "change" or target.kind == "change":
        turned = _turned(target.raw, actual.raw)
        if isinstance(turned, str):
            return turned
        done *= turned
    if _percent_beside_fraction(target, actual, match, aimed=low if low is not None else high, done=done):
        return "percent_or_fraction"
    if target.operator == "range":
        if low is None or high is None or low > high:
            return "unreadable_number"
        return _between(low, high, done, book)
    if target.operator in ("<=", "<"):
        return "unreadable_number" if high is None else _at_most(high, done, book)
    if low is None:
        return "unreadable_number"
    if target.operator == "=":
        return _equal(low, done, book)
    return _at_least(low, done, book)


def same_period(target: TargetValue, actual: ActualValue) -> bool:
    """Whether both values are meant for the same time; the same figure beside “each month” is meant for each month as well."""
    return period_of(target.raw) == period_of(actual.raw) or bound_number(target.low) == bound_number(actual.low)


def _done(
    target: TargetValue, actual: ActualValue, match: UnitMatch, *, low: Decimal | None, high: Decimal | None
) -> Decimal | Reason:
    """Read the actual as one number in the target's unit; "more than" is enough when it already reaches the target."""
    if actual.note == "approximate":
        return "inexact_actual"
    least, most = bound_number(actual.low), bound_number(actual.high)
    if least is not None and (actual.operator == "=" or least == most):
        return least * match.factor
    if least is None and most is None:
        return "unreadable_number"
    upward = target.operator in (">=", ">", "=")
    if upward and least is not None and low is not None and least * match.factor >= low:
        return least * match.factor
    if target.operator in ("<=", "<") and most is not None and high is not None and most * match.factor <= high:
        return most * match.factor
    return "inexact_actual"


def _turned(target_text: str, actual_text: str) -> int | Reason:
    """Tell whether an actual change went the way of its target (1) or the other way (-1)."""
    aimed, done = _direction(target_text), _direction(actual_text)
    if aimed == 0:
        return "unknown_direction" if done < 0 else 1
    return -1 if done == -aimed else 1


def _direction(text: str) -> int:
    if any(word in text for word in _DOWN):
        return -1
    return 1 if any(word in text for word in _UP) else 0


def _percent_beside_fraction(
    target: TargetValue, actual: ActualValue, match: UnitMatch, *, aimed: Decimal | None, done: Decimal
) -> bool:
    """Tell 0.95 beside 95 %: both may be meant, so nothing is computed from it."""
    if aimed is None:
        return False
    target_percent, actual_percent = is_percent(target.unit), is_percent(actual.unit)
    if match.relation == "missing":
        return (target_percent and 0 < done <= 1 < aimed) or (actual_percent and 0 < aimed <= 1 < done)
    upward = target.operator in (">=", ">", "=")
    return target_percent and upward and 0 < done <= 1 and aimed >= HALF_OF_PERCENT


def _reached(aimed: Decimal, done: Decimal, formula: Formula, cite: Citation, *, upward: bool = False) -> Completion:
    return Completion(ZERO, Decimal(1), aimed, done, True, upward, formula, cite)


def _short(
    numerator: Decimal, denominator: Decimal, compared: tuple[Decimal, Decimal], formula: Formula, cite: Citation
) -> Completion:
    aimed, done = compared
    return Completion(numerator, denominator, aimed, done, False, False, formula, cite)


def _at_least(aimed: Decimal, done: Decimal, book: Rulebook) -> Completion | Reason:
    cite = book.methods.quantitative.cite
    if aimed < 0:
        return _reached(aimed, done, "reached", cite) if done >= aimed else "negative_target"
    done = max(done, ZERO)
    if aimed == 0:
        if book.zero_target.at_least == "undetermined":
            return "zero_target"
        return _reached(aimed, done, "zero_target_met", book.zero_target.cite)
    if done >= aimed:
        return _reached(aimed, done, "reached", cite, upward=True)
    return _short(done, aimed, (aimed, done), "proportional", cite)


def _equal(aimed: Decimal, done: Decimal, book: Rulebook) -> Completion | Reason:
    if aimed < 0:
        return _reached(aimed, done, "reached", book.equality.cite) if done == aimed else "negative_target"
    done = max(done, ZERO)
    if aimed == 0:
        return _zero(done, book, rule=book.zero_target.equal)
    if done == aimed:
        return _reached(aimed, done, "reached", book.equality.cite, upward=True)
    if done > aimed:
        if book.equality.above == "undetermined":
            return "above_equal_target"
        return _reached(aimed, done, "reached", book.equality.cite, upward=True)
    return _short(done, aimed, (aimed, done), "proportional", book.equality.cite)


def _zero(done: Decimal, book: Rulebook, *, rule: str) -> Completion | Reason:
    if rule == "undetermined":
        return "zero_target"
    if done == 0:
        return _reached(ZERO, done, "zero_target_met", book.zero_target.cite)
    return _short(ZERO, Decimal(1), (ZERO, done), "zero_target_missed", book.zero_target.cite)


def _at_most(aimed: Decimal, done: Decimal, book: Rulebook) -> Completion | Reason:
    if aimed < 0:
        return _reached(aimed, done, "reached", book.reverse.cite) if done <= aimed else "negative_target"
    done = max(done, ZERO)
    if done <= aimed:
        met: Formula = "zero_target_met" if aimed == 0 else "reached"
        cite = book.zero_target.cite if aimed == 0 else book.reverse.cite
        return (
            "zero_target"
            if aimed == 0 and book.zero_target.at_most == "undetermined"
            else _reached(aimed, done, met, cite)
        )
    if aimed == 0:
        return _zero(done, book, rule=book.zero_target.at_most)
    if book.reverse.method == "inverse_ratio":
        return _short(aimed, done, (aimed, done), "inverse_ratio", book.reverse.cite)
    if done >= 2 * aimed:
        return _short(ZERO, Decimal(1), (aimed, done), "beyond_double", book.reverse.cite)
    return _short(2 * aimed - done, aimed, (aimed, done), "linear_to_double", book.reverse.cite)


def _between(low: Decimal, high: Decimal, done: Decimal, book: Rulebook) -> Completion | Reason:
    cite = book.range.cite
    if low <= done <= high:
        return _reached(low if done < high else high, done, "reached", cite)
    if book.range.outside == "undetermined":
        return "outside_range"
    nearest = low if done < low else high
    if book.range.outside == "nothing":
        return _short(ZERO, Decimal(1), (nearest, done), "direct_missed", cite)
    found = _at_least(low, done, book) if done < low else _at_most(high, done, book)
    return found if isinstance(found, str) else found._replace(cite=cite, upward=False)
