"""The glossary is the authority: a label that reading knows and the glossary does not is a fault."""

from pathlib import Path

from plumbline.forms.layouts import lexicon

GLOSSARY = Path(__file__).parents[2] / "docs" / "reference" / "glossary.md"


def test_every_label_of_the_layouts_is_in_the_glossary() -> None:
    page = GLOSSARY.read_text(encoding="utf-8")
    groups = (
        lexicon.HEADER_FIELDS, lexicon.OTHER_FIELDS, lexicon.FUND_COLUMNS, lexicon.FUND_BLOCK, lexicon.GOAL_BLOCK, lexicon.EXPECTED_GOAL,
        lexicon.ACTUAL_COMPLETION, lexicon.LONG_TERM_GOAL, lexicon.ANNUAL_GOAL, lexicon.INDICATOR_COLUMNS, lexicon.OTHER_INDICATOR_COLUMNS,
        lexicon.LEVEL1, lexicon.LEVEL2, lexicon.TOTAL, lexicon.GRADE_LABEL, lexicon.GRADES,
    )  # fmt: skip

    assert sorted({label for group in groups for label in group if label not in page}) == []


def test_every_identifier_of_a_header_field_is_in_the_glossary() -> None:
    page = GLOSSARY.read_text(encoding="utf-8")
    names = {*lexicon.HEADER_FIELDS.values(), *lexicon.FUND_COLUMNS.values(), *lexicon.INDICATOR_COLUMNS.values()}

    assert sorted(name for name in names if f"`{name}`" not in page) == []
