"""What the statistics look at, gathered from forms: figures and texts, without the forms."""

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from plumbline.audit.context import UPWARD, AuditedForm, RowFacts
from plumbline.audit.corpus.matching import unit_key
from plumbline.audit.wording import condensed

_LARGE = 100
_SHORTEST = 20


class CountSample(NamedTuple):
    """A large count: promised and reached, in one unit."""

    aimed: int
    done: int


class FormSample(NamedTuple):
    """A self-evaluation: its unit, its printed total, how many rows have points and how many have all of them, its completion."""

    unit: str
    total: float | None
    rows: int
    full: int
    project: str
    completion: str


class Samples(NamedTuple):
    """A folder's figures."""

    counts: tuple[CountSample, ...]
    forms: tuple[FormSample, ...]


def gather(forms: Iterable[AuditedForm]) -> Samples:
    """Take what the statistics need from self-evaluations; other forms and blank templates are left out."""
    counts: list[CountSample] = []
    found: list[FormSample] = []
    for form in forms:
        if form.kind != "self_evaluation" or form.form.is_blank_template:
            continue
        counts.extend(sample for row in form.rows if (sample := _count(row)) is not None)
        scored = [row for row in form.rows if row.claimed is not None and row.weight is not None]
        total = form.printed_total
        completion = condensed(form.actual_completion or "")
        found.append(
            FormSample(
                unit_key(form),
                None if total is None else float(total),
                len(scored),
                sum(1 for row in scored if row.claimed == row.weight),
                form.project_key,
                completion if len(completion) >= _SHORTEST else "",
            )
        )
    return Samples(tuple(counts), tuple(found))


def _count(row: RowFacts) -> CountSample | None:
    """A count of 100 and more that was to be reached at least; money, rates and times are left out."""
    target, aimed, done = row.target, row.aimed, row.done
    if target is None or aimed is None or done is None or target.operator not in UPWARD or target.kind != "number":
        return None
    if row.units.relation not in ("compatible", "missing") or aimed < _LARGE:
        return None
    return CountSample(int(aimed), int(done)) if _is_whole(aimed) and _is_whole(done) else None


def _is_whole(number: Decimal) -> bool:
    return number == number.to_integral_value()
