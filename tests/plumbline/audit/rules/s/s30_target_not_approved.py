from tests.plumbline.audit.builders import promised, row, self_evaluation, target_table
from tests.plumbline.audit.cases import fires, silent, skipped, undecided


def pair(approved: str, evaluated: str):
    return target_table(promised(row(target=approved))), self_evaluation(row(target=evaluated))


RULE = "S-30"
CASES = [
    fires(
        "a target that was lowered is found",
        *pair("≥100(家)", "≥80(家)"),
        at="indicators[0].target",
        printed="≥80(家)",
        expected="≥100(家)",
    ),
    fires("a direction that was turned round is found", *pair("≥100(家)", "≤100(家)"), at="indicators[0].target"),
    fires("another thing counted is found", *pair("≥100(家)", "≥100(家次)"), at="indicators[0].target"),
    silent("the same target is in order", *pair("≥100(家)", "≥100.00(家)")),
    silent("a missing operator is another fault", *pair("100(家)", "≥100(家)")),
    silent("0.01万家 is 100家", *pair("≥0.01(万家)", "≥100(家)")),
    undecided("words are for a person", *pair("有效提升", "明显提升")),
    skipped(
        "without the indicator there is nothing to compare",
        target_table(promised(row("举办论坛"))),
        self_evaluation(row()),
    ),
]
