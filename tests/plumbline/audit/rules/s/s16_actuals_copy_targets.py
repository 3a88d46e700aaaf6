from tests.plumbline.audit.builders import row, self_evaluation
from tests.plumbline.audit.cases import fires, silent, skipped

RULE = "S-16"
COPIED = tuple(row(f"第{number}类活动", f"≥{number}0(场)", f"{number}0(场)") for number in range(1, 6))
CASES = [
    fires("five targets hit to the digit are found", self_evaluation(*COPIED), at="indicators"),
    silent("one that differs is in order", self_evaluation(*COPIED[1:], row())),
    skipped("a full hundred percent does not count", self_evaluation(*COPIED[1:], row("及时率", "=100%", "100%"))),
]
