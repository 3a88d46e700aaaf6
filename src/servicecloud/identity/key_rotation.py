"""Moving all personal data to a new key, in small transactions, safe to run again after an interruption."""

from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from django.apps import apps
from django.db import connection, models, transaction

from servicecloud.activity.enums import SecurityKind
from servicecloud.activity.services import record_security
from servicecloud.personal import PersonalField, PersonalJSONField, decrypt, encrypt, key_id, keys, with_current_key

_BATCH = 500


@dataclass(frozen=True)
class RotatedColumn:
    """How many values of a column were (or would be) encrypted anew."""

    table: str
    column: str
    stale: int
    total: int


def rotate_keys(*, apply: bool) -> list[RotatedColumn]:
    """Encrypt anew every value whose key is not the current one; without `apply` only count them."""
    result = [
        _rotate_column(
            table=model._meta.db_table, key=str(model._meta.pk.column), column=str(field.column), apply=apply
        )
        for model in apps.get_models()
        for field in model._meta.local_fields
        if isinstance(field, PersonalField) and model._meta.managed
    ]
    result += [
        _rotate_json(model, field.name, apply=apply)
        for model in apps.get_models()
        for field in model._meta.local_fields
        if isinstance(field, PersonalJSONField) or (model is Authenticator and field.name == "data")
    ]
    if apply:
        record_security(
            kind=SecurityKind.KEYS_ROTATED, to=next(iter(keys())), values=sum(line.stale for line in result)
        )
    return result


def _rotate_column(*, table: str, key: str, column: str, apply: bool) -> RotatedColumn:
    current = next(iter(keys()))
    quote = connection.ops.quote_name
    names = {"t": quote(table), "k": quote(key), "c": quote(column)}
    last, stale, total = 0, 0, 0
    while True:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT {k}, {c} FROM {t} WHERE {k} > %s AND {c} <> '' ORDER BY {k} LIMIT %s".format(**names),  # noqa: S608
                [last, _BATCH],
            )
            rows = cursor.fetchall()
            if not rows:
                return RotatedColumn(table, column, stale, total)
            changed = [(encrypt(decrypt(value)), pk, value) for pk, value in rows if key_id(value) != current]
            if apply and changed:  # a value somebody edited meanwhile already has the new key: it is left alone
                cursor.executemany("UPDATE {t} SET {c} = %s WHERE {k} = %s AND {c} = %s".format(**names), changed)  # noqa: S608
            last, stale, total = rows[-1][0], stale + len(changed), total + len(rows)


def _rotate_json(model: type[models.Model], column: str, *, apply: bool) -> RotatedColumn:
    """Ciphertexts inside JSON: second factors, and what merges and imports keep of the former contents."""
    manager = model._base_manager
    stale = total = 0
    for pk in manager.order_by("pk").values_list("pk", flat=True).iterator():
        with transaction.atomic():
            row = manager.select_for_update().get(pk=pk)
            present = getattr(row, column)
            fresh = with_current_key(present)
            total += 1
            stale += fresh != present
            if apply and fresh != present:
                manager.filter(pk=pk).update(**{column: fresh})
    return RotatedColumn(model._meta.db_table, column, stale, total)
