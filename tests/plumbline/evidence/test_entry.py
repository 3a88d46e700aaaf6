import json
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.effort import tries
from tests.plumbline.evidence.chains import make_entry

from plumbline.evidence.entry import (
    CanonicalFields,
    EntryRecord,
    canonical_bytes,
    canonical_decimal,
    canonical_instant,
    decode_entry,
    encode_fields,
    entry_digest,
)
from plumbline.evidence.errors import InvalidEntryError

GOLDEN = make_entry(
    1,
    act="appeal:2023-0147",
    dimensions={"district": "东港区", "channel": "hotline"},
    happened_on=date(2023, 12, 31),
    quantity=Decimal("1.50"),
    reason='引号" 换行\n 制表\t',
    recorded_at=datetime(2024, 1, 1, 0, 30, tzinfo=timezone(timedelta(hours=8))),
    subject=None,
)
GOLDEN_BYTES = (
    '{"act":"appeal:2023-0147","dimensions":{"channel":"hotline","district":"东港区"},"happened_on":"2023-12-31","id":3,'
    '"idempotency_key":"appeal:1:closed","measure":"appeals.closed","measure_version":1,"owner":"service-centre",'
    '"quantity":"1.5","reason":"引号\\" 换行\\n 制表\\t","recorded_at":"2023-12-31T16:30:00.000000Z","reverses":null,'
    '"salt":"00000000000000000000000000000001","subject":null,"unit":"件"}'
).encode()

FIRST = datetime.fromisoformat("2000-01-01T00:00:00")

texts = st.text(st.characters(exclude_categories=("Cs",)), max_size=6)
quantities = st.decimals(min_value=-(10**9), max_value=10**9, allow_nan=False, places=4) | st.integers(-5, 5).map(
    Decimal
)
entries = st.builds(
    EntryRecord,
    act=texts,
    dimensions=st.dictionaries(st.sampled_from(["a", "b", "channel"]), texts, max_size=3),
    happened_on=st.dates(date(2000, 1, 1), date(2100, 1, 1)),
    id=st.integers(1, 10),
    idempotency_key=texts,
    measure=texts,
    measure_version=st.integers(1, 3),
    owner=texts,
    quantity=quantities,
    reason=texts.map(lambda text: text + "."),
    recorded_at=st.datetimes(FIRST, FIRST.replace(year=2100), timezones=st.just(UTC)),
    reverses=st.none() | st.integers(11, 20),
    salt=texts,
    subject=st.none() | texts,
    unit=texts,
)


def test_the_canonical_form_is_these_bytes_for_ever():
    assert canonical_bytes(GOLDEN) == GOLDEN_BYTES
    assert entry_digest(GOLDEN).hex() == "799e078e5dd1916e0d7d12ee1cfdbef2ad0e693ec75d61877f34493ce59b7a6d"
    assert (
        entry_digest(GOLDEN, algorithm="sha256").hex()
        == "a4ae88c1e33d9cf6703504a6eb6ce6de451abc18bdf9c5601aeaacb590cd7def"
    )


@settings(max_examples=tries(100), deadline=None)
@given(entries, entries)
def test_equal_entries_and_only_they_share_canonical_bytes(one: EntryRecord, other: EntryRecord):
    assert (canonical_bytes(one) == canonical_bytes(other)) == (one == other)


@settings(max_examples=tries(100), deadline=None)
@given(entries, st.data())
def test_changing_any_one_field_changes_the_canonical_bytes(entry: EntryRecord, data: st.DataObject):
    other = data.draw(entries)
    field = data.draw(st.sampled_from(entry.__struct_fields__))

    changed = msgspec.structs.replace(entry, **{field: getattr(other, field)})

    assert (canonical_bytes(changed) == canonical_bytes(entry)) == (getattr(entry, field) == getattr(other, field))


@settings(max_examples=tries(100), deadline=None)
@given(entries)
def test_canonical_bytes_are_sorted_compact_json_that_reads_back(entry: EntryRecord):
    text = canonical_bytes(entry).decode()

    assert json.dumps(json.loads(text), sort_keys=True, separators=(",", ":"), ensure_ascii=False) == text
    assert decode_entry(text.encode()) == entry


def test_text_that_would_run_together_stays_apart():
    one = make_entry(1, act="a", idempotency_key='b","measure":"c')
    other = make_entry(1, act='a","idempotency_key":"b', idempotency_key="c")

    assert canonical_bytes(one) != canonical_bytes(other)


def test_composed_and_decomposed_letters_are_different_texts():
    assert canonical_bytes(make_entry(1, subject="\u00e9")) != canonical_bytes(make_entry(1, subject="e\u0301"))


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("0", "0"),
        ("-0.00", "0"),
        ("1E+3", "1000"),
        ("100", "100"),
        ("0.10", "0.1"),
        ("-2.50", "-2.5"),
        ("1E-7", "0.0000001"),
    ],
)
def test_a_number_has_one_spelling(number: str, text: str):
    assert canonical_decimal(Decimal(number)) == text


@pytest.mark.parametrize(
    "changes",
    [
        {"id": 0},
        {"id": 2**53},
        {"measure_version": 0},
        {"recorded_at": FIRST},
        {"quantity": Decimal("NaN")},
        {"quantity": Decimal("Infinity")},
        {"quantity": Decimal("1E+400")},
        {"reverses": 1},
        {"reverses": 3, "reason": "same entry"},
        {"reverses": 1, "reason": "  "},
        {"dimensions": {"区": "东港区"}},
        {"dimensions": {"": "x"}},
    ],
)
def test_what_cannot_be_written_unambiguously_is_refused(changes: dict[str, object]):
    with pytest.raises(InvalidEntryError) as refused:
        make_entry(1, **changes)
    assert refused.value.code == "invalid_entry"


def test_an_unpaired_surrogate_is_refused():
    with pytest.raises(InvalidEntryError):
        canonical_bytes(make_entry(1, subject="\ud800"))


@pytest.mark.parametrize("data", [b"", b"{}", b"[1]", b"\xff", GOLDEN_BYTES.replace(b'"id":3', b'"id":3,"extra":1')])
def test_what_is_no_entry_is_refused(data: bytes):
    with pytest.raises(InvalidEntryError):
        decode_entry(data)


def test_fields_spelled_canonically_by_a_store_give_the_bytes_of_their_entry() -> None:
    entry = make_entry(5, quantity=Decimal("2.50"))
    fields = CanonicalFields(
        entry.act,
        msgspec.Raw(b'{"channel":"hotline","district":"%b"}' % entry.dimensions["district"].encode()),
        entry.happened_on.isoformat(),
        entry.id,
        entry.idempotency_key,
        entry.measure,
        entry.measure_version,
        entry.owner,
        "2.5",
        entry.reason,
        canonical_instant(entry.recorded_at),
        entry.reverses,
        entry.salt,
        entry.subject,
        entry.unit,
    )

    assert encode_fields(fields) == canonical_bytes(entry)
