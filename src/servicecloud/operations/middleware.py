"""Around every request: the true address of who asks, and one line in the log with what it cost."""

import time
from collections.abc import Callable
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network

import structlog
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from servicecloud.operations.metrics import DURATION, REQUESTS

Respond = Callable[[HttpRequest], HttpResponse]
log = structlog.get_logger("servicecloud.request")
_PROBES = {"/healthz", "/readyz", "/metrics"}
_QUIET = {"operations:healthz", "operations:readyz", "operations:metrics"}


class ProbeHostMiddleware:
    """Machines that watch ask by number, not by the site's name. Their three addresses do not depend on the name they were asked by."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Let the check of the host pass for them, and for nothing else."""
        if request.path_info in _PROBES:
            request.META["HTTP_HOST"] = settings.ALLOWED_HOSTS[0].lstrip(".*") or "localhost"
        return self.respond(request)


class ClientAddressMiddleware:
    """Behind our own proxies, the address is the last one of X-Forwarded-For that is not a proxy of ours.

    What stands further left was written by whoever asks and proves nothing.
    """

    def __init__(self, respond: Respond) -> None:
        self.respond = respond
        self.proxies: list[IPv4Network | IPv6Network] = [ip_network(text) for text in settings.TRUSTED_PROXIES]

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Put the address where everybody looks for it."""
        if self.proxies and self._is_ours(request.META.get("REMOTE_ADDR") or ""):
            for text in reversed(request.headers.get("X-Forwarded-For", "").split(",")):
                address = text.strip()
                if not _is_address(address):
                    break
                request.META["REMOTE_ADDR"] = address
                if not self._is_ours(address):
                    break
        return self.respond(request)

    def _is_ours(self, text: str) -> bool:
        return _is_address(text) and any(ip_address(text) in network for network in self.proxies)


class RequestLogMiddleware:
    """One line per request and one count per route. Routes, not addresses: an invitation's address is a secret."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Time the request."""
        started = time.perf_counter()
        response = self.respond(request)
        seconds = time.perf_counter() - started
        route = request.resolver_match.view_name if request.resolver_match else "none"
        method = request.method if request.method in {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"} else "other"
        REQUESTS.labels(method, route, str(response.status_code)).inc()
        DURATION.labels(route).observe(seconds)
        tell = log.debug if route in _QUIET else log.info
        person = request.__dict__.get("_cached_user")
        tell(
            "request",
            method=method,
            route=route,
            status=response.status_code,
            ms=round(seconds * 1000, 1),
            user=person.pk if person is not None else None,
            token=request.__dict__.get("token_id"),
        )
        return response


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True
