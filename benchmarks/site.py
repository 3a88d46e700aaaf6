"""The site at full size: 150,000 enterprises, pages served, lists, an import, and many writers at once.

Everything runs in a folder of its own. PostgreSQL is measured where BENCH_POSTGRESQL names an empty database
(postgresql://user@host/name), and left out otherwise. BENCH_SCALE makes the city smaller.
"""

import csv
import gzip
import json
import os
import re
import statistics
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.figures import Figure, at_least, at_most, plain
from benchmarks.serving import ROOT, Visitor, environment_for, requests_per_second, run, served

SCALE = int(os.environ.get("BENCH_SCALE", "150000"))
CLIENTS, SECONDS = 8, 15
WRITERS, WRITES = 16, 25
ASKED = 40
LISTS = (
    "/enterprises/",
    "/enterprises/?page=40",
    "/enterprises/?region={region}&size_class=small",
    "/enterprises/?section=C&sort=-credit_code",
    "/enterprises/?q=%E8%BD%AF%E4%BB%B6",
    "/enterprises/?q=%E7%A7%91%E6%8A%80&size_class=micro",
    "/enterprises/?size_class=medium&sort=region&page=3",
    "/enterprises/?q=91999900MB10012",
)
PAGES = ("/", "/enterprises/", "/institutions/", "/accounts/login/")


def measure() -> list[Figure]:
    """Fill a city, then ask as its people would."""
    with tempfile.TemporaryDirectory() as folder:
        environment = environment_for(Path(folder))
        figures = _of_database(environment, name="SQLite")
        figures += [_many_writers(environment)]
    url = os.environ.get("BENCH_POSTGRESQL", "")
    if url:
        with tempfile.TemporaryDirectory() as folder:
            figures += _of_database(environment_for(Path(folder), database=url), name="PostgreSQL")
    return [*figures, _scripts()]


def _of_database(environment: dict[str, str], *, name: str) -> list[Figure]:
    begun = time.perf_counter()
    run(environment, "servicecloud.cli", "manage", "migrate", "-v0")
    run(environment, "servicecloud.cli", "manage", "load_demo", "--scale", str(SCALE))
    size = f"{SCALE:,} enterprises, {name}"
    figures = [plain("site", f"fill the city, {name}", time.perf_counter() - begun, "s", size=size)]
    with served(environment):
        pass  # the first start collects the static files
    with served(environment) as (port, seconds):
        figures.append(at_most("site", f"second start to first page, {name}", seconds, "s", goal=5, size=_size(size)))
        figures += _lists(port, name=name, size=size) + _throughput(port, name=name)
        figures += [_largest_page(port)] if name == "SQLite" else []
    return [*figures, *_import(environment, name=name)]


def _lists(port: int, *, name: str, size: str) -> list[Figure]:
    """The lists one after the other, as one person asks."""
    visitor = Visitor(port)
    region = re.search(rb'<select name="region".*?<option value="(\w+)"', visitor.get("/enterprises/")[1], re.DOTALL)
    found: dict[str, list[float]] = {}
    for path in LISTS:
        address = path.format(region=region[1].decode() if region else "")
        for _time in range(ASKED):
            begun = time.perf_counter()
            status, _page = visitor.get(address)
            found.setdefault(path, []).append((time.perf_counter() - begun) * 1_000)
            if status != 200:
                sys.exit(f"{address} answered {status}")
    everything = [one for times in found.values() for one in times]
    slowest = max(found, key=lambda path: statistics.median(found[path]))
    return [
        at_most(
            "site", f"lists with filters and search, p95, {name}", _p95(everything), "ms", goal=120, size=_size(size)
        ),
        plain("site", f"slowest kind of list, median, {name}", statistics.median(found[slowest]), "ms", size=slowest),
    ]


def _throughput(port: int, *, name: str) -> list[Figure]:
    code = re.search(rb'href="(/enterprises/\w{18}/)"', Visitor(port).get("/enterprises/")[1])
    path = code[1].decode() if code else "/"
    rate = requests_per_second(port, path, username="visitor", clients=CLIENTS, seconds=SECONDS)
    size = _size(f"entry of an enterprise, signed in, {CLIENTS} connections, 2 workers")
    return [at_least("site", f"page with five queries, {name}", rate, "requests/s", goal=300, size=size)]


def _largest_page(port: int) -> Figure:
    visitor = Visitor(port)
    sizes = {path: len(visitor.get(path)[1]) / 1_000 for path in PAGES}
    largest = max(sizes, key=lambda path: sizes[path])
    return at_most("site", "largest public page, HTML", sizes[largest], "kB", goal=150, size=largest)


def _import(environment: dict[str, str], *, name: str) -> list[Figure]:
    """Half of the rows are new, half change an entry, one in a hundred is wrong."""
    from servicecloud.demo.city import credit_code, enterprises

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "enterprises.csv"
        with path.open("w", newline="", encoding="utf-8") as stream:
            writer = csv.writer(stream)
            writer.writerow(["统一社会信用代码", "企业名称", "所在区", "行业代码", "地址", "联系人", "联系电话"])
            for number, invented in enumerate(enterprises(SCALE)):
                code = invented.credit_code if number % 2 else credit_code(3_000_000 + number)
                place = invented.district if number % 100 else "没有这个区"
                row = [code, invented.name_zh, place, invented.industry, f"望潮路{number}号"]
                writer.writerow([*row, invented.contact_name, invented.contact_phone])
        settings = {**environment, "DJANGO_SETTINGS_MODULE": "servicecloud.settings.dev"}
        result = json.loads(run(settings, "benchmarks.importing", str(path)))
    size = _size(f"{SCALE:,} rows: {result['counts']}")
    return [
        at_most(
            "site",
            f"import with verdicts, both steps, {name}",
            result["checked"] + result["applied"],
            "s",
            goal=90,
            size=size,
        ),
        plain("site", f"of that, verdicts, {name}", result["checked"], "s", size=f"{SCALE:,} rows"),
    ]


def _many_writers(environment: dict[str, str]) -> Figure:
    settings = {**environment, "DJANGO_SETTINGS_MODULE": "servicecloud.settings.dev"}
    result = json.loads(run(settings, "benchmarks.writers", str(WRITERS), str(WRITES)))
    size = _size(f"{WRITERS} processes, {result['written']} edits in {result['seconds']:.1f} s, SQLite")
    return at_most(
        "site", "edits that failed, 16 writers at once", len(result["failures"]), "failures", goal=0, size=size
    )


def _scripts() -> Figure:
    """What a page without charts loads."""
    static = ROOT / "src" / "servicecloud" / "static"
    base = (ROOT / "src/servicecloud/pages/templates/base.html").read_text(encoding="utf-8")
    names = re.findall(r"<script src=\"\{% static '([^']+)' %\}\"", base)
    size = sum(len(gzip.compress((static / name).read_bytes(), 6)) for name in names) / 1_000
    return at_most("site", "scripts of a page without charts, gzip", size, "kB", goal=120, size=", ".join(names))


def _p95(times: list[float]) -> float:
    return statistics.quantiles(times, n=20)[-1]


def _size(text: str) -> str:
    return f"{text}; load {os.getloadavg()[0]:.1f}"
