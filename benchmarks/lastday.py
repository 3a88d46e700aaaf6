"""The last afternoon: 5,000 targets submitted by 200 officers through the real server, 16 at a time, on both databases.

Each submission is what a person does: the project's page of the target, then the button. PostgreSQL is measured where
BENCH_POSTGRESQL names an empty database. BENCH_LAST_DAY makes the afternoon smaller ("500").
"""

import json
import os
import re
import statistics
import sys
import tempfile
import threading
import time
from pathlib import Path
from queue import Empty, Queue

from benchmarks.figures import Figure, at_most, plain
from benchmarks.serving import Visitor, environment_for, run, served

PROJECTS = int(os.environ.get("BENCH_LAST_DAY", "5000"))
OFFICERS = min(200, PROJECTS)
AT_ONCE = 16
_VERSION = re.compile(rb'name="version" value="(\d+)"')
_TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="(\w+)"')


def measure() -> list[Figure]:
    """Measure on SQLite, and on PostgreSQL where there is one."""
    with tempfile.TemporaryDirectory() as folder:
        figures = _afternoon(environment_for(Path(folder)), name="SQLite")
    url = os.environ.get("BENCH_POSTGRESQL", "")
    if url:
        with tempfile.TemporaryDirectory() as folder:
            figures += _afternoon(environment_for(Path(folder), database=url), name="PostgreSQL")
    return figures


def _afternoon(environment: dict[str, str], *, name: str) -> list[Figure]:
    settings = {**environment, "DJANGO_SETTINGS_MODULE": "servicecloud.settings.dev"}
    run(environment, "servicecloud.cli", "manage", "migrate", "-v0")
    run(environment, "servicecloud.cli", "manage", "load_demo", "--scale", "20")
    filled = run(settings, "benchmarks.inside.last_day", "fill", str(PROJECTS), str(OFFICERS))
    desks: Queue[tuple[str, list[int]]] = Queue()
    for desk in json.loads(filled.splitlines()[-1]).items():
        desks.put(desk)
    times: list[float] = []
    failures: list[str] = []
    with served(environment) as (port, _seconds):
        begun = time.perf_counter()
        people = [threading.Thread(target=_sit, args=[port, desks, times, failures]) for _each in range(AT_ONCE)]
        for person in people:
            person.start()
        for person in people:
            person.join()
        seconds = time.perf_counter() - begun
    left = json.loads(run(settings, "benchmarks.inside.last_day", "check").splitlines()[-1])
    size = f"{PROJECTS:,} projects, {OFFICERS} officers, {AT_ONCE} at a time, {name}; load {os.getloadavg()[0]:.1f}"
    if failures:
        sys.stderr.write("\n".join(failures[:20]) + "\n")
    lost = PROJECTS - min(left["waiting"], left["versions"], left["reviews"]) + left["doubled"]
    return [
        at_most("lastday", f"submissions lost or doubled, {name}", lost, "submissions", goal=0, size=f"{size}; {left}"),
        at_most("lastday", f"answers that were errors, {name}", len(failures), "answers", goal=0, size=size),
        at_most("lastday", f"submission, p95, {name}", _p95(times), "s", goal=1.5, size=size),
        plain("lastday", f"submission, median, {name}", statistics.median(times or [0]), "s", size=size),
        plain("lastday", f"submissions in a second, {name}", len(times) / seconds, "1/s", size=size),
    ]


def _sit(port: int, desks: "Queue[tuple[str, list[int]]]", times: list[float], failures: list[str]) -> None:
    """Submit everything of one officer after the other, until no desk is left."""
    while True:
        try:
            username, projects = desks.get_nowait()
        except Empty:
            return
        visitor = Visitor(port)
        visitor.enter(username)
        for project in projects:
            try:
                times.append(_submit(visitor, project))
            except (OSError, ValueError) as error:
                failures.append(f"{username} {project}: {error}")
                visitor = Visitor(port)
                visitor.enter(username)


def _submit(visitor: Visitor, project: int) -> float:
    """Open the editor and press the button; return the seconds the button took. Raises ValueError for any other answer than the usual."""
    address = f"/office/projects/{project}/target/"
    status, page = visitor.get(f"{address}edit/")
    version, token = _VERSION.search(page), _TOKEN.search(page)
    if status != 200 or version is None or token is None:
        raise ValueError(f"the editor answered {status}")
    fields = {"csrfmiddlewaretoken": token[1].decode(), "version": version[1].decode()}
    begun = time.perf_counter()
    status, page = visitor.post(f"{address}submit/", fields)
    if status != 302:
        raise ValueError(f"the submission answered {status}")
    return time.perf_counter() - begun


def _p95(times: list[float]) -> float:
    return statistics.quantiles(times, n=20)[-1] if len(times) > 1 else 0.0
