"""Tampering with an export: whatever is done to one entry or seal is found, and named."""

import io
import re
import tracemalloc
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from typing import Any

import msgspec
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from tests.effort import tries
from tests.plumbline.evidence.chains import FIRST_SEAL, Ledger, make_entry, seal_lots

from plumbline.errors import UnreadableFileError
from plumbline.evidence.entry import canonical_bytes, entry_digest
from plumbline.evidence.errors import UnknownAlgorithmError
from plumbline.evidence.export import entry_line, export_lines, header_line, seal_line, withheld_line
from plumbline.evidence.findings import Report
from plumbline.evidence.loose_ends import MAX_FINDINGS
from plumbline.evidence.merkle import Frontier
from plumbline.evidence.seal import Head, close_entries, head_of, sign_seal
from plumbline.evidence.verify import verify_export

few = settings(max_examples=tries(40), deadline=None)


@cache
def ledger_of(sizes: tuple[int, ...]) -> Ledger:
    return Ledger(list(sizes))


ledgers = st.lists(st.integers(1, 6), min_size=1, max_size=5).map(lambda sizes: ledger_of(tuple(sizes)))
LEDGER = ledger_of((4, 1, 7, 3, 5))


def verified(ledger: Ledger, lines: Iterable[bytes]) -> Report:
    return verify_export(lines, head=ledger.head)


def named(report: Report) -> set[tuple[str, int | None]]:
    """What was found, as kind and the sequence or seal number it is about."""
    return {(found.kind, found.entry if found.entry is not None else found.seal) for found in report.findings}


def with_lines(ledger: Ledger, at: int, *replacement: bytes) -> list[bytes]:
    return [*ledger.lines[:at], *replacement, *ledger.lines[at + 1 :]]


def renumbered(lines: list[bytes]) -> Iterator[bytes]:
    """The lines with their entries numbered through, as one who hides a deletion or insertion would."""
    sequence = 0
    for line in lines:
        if b'"entry":' in line[:100]:
            sequence += 1
            yield re.sub(rb'"sequence":\d+}\n$', b'"sequence":%d}\n' % sequence, line)
        else:
            yield line


def draw_entry(data: st.DataObject, ledger: Ledger) -> int:
    return data.draw(st.integers(1, len(ledger.entries)), label="sequence")


def draw_seal(data: st.DataObject, ledger: Ledger) -> int:
    return data.draw(st.integers(1, len(ledger.seals)), label="seal")


@few
@given(ledgers)
def test_an_untouched_export_is_good(ledger: Ledger):
    report = verified(ledger, ledger.lines)

    assert report.good
    assert (report.entries, report.seals, report.findings) == (len(ledger.entries), len(ledger.seals), ())


def test_the_export_of_entries_and_seals_is_the_export_of_their_lines():
    assert list(export_lines(zip(LEDGER.lots, LEDGER.seals, strict=True))) == LEDGER.lines


CHANGES: dict[str, Any] = {
    "act": "another act",
    "dimensions": {"district": "别区"},
    "id": 999_999,
    "idempotency_key": "another key",
    "measure": "orders.done",
    "measure_version": 2,
    "owner": "someone else",
    "quantity": Decimal("2.5"),
    "reason": "because",
    "recorded_at": FIRST_SEAL + timedelta(days=9, microseconds=1),
    "reverses": 1_000_000,
    "salt": "ff",
    "subject": "another enterprise",
    "unit": "家次",
}


@few
@given(ledgers, st.data(), st.sampled_from(sorted(CHANGES)))
def test_an_edited_entry_is_named(ledger: Ledger, data: st.DataObject, field: str):
    sequence = draw_entry(data, ledger)
    entry = ledger.entries[sequence - 1]
    edited = msgspec.structs.replace(entry, **({"reason": "because"} | {field: CHANGES[field]}))

    text = ledger.entry_text(edited, sequence, stated=entry)
    report = verified(ledger, with_lines(ledger, ledger.line_of_entry[sequence - 1], text))

    assert named(report) == {("edited_entry", sequence)}
    assert report.findings[0].line == ledger.line_of_entry[sequence - 1] + 1
    assert report.findings[0].sealed_digest == entry_digest(entry).hex()


