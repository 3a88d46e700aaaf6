"""`/metrics` for Prometheus. Counted by every worker into shared files, added up when somebody asks."""

import hmac
from collections.abc import Iterator
from ipaddress import ip_address

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from servicecloud.integrations.selectors import count_waiting_deliveries
from servicecloud.operations.queue import queue_state

OURS = CollectorRegistry()
REQUESTS = Counter("plumbline_requests", "Requests by route and status.", ["method", "route", "status"], registry=OURS)
DURATION = Histogram(
    "plumbline_request_seconds",
    "Time to answer, by route.",
    ["route"],
    buckets=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
    registry=OURS,
)


class State(Collector):
    """What the database knows: the queue and the webhooks."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Yield the present state: four queries."""
        queue = queue_state()
        tasks = GaugeMetricFamily("plumbline_queue_tasks", "Background tasks by state.", labels=["state"])
        for status, count in sorted(queue.counts.items()):
            tasks.add_metric([status.lower()], count)
        yield tasks
        yield GaugeMetricFamily(
            "plumbline_queue_oldest_seconds", "Waiting time of the oldest due task.", value=queue.oldest_seconds
        )
        yield GaugeMetricFamily("plumbline_workers", "Living background workers.", value=queue.workers)
        waiting = count_waiting_deliveries()
        yield GaugeMetricFamily("plumbline_webhooks_waiting", "Webhook deliveries not yet accepted.", value=waiting)


@login_not_required
@never_cache
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """The figures. Only for this machine itself, or with the token of the environment; to all others there is nothing here."""
    if not (_comes_from_here(request) or _has_token(request)):
        raise Http404
    counted, state = OURS, CollectorRegistry()
    if settings.METRICS_FOLDER is not None:
        counted = CollectorRegistry()
        MultiProcessCollector(counted, path=str(settings.METRICS_FOLDER))  # type: ignore[no-untyped-call]
    state.register(State())
    return HttpResponse(
        generate_latest(counted) + generate_latest(state), content_type="text/plain; version=0.0.4; charset=utf-8"
    )


def _comes_from_here(request: HttpRequest) -> bool:
    """Whether the request came from this machine and through no proxy."""
    if "X-Forwarded-For" in request.headers or "Forwarded" in request.headers:
        return False
    try:
        return ip_address(request.META.get("REMOTE_ADDR") or "").is_loopback
    except ValueError:
        return False


def _has_token(request: HttpRequest) -> bool:
    expected: str = settings.METRICS_TOKEN
    given = request.headers.get("Authorization", "")
    return bool(expected) and hmac.compare_digest(given.encode(), f"Bearer {expected}".encode())
