import io

import openpyxl
import pytest
from tests.plumbline.audit.builders import self_evaluation
from tests.plumbline.audit.faulty import HOSTILE, audited_forms, faulty_form

from plumbline.audit.reports import REPORTS, Background
from plumbline.errors import Lang
from plumbline.forms.model import Form


def workbook(*forms: Form, lang: Lang = "zh") -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(written(*forms, lang=lang)))


def written(*forms: Form, lang: Lang = "zh") -> bytes:
    out = io.BytesIO()
    REPORTS["xlsx"](audited_forms(*forms), out, lang, Background(forms))
    return out.getvalue()


def table(sheet) -> list[dict[str, object]]:
    head, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows]


def test_each_finding_is_a_row_with_its_figures_and_place():
    form = faulty_form()
    findings = audited_forms(form)[0].findings

    rows = table(workbook(form)["问题清单"])

    assert [(row["规则"], row["字段路径"]) for row in rows] == [(one.rule, one.path) for one in findings]
    for row, finding in zip(rows, findings, strict=True):
        assert row["问题"] == finding.message_zh
        assert row["建议"] == finding.advice_zh
        assert row["填写"] == finding.printed
        assert row["应为"] == finding.expected
        assert row["行"] == (finding.cell.row if finding.cell else None)


def test_consequences_stand_in_the_row_of_their_cause():
    rows = table(workbook(faulty_form())["问题清单"])

    unit_mix = next(row for row in rows if row["规则"] == "U-01")
    assert str(unit_mix["由此引起"]).count("\n") == len(audited_forms(faulty_form())[0].findings[0].consequences) - 1


def test_each_form_is_a_row_with_scores_and_the_four_outcomes():
    forms = [faulty_form(), self_evaluation(ordinal=2, project_name="乙专项")]
    audits = audited_forms(*forms)

    rows = table(workbook(*forms)["各表得分"])

    assert [row["自报总分"] for row in rows] == [99.89, 99.39]
    for row, audit in zip(rows, audits, strict=True):
        counts = audit.obligations
        assert [row[name] for name in ("相符", "不符", "不适用", "无法判断")] == [
            counts.passed,
            counts.fail,
            counts.not_applicable,
            counts.undetermined,
        ]


def test_what_was_not_checked_is_listed_with_its_reason():
    form = faulty_form()
    unanswered = [one for one in audited_forms(form)[0].obligations.list or () if one.outcome == "undetermined"]

    rows = [row for row in table(workbook(form)["未核对事项"]) if row["结果"] == "无法判断"]

    assert sum(int(str(row["处数"])) for row in rows) == len(unanswered)
    assert all(row["原因"] for row in rows)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_sheets_can_be_filtered_and_their_heads_stay(lang: Lang):
    for sheet in workbook(faulty_form(), lang=lang):
        assert sheet.auto_filter.ref is not None
        assert sheet.freeze_panes == "A2"


def test_texts_never_become_formulas_or_links():
    book = workbook(faulty_form(project_name=HOSTILE, source="=HYPERLINK(1)", implementing_unit="http://example.org"))

    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f" or cell.hyperlink]
    assert HOSTILE in {cell.value for cell in cells}


def test_the_same_audits_give_the_same_bytes():
    assert written(faulty_form()) == written(faulty_form())


def test_no_forms_give_a_workbook_with_heads_only():
    book = workbook()

    assert [sheet.max_row for sheet in book] == [1, 1, 1, 1]