@few
@given(ledgers, st.data(), st.sampled_from(sorted({*CHANGES, "happened_on"})))
def test_an_entry_edited_together_with_its_digest_is_named(ledger: Ledger, data: st.DataObject, field: str):
    sequence = draw_entry(data, ledger)
    entry = ledger.entries[sequence - 1]
    changes = {"reason": "because"} | {field: (CHANGES | {"happened_on": date(2024, 2, 29)})[field]}

    text = ledger.entry_text(msgspec.structs.replace(entry, **changes), sequence)
    report = verified(ledger, with_lines(ledger, ledger.line_of_entry[sequence - 1], text))

    assert named(report) == {("edited_entry", sequence)}
    assert report.findings[0].sealed_digest == entry_digest(entry).hex()


@few
@given(ledgers, st.data(), st.integers(1, 400))
def test_a_redated_entry_is_named_with_the_date_it_had(ledger: Ledger, data: st.DataObject, days: int):
    sequence = draw_entry(data, ledger)
    entry = ledger.entries[sequence - 1]
    redated = msgspec.structs.replace(entry, happened_on=entry.happened_on + timedelta(days=days))

    text = ledger.entry_text(redated, sequence, stated=entry)
    report = verified(ledger, with_lines(ledger, ledger.line_of_entry[sequence - 1], text))

    assert named(report) == {("redated_entry", sequence)}
    assert entry.happened_on.isoformat() in report.findings[0].message_zh
    assert entry.happened_on.isoformat() in report.findings[0].message("en")


@few
@given(ledgers, st.data())
def test_an_altered_digest_beside_a_true_entry_is_named_as_such(ledger: Ledger, data: st.DataObject):
    sequence = draw_entry(data, ledger)
    text = ledger.entry_text(ledger.entries[sequence - 1], sequence, stated=make_entry(500))

    report = verified(ledger, with_lines(ledger, ledger.line_of_entry[sequence - 1], text))

    assert named(report) == {("edited_digest", sequence)}


@few
@given(ledgers, st.data(), st.booleans())
def test_a_deleted_entry_is_named(ledger: Ledger, data: st.DataObject, renumber: bool):
    sequence = draw_entry(data, ledger)
    lines = with_lines(ledger, ledger.line_of_entry[sequence - 1])
    assume(len(ledger.lots) > 1 or len(ledger.entries) > 1)

    report = verified(ledger, renumbered(lines) if renumber else lines)

    missing = [found for found in report.findings if found.kind != "renumbered_entries"]
    assert [(found.kind, found.entry) for found in missing] == [("missing_entry", sequence)]
    assert missing[0].sealed_digest == entry_digest(ledger.entries[sequence - 1]).hex()


def test_up_to_three_deleted_entries_of_one_seal_are_restored_and_the_rest_confirmed():
    gone = {LEDGER.line_of_entry[sequence - 1] for sequence in (6, 8, 12)}

    report = verified(LEDGER, [line for at, line in enumerate(LEDGER.lines) if at not in gone])

    assert named(report) == {("missing_entry", 6), ("missing_entry", 8), ("missing_entry", 12)}
    assert {found.sealed_digest for found in report.findings} == {LEDGER.digests()[at - 1].hex() for at in (6, 8, 12)}


def test_more_deleted_entries_are_all_named_and_the_rest_reported_as_unproved():
    gone = {LEDGER.line_of_entry[sequence - 1] for sequence in (6, 7, 8, 9, 12)}

    report = verified(LEDGER, [line for at, line in enumerate(LEDGER.lines) if at not in gone])

    missing = {found.entry for found in report.findings if found.kind == "missing_entry"}
    assert missing == {6, 7, 8, 9, 12}
    assert report.counts == {"missing_entry": 5, "unconfirmed_range": 1}


