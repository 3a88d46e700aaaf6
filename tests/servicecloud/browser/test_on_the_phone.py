"""Every page of a project on a phone: nothing sticks out of the window, wide tables scroll in their own box."""

import pytest
from scripts.browser import PHONE, enter
from tests.servicecloud.browser.conftest import keep_picture
from tests.servicecloud.browser.test_cycle import house
from tests.servicecloud.performance import making

from servicecloud.identity.standing import scope_of_everything
from servicecloud.ledger.models import Snapshot
from servicecloud.performance.models import Monitoring, Project, SelfEvaluation, TargetTable
from servicecloud.performance.services import monitoring
from servicecloud.performance.values import TargetContent, from_json

__all__ = ["house"]

AROUND = ("", "new/", "late/", "disclosures/", "payments/import/")
OF_ANY = ("", "edit/", "money/", "money/import/", "payments/", "due/", "target/", "target/edit/")
OF_EVALUATED = ("evaluation/", "evaluation/pack/", "self_evaluation/compare/", "target/compare/")


@pytest.fixture
def projects(house: making.House) -> list[Project]:
    """A project in each state, with a long name, monitored twice in the one that runs."""
    name = "中小企业公共服务平台运行维护与数字化转型服务能力提升专项"
    running = making.approved(house, name=f"{name}（执行）", year=making.last_year())
    with scope_of_everything():
        for first, last in ((1, 3), (1, 6)):
            monitoring.build_monitoring(actor=house.officer, project_id=running.pk, start_month=first, end_month=last)
    return [
        making.declared(house, name=f"{name}（申报）"),
        making.submitted(house, name=f"{name}（审核）"),
        running,
        making.built(house, name=f"{name}（自评）"),
        making.corrected(house, name=f"{name}（更正）"),
    ]


def addresses(projects: list[Project]) -> list[str]:
    """The pages of these projects, with those of their rows, periods and numbers."""
    found = [f"/office/projects/{page}" for page in AROUND]
    for project in projects:
        base, table = f"/office/projects/{project.pk}/", TargetTable.everywhere.get(project=project)
        found += [f"{base}{page}" for page in OF_ANY]
        found += [f"{base}target/rows/{row.key}/" for row in from_json(table.content, TargetContent).rows[:1]]
        found += [f"/office/boards/projects/{project.pk}/", f"/office/oversight/projects/{project.pk}/"]
    for evaluation in SelfEvaluation.everywhere.filter(project__in=projects).order_by("pk"):
        base = f"/office/projects/{evaluation.project_id}/"
        found += [f"{base}{page}" for page in OF_EVALUATED]
        found += [f"{base}evaluation/rows/{row['key']}/files/" for row in evaluation.content["rows"][:1]]
    for each in Monitoring.everywhere.filter(project__in=projects).order_by("pk"):
        found.append(f"/office/projects/{each.project_id}/monitoring/{each.start_month}-{each.end_month}/")
    number = Snapshot.everywhere.earliest("pk").pk
    return [*found, *(f"/office/ledger/snapshots/{page}" for page in ("", f"{number}/", f"{number}/entries/"))]


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_no_page_of_a_project_is_wider_than_the_phone(open_page, projects, language):
    page = open_page(viewport=PHONE)
    enter(page, "project")
    page.context.add_cookies([{"name": "django_language", "value": language, "url": page.url}])
    wide, seen = [], 0

    for address in addresses(projects):
        answer = page.goto(address)
        assert answer is not None
        seen += answer.status == 200
        sticks_out = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        wide += [(address, sticks_out)] if sticks_out > 0 else []

    page.goto("/office/projects/")
    keep_picture(page, f"projects-phone-{language}")
    assert wide == [], "\n".join(f"{address} {pixels}" for address, pixels in wide)
    assert seen > 60
