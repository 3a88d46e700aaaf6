"""The queue: due work once, orphaned work again, failed work on request."""

import contextlib
from datetime import UTC, datetime, time, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from servicecloud.tasks import services
from servicecloud.tasks.models import ScheduledRun
from servicecloud.tasks.schedule import CHINA, ENTRIES, DailyAt, Every
from servicecloud.tasks.services import DEAD_AFTER, LONGEST, MOST_ATTEMPTS, NotFailedError
from servicecloud.tasks.upkeep import forget_finished_tasks

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture
def database_queue(settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default", "heavy"]}}


def running(worker_ids: list[str], *, since: timedelta = timedelta(minutes=5)) -> DBTaskResult:
    return DBTaskResult.objects.create(
        status="RUNNING",
        started_at=NOW - since,
        task_path="servicecloud.tasks.upkeep.forget_finished_tasks",
        args_kwargs={"args": [], "kwargs": {}},
        backend_name="default",
        run_after=NOW,
        worker_ids=worker_ids,
        exception_class_path="",
        traceback="",
    )


def test_due_work_is_enqueued_once_and_again_only_after_its_interval(database_queue):
    first = services.enqueue_due(now=NOW)
    at_once = services.enqueue_due(now=NOW)
    next_day = services.enqueue_due(now=NOW + timedelta(days=1))

    assert set(first) == {name for name, entry in ENTRIES.items() if isinstance(entry.rhythm, Every)}
    assert at_once == []
    assert set(next_day) == set(ENTRIES)
    assert DBTaskResult.objects.count() == len(first) + len(next_day)


def test_of_two_workers_that_saw_the_same_time_one_enqueues(database_queue):
    services.enqueue_due(now=NOW)
    seen = ScheduledRun.objects.get(name="tasks.prune").next_run_at
    later = NOW + timedelta(days=2)
    services.enqueue_due(now=later)

    late_claim = ScheduledRun.objects.filter(name="tasks.prune", next_run_at=seen).update(next_run_at=later)

    assert late_claim == 0


def test_work_of_a_dead_worker_goes_back_to_the_queue():
    task = running(["dead"])

    assert services.reap(now=NOW) == [str(task.pk)]

    task.refresh_from_db()
    assert task.status == "READY"


def test_work_of_a_living_worker_and_work_just_begun_is_left_alone():
    services.note_pulse(worker_id="alive", now=NOW)
    running(["dead", "alive"])
    running(["unknown"], since=DEAD_AFTER / 2)

    assert services.reap(now=NOW) == []


def test_work_that_kills_its_workers_is_given_up():
    task = running(["dead"] * MOST_ATTEMPTS)

    services.reap(now=NOW)

    task.refresh_from_db()
    assert task.status == "FAILED"
    assert "workers died" in task.traceback


def test_failed_work_is_retried_and_other_work_is_not():
    failed, going = running(["dead"] * MOST_ATTEMPTS), running(["alive"])
    services.note_pulse(worker_id="alive", now=NOW)
    services.reap(now=NOW)

    assert services.retry(task_id=failed.pk).status == "READY"
    with pytest.raises(NotFailedError):
        services.retry(task_id=going.pk)


def test_work_enqueued_in_a_transaction_that_fails_was_never_there(database_queue):
    with contextlib.suppress(RuntimeError), transaction.atomic():
        forget_finished_tasks.enqueue()
        raise RuntimeError

    assert not DBTaskResult.objects.exists()


def test_finished_work_is_forgotten_after_a_month():
    old, recent = running(["a"]), running(["b"])
    DBTaskResult.objects.filter(pk=old.pk).update(status="SUCCESSFUL", finished_at=NOW - timedelta(days=31))
    DBTaskResult.objects.filter(pk=recent.pk).update(status="SUCCESSFUL", finished_at=NOW - timedelta(days=29))

    services.prune(now=NOW)

    assert [task.pk for task in DBTaskResult.objects.all()] == [recent.pk]


@pytest.mark.django_db(transaction=True)
def test_a_worker_does_what_is_due_and_ends_when_asked_to_work_once(database_queue):
    call_command("work", once=True, stdout=StringIO())

    assert set(DBTaskResult.objects.values_list("status", flat=True)) == {"SUCCESSFUL"}
    assert DBTaskResult.objects.count() == sum(isinstance(entry.rhythm, Every) for entry in ENTRIES.values())


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (datetime(2026, 3, 4, 7, 59, tzinfo=CHINA), datetime(2026, 3, 4, 8, tzinfo=CHINA)),
        (datetime(2026, 3, 4, 8, 0, tzinfo=CHINA), datetime(2026, 3, 5, 8, tzinfo=CHINA)),
        (datetime(2026, 3, 4, 23, 59, tzinfo=UTC), datetime(2026, 3, 5, 8, tzinfo=CHINA)),
        (datetime(2026, 3, 5, 0, 1, tzinfo=UTC), datetime(2026, 3, 6, 8, tzinfo=CHINA)),
    ],
)
def test_daily_work_comes_at_its_time_of_day_in_china(now, expected):
    assert DailyAt(time(8)).after(now) == expected
    assert DailyAt(time(8)).first(now) == expected


def test_scheduled_work_can_be_run_ahead_of_its_time(town, sign_in, database_queue):
    services.enqueue_due(now=NOW)
    before = ScheduledRun.objects.get(name="tasks.prune").next_run_at
    waiting = DBTaskResult.objects.count()

    sign_in(town.people["operator"]).post("/office/tasks/schedule/tasks.prune/")

    assert DBTaskResult.objects.count() == waiting + 1
    assert ScheduledRun.objects.get(name="tasks.prune").next_run_at == before


def test_an_unknown_schedule_does_not_exist(town, sign_in):
    assert sign_in(town.people["operator"]).post("/office/tasks/schedule/nothing/").status_code == 404


def test_work_that_hangs_is_given_up_by_its_own_worker_only():
    task = running(["mine"], since=LONGEST["default"] + timedelta(seconds=1))

    assert services.give_up_hanging(worker_id="another", now=NOW) is None
    assert services.give_up_hanging(worker_id="mine", now=NOW) == str(task.pk)

    task.refresh_from_db()
    assert task.status == "FAILED"
    assert "ran longer than" in task.traceback


def test_heavy_work_may_take_its_time():
    task = running(["mine"], since=LONGEST["default"] + timedelta(minutes=1))
    DBTaskResult.objects.filter(pk=task.pk).update(queue_name="heavy")

    assert services.give_up_hanging(worker_id="mine", now=NOW) is None


def test_the_operator_reads_the_whole_traceback_of_a_failure(town, sign_in):
    task = running(["dead"])
    DBTaskResult.objects.filter(pk=task.pk).update(status="FAILED", traceback="Traceback\n  line one\nValueError: why")

    page = sign_in(town.people["operator"]).get(f"/office/tasks/{task.pk}/").content.decode()

    assert "line one" in page
    assert "ValueError: why" in page
