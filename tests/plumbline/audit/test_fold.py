from plumbline.audit.fold import fold
from plumbline.audit.model import Finding, FindingKey


def finding(rule: str, path: str, *, explains: tuple[FindingKey, ...] = (), causes: tuple[str, ...] = ()) -> Finding:
    return Finding(
        rule=rule,
        severity="error",
        field=path.rpartition(".")[2],
        path=path,
        message_zh="问题",
        message_en="problem",
        advice_zh="建议",
        advice_en="advice",
        explains=explains,
        causes=causes,
    )


def test_an_explained_finding_stands_under_its_cause():
    cause = finding("U-01", "funds[0].executed", explains=(("F-03", "funds[0].execution_rate"),))
    consequence = finding("F-03", "funds[0].execution_rate")

    folded = fold([consequence, cause])

    assert [one.rule for one in folded] == ["U-01"]
    assert [(one.rule, one.causes) for one in folded[0].consequences] == [("F-03", ("U-01@funds[0].executed",))]


def test_a_star_explains_every_rule_at_the_path():
    cause = finding("U-01", "funds[0].executed", explains=(("*", "funds[0].claimed_score"),))

    folded = fold([cause, finding("F-04", "funds[0].claimed_score"), finding("S-04", "funds[0].claimed_score")])

    assert [one.rule for one in folded[0].consequences] == ["F-04", "S-04"]


def test_a_finding_can_name_its_own_cause():
    folded = fold(
        [
            finding("S-13", "total_score_printed", causes=("F-04@funds[0].claimed_score",)),
            finding("F-04", "funds[0].claimed_score"),
        ]
    )

    assert [one.rule for one in folded] == ["F-04"]
    assert folded[0].consequences[0].rule == "S-13"


def test_a_cause_that_was_not_found_explains_nothing():
    alone = finding("S-13", "total_score_printed", causes=("U-01@funds[0].executed",))

    folded = fold([alone])

    assert [one.rule for one in folded] == ["S-13"]
    assert folded[0].causes == ()


def test_a_chain_of_causes_is_listed_under_its_root():
    chain = [
        finding("U-01", "a", explains=(("F-03", "b"),)),
        finding("F-03", "b", explains=(("F-04", "c"),)),
        finding("F-04", "c", explains=(("S-13", "d"),)),
        finding("S-13", "d"),
    ]

    folded = fold(chain)

    assert [one.rule for one in folded] == ["U-01"]
    assert [one.rule for one in folded[0].consequences] == ["F-03", "F-04", "S-13"]


def test_of_two_causes_the_unit_comes_first_and_both_are_named():
    folded = fold(
        [
            finding("F-06", "x", explains=(("F-03", "rate"),)),
            finding("U-01", "y", explains=(("F-03", "rate"),)),
            finding("F-03", "rate"),
        ]
    )

    assert [one.rule for one in folded] == ["F-06", "U-01"]
    assert folded[1].consequences[0].causes == ("U-01@y", "F-06@x")


def test_findings_that_explain_each_other_both_stay():
    circle = [finding("S-05", "x", explains=(("S-06", "y"),)), finding("S-06", "y", explains=(("S-05", "x"),))]

    assert [one.rule for one in fold(circle)] == ["S-05", "S-06"]
