"""What each rulebook leaves to a person, and what it demands of them: on the page, kept, and in the way of submitting."""

import pytest
from tests.servicecloud.performance import making

from plumbline.rulebooks import BUNDLED_IDS
from servicecloud.performance import errors
from servicecloud.performance.models import RulebookInForce
from servicecloud.performance.services import evaluations
from servicecloud.performance.values import EvaluationContent, from_json

PAGE = "/office/projects/{}/evaluation/"
WORDS = {"national-2021": ("基本达成目标", "部分实现目标", "实现目标程度较低")}
USUAL = ("达成年度指标", "部分达成年度指标并具有一定效果", "未达成年度指标且效果较差")


@pytest.fixture(params=BUNDLED_IDS)
def book(request, house):
    """The bureau applies one rulebook after another."""
    RulebookInForce.everywhere.create(bureau=house.bureau, first_year=2000, rulebook=request.param)
    return request.param


class Desk:
    """An officer at the page of a self-evaluation."""

    def __init__(self, house, project, client):
        self.house, self.project, self.client = house, project, client
        self.keys = [row.key for row in making.target_of(project).rows]

    def page(self):
        return self.client.get(PAGE.format(self.project.pk)).content.decode()

    def send(self, **fields):
        values = {f"{name}:{self.keys[int(row)]}": text for (name, row), text in fields.pop("rows", {}).items()}
        version = making.evaluation_of(self.project).version
        return self.client.post(PAGE.format(self.project.pk), {"version": version, **values, **fields})

    def problems(self):
        with pytest.raises(errors.IncompleteError) as refused:
            evaluations.submit_evaluation(
                actor=self.house.officer,
                project_id=self.project.pk,
                expected=making.evaluation_of(self.project).version,
            )
        return refused.value.problems

    def row(self, number):
        return from_json(making.evaluation_of(self.project).content, EvaluationContent).rows[number]


@pytest.fixture
def desk(house, book, sign_in):
    return Desk(house, making.built(house, first_target="≥2(家次)"), sign_in(house.officer))


def test_the_levels_are_offered_in_the_words_of_the_rulebook_and_one_needs_its_reason(desk, book):
    offered = WORDS.get(book, USUAL)
    page = desk.page()

    desk.send(rows={("level", 1): offered[0], ("claimed_score", 1): "28"})
    bare = desk.page()
    desk.send(rows={("reason", 1): "抽样调查知晓率由61%升至83%"})

    assert all(f'<option value="{word}">' in page for word in offered)
    assert "得分由单位选定，请写明得分理由" in bare
    assert (desk.row(1).level, desk.row(1).reason) == (offered[0], "抽样调查知晓率由61%升至83%")
    assert "请写明得分理由" not in desk.page()


def test_a_score_outside_of_the_band_of_its_level_blocks(desk, book):
    desk.send(rows={("level", 1): WORDS.get(book, USUAL)[1], ("claimed_score", 1): "30", ("reason", 1): "成效明显"})

    assert any(problem.startswith("S-07") for problem in desk.problems())


def test_points_that_were_lost_need_a_deviation(desk, book):
    part = {("level", 1): WORDS.get(book, USUAL)[1], ("claimed_score", 1): "20", ("reason", 1): "覆盖面不足"}
    desk.send(rows=part)
    missing = desk.problems()

    desk.send(rows={("deviation", 1): "宣讲场次不足，次年增加园区专场六场。"})

    assert any(each.startswith("S-08") and "政策知晓提升情况" in each for each in missing)
    assert not any(each.startswith("S-08") and "政策知晓提升情况" in each for each in desk.problems())


def test_where_a_target_was_exceeded_by_far_the_score_is_left_to_the_person_with_a_reason(desk):
    page = desk.page()
    field = f'name="claimed_score:{desk.keys[0]}"'

    desk.send(rows={("claimed_score", 0): "45"})
    bare = desk.problems()
    desk.send(rows={("reason", 0): "年初指标值偏低，按偏离度调减", ("deviation", 0): "需求集中释放，次年调高指标值。"})

    assert field in page
    assert any("第 1 行“培训企业家次”：得分由单位选定" in each for each in bare)
    assert any(each.startswith("S-11") for each in bare)
    after = desk.problems()
    assert not any("得分由单位选定" in each or each.startswith("S-11") for each in after)
    assert str(desk.row(0).claimed_score) == "45"


def test_a_low_execution_needs_its_reason(desk):
    content = making.evaluation_of(desk.project).content
    content["funds"][0]["executed_yuan"] = "600000.00"
    type(making.evaluation_of(desk.project)).everywhere.filter(project=desk.project).update(content=content)
    missing = [said for said in desk.problems() if said.startswith("F-07")]

    desk.send(funds_deviation="年末集中验收，尾款次年一季度支付。")

    assert missing
    assert not any(said.startswith("F-07") for said in desk.problems())


def test_the_reviewer_reads_what_was_chosen_and_why(desk, sign_in, book):
    desk.send(
        rows={("level", 1): WORDS.get(book, USUAL)[0], ("claimed_score", 1): "28", ("reason", 1): "知晓率升至83%"}
    )

    page = sign_in(desk.house.reviewer).get(PAGE.format(desk.project.pk)).content.decode()

    assert WORDS.get(book, USUAL)[0] in page
    assert "得分理由：知晓率升至83%" in page
    assert "claimed_score:" not in page


def test_a_score_chosen_when_there_was_a_choice_can_be_taken_back_when_there_is_none(house, sign_in):
    project = making.built(house)
    desk = Desk(house, project, sign_in(house.officer))
    desk.send(rows={("claimed_score", 0): "45"})

    assert f'name="claimed_score:{desk.keys[0]}" value="45"' in desk.page()
    desk.send(rows={("claimed_score", 0): ""})
    assert desk.row(0).claimed_score is None
    assert f'name="claimed_score:{desk.keys[0]}"' not in desk.page()
