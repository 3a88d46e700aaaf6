import re

import pytest
from tests.plumbline.audit.faulty import audited_forms, faulty_form

from plumbline.audit import all_rules
from plumbline.audit.reports.words import column_letters, finding_words, place_text, row_names, rule_of
from plumbline.errors import Lang
from plumbline.forms.places import Cell


@pytest.mark.parametrize(
    ("part", "row", "column", "zh", "en"),
    [
        ("text", 16, 1, "第16行", "line 16"),
        ("text", 16, 3, "第16行第3栏", "line 16, field 3"),
        ("table:2", 5, 3, "第2张表，第5行第3列", "table 2, row 5, column 3"),
        ("body", 4, 1, "正文第4段", "paragraph 4"),
        ("sheet:自评表", 5, 28, "工作表“自评表” AB5", "sheet “自评表”, AB5"),
        ("page:3/table:1", 5, 2, "第3页第1张表，第5行第2列", "page 3, table 1, row 5, column 2"),
        ("page:3", 7, 1, "第3页第7行", "page 3, line 7"),
    ],
)
def test_a_place_is_said_as_a_person_looks_for_it(part: str, row: int, column: int, zh: str, en: str):
    cell = Cell("表", part, row, column)

    assert (place_text(cell, "zh"), place_text(cell, "en")) == (zh, en)


def test_no_place_is_the_form_as_a_whole():
    assert place_text(None, "zh") == "整张表"


@pytest.mark.parametrize(("column", "letters"), [(1, "A"), (26, "Z"), (27, "AA"), (52, "AZ"), (703, "AAA")])
def test_columns_are_named_as_a_spreadsheet_does(column: int, letters: str):
    assert column_letters(column) == letters


def test_every_rule_of_the_catalogue_is_known():
    assert all(rule_of(rule.id) is rule for rule in all_rules())
    assert rule_of("Z-99") is None


@pytest.mark.parametrize(("lang", "label"), [("zh", "年度资金总额"), ("en", "年度资金总额")])
def test_fund_rows_go_by_their_printed_name(lang: Lang, label: str):
    form = faulty_form()
    finding = next(one for one in audited_forms(form)[0].findings if one.rule == "U-01")

    assert finding_words(finding, lang, row_names(form)).row == label
    assert finding_words(finding, "zh").row == "资金第1行"


def test_a_phrase_that_is_expected_is_said_in_the_readers_language():
    form = faulty_form()
    finding = next(one for one in audited_forms(form)[0].findings if one.rule == "U-01")

    assert "执行率" in (finding_words(finding, "zh").expected or "")
    assert "× 10,000 yuan, execution rate" in (finding_words(finding, "en").expected or "")


def test_no_english_sentence_has_an_amount_in_chinese_units():
    english = [
        text
        for finding in audited_forms(faulty_form())[0].findings
        for one in (finding, *finding.consequences)
        for text in (one.message_en, one.expected_en or "")
    ]

    assert any("yuan" in text for text in english)
    assert not [text for text in english if re.search(r"\d(?:万元|元)", text)]
