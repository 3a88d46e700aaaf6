from tests.plumbline.audit.builders import benefit, row, self_evaluation
from tests.plumbline.audit.cases import fires, silent, skipped


def lost(*scores: str):
    return self_evaluation(
        *(
            benefit(f"第{number}项机制", "完善", "达成指标", score=score, deviation="有待完善")
            for number, score in enumerate(scores)
        )
    )


RULE = "S-29"
CASES = [
    fires("three times one point off is found", lost("9", "9", "9"), at="indicators[0].claimed_score"),
    silent("deductions that differ are in order", lost("9", "8.5", "8")),
    silent("large deductions say that something happened", lost("5", "5", "5")),
    skipped("two may be alike", lost("9", "9")),
    skipped(
        "points that follow from numbers are not counted",
        self_evaluation(*(row(f"第{number}类活动", "≥10(场)", "9(场)", score="9.00") for number in range(3))),
    ),
]
