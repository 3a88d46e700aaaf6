"""From a finding of the audit to a rectification: its rule, its place and its sentence go along; nothing else may be named."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from tests.servicecloud.guards import CarefulClient
from tests.servicecloud.oversight import making as own
from tests.servicecloud.performance import making

from servicecloud.errors import NotFoundError
from servicecloud.oversight.models import Rectification
from servicecloud.oversight.selectors.findings import findings_of
from servicecloud.oversight.selectors.starting import start_from
from servicecloud.performance.models import DocumentVersion


def client_of(person):
    client = CarefulClient()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def a_finding(bench):
    """A project whose self-evaluation is approved, and the first finding in it."""
    project = making.evaluated(bench.house)
    version = project.evaluation.approved
    return project, findings_of(version)[0]


def test_the_reviewer_goes_from_the_finding_to_the_requirement_and_everything_goes_along(bench):
    project, found = a_finding(bench)
    client = client_of(bench.house.reviewer)
    page = client.get(reverse("office:project_oversight", args=[project.pk])).content.decode()
    address = (
        f"{reverse('office:require_rectification', args=[project.pk])}?version={found.version.pk}&finding={found.key}"
    )
    asked = client.get(address)

    answer = client.post(address, {**asked.context["form"].initial, "days": "10"})

    made = Rectification.objects.get()
    assert f"version={found.version.pk}&amp;finding=" in page
    assert answer.url == reverse("office:rectification", args=[made.pk])
    assert (made.basis, made.rule, made.place, made.audited_id) == (
        "audit",
        found.words.rule,
        found.place,
        found.version.pk,
    )
    assert made.what.startswith(found.words.rule)
    assert found.place in made.requirement
    assert found.words.problem in made.requirement
    shown = client.get(answer.url).content.decode()
    assert found.words.rule in shown
    assert "第1版" in shown


def test_what_was_required_already_is_said_where_the_finding_stands(bench):
    project, found = a_finding(bench)
    made = own.required(bench, project, rests_on={"version": found.version.pk, "finding": found.key})
    client = client_of(bench.house.reviewer)

    page = client.get(reverse("office:project_oversight", args=[project.pk])).content.decode()
    again = client.get(
        f"{reverse('office:require_rectification', args=[project.pk])}?version={found.version.pk}&finding={found.key}"
    ).content.decode()

    link = f'href="{reverse("office:rectification", args=[made.pk])}"'
    assert link in page
    assert "已要求整改" in page
    assert link in again


def test_the_re_check_and_the_reviewed_tables_have_the_button_and_the_unit_has_none(bench):
    examination = own.sent(bench)
    project, wanted = examination.project, "?version="

    pages = [
        reverse("office:examination", args=[examination.pk]),
        reverse("office:self_evaluation", args=[project.pk]),
    ]

    for page in pages:
        assert wanted in client_of(bench.house.reviewer).get(page).content.decode()
        assert wanted not in client_of(bench.house.officer).get(page).content.decode()


@pytest.mark.parametrize("key", ["", "W-01@nowhere", "S-04@indicators[99].actual"])
def test_a_finding_that_is_not_there_is_not_found(key, bench):
    project, found = a_finding(bench)

    with pytest.raises(NotFoundError):
        start_from(project, {"version": found.version.pk, "finding": key})


def test_a_table_of_another_project_is_not_found(bench):
    _project, found = a_finding(bench)
    other = making.approved(bench.house, name="别的项目")

    with pytest.raises(DocumentVersion.DoesNotExist):
        own.required(bench, other, rests_on={"version": found.version.pk, "finding": found.key})


def test_the_database_keeps_a_finding_whole(bench):
    made = own.required(bench)

    with pytest.raises(IntegrityError), transaction.atomic():
        Rectification.objects.filter(pk=made.pk).update(rule="S-04")
