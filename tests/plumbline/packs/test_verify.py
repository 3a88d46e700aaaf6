"""Packs made by strangers: whatever is wrong in one is named, nothing stops the check, nothing is unpacked that should not be."""

import json
import random
import struct
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec
import pytest
from click.testing import CliRunner
from tests.effort import fuzz_cases
from tests.plumbline.packs.making import (
    FORM,
    LEDGER,
    PLACE,
    Members,
    manifest_of,
    members,
    packed_row,
    write_pack,
    write_zip,
)

from plumbline.cli.main import PlumblineGroup
from plumbline.errors import UnreadableFileError
from plumbline.forms.serialisation import to_json
from plumbline.forms.writers import write
from plumbline.packs import verify_pack
from plumbline.packs.model import encoded


def kinds(path: Path, **named: Any) -> set[str]:
    return {finding.kind for finding in verify_pack(path, **named).findings}


def edited(path: str, change: dict[str, Any]) -> Any:
    """A change of a JSON member: the values at these dotted paths are set."""

    def edit(held: Members) -> None:
        data = json.loads(held[path])
        for name, value in change.items():
            *way, last = name.split(".")
            place = data
            for step in way:
                place = place[int(step)] if isinstance(place, list) else place[step]
            place[int(last) if isinstance(place, list) else last] = value
        held[path] = json.dumps(data).encode()

    return edit


def test_a_pack_that_nobody_touched_is_good(tmp_path: Path):
    report = verify_pack(write_pack(tmp_path / "pack.zip"), head=LEDGER.head)

    assert report.findings == ()
    assert (report.good, report.rows, report.entries, report.files) == (True, 1, 7, 13)


NOT_NUMBERS = ["NaN", "sNaN", "Infinity", "1E+999999"]


@pytest.mark.parametrize("number", NOT_NUMBERS)
@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("numbers.json", "0.number"),
        ("money.json", "payments.0.amount_yuan"),
        ("form/self-evaluation.json", "indicators.0.claimed_score"),
    ],
)
def test_what_is_no_number_is_named_and_stops_nothing(tmp_path: Path, path: str, place: str, number: str):
    found = verify_pack(write_pack(tmp_path / "pack.zip", edited(path, {place: number}))).findings

    assert ("unreadable_file", path) in {(each.kind, each.path) for each in found}


@pytest.mark.parametrize(
    "change",
    [
        {"content": {}},
        {"content": {"rows": "none"}},
        {"content.rows": []},
        {"content.rows.0": {"snapshot": 3}},
        {"files": {"r1": 5}},
        {"files": ["a"]},
    ],
    ids=str,
)
def test_a_frozen_version_of_another_shape_is_named(tmp_path: Path, change: dict[str, Any]):
    assert "unreadable_file" in kinds(write_pack(tmp_path / "pack.zip", edited("form/content.json", change)))


def test_json_nested_without_end_is_named(tmp_path: Path):
    def nest(held: Members) -> None:
        held["form/content.json"] = b'{"content":' + b"[" * 100_000 + b"]" * 100_000 + b"}"

    assert "unreadable_file" in kinds(write_pack(tmp_path / "pack.zip", nest))


def test_a_print_whose_total_is_no_number_is_named(tmp_path: Path):
    other = msgspec.structs.replace(FORM, total_score_printed="9,99.81分")

    def change(held: Members) -> None:
        held["form/self-evaluation.docx"] = write(other, to="docx")

    assert kinds(write_pack(tmp_path / "pack.zip", change)) == {"wrong_print"}
    altered = write_pack(tmp_path / "form.zip", lambda held: held.update({"form/self-evaluation.json": to_json(other)}))
    assert {"wrong_score", "wrong_print"} <= kinds(altered)


@pytest.mark.parametrize("kind", ["docx", "xlsx", "pdf"])
@pytest.mark.parametrize(
    "change",
    [
        {"level3": "办理企业诉求件数"},
        {"target": "≥6(件)"},
        {"actual": "8(件)"},
        {"weight": "9.00"},
        {"score": "9.99"},
    ],
    ids=lambda change: next(iter(change)),
)
def test_one_word_or_figure_of_one_row_is_enough_in_any_print(tmp_path: Path, kind: str, change: dict[str, str]):
    row = FORM.indicators[PLACE - 1]
    printed = {name: text for name, text in change.items() if name != "level3"}
    other = msgspec.structs.replace(
        row, level3=change.get("level3", row.level3), printed=msgspec.structs.replace(row.printed, **printed)
    )
    rows = (*FORM.indicators[: PLACE - 1], other, *FORM.indicators[PLACE:])
    data = write(msgspec.structs.replace(FORM, indicators=rows), to=kind)  # type: ignore[arg-type]

    pack = write_pack(tmp_path / "pack.zip", lambda held: held.update({f"form/self-evaluation.{kind}": data}))

    assert kinds(pack) == {"wrong_print"}


