"""`python -m benchmarks.inside.boards PROJECTS ROWS`: the summaries of a city in bulk, then the boards as a reader clicks through."""

import json
import os
import statistics
import sys
import time
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import islice
from typing import Any

import django

TIMES = 9
YEARS = (2022, 2023, 2024, 2025)
DEPARTMENTS, UNITS = 40, 400


def main() -> None:
    """Measure in the database of the environment, through every layer but the server."""
    django.setup()
    from django.conf import settings
    from django.test import Client

    from servicecloud.demo.loading import load
    from servicecloud.identity.models import User

    settings.ALLOWED_HOSTS = ["*"]
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    load(scale=20)
    projects, rows = int(sys.argv[1]), int(sys.argv[2])
    _fill(projects, rows)
    client = Client()
    backend = "allauth.account.auth_backends.AuthenticationBackend"
    client.force_login(User.objects.get(username="bureau"), backend=backend)
    asked = {
        "board of a city": "/office/boards/?year=2025",
        "wall view": "/office/boards/wall/?year=2025",
        "board of a department": f"/office/boards/?year=2025&department={_department()}",
        "projects behind a figure": "/office/boards/projects/?year=2025&light=red",
        "who has monitored": "/office/boards/monitoring/?year=2025",
        "indicators of a year, first page": "/office/boards/indicators/?year=2025",
        "indicators that are red, slowest first": "/office/boards/indicators/?year=2025&light=red&sort=pace",
        "indicators found by a word": "/office/boards/indicators/?year=2025&q=%E5%9F%B9%E8%AE%AD17",
    }
    found = {}
    for label, url in asked.items():
        assert client.get(url).status_code == 200, url
        found[label] = statistics.median(_milliseconds(client, url) for _time in range(TIMES))
    sys.stdout.write(json.dumps(found) + "\n")


def _milliseconds(client: Any, url: str) -> float:
    begun = time.perf_counter()
    client.get(url)
    return 1000 * (time.perf_counter() - begun)


def _department() -> int:
    from servicecloud.identity.models import Organisation

    return Organisation.everywhere.get(code="D-BENCH-3").pk


