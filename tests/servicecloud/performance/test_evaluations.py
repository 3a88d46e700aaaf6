"""The self-evaluation: numbers from the ledger alone, scores from the rulebook, words from people, an audit that blocks."""

from decimal import Decimal
from io import BytesIO

import msgspec
import pytest
from tests.servicecloud.performance import making

from plumbline.forms.model import SelfEvaluation as Form
from plumbline.forms.reading import read_forms
from plumbline.forms.serialisation import from_json as form_from_json
from plumbline.forms.writers import write
from servicecloud.ledger.models import Snapshot
from servicecloud.ledger.services.registers import add_row
from servicecloud.ledger.services.snapshots import check_snapshot
from servicecloud.office.performance import evaluations as pages
from servicecloud.office.performance.showing import head_lines
from servicecloud.performance import errors, reporting_errors
from servicecloud.performance.enums import ProjectState
from servicecloud.performance.models import RulebookInForce, SelfEvaluation
from servicecloud.performance.selectors.published import published
from servicecloud.performance.services import disclosure, evaluation_building, evaluations, reviews
from servicecloud.performance.values import EvaluationContent, from_json
from servicecloud.versioning import StaleRecordError


def content_of(project):
    return from_json(making.evaluation_of(project).content, EvaluationContent)


def save(house, project, **values):
    return evaluations.save_evaluation(
        actor=house.officer, project_id=project.pk, expected=making.evaluation_of(project).version, values=values
    )


def test_building_it_freezes_every_bound_number_and_the_money(house):
    project = making.built(house)

    content = content_of(project)

    assert [row.actual for row in content.rows] == ["5(家次)", "", "80%"]
    assert [row.snapshot is None for row in content.rows] == [False, True, False]
    assert content.funds[0].executed_yuan == Decimal(990_000)
    assert content.head_count == 5
    assert all(check_snapshot(snapshot).holds for snapshot in Snapshot.objects.all())


def test_scores_are_proposed_under_the_rulebook_in_force(house):
    RulebookInForce.objects.create(bureau=house.bureau, first_year=2000, rulebook="shanghai-2023")
    project = making.built(house)

    evaluated, _lint = evaluations.checked(making.evaluation_of(project), content_of(project))

    assert evaluated.book.id == "shanghai-2023"
    assert [row.claimed_score for row in evaluated.form.indicators] == [Decimal(50), None, Decimal(10)]
    assert evaluated.form.funds[0].execution_rate == Decimal("99.00")
    assert evaluated.form.funds[0].claimed_score == Decimal("9.90")
    assert evaluated.form.total_score_printed is None


def test_nobody_can_type_a_bound_number(house):
    project = making.built(house)
    key = content_of(project).rows[0].key

    save(house, project, rows={key: {"actual": "9999(家次)", "deviation": "增加场次"}})

    row = content_of(project).row(key)
    assert row.actual == "5(家次)"
    assert row.deviation == "增加场次"


def test_numbers_in_the_text_follow_the_snapshot(house):
    project = making.built(house)
    save(house, project, completion="全年培训[[培训企业家次]]，满意度[[参训企业满意度]]。")

    evaluated, _lint = evaluations.checked(making.evaluation_of(project), content_of(project))

    assert evaluated.form.actual_completion == "全年培训5家次，满意度80%。"


def test_a_bound_number_that_names_no_indicator_is_refused(house):
    project = making.built(house)
    before = content_of(project)

    with pytest.raises(reporting_errors.UnfitEntriesError) as refused:
        save(house, project, completion="完成[[没有的指标]]", funds_deviation="年末集中支付")

    assert "[[没有的指标]]" in refused.value.fields["completion"][0]
    assert refused.value.content.funds_deviation == "年末集中支付"

    assert content_of(project) == before


