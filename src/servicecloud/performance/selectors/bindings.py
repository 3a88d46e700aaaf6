"""From an indicator's binding to the counting rule of its actual value, and what that gives."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import msgspec
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import get_language

from plumbline.errors import PlumblineError
from plumbline.evidence.measures import CountingRule, DimensionFilter
from plumbline.forms.value_grammar import parse_target
from plumbline.scoring import reconcile_units
from servicecloud.ledger.facts import civil_date
from servicecloud.ledger.models import Measure
from servicecloud.ledger.registry import read_rule
from servicecloud.ledger.selectors.browsing import measures_in_scope, year_rule
from servicecloud.ledger.selectors.counting import Count
from servicecloud.ledger.selectors.figures import Figure, figures_of, sentence_of
from servicecloud.performance.errors import BindingError
from servicecloud.performance.models import Project
from servicecloud.performance.selectors.owners import owners_of, reach_of_owners
from servicecloud.performance.values import Binding, TargetRow
from servicecloud.performance.words import NO_SHARE, UNIT_DIFFERS, UNKNOWN_DIMENSION, UNKNOWN_MEASURE


@dataclass(frozen=True)
class Bound:
    """A row with the rule of its actual value over the project's year."""

    row: TargetRow
    rule: CountingRule
    versions: tuple[Measure, ...]

    @property
    def as_of(self) -> date:
        """The last day of the rule's year, or today."""
        return last_day((self.rule.window.end or date.max).year)

    @property
    def sentence(self) -> str:
        """The counting rule in the active language."""
        return sentence_of(self.rule)


def bound_rows(
    project: Project, rows: Iterable[TargetRow], *, year: int | None = None, known: Iterable[Measure] | None = None
) -> list[Bound]:
    """Return the rows that are bound to a measure, each with its rule: one query for all, none where the measures are `known`.

    Raises BindingError for one that cannot be counted.
    """
    wanted = [row for row in rows if row.binding is not None and row.binding.kind == "measure"]
    with reach_of_owners(project):
        versions = _versions({row.binding.measure for row in wanted if row.binding}, known)
    return [
        Bound(
            row,
            rule_of(row, versions.get(row.binding.measure, []), year=year or project.year),
            tuple(versions.get(row.binding.measure, [])),
        )
        for row in wanted
        if row.binding is not None
    ]


def rule_of(row: TargetRow, versions: Sequence[Measure], *, year: int) -> CountingRule:
    """Return the counting rule of a bound row over a year. `versions` are those of its measure, the newest first."""
    binding = row.binding
    if binding is None or not versions:
        raise BindingError(indicator=row.level3, why=UNKNOWN_MEASURE)
    try:
        base = read_rule(versions[0].rule)
        rule = _taken(row, year_rule(base, year=year), binding, versions[0])
    except PlumblineError as error:
        raise BindingError(
            indicator=row.level3, why=error.message("en" if (get_language() or "").startswith("en") else "zh")
        ) from error
    _check_unit(row, rule)
    return msgspec.structs.replace(rule, title_zh=row.level3[:120] or rule.title_zh)


def figures_for(project: Project, bound: Sequence[Bound]) -> list[Figure]:
    """Return what the rules give for the project's own unit, each as of the end of its year, or today."""
    owners = owners_of(project)
    with reach_of_owners(project):
        return figures_of([Count(each.rule, each.as_of, owners, each.versions) for each in bound])


def last_day(year: int) -> date:
    """Return the day as of which a year's values are known: its last one, or today."""
    return min(date(year, 12, 31), civil_date(timezone.now()))


def is_year_over(year: int) -> bool:
    """Tell whether a year has ended, so that it can be evaluated."""
    return civil_date(timezone.now()) > date(year, 12, 31)


def in_unit_of_target(row: TargetRow, number: Decimal, unit: str) -> str:
    """Print a number in the unit of the row's target, in the way the target prints its unit."""
    target = parse_target(row.target)
    factor = reconcile_units(target.unit, unit).factor if target.unit else Decimal(1)
    value = number * factor
    plain = f"{value.normalize():f}" if value % 1 else f"{value.quantize(Decimal(1)):f}"
    printed = target.unit or ""
    for opening, closing in (("(", ")"), ("（", "）")):
        text = row.target.rstrip()
        if text.endswith(closing) and opening in text:
            printed = text[text.rindex(opening) :]
    return f"{plain}{printed}"


def _versions(codes: set[str], known: Iterable[Measure] | None) -> dict[str, list[Measure]]:
    found: dict[str, list[Measure]] = defaultdict(list)
    if codes:
        for measure in measures_in_scope().filter(code__in=codes) if known is None else known:
            found[measure.code].append(measure)
    return found


def _taken(row: TargetRow, rule: CountingRule, binding: Binding, measure: Measure) -> CountingRule:
    titles = {each["name"]: each for each in measure.dimensions}
    for name in (*binding.filters, *((binding.share_of,) if binding.share_of else ())):
        if name not in titles:
            raise BindingError(indicator=row.level3, why=format_lazy(UNKNOWN_DIMENSION, name=name))
    filters = tuple(
        DimensionFilter(
            dimension=name, title_zh=titles[name]["title_zh"], title_en=titles[name]["title_en"], values=values
        )
        for name, values in binding.filters.items()
        if values
    )
    rule = msgspec.structs.replace(rule, filters=(*rule.filters, *filters))
    if binding.how == "share":
        return _share(row, rule, binding, tuple(titles.get(binding.share_of, {}).get("values", ())))
    if binding.how == "latest":
        unit = rule.unit_of_entries
        return msgspec.structs.replace(
            rule, aggregation="latest", unit=unit.removesuffix("次") or unit, entry_unit=unit
        )
    return rule


def _share(row: TargetRow, rule: CountingRule, binding: Binding, values: tuple[str, ...]) -> CountingRule:
    if not binding.counted or not set(binding.counted) < set(values):
        raise BindingError(indicator=row.level3, why=NO_SHARE)
    return msgspec.structs.replace(
        rule,
        aggregation="answer_share",
        unit="%",
        entry_unit=rule.unit_of_entries,
        answer_dimension=binding.share_of,
        counted_answers=binding.counted,
        valid_answers=values,
    )


def _check_unit(row: TargetRow, rule: CountingRule) -> None:
    target = parse_target(row.target)
    if target.unit and reconcile_units(target.unit, rule.unit).relation == "mismatch":
        raise BindingError(indicator=row.level3, why=format_lazy(UNIT_DIFFERS, measure=rule.unit, target=target.unit))