def _fill(projects: int, rows: int) -> None:
    """So many projects in the last year and a fifth as many in each earlier one, each with everything a board reads."""
    from django.db import connection

    from servicecloud.boards.models import FindingCount, TrackedIndicator
    from servicecloud.identity.standing import scope_of_everything
    from servicecloud.performance.models import Project

    with scope_of_everything():
        made = _projects(projects)
        keys = list(Project.everywhere.filter(name__startswith="测量项目").order_by("pk").values_list("pk", "year"))
        _documents(keys, made)
        _batched(TrackedIndicator, (_row(pk, at) for pk, year in keys if year == YEARS[-1] for at in range(rows)))
        rules = ("S-15", "I-11", "F-07", "W-05", "M-03", "S-28")
        _batched(
            FindingCount,
            (
                FindingCount(project_id=pk, rule=rule, severity="warning", number=1 + pk % 3)
                for pk, _year in keys
                for at, rule in enumerate(rules)
                if (pk + at) % 3 == 0
            ),
        )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _projects(count: int) -> Any:
    from servicecloud.identity.enums import OrganisationKind
    from servicecloud.identity.models import Organisation, Placement, User
    from servicecloud.performance.models import Project

    kinds = OrganisationKind
    bureau, officer = Organisation.everywhere.get(code="LJ-CZ"), User.objects.get(username="project")
    departments = [_body(f"D-BENCH-{at}", kinds.DEPARTMENT, f"测量部门{at}") for at in range(DEPARTMENTS)]
    units = [_body(f"B-BENCH-{at}", kinds.UNIT, f"测量单位{at}") for at in range(UNITS)]
    pairs = [(each, bureau) for each in departments]
    pairs += [(unit, departments[at % DEPARTMENTS]) for at, unit in enumerate(units)]
    for body, above in pairs:
        Placement.everywhere.get_or_create(organisation=body, parent=above, defaults={"valid_from": date(2020, 1, 1)})
    states = ("preparing", "running", "running", "evaluating", "evaluated", "disclosed")

    def each() -> Iterator[Any]:
        earlier = count // 5
        for at in range(count + earlier * (len(YEARS) - 1)):
            year = YEARS[-1] if at < count else YEARS[(at - count) // earlier]
            unit = at % UNITS
            yield Project(
                owner=units[unit],
                department=departments[unit % DEPARTMENTS],
                bureau=bureau,
                year=year,
                name=f"测量项目{at}",
                starts_on=date(year, 1, 1),
                ends_on=date(year, 12, 31),
                state=states[at % 6],
                created_by=officer,
            )

    _batched(Project, each())
    return officer


def _body(code: str, kind: str, name: str) -> Any:
    from servicecloud.identity.models import Organisation

    made, _is_new = Organisation.everywhere.get_or_create(code=code, defaults={"kind": kind, "name_zh": name})
    return made


def _documents(keys: list[tuple[int, int]], officer: Any) -> None:
    from django.utils import timezone

    from servicecloud.boards.models import ProjectSummary
    from servicecloud.performance.models import DocumentVersion, Monitoring, SelfEvaluation, TargetTable

    lights, now = ("red", "yellow", "green", "green", "blue", ""), timezone.now()
    common = {"content": "{}", "form": "{}", "digest": "0" * 64, "made_by": officer}
    _batched(
        DocumentVersion, (DocumentVersion(project_id=pk, document="target", number=1, **common) for pk, _y in keys)
    )
    version = dict(DocumentVersion.everywhere.filter(document="target").values_list("project_id", "pk"))
    _batched(
        TargetTable,
        (
            TargetTable(project_id=pk, state="approved", latest_id=version[pk], approved_id=version[pk])
            for pk, _y in keys
        ),
    )
    _batched(
        SelfEvaluation,
        (
            SelfEvaluation(
                project_id=pk,
                target_id=version[pk],
                state="approved",
                latest_id=version[pk],
                approved_id=version[pk],
                approved_at=now,
                total_score=Decimal(60 + pk % 41),
                grade=("优", "良", "中", "差")[pk % 4],
            )
            for pk, _y in keys
            if pk % 2
        ),
    )
    _batched(
        Monitoring,
        (
            Monitoring(
                project_id=pk,
                target_id=version[pk],
                end_month=7,
                light="green",
                sent_id=version[pk] if pk % 3 else None,
            )
            for pk, _y in keys
            if pk % 4
        ),
    )
    _batched(
        ProjectSummary,
        (
            ProjectSummary(
                project_id=pk,
                as_of=date(year, 12, 31),
                initial_yuan=Decimal(1_000_000 + pk),
                annual_yuan=Decimal(1_100_000 + pk),
                executed_yuan=Decimal(900_000 + pk * 7),
                execution_rate=Decimal(60 + pk % 45),
                light=lights[pk % 6],
                money_light=lights[pk % 5],
                goals_light=lights[pk % 4],
                rows=40,
                red_rows=pk % 5,
                yellow_rows=pk % 7,
                green_rows=20,
                blue_rows=pk % 3,
                renewed_at=now,
            )
            for pk, year in keys
        ),
    )


def _row(pk: int, at: int) -> Any:
    from servicecloud.boards.models import TrackedIndicator

    number = Decimal((pk * 31 + at * 17) % 1500) / 10
    return TrackedIndicator(
        project_id=pk,
        key=f"{at:08x}",
        position=at,
        level1="产出指标",
        level2="数量指标",
        name=f"培训{(pk + at) % 997}家次",
        target="≥1000(家次)",
        weight=Decimal(2),
        measure="" if at % 5 == 0 else f"bench.{at}",
        how="narrative" if at % 5 == 0 else "number",
        actual=f"{pk % 1000}(家次)",
        progress=number,
        pace=number,
        light=("red", "yellow", "green", "green", "blue")[(pk + at) % 5],
        projected="900(家次)",
        low="800(家次)",
        high="1000(家次)",
        likelihood="possible",
        entries=pk,
        last_entry_on=date(2025, 6, 1),
    )


def _batched(model: Any, made: Iterator[Any]) -> None:
    while batch := list(islice(made, 2000)):
        model.everywhere.bulk_create(batch)


if __name__ == "__main__":
    os.environ.setdefault("PLUMBLINE_BENCH", "1")
    main()
