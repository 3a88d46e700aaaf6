"""Frame first, then the seed, then the draw: each once, each public, none to be changed."""

from datetime import date, timedelta
from decimal import Decimal

import msgspec
import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone
from tests.servicecloud.oversight import making as own
from tests.servicecloud.performance import making

from plumbline.sampling import draw, read_frame, seed_from_head
from servicecloud.errors import InvalidInputError, NotFoundError, NotPermittedError
from servicecloud.ledger.models import Register
from servicecloud.ledger.services.registers import add_row
from servicecloud.ledger.services.sealing import seal_waiting
from servicecloud.oversight import errors
from servicecloud.oversight.guards import PROTECTED, missing_triggers
from servicecloud.oversight.models import DrawnProject, Examination, Frame, FrameProject, SamplingPlan, Seed
from servicecloud.oversight.selectors.draws import frame_text, public_draw
from servicecloud.oversight.selectors.frames import money_band, risk_band
from servicecloud.oversight.services import sampling
from servicecloud.oversight.values import PlanParameters, read


def test_the_published_file_and_seed_give_the_very_draw(bench):
    for name in ("甲项目", "乙项目", "丙项目"):
        making.evaluated(bench.house, name=name)

    own.drawn(bench)

    frame, seed = Frame.objects.get(), Seed.objects.get()
    again = draw(read_frame(frame_text(frame)), seed=seed.text, algorithm="sha256")
    kept = DrawnProject.objects.order_by("row__stratum", "place").values_list("row__key", "number")
    assert [(each.row.key, each.number) for each in again] == list(kept)
    assert len(again) == 2
    assert Examination.objects.filter(kind="recheck", state="working").count() == 2


def test_the_risk_of_a_project_is_the_sum_of_its_declared_factors(bench):
    making.evaluated(bench.house)

    own.announced(bench)

    row = FrameProject.objects.get()
    assert row.factors == {
        "R-01": 16,
        "R-04": 5,
        "R-07": 10,
        "R-09": 5,
    }  # four words, one indicator below, new, never drawn
    assert row.risk_points == sum(row.factors.values())
    assert row.stratum == f"medium-{risk_band(row.risk_points)}"
    assert row.budget_yuan == Decimal(1_000_000)


def test_what_happens_after_the_announcement_does_not_move_the_frame(bench):
    making.evaluated(bench.house)
    own.announced(bench)
    before = frame_text(Frame.objects.get())

    making.evaluated(bench.house, name="后来的项目")

    assert frame_text(Frame.objects.get()) == before
    assert Frame.objects.get().size == 1


def test_a_seed_of_the_ledger_is_the_first_head_after_the_announced_time(bench):
    making.evaluated(bench.house)
    seal_waiting()
    at = timezone.now() + timedelta(seconds=0.3)
    made = own.announced(bench, seed_kind="ledger", seed_at=at.isoformat(), seed_text="2026年抽查")
    with pytest.raises(errors.NoHeadYetError):
        sampling.publish_seed(actor=bench.house.reviewer, plan_id=made.pk)

    while timezone.now() < at:
        pass
    register = Register.objects.get()
    values = {"happened_on": date(2024, 5, 6), "dimensions": {"d1": "满意"}, "note": "又一场"}
    add_row(actor=bench.house.officer, register_id=register.pk, values=values)
    record = seal_waiting()[0]
    seed = sampling.publish_seed(actor=bench.house.reviewer, plan_id=made.pk)

    assert seed.head_digest == record.digest
    assert seed.text == seed_from_head(record.digest, record.last, "2026年抽查", algorithm="sha256")


def test_a_time_that_is_over_cannot_be_announced(bench):
    making.evaluated(bench.house)
    past = (timezone.now() - timedelta(hours=1)).isoformat()

    with pytest.raises(InvalidInputError) as refused:
        own.announced(bench, seed_kind="ledger", seed_at=past)

    assert list(refused.value.fields) == ["seed_at"]
    assert not Frame.objects.exists()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"large_yuan": Decimal(1)}, "large_yuan"),
        ({"total": 0}, "total"),
        ({"percent": Decimal(101)}, "percent"),
        ({"minimum": 51}, "minimum"),
    ],
)
def test_parameters_that_cannot_be_are_refused_at_their_field(changes, field):
    parameters = msgspec.structs.replace(sampling.usual_parameters(), **changes)

    assert list(sampling.problems_of(parameters)) == [field]


