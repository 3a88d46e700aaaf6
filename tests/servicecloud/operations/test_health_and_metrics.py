"""What machines that watch the site get to see."""

import json
import logging
from datetime import timedelta

import pytest
import structlog
from django.core.management import call_command
from django.db import OperationalError
from django.test import Client, RequestFactory, override_settings
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from prometheus_client.parser import text_string_to_metric_families as families

from servicecloud.operations import health
from servicecloud.operations.middleware import ClientAddressMiddleware
from servicecloud.settings.logs import logging_for


def test_a_ready_site_says_so_check_by_check(client, db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"

    answer = client.get("/readyz")

    assert answer.status_code == 200
    assert answer.json() == {
        "status": "ok",
        "checks": {"database": "ok", "migrations": "ok", "storage": "ok", "queue": "ok"},
    }
    assert list(tmp_path.joinpath("files").iterdir()) == []


def test_a_site_without_its_database_is_not_ready_but_alive(client, db, monkeypatch):
    def fail():
        raise OperationalError("gone")

    monkeypatch.setitem(health.CHECKS, "database", fail)

    assert client.get("/readyz").status_code == 503
    assert client.get("/readyz").json()["checks"]["database"] == "failed"
    assert client.get("/healthz").status_code == 200


def test_a_site_whose_storage_cannot_be_written_is_not_ready(client, db, settings, tmp_path):
    (tmp_path / "file").write_text("in the way")
    settings.MEDIA_ROOT = tmp_path / "file"

    answer = client.get("/readyz")

    assert (answer.status_code, answer.json()["checks"]["storage"]) == (503, "failed")


@pytest.mark.django_db(transaction=True)
def test_tables_of_another_version_are_not_ready(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    health._applied.cache_clear()
    call_command("migrate", "limits", "zero", verbosity=0)
    try:
        answer = client.get("/readyz")
    finally:
        call_command("migrate", "limits", verbosity=0)

    assert (answer.status_code, answer.json()["checks"]["migrations"]) == (503, "failed")
    assert client.get("/readyz").status_code == 200


def queue_a_task(*, minutes_ago):
    task = DBTaskResult.objects.create(
        task_path="x.y",
        args_kwargs={"args": [], "kwargs": {}},
        queue_name="default",
        backend_name="default",
        run_after=health_now(),
    )
    DBTaskResult.objects.filter(pk=task.pk).update(enqueued_at=timezone.now() - timedelta(minutes=minutes_ago))


def health_now():
    return timezone.now() - timedelta(seconds=1)


@pytest.mark.parametrize(("minutes", "state", "status"), [(9, "ok", "ok"), (11, "late", "degraded")])
def test_a_late_queue_is_told_but_pages_are_served(client, db, settings, tmp_path, minutes, state, status):
    settings.MEDIA_ROOT = tmp_path
    queue_a_task(minutes_ago=minutes)

    answer = client.get("/readyz")

    assert (answer.status_code, answer.json()["status"], answer.json()["checks"]["queue"]) == (200, status, state)


def samples(response):
    return {
        (sample.name, *sorted(sample.labels.items())): sample.value
        for family in families(response.content.decode())
        for sample in family.samples
    }


def test_requests_are_counted_by_route_and_status_never_by_address(client, db):
    before = samples(client.get("/metrics"))
    client.get("/enterprises/?q=secret")
    client.get("/enterprises/91999900MB10000000/")

    after = samples(client.get("/metrics"))

    key = ("plumbline_requests_total", ("method", "GET"), ("route", "portal:enterprises"), ("status", "200"))
    assert after[key] - before.get(key, 0) == 1
    assert not [name for name in after if "secret" in str(name) or "91999900MB" in str(name)]


def test_the_queue_is_among_the_figures(client, db):
    queue_a_task(minutes_ago=5)

    found = samples(client.get("/metrics"))

    assert found["plumbline_queue_tasks", ("state", "ready")] == 1
    assert found["plumbline_queue_oldest_seconds",] >= 300


@pytest.mark.parametrize(
    ("headers", "address", "status"),
    [
        ({}, "127.0.0.1", 200),
        ({}, "::1", 200),
        ({}, "203.0.113.9", 404),
        ({"X-Forwarded-For": "127.0.0.1"}, "127.0.0.1", 404),
        ({"Authorization": "Bearer right"}, "203.0.113.9", 200),
        ({"Authorization": "Bearer wrong"}, "203.0.113.9", 404),
        ({"Authorization": "Bearer "}, "203.0.113.9", 404),
        ({"Authorization": "Bearer ä"}, "203.0.113.9", 404),
    ],
)
def test_the_figures_are_for_this_machine_or_for_the_token(db, settings, headers, address, status):
    settings.METRICS_TOKEN = "right"

    assert Client(REMOTE_ADDR=address).get("/metrics", headers=headers).status_code == status


def test_without_a_token_in_the_environment_no_token_opens_the_figures(db):
    answer = Client(REMOTE_ADDR="203.0.113.9").get("/metrics", headers={"Authorization": "Bearer "})

    assert answer.status_code == 404


@pytest.mark.parametrize(
    ("direct", "forwarded", "expected"),
    [
        ("10.0.0.1", "198.51.100.7", "198.51.100.7"),
        ("10.0.0.1", "1.2.3.4, 198.51.100.7", "198.51.100.7"),
        ("10.0.0.1", "1.2.3.4, 198.51.100.7, 10.0.0.2", "198.51.100.7"),
        ("10.0.0.1", "", "10.0.0.1"),
        ("10.0.0.1", "nonsense", "10.0.0.1"),
        ("203.0.113.9", "198.51.100.7", "203.0.113.9"),
    ],
)
@override_settings(TRUSTED_PROXIES=["10.0.0.0/8"])
def test_only_our_own_proxies_are_believed_about_who_asks(direct, forwarded, expected):
    request = RequestFactory(REMOTE_ADDR=direct).get("/", headers={"X-Forwarded-For": forwarded} if forwarded else {})

    ClientAddressMiddleware(lambda asked: asked)(request)

    assert request.META["REMOTE_ADDR"] == expected


@override_settings(ALLOWED_HOSTS=["qiye.example.cn"])
def test_machines_that_watch_may_ask_by_number_and_nobody_else(db):
    client = Client(headers={"Host": "127.0.0.1:8000"}, raise_request_exception=False)

    assert client.get("/healthz").status_code == 200
    assert client.get("/enterprises/").status_code == 400


def test_every_request_leaves_one_json_line_with_its_number_and_without_its_address(client, db, caplog):
    with caplog.at_level(logging.INFO, logger="servicecloud.request"):
        answer = client.get("/invitations/very-secret-token/", headers={"X-Request-Id": "from-the-proxy-1"})

    formatter = logging_for(level="INFO")["formatters"]["json"]
    (record,) = [record for record in caplog.records if record.name == "servicecloud.request"]
    line = json.loads(
        structlog.stdlib.ProcessorFormatter(**{k: v for k, v in formatter.items() if k != "()"}).format(record)
    )

    assert answer.headers["X-Request-Id"] == line["request_id"] == "from-the-proxy-1"
    assert (line["method"], line["route"], line["status"], line["level"]) == ("GET", "portal:invitation", 410, "info")
    assert "very-secret-token" not in json.dumps(line)
