"""`python -m benchmarks.inside.posting one COUNT | many COUNT | writers COUNT`: post, and print acts a second as JSON.

`writers` lets four processes post COUNT acts each; every tenth is an act that another writer posts as well.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta

import django

WRITERS = 4
FIRST_DAY = date(2023, 1, 1)


def fact(number: int, *, owner: int, prefix: str) -> object:
    """One visit."""
    from servicecloud.ledger.facts import Fact

    return Fact(
        measure="bench.visits",
        happened_on=FIRST_DAY + timedelta(days=number % 365),
        owner=owner,
        unit="家次",
        act=f"visit:{prefix}{number}",
        key=f"visit:{prefix}{number}",
        subject=f"E{number % 900}",
        dimensions={"channel": f"c{number % 2}", "district": f"d{number % 4}"},
    )


def one(count: int, owner: int) -> dict[str, float]:
    """Post one act after the other, each in its own transaction."""
    from servicecloud.ledger.services.posting import post

    facts = [fact(number, owner=owner, prefix="one:") for number in range(count + 200)]
    for each in facts[:200]:
        post(each)
    return _rate(count, lambda: [post(each) for each in facts[200:]])


def many(count: int, owner: int) -> dict[str, float]:
    """Post in transactions of a thousand, as an import does."""
    from servicecloud.ledger.services.posting import post_many

    facts = [fact(number, owner=owner, prefix="many:") for number in range(count)]
    return _rate(count, lambda: [post_many(facts[start : start + 1000]) for start in range(0, count, 1000)])


def _rate(count: int, work: Callable[[], object]) -> dict[str, float]:
    started = time.perf_counter(), time.process_time()
    work()
    return {
        "by the clock": count / (time.perf_counter() - started[0]),
        "by processor time": count / (time.process_time() - started[1]),
    }


def writer(count: int, owner: int) -> int:
    """Post as one of several writers; its name comes from the environment."""
    from servicecloud.ledger.services.posting import post

    name = os.environ["BENCH_WRITER"]
    for number in range(count):
        post(fact(number, owner=owner, prefix="writers:both:" if number % 10 == 0 else f"writers:{name}:"))
    return count


def writers(count: int, _owner: int) -> dict[str, float]:
    """Let the writers post side by side; tell acts a second and how many entries are missing or double."""
    from servicecloud.ledger.models import Entry, Total

    command = [sys.executable, "-m", "benchmarks.inside.posting", "writer", str(count)]
    began = [
        subprocess.Popen(command, env={**os.environ, "BENCH_WRITER": str(number)}, stdout=subprocess.PIPE)
        for number in range(WRITERS)
    ]
    spans = [json.loads(process.communicate()[0].splitlines()[-1]) for process in began]
    seconds = max(span[1] for span in spans) - min(span[0] for span in spans)
    keys = list(Entry.everywhere.filter(act__startswith="visit:writers:").values_list("idempotency_key", flat=True))
    shared = len(range(0, count, 10))
    net = sum(Total.everywhere.filter(measure__code="bench.visits").values_list("net", flat=True))
    return {
        "rate": WRITERS * count / seconds,
        "lost": WRITERS * (count - shared) + shared - len(set(keys)),
        "double": len(keys) - len(set(keys)),
        "wrong totals": abs(net - Entry.everywhere.filter(measure__code="bench.visits").count()),
    }


def main() -> None:
    """Measure in the database of the environment."""
    django.setup()
    from benchmarks.inside.ledger_filling import prepare

    from servicecloud.identity.standing import scope_of_everything

    _measures, owners = prepare()
    acts = {"one": one, "many": many, "writer": writer, "writers": writers}
    with scope_of_everything():
        begun = time.time()
        found = acts[sys.argv[1]](int(sys.argv[2]), owners[0])
    answer = (begun, time.time()) if sys.argv[1] == "writer" else found
    sys.stdout.write(json.dumps(answer) + "\n")


if __name__ == "__main__":
    main()
