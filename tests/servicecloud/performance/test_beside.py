"""What the audit of a self-evaluation knows beside the form: last year's text, the monitoring table, files and answers."""

from datetime import date
from decimal import Decimal

import pytest
from tests.servicecloud.performance import making

from servicecloud.ledger.services.registers import add_row
from servicecloud.performance import errors
from servicecloud.performance.models import Monitoring
from servicecloud.performance.selectors.beside import known_of
from servicecloud.performance.services import evaluation_building, evaluations, money, monitoring
from servicecloud.performance.values import Binding, EvaluationContent, MonitoringContent, from_json


def said_of(project):
    evaluation = making.evaluation_of(project)
    _form, lint = evaluations.checked(evaluation, from_json(evaluation.content, EvaluationContent))
    return lint


def places(project, rule):
    return [number for number, said in sorted(said_of(project).by_row.items()) if rule in {each.rule for each in said}]


def test_a_text_of_last_year_is_found_while_it_is_being_written(house):
    making.evaluated(house, year=making.last_year() - 1)
    project = making.built(house)

    assert "S-18" in {said.rule for said in said_of(project).of_form}


def test_full_points_after_monitoring_had_given_the_target_up_need_a_word(house):
    project = making.approved(house, year=making.last_year())
    act = {"actor": house.officer, "project_id": project.pk}
    found = monitoring.build_monitoring(**act, end_month=7)
    key = from_json(found.content, MonitoringContent).rows[0].key
    given = {"likelihood": "impossible", "causes": ["staff"], "deviation": "讲师不足，下半年改为线上。"}
    found = monitoring.save_monitoring(**act, end_month=7, expected=found.version, values={"rows": {key: given}})
    _form, _lights, lint = monitoring.checked(found, from_json(found.content, MonitoringContent))
    words = {said.key: "已核实，情况属实。" for said in lint.unanswered}
    found = monitoring.save_monitoring(**act, end_month=7, expected=found.version, values={"words": words})
    evaluation_building.build_evaluation(**act)
    before = places(project, "S-20")

    monitoring.send_monitoring(**act, end_month=7, expected=Monitoring.objects.get().version)

    assert before == []
    assert places(project, "S-20") == [0]


def test_one_file_behind_two_rows_is_named_at_both_and_a_word_answers_it(house):
    project = making.completed(house)
    for row in (0, 1):
        making.attach(house, project, row=row)
    making.attach(house, project, row=2, name="另一份.csv", data=b"a,b\n3,4\n")
    act = {"actor": house.officer, "project_id": project.pk}

    with pytest.raises(errors.IncompleteError) as refused:
        evaluations.submit_evaluation(**act, expected=making.evaluation_of(project).version)

    lint = said_of(project)
    assert places(project, "V-04") == [0, 1]
    assert any("培训企业家次" in problem for problem in refused.value.problems if problem.startswith("V-04"))
    words = {said.key: "汇总表分两栏，各取一栏。" for said in lint.unanswered}
    saved = evaluations.save_evaluation(**act, expected=making.evaluation_of(project).version, values={"words": words})
    assert evaluations.submit_evaluation(**act, expected=saved.version).latest is not None


def test_a_file_of_another_project_of_the_unit_is_named_and_one_of_another_unit_is_not(house):
    project, other = making.built(house), making.built(house, name="政策宣讲")
    for each in (project, other):
        making.attach(house, each, row=1)

    (said,) = (each for each in said_of(project).by_row[1] if each.rule == "V-04")

    assert "“政策宣讲”" in said.message
    type(other).objects.filter(pk=other.pk).update(owner=house.department)
    assert places(project, "V-04") == []


def test_few_answers_to_a_question_of_satisfaction_need_a_word(house):
    project = making.built(house)

    (said,) = (each for each in said_of(project).by_row[2] if each.rule == "V-06")

    assert "5 份有效答复，少于 30 份" in said.message


def say(house, project, *, row, **fields):
    """Fill in a row by its place."""
    return evaluations.save_evaluation(
        actor=house.officer,
        project_id=project.pk,
        expected=making.evaluation_of(project).version,
        values={"rows": {making.target_of(project).rows[row].key: fields}},
    )


def severities(project, rule):
    return {said.severity for said in said_of(project).all if said.rule == rule}


def test_a_result_without_a_file_and_without_a_named_source_needs_a_word(house):
    project = making.built(house)
    before = places(project, "V-01")

    say(house, project, row=1, level="达成年度指标")
    reported = places(project, "V-01")
    say(house, project, row=1, evidence="政策知晓调查报告，存档案室")

    assert (before, reported, places(project, "V-01")) == ([], [1], [])


