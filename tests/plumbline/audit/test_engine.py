from decimal import Decimal

import msgspec
import pytest
from hypothesis import given, settings
from tests.effort import tries
from tests.plumbline.audit.builders import (
    fund,
    monitoring_table,
    part,
    promised,
    row,
    rows_of_90,
    self_evaluation,
    target_table,
)
from tests.plumbline.forms.strategies import whole_forms

from plumbline.audit import RulebookUse, all_rules, audit_form, audit_forms
from plumbline.audit.engine import plan_of
from plumbline.forms.model import Form
from plumbline.rulebooks import load_rulebook, rulebook_from_yaml

BOOK = load_rulebook("shanghai-2023")
IN_YUAN = {"executed": "950,000.00", "rate": "950000.00"}


@pytest.mark.parametrize("form", [self_evaluation(), target_table()], ids=["self_evaluation", "target"])
def test_a_form_without_faults_has_no_findings(form: Form):
    audit = audit_form(form, BOOK)

    assert audit.findings == ()
    assert audit.obligations.fail == 0
    assert audit.obligations.passed >= 20


def test_a_unit_mix_is_one_finding_with_its_consequences():
    form = self_evaluation(funds=[fund(score="95000.00", **IN_YUAN), part(**IN_YUAN)], total="99.89")

    audit = audit_form(form, BOOK)

    assert [finding.rule for finding in audit.findings] == ["U-01"]
    consequences = {(one.rule, one.path) for one in audit.findings[0].consequences}
    assert consequences == {
        ("F-03", "funds[0].execution_rate"),
        ("F-03", "funds[1].execution_rate"),
        ("F-04", "funds[0].claimed_score"),
        ("F-05", "funds[0].executed"),
        ("F-05", "funds[1].executed"),
        ("S-04", "funds[0].claimed_score"),
        ("S-13", "total_score_printed"),
    }
    assert audit.findings[0].explains == ()


def test_a_total_that_is_wrong_for_another_reason_stays_a_finding_beside_the_unit_mix():
    form = self_evaluation(funds=[fund(score="10.00", **IN_YUAN)], total="80")

    audit = audit_form(form, BOOK)

    assert {finding.rule for finding in audit.findings} >= {"U-01", "S-13"}


def test_a_score_above_its_weight_explains_that_it_is_not_the_computed_one():
    form = self_evaluation(row(actual="100(家)", weight="10", score="12", deviation="场次增加。"), *rows_of_90()[1:])

    finding = next(one for one in audit_form(form, BOOK).findings if one.rule == "S-04")

    assert ("S-05", "indicators[0].claimed_score") in {(one.rule, one.path) for one in finding.consequences}


def test_what_a_single_form_cannot_answer_is_counted_as_undetermined():
    audit = audit_form(self_evaluation(), BOOK, detailed=True)

    plan = plan_of(BOOK, "self_evaluation")
    unanswered = {rule.id for rule in (*plan.pair, *plan.corpus, *plan.external)}
    said = {one.rule for one in audit.obligations.list or () if one.outcome == "undetermined"}
    assert "F-08" in unanswered
    assert unanswered <= said
    assert all(one.reason_zh and one.reason_en for one in audit.obligations.list or () if one.outcome == "undetermined")


@pytest.mark.parametrize(
    "form", [self_evaluation(), target_table(), monitoring_table()], ids=["self_evaluation", "target", "monitoring"]
)
def test_every_rule_in_scope_answers_for_every_form(form: Form):
    audit = audit_form(form, BOOK, detailed=True)

    kind = audit.kind
    answered = {one.rule for one in audit.obligations.list or ()}
    assert answered == {rule.id for rule in all_rules() if kind in rule.scope}


def test_the_list_of_obligations_is_kept_on_demand_and_agrees_with_the_counts():
    short = audit_form(self_evaluation(), BOOK).obligations
    long = audit_form(self_evaluation(), BOOK, detailed=True).obligations

    assert short.list is None
    assert long.list is not None
    assert len(long.list) == short.passed + short.fail + short.not_applicable + short.undetermined
    assert (long.passed, long.fail) == (short.passed, short.fail)


def test_a_blank_template_is_not_audited_as_data():
    audit = audit_form(self_evaluation(project_name=None, total=None, is_blank_template=True), BOOK)

    assert audit.findings == ()
    assert audit.scores is None
    assert audit.obligations.passed == 0
    assert audit.obligations.not_applicable > 0


def test_a_rulebook_can_leave_rules_out():
    text = "id: our-own\nextends: shanghai-2023\ntitle_zh: 本单位\ntitle_en: Ours\naudit:\n  exclude: [S-15, W]\n"
    book = rulebook_from_yaml(text)
    full_marks = self_evaluation(row(weight="60", score="60"), row("参训人数"), row("活动场次"))

    assert "S-15" in {finding.rule for finding in audit_form(full_marks, BOOK).findings}
    assert not {"S-15", "W-01", "W-05"} & {finding.rule for finding in audit_form(full_marks, book).findings}


def test_forms_audited_together_keep_their_order_and_their_rulebook():
    forms = [self_evaluation(project_name=name) for name in ("甲专项", "乙专项")] + [target_table()]
    use = RulebookUse(False, "未印年度", "no year is printed")

    audits = audit_forms(forms, lambda form: (BOOK, use) if form.project_name == "甲专项" else BOOK)

    assert [audit.project_name for audit in audits] == [form.project_name for form in forms]
    assert [audit.rulebook_use for audit in audits] == [use, None, None]


@given(form=whole_forms())
@settings(max_examples=tries(15), deadline=None)
def test_any_form_can_be_audited_and_its_audit_goes_through_json(form: Form):
    audit = audit_form(form, BOOK, detailed=True)

    assert msgspec.json.decode(msgspec.json.encode(audit), type=type(audit)) == audit
    assert audit.obligations.fail == len(audit.findings) + sum(len(finding.consequences) for finding in audit.findings)


@pytest.mark.parametrize(("weights", "said"), [(90, None), (100, "应为90分"), (80, "应为90分")])
def test_whoever_has_a_declaration_made_knows_what_its_weights_come_to(weights, said):
    rows = [promised(row("企业满意度", weight=str(weights)))]

    found = [
        each for each in audit_form(target_table(*rows), BOOK, rows_total=Decimal(90)).findings if each.rule == "W-01"
    ]

    assert [said in each.message_zh for each in found] == ([] if said is None else [True])
