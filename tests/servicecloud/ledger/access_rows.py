"""Who gets what at the addresses of the ledger; `access.py` takes these rows into its table."""

import hashlib
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone

from servicecloud.identity.standing import scope_of_everything
from servicecloud.ledger.enums import ImportState, IncidentKind, Relation, RunState
from servicecloud.ledger.models import (
    Incident,
    Reconciliation,
    Register,
    RegisterImport,
    RegisterRow,
    Snapshot,
    Verification,
)
from servicecloud.ledger.services.registers import add_row, define_register, register_rule
from servicecloud.ledger.services.sealing import seal_waiting
from servicecloud.ledger.services.snapshots import take_snapshot

OWN = ("project", "head")
WATCHERS = ("operator", "security", "auditor")
FIELDS = {
    "title_zh": "会刊印发",
    "counts_zh": "已发放的会刊",
    "unit": "份",
    "counting": "sum",
    "has_subject": False,
    "dimensions": [{"name": "d1", "title_zh": "所在区", "title_en": "District", "values": ["望潮区"]}],
}


def a_register(town: Any) -> Register:
    """A register of the unit with two rows, sealed."""
    with scope_of_everything():
        project = town.people["project"]
        register = define_register(actor=project, owner=town.organisations["unit"], values=FIELDS)
        year = timezone.localdate().year
        for day in (1, 2):
            values = {"happened_on": date(year, 1, day), "quantity": Decimal(30), "dimensions": {"d1": "望潮区"}}
            add_row(actor=project, register_id=register.pk, values=values)
        seal_waiting()
    return register


def a_row(town: Any) -> RegisterRow:
    register = a_register(town)
    return RegisterRow.everywhere.filter(register=register).earliest("pk")


def a_snapshot(town: Any) -> Snapshot:
    register = a_register(town)
    with scope_of_everything():
        return take_snapshot(
            register_rule(register), as_of=timezone.localdate(), owner=register.owner, actor=town.people["project"]
        )


def an_import(town: Any, state: ImportState) -> RegisterImport:
    return RegisterImport.everywhere.create(
        register=a_register(town),
        file_name="a.csv",
        sha256=hashlib.sha256(b"").hexdigest(),
        state=state,
        started_by=town.people["project"],
    )


def a_pair(town: Any) -> Reconciliation:
    first = a_register(town)
    with scope_of_everything():
        second = define_register(
            actor=town.people["project"], owner=first.owner, values=FIELDS | {"title_zh": "会刊签收"}
        )
    return Reconciliation.everywhere.create(
        owner=first.owner, left=first.code, right=second.code, relation=Relation.EQUAL
    )


def _pk(make: Callable[[Any], Any]) -> Callable[[Any], dict[str, Any]]:
    return lambda town: {"pk": make(town).pk}


def _code(town: Any) -> dict[str, Any]:
    return {"code": a_register(town).code}