def test_a_score_that_is_no_number_is_refused_at_its_cell_and_everything_else_is_handed_back(house):
    project = making.built(house)
    before, key = content_of(project), making.target_of(project).rows[1].key

    with pytest.raises(reporting_errors.UnfitEntriesError) as refused:
        save(house, project, rows={key: {"claimed_score": "十九分", "reason": "知晓率上升"}})

    assert list(refused.value.fields) == [f"claimed_score:{key}"]
    assert refused.value.content.row(key).reason == "知晓率上升"
    assert content_of(project) == before


def test_built_again_it_counts_anew_and_keeps_the_words(house):
    project = making.completed(house)
    register_code = making.target_of(project).rows[0].binding.measure
    from datetime import date

    add_row(
        actor=house.officer,
        register_id=int(register_code.removeprefix("register.")),
        values={"happened_on": date(project.year, 1, 3), "dimensions": {"d1": "满意"}, "note": "补录"},
    )

    evaluation_building.build_evaluation(actor=house.officer, project_id=project.pk)

    content = content_of(project)
    assert content.rows[0].actual == "6(家次)"
    assert content.rows[1].level == "达成年度指标"
    assert content.words


def test_errors_block_submission_and_warnings_need_a_word(house):
    project = making.built(house)

    with pytest.raises(errors.IncompleteError) as refused:
        evaluations.submit_evaluation(
            actor=house.officer, project_id=project.pk, expected=making.evaluation_of(project).version
        )

    assert any(problem.startswith("S-01") for problem in refused.value.problems)
    assert making.evaluation_of(project).latest is None


@pytest.mark.parametrize(
    ("entered", "said"),
    [
        ({"reason": ""}, "得分由单位选定，请写明得分理由。"),
        ({"reason": "", "claimed_score": "", "statement": ""}, "选定了完成等次，请写明完成情况或得分理由。"),
    ],
)
def test_a_choice_without_its_reason_blocks_and_is_shown_at_its_row(house, sign_in, entered, said):
    project = making.completed(house)
    key = making.target_of(project).rows[1].key
    save(house, project, rows={key: entered})

    with pytest.raises(errors.IncompleteError) as refused:
        evaluations.submit_evaluation(
            actor=house.officer, project_id=project.pk, expected=making.evaluation_of(project).version
        )

    page = sign_in(house.officer).get(f"/office/projects/{project.pk}/evaluation/").content.decode()
    assert f"第 2 行“政策知晓提升情况”：{said}" in refused.value.problems
    assert said in page


def test_a_score_beyond_its_band_is_an_error_of_the_audit(house):
    project = making.completed(house)
    key = making.target_of(project).rows[1].key

    save(house, project, rows={key: {"claimed_score": "3"}})

    _evaluated, lint = evaluations.checked(making.evaluation_of(project), content_of(project))
    assert "S-07" in {said.rule for said in lint.all if said.severity != "info"}


def test_a_year_is_not_evaluated_before_it_has_ended(house, sign_in):
    project = making.approved(house)

    with pytest.raises(reporting_errors.YearNotOverError):
        evaluation_building.build_evaluation(actor=house.officer, project_id=project.pk)

    page = sign_in(house.officer).get(f"/office/projects/{project.pk}/").content.decode()
    project.refresh_from_db()
    assert project.state == ProjectState.RUNNING
    assert "由台账生成自评表" not in page
    assert "由台账生成监控表" in page


def test_a_self_evaluation_begun_in_mid_year_is_not_submitted_and_can_be_thrown_away(house, sign_in, monkeypatch):
    project = making.completed(house)
    for room in (evaluations, pages):
        monkeypatch.setattr(room, "is_year_over", lambda _year: False)
    act = {"actor": house.officer, "project_id": project.pk, "expected": making.evaluation_of(project).version}

    with pytest.raises(reporting_errors.YearNotOverError):
        evaluations.submit_evaluation(**act)
    page = sign_in(house.officer).get(f"/office/projects/{project.pk}/evaluation/").content.decode()
    evaluations.discard_evaluation(**act)

    project.refresh_from_db()
    assert "年度未结束" in page
    assert project.state == ProjectState.RUNNING
    assert not SelfEvaluation.objects.filter(project=project).exists()


