"""`python -m tests.servicecloud.tasks.fill_queue COUNT GATE`: make the table of done chores and enqueue a slow chore and quick ones."""

import sys

import django
from django.db import connection


def main() -> None:
    """Enqueue; the slow one comes first."""
    django.setup()
    from tests.servicecloud.tasks.chores import chore, slow_chore

    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE chores_done (number integer)")
    slow_chore.using(priority=1).enqueue(0, sys.argv[2])
    for number in range(1, int(sys.argv[1])):
        chore.enqueue(number)


if __name__ == "__main__":
    main()
