"""`python -m benchmarks.inside.chores enqueue COUNT | count`: fill the queue with one-INSERT tasks, or say how long they took."""

import json
import sys
import time

import django
from django.conf import settings
from django_tasks import task

if not settings.configured or __name__ == "__main__":
    django.setup()


@task()
def chore(number: int) -> None:
    """Leave a line."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO chores_done (number) VALUES (%s)", [number])


def main() -> None:
    """Enqueue, or count."""
    from benchmarks.inside.chores import chore as real
    from django.db import connection
    from django.db.models import Max, Min
    from django_tasks_db.models import DBTaskResult

    if sys.argv[1] == "enqueue":
        count = int(sys.argv[2])
        with connection.cursor() as cursor:
            cursor.execute("CREATE TABLE chores_done (number integer)")
        started = time.perf_counter()
        for number in range(count):
            real.enqueue(number)
        sys.stdout.write(json.dumps(count / (time.perf_counter() - started)) + "\n")
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*), count(DISTINCT number) FROM chores_done")
        lines, different = cursor.fetchone()
    chores = DBTaskResult.objects.filter(task_path__endswith=".chore", status="SUCCESSFUL")
    times = chores.aggregate(first=Min("started_at"), last=Max("finished_at"))
    seconds = (times["last"] - times["first"]).total_seconds()
    sys.stdout.write(json.dumps({"lines": lines, "different": different, "rate": chores.count() / seconds}) + "\n")


if __name__ == "__main__":
    main()
