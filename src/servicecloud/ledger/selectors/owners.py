"""Which owners a query is about, said so that the database goes straight to the days of each."""

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection
from django.db.models import BooleanField, F, Func, QuerySet

from servicecloud.ledger.models import Owner
from servicecloud.ledger.scope import reach


class _IsAnyOf(Func):
    """``owner = ANY(ARRAY(…))``: PostgreSQL looks the owners up once, before it goes through the index."""

    template = "(%(expressions)s))"
    arg_joiner = " = ANY("
    output_field = BooleanField()


def of_owners_in_scope(rows: "QuerySet[Any]") -> "QuerySet[Any]":
    """Return the rows with all owners in scope named: entries are kept by owner, measure and day.

    A condition `IN (SELECT …)` would do for SQLite; PostgreSQL takes it for a join and then does not go by the days.
    """
    own = reach()
    if own is not None:
        return rows.filter(owner_id__in=own)
    everybody = Owner.objects.order_by().values("pk")
    if connection.vendor == "postgresql":
        return rows.filter(_IsAnyOf(F("owner_id"), ArraySubquery(everybody)))
    return rows.filter(owner_id__in=everybody)
