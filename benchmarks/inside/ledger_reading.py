"""`python -m benchmarks.inside.ledger_reading COUNT [sealed]`: fill a ledger, read it as pages do, verify it; times as JSON.

`BENCH_FILLED=1` takes the ledger that the database has already.
"""

import json
import os
import resource
import statistics
import sys
import time
from collections.abc import Callable
from datetime import date
from typing import Any

import django

TIMES = 15
Found = dict[str, tuple[float, float]]
"""By label the milliseconds by the clock and by processor time, medians."""
YEAR = 2023
AS_OF = date(2023, 12, 31)


def main() -> None:
    """Measure in the database of the environment, through every layer but the server."""
    django.setup()
    from benchmarks.inside.ledger_filling import fill, prepare
    from django.conf import settings
    from django.test import Client

    from servicecloud.demo.loading import load
    from servicecloud.identity.models import User
    from servicecloud.identity.standing import scope_of_everything

    settings.ALLOWED_HOSTS = ["*"]
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    load(scale=20)
    started = time.perf_counter()
    if os.environ.get("BENCH_FILLED"):
        prepare()
    else:
        fill(int(sys.argv[1]), is_waiting="sealed" in sys.argv)
    found: dict[str, object] = {"fill": time.perf_counter() - started}
    with scope_of_everything():
        found["numbers"] = _numbers()
    client = Client()
    client.force_login(
        User.objects.get(username="operator"), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    found["pages"] = _pages(client)
    if "sealed" in sys.argv:
        with scope_of_everything():
            found["chain"] = _chain()
    sys.stdout.write(json.dumps(found) + "\n")


def _numbers() -> Found:
    """The number of each kind of rule right after a new record."""
    import msgspec
    from benchmarks.inside.ledger_filling import RULES

    from plumbline.evidence.measures import DimensionFilter, Exclusion, Window
    from servicecloud.ledger.selectors.figures import value
    from servicecloud.ledger.services.posting import post

    year = msgspec.structs.replace(RULES[0], window=Window(start=date(YEAR, 1, 1), end=AS_OF))
    district = DimensionFilter(dimension="district", title_zh="区", title_en="District", values=("d1", "d2"))
    hotline = Exclusion(dimension="channel", values=("c1",), reason_zh="不计", reason_en="not counted")
    copies = msgspec.structs.replace(RULES[1], window=year.window, aggregation="sum")
    ratio = msgspec.structs.replace(
        RULES[0],
        unit="%",
        aggregation="ratio",
        numerator=msgspec.structs.replace(year, filters=(district,)),
        denominator=year,
    )
    rules = {
        "count of a year": year,
        "count of all time": RULES[0],
        "count with filter and exclusion": msgspec.structs.replace(year, filters=(district,), exclusions=(hotline,)),
        "sum of a year": copies,
        "distinct subjects of a year": msgspec.structs.replace(
            year, unit="家", entry_unit="家次", aggregation="distinct"
        ),
        "ratio of a part": ratio,
    }
    owner = _owner()
    found = {}
    for label, asked in rules.items():
        times = []
        for number in range(TIMES):
            post(_fact(owner, f"{label}:{number}"))
            times.append(_timed(lambda asked=asked: value(asked, as_of=AS_OF)))
        found[label] = _medians(times)
    return found


def _timed(call: Callable[[], object]) -> tuple[float, float]:
    """Milliseconds of a call by the clock and by processor time."""
    clock, processor = time.perf_counter(), time.process_time()
    call()
    return 1000 * (time.perf_counter() - clock), 1000 * (time.process_time() - processor)


def _medians(times: list[tuple[float, float]]) -> tuple[float, float]:
    return statistics.median(each[0] for each in times), statistics.median(each[1] for each in times)


def _fact(owner: int, key: str) -> object:
    from servicecloud.ledger.facts import Fact

    return Fact(
        measure="bench.visits",
        happened_on=date(YEAR, 6, 1),
        owner=owner,
        unit="家次",
        act=f"visit:{key}",
        key=f"visit:{key}",
        subject="E1",
        dimensions={"channel": "c0", "district": "d1"},
    )


def _pages(client: Any) -> Found:
    """What a person clicks through; each page of the fullest measure, over the whole city."""
    base = f"/office/ledger/measures/bench.visits/figure/?year={YEAR}"
    asked = {
        "drill-down, first page": base,
        "drill-down, in the middle of the year": f"{base}&after=2023-06-30:999999999",
        "drill-down, of one district": f"{base}&dim_district=d2",
        "drill-down, of one unit": f"{base}&owner={_owner()}",
        "drill-down, not counted": f"{base}&show=not_counted",
        "page of the measure": f"/office/ledger/measures/bench.visits/?year={YEAR}",
        "all measures": f"/office/ledger/measures/?year={YEAR}",
        "entry browser": "/office/ledger/entries/?measure=bench.visits",
        "entry browser, one district": "/office/ledger/entries/?measure=bench.visits&dim_district=d2",
    }
    found = {}
    for label, url in asked.items():
        answer = client.get(url)
        assert answer.status_code == 200, url
        assert answer.content.count(b"/office/ledger/") > 20, url
        found[label] = _medians([_timed(lambda url=url: client.get(url)) for _time in range(TIMES)])
    return found


def _owner() -> int:
    from servicecloud.identity.models import Organisation

    return Organisation.everywhere.get(code="U-BENCH-3").pk


def _chain() -> dict[str, float]:
    """Seal everything, verify it against raw hashing of the same bytes, prove some entries."""
    from plumbline.evidence.hashing import hasher
    from plumbline.evidence.merkle import Frontier
    from plumbline.evidence.verify import verify_export
    from servicecloud.ledger.canonical import canonical_entries
    from servicecloud.ledger.exports import export_lines
    from servicecloud.ledger.models import Entry, Leaf
    from servicecloud.ledger.selectors.proofs import proof_of
    from servicecloud.ledger.services.sealing import seal_waiting
    from servicecloud.ledger.tree import head

    started = time.process_time()
    seal_waiting()
    found = {"seal": time.process_time() - started}
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started = time.process_time()
    report = verify_export(export_lines(reach=None), head=head())
    found["verify"] = time.process_time() - started
    found["memory"] = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    assert report.good
    found["entries"] = report.entries
    digests, frontier, hashing = hasher("sm3"), Frontier(algorithm="sm3"), 0.0
    ids = list(Leaf.objects.order_by("sequence").values_list("entry_id", flat=True))
    for start in range(0, len(ids), 10_000):
        batch = [content for _entry, content in canonical_entries(ids[start : start + 10_000])]
        begun = time.process_time()
        frontier.extend([digests.leaf(content) for content in batch])
        hashing += time.process_time() - begun
    found["hashing"] = hashing
    places = [ids[int(at * (len(ids) - 1))] for at in (0, 0.1, 0.33, 0.5, 0.9, 1)]
    assert Entry.objects.filter(pk__in=places).count() == len(set(places))
    proofs = [_medians([_timed(lambda pk=pk: proof_of(pk)) for _time in range(TIMES)]) for pk in places]
    found["proof, clock"], found["proof, processor"] = max(each[0] for each in proofs), max(each[1] for each in proofs)
    return found


if __name__ == "__main__":
    os.environ.setdefault("PLUMBLINE_BENCH", "1")
    main()
