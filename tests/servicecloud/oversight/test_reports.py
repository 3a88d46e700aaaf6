"""The report of an evaluation: Word and PDF read back, what the unit sees of it, what it rests on."""

import io

import docx
import pdfplumber
import pytest
from django.urls import reverse
from tests.servicecloud.guards import CarefulClient
from tests.servicecloud.oversight import making as own
from tests.servicecloud.performance import making

from servicecloud.oversight.declarations import framework
from servicecloud.oversight.models import Evaluation, EvaluationReport
from servicecloud.oversight.selectors.examined import frozen_content
from servicecloud.oversight.services import confirming, evaluating, examining


def client_of(person):
    client = CarefulClient()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def paper(person, found, kind="docx"):
    """Return a report as a person downloads it."""
    response = client_of(person).get(reverse("office:evaluation_report_file", args=[found.pk, kind]))
    assert response.status_code == 200
    assert f".{kind}" in response["Content-Disposition"]
    return io.BytesIO(response.content)


def read_back(data):
    """Return the paragraphs and the tables of a Word file."""
    document = docx.Document(data)
    tables = [[[cell.text for cell in row.cells] for row in table.rows] for table in document.tables]
    lines = [each.text for each in document.paragraphs if each.text]
    return lines, tables


def changed(bench, found, **basics):
    """Save the report with another first chapter."""
    return evaluating.save_evaluation(
        actor=bench.house.reviewer, evaluation_id=found.pk, expected=found.version, items={}, texts=basics
    )


def test_the_word_report_has_the_outline_the_scores_the_self_evaluation_and_the_ledger_head(bench):
    project = making.evaluated(bench.house)
    review = examining.begin_review(actor=bench.house.reviewer, project_id=project.pk)
    saved = own.examined(bench, review, actor=bench.house.reviewer)
    assert saved.state == "working"
    own.verified(bench, review)
    found = own.asked(bench, project)

    lines, tables = read_back(paper(bench.house.officer, found))

    titles = [section.title[0] for section in framework().outline]
    assert [line for line in lines if line in titles] == titles
    scores = next(table for table in tables if table[0][0] == "一级指标")
    assert len(scores) == len(framework().items) + 2
    assert scores[1][2:6] == ["立项依据充分性", "3", "2", "立项依据未更新"]
    assert scores[-1][3:6] == ["100", "99", "优"]
    indicators = next(table for table in tables if table[0][0] == "三级指标")
    assert indicators[1][2:4] == ["≥4(家次)", "5(家次)※"]
    assert indicators[3][6:] == ["10", "0"]  # claimed; verified without evidence
    project.refresh_from_db()
    content = frozen_content(project.evaluation.approved)
    assert any(content.head_digest in line for line in lines)
    assert any(EvaluationReport.objects.get().digest in line for line in lines)


def test_the_findings_of_the_self_evaluation_are_listed_with_the_units_word(bench):
    found = own.asked(bench)

    _lines, tables = read_back(paper(bench.house.reviewer, found))

    findings = next(table for table in tables if table[0][0] == "规则")
    assert len(findings) > 1
    assert {row[-1] for row in findings[1:]} >= {"已核实，情况属实。"}


def test_the_pdf_has_the_same(bench):
    found = own.asked(bench)

    with pdfplumber.open(paper(bench.house.reviewer, found, "pdf")) as pdf:
        text = "".join(page.extract_text() for page in pdf.pages)

    assert "项目支出绩效评价报告" in text
    assert "立项依据未更新" in text
    assert "征求意见稿" in text


def test_the_unit_reads_what_was_sent_while_the_body_works_on_and_the_page_says_so(bench):
    found = own.asked(bench)
    changed(bench, found, basics="改过的基本情况。")

    unit, body = (read_back(paper(person, found))[0] for person in (bench.house.officer, bench.house.reviewer))
    page = client_of(bench.house.officer).get(reverse("office:evaluation", args=[found.pk])).content.decode()

    assert "　　改过的基本情况。" not in unit
    assert "　　改过的基本情况。" in body
    assert "改过的基本情况" not in page
    sheet = client_of(bench.house.reviewer).get(reverse("office:evaluation_sheet", args=[found.pk])).content.decode()
    assert "征求意见后的修改稿，尚未定稿" in sheet


def test_a_final_report_carries_what_was_made_final(bench):
    found = own.asked(bench)
    evaluating.reply(actor=bench.house.officer, evaluation_id=found.pk, text="没有意见。")
    saved = changed(bench, found, basics="定稿的基本情况。")
    confirming.submit(actor=bench.house.reviewer, of=Evaluation, pk=found.pk, expected=saved.version)
    confirming.confirm(actor=bench.checker, of=Evaluation, pk=found.pk)

    lines, tables = read_back(paper(bench.house.officer, found))

    assert "　　定稿的基本情况。" in lines
    assert "　　没有意见。" in lines
    assert tables[0][5][-1] == "定稿"
    assert any("第2稿" in line for line in lines)


@pytest.mark.parametrize("kind", ["xlsx", "json", "exe"])
def test_there_is_no_other_paper(kind, bench):
    found = own.asked(bench)

    response = client_of(bench.house.reviewer).get(reverse("office:evaluation_report_file", args=[found.pk, kind]))

    assert response.status_code == 404