@few
@given(ledgers, st.data(), st.booleans())
def test_an_inserted_entry_is_named(ledger: Ledger, data: st.DataObject, renumber: bool):
    sequence = draw_entry(data, ledger)
    at = ledger.line_of_entry[sequence - 1]
    lines = with_lines(ledger, at, ledger.entry_text(make_entry(500), sequence), ledger.lines[at])

    report = verified(ledger, renumbered(lines) if renumber else lines)

    assert named(report) - {("renumbered_entries", found.entry) for found in report.findings} == {
        ("inserted_entry", sequence)
    }


@few
@given(ledgers, st.data(), st.booleans())
def test_a_duplicated_entry_is_named(ledger: Ledger, data: st.DataObject, renumber: bool):
    sequence = draw_entry(data, ledger)
    at = ledger.line_of_entry[sequence - 1]
    lines = with_lines(ledger, at, ledger.lines[at], ledger.lines[at])

    report = verified(ledger, renumbered(lines) if renumber else lines)

    assert ("duplicated_entry", sequence) in named(report)
    assert set(report.counts) <= {"duplicated_entry", "renumbered_entries"}


@few
@given(ledgers, st.data())
def test_a_copy_of_an_entry_far_away_is_named(ledger: Ledger, data: st.DataObject):
    sequence, place = draw_entry(data, ledger), draw_entry(data, ledger)
    at = ledger.line_of_entry[place - 1]
    lines = with_lines(ledger, at, ledger.lines[ledger.line_of_entry[sequence - 1]], ledger.lines[at])

    assert named(verified(ledger, lines)) == {("duplicated_entry", sequence)}


@few
@given(ledgers, st.data(), st.booleans())
def test_two_exchanged_entries_are_both_named(ledger: Ledger, data: st.DataObject, renumber: bool):
    one, other = draw_entry(data, ledger), draw_entry(data, ledger)
    assume(one != other)
    lines = list(ledger.lines)
    first, second = ledger.line_of_entry[one - 1], ledger.line_of_entry[other - 1]
    lines[first], lines[second] = lines[second], lines[first]

    report = verified(ledger, renumbered(lines) if renumber else lines)

    assert named(report) == {("displaced_entry", one), ("displaced_entry", other)}


@few
@given(ledgers, st.data())
def test_contents_exchanged_under_their_old_digests_are_both_named(ledger: Ledger, data: st.DataObject):
    one, other = draw_entry(data, ledger), draw_entry(data, ledger)
    assume(one != other)
    lines = list(ledger.lines)
    for here, there in ((one, other), (other, one)):
        text = ledger.entry_text(ledger.entries[there - 1], here, stated=ledger.entries[here - 1])
        lines[ledger.line_of_entry[here - 1]] = text

    assert named(verified(ledger, lines)) == {("displaced_entry", one), ("displaced_entry", other)}


@few
@given(ledgers, st.data())
def test_a_truncated_file_is_named_from_the_first_missing_entry(ledger: Ledger, data: st.DataObject):
    sequence = draw_entry(data, ledger)

    report = verified(ledger, ledger.lines[: ledger.line_of_entry[sequence - 1]])

    truncated = [found for found in report.findings if found.kind == "truncated"]
    assert [(found.entry, found.last_entry) for found in truncated] == [(sequence, len(ledger.entries))]
    assert set(report.counts) <= {"truncated", "unsealed_tail"}


def test_a_restored_older_export_is_found_against_the_published_head():
    older = ledger_of((4, 1))

    report = verify_export(older.lines, head=LEDGER.head)

    assert named(report) == {("truncated", 6)}


def test_a_line_number_altered_alone_is_named():
    text = LEDGER.entry_text(LEDGER.entries[8], 777)

    report = verified(LEDGER, with_lines(LEDGER, LEDGER.line_of_entry[8], text))

    assert named(report) == {("renumbered_entries", 9)}


