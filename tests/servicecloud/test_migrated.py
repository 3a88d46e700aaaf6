"""The kept database is made anew as soon as anything is changed that it is made of."""

from pathlib import Path

from tests.servicecloud.migrated import key_of, made_of


def test_it_is_made_of_all_migrations_and_of_what_they_call():

    assert {path.name for path in made_of()} >= {"0001_initial.py", "append_only.py", "fulltext.py", "personal.py"}
    assert len({path for path in made_of() if path.parent.name == "migrations"}) > 50


def test_a_changed_an_added_and_a_renamed_migration_change_the_key(tmp_path):
    def write(name: str, text: str) -> Path:
        path = tmp_path / "app" / "migrations" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    first = write("0001_first.py", "one")
    keys = [key_of([first]), key_of([write("0001_first.py", "two")])]
    keys.append(key_of([first, write("0002_second.py", "one")]))
    keys.append(key_of([write("0001_other.py", "two")]))

    assert len(set(keys)) == 4
