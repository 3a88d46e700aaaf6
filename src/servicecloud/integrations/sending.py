"""Calling an address that somebody typed: only public ones, no detours, bounded in time and in what is read."""

import http.client
import ipaddress
import socket
import ssl
import threading
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from servicecloud.integrations.errors import AddressNotAllowedError

_SECONDS_PER_STEP = 10
_SECONDS_IN_ALL = 30
_READ_AT_MOST = 200


class CallFailedError(Exception):
    """The other side could not be reached, or did not answer in time."""


@dataclass(frozen=True)
class Reply:
    """What the other side answered."""

    status: int
    text: str


def check_address(url: str) -> SplitResult:
    """Refuse an address that must not be called; a name is resolved and checked again at every call."""
    parts = urlsplit(url)
    try:
        port = parts.port
    except ValueError:
        port = 0
    if parts.scheme not in {"http", "https"} or not parts.hostname or port == 0:
        raise AddressNotAllowedError(why=_("请填写完整的 https:// 地址。"))
    if parts.username or parts.password:
        raise AddressNotAllowedError(why=_("地址中不能包含用户名或密码。"))
    if settings.WEBHOOK_PRIVATE:
        return parts
    if parts.scheme != "https":
        raise AddressNotAllowedError(why=_("只能使用 https。"))
    try:
        literal = ipaddress.ip_address(parts.hostname)
    except ValueError:
        return parts
    _check_public(literal)
    return parts


def call(url: str, *, body: bytes, headers: dict[str, str]) -> Reply:
    """POST a body. Redirects are not followed: they would lead around the check of the address."""
    parts = check_address(url)
    host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    connection = http.client.HTTPConnection(host, port)
    try:
        connection.sock = _open(host, port, is_secure=parts.scheme == "https")
    except OSError as error:
        raise CallFailedError(_reason(error)) from error
    deadline = threading.Timer(_SECONDS_IN_ALL, _cut, [connection.sock])
    deadline.start()
    try:
        connection.request("POST", path, body=body, headers=headers)
        response = connection.getresponse()
        return Reply(response.status, response.read(_READ_AT_MOST).decode(errors="replace"))
    except (OSError, http.client.HTTPException) as error:
        raise CallFailedError(_reason(error)) from error
    finally:
        deadline.cancel()
        connection.close()


def _open(host: str, port: int, *, is_secure: bool) -> socket.socket:
    """Connect to the very address that was checked, so that the name cannot point elsewhere a moment later."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    for *_rest, place in found:
        if not settings.WEBHOOK_PRIVATE:
            _check_public(ipaddress.ip_address(str(place[0]).partition("%")[0]))
    plain = socket.create_connection((str(found[0][4][0]), port), timeout=_SECONDS_PER_STEP)
    if not is_secure:
        return plain
    try:
        return ssl.create_default_context().wrap_socket(plain, server_hostname=host)
    except OSError:
        plain.close()
        raise


def _check_public(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> None:
    if not address.is_global or address.is_multicast:
        raise AddressNotAllowedError(why=_("它指向内部网络。"))


def _cut(sock: socket.socket) -> None:
    """End a call that goes on for too long, whatever the other side sends meanwhile."""
    try:
        sock.shutdown(socket.SHUT_RDWR)
    except OSError:
        return


def _reason(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:200]
