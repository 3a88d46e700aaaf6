"""Two at one examination or evaluation: what they did to different rows is merged, the same row is chosen, nothing typed is lost."""

from decimal import Decimal

import pytest
from django.urls import reverse
from tests.servicecloud.factories import MembershipFactory
from tests.servicecloud.guards import CarefulClient
from tests.servicecloud.oversight import making as own
from tests.servicecloud.performance import making

from servicecloud.identity.enums import Role
from servicecloud.oversight.merging import EVALUATION, EXAMINATION
from servicecloud.oversight.models import EvaluationDraft, Examination, ExaminationDraft, SamplingPlan
from servicecloud.oversight.services import evaluating, examining
from servicecloud.oversight.services.drafts import KEPT_VERSIONS
from servicecloud.oversight.values import Deduction, EvaluatedContent, ExaminedContent, ExaminedRow, ScoredItem, read
from servicecloud.performance.merging import merge
from servicecloud.performance.services.drafts import ClashingSaveError


def client_of(person):
    client = CarefulClient()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def second(bench):
    """Another reviewer of the department who approved nothing."""
    values = {"organisation": bench.house.department, "role": Role.DEPARTMENT_REVIEWER}
    return MembershipFactory(user__username="the-second", **values).user


def save(person, found, expected, comment="", taken=(), **rows):
    """Save what a person found at rows, by their number."""
    return examining.save_examination(
        actor=person,
        examination_id=found.pk,
        expected=expected,
        rows=own.found(found, **rows),
        comment=comment,
        taken=taken,
    )


def comments(found):
    content = read(Examination.objects.get(pk=found.pk).content, ExaminedContent)
    return [content.row(key).comment for key in own.keys_of(found)]


def test_a_row_at_which_nothing_was_found_is_no_part():
    blank = ExaminedContent(rows=(ExaminedRow(key="a"),))

    assert EXAMINATION.parts(blank) == {}
    assert EXAMINATION.joined({}, mine=blank, theirs=blank) == ExaminedContent()


def test_items_and_chapters_come_apart_and_together():
    content = EvaluatedContent(
        framework="f", items=(ScoredItem(code="A", weight=Decimal(3)),), texts={"basics": "x", "work": ""}
    )

    assert EVALUATION.joined(EVALUATION.parts(content), mine=content, theirs=content) == content


def test_a_late_deduction_and_a_saved_one_at_the_same_row_clash():
    def row(code):
        return ExaminedContent(rows=(ExaminedRow(key="a", deductions=(Deduction(code=code),)),))

    merged, clashes = merge(EXAMINATION, base=ExaminedContent(), mine=row("K-01"), theirs=row("K-02"))

    assert merged == row("K-01")
    assert [(clash.part, clash.theirs) for clash in clashes] == [("row:a", row("K-02").rows[0])]


def test_what_two_examiners_found_at_different_rows_is_merged(bench, second):
    made = own.a_recheck(bench)
    save(second, made, made.version, row0={"comment": "甲看过"})

    save(bench.checker, made, made.version, row1={"comment": "乙看过"})

    assert comments(made) == ["甲看过", "乙看过", ""]


def test_at_the_same_row_the_later_one_chooses_and_the_others_word_can_be_taken(bench, second):
    made = own.a_recheck(bench)
    theirs = save(second, made, made.version, row0={"comment": "甲看过"})
    with pytest.raises(ClashingSaveError) as clash:
        save(bench.checker, made, made.version, row0={"comment": "乙看过"}, row1={"comment": "乙也看过"})

    part = clash.value.clashes[0].part
    save(
        bench.checker,
        made,
        theirs.version,
        taken=[part],
        row0={"comment": "乙看过"},
        row1={"comment": "乙也看过"},
    )

    assert comments(made) == ["甲看过", "乙也看过", ""]


