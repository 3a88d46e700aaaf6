"""The page of results: what it says adds up, names every kind there is, and is what the READMEs say. The figures are not measured here."""

import re
from pathlib import Path

import pytest

from plumbline.benchmark.errors.registry import error_kinds
from plumbline.benchmark.goals import RECALL_OF_A_KIND
from plumbline.benchmark.pairs import PAIR_KINDS
from plumbline.benchmark.printing import FORMATS
from plumbline.cli.benchmark import DEFAULT_SEED

ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "docs" / "reference" / "benchmark-results.md").read_text("utf-8")
NUMBERS = ("errors", "found", "as consequence", "findings", "repeats")


def section(title: str) -> str:
    """The part of the page under a heading."""
    return re.split(r"(?m)^## ", PAGE.split(f"## {title}\n", 1)[1])[0]


def rows(title: str) -> list[dict[str, str]]:
    """The table under a heading, a row each."""
    lines = [line for line in section(title).splitlines() if line.startswith("|")]
    head, _, *body = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [dict(zip(head, cells, strict=True)) for cells in body]


def total(title: str, column: str) -> int:
    return sum(int(row[column]) for row in rows(title))


def test_the_page_says_its_seed_its_licence_and_how_to_have_it_again() -> None:
    assert "CC0 1.0" in PAGE
    assert f"Seed {DEFAULT_SEED}, " in PAGE
    cases = re.search(r"--forms (\d+)", PAGE)
    assert cases
    assert f"{int(cases[1]):,} cases" in PAGE
    assert int(cases[1]) >= 1000


def test_layouts_files_and_kinds_add_up_to_the_same() -> None:
    said = re.search(r"([\d,]+) errors of (\d+) kinds", PAGE)

    assert said
    errors = int(said[1].replace(",", ""))
    for title in ("By layout", "By kind of file", "By kind of error"):
        assert total(title, "errors") == errors
        assert total(title, "found") == total("By layout", "found")
    assert len(rows("By kind of error")) == int(said[2])


def test_every_kind_layout_and_file_has_its_row() -> None:
    kinds = {kind.id: " ".join(kind.rules) for kind in (*error_kinds(), *PAIR_KINDS)}

    assert {row["kind"].strip("`"): row["rules"] for row in rows("By kind of error")} == kinds
    assert {row["layout"] for row in rows("By layout")} == set(FORMATS)
    assert {row["file"] for row in rows("By kind of file")} == {one for formats in FORMATS.values() for one in formats}
    assert len(kinds) >= 40


@pytest.mark.parametrize("title", ["By layout", "By kind of file", "By kind of error"])
def test_shares_are_those_of_the_counts(title: str) -> None:
    for row in rows(title):
        errors, found, hidden, findings, repeats = (int(row[name]) for name in NUMBERS)
        assert hidden <= errors - found
        assert repeats <= findings
        assert row["recall"] == f"{found / errors:.3f}"


@pytest.mark.parametrize("title", ["On a seed that nobody looked at", None])
def test_a_goal_is_called_met_when_it_is(title: str | None) -> None:
    text = section(title) if title else PAGE.split("## ", 1)[0]
    goals = re.findall(r"(?m)^\| ([a-z ]+) \| ([\d.]+)[^|]*\| (≥|<) ([\d.]+) \| (yes|no) \|$", text)

    assert [name for name, *_ in goals] == [
        "precision", "recall", "lowest recall of a kind", "false errors per hundred clean forms"
    ]  # fmt: skip
    for name, reached, sign, wanted, met in goals:
        is_met = float(reached) >= float(wanted) if sign == "≥" else float(reached) < float(wanted)
        assert met == ("yes" if is_met else "no"), name
    assert float(goals[2][3]) == RECALL_OF_A_KIND


@pytest.mark.parametrize("readme", ["README.md", "README.zh-CN.md"])
def test_the_headline_of_the_readme_has_the_figures_of_the_page(readme: str) -> None:
    text = (ROOT / readme).read_text("utf-8")
    (headline,) = [part for part in text.split("\n\n") if "benchmark-results.md" in part]
    unseen = section("On a seed that nobody looked at")
    size = re.search(r"([\d,]+) forms, ([\d,]+) errors of (\d+) kinds", unseen)
    goals = re.findall(r"(?m)^\| (?:precision|recall|false[a-z ]+) \| ([\d.]+)", unseen)
    published = {row["what"]: row["value"] for row in rows("On the published forms")}

    assert size
    figures = [*size.groups(), *goals, published["faults that a careful auditor names"]]
    figures.append(published["named by the audit"].split()[0])
    for figure in figures:
        assert figure in headline, figure
