"""Checking what a pack says beside its entries: the form and its prints, the scores, the money, the evidence attached."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from hashlib import sha256
from typing import Any, Protocol, TypeVar

import msgspec

from plumbline.errors import PlumblineError
from plumbline.forms.model import SelfEvaluation
from plumbline.forms.reading import read_forms
from plumbline.forms.serialisation import from_json
from plumbline.packs.findings import PackFinding, found
from plumbline.packs.model import CONTENT, FORM, MONEY, PRINTS, RULEBOOK, Manifest, Money, PackedRow
from plumbline.rulebooks import BUNDLED_IDS, Rulebook, load_rulebook
from plumbline.scoring import Score, reconcile_units, score

Read = TypeVar("Read")
_TEN_THOUSAND = Decimal(10_000)


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
    try:
        form, kept = from_json(printed), msgspec.json.decode(content)
        frozen: Mapping[str, Any] = kept["content"]
    except (PlumblineError, msgspec.DecodeError, KeyError, TypeError):
        return [*findings, found("unreadable_file", FORM, path=FORM)]
    if not isinstance(form, SelfEvaluation):
        return [*findings, found("unreadable_file", FORM, path=FORM)]
    return [
        *findings,
        *_actuals(form, frozen, rows),
        *_scores(form, source, manifest),
        *_money(form, source, manifest),
        *_prints(form, source),
        *_evidence(kept, manifest),
    ]


def _actuals(form: SelfEvaluation, frozen: Mapping[str, Any], rows: Sequence[PackedRow]) -> list[PackFinding]:
    """Each frozen number stands on the form, in the unit of its target, and each row that has one is in the pack."""
    findings = []
    packed = {row.key for row in rows}
    for place, kept in enumerate(frozen["rows"], start=1):
        if kept.get("snapshot") is not None and kept["key"] not in packed:
            findings.append(found("missing_row", place=place, name=form.indicators[place - 1].level3))
    for row in rows:
        indicator = form.indicators[row.place - 1] if 1 <= row.place <= len(form.indicators) else None
        printed = indicator.printed.actual if indicator else None
        if indicator is None or not _is_printed(indicator.actual, row):
            findings.append(found("wrong_actual", printed or "—", place=row.place, name=row.name))
    return findings


def _is_printed(actual: Any, row: PackedRow) -> bool:
    if row.number is None:
        return actual is None
    if actual is None or actual.low is None:
        return False
    unit = reconcile_units(actual.unit, row.rule.unit)
    return unit.relation != "mismatch" and Decimal(actual.low) == row.number * unit.factor


def _scores(form: SelfEvaluation, source: Members, manifest: Manifest) -> list[PackFinding]:
    book = source.decode(RULEBOOK, Rulebook)
    if book is None:
        return [found("unreadable_file", RULEBOOK, path=RULEBOOK)]
    findings = []
    if book.id != manifest.rulebook or (book.id in BUNDLED_IDS and load_rulebook(book.id) != book):
        findings.append(found("other_rulebook", book.id, path=RULEBOOK))
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
    if form.total_score_printed is not None and Decimal(form.total_score_printed) != total:
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
    if money is None:
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


def _prints(form: SelfEvaluation, source: Members) -> list[PackFinding]:
    """The Word and Excel prints say what the form says, and the PDF nothing else as far as it can be read back."""
    findings = []
    for kind in PRINTS:
        path = f"form/self-evaluation.{kind}"
        data = source.read(path)
        if data is None:
            continue
        try:
            read = [each for each in read_forms(data, path).forms if isinstance(each, SelfEvaluation)]
        except PlumblineError:
            read = []
        if not read or not _agrees(read[0], form, is_whole=kind != "pdf"):
            findings.append(found("wrong_print", path, path=path))
    return findings


def _agrees(read: SelfEvaluation, form: SelfEvaluation, *, is_whole: bool) -> bool:
    rows, money, total = _said(form)
    read_rows, read_money, read_total = _said(read)
    if is_whole:
        return (read_rows, read_money, read_total) == (rows, money, total)
    return bool(read_rows) and set(read_rows) <= set(rows) and read_money == money and read_total in (None, total)


def _said(form: SelfEvaluation) -> tuple[Any, ...]:
    rows = tuple(
        (_tight(row.level3), _tight(row.printed.target), _tight(row.printed.actual), row.weight, row.claimed_score)
        for row in form.indicators
    )
    money = tuple((fund.annual_budget, fund.executed, fund.claimed_score) for fund in form.funds[:1])
    total = Decimal(form.total_score_printed) if form.total_score_printed else None
    return rows, money, total


def _tight(text: str | None) -> str:
    return "".join((text or "").split())


def _evidence(kept: Mapping[str, Any], manifest: Manifest) -> list[PackFinding]:
    """What was attached when the form was frozen is in the pack, to the byte."""
    packed = {file.path: file.sha256 for file in manifest.files if file.path.startswith("files/")}
    frozen = {file["path"]: file["sha256"] for files in (kept.get("files") or {}).values() for file in files}
    return [
        found("wrong_evidence", path, path=path)
        for path in sorted(packed.keys() | frozen.keys())
        if packed.get(path) != frozen.get(path)
    ]