def ledger_rows(row: Any, *, only: Any, everybody: Any, office: tuple[str, ...]) -> dict[str, Any]:
    """Return the rows of the ledger's addresses."""
    reads, keeps = only(200, *office), only(200, *OWN)
    run = _pk(lambda _town: Verification.objects.create(state=RunState.GOOD))
    incident = _pk(
        lambda _town: Incident.objects.create(kind=IncidentKind.TOTALS, about="x", message_zh="不符", message_en="x")
    )
    return {
        "office:measures": row(get=reads, fill=lambda town: a_register(town) and {}),
        "office:measure": row(get=reads, fill=_code),
        "office:figure": row(get=reads, fill=_code),
        "office:freeze": row(
            post=only(302, *OWN),
            fill=_code,
            data=lambda town: {"organisation": town.organisations["unit"].pk},
        ),
        "office:snapshots": row(get=reads, fill=lambda town: a_snapshot(town) and {}),
        "office:snapshot": row(get=reads, fill=_pk(a_snapshot)),
        "office:snapshot_entries": row(get=reads, fill=_pk(a_snapshot)),
        "office:entries": row(get=reads, fill=lambda town: a_register(town) and {}),
        "office:entry": row(get=reads, fill=lambda town: {"pk": a_row(town).entry_id}),
        "office:entry_proof": row(get=reads, fill=lambda town: {"pk": a_row(town).entry_id}),
        "office:reverse_entry": row(
            post=only(302, *OWN),
            fill=lambda town: {"pk": a_row(town).entry_id},
            data=lambda _town: {"reason": "填错"},
        ),
        "office:registers": row(get=reads, fill=lambda town: a_register(town) and {}),
        "office:define_register": row(
            get=only(200, *OWN, "operator", "desk"), post=only(200, *OWN, "operator", "desk")
        ),
        "office:register": row(get=reads, fill=_pk(a_register)),
        "office:change_register": row(get=keeps, post=keeps, fill=_pk(a_register)),
        "office:enter_row": row(get=keeps, post=keeps, fill=_pk(a_register)),
        "office:register_template": row(get=reads, fill=_pk(a_register)),
        "office:upload_rows": row(get=keeps, post=keeps, fill=_pk(a_register)),
        "office:reverse_row": row(post=only(302, *OWN), fill=_pk(a_row)),
        "office:register_import": row(get=reads, fill=_pk(lambda town: an_import(town, ImportState.CHECKED))),
        "office:confirm_register_import": row(
            post=only(302, *OWN), fill=_pk(lambda town: an_import(town, ImportState.CHECKED))
        ),
        "office:undo_register_import": row(
            post=only(302, *OWN), fill=_pk(lambda town: an_import(town, ImportState.APPLIED))
        ),
        "office:seals": row(get=reads, fill=lambda town: a_register(town) and {}),
        "office:seal_now": row(post=only(302, *WATCHERS)),
        "office:export": row(get=reads, fill=lambda town: a_register(town) and {}),
        "office:export_ledger": row(get=reads, fill=lambda town: a_register(town) and {}),
        "office:verifications": row(
            get=reads,
            post=only(302, *WATCHERS),
            fill=lambda _town: incident(_town) and {},
        ),
        "office:verification": row(get=reads, fill=run),
        "office:settle_incident": row(
            post=only(302, "operator", "security"), fill=incident, data=lambda _town: {"settlement": "已核实"}
        ),
        "office:reconciliations": row(get=reads, post=reads, fill=lambda town: a_pair(town) and {}),
        "office:reconciliation": row(get=reads, fill=_pk(a_pair)),
        "office:periods": row(get=reads, post=reads),
        "portal:proof": row(get=everybody(), post=everybody(), fill=lambda town: a_register(town) and {}),
        "portal:proof_json": row(get=everybody(), fill=lambda town: a_register(town) and {}),
        "portal:proof_heads": row(get=everybody(), fill=lambda town: a_register(town) and {}),
        "portal:proof_heads_json": row(get=everybody(422), fill=lambda town: a_register(town) and {}),
    }


def api_rows(row: Any, *, with_token: Any, office: tuple[str, ...]) -> dict[str, Any]:
    """Return the rows of the ledger's addresses for programs."""
    reads, anybody = with_token(200, *office), with_token(200, others=200)

    def one(make: Callable[[Any], dict[str, Any]]) -> Any:
        return row(get=reads, fill=make, by_token=True)

    def filled(statuses: Any) -> Any:
        return row(get=statuses, fill=lambda town: a_register(town) and {}, by_token=True)

    return {
        "api:measures": filled(reads),
        "api:measure": one(_code),
        "api:figure": one(_code),
        "api:figure_entries": one(_code),
        "api:facets": one(_code),
        "api:entries": filled(reads),
        "api:entry": one(lambda town: {"pk": a_row(town).entry_id}),
        "api:entry_proof": one(lambda town: {"pk": a_row(town).entry_id}),
        "api:seals": filled(anybody),
        "api:consistency": filled(with_token(422, others=422)),
    }
