"""Two people, or one in two tabs, at the same instant: one act happens, the other is told, nothing is lost. Threads, on PostgreSQL."""

import os
import threading

import pytest
from django.db import connections
from tests.servicecloud.factories import MembershipFactory
from tests.servicecloud.performance import making

from servicecloud.errors import DomainError
from servicecloud.identity.enums import Role
from servicecloud.identity.models import User
from servicecloud.identity.standing import scope_of_everything
from servicecloud.performance.enums import BulkOutcome, Document, DocumentState, StepKey
from servicecloud.performance.models import BulkItem, Review
from servicecloud.performance.services import reviews, targets
from servicecloud.performance.services.bulk import Chosen, approve_many

ON_SQLITE = "postgres" not in os.environ.get("DATABASE_URL", "")

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(ON_SQLITE, reason="threads share the suite's database in memory; SQLite has one writer"),
]


def at_once(*acts):
    """Do all acts at the same instant, each in a thread of its own; return the refusals by code."""
    barrier, refused = threading.Barrier(len(acts)), []

    def run(act):
        try:
            with scope_of_everything():
                barrier.wait(timeout=20)
                act()
        except DomainError as error:
            refused.append(error.code)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return refused


def fresh(user):
    return User.objects.get(pk=user.pk)


def second(house, role, organisation):
    return MembershipFactory(organisation=organisation, role=role).user


def test_two_reviewers_of_one_step_decide_once(house):
    project = making.submitted(house)
    other = second(house, Role.UNIT_HEAD, house.unit)
    seen = making.table_of(project).version

    def approve(person):
        return lambda: reviews.approve(actor=fresh(person), kind=Document.TARGET, project_id=project.pk, expected=seen)

    refused = at_once(approve(house.head), approve(other))

    assert len(refused) == 1
    assert Review.objects.filter(step=StepKey.UNIT).count() == 1
    assert making.table_of(project).waiting_for == StepKey.DEPARTMENT


def test_one_reviewer_in_two_tabs_decides_once(house):
    project = making.submitted(house)
    seen = making.table_of(project).version
    act = {"kind": Document.TARGET, "project_id": project.pk, "expected": seen}

    refused = at_once(
        lambda: reviews.approve(actor=fresh(house.head), **act),
        lambda: reviews.send_back(actor=fresh(house.head), comment="请修改", **act),
    )

    assert len(refused) == 1
    assert Review.objects.filter(actor=house.head).count() == 1


def test_a_withdrawal_and_an_approval_cannot_both_happen(house):
    project = making.submitted(house)
    act = {"kind": Document.TARGET, "project_id": project.pk, "expected": making.table_of(project).version}

    refused = at_once(
        lambda: reviews.approve(actor=fresh(house.head), **act),
        lambda: reviews.withdraw(actor=fresh(house.officer), **act),
    )

    table = making.table_of(project)
    assert len(refused) == 1
    assert (table.state, table.waiting_for) in {
        (DocumentState.DRAFT, ""),
        (DocumentState.IN_REVIEW, StepKey.DEPARTMENT),
    }


def test_a_submission_in_two_tabs_makes_one_version(house):
    project = making.declared(house)
    seen = making.table_of(project).version

    def submit():
        targets.submit_target(actor=fresh(house.officer), project_id=project.pk, expected=seen)

    assert len(at_once(submit, submit, submit)) == 2
    assert project.versions.count() == 1


def test_officers_who_save_at_once_lose_no_row(house):
    project = making.declared(house)
    content, seen = making.content_of(project), making.table_of(project).version

    def save(number, weight):
        rows = [
            {name: getattr(row, name) for name in ("key", "level1", "level2", "level3", "target", "weight")}
            for row in content.rows
        ]
        rows[number]["weight"] = weight
        return lambda: targets.save_target(
            actor=fresh(house.officer), project_id=project.pk, expected=seen, goal=content.goal, rows=rows
        )

    assert at_once(save(0, "41"), save(1, "32"), save(2, "17")) == []
    assert [row.weight for row in making.content_of(project).rows] == [41, 32, 17]


def test_two_bulk_approvals_of_the_same_documents_approve_each_once(house):
    projects = [making.submitted(house, name=f"项目{number}") for number in range(5)]
    chosen = [Chosen(Document.TARGET, project.pk, making.table_of(project).version) for project in projects]
    other = second(house, Role.UNIT_HEAD, house.unit)

    refused = at_once(
        lambda: approve_many(actor=fresh(house.head), chosen=chosen),
        lambda: approve_many(actor=fresh(other), chosen=list(reversed(chosen))),
    )

    assert refused == []
    assert Review.objects.filter(step=StepKey.UNIT).count() == 5
    assert BulkItem.objects.filter(outcome=BulkOutcome.APPROVED).count() == 5
    assert BulkItem.objects.filter(outcome=BulkOutcome.REFUSED).count() == 5
