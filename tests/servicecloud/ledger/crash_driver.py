"""Writers and sealers in real processes that are killed at random points; run by `test_crash`, one JSON line a round.

python -m tests.servicecloud.ledger.crash_driver ROUNDS POSTS SEED     (the migrated database is DATABASE_URL)
"""

import json
import os
import random
import signal
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import django

WRITERS, SEALERS = 4, 2
CODE = "crash.visits"


def declare_measure() -> None:
    from tests.servicecloud.ledger.making import keep_measure

    keep_measure(CODE)


def write(folder: Path, number: int, *, round_number: int, count: int) -> None:
    """Post this writer's facts; each that was confirmed is noted in a file, which the kill cannot take back."""
    from tests.servicecloud.ledger.making import fact

    from servicecloud.ledger.services.posting import post

    noted = folder / f"writer-{number}"
    done = noted.read_bytes().count(b"\n") if noted.exists() else 0
    out = os.open(noted, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    for at in range(max(0, done - 3), count):
        key = f"{round_number}:{number}:{at}"
        post(
            fact(
                measure=CODE,
                owner=OWNER[0],
                act=f"visit:{key}",
                key=key,
                subject=f"enterprise-{at % 50}",
                happened_on=date(2023, 1, 1 + at % 28),
            )
        )
        if at >= done:
            os.write(out, f"{key}\n".encode())


def seal_on() -> None:
    """Seal until killed."""
    from servicecloud.ledger.services.sealing import seal_waiting

    while True:
        seal_waiting()
        time.sleep(0.01)


OWNER: list[int] = []


def spawn(work: Callable[[], None]) -> int:
    pid = os.fork()
    if pid:
        return pid
    code = 1
    try:
        work()
        code = 0
    finally:
        sys.stderr.flush()
        os._exit(code)
    return 0


def run_round(folder: Path, *, round_number: int, posts: int, draw: random.Random) -> dict[str, object]:
    """Run one round; return what was confirmed, lost, doubled, and whether the chain verifies."""
    each = posts // WRITERS
    folder.mkdir(parents=True)

    def writer(number: int) -> Callable[[], None]:
        return lambda: write(folder, number, round_number=round_number, count=each)

    writers = {spawn(writer(number)): number for number in range(WRITERS)}
    sealers = [spawn(seal_on) for _ in range(SEALERS)]
    kills, failures = 0, 0
    while writers:
        time.sleep(draw.uniform(0.01, 0.12))
        if kills < 12:
            victim = draw.choice([*writers, *sealers])
            os.kill(victim, signal.SIGKILL)
            kills += 1
            os.waitpid(victim, 0)
            if victim in writers:
                number = writers.pop(victim)
                writers[spawn(writer(number))] = number
            else:
                sealers.remove(victim)
                sealers.append(spawn(seal_on))
        for pid in list(writers):
            ended, status = os.waitpid(pid, os.WNOHANG)
            if ended:
                failures += status != 0
                del writers[pid]
    for pid in sealers:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
    return verdict(folder, round_number=round_number, expected=each * WRITERS) | {
        "kills": kills,
        "failed_writers": failures,
    }


def verdict(folder: Path, *, round_number: int, expected: int) -> dict[str, object]:
    from django.db import connections

    from servicecloud.identity.standing import scope_of_everything
    from servicecloud.ledger.models import Entry, Leaf
    from servicecloud.ledger.services.checking import check_ledger
    from servicecloud.ledger.services.sealing import seal_waiting

    confirmed = {line for file in folder.iterdir() for line in file.read_text().split()}
    with scope_of_everything():
        keys = list(
            Entry.objects.filter(idempotency_key__startswith=f"{round_number}:").values_list(
                "idempotency_key", flat=True
            )
        )
        seal_waiting()
        outcome = check_ledger()
        unsealed = Entry.objects.count() - Leaf.objects.count()
    connections.close_all()
    return {
        "expected": expected,
        "entries": len(keys),
        "confirmed": len(confirmed),
        "lost": len(confirmed - set(keys)),
        "double": len(keys) - len(set(keys)),
        "unsealed": unsealed,
        "differences": [each.about for each in outcome.differences],
    }


def main() -> None:
    rounds, posts, seed, folder = int(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), Path(sys.argv[4])
    os.environ["DJANGO_SETTINGS_MODULE"] = "servicecloud.settings.test"
    django.setup()
    from django.conf import settings
    from django.db import connections
    from tests.servicecloud.factories import OrganisationFactory

    settings.LEDGER_HEADS = folder / "heads.ndjson"
    declare_measure()
    OWNER.append(OrganisationFactory(code="U-CRASH").pk)
    connections.close_all()
    draw = random.Random(seed)
    for number in range(rounds):
        result = run_round(folder / str(number), round_number=number, posts=posts, draw=draw)
        sys.stdout.write(json.dumps(result) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
