from tests.plumbline.audit.builders import row, self_evaluation
from tests.plumbline.audit.cases import fires, silent, skipped


def reasons(*texts: str):
    return self_evaluation(
        *(
            row(f"第{number}类活动", "≥10(场)", "9(场)", score="9.00", deviation=text)
            for number, text in enumerate(texts)
        )
    )


SAME = "有待进一步优化"
RULE = "S-28"
CASES = [
    fires(
        "one sentence for three rows is found",
        reasons(SAME, f"{SAME}。", SAME),
        at="indicators[0].deviation",
        printed=SAME,
    ),
    silent("two rows may share a reason", reasons(SAME, SAME, "场地停用两个月，两场改期至下年度。")),
    skipped("no reasons, nothing to compare", self_evaluation(row())),
]
