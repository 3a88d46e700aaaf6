"""Bound numbers in the narrative: rows that share a name are told apart by their levels, and what names several is refused."""

import pytest
from tests.servicecloud.performance import making

from servicecloud.performance.services import evaluations
from servicecloud.performance.tokens import in_a_sentence, places_named, tokens_of
from servicecloud.performance.values import EvaluationContent, TargetRow, from_json

PAGE = "/office/projects/{}/evaluation/"


def row(level1, level2, level3):
    return TargetRow(key=f"{level1}{level2}{level3}", level1=level1, level2=level2, level3=level3)


@pytest.fixture
def project(house, monkeypatch):
    """Two rows of one name: how many came, and how many of them were satisfied is 场次 as well."""
    monkeypatch.setattr(
        making,
        "ROWS",
        (
            ("产出指标", "数量指标", "培训情况", "≥4(家次)", "50"),
            ("效益指标", "社会效益指标", "政策知晓提升情况", "有所提升", "30"),
            ("满意度指标", "服务对象满意度指标", "培训情况", "≥75%", "10"),
        ),
    )
    return making.built(house)


def content_of(project):
    return from_json(making.evaluation_of(project).content, EvaluationContent)


def save(house, project, **values):
    return evaluations.save_evaluation(
        actor=house.officer, project_id=project.pk, expected=making.evaluation_of(project).version, values=values
    )


def printed(project):
    return evaluations.checked(making.evaluation_of(project), content_of(project))[0].form.actual_completion


def test_each_row_has_the_shortest_name_that_means_it_alone():
    rows = [
        row("产出", "数量", "次数"),
        row("产出", "质量", "次数"),
        row("效益", "质量", "次数"),
        row("产出", "数量", "人数"),
    ]

    assert tokens_of(rows) == ["[[数量/次数]]", "[[产出/质量/次数]]", "[[效益/质量/次数]]", "[[人数]]"]
    assert tokens_of([row("产出", "数量", "次数")] * 2) == ["[[第1行]]", "[[第2行]]"]


@pytest.mark.parametrize("name", ["数量/次数", " 数量 ／ 次数 ", "产出/数量/次数", "第1行"])
def test_a_row_is_found_by_each_of_its_names(name):
    assert places_named(name, [row("产出", "数量", "次数"), row("产出", "质量", "次数")]) == [0]


@pytest.mark.parametrize(
    ("actual", "before", "printed"),
    [
        ("120722(次)", "，", "120722次"),
        ("95(百分数)", "。", "95%"),
        ("97.5（百分比）", "", "97.5%"),
        ("2384(家次)", "家次", "2384"),
        ("12,300(元)", "", "12,300元"),
        ("1.02亿元", "", "1.02亿元"),
        ("有所提升（问卷）", "", "有所提升（问卷）"),
        ("", "", ""),
    ],
)
def test_a_value_stands_in_a_sentence_without_the_brackets_of_its_unit(actual, before, printed):
    assert in_a_sentence(actual, before=before) == printed


def test_the_first_text_tells_rows_of_one_name_apart(project):
    assert "[[数量指标/培训情况]]" in content_of(project).completion
    assert "培训情况：5家次；培训情况：80%" in printed(project)


def test_a_name_of_several_rows_is_refused_at_the_text_with_the_ways_to_tell_them_apart(house, project, sign_in):
    client, version = sign_in(house.officer), making.evaluation_of(project).version

    page = client.post(PAGE.format(project.pk), {"version": version, "completion": "共培训[[培训情况]]。"})

    text = page.content.decode()
    assert page.status_code == 422
    assert "共培训[[培训情况]]。" in text
    assert "[[数量指标/培训情况]]、[[服务对象满意度指标/培训情况]]" in text
    assert making.evaluation_of(project).version == version


def test_what_was_saved_before_keeps_its_value_is_shown_as_a_fault_and_is_not_submitted(house, project, sign_in):
    evaluation = making.evaluation_of(project)
    old = evaluation.content | {"completion": "培训[[培训情况]]"}
    type(evaluation).everywhere.filter(pk=evaluation.pk).update(content=old)

    page = sign_in(house.officer).get(PAGE.format(project.pk)).content.decode()
    with pytest.raises(evaluations.IncompleteError) as refused:
        evaluations.submit_evaluation(actor=house.officer, project_id=project.pk, expected=evaluation.version)

    assert printed(project) == "培训80%"
    assert 'id="completion-fault"' in page
    assert any("[[数量指标/培训情况]]" in problem for problem in refused.value.problems)


def test_the_page_offers_each_number_under_the_name_that_means_it_alone(house, project, sign_in):
    page = sign_in(house.officer).get(PAGE.format(project.pk)).content.decode()

    assert "<code>[[服务对象满意度指标/培训情况]]</code>" in page
    assert "<code>[[政策知晓提升情况]]</code>" in page
