"""Anybody who has the frame and the seed draws the same; quotas hold their bounds; a mean says how many cases carry it."""

import hashlib
from decimal import Decimal
from itertools import pairwise

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from plumbline.cli.redraw import make_redraw_command
from plumbline.sampling import (
    FrameFileError,
    FrameRow,
    by_share,
    digest_of_frame,
    draw,
    mean_difference,
    number_of,
    proportional,
    read_frame,
    seed_from_head,
    write_frame,
)

SIZES = st.dictionaries(st.text("abcdef", min_size=1, max_size=3), st.integers(1, 400), min_size=1, max_size=9)


def a_frame(sizes: dict[str, int], quota: int = 2) -> list[FrameRow]:
    return [
        FrameRow(
            key=f"{stratum}-{number}",
            unit="甲单位",
            name=f"项目,{number}",
            budget_yuan=Decimal("1000.50"),
            risk_points=number,
            stratum=stratum,
            quota=quota,
        )
        for stratum, size in sizes.items()
        for number in range(size)
    ]


def test_five_lines_of_plain_python_draw_the_same():
    frame = a_frame({"a": 30, "b": 7})

    by_hand = []
    for stratum in ("a", "b"):
        rows = [row for row in frame if row.stratum == stratum]
        rows.sort(key=lambda row: hashlib.sha256(f"种子\n{row.key}".encode()).hexdigest())
        by_hand += [row.key for row in rows[:2]]

    assert [each.row.key for each in draw(frame, seed="种子", algorithm="sha256")] == by_hand


def test_the_number_of_a_key_is_what_the_page_says():
    assert number_of("seed", "12", algorithm="sha256") == hashlib.sha256(b"seed\n12").hexdigest()
    assert number_of("seed", "12", algorithm="sm3") == (
        "bfee71414fdd441bdf73bad073635d5d0c903b30b7a2465dc39e262b96f08566"  # openssl dgst -sm3
    )
    assert seed_from_head("ab", 3, "词", algorithm="sha256") == hashlib.sha256("ab\n3\n词".encode()).hexdigest()


@given(SIZES, st.text(max_size=20), st.randoms())
def test_the_order_of_the_frame_changes_nothing(sizes, seed, random):
    frame = a_frame({name: min(size, 12) for name, size in sizes.items()})
    shuffled = list(frame)
    random.shuffle(shuffled)

    assert draw(frame, seed=seed, algorithm="sha256") == draw(shuffled, seed=seed, algorithm="sha256")


@given(SIZES, st.integers(0, 50))
def test_of_each_stratum_its_quota_is_drawn_and_never_more_than_there_is(sizes, quota):
    small = {name: min(size, 12) for name, size in sizes.items()}

    found = draw(a_frame(small, quota), seed="x", algorithm="sm3")

    for name, size in small.items():
        places = [each.place for each in found if each.row.stratum == name]
        assert places == list(range(1, min(size, quota) + 1))


@given(SIZES, st.integers(0, 900), st.integers(0, 5))
def test_quotas_add_up_to_the_total_within_minimum_and_size(sizes, total, minimum):
    quotas = proportional(sizes, total=total, minimum=minimum)
    least = sum(min(size, minimum) for size in sizes.values())

    assert sum(quotas.values()) == max(least, min(total, sum(sizes.values())))
    assert all(min(sizes[name], minimum) <= quotas[name] <= sizes[name] for name in sizes)


@given(SIZES, st.integers(1, 900))
def test_a_larger_stratum_never_gets_less(sizes, total):
    quotas = proportional(sizes, total=total, minimum=1)
    ordered = sorted(sizes, key=lambda name: (sizes[name], quotas[name]))

    assert all(
        quotas[smaller] <= quotas[larger] or sizes[smaller] == sizes[larger] for smaller, larger in pairwise(ordered)
    )


def test_a_share_is_rounded_up():
    assert by_share({"a": 41, "b": 3, "c": 1}, percent=Decimal(5), minimum=2) == {"a": 3, "b": 2, "c": 1}


def test_the_file_reads_back_and_its_digest_is_of_its_bytes():
    frame = sorted(a_frame({"甲": 3, "乙": 2}), key=lambda row: row.key)
    text = write_frame(frame)

    assert read_frame(text) == frame
    assert digest_of_frame(text, algorithm="sha256") == hashlib.sha256(text.encode()).hexdigest()


def test_every_wrong_line_is_named():
    lines = write_frame(a_frame({"a": 3})).splitlines()
    lines[1] = lines[1].replace("1000.50", "viel")
    lines[3] = lines[2].replace(",2", ",3")

    with pytest.raises(FrameFileError) as refused:
        read_frame("\r\n".join(lines))

    assert [line for line, _zh, _en in refused.value.faults] == [2, 4]
    with pytest.raises(FrameFileError):
        read_frame("a,b\n")


def test_the_command_prints_what_is_drawn(tmp_path):
    frame = a_frame({"a": 9})
    path = tmp_path / "frame.csv"
    path.write_bytes(write_frame(frame).encode("utf-8-sig"))

    done = CliRunner().invoke(make_redraw_command("en"), [str(path), "--seed", "s", "--algorithm", "sm3"])

    drawn = draw(frame, seed="s", algorithm="sm3")
    assert done.exit_code == 0
    assert [line.split(",")[2] for line in done.output.splitlines()[1:]] == [each.row.key for each in drawn]


def test_a_mean_has_its_interval_and_says_when_it_rests_on_little():
    assert mean_difference([]) is None
    one = mean_difference([Decimal(4)])
    assert (one.mean, one.low, one.is_small, one.is_signal) == (Decimal("4.00"), None, True, False)
    five = mean_difference([Decimal(each) for each in (2, 4, 6, 4, 4)])
    assert (five.mean, five.low, five.high) == (Decimal("4.00"), Decimal("2.24"), Decimal("5.76"))
    assert five.is_signal
    assert not mean_difference([Decimal(each) for each in (-2, 4, 6, -4, 1)]).is_signal


@given(st.lists(st.decimals(-50, 50, places=2), min_size=2, max_size=80))
def test_the_interval_holds_the_mean_and_turns_with_the_sign(differences):
    found, turned = mean_difference(differences), mean_difference([-each for each in differences])

    assert found.low <= found.mean <= found.high
    assert (turned.mean, turned.low, turned.high) == (-found.mean, -found.high, -found.low)


def test_the_worked_example_of_the_reference_page():
    sizes = {"large-high": 3, "large-low": 10, "small-low": 27}

    assert proportional(sizes, total=10, minimum=1) == {"large-high": 1, "large-low": 3, "small-low": 6}
    assert by_share(sizes, percent=Decimal(20), minimum=1) == {"large-high": 1, "large-low": 2, "small-low": 6}