@pytest.mark.parametrize("kind", ["docx", "xlsx", "pdf"])
def test_a_print_that_lacks_a_row_is_named(tmp_path: Path, kind: str):
    data = write(msgspec.structs.replace(FORM, indicators=FORM.indicators[:-1]), to=kind)  # type: ignore[arg-type]

    pack = write_pack(tmp_path / "pack.zip", lambda held: held.update({f"form/self-evaluation.{kind}": data}))

    assert kinds(pack) == {"wrong_print"}


@pytest.mark.parametrize("path", [name for name in members() if not name.startswith(("README", "files/"))])
def test_what_a_pack_must_hold_is_missed_even_when_the_manifest_does_not_name_it(tmp_path: Path, path: str):
    assert kinds(write_pack(tmp_path / "pack.zip", lambda held: held.pop(path) and None)) & {
        "missing_file",
        "unreadable_file",
        "altered_seal",
    }


@pytest.mark.parametrize(
    "path",
    [
        "../beside.txt",
        "files/../../beside.txt",
        "/etc/beside.txt",
        "C:/beside.txt",
        "C:beside.txt",
        "a\\..\\b",
        "a\x1b[2Jb",
    ],
)
def test_a_path_that_leads_out_of_the_folder_is_named(tmp_path: Path, path: str):
    held = members() | {path: b"x"}

    found = verify_pack(write_zip(tmp_path / "pack.zip", held, manifest_of(held))).findings

    assert "unsafe_path" in {each.kind for each in found}
    assert all(each.message_zh.isprintable() and each.message_en.isprintable() for each in found)


def test_a_file_that_belongs_to_nothing_is_named_though_it_is_in_the_manifest(tmp_path: Path):
    pack = write_pack(tmp_path / "pack.zip", lambda held: held.update({"form/run.exe": b"x"}))

    assert [(each.kind, each.path) for each in verify_pack(pack).findings] == [("extra_file", "form/run.exe")]


@pytest.mark.parametrize("changed", [{"place": 1}, {"place": 0}, {"place": 99}, {"key": "r1"}])
def test_a_number_at_another_row_leaves_its_own_without_one(tmp_path: Path, changed: dict[str, Any]):
    row = msgspec.structs.replace(packed_row(), **changed)

    pack = write_pack(tmp_path / "pack.zip", lambda held: held.update({"numbers.json": encoded((row,))}))

    assert {"extra_row", "missing_row"} <= kinds(pack)


def test_a_number_that_is_listed_twice_is_named(tmp_path: Path):
    rows = (packed_row(), packed_row())

    pack = write_pack(tmp_path / "pack.zip", lambda held: held.update({"numbers.json": encoded(rows)}))

    assert kinds(pack) == {"extra_row"}


def test_a_manifest_of_another_day_rulebook_or_head_than_the_frozen_form_is_named(tmp_path: Path):
    for name, change in (("day", {"as_of": "2023-12-30"}), ("rulebook", {"rulebook": "national-2020"})):
        pack = write_pack(
            tmp_path / "pack.zip",
            **{k: msgspec.convert(v, type(getattr(manifest_of({}), k))) for k, v in change.items()},
        )
        assert [each.message("en") for each in verify_pack(pack).findings] == [
            f"the {name} in the manifest is not that of the frozen self-evaluation."
        ]
    assert "wrong_manifest" in kinds(write_pack(tmp_path / "pack.zip", head=None))


def test_a_rulebook_that_this_tool_does_not_have_vouches_for_nothing(tmp_path: Path):
    def change(held: Members) -> None:
        edited("rulebook.json", {"id": "lenient-2023"})(held)
        edited("form/content.json", {"content.rulebook": "lenient-2023"})(held)

    assert kinds(write_pack(tmp_path / "pack.zip", change, rulebook="lenient-2023")) == {"other_rulebook"}


@pytest.mark.parametrize("change", [{"algorithm": "md5"}, {"last": 0}, {"last": -4}, {"last": 2**63 - 1}], ids=str)
def test_a_seal_of_no_tree_is_named(tmp_path: Path, change: dict[str, Any]):
    assert kinds(write_pack(tmp_path / "pack.zip", edited("ledger/seal.json", change))) == {"altered_seal"}


