"""SQLite's write lock: who waits gets it soon after it is free, and not later than the limit is told."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.db import OperationalError
from django.db.utils import ConnectionHandler

from servicecloud.settings.environment import sqlite


@pytest.fixture
def books(tmp_path: Path, django_db_blocker: object) -> Iterator[ConnectionHandler]:
    """A file with two connections, each with a limit of its own."""
    patient, hasty = sqlite(tmp_path / "books.sqlite3"), sqlite(tmp_path / "books.sqlite3")
    hasty["OPTIONS"] = {**hasty["OPTIONS"], "timeout": 0.2}
    with django_db_blocker.unblock():
        handler = ConnectionHandler({"default": patient, "hasty": hasty})
        with handler["default"].cursor() as cursor:
            cursor.execute("CREATE TABLE line (number INTEGER)")
        yield handler
        handler.close_all()


def add(books: ConnectionHandler, alias: str, number: int) -> None:
    """Write one line in a transaction of its own, as a request would."""
    connection = books[alias]
    connection.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    connection.cursor().execute("INSERT INTO line VALUES (%s)", [number])
    connection.commit()
    connection.set_autocommit(True)


def begin(books: ConnectionHandler, alias: str) -> None:
    books[alias].set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)


def test_everybody_who_waits_writes_in_the_end(books, django_db_blocker):
    begin(books, "default")

    def visit(number: int) -> None:
        with django_db_blocker.unblock():  # each thread has a connection of its own
            add(books, "default", number)
            books["default"].close()

    with ThreadPoolExecutor(8) as people:
        waiting = [people.submit(visit, number) for number in range(40)]
        time.sleep(0.05)
        assert not any(each.done() for each in waiting)
        books["default"].commit()
        books["default"].set_autocommit(True)
        for each in waiting:
            each.result()

    with books["default"].cursor() as cursor:
        cursor.execute("SELECT count(DISTINCT number) FROM line")
        assert cursor.fetchone() == (40,)


def test_the_limit_ends_the_waiting_with_an_error_and_holds_again_afterwards(books):
    begin(books, "default")

    began = time.monotonic()
    with pytest.raises(OperationalError, match="locked"):
        begin(books, "hasty")

    assert time.monotonic() - began >= 0.2
    books["default"].commit()
    books["default"].set_autocommit(True)
    add(books, "hasty", 1)
    with books["hasty"].cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout")
        assert cursor.fetchone() == (200,)
