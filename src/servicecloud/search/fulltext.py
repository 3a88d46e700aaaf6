"""The full-text index on either database: SQLite FTS5 with triggers, PostgreSQL a generated column with a GIN index.

Both follow the table inside the transaction. SQLite rebuilds a table when a migration alters it and loses its triggers:
such a migration ends with `migrations.RunPython(install_step, …)` again, and `reindex` installs what is missing.
"""

from typing import Any

from django.db import connection
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

TABLE = "search_searchentry"
INDEX = "search_fts"
_COLUMNS = "tokens_title, tokens_body"

_SQLITE = (
    f"""CREATE VIRTUAL TABLE IF NOT EXISTS {INDEX} USING fts5({_COLUMNS},
        content='{TABLE}', content_rowid='id', tokenize='unicode61 remove_diacritics 2')""",
    f"""CREATE TRIGGER IF NOT EXISTS {INDEX}_insert AFTER INSERT ON {TABLE} BEGIN
        INSERT INTO {INDEX}(rowid, {_COLUMNS}) VALUES (new.id, new.tokens_title, new.tokens_body); END""",
    f"""CREATE TRIGGER IF NOT EXISTS {INDEX}_delete AFTER DELETE ON {TABLE} BEGIN
        INSERT INTO {INDEX}({INDEX}, rowid, {_COLUMNS}) VALUES ('delete', old.id, old.tokens_title, old.tokens_body); END""",
    f"""CREATE TRIGGER IF NOT EXISTS {INDEX}_update AFTER UPDATE OF {_COLUMNS} ON {TABLE}
        WHEN old.tokens_title IS NOT new.tokens_title OR old.tokens_body IS NOT new.tokens_body BEGIN
        INSERT INTO {INDEX}({INDEX}, rowid, {_COLUMNS}) VALUES ('delete', old.id, old.tokens_title, old.tokens_body);
        INSERT INTO {INDEX}(rowid, {_COLUMNS}) VALUES (new.id, new.tokens_title, new.tokens_body); END""",
)
_POSTGRESQL = (
    f"""ALTER TABLE {TABLE} ADD COLUMN IF NOT EXISTS vector tsvector GENERATED ALWAYS AS (
        setweight(to_tsvector('simple', tokens_title), 'A') || setweight(to_tsvector('simple', tokens_body), 'D')) STORED""",
    f"CREATE INDEX IF NOT EXISTS {INDEX} ON {TABLE} USING gin (vector)",
)
_SQLITE_GONE = (
    *(f"DROP TRIGGER IF EXISTS {INDEX}_{act}" for act in ("insert", "delete", "update")),
    f"DROP TABLE IF EXISTS {INDEX}",
)
_POSTGRESQL_GONE = (f"ALTER TABLE {TABLE} DROP COLUMN IF EXISTS vector",)


def install_step(_apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
    """Migration step: make the index."""
    for statement in _SQLITE if editor.connection.vendor == "sqlite" else _POSTGRESQL:
        editor.execute(statement, params=None)


def remove_step(_apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
    """Migration step: take the index away."""
    for statement in _SQLITE_GONE if editor.connection.vendor == "sqlite" else _POSTGRESQL_GONE:
        editor.execute(statement, params=None)


def restore() -> None:
    """Make what is missing of the index, and bring it in line with the table. On PostgreSQL it cannot be otherwise."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for statement in _SQLITE:
                cursor.execute(statement)
            cursor.execute(f"INSERT INTO {INDEX}({INDEX}) VALUES ('rebuild')")


def optimise() -> None:
    """Merge the index's pieces and refresh the statistics after much was written."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"INSERT INTO {INDEX}({INDEX}) VALUES ('optimize')")
            cursor.execute("ANALYZE")
        else:
            cursor.execute(
                f"VACUUM ANALYZE {TABLE}"
                if connection.get_autocommit() and not connection.in_atomic_block
                else f"ANALYZE {TABLE}"
            )


def words_in_more_than(share: float) -> list[str]:
    """Return the words that more than a share of all entries contain."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {TABLE}")
        least = share * cursor.fetchone()[0]
        if connection.vendor == "sqlite":
            cursor.execute(f"CREATE VIRTUAL TABLE IF NOT EXISTS temp.{INDEX}_words USING fts5vocab(main, {INDEX}, row)")
            cursor.execute(f"SELECT term FROM temp.{INDEX}_words WHERE doc > %s", [least])
        else:
            cursor.execute(f"SELECT word FROM ts_stat('SELECT vector FROM {TABLE}') WHERE ndoc > %s", [least])
        return [word for (word,) in cursor.fetchall()]
