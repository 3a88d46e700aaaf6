"""Protect payments again: SQLite lost their triggers with the old table."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from servicecloud.append_only import protect

_payments = protect("performance_payment")


def protect_payments_on_sqlite(apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    """Put the triggers back that went with the table when its constraints changed."""
    if editor.connection.vendor == "sqlite":
        _payments.reverse_code(apps, editor)
        _payments.code(apps, editor)


class Migration(migrations.Migration):
    dependencies = [("performance", "0022_payment_files")]
    operations = [migrations.RunPython(protect_payments_on_sqlite, migrations.RunPython.noop)]
