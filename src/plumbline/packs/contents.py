"""Checking what a pack says beside its entries: the form and its prints, the scores, the money, the evidence attached."""

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from hashlib import sha256
from typing import Any, Protocol, TypeVar

import msgspec

from plumbline.errors import PlumblineError
from plumbline.evidence.seal import Head
from plumbline.forms.model import SelfEvaluation
from plumbline.forms.serialisation import from_json
from plumbline.packs.findings import PackFinding, found
from plumbline.packs.frozen import FrozenContent, FrozenVersion, is_sensible
from plumbline.packs.model import CONTENT, FORM, MANIFEST, MONEY, RULEBOOK, Manifest, Money, PackedRow
from plumbline.packs.prints import check_prints, total_of
from plumbline.rulebooks import BUNDLED_IDS, Rulebook, load_rulebook
from plumbline.scoring import Score, reconcile_units, score

Read = TypeVar("Read")
_TEN_THOUSAND = Decimal(10_000)
_UNREADABLE = (PlumblineError, msgspec.DecodeError, UnicodeDecodeError, RecursionError)


class Members(Protocol):
    """The members of a pack."""

    def read(self, path: str) -> bytes | None:
        """Return a member whole; None when it cannot be had."""

    def decode(self, path: str, kind: type[Read]) -> Read | None:
        """Return a JSON member as a value; None when it is none."""


def check_contents(source: Members, manifest: Manifest, rows: Sequence[PackedRow]) -> list[PackFinding]:
    """Return everything that contradicts the frozen self-evaluation."""
    content, printed = source.read(CONTENT), source.read(FORM)
    if content is None or printed is None:
        return [found("unreadable_file", path, path=path) for path in (CONTENT, FORM) if source.read(path) is None]
    findings = []
    if sha256(content + printed).hexdigest() != manifest.digest:
        findings.append(found("altered_form", path=FORM))
    form, frozen = _form(printed), source.decode(CONTENT, FrozenVersion)
    if form is None or frozen is None or len(frozen.content.rows) != len(form.indicators):
        return [*findings, found("unreadable_file", FORM, path=FORM)]
    return [
        *findings,
        *_manifest(frozen.content, manifest),
        *_actuals(form, frozen, rows),
        *_scores(form, source),
        *_money(form, source, manifest),
        *check_prints(form, source),
        *_evidence(frozen, manifest),
    ]


def _manifest(content: FrozenContent, manifest: Manifest) -> list[PackFinding]:
    """The manifest states the day, the rulebook and the head of what was frozen, not others."""
    head = Head(content.head_digest, content.head_count) if content.head_digest else None
    compared = (
        (("截止日期", "day"), content.as_of, manifest.as_of),
        (("规则手册", "rulebook"), content.rulebook, manifest.rulebook),
        (("链首", "head"), head, manifest.head),
    )
    return [found("wrong_manifest", name, path=MANIFEST) for name, frozen, stated in compared if frozen != stated]


def _form(printed: bytes) -> SelfEvaluation | None:
    try:
        form = from_json(printed)
    except _UNREADABLE:
        return None
    return form if isinstance(form, SelfEvaluation) else None


def _actuals(form: SelfEvaluation, frozen: FrozenVersion, rows: Sequence[PackedRow]) -> list[PackFinding]:
    """Each frozen number stands on the form, in the unit of its target, and the pack has it once, at its place."""
    names = [indicator.level3 for indicator in form.indicators]
    kept = {(place, row.key): row for place, row in enumerate(frozen.content.rows, start=1)}
    packed = Counter((row.place, row.key) for row in rows)
    findings = [
        found("missing_row", place=place, name=names[place - 1])
        for (place, key), row in kept.items()
        if row.snapshot is not None and (place, key) not in packed
    ]
    for row in rows:
        is_known = (row.place, row.key) in kept and kept[row.place, row.key].snapshot is not None
        if not is_known or packed[row.place, row.key] > 1:
            findings.append(found("extra_row", place=row.place, name=row.name))
            continue
        indicator = form.indicators[row.place - 1]
        if not _is_printed(indicator.actual, row):
            findings.append(found("wrong_actual", indicator.printed.actual or "—", place=row.place, name=row.name))
    return findings


