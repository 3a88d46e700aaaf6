"""`python -m benchmarks.inside.cycle ENTRIES`: a project of forty indicators over a full sealed ledger, from its editor to its form."""

import json
import os
import statistics
import sys
import time
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import django

TIMES, ROWS, YEAR = 9, 40, 2023


def main() -> None:
    """Measure in the database of the environment, through every layer but the server."""
    django.setup()
    from benchmarks.inside.ledger_filling import fill
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from servicecloud.demo.loading import load
    from servicecloud.identity.models import User
    from servicecloud.identity.standing import scope_of_everything
    from servicecloud.ledger.services.sealing import seal_waiting
    from servicecloud.performance.services.evaluation_building import build_evaluation

    settings.ALLOWED_HOSTS = ["*"]
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    load(scale=20)
    fill(int(sys.argv[1]), is_waiting=True)
    client = Client()
    backend = "allauth.account.auth_backends.AuthenticationBackend"
    officer = _officer()
    client.force_login(officer, backend=backend)
    found: dict[str, float] = {}
    with scope_of_everything():
        seal_waiting()
        drafted = _declared(officer, name="编辑")
        running = _approved(officer, _declared(officer, name="自评"))
        found["evaluation"] = _median(lambda: build_evaluation(actor=officer, project_id=running), times=3)
        found["renewal"] = _renewal(running)
    address = f"/office/projects/{drafted}/target/edit/"
    page = client.get(address)
    assert page.status_code == 200
    found["editor"] = _median(lambda: client.get(address))
    found["editor kB"] = len(page.content) / 1000
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    found["editor queries"] = len(captured)
    for kind in ("pdf", "docx", "xlsx"):
        url = f"/office/projects/{running}/evaluation/file/{kind}/"
        assert client.get(url).status_code == 200, url
        found[kind] = _median(lambda url=url: client.get(url))
    assert User.objects.filter(pk=officer.pk).exists()
    sys.stdout.write(json.dumps(found) + "\n")


def _median(call: Callable[[], object], *, times: int = TIMES) -> float:
    """Milliseconds, the median."""
    taken = []
    for _time in range(times):
        begun = time.perf_counter()
        call()
        taken.append(1000 * (time.perf_counter() - begun))
    return statistics.median(taken)


def _renewal(pk: int) -> float:
    from servicecloud.boards.models import TrackedIndicator
    from servicecloud.boards.services.renewing import renew

    taken = _median(lambda: renew([pk]), times=3)
    assert TrackedIndicator.objects.filter(project_id=pk).exclude(actual="").count() == ROWS
    return taken


def _officer() -> Any:
    from servicecloud.identity.enums import Role
    from servicecloud.identity.models import Membership, Organisation, Placement, User

    unit = Organisation.everywhere.get(code="U-BENCH-3")
    department = Organisation.everywhere.get(code="LJ-JX")
    Placement.everywhere.get_or_create(organisation=unit, parent=department, defaults={"valid_from": date(2020, 1, 1)})
    officer, _is_new = User.objects.get_or_create(username="bench-officer")
    Membership.everywhere.get_or_create(user=officer, organisation=unit, role=Role.PROJECT_OFFICER, ended_at=None)
    head, _is_new = User.objects.get_or_create(username="bench-head")
    Membership.everywhere.get_or_create(user=head, organisation=unit, role=Role.UNIT_HEAD, ended_at=None)
    return officer


def _declared(officer: Any, *, name: str) -> int:
    """A project whose forty rows are each bound to the fullest measure, with filters by turns."""
    from servicecloud.identity.models import Organisation
    from servicecloud.performance.enums import FundSource
    from servicecloud.performance.models import TargetTable
    from servicecloud.performance.services import money, targets
    from servicecloud.performance.services.projects import create_project
    from servicecloud.performance.values import Binding, TargetContent, from_json

    unit = Organisation.everywhere.get(code="U-BENCH-3")
    values = {"name": name, "year": YEAR, "starts_on": date(YEAR, 1, 1), "ends_on": date(YEAR, 12, 31)}
    project = create_project(actor=officer, owner=unit, values=values)
    money.set_initial_budget(
        actor=officer, project_id=project.pk, source=FundSource.FISCAL, amount_yuan=Decimal(1_000_000)
    )
    rows = [
        {
            "level1": "产出指标" if at < ROWS - 10 else "效益指标",
            "level2": "数量指标" if at < ROWS - 10 else "社会效益指标",
            "level3": f"走访企业家次之{at + 1}",
            "target": "≥100(家次)",
            "weight": "2.25",
        }
        for at in range(ROWS)
    ]
    targets.save_target(actor=officer, project_id=project.pk, expected=1, goal="走访企业。", rows=rows)
    filters = ({}, {"district": ("d1",)}, {"channel": ("c0",)}, {"district": ("d0", "d2")})
    content = from_json(TargetTable.objects.get(project=project).content, TargetContent)
    for at, row in enumerate(content.rows):
        binding = Binding(kind="measure", measure="bench.visits", filters=filters[at % len(filters)])
        version = TargetTable.objects.get(project=project).version
        targets.bind_row(actor=officer, project_id=project.pk, expected=version, key=row.key, binding=binding)
    return int(project.pk)


def _approved(officer: Any, pk: int) -> int:
    from servicecloud.identity.models import User
    from servicecloud.performance.enums import Document
    from servicecloud.performance.models import TargetTable
    from servicecloud.performance.services import reviews, targets

    targets.submit_target(actor=officer, project_id=pk, expected=TargetTable.objects.get(project_id=pk).version)
    for username in ("bench-head", "department", "bureau"):
        table = TargetTable.objects.get(project_id=pk)
        person = User.objects.get(username=username)
        reviews.approve(actor=person, kind=Document.TARGET, project_id=pk, expected=table.version)
    return pk


if __name__ == "__main__":
    os.environ.setdefault("PLUMBLINE_BENCH", "1")
    main()
