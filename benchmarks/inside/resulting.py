"""`python -m benchmarks.inside.resulting PROJECTS ROWS`: publish that many results, ask for their pages, print the times as JSON."""

import json
import random
import sys
from datetime import date, timedelta
from decimal import Decimal

import django
from benchmarks.inside.searching import p95, timed

TIMES = 40
LEVELS = (
    ("产出指标", "数量指标"),
    ("产出指标", "质量指标"),
    ("效益指标", "社会效益指标"),
    ("满意度指标", "服务对象满意度指标"),
)
NAMES = ("培训企业家次", "诉求办结率", "政策知晓率", "服务企业满意度", "惠企政策发布数", "融资对接次数", "走访企业数")


def main() -> None:
    """Measure in the database of the environment."""
    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.test import Client

    from servicecloud.demo.loading import load

    settings.ALLOWED_HOSTS = ["*"]
    call_command("collectstatic", interactive=False, verbosity=0)
    projects, rows = int(sys.argv[1]), int(sys.argv[2])
    load(scale=60)
    department = publish(projects, rows)
    pages = projects * rows // 25
    asked = {
        "indicators, first page": "/performance/indicators/",
        "indicators, last page": f"/performance/indicators/?page={pages}",
        "indicators, a word": "/performance/indicators/?q=满意度",
        "indicators, three filters": f"/performance/indicators/?year=2023&department={department}&level1=产出指标&reached=no",
        "indicators, sorted by share of points": "/performance/indicators/?sort=share",
        "projects, first page": "/performance/",
        "projects, published late": "/performance/?late=yes",
        "a department": f"/performance/departments/{department}/",
    }
    client, found = Client(), {}
    for label, url in asked.items():
        assert client.get(url).status_code == 200, url
        found[label] = p95([timed(lambda url=url: client.get(url)) for _time in range(TIMES)])
    sys.stdout.write(json.dumps(found) + "\n")


def publish(projects: int, rows: int) -> int:
    """Write projects with a publication and its rows over five years and the units there are; return a department."""
    from django.utils import timezone

    from servicecloud.identity.enums import OrganisationKind
    from servicecloud.identity.models import Organisation, User
    from servicecloud.performance import models

    draw = random.Random(11)
    user, department = User.objects.first(), Organisation.everywhere.get(code="LJ-JX")
    units = list(Organisation.everywhere.filter(kind=OrganisationKind.UNIT)) or [department]
    made = models.Project.everywhere.bulk_create(
        models.Project(
            owner=draw.choice(units),
            department=department,
            year=2021 + number % 5,
            name=f"服务项目{number:05d}",
            starts_on=date(2021 + number % 5, 1, 1),
            ends_on=date(2021 + number % 5, 12, 31),
            created_by=user,
            state="disclosed",
        )
        for number in range(projects)
    )
    versions = models.DocumentVersion.everywhere.bulk_create(
        models.DocumentVersion(
            project=each, document="self_evaluation", number=1, content="{}", form="{}", made_by=user
        )
        for each in made
    )
    published = models.Disclosure.everywhere.bulk_create(
        models.Disclosure(project=each, version=version, number=1, published_by=user, published_at=timezone.now())
        for each, version in zip(made, versions, strict=True)
    )
    results = models.PublishedResult.everywhere.bulk_create(
        models.PublishedResult(
            project=each,
            disclosure=shown,
            owner_id=each.owner_id,
            department=department,
            year=each.year,
            name=each.name,
            total_score=Decimal(draw.randrange(6000, 10001)) / 100,
            grade="优",
            annual_yuan=Decimal(1_000_000),
            executed_yuan=Decimal(990_000),
            rate=Decimal(99),
            approved_on=date(each.year + 1, 3, 1),
            first_published_on=date(each.year + 1, 3, 1) + timedelta(days=draw.randrange(40)),
            published_on=date(each.year + 1, 4, 1),
            publication=1,
        )
        for each, shown in zip(made, published, strict=True)
    )
    models.PublishedIndicator.everywhere.bulk_create(
        (
            models.PublishedIndicator(
                result=result,
                place=place,
                year=result.year,
                level1=LEVELS[place % 4][0],
                level2=LEVELS[place % 4][1],
                level3=f"{draw.choice(NAMES)}{place}",
                target="≥90%",
                actual=f"{draw.randrange(60, 101)}%",
                weight=Decimal(9),
                score=Decimal(9),
                share=Decimal(draw.choice((100, 100, 100, 80, 60))),
                unit="%",
                counted=draw.randrange(10_000),
            )
            for result in results
            for place in range(1, rows + 1)
        ),
        batch_size=2000,
    )
    return department.pk


if __name__ == "__main__":
    main()
