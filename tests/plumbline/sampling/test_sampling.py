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


def a_file(**changes):
    """One line of a frame with these cells."""
    cells = {
        "key": "1",
        "unit": "甲",
        "name": "乙",
        "budget_yuan": "5.00",
        "risk_points": "0",
        "stratum": "a",
        "quota": "1",
    }
    return ",".join(cells) + "\r\n" + ",".join((cells | changes).values()) + "\r\n"


@pytest.mark.parametrize(
    "changes",
    [
        {"quota": "-1"},
        {"quota": "1_0"},
        {"quota": "１"},
        {"quota": " 1"},
        {"quota": ""},
        {"budget_yuan": "NaN"},
        {"budget_yuan": "Infinity"},
        {"budget_yuan": "1E+9"},
        {"risk_points": "0.5"},
        {"key": ""},
        {"key": '"1\n2"'},
    ],
    ids=str,
)
def test_a_number_that_another_language_reads_otherwise_is_refused(changes):
    """Whoever draws again in another language must come to the same quota; a quota below zero would draw all but a few."""
    with pytest.raises(FrameFileError) as refused:
        read_frame(a_file(**changes))

    assert len(refused.value.faults) == 1
    assert read_frame(a_file())


@pytest.mark.parametrize(
    "text", ["", "\ufeff", '"', 'key,"unit\x00', a_file(unit='"甲"乙'), a_file(unit="x" * 200_000)]
)
def test_what_is_no_csv_is_refused_in_a_sentence(text):
    with pytest.raises(FrameFileError):
        read_frame(text)


def test_a_frame_saved_by_another_program_is_the_same_frame():
    text = write_frame(a_frame({"甲": 3, "乙": 2}))

    assert read_frame(text.replace("\r\n", "\n") + "\n\n") == read_frame(text)
    assert read_frame(text.replace("\r\n", "\r")) == read_frame(text)
    assert read_frame("\ufeff" + text) == read_frame(text)


def test_the_line_of_a_fault_is_its_line_in_the_file():
    lines = write_frame(a_frame({"a": 2})).splitlines()
    lines[1] = lines[1].replace('"项目,0"', '"项目\n,0"')
    lines[2] = lines[2].replace("1000.50", "viel")

    with pytest.raises(FrameFileError) as refused:
        read_frame("\r\n".join(lines))

    assert [line for line, _zh, _en in refused.value.faults] == [4]


@pytest.mark.parametrize("budget", ["1E+3", "0.10", "1000"])
def test_an_amount_is_written_in_plain_digits(budget):
    (row,) = a_frame({"a": 1})
    frame = [
        FrameRow(**{name: getattr(row, name) for name in row.__struct_fields__} | {"budget_yuan": Decimal(budget)})
    ]

    assert read_frame(write_frame(frame)) == frame


def test_a_frame_that_leaves_the_draw_open_is_not_drawn():
    (first, second) = a_frame({"a": 2}, quota=1)
    twice = [first, first]
    two_quotas = [first, *a_frame({"a": 2}, quota=2)[1:]]
    negative = a_frame({"a": 2}, quota=-1)

    for frame in (twice, two_quotas, negative):
        with pytest.raises(ValueError, match=r"quota|key"):
            draw(frame, seed="x", algorithm="sha256")
    assert draw([], seed="x", algorithm="sha256") == []
    assert len(draw([first, second], seed="", algorithm="sha256")) == 1


def test_equal_remainders_go_to_the_name_that_comes_first_and_nothing_is_shared_of_nothing():
    assert proportional({"b": 5, "a": 5, "c": 5}, total=4, minimum=1) == {"b": 1, "a": 2, "c": 1}
    assert proportional({}, total=4, minimum=1) == {}
    assert proportional({"a": 0, "b": 3}, total=2, minimum=1) == {"a": 0, "b": 2}
    assert by_share({"a": 0}, percent=Decimal(20), minimum=1) == {"a": 0}


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


@pytest.mark.parametrize(
    ("count", "quantile"), [(31, "2.042"), (32, "2.040"), (41, "2.021"), (61, "2.000"), (121, "1.980")]
)
def test_the_interval_is_that_of_the_printed_tables_beyond_thirty_cases_too(count, quantile):
    """Differences of +1 and −1 in turn: the standard error is known, the reach in steps of it is Student's quantile."""
    differences = [Decimal(1000 * (-1) ** number) for number in range(count)]
    found = mean_difference(differences)
    mean = sum(differences) / count
    error = (sum((each - mean) ** 2 for each in differences) / (count - 1) / count).sqrt()

    assert abs((found.high - found.low) / 2 / error - Decimal(quantile)) < Decimal("0.001")


def test_means_are_rounded_half_up_and_never_a_zero_with_a_sign():
    assert mean_difference([Decimal("0.125")]).mean == Decimal("0.13")
    assert mean_difference([Decimal("-0.125")]).mean == Decimal("-0.13")
    assert str(mean_difference([Decimal("-0.001")]).mean) == "0.00"


@given(st.lists(st.decimals(-50, 50, places=2), min_size=2, max_size=80))
def test_the_interval_holds_the_mean_and_turns_with_the_sign(differences):
    found, turned = mean_difference(differences), mean_difference([-each for each in differences])

    assert found.low <= found.mean <= found.high
    assert (turned.mean, turned.low, turned.high) == (-found.mean, -found.high, -found.low)


def test_the_worked_example_of_the_reference_page():
    sizes = {"large-high": 3, "large-low": 10, "small-low": 27}

    assert proportional(sizes, total=10, minimum=1) == {"large-high": 1, "large-low": 3, "small-low": 6}
    assert by_share(sizes, percent=Decimal(20), minimum=1) == {"large-high": 1, "large-low": 2, "small-low": 6}