def test_each_step_is_taken_once_and_in_order(bench):
    making.evaluated(bench.house)
    made = own.plan(bench)
    actor = bench.house.reviewer
    for act in (sampling.publish_seed, sampling.draw_sample):
        with pytest.raises(errors.WrongStepError):
            act(actor=actor, plan_id=made.pk)

    sampling.announce(actor=actor, plan_id=made.pk, expected=made.version)
    with pytest.raises(errors.WrongStepError):
        sampling.announce(actor=actor, plan_id=made.pk, expected=made.version)
    with pytest.raises(errors.SeedNeededError):
        sampling.publish_seed(actor=actor, plan_id=made.pk, text="7", origin=" ")
    sampling.publish_seed(actor=actor, plan_id=made.pk, text="7", origin="掷骰")
    with pytest.raises(errors.WrongStepError):
        sampling.publish_seed(actor=actor, plan_id=made.pk, text="8", origin="再掷")

    assert Seed.objects.get().text == "7"


def test_without_an_evaluated_project_there_is_nothing_to_announce(bench):
    making.approved(bench.house)

    with pytest.raises(errors.EmptyFrameError):
        own.announced(bench)


def test_a_body_draws_for_itself_alone(bench):
    making.evaluated(bench.house)
    made = own.plan(bench)

    for stranger in (bench.house.finance, bench.house.officer):
        with pytest.raises(NotPermittedError):
            sampling.announce(actor=stranger, plan_id=made.pk, expected=made.version)
    assert not Frame.objects.exists()


def test_a_title_is_taken_once_in_a_year(bench):
    making.evaluated(bench.house)
    made = own.plan(bench)

    with pytest.raises(InvalidInputError):
        sampling.create_plan(actor=bench.house.reviewer, body=made.body, year=made.year, title=made.title)


def test_frame_seed_and_draw_cannot_be_changed_or_taken_away(bench):
    own.a_recheck(bench)

    for model in (Frame, FrameProject, Seed, DrawnProject):
        with pytest.raises(DatabaseError), transaction.atomic():
            model.objects.all().delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        Seed.objects.update(text="a better one")
    assert missing_triggers() == []
    assert len(PROTECTED) == 13


def test_what_is_not_announced_is_not_public(bench):
    making.evaluated(bench.house)
    made = own.plan(bench)
    with pytest.raises(NotFoundError):
        public_draw(made.pk)

    sampling.announce(actor=bench.house.reviewer, plan_id=made.pk, expected=made.version)

    assert public_draw(made.pk).frame.plan_id == made.pk


def test_a_project_under_re_check_is_not_drawn_again(bench):
    own.a_recheck(bench)
    again = sampling.create_plan(
        actor=bench.house.reviewer, body=bench.house.department, year=SamplingPlan.objects.get().year, title="再抽"
    )
    values = msgspec.structs.replace(read(again.parameters, PlanParameters), seed_kind="entered")
    again = sampling.change_plan(actor=bench.house.reviewer, plan_id=again.pk, expected=1, parameters=values)
    sampling.announce(actor=bench.house.reviewer, plan_id=again.pk, expected=again.version)
    sampling.publish_seed(actor=bench.house.reviewer, plan_id=again.pk, text="9", origin="掷骰")

    with pytest.raises(errors.OpenAlreadyError):
        sampling.draw_sample(actor=bench.house.reviewer, plan_id=again.pk)

    assert DrawnProject.objects.count() == 1
    assert SamplingPlan.objects.get(pk=again.pk).state == "seeded"


def test_a_name_that_looks_like_a_formula_is_published_harmless(bench):
    making.evaluated(bench.house, name="=1+2")

    own.announced(bench)

    assert FrameProject.objects.get().name == "'=1+2"
    assert "'=1+2" in frame_text(Frame.objects.get())


def test_bands_begin_at_their_limits():
    parameters = sampling.usual_parameters()

    assert [money_band(Decimal(yuan), parameters) for yuan in (0, 999_999, 1_000_000, 5_000_000)] == [
        *("small", "small"),
        *("medium", "large"),
    ]
    assert [risk_band(points) for points in (0, 19, 20, 39, 40)] == ["low", "low", "medium", "medium", "high"]


def test_the_frame_of_many_projects_takes_the_same_number_of_queries(bench, django_assert_max_num_queries):
    from servicecloud.oversight.selectors.frames import candidates

    making.evaluated(bench.house)
    making.evaluated(bench.house, name="另一个项目")
    with django_assert_max_num_queries(3):
        rows = candidates(bench.house.department, making.last_year(), sampling.usual_parameters())

    assert len(rows) == 2
