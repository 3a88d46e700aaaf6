from tests.plumbline.audit.builders import promised, row, self_evaluation, target_table
from tests.plumbline.audit.cases import fires, silent, skipped, undecided

RULE = "I-13"


def due(target: str, **changes: str | int | None):
    return target_table(promised(row("项目完成时间", target, level2="时效指标")), **changes)


CASES = [
    fires(
        "a deadline in the next year is found",
        due("2024年3月31日前"),
        at="indicators[0].target",
        expected="≤2023-12-31",
    ),
    fires("“by March of next year” is found", due("次年3月底前"), at="indicators[0].target"),
    fires(
        "a deadline after the planned end is found",
        due("2023年11月30日前", plan_end="2023-10-31"),
        at="indicators[0].target",
        expected="≤2023-10-31",
    ),
    fires(
        "also in a self-evaluation",
        self_evaluation(row("项目完成时间", "2024年6月底前", "2023年11月", level2="时效指标")),
        at="indicators[0].target",
    ),
    silent("a day within the year is in order", due("2023年11月30日前")),
    silent("a project of two years may end in the second", due("2024年6月30日前", plan_end="2024年6月")),
    silent("a month without a year is this year's", due("11月底前")),
    undecided("without year and end nothing can be said", due("2023年11月30日前", year=None, plan_end=None)),
    skipped("other targets are no dates", target_table(promised(row()))),
]
