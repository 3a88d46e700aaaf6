"""A site of its own for a measurement, and a small client that asks it as fast as it can."""

import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

ROOT = Path(__file__).parents[1]
_LENGTH = re.compile(rb"content-length: (\d+)", re.IGNORECASE)
_CLOSES = re.compile(rb"^connection: close", re.IGNORECASE | re.MULTILINE)
_COOKIE = re.compile(rb"set-cookie: ([^;\r\n]+)", re.IGNORECASE)


def environment_for(var: Path, *, database: str = "") -> dict[str, str]:
    """The variables of a site in a folder of its own, on SQLite or on the PostgreSQL at an address."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("PLUMBLINE_", "DATABASE_URL"))}
    url = {"DATABASE_URL": database} if database else {}
    return {**kept, **url, "PLUMBLINE_VAR": str(var), "PLUMBLINE_LOG_LEVEL": "WARNING"}


def run(environment: dict[str, str], *command: str) -> str:
    """Run a Python module to its end and return what it printed."""
    result = subprocess.run(
        [sys.executable, "-m", *command], env=environment, capture_output=True, text=True, cwd=ROOT, check=False
    )
    if result.returncode:
        sys.exit(f"{' '.join(command)} failed:\n{result.stdout}\n{result.stderr}")
    return result.stdout


@contextmanager
def served(environment: dict[str, str]) -> Iterator[tuple[int, float]]:
    """Run the site; yield its port and the seconds until its first page came."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "servicecloud.cli", "run", "--port", str(port), "--scale", "20"]
    begun = time.perf_counter()
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=ROOT)
    try:
        while not _answers(port):
            if process.poll() is not None or time.perf_counter() - begun > 120:
                sys.exit("the site did not start")
            time.sleep(0.05)
        yield port, time.perf_counter() - begun
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=30)


def _answers(port: int) -> bool:
    try:
        return Visitor(port).get("/institutions/")[0] == 200
    except OSError:
        return False


class Visitor:
    """One connection that stays open as long as the server keeps it, with its cookies."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.socket = self._connected()
        self.cookies: dict[bytes, bytes] = {}

    def get(self, path: str) -> tuple[int, bytes]:
        """Ask for a page; return its status and its body."""
        self.socket.sendall(b"GET %s HTTP/1.1\r\nHost: 127.0.0.1\r\n%s\r\n" % (path.encode(), self._cookie_line()))
        return self._answer()

    def post(self, path: str, fields: dict[str, str]) -> tuple[int, bytes]:
        """Send a form; return the status and the body."""
        body = urlencode(fields).encode()
        kind = b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: %d\r\n" % len(body)
        head = b"POST %s HTTP/1.1\r\nHost: 127.0.0.1\r\n%s%s\r\n" % (path.encode(), kind, self._cookie_line())
        self.socket.sendall(head + body)
        return self._answer()

    def enter(self, username: str) -> None:
        """Sign in through a door of the demonstration."""
        _status, page = self.get("/accounts/login/")
        token = re.search(rb'name="csrfmiddlewaretoken" value="(\w+)"', page)
        body = b"csrfmiddlewaretoken=%s&username=%s" % (token[1] if token else b"", username.encode())
        head = b"POST /demo/sign-in/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        self.socket.sendall(head + b"Content-Length: %d\r\n%s\r\n%s" % (len(body), self._cookie_line(), body))
        status, _page = self._answer()
        if status != 302:
            sys.exit(f"the door of {username} answered {status}")

    def _cookie_line(self) -> bytes:
        pairs = b"; ".join(b"%s=%s" % pair for pair in self.cookies.items())
        return b"Cookie: %s\r\n" % pairs if pairs else b""

    def _answer(self) -> tuple[int, bytes]:
        received = b""
        while b"\r\n\r\n" not in received:
            received += self._more()
        head, _gap, body = received.partition(b"\r\n\r\n")
        for cookie in _COOKIE.findall(head):
            name, _equals, value = cookie.partition(b"=")
            self.cookies[name] = value
        length = _LENGTH.search(head)
        while length and len(body) < int(length[1]):
            body += self._more()
        if _CLOSES.search(head):
            self.socket.close()
            self.socket = self._connected()
        return int(head.split(None, 2)[1]), body

    def _connected(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), timeout=30)

    def _more(self) -> bytes:
        chunk = self.socket.recv(262_144)
        if not chunk:
            raise ConnectionError
        return chunk


def requests_per_second(port: int, path: str, *, username: str, clients: int, seconds: float) -> float:
    """How many pages a second several people who are signed in get, each asking as soon as the last page came."""
    counts = [0] * clients
    visitors = [Visitor(port) for _each in counts]
    for visitor in visitors:
        visitor.enter(username)
        visitor.get(path)
    ends = time.perf_counter() + seconds

    def ask(number: int) -> None:
        while time.perf_counter() < ends:
            status, _page = visitors[number].get(path)
            if status != 200:
                return
            counts[number] += 1

    threads = [threading.Thread(target=ask, args=[number]) for number in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / seconds
