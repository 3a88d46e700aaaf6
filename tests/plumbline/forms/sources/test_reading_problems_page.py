"""The page of codes is complete: a code that is not explained there is a fault."""

import re
from pathlib import Path

from plumbline.forms.sources.refusals import CODES

ROOT = Path(__file__).parents[4]
PAGE = ROOT / "docs" / "reference" / "reading-problems.md"
ROOMS = ROOT / "src" / "plumbline" / "forms" / "sources"


def test_every_refusal_is_on_the_page():
    page = PAGE.read_text(encoding="utf-8")

    assert [code for code in CODES if f"| `{code}` |" not in page] == []


def test_every_problem_of_the_sources_is_on_the_page():
    page = PAGE.read_text(encoding="utf-8")
    codes = {
        code
        for path in ROOMS.glob("*.py")
        for code in re.findall(r'ReadingProblem\(\s*"(\w+)"', path.read_text(encoding="utf-8"))
    }

    assert len(codes) > 10
    assert sorted(code for code in codes if f"| `{code}` |" not in page) == []