def test_a_file_that_was_promised_blocks_until_it_is_there(house):
    promised = Binding(kind="narrative", evidence="问卷汇总", needs_file=True)
    project = making.built(house, bindings=[None, promised])
    say(house, project, row=1, level="达成年度指标", evidence="存档案室")
    missing = severities(project, "V-01")

    making.attach(house, project, row=1)

    assert missing == {"error"}
    assert severities(project, "V-01") == set()


def test_satisfaction_that_nobody_registered_answer_by_answer_needs_its_survey(house):
    project = making.built(house, bindings=[None, None, Binding(kind="narrative", evidence="问卷")])
    answered = making.built(house, name="政策宣讲")
    say(house, project, row=2, actual="90%")

    missing = places(project, "V-05"), severities(project, "V-05"), places(project, "V-01")
    making.attach(house, project, row=2)

    assert missing == ([2], {"error"}, [])
    assert (places(project, "V-05"), places(answered, "V-05")) == ([], [])


def test_a_file_named_after_another_year_needs_a_word(house):
    project = making.built(house)
    year = project.year
    making.attach(house, project, row=0, name=f"{year - 1}年签到表.csv")
    making.attach(house, project, row=1, name=f"{year - 1}至{year}年汇总.csv", data=b"a,b\n5,6\n")
    making.attach(house, project, row=2, name=f"回访{year + 1}0112.csv", data=b"a,b\n7,8\n")

    assert places(project, "V-02") == [0]


def test_entries_posted_after_the_number_was_frozen_are_named_until_it_is_taken_anew(house):
    project = making.built(house)
    act = {"actor": house.officer, "project_id": project.pk}
    register = making.a_register(house, year=project.year)
    before = places(project, "V-03")
    row = {"happened_on": date(project.year, 3, 1), "dimensions": {"d1": "满意"}, "note": "补登的培训"}

    add_row(actor=house.officer, register_id=register.pk, values=row)
    (said,) = (each for each in said_of(project).by_row[0] if each.rule == "V-03")
    evaluation_building.build_evaluation(**act)

    assert before == []
    assert said.message == "台账现在计得 6(家次)，定格的实际完成值是 5(家次)"
    assert said.needs_word
    assert places(project, "V-03") == []


def test_a_payment_after_the_money_was_frozen_is_named_for_the_form_as_a_whole(house):
    project = making.built(house)
    paid = {"source": "fiscal", "amount_yuan": Decimal(4_000), "paid_on": date(project.year, 6, 1), "voucher": "记-002"}

    money.record_payment(actor=house.officer, project_id=project.pk, values=paid)

    (said,) = (each for each in said_of(project).of_form if each.rule == "V-03")
    assert "994,000.00 元" in said.message
    assert "990,000.00 元" in said.message


def test_what_the_site_knows_costs_a_fixed_number_of_queries(house, queries):
    project = making.built(house)
    evaluation = making.evaluation_of(project)
    content = from_json(evaluation.content, EvaluationContent)
    rows = making.target_of(project).rows
    evaluated, _lint = evaluations.checked(evaluation, content)
    known = len(queries)

    known_of(project, rows, content, evaluated.form, evaluated.book)

    assert len(queries) - known <= 4


def _write(house, project, text, words=None):
    values = {"completion": text, "words": words or {}}
    expected = making.evaluation_of(project).version
    return evaluations.save_evaluation(actor=house.officer, project_id=project.pk, expected=expected, values=values)


def test_numbers_typed_into_the_completion_need_a_word_and_bound_ones_none(house):
    project = making.completed(house)
    bound = "共培训[[培训企业家次]]。"
    _write(house, project, bound)
    quiet = [said for said in said_of(project).of_form if said.rule == "S-27"]

    _write(house, project, bound + "另更新宣传材料 300 次，好评 99.9%。")
    (said,) = (each for each in said_of(project).of_form if each.rule == "S-27")
    _write(house, project, bound + "另更新宣传材料 300 次，好评 99.9%。", {said.key: "出自宣传科台账。"})
    (answered,) = (each for each in said_of(project).of_form if each.rule == "S-27")
    _write(house, project, bound + "另更新宣传材料 301 次，好评 99.9%。")
    (other,) = (each for each in said_of(project).of_form if each.rule == "S-27")

    assert quiet == []
    assert "300次、99.9%" in said.message
    assert (said.needs_word, answered.needs_word, other.needs_word) == (True, False, True)


def test_another_number_than_the_tables_cannot_be_submitted_by_a_word(house):
    project = making.completed(house)
    _write(house, project, "全年培训企业9家次。")
    lint = said_of(project)
    words = {said.key: "口径不同。" for said in lint.all}
    saved = _write(house, project, "全年培训企业9家次。", words)

    with pytest.raises(errors.IncompleteError) as refused:
        evaluations.submit_evaluation(actor=house.officer, project_id=project.pk, expected=saved.version)

    assert [problem[:4] for problem in refused.value.problems] == ["S-27"]
