"""The library: versions that only grow, offered downwards, retired with a reason."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from tests.servicecloud.factories import MembershipFactory, OrganisationFactory
from tests.servicecloud.indicators.making import VALUES, an_indicator, of_department

from servicecloud.errors import InvalidInputError, NotPermittedError
from servicecloud.identity.enums import OrganisationKind, Role
from servicecloud.indicators.enums import LibraryState
from servicecloud.indicators.errors import NotRetiredError, RetiredError, RetireReasonError, UnchangedError
from servicecloud.indicators.guards import missing_triggers
from servicecloud.indicators.models import IndicatorVersion, LibraryIndicator
from servicecloud.indicators.selectors import offered
from servicecloud.indicators.services.library import (
    add_indicator,
    restore_indicator,
    retire_indicator,
    revise_indicator,
)
from servicecloud.versioning import StaleRecordError


def seen_by(user, **wanted):
    rows = offered.library(offered.owners_seen(user), offered.LibraryFilter(**wanted))
    return sorted(row.code for row in rows)


def test_a_revision_is_a_new_version_and_the_old_one_stays(house):
    found = of_department(house)

    revised = revise_indicator(
        actor=house.reviewer,
        indicator_id=found.pk,
        expected=found.version,
        values=VALUES | {"definition": "线上线下到场参训的企业家次"},
        reason="纳入线上培训",
    )

    versions = offered.versions_of(revised)
    assert [(each.number, each.definition) for each in versions] == [
        (2, "线上线下到场参训的企业家次"),
        (1, "到场参训的企业家次"),
    ]
    assert revised.current == versions[0]
    assert versions[0].change_reason == "纳入线上培训"


def test_versions_are_never_changed_or_deleted(house):
    of_department(house)

    for act in (
        lambda: IndicatorVersion.everywhere.update(name="别的"),
        lambda: IndicatorVersion.everywhere.all()._raw_delete("default"),
    ):
        with pytest.raises(Exception, match="append-only"), transaction.atomic():
            act()
    assert missing_triggers() == []


def test_both_taxonomies_name_the_levels(house):
    found = of_department(house, code="C-1", name="单场培训平均成本", category="economic_cost", direction="at_most")

    assert found.current.levels("style-2020") == ("产出指标", "成本指标")
    assert found.current.levels("core-2021") == ("成本指标", "经济成本指标")
    assert found.current.target == "≤500(家次)"
    assert found.current.usual_weight == Decimal(10)


def test_a_library_is_offered_downwards_and_nowhere_else(house):
    an_indicator(house.bureau, house.finance, code="BUREAU")
    an_indicator(house.department, house.reviewer, code="DEPARTMENT")
    an_indicator(house.unit, house.officer, code="UNIT")
    other = OrganisationFactory(kind=OrganisationKind.UNIT)
    stranger = MembershipFactory(organisation=other, role=Role.PROJECT_OFFICER).user

    assert seen_by(house.officer) == ["BUREAU", "DEPARTMENT", "UNIT"]
    assert seen_by(house.reviewer) == ["BUREAU", "DEPARTMENT", "UNIT"]
    assert seen_by(stranger) == []


def test_one_without_a_unit_is_explained_field_by_field_and_nothing_is_written(house):
    wrong = VALUES | {"name": "培训≥500", "unit": "", "counting_rule": "", "usual_weight": "若干", "definition": ""}

    with pytest.raises(InvalidInputError) as refused:
        add_indicator(actor=house.reviewer, owner=house.department, values=wrong)

    assert set(refused.value.fields) == {"name", "unit", "counting_rule", "usual_weight", "definition"}
    assert not LibraryIndicator.everywhere.exists()


@pytest.mark.parametrize("who", ["head", "finance", "officer"])
def test_only_its_own_keepers_write_a_library(house, who):
    with pytest.raises(NotPermittedError):
        add_indicator(actor=getattr(house, who), owner=house.department, values=VALUES)
    assert not LibraryIndicator.everywhere.exists()


def test_the_second_of_two_editors_is_told_and_nothing_is_overwritten(house):
    found = of_department(house)
    first = {"actor": house.reviewer, "indicator_id": found.pk, "expected": found.version, "reason": "改"}
    revise_indicator(**first, values=VALUES | {"note": "甲"})

    with pytest.raises(StaleRecordError):
        revise_indicator(**first, values=VALUES | {"note": "乙"})
    assert offered.versions_of(found)[0].note == "甲"


def test_a_revision_needs_a_reason_and_a_difference(house):
    found = of_department(house)
    asked = {"actor": house.reviewer, "indicator_id": found.pk, "expected": found.version}

    with pytest.raises(InvalidInputError):
        revise_indicator(**asked, values=VALUES | {"note": "甲"}, reason=" ")
    with pytest.raises(UnchangedError):
        revise_indicator(**asked, values=VALUES, reason="没有改")
    assert IndicatorVersion.everywhere.count() == 1


def test_what_is_retired_is_offered_no_longer_until_it_is_restored(house):
    found = of_department(house)
    with pytest.raises(RetireReasonError):
        retire_indicator(actor=house.reviewer, indicator_id=found.pk, reason="")

    retire_indicator(actor=house.reviewer, indicator_id=found.pk, reason="并入另一项")

    assert offered.offered_to(house.unit.pk, [found.pk]) == {}
    with pytest.raises(RetiredError):
        retire_indicator(actor=house.reviewer, indicator_id=found.pk, reason="再停一次")
    restored = restore_indicator(actor=house.reviewer, indicator_id=found.pk)
    assert (restored.state, restored.retired_reason) == (LibraryState.IN_FORCE, "")
    assert list(offered.offered_to(house.unit.pk, [found.pk])) == [found.pk]
    with pytest.raises(NotRetiredError):
        restore_indicator(actor=house.reviewer, indicator_id=found.pk)


def test_the_database_refuses_a_retirement_without_a_reason(house):
    found = of_department(house)

    with pytest.raises(IntegrityError), transaction.atomic():
        LibraryIndicator.everywhere.filter(pk=found.pk).update(state=LibraryState.RETIRED)


def test_chinese_words_find_indicators_by_name_rule_and_code(house):
    of_department(house)
    of_department(
        house, code="Q-1", name="诉求办结率", definition="办结的诉求占比", unit="%", counting_rule="办结数除以受理数"
    )

    assert seen_by(house.officer, q="培训") == ["N-1"]
    assert seen_by(house.officer, q="受理") == ["Q-1"]
    assert seen_by(house.officer, q="q-1") == ["Q-1"]
    assert seen_by(house.officer, q="不存在的词语") == []


def test_filters_narrow_the_library(house):
    of_department(house)
    of_department(
        house, code="M-1", name="企业满意度", category="satisfaction", kind="common", source="survey", unit="%"
    )

    assert seen_by(house.officer, category="satisfaction") == ["M-1"]
    assert seen_by(house.officer, kind="specific") == ["N-1"]
    assert seen_by(house.officer, source="survey", owner=house.department.pk) == ["M-1"]
    assert seen_by(house.officer, owner=house.bureau.pk) == []
