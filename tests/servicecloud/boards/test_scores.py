"""Claimed, computed and verified scores beside each other: every figure is the length of its list, and only what is final counts."""

from datetime import date
from decimal import Decimal

import pytest
from tests.servicecloud.oversight import making as overseeing
from tests.servicecloud.performance import making

from servicecloud.boards.enums import ScoreKind
from servicecloud.boards.models import ProjectSummary
from servicecloud.boards.selectors.bands import GAP_BANDS, SCORE_BANDS
from servicecloud.boards.selectors.board import read_board
from servicecloud.boards.selectors.narrowing import Wanted, projects_of
from servicecloud.boards.selectors.places import places_in_scope
from servicecloud.boards.selectors.scores import GIVEN, NOT_GIVEN
from servicecloud.boards.services import renewing
from servicecloud.oversight.models import Examination
from servicecloud.oversight.services import examining, objections
from servicecloud.performance.enums import Document
from servicecloud.performance.services import corrections, disclosure, evaluations

YEAR = 2024
TODAY = date(2025, 6, 1)


@pytest.fixture
def bench(house):
    return overseeing.build_bench(house)


@pytest.fixture
def project(house):
    return making.evaluated(house, year=YEAR)


def verified(bench, project):
    """The department takes the points of the third row, for which there is no evidence."""
    made = examining.begin_review(actor=bench.house.reviewer, project_id=project.pk)
    overseeing.examined(bench, made, actor=bench.house.reviewer)
    return overseeing.verified(bench, made)


def summary(project):
    renewing.renew_due()
    return ProjectSummary.objects.get(project=project)


def read(**wanted):
    return read_board(Wanted(year=YEAR, **wanted), today=TODAY, places=places_in_scope())


def count(**wanted):
    return projects_of(Wanted(year=YEAR, **wanted), today=TODAY).count()


def test_a_department_verifies_and_the_summary_knows_of_it_at_the_next_renewal(bench, project):
    before = summary(project)
    assert (before.verified_score, before.score_gap) == (None, None)

    made = verified(bench, project)

    assert renewing.due_projects() == [project.pk]
    after = summary(project)
    assert after.computed_score == making.evaluation_of(project).total_score
    assert (after.verified_score, after.verified_grade) == (made.verified_total, made.verified_grade)
    assert after.score_gap == made.claimed_total - made.verified_total == Decimal(10)
    assert after.examination == made
    assert renewing.due_projects() == []


def test_what_is_not_submitted_has_no_score_beside_it(house):
    project = making.completed(house, year=YEAR)

    found = summary(project)

    assert making.evaluation_of(project).total_score is not None
    assert (found.computed_score, found.computed_grade, found.verified_score) == (None, "", None)


def test_a_recheck_counts_once_it_is_final_and_then_before_the_departments_own(house, bench, project):
    own = verified(bench, project)
    overseeing.drawn(bench, by_bureau=True)
    recheck = Examination.objects.get(kind="recheck")
    examining.save_examination(
        actor=bench.decider,
        examination_id=recheck.pk,
        expected=recheck.version,
        rows=overseeing.found(recheck, row0={"deductions": [{"code": "K-01"}], "comment": "无原始记录"}),
        comment="",
    )
    saved = Examination.objects.get(pk=recheck.pk)
    examining.send_result(actor=bench.decider, examination_id=recheck.pk, expected=saved.version)
    assert summary(project).examination == own

    objections.accept_result(actor=house.officer, examination_id=recheck.pk)

    found = summary(project)
    assert found.examination.pk == recheck.pk
    assert found.score_gap == Decimal(50)


def test_what_was_verified_does_not_stand_for_what_was_submitted_since(house, bench, project):
    verified(bench, project)
    disclosure.disclose(actor=house.reviewer, project_id=project.pk)
    corrections.begin_correction(
        actor=house.officer,
        project_id=project.pk,
        expected=making.evaluation_of(project).version,
        reason="培训场次漏计",
    )
    assert summary(project).verified_score is not None
    evaluations.submit_evaluation(
        actor=house.officer, project_id=project.pk, expected=making.evaluation_of(project).version
    )
    making.passed(house, project, house.head, house.reviewer, kind=Document.SELF_EVALUATION)

    assert summary(project).verified_score is None


def test_grades_and_scores_can_be_shown_as_claimed_computed_or_verified_and_each_count_is_its_list(
    house, bench, project
):
    making.evaluated(house, name="另一个", year=YEAR)
    making.built(house, name="未报", year=YEAR)
    making.declared(house, name="未批", year=YEAR)
    verified(bench, project)
    renewing.renew_due()

    for kind in ScoreKind.values:
        board = read(by=kind)
        assert sum(board.grades.values()) == sum(board.scores.values()) == 4
        for grade, number in board.grades.items():
            assert count(grade=grade, by=kind) == number, (kind, grade)
        for band in (*(each.key for each in SCORE_BANDS), NOT_GIVEN):
            assert count(score=band, by=kind) == board.scores.get(band, 0), (kind, band)
        assert count(score=GIVEN, by=kind) == board.sums.scored[kind]
    assert board.sums.scored == {"claimed": 2, "computed": 2, "verified": 1}
    assert board.grades[NOT_GIVEN] == 3
    assert read().grades == read(by="claimed").grades != board.grades


def test_the_difference_of_those_that_were_verified_is_counted_and_leads_to_them(house, bench, project):
    making.evaluated(house, name="另一个", year=YEAR)
    verified(bench, project)
    renewing.renew_due()

    board = read()

    assert board.sums.mean_gap == Decimal(10)
    assert board.gaps == {"from-5": 1}
    for band in GAP_BANDS:
        assert count(gap=band.key) == board.gaps.get(band.key, 0)
    assert count(gap=GIVEN) == 1
    assert [part.sums.mean_gap for part in board.parts] == [Decimal(10)]
    assert [part.sums.means[ScoreKind.VERIFIED] for part in board.years] == [board.sums.means[ScoreKind.VERIFIED]]
