"""Make four-attribute reviews and moves append-only, and protect reviews again: SQLite lost their triggers with the old table."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from servicecloud.append_only import protect

PROTECTED = ("attributereview", "projectmove")
_reviews = protect("performance_review")


def protect_reviews_on_sqlite(apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    """Put the triggers back that went with the table when its constraint changed."""
    if editor.connection.vendor == "sqlite":
        _reviews.reverse_code(apps, editor)
        _reviews.code(apps, editor)


class Migration(migrations.Migration):
    dependencies = [("performance", "0005_reviewing_deadlines_moves")]
    operations = [
        *(protect(f"performance_{table}") for table in PROTECTED),
        migrations.RunPython(protect_reviews_on_sqlite, migrations.RunPython.noop),
    ]