def test_members_packed_to_burst_are_not_unpacked(tmp_path: Path):
    """A few kilobytes of bzip2 or LZMA hold gigabytes in one piece; the packs of the site are deflated."""
    held = dict(members())
    for method in (zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA):
        pack = tmp_path / "pack.zip"
        write_pack(pack)
        with zipfile.ZipFile(pack) as source, zipfile.ZipFile(tmp_path / "odd.zip", "w") as target:
            for name in source.namelist():
                odd = method if name.startswith("entries/") else zipfile.ZIP_DEFLATED
                target.writestr(name, source.read(name), compress_type=odd)
        assert [(each.kind, each.path) for each in verify_pack(tmp_path / "odd.zip").findings] == [
            ("unreadable_file", packed_row().entries)
        ]
        with pytest.raises(UnreadableFileError):
            verify_pack(write_zip(tmp_path / "manifest.zip", held, manifest_of(held), compression=method))


def test_members_that_lie_over_each_other_are_refused(tmp_path: Path):
    """Many entries of the directory that point at the same bytes unpack to more than any disk holds."""
    pack = write_pack(tmp_path / "pack.zip")
    data = bytearray(pack.read_bytes())
    end = data.rindex(b"PK\x05\x06")
    _disk, _first, _here, count, size, start = struct.unpack_from("<HHHHLL", data, end + 4)
    directory = bytes(data[start : start + size])
    many = directory * 200
    tail = bytearray(data[end:])
    struct.pack_into("<HHLL", tail, 8, count * 200, count * 200, len(many), start)
    pack.write_bytes(bytes(data[:start]) + many + bytes(tail))

    with pytest.raises(UnreadableFileError):
        verify_pack(pack)


def test_an_encrypted_member_is_named(tmp_path: Path):
    pack = write_pack(tmp_path / "pack.zip")
    data = bytearray(pack.read_bytes())
    at = data.rindex(packed_row().entries.encode()) - 46
    assert data[at : at + 4] == b"PK\x01\x02"
    data[at + 8] |= 1
    pack.write_bytes(bytes(data))

    assert [(each.kind, each.path) for each in verify_pack(pack).findings] == [
        ("unreadable_file", packed_row().entries)
    ]


def test_names_in_another_encoding_are_other_names(tmp_path: Path):
    """A pack that was unpacked and packed again by a program that writes GBK names is not taken for whole."""
    held = dict(members())
    manifest = manifest_of(held)
    held["files/r1/01-名单.csv".encode("gbk").decode("cp437")] = held.pop("files/r1/01-名单.csv")

    assert kinds(write_zip(tmp_path / "pack.zip", held, manifest)) == {"extra_file", "missing_file"}


def test_a_manifest_that_lacks_a_key_is_no_pack(tmp_path: Path):
    held = dict(members())
    whole = json.loads(encoded(manifest_of(held)))
    for name in [*whole, "unknown"]:
        manifest = {key: value for key, value in whole.items() if key != name} | (
            {"unknown": 1} if name == "unknown" else {}
        )
        with zipfile.ZipFile(tmp_path / "pack.zip", "w") as archive:
            for path, data in [*held.items(), ("manifest.json", json.dumps(manifest).encode())]:
                archive.writestr(path, data)
        if name in {"format", "version"}:
            assert verify_pack(tmp_path / "pack.zip").good
        else:
            with pytest.raises(UnreadableFileError):
                verify_pack(tmp_path / "pack.zip")


def test_whatever_byte_is_wrong_the_check_ends_with_an_answer(tmp_path: Path):
    data = write_pack(tmp_path / "pack.zip").read_bytes()
    draw = random.Random(20240120)
    answers = {"refused": 0, "named": 0}
    for _case in range(fuzz_cases(150)):
        damaged = bytearray(data)
        for _byte in range(draw.choice((1, 1, 3, 20))):
            damaged[draw.randrange(len(damaged))] = draw.randrange(256)
        if draw.random() < 0.2:
            del damaged[draw.randrange(len(damaged)) :]
        (tmp_path / "damaged.zip").write_bytes(bytes(damaged))
        try:
            report = verify_pack(tmp_path / "damaged.zip")
        except UnreadableFileError:
            answers["refused"] += 1
        else:
            answers["named"] += not report.good

    assert all(answers.values())


def test_the_command_never_answers_with_a_traceback(tmp_path: Path):
    pack = write_pack(tmp_path / "pack.zip", edited("money.json", {"payments.0.amount_yuan": "NaN"}))

    answer = CliRunner().invoke(PlumblineGroup("en"), ["verify-pack", str(pack)])

    assert (answer.exit_code, "money.json" in answer.output) == (1, True)
    assert Decimal("743.22") == FORM.funds[0].executed
