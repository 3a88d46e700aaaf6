"""The project whose figures were published: its self-evaluation writes itself from the ledger."""

from decimal import Decimal

import pytest
from django.db.models import F
from django.utils import timezone

from plumbline.forms.model import SelfEvaluation as Form
from plumbline.forms.serialisation import from_json
from servicecloud.demo.loading import load
from servicecloud.identity.models import Organisation, Placement, User
from servicecloud.indicators.models import LibraryIndicator, TargetTemplate
from servicecloud.performance.enums import Document, ProjectState
from servicecloud.performance.models import AttributeReview, IndicatorUse, Project, ProjectMove, SelfEvaluation
from servicecloud.performance.selectors.deadlines import standings_of_many
from servicecloud.performance.selectors.library import origins_of
from servicecloud.performance.selectors.waiting import counts_waiting
from servicecloud.performance.values import TargetContent
from servicecloud.performance.values import from_json as from_content


@pytest.fixture
def city(db, settings, tmp_path):
    settings.LEDGER_HEADS = tmp_path / "heads.ndjson"
    load(scale=100)


def test_the_published_self_evaluation_of_2023_writes_itself(city, everything):
    project = Project.objects.get(name="企业服务专项", year=2023)
    evaluation = SelfEvaluation.objects.select_related("approved").get(project=project)

    form = from_json(evaluation.approved.form.encode())

    assert isinstance(form, Form)
    whole = form.funds[0]
    assert (whole.annual_budget, whole.executed) == (Decimal("758.11"), Decimal("754.31"))
    assert (whole.execution_rate, whole.claimed_score) == (Decimal("99.49"), Decimal("9.94"))
    assert [row.actual.raw for row in form.indicators] == [
        "120722(次)",
        "2145(次)",
        "400(家)",
        "2384(家次)",
        "10578089(次)",
        "4000(家)",
        "1752(条)",
        "95(百分数)",
        "95(百分数)",
        "95(百分比)",
        "2亿元",
        "150000(家)",
        "90(百分比)",
    ]
    assert (form.total_score_printed, form.grade_printed) == ("99.94", "优")
    assert (evaluation.total_score, evaluation.grade) == (Decimal("99.94"), "优")
    assert project.state == ProjectState.DISCLOSED


def test_there_is_a_project_in_every_state_of_the_cycle(city, everything):
    assert set(Project.objects.values_list("state", flat=True)) == set(ProjectState.values)


def test_every_reviewer_finds_something_and_two_projects_are_late(city, everything):
    reviewers = {name: User.objects.get(username=name) for name in ("head", "department", "bureau")}
    waiting = {name: sum(counts_waiting(person).values()) for name, person in reviewers.items()}
    projects = list(Project.objects.select_related("target__latest", "evaluation__latest"))
    lights = [
        each.light
        for standings in standings_of_many(projects, today=timezone.localdate()).values()
        for each in standings
        if each.due.document == Document.TARGET
    ]

    assert all(waiting.values()), waiting
    assert sorted(light for light in lights if "late" in light) == ["late", "sent_late"]
    assert set(AttributeReview.objects.values_list("result", flat=True)) == {"excellent", "good"}


def test_the_library_has_something_in_every_state(city, everything):
    assert LibraryIndicator.objects.filter(state="retired").count() == 1
    assert LibraryIndicator.objects.filter(current__number=2).count() == 1
    assert LibraryIndicator.objects.filter(owner__kind="finance_bureau").exists()
    assert TargetTemplate.objects.get().current.rows
    draft = Project.objects.get(name="创业服务体系建设")
    assert {use.number for use in IndicatorUse.objects.filter(target__project=draft)} == {1}
    content = from_content(draft.target.content, TargetContent)
    assert [state.newer for state in origins_of(content.rows).values()] == [2, None]


def test_a_unit_was_merged_and_a_project_moved_and_a_later_start_changes_nothing(city, everything):
    merged = Organisation.everywhere.get(code="LJ-CY")
    moves = {
        (move.from_owner.code, move.to_owner.code): move
        for move in ProjectMove.objects.exclude(from_owner=F("to_owner"))
    }
    went = Project.objects.get(name="出口转型辅导")
    before = (Project.objects.count(), ProjectMove.objects.count(), Placement.everywhere.count())

    load(scale=100)

    assert merged.valid_to == timezone.localdate().replace(day=1)
    assert set(moves) == {("LJ-CY", "LJ-CC")}
    assert (went.owner.code, went.department.code, went.moved_by.from_department.code) == ("LJ-CC", "LJ-SW", "LJ-JX")
    assert (Project.objects.count(), ProjectMove.objects.count(), Placement.everywhere.count()) == before
