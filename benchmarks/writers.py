"""`python -m benchmarks.writers WRITERS WRITES`: processes that edit enterprises at the same time; prints what failed.

Each edit is the service of the site, with its lock, its act in the log, and its version. The exit status is 0 only when
every edit was written.
"""

import json
import multiprocessing
import sys
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from multiprocessing.queues import Queue


def main() -> int:
    """Fork the writers and wait for all of them."""
    import django

    django.setup()
    from django.db import connections

    from servicecloud.directory.models import Enterprise

    writers, writes = (int(argument) for argument in sys.argv[1:3])
    targets = list(Enterprise.everywhere.order_by("pk").values_list("pk", flat=True)[:writers])
    before = total_of_versions(targets)
    connections.close_all()
    fork = multiprocessing.get_context("fork")
    failures: Queue[str] = fork.Queue()
    begun = time.perf_counter()
    processes = [fork.Process(target=write, args=[pk, writes, failures]) for pk in targets]
    for process in processes:
        process.start()
    for process in processes:
        process.join(timeout=300)
    seconds = time.perf_counter() - begun
    found = []
    while not failures.empty():
        found.append(failures.get())
    written = total_of_versions(targets) - before
    sys.stdout.write(json.dumps({"written": written, "failures": found, "seconds": seconds}) + "\n")
    return 0 if written == writers * writes and not found else 1


def total_of_versions(targets: list[int]) -> int:
    """Every edit adds one to the version of its enterprise."""
    from servicecloud.directory.models import Enterprise

    return sum(Enterprise.everywhere.filter(pk__in=targets).values_list("version", flat=True))


def write(enterprise_id: int, writes: int, failures: "Queue[str]") -> None:
    """Edit one enterprise again and again."""
    from django.db import DatabaseError

    from servicecloud.directory.models import Enterprise
    from servicecloud.directory.services.entries import edit_enterprise
    from servicecloud.identity.models import User
    from servicecloud.identity.standing import scope_of_everything

    operator = User.objects.get(username="operator", is_demonstration=True)
    with scope_of_everything():
        for number in range(writes):
            version = Enterprise.objects.get(pk=enterprise_id).version
            values = {"address": f"同写路{number + 1}号"}  # no entry has it: an edit that changes nothing is none
            try:
                edit_enterprise(actor=operator, enterprise_id=enterprise_id, expected=version, values=values)
            except DatabaseError as error:
                failures.put(str(error))


if __name__ == "__main__":
    sys.exit(main())
