"""What every rule of the catalogue must have."""

import re
from pathlib import Path

import pytest
from tests.plumbline.audit.cases import case_modules

from plumbline import audit
from plumbline.audit.catalogue_page import catalogue_page
from plumbline.audit.registry import DuplicateRuleError, Rule, all_rules, declare, rule_named
from plumbline.audit.sources import DOCUMENTS

RULES = [pytest.param(rule, id=rule.id) for rule in all_rules()]
HAN = re.compile(r"[\u4e00-\u9fff]")
FOLDER = Path(audit.__file__).parent / "rules"


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_has_a_case_that_fires_and_one_that_is_silent(rule: Rule):
    if rule.needs == "external":
        assert rule.check is None
        assert rule.missing_zh
        assert rule.missing_en
        return
    kinds = {case.kind for case in case_modules()[rule.id].CASES}
    assert {"fires", "silent"} <= kinds


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_speaks_both_languages_and_cites_its_source(rule: Rule):
    assert HAN.search(rule.title_zh)
    assert not HAN.search(rule.title_en)
    assert rule.source.document in DOCUMENTS
    assert HAN.search(rule.source.sentence("zh"))
    assert not HAN.search(rule.source.article_en)


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_has_a_file_of_its_own(rule: Rule):
    prefix = rule.id.lower().replace("-", "")
    assert len(list((FOLDER / rule.group.lower()).glob(f"{prefix}_*.py"))) == 1


def test_every_module_of_cases_belongs_to_a_rule():
    assert set(case_modules()) <= {rule.id for rule in all_rules()}


def test_a_rule_is_found_by_its_id_in_any_spelling():
    found = rule_named(" s-04 ")

    assert found is not None
    assert found.id == "S-04"
    assert rule_named("Z-99") is None


def test_an_id_is_never_used_twice():
    taken = all_rules()[0]

    with pytest.raises(DuplicateRuleError):
        declare(
            taken.id,
            severity="info",
            scope=("target",),
            title_zh="另一条",
            title_en="another",
            source=taken.source,
            since=taken.since,
            missing=("无", "nothing"),
        )


def test_the_reference_page_is_the_one_that_the_registry_gives():
    page = Path(__file__).parents[3] / "docs" / "reference" / "audit-rules.md"

    assert page.read_text("utf-8") == catalogue_page(), "write it again: python -m plumbline.audit.catalogue_page"