SEAL_CHANGES: list[dict[str, Any]] = [
    {"number": 77},
    {"first": 3},
    {"last": 4},
    {"last": 10**9},
    {"entries": "ab" * 32},
    {"root": "ab" * 32},
    {"previous": "ab" * 32},
    {"sums": ("00", "not a number", "01")},
]


@few
@given(ledgers, st.data(), st.sampled_from(SEAL_CHANGES), st.booleans())
def test_an_edited_seal_is_named(ledger: Ledger, data: st.DataObject, changes: dict[str, Any], rehashed: bool):
    number = draw_seal(data, ledger)
    assume(all(getattr(ledger.seals[number - 1], field) != value for field, value in changes.items()))

    text = ledger.seal_text(number, rehashed=rehashed, **changes)
    report = verified(ledger, with_lines(ledger, ledger.line_of_seal[number - 1], text))

    assert named(report) == {("edited_seal", number)}
    assert next(iter(changes)) in report.findings[0].message_en


@few
@given(ledgers, st.data(), st.booleans(), st.integers(-(10**6), 10**6).filter(bool))
def test_a_redated_seal_is_named(ledger: Ledger, data: st.DataObject, rehashed: bool, seconds: int):
    number = draw_seal(data, ledger)
    sealed_at = ledger.seals[number - 1].sealed_at + timedelta(seconds=seconds)

    text = ledger.seal_text(number, rehashed=rehashed, sealed_at=sealed_at)
    report = verified(ledger, with_lines(ledger, ledger.line_of_seal[number - 1], text))

    # Nothing follows the last seal, so once its digest is recomputed only the published head contradicts it.
    alone = rehashed and number == len(ledger.seals)
    assert named(report) - {("reversed_time", number)} == {("head_mismatch" if alone else "redated_seal", number)}


@few
@given(ledgers, st.data(), st.booleans())
def test_a_seal_of_another_algorithm_is_named(ledger: Ledger, data: st.DataObject, rehashed: bool):
    number = draw_seal(data, ledger)

    text = ledger.seal_text(number, rehashed=rehashed, algorithm="md5")
    report = verified(ledger, with_lines(ledger, ledger.line_of_seal[number - 1], text))

    assert named(report) == {("wrong_algorithm", number)}


@few
@given(ledgers, st.data())
def test_a_deleted_seal_is_named(ledger: Ledger, data: st.DataObject):
    number = draw_seal(data, ledger)

    report = verified(ledger, with_lines(ledger, ledger.line_of_seal[number - 1]))

    assert ("missing_seal", number) in named(report)
    assert set(report.counts) <= (
        {"missing_seal", "unsealed_tail"} if number == len(ledger.seals) else {"missing_seal"}
    )


@few
@given(ledgers, st.data())
def test_a_duplicated_seal_is_named(ledger: Ledger, data: st.DataObject):
    number, place = draw_seal(data, ledger), draw_seal(data, ledger)
    assume(place >= number)
    at = ledger.line_of_seal[place - 1]
    lines = with_lines(ledger, at, ledger.lines[at], ledger.lines[ledger.line_of_seal[number - 1]])

    assert named(verified(ledger, lines)) == {("duplicated_seal", number)}


@few
@given(ledgers, st.data())
def test_a_copy_of_a_seal_anywhere_is_named(ledger: Ledger, data: st.DataObject):
    number = draw_seal(data, ledger)
    place = data.draw(st.integers(1, len(ledger.lines)), label="line")
    lines = [*ledger.lines[:place], ledger.lines[ledger.line_of_seal[number - 1]], *ledger.lines[place:]]

    assert named(verified(ledger, lines)) == {("duplicated_seal", number)}


@few
@given(ledgers, st.data())
def test_two_exchanged_seals_are_both_named(ledger: Ledger, data: st.DataObject):
    one, other = draw_seal(data, ledger), draw_seal(data, ledger)
    assume(one != other)
    lines = list(ledger.lines)
    first, second = ledger.line_of_seal[one - 1], ledger.line_of_seal[other - 1]
    lines[first], lines[second] = lines[second], lines[first]

    assert named(verified(ledger, lines)) == {("displaced_seal", one), ("displaced_seal", other)}