def _is_printed(actual: Any, row: PackedRow) -> bool:
    if row.number is None:
        return actual is None
    number = None if actual is None else actual.low_number
    if actual is None or number is None:
        return False
    unit = reconcile_units(actual.unit, row.rule.unit)
    return unit.relation != "mismatch" and number == row.number * unit.factor


def _scores(form: SelfEvaluation, source: Members) -> list[PackFinding]:
    book = source.decode(RULEBOOK, Rulebook)
    if book is None:
        return [found("unreadable_file", RULEBOOK, path=RULEBOOK)]
    if book.id not in BUNDLED_IDS or load_rulebook(book.id) != book:
        return [found("other_rulebook", book.id, path=RULEBOOK)]
    findings = []
    scores = score(form, book, rounding=book.rounding.row.how)
    lines = [("预算执行", "execution", scores.funds, form.funds[0].claimed_score if form.funds else None)]
    lines += [
        (row.level3, row.level3, line, row.claimed_score)
        for row, line in zip(form.indicators, scores.rows, strict=True)
    ]
    for zh, en, line, claimed in lines:
        if claimed is not None and not _is_given(line, claimed):
            low, high = line.computed_low, line.computed_high
            detail = f"{claimed} ≠ {line.computed if line.is_exact else f'{low}–{high}'}"
            findings.append(found("wrong_score", (f"{zh} {detail}", f"{en} {detail}"), path=FORM))
    claims = [claimed for *_names, claimed in lines]
    total = sum((each for each in claims if each is not None), Decimal(0))
    if form.total_score_printed is not None and total_of(form) != total:
        detail = f"{form.total_score_printed} ≠ {total}"
        findings.append(found("wrong_score", (f"总分 {detail}", f"total {detail}"), path=FORM))
    return findings


def _is_given(line: Score, claimed: Decimal) -> bool:
    """Whether the rules give this score, or leave it to a person within bounds that hold it."""
    if line.outcome != "computed":
        return True
    if line.is_exact:
        return claimed == line.computed
    low, high = line.computed_low, line.computed_high
    return (low is None or claimed >= low) and (high is None or claimed <= high)


def _money(form: SelfEvaluation, source: Members, manifest: Manifest) -> list[PackFinding]:
    money = source.decode(MONEY, Money)
    if money is None or not is_sensible(*money.amounts()):
        return [found("unreadable_file", MONEY, path=MONEY)]
    if not form.funds:
        return []
    factor = _TEN_THOUSAND if form.money_unit_label == "万元" else Decimal(1)
    late = [move.mark for move in (*money.changes, *money.payments) if move.on > manifest.as_of]
    initial = sum((line.initial_yuan for line in money.lines), Decimal(0))
    annual = initial + sum((move.amount_yuan for move in money.changes), Decimal(0))
    executed = sum((move.amount_yuan for move in money.payments), Decimal(0))
    whole = form.funds[0]
    compared = (
        ("年初预算数", "initial budget", initial, whole.initial_budget),
        ("全年预算数", "annual budget", annual, whole.annual_budget),
        ("全年执行数", "executed", executed, whole.executed),
    )
    findings = [
        found(
            "wrong_money",
            (
                f"{zh}按明细为 {number} 元，表上印 {printed} {form.money_unit_label}",
                f"{en} is {number} yuan by the list, {printed} on the form",
            ),
            path=MONEY,
        )
        for zh, en, number, printed in compared
        if printed is None or printed * factor != number
    ]
    return findings + [
        found("wrong_money", (f"{mark} 晚于截止日期", f"{mark} is later than the day of the form"), path=MONEY)
        for mark in late
    ]


def _evidence(frozen: FrozenVersion, manifest: Manifest) -> list[PackFinding]:
    """What was attached when the form was frozen is in the pack, to the byte."""
    packed = {file.path: file.sha256 for file in manifest.files if file.path.startswith("files/")}
    kept = frozen.digests()
    return [
        found("wrong_evidence", path, path=path)
        for path in sorted(packed.keys() | kept.keys())
        if packed.get(path) != kept.get(path)
    ]