def test_one_that_was_thrown_away_is_built_again_from_the_ledger(house):
    project = making.built(house)
    version = making.evaluation_of(project).version
    evaluations.discard_evaluation(actor=house.officer, project_id=project.pk, expected=version)

    evaluation_building.build_evaluation(actor=house.officer, project_id=project.pk)

    assert content_of(project).rows[0].actual == "5(家次)"


def test_what_was_sent_once_is_not_thrown_away(house):
    project = making.completed(house)
    act = {"actor": house.officer, "project_id": project.pk}
    evaluations.submit_evaluation(**act, expected=making.evaluation_of(project).version)
    kind = "self_evaluation"
    reviews.withdraw(**act, kind=kind, expected=making.evaluation_of(project).version)

    with pytest.raises(errors.SentBeforeError):
        evaluations.discard_evaluation(**act, expected=making.evaluation_of(project).version)

    assert making.evaluation_of(project).latest is not None


def test_a_stale_save_is_refused_with_both_contents(house):
    project = making.built(house)
    evaluations.save_evaluation(actor=house.officer, project_id=project.pk, expected=1, values={"completion": "甲"})

    with pytest.raises(StaleRecordError) as refused:
        evaluations.save_evaluation(actor=house.officer, project_id=project.pk, expected=1, values={"completion": "乙"})

    assert refused.value.submitted["content"]["completion"] == "乙"
    assert content_of(project).completion == "甲"


def test_what_was_submitted_is_frozen_with_its_reasons(house):
    project = making.evaluated(house)

    version = making.evaluation_of(project).approved
    kept = msgspec.json.decode(version.content)
    form = form_from_json(version.form.encode())

    project.refresh_from_db()
    assert project.state == ProjectState.EVALUATED
    assert isinstance(form, Form)
    assert form.total_score_printed == "97.9"
    assert kept["reasons"]["funds"]["zh"].startswith("预算执行率99")
    assert len(kept["reasons"]["rows"]) == 3


@pytest.mark.parametrize("kind", ["docx", "xlsx", "pdf"])
def test_the_official_form_reads_back_and_has_the_head_printed(house, kind):
    project = making.completed(house)
    content = content_of(project)
    evaluated, _lint = evaluations.checked(making.evaluation_of(project), content)
    footer = head_lines(content, address="http://127.0.0.1/proof/")

    data = write(evaluated.form, to=kind, footer=footer)

    read = read_forms(data, f"x.{kind}").forms[0]
    assert [row.level3 for row in read.indicators] == [row.level3 for row in evaluated.form.indicators]
    assert [row.claimed_score for row in read.indicators] == [row.claimed_score for row in evaluated.form.indicators]
    assert content.head_digest in footer[0]
    assert BytesIO(data).read(2)


def test_nothing_is_evaluated_before_its_target_is_in_force(house):
    project = making.submitted(house)

    with pytest.raises(errors.NotApprovedError):
        evaluation_building.build_evaluation(actor=house.officer, project_id=project.pk)


def test_the_department_publishes_once_and_everybody_reads_the_reasons(house):
    project = making.disclosed(house)

    with pytest.raises(errors.MovedOnError):
        disclosure.disclose(actor=house.reviewer, project_id=project.pk)

    shown = published(project.pk)
    assert shown.rows[0].snapshot.counted == 5
    assert shown.rows[0].rule.unit == "家次"
    assert shown.rows[1].rule is None
    assert shown.disclosure.number == 1


def test_what_is_not_approved_is_not_published(house):
    project = making.completed(house)

    with pytest.raises(errors.NotApprovedError):
        disclosure.disclose(actor=house.reviewer, project_id=project.pk)