@few
@given(ledgers, st.data(), st.sampled_from([{}, {"number": 77}, {"entries": "ab" * 32, "root": "cd" * 32}]))
def test_an_inserted_seal_is_named_however_well_it_fits(ledger: Ledger, data: st.DataObject, changes: dict[str, Any]):
    number = draw_seal(data, ledger)
    lot, true_seal = ledger.lots[number - 1], ledger.seals[number - 1]
    covered = data.draw(st.integers(1, len(lot)))
    seen = data.draw(st.integers(0, len(lot) - 1))
    before = ledger.sealings[number - 2] if number > 1 else None
    forged = close_entries(
        [entry_digest(entry) for entry in lot[:covered]],
        previous=before.seal if before else None,
        frontier=before.frontier if before else Frontier(),
        sealed_at=true_seal.sealed_at - timedelta(minutes=1),
        algorithm="sm3",
    ).seal
    forged = msgspec.structs.replace(forged, **changes)
    at = ledger.line_of_entry[true_seal.first - 1] + seen

    report = verified(ledger, [*ledger.lines[:at], seal_line(forged), *ledger.lines[at:]])

    assert named(report) == {("inserted_seal", forged.number)}


def test_several_faults_are_named_at_once():
    lines = list(LEDGER.lines)
    lines[LEDGER.line_of_entry[1]] = LEDGER.entry_text(make_entry(500), 2)
    lines[LEDGER.line_of_seal[1]] = LEDGER.seal_text(2, rehashed=False, sealed_at=FIRST_SEAL)
    del lines[LEDGER.line_of_entry[12]], lines[LEDGER.line_of_entry[8]]

    report = verified(LEDGER, lines)

    expected = {("edited_entry", 2), ("redated_seal", 2), ("missing_entry", 9), ("missing_entry", 13)}
    assert named(report) == expected


@settings(max_examples=tries(150), deadline=None)
@given(ledgers, st.data())
def test_no_change_of_bytes_passes(ledger: Ledger, data: st.DataObject):
    raw = b"".join(ledger.lines)
    at = data.draw(st.integers(len(ledger.lines[0]), len(raw) - 2))
    length = data.draw(st.integers(0, 40))
    changed = raw[:at] + data.draw(st.binary(max_size=8)) + raw[at + length :]
    assume(changed.replace(b"\r\n", b"\n").split() != raw.split())

    report = verify_export(io.BytesIO(changed), head=ledger.head)

    assert not report.good
    assert report.findings


def test_entries_that_no_seal_covers_are_reported():
    lines = [*LEDGER.lines, LEDGER.entry_text(make_entry(500), 21)]

    assert named(verified(LEDGER, lines)) == {("unsealed_tail", 21)}


def test_a_chain_rewritten_from_some_seal_on_is_found_by_the_head():
    lots = [*LEDGER.lots[:3], [make_entry(500)], *LEDGER.lots[4:]]
    rewritten = [sealing.seal for sealing in seal_lots(lots)]
    report = verified(LEDGER, export_lines(zip(lots, rewritten, strict=True)))

    # Two entries fewer: the head's count falls behind the end.
    assert not report.good
    assert report.counts == {"truncated": 1}
    same_count = [*LEDGER.lots[:3], [make_entry(500 + at) for at in range(3)], *LEDGER.lots[4:]]
    rewritten = [sealing.seal for sealing in seal_lots(same_count)]
    report = verified(LEDGER, export_lines(zip(same_count, rewritten, strict=True)))
    assert named(report) == {("head_mismatch", 5)}


def test_an_older_head_vouches_for_its_part_and_says_how_much_lies_beyond():
    report = verify_export(LEDGER.lines, head=head_of(LEDGER.seals[2]))

    assert report.good
    assert report.beyond_head == 8


