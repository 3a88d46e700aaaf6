"""Tables that only grow: database triggers refuse UPDATE and DELETE (and TRUNCATE), whoever asks.

A migration protects a table with `protect("app_table")`. The two legitimate exceptions (restoring into a table, emptying
it between tests) run inside `rewriting_allowed()`, which opens the door for one connection only. On SQLite the triggers
call a function that only the site's own connections have, so that any other program is refused as well.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, migrations
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.backends.signals import connection_created
from django.db.migrations.state import ProjectState

_SETTING = "plumbline.rewriting"
_FUNCTION = "plumbline_rewriting_allowed"

_POSTGRESQL_FUNCTION = f"""
CREATE OR REPLACE FUNCTION plumbline_refuse_rewriting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_setting('{_SETTING}', true) = 'on' THEN
        IF TG_OP = 'UPDATE' THEN RETURN NEW; END IF;
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'append-only table: % refused on %', TG_OP, TG_TABLE_NAME;
END $$;
"""


class _Triggers(migrations.RunPython):
    """A step that only speaks to the database: it needs no models, which Django would otherwise make anew for each step."""

    def database_forwards(
        self,
        _app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        _from_state: ProjectState,
        _to_state: ProjectState,
    ) -> None:
        """Make the triggers."""
        self.code(None, schema_editor)  # type: ignore[arg-type]


def protect(table: str) -> migrations.RunPython:
    """Return the migration step that makes a table append-only, on either database; it can be undone."""

    def forwards(_apps: object, editor: BaseDatabaseSchemaEditor) -> None:
        for statement in _statements(editor.connection.vendor, table):
            editor.execute(statement, params=None)

    def backwards(_apps: object, editor: BaseDatabaseSchemaEditor) -> None:
        for name in _trigger_names(table):
            on = f" ON {table}" if editor.connection.vendor == "postgresql" else ""
            editor.execute(f"DROP TRIGGER IF EXISTS {name}{on}", params=None)

    return _Triggers(forwards, backwards)


@contextmanager
def rewriting_allowed(database: BaseDatabaseWrapper | None = None) -> Iterator[None]:
    """Open the door for the statements of one connection, and close it again."""
    wrapper = database or connection
    _set_allowed(wrapper, allowed=True)
    try:
        yield
    finally:
        _set_allowed(wrapper, allowed=False)


def missing_triggers(tables: Iterable[str]) -> list[str]:
    """Return the names of the triggers of protected tables that should be there and are not (or are switched off)."""
    if connection.vendor == "postgresql":
        sql = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'"
    else:
        sql = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    with connection.cursor() as cursor:
        cursor.execute(sql)
        present = {name for (name,) in cursor.fetchall()}
    wanted = 3 if connection.vendor == "postgresql" else 2  # SQLite has no TRUNCATE
    return [name for table in tables for name in _trigger_names(table)[:wanted] if name not in present]


def _trigger_names(table: str) -> list[str]:
    return [f"{table}_no_update", f"{table}_no_delete", f"{table}_no_truncate"]


def _statements(vendor: str, table: str) -> list[str]:
    update, delete, truncate = _trigger_names(table)
    if vendor == "postgresql":
        call = "EXECUTE FUNCTION plumbline_refuse_rewriting()"
        return [
            _POSTGRESQL_FUNCTION,
            f"CREATE TRIGGER {update} BEFORE UPDATE ON {table} FOR EACH ROW {call}",
            f"CREATE TRIGGER {delete} BEFORE DELETE ON {table} FOR EACH ROW {call}",
            f"CREATE TRIGGER {truncate} BEFORE TRUNCATE ON {table} FOR EACH STATEMENT {call}",
        ]
    refuse = f"WHEN {_FUNCTION}() = 0 BEGIN SELECT RAISE(ABORT, 'append-only table: {{}} refused on {table}'); END"
    return [
        f"CREATE TRIGGER {update} BEFORE UPDATE ON {table} {refuse.format('UPDATE')}",
        f"CREATE TRIGGER {delete} BEFORE DELETE ON {table} {refuse.format('DELETE')}",
    ]


def _set_allowed(wrapper: BaseDatabaseWrapper, *, allowed: bool) -> None:
    if wrapper.vendor == "postgresql":
        with wrapper.cursor() as cursor:
            cursor.execute("SELECT set_config(%s, %s, false)", [_SETTING, "on" if allowed else "off"])
        return
    wrapper.ensure_connection()
    _register(wrapper, answer=int(allowed))


def _register(wrapper: BaseDatabaseWrapper, *, answer: int) -> None:
    wrapper.connection.create_function(_FUNCTION, 0, lambda: answer)


def _on_connection(connection: BaseDatabaseWrapper, **_kwargs: Any) -> None:
    if connection.vendor == "sqlite":
        _register(connection, answer=0)
        # REPLACE deletes the old row without firing delete triggers unless triggers are recursive.
        connection.connection.execute("PRAGMA recursive_triggers=ON")


connection_created.connect(_on_connection, dispatch_uid="append_only")
