"""`python -m benchmarks.inside.last_day fill PROJECTS OFFICERS`: units with an officer each, and projects whose targets can be submitted.

`… check`: look into the database for what the afternoon left: submitted, frozen once, waiting for its first step.
"""

import json
import sys
from datetime import date
from decimal import Decimal

import django

ROWS = 12
SHARES = (
    ("产出指标", "数量指标"),
    ("产出指标", "质量指标"),
    ("效益指标", "社会效益指标"),
    ("满意度指标", "服务对象满意度指标"),
)


def main() -> None:
    """Fill, or check; print JSON."""
    django.setup()
    is_filling = sys.argv[1] == "fill"
    answer = fill(projects=int(sys.argv[2]), officers=int(sys.argv[3])) if is_filling else check()
    sys.stdout.write(json.dumps(answer) + "\n")


def fill(*, projects: int, officers: int) -> dict[str, list[int]]:
    """Make the units, their officers and heads, and the projects in bulk; return the projects of each officer."""
    from django.db import transaction
    from django.utils import timezone

    from servicecloud.identity.models import Organisation, User
    from servicecloud.performance.models import BudgetLine, Project, TargetTable
    from servicecloud.performance.values import as_json

    department, bureau = (Organisation.everywhere.get(code=code) for code in ("LJ-JX", "LJ-CZ"))
    today = timezone.localdate()
    with transaction.atomic():
        people = [_unit(number, department) for number in range(officers)]
        rows = [
            Project(
                owner_id=unit,
                department=department,
                bureau=bureau,
                year=today.year,
                name=f"项目{number:05d}",
                starts_on=date(today.year, 1, 1),
                ends_on=date(today.year, 12, 31),
                created_by=officer,
            )
            for number in range(projects)
            for officer, unit in [people[number % officers]]
        ]
        made = Project.everywhere.bulk_create(rows, batch_size=500)
        content = as_json(_content())
        BudgetLine.everywhere.bulk_create(
            [BudgetLine(project=row, source="fiscal", initial_yuan=Decimal(1_000_000)) for row in made], batch_size=500
        )
        TargetTable.everywhere.bulk_create(
            [TargetTable(project=row, content=content, edited_by=row.created_by) for row in made], batch_size=500
        )
    names = dict(User.objects.filter(username__startswith="lastday-").values_list("pk", "username"))
    found: dict[str, list[int]] = {name: [] for name in names.values()}
    for row in made:
        found[names[row.created_by_id]].append(row.pk)
    return found


def check() -> dict[str, int]:
    """Count what the afternoon left."""
    from django.db.models import Count

    from servicecloud.identity.models import User
    from servicecloud.performance.models import DocumentVersion, Review, TargetTable

    officers = User.objects.filter(username__startswith="lastday-")
    tables = TargetTable.everywhere.filter(project__created_by__in=officers)
    versions = DocumentVersion.everywhere.filter(made_by__in=officers)
    return {
        "waiting": tables.filter(state="in_review", waiting_for="unit", latest__isnull=False).count(),
        "versions": versions.count(),
        "doubled": versions.values("project").annotate(count=Count("pk")).filter(count__gt=1).count(),
        "reviews": Review.everywhere.filter(actor__in=officers, verdict="submitted").count(),
    }


def _unit(number: int, department: object) -> tuple[object, int]:
    from servicecloud.identity.enums import OrganisationKind, Role
    from servicecloud.identity.models import Membership, Organisation, Placement, User

    unit = Organisation.everywhere.create(
        kind=OrganisationKind.UNIT,
        name_zh=f"预算单位{number:03d}",
        code=f"LD-{number:03d}",
        valid_from=date(2019, 1, 1),
    )
    Placement.everywhere.create(organisation=unit, parent=department, valid_from=date(2019, 1, 1))
    people = [
        User.objects.create(username=f"{name}-{number:03d}", display_name=f"{word}{number:03d}", is_demonstration=True)
        for name, word in (("lastday", "经办"), ("lasthead", "负责"))
    ]
    for person, role in zip(people, (Role.PROJECT_OFFICER, Role.UNIT_HEAD), strict=True):
        Membership.everywhere.create(user=person, organisation=unit, role=role)
    return people[0], unit.pk


def _content() -> object:
    """A table of twelve indicators with 90 points, each a narrative with its evidence."""
    from servicecloud.performance.values import Binding, TargetContent, TargetRow

    weights = [Decimal(weight) for weight in (10, 10, 10, 10, 5, 5, 10, 10, 5, 5, 5, 5)]
    places = [SHARES[0]] * 4 + [SHARES[1]] * 2 + [SHARES[2]] * 4 + [SHARES[3]] * 2
    rows = tuple(
        TargetRow(
            key=f"row{number:02d}",
            level1=level1,
            level2=level2,
            level3=f"服务事项{number + 1}完成情况",
            target="≥95%",
            weight=weight,
            binding=Binding(kind="narrative", evidence="验收报告和服务记录"),
        )
        for number, ((level1, level2), weight) in enumerate(zip(places, weights, strict=True))
    )
    return TargetContent(goal="按计划完成各项服务事项，完成率和满意度均不低于95%。", rows=rows)


if __name__ == "__main__":
    main()