@pytest.mark.parametrize(("count", "seal"), [(20, 5), (12, 3), (6, 3)])
def test_a_head_of_another_chain_is_named(count: int, seal: int):
    report = verify_export(LEDGER.lines, head=Head("ab" * 32, count))

    assert named(report) == {("head_mismatch", seal)}


def test_withheld_entries_hold_their_place_in_the_proof():
    lines = list(LEDGER.lines)
    for sequence in (1, 7, 20):
        lines[LEDGER.line_of_entry[sequence - 1]] = withheld_line(LEDGER.digests()[sequence - 1], sequence=sequence)

    report = verified(LEDGER, lines)

    assert report.good
    assert report.withheld == 3


def test_a_withheld_digest_that_was_altered_is_named():
    lines = with_lines(LEDGER, LEDGER.line_of_entry[6], withheld_line(b"\1" * 32, sequence=7))

    assert named(verified(LEDGER, lines)) == {("edited_entry", 7)}


def test_line_ends_of_another_system_and_a_missing_last_one_do_not_matter():
    assert verified(LEDGER, [line.replace(b"\n", b"\r\n") for line in LEDGER.lines]).good
    assert verified(LEDGER, [*LEDGER.lines[:-1], LEDGER.lines[-1].rstrip(b"\n")]).good


def test_an_entry_spelled_otherwise_is_told_from_an_edited_one():
    at = LEDGER.line_of_entry[8]
    respelled = LEDGER.lines[at].replace(b'"act":', b'"act": ')

    assert named(verified(LEDGER, with_lines(LEDGER, at, respelled))) == {("respelled_entry", 9)}


def test_a_second_entry_hidden_in_a_line_is_found():
    at = LEDGER.line_of_entry[8]
    line = LEDGER.lines[at]
    hidden = line[:85] + canonical_bytes(make_entry(500)) + b',"entry":' + line[85:]

    assert named(verified(LEDGER, with_lines(LEDGER, at, hidden))) == {("respelled_entry", 9)}


def test_a_seal_with_a_hidden_second_field_is_found():
    at = LEDGER.line_of_seal[2]
    hidden = LEDGER.lines[at].replace(b'"seal":{', b'"seal":{"number":9,')

    assert named(verified(LEDGER, with_lines(LEDGER, at, hidden))) == {("edited_seal", 3)}


def test_lines_that_cannot_be_read_are_named_without_hiding_the_rest():
    lines = list(LEDGER.lines)
    lines[LEDGER.line_of_entry[1]] = lines[LEDGER.line_of_entry[1]].replace(b'"act":', b'act":')
    lines[LEDGER.line_of_seal[2]] = lines[LEDGER.line_of_seal[2]].replace(b'"first"', b'"frist"')
    lines.insert(LEDGER.line_of_entry[15], b"no line of ours\n")

    report = verified(LEDGER, lines)

    assert named(report) == {("edited_entry", 2), ("edited_seal", 3), ("unreadable_line", None)}


def test_a_header_that_names_another_algorithm_is_named_once():
    lines = [header_line("sha256"), *LEDGER.lines[1:]]

    report = verified(LEDGER, lines)

    assert [(found.kind, found.line) for found in report.findings] == [("wrong_algorithm", 1)]


def test_a_ledger_sealed_with_sha256_is_verified_alike():
    ledger = Ledger([3, 4], algorithm="sha256")

    assert verified(ledger, ledger.lines).good
    edited = ledger.entry_text(make_entry(500), 2)
    assert named(verified(ledger, with_lines(ledger, ledger.line_of_entry[1], edited))) == {("edited_entry", 2)}


@pytest.mark.parametrize("lines", [[], [b"\n"], [b"hello\n"], [b'{"format":"other"}\n'], [LEDGER.lines[1]]])
def test_what_is_no_export_is_refused(lines: list[bytes]):
    with pytest.raises(UnreadableFileError):
        verified(LEDGER, lines)


