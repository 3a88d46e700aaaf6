import pytest
from tests.plumbline.audit.cases import Case, all_cases, audits_of, found, outcomes


@pytest.mark.parametrize(
    ("rule_id", "case"),
    [pytest.param(rule_id, case, id=f"{rule_id}: {case.sentence}") for rule_id, case in all_cases()],
)
def test_the_rule_says_what_its_case_expects(rule_id: str, case: Case):
    audits = audits_of(case)

    said = outcomes(audits, rule_id)
    faults = found(audits, rule_id)
    if case.kind == "fires":
        assert [fault.path for fault in faults] == [case.at] * case.times
        assert case.printed is None or faults[0].printed == case.printed
        assert case.expected is None or faults[0].expected == case.expected
        assert said.count("fail") == case.times
    else:
        assert not faults
        wanted = {"silent": "pass", "undecided": "undetermined", "skipped": "not_applicable"}[case.kind]
        assert wanted in said
        assert case.kind != "skipped" or set(said) == {"not_applicable"}
