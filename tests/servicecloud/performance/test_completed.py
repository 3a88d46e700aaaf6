"""Whether a project is completed: stated by a person where the rulebook in force asks, kept, shown, scored, frozen."""

from decimal import Decimal

import msgspec
import pytest
from tests.servicecloud.performance import making

from servicecloud.performance import errors
from servicecloud.performance.models import RulebookInForce
from servicecloud.performance.services import evaluations
from servicecloud.performance.values import EvaluationContent, from_json

PAGE = "/office/projects/{}/evaluation/"


@pytest.fixture
def in_bands(house):
    """The bureau applies the rules of 101号, which ask."""
    RulebookInForce.everywhere.create(bureau=house.bureau, first_year=2000, rulebook="national-2021")


def content_of(project):
    return from_json(making.evaluation_of(project).content, EvaluationContent)


def funds_of(project):
    evaluated, _lint = evaluations.checked(making.evaluation_of(project), content_of(project))
    return evaluated.scores.funds


def state(house, project, **values):
    return evaluations.save_evaluation(
        actor=house.officer,
        project_id=project.pk,
        expected=making.evaluation_of(project).version,
        values=values,
    )


def submit(house, project):
    return evaluations.submit_evaluation(
        actor=house.officer, project_id=project.pk, expected=making.evaluation_of(project).version
    )


@pytest.mark.usefixtures("in_bands")
@pytest.mark.parametrize(("answer", "score"), [("", "7.00"), ("yes", "10.00"), ("no", "7.00")])
def test_the_statement_decides_the_points_for_execution_and_without_one_the_rows_do(house, answer, score):
    project = making.completed(house)
    before = funds_of(project)

    state(house, project, completed=answer, completed_reason="两场顺延至次年")

    assert before.computed == Decimal("7.00")
    said = funds_of(project)
    assert said.computed == Decimal(score)
    assert ("据单位说明" in said.sentence()) is bool(answer)


@pytest.mark.usefixtures("in_bands")
def test_without_a_statement_or_a_reason_for_no_nothing_is_submitted(house):
    project = making.completed(house)

    with pytest.raises(errors.IncompleteError) as silent:
        submit(house, project)
    state(house, project, completed="no")
    with pytest.raises(errors.IncompleteError) as unexplained:
        submit(house, project)

    assert any("请说明项目是否完成" in problem for problem in silent.value.problems)
    assert any("请写明原因" in problem for problem in unexplained.value.problems)


@pytest.mark.usefixtures("in_bands")
def test_the_frozen_version_and_its_form_hold_the_statement(house):
    project = making.completed(house)
    short = {making.target_of(project).rows[2].key: {"deviation": "参训企业对场地意见较多，次年改在园区举办。"}}
    state(house, project, completed="no", completed_reason="两场顺延至次年", rows=short)
    lint = evaluations.checked(making.evaluation_of(project), content_of(project))[1]
    state(house, project, words={said.key: "已核实，情况属实。" for said in lint.unanswered})

    version = submit(house, project).latest

    frozen = msgspec.json.decode(version.content)["content"]
    assert (frozen["completed"], frozen["completed_reason"]) == ("no", "两场顺延至次年")
    assert msgspec.json.decode(version.form)["other_fields"]["项目是否完成"] == "否：两场顺延至次年"


def test_a_rulebook_that_does_not_ask_has_no_such_question_and_keeps_no_answer(house, sign_in):
    project = making.completed(house)

    state(house, project, completed="yes")
    client = sign_in(house.officer)

    assert content_of(project).completed == ""
    assert "项目是否完成" not in client.get(PAGE.format(project.pk)).content.decode()
    submit(house, project)


@pytest.mark.usefixtures("in_bands")
def test_the_page_asks_the_officer_and_shows_the_reviewer_what_was_said(house, sign_in):
    project = making.completed(house)
    client = sign_in(house.officer)
    asked = client.get(PAGE.format(project.pk)).content.decode()

    sent = client.post(
        PAGE.format(project.pk),
        {"version": making.evaluation_of(project).version, "completed": "no", "completed_reason": "两场顺延至次年"},
    )
    client = sign_in(house.reviewer)
    shown = client.get(PAGE.format(project.pk)).content.decode()

    assert 'name="completed" value="yes"' in asked
    assert "请说明项目是否完成" in asked
    assert sent.status_code == 302
    assert "否，未完成 · 两场顺延至次年" in shown
    assert 'name="completed"' not in shown


@pytest.mark.usefixtures("in_bands")
def test_what_was_written_before_the_question_existed_reads_as_not_stated(house, sign_in):
    project = making.built(house)
    evaluation = making.evaluation_of(project)
    old = {name: value for name, value in evaluation.content.items() if not name.startswith("completed")}
    type(evaluation).everywhere.filter(pk=evaluation.pk).update(content=old)
    client = sign_in(house.reviewer)

    page = client.get(PAGE.format(project.pk)).content.decode()

    assert content_of(project).completed == ""
    assert "没有说明，按各项指标是否达到推定" in page


@pytest.mark.usefixtures("in_bands")
def test_two_who_state_differently_choose(house, sign_in):
    project = making.built(house)
    seen = making.evaluation_of(project).version
    state(house, project, completed="yes")
    client = sign_in(house.officer)

    page = client.post(PAGE.format(project.pk), {"version": seen, "completed": "no", "completed_reason": "顺延"})

    assert page.status_code == 409
    assert "是，已完成" in page.content.decode()
    assert content_of(project).completed == "yes"