def test_a_header_with_an_unknown_algorithm_is_refused():
    with pytest.raises(UnknownAlgorithmError):
        verified(LEDGER, [header_line("crc32")])


def test_with_a_public_key_every_seal_must_be_signed_by_it():
    key = bytes(range(32))
    lines = list(LEDGER.lines)
    for at, seal in zip(LEDGER.line_of_seal, LEDGER.seals, strict=True):
        lines[at] = seal_line(seal, signature=sign_seal(seal, private_key=key))
    public_key = sign_seal(LEDGER.seals[0], private_key=key).key

    assert verify_export(lines, head=LEDGER.head, public_key=public_key).good
    lines[LEDGER.line_of_seal[3]] = seal_line(
        LEDGER.seals[3], signature=sign_seal(LEDGER.seals[3], private_key=bytes(32))
    )
    lines[LEDGER.line_of_seal[4]] = seal_line(LEDGER.seals[4])
    report = verify_export(lines, head=LEDGER.head, public_key=public_key)
    assert named(report) == {("bad_signature", 4), ("bad_signature", 5)}


def test_with_a_public_key_a_seal_of_an_unknown_algorithm_is_still_only_a_finding():
    text = LEDGER.seal_text(3, rehashed=True, algorithm="md5", entries="ab" * 32, root="ab" * 32)
    signed = [seal_line(seal, signature=sign_seal(seal, private_key=bytes(32))) for seal in LEDGER.seals]
    lines = list(LEDGER.lines)
    for at, line in zip(LEDGER.line_of_seal, signed, strict=True):
        lines[at] = line
    lines[LEDGER.line_of_seal[2]] = text
    public_key = sign_seal(LEDGER.seals[0], private_key=bytes(32)).key

    report = verify_export(lines, head=LEDGER.head, public_key=public_key)

    assert "edited_seal" in report.counts


def test_findings_past_the_limit_are_counted_not_kept():
    ledger = Ledger([1500])
    lines = [
        line if b'"entry"' not in line[:100] else line.replace(b'"hotline"', b'"coldline"') for line in ledger.lines
    ]

    report = verified(ledger, lines)

    assert report.counts == {"edited_entry": 1500}
    assert len(report.findings) == MAX_FINDINGS


def test_a_stream_gives_the_same_report_as_a_list_of_lines():
    lines = with_lines(LEDGER, LEDGER.line_of_entry[3])

    assert verified(LEDGER, iter(lines)) == verified(LEDGER, lines) == verified(LEDGER, io.BytesIO(b"".join(lines)))


def test_progress_ends_at_the_number_of_entries():
    seen: list[int] = []

    verify_export(LEDGER.lines, head=LEDGER.head, progress=seen.append)

    assert seen[-1] == 20


def test_memory_stays_flat_over_many_entries():
    template, size, lots = make_entry(1), 1000, 32
    entries = [msgspec.structs.replace(template, id=number) for number in range(1, size + 1)]
    heads = [entry_line(canonical_bytes(entry), sequence=0)[:-3] for entry in entries]
    leaves = [entry_digest(entry) for entry in entries]
    sealings = [close_entries(leaves, previous=None, frontier=Frontier(), sealed_at=FIRST_SEAL, algorithm="sm3")]
    while len(sealings) < lots:
        last = sealings[-1]
        sealings.append(
            close_entries(leaves, previous=last.seal, frontier=last.frontier, sealed_at=FIRST_SEAL, algorithm="sm3")
        )

    def lines() -> Iterator[bytes]:
        yield header_line()
        for sealing in sealings:
            for sequence, head in enumerate(heads, start=sealing.seal.first):
                yield b"%b%d}\n" % (head, sequence)
            yield seal_line(sealing.seal)

    tracemalloc.start()
    try:
        report = verify_export(lines(), head=head_of(sealings[-1].seal))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert report.good
    assert report.entries == size * lots
    assert peak < 10_000_000  # reached after 16 lots; 40 bytes kept of each entry would go beyond it
