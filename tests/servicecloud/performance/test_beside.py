"""What the audit of a self-evaluation knows beside the form: last year's text, the monitoring table, files and answers."""

import pytest
from tests.servicecloud.performance import making

from servicecloud.performance import errors
from servicecloud.performance.models import Monitoring
from servicecloud.performance.services import evaluation_building, evaluations, monitoring
from servicecloud.performance.values import EvaluationContent, MonitoringContent, from_json


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
