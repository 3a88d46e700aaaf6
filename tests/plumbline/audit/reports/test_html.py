import io
import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.effort import tries
from tests.plumbline.audit.builders import self_evaluation, target_table
from tests.plumbline.audit.faulty import HOSTILE, PROJECT, audited_forms, faulty_form

from plumbline.audit.reports import REPORTS, Background
from plumbline.audit.reports.markup import Markup, element
from plumbline.errors import Lang
from plumbline.forms.model import Form
from plumbline.forms.reading import read_forms

LANGS: tuple[Lang, ...] = ("zh", "en")


def page_of(*forms: Form, lang: Lang = "zh", known: bool = True) -> str:
    out = io.BytesIO()
    REPORTS["html"](audited_forms(*forms), out, lang, Background(forms if known else ()))
    return out.getvalue().decode()


class Tags(HTMLParser):
    """Tags and attributes of a page; a tag that is not closed in its turn is an error."""

    VOID = frozenset({"meta", "br", "col", "link"})

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.attributes: list[tuple[str, str, str | None]] = []
        self.feed(page)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes += [(tag, name, value) for name, value in attrs]
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def text_of(page: str) -> str:
    return re.sub(r"<[^>]+>", " ", re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL))


@pytest.mark.parametrize("lang", LANGS)
def test_every_finding_says_problem_basis_and_advice(lang: Lang):
    form = faulty_form()

    said = text_of(page_of(form, lang=lang))

    for finding in audited_forms(form)[0].findings:
        problem, advice = (
            (finding.message_zh, finding.advice_zh) if lang == "zh" else (finding.message_en, finding.advice_en)
        )
        assert problem.replace("<", "&lt;").replace(">", "&gt;") in said.replace("&quot;", '"').replace("&#x27;", "'")
        assert advice.replace("<", "&lt;").replace(">", "&gt;") in said.replace("&quot;", '"').replace("&#x27;", "'")
    assert ("依据" if lang == "zh" else "Basis") in said


def test_consequences_are_folded_under_their_cause():
    page = page_of(faulty_form())

    folded = re.findall(r"<details class=\"follow\">.*?</details>", page, flags=re.DOTALL)

    audit = audited_forms(faulty_form())[0]
    assert len(folded) == sum(1 for finding in audit.findings if finding.consequences)
    assert {"F-03", "F-04"} <= set(re.findall(r"[A-Z]-\d\d", folded[0]))


def test_scores_stand_beside_the_rules_with_the_sentence():
    said = text_of(page_of(faulty_form()))

    assert "按比例计分：20×80÷100＝16" in said
    assert "+4" in said


def test_without_the_forms_the_report_still_has_findings_and_scores():
    said = text_of(page_of(faulty_form(), known=False))

    assert "得分大于分值" in said
    assert "应为16分" in said
    assert "澜川市企业服务中心" not in said


def test_all_four_outcomes_are_counted_and_the_undetermined_give_reasons():
    form = faulty_form()
    audit = audited_forms(form)[0]

    said = re.sub(r"\s+", " ", text_of(page_of(form)))

    counts = audit.obligations
    assert f"相符 {counts.passed}" in said
    assert f"不符 {counts.fail}" in said
    assert f"无法判断 {counts.undetermined}" in said
    assert f"不适用 {counts.not_applicable}" in said
    reasons = {one.reason_zh for one in counts.list or () if one.outcome == "undetermined"}
    assert reasons
    assert all(reason in said for reason in reasons if reason)


def test_many_forms_have_a_summary_that_leads_to_each():
    forms = [faulty_form(), self_evaluation(ordinal=2, project_name="乙专项"), target_table()]

    page = page_of(*forms)

    targets = set(re.findall(r'href="#([^"]+)"', page))
    identifiers = set(re.findall(r'id="([^"]+)"', page))
    assert {"form-1", "form-2", "form-3", "top"} <= targets
    assert targets <= identifiers


@pytest.mark.parametrize("lang", LANGS)
def test_the_page_stands_alone(lang: Lang):
    page = page_of(faulty_form(), target_table(), lang=lang)

    attributes = Tags(page).attributes
    assert not [one for one in attributes if one[1] in {"src", "srcset", "action", "onclick", "onload"}]
    assert all((value or "").startswith("#") for _, name, value in attributes if name == "href")
    assert "<script" not in page
    assert "@import" not in page
    assert "url(" not in page


@pytest.mark.parametrize("lang", LANGS)
def test_what_a_form_says_never_becomes_markup(lang: Lang):
    page = page_of(faulty_form(project_name=HOSTILE, source=HOSTILE, supervising_department=HOSTILE), lang=lang)

    assert "<script" not in page
    assert "&lt;script&gt;" in page
    Tags(page)


def test_a_form_in_order_says_so():
    said = text_of(page_of(self_evaluation()))

    assert "未发现问题" in said


def test_a_report_without_forms_is_a_page_all_the_same():
    out = io.BytesIO()

    REPORTS["html"]([], out, "zh", Background())

    Tags(out.getvalue().decode())


def test_the_same_audits_give_the_same_bytes():
    assert page_of(faulty_form()) == page_of(faulty_form())


@given(st.text(), st.text())
@settings(max_examples=tries(60))
def test_text_and_attributes_come_back_as_they_went_in(text: str, value: str):
    class Back(HTMLParser):
        said = ""
        value: str | None = None

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
            self.value = dict(attrs)["title"]

        def handle_data(self, data: str) -> None:
            self.said += data

    printable = "".join(one for one in text if one.isprintable())
    shown = "".join(one for one in value if one.isprintable())
    back = Back()
    back.feed(element("p", printable, title=shown))
    back.close()

    assert back.said == printable
    assert back.value == shown


def test_markup_is_not_escaped_twice():
    assert element("p", Markup("<b>1</b>"), "<") == "<p><b>1</b>&lt;</p>"


@pytest.mark.shared_forms
def test_published_forms_make_a_sound_report(shared_forms):
    forms = [
        form for path in sorted(shared_forms.glob("*.txt")) for form in read_forms(path.read_bytes(), path.name).forms
    ]
    audits = audited_forms(*forms)

    for lang in LANGS:
        out = io.BytesIO()
        REPORTS["html"](audits, out, lang, Background(forms))
        page = out.getvalue().decode()
        Tags(page)
        assert page.count("<article") == sum(len(audit.findings) for audit in audits)


def test_the_project_is_named():
    assert PROJECT in page_of(faulty_form())