def test_the_page_lays_both_side_by_side_and_sends_nothing(bench, second):
    made = own.a_recheck(bench)
    key = own.keys_of(made)[0]
    theirs = save(second, made, made.version, row0={"comment": "甲看过"})

    data = {f"{name}:{key}": "" for name in ("actual", "comment", "entries")}
    data |= {
        f"comment:{key}": "乙看过",
        f"entries:{key}": "十七号",
        "comment": "",
        "version": made.version,
        "send": "1",
    }
    response = client_of(bench.checker).post(reverse("office:examination", args=[made.pk]), data)

    page = response.content.decode()
    assert response.status_code == 409
    assert "“十七号”读不出数字" in page
    assert "<del>甲看过</del>" in page
    assert "<ins>乙看过</ins>" in page
    assert f'name="take:row:{key}"' in page
    assert f'name="version" value="{theirs.version}"' in page
    assert Examination.objects.get().state == "working"


def test_a_merged_save_is_shown_before_it_is_sent(bench, second):
    made = own.a_recheck(bench)
    save(second, made, made.version, row0={"comment": "甲看过"})

    key = own.keys_of(made)[1]
    data = {f"comment:{key}": "乙看过", "comment": "", "version": made.version, "send": "1"}
    response = client_of(bench.checker).post(reverse("office:examination", args=[made.pk]), data)

    assert response.status_code == 302
    assert comments(made)[:2] == ["甲看过", "乙看过"]
    assert Examination.objects.get().state == "working"


def test_two_evaluators_write_different_chapters_and_clash_at_one_item(bench):
    made = own.evaluation(bench)
    one = {"actor": bench.house.reviewer, "evaluation_id": made.pk, "expected": made.version}
    other = one | {"actor": bench.checker}
    evaluating.save_evaluation(**one, items={"A12": {"weight": "2", "score": "1", "basis": "甲"}}, texts={"work": "甲"})

    merged = evaluating.save_evaluation(**other, items={}, texts={"basics": "乙"})
    with pytest.raises(ClashingSaveError) as clash:
        evaluating.save_evaluation(**other, items={"A12": {"weight": "2", "score": "2", "basis": "乙"}}, texts={})

    content = read(merged.content, EvaluatedContent)
    assert (content.texts["work"], content.texts["basics"], content.item("A12").basis) == ("甲", "乙", "甲")
    assert [each.part for each in clash.value.clashes] == ["row:A12"]


def test_so_many_versions_are_kept_and_who_comes_later_still_compares(bench, second):
    made = own.a_recheck(bench)
    for number in range(KEPT_VERSIONS + 3):
        save(bench.checker, made, made.version + number, row0={"comment": f"第{number}次"})

    assert ExaminationDraft.objects.count() == KEPT_VERSIONS
    with pytest.raises(ClashingSaveError) as clash:
        save(second, made, made.version + 1, row0={"comment": "很晚"})
    assert clash.value.clashes[0].theirs.comment == f"第{KEPT_VERSIONS + 2}次"


def test_the_evaluation_keeps_its_beginning(bench):
    made = evaluating.begin_evaluation(actor=bench.house.reviewer, project=making.evaluated(bench.house))

    assert EvaluationDraft.objects.get().number == made.version


def test_a_plan_that_was_changed_meanwhile_is_compared_and_can_be_saved_again(bench):
    making.evaluated(bench.house)
    made = own.plan(bench)
    client, address = client_of(bench.house.reviewer), reverse("office:sampling_plan", args=[made.pk])
    data = {
        "large_yuan": "5000000",
        "medium_yuan": "1000000",
        "method": "share",
        "total": "7",
        "percent": "20",
        "minimum": "1",
        "algorithm": "sm3",
        "seed_kind": "entered",
        "version": made.version - 1,
    }

    stale = client.post(address, data)
    page = stale.content.decode()
    again = client.post(address, data | {"version": made.version})

    assert stale.status_code == 409
    assert "<del>2</del>" in page
    assert "<ins>7</ins>" in page
    assert f'name="version" value="{made.version}"' in page
    assert again.status_code == 302
    assert SamplingPlan.objects.get().parameters["total"] == 7
