from tests.plumbline.audit.builders import promised, row, self_evaluation, target_table
from tests.plumbline.audit.cases import fires, silent, undecided

RULE = "I-14"
LAST = self_evaluation(
    row("服务企业数", "≥100(家)", "150(家)"), row("系统故障率", "≤5(%)", "2(%)", level2="质量指标"), year=2022
)


def now(name: str, target: str):
    return target_table(promised(row(name, target)))


CASES = [
    fires(
        "a target below last year's actual is found",
        LAST,
        now("服务企业数", "≥100(家)"),
        at="indicators[0].target",
        expected="≥150家",
    ),
    fires(
        "a looser limit than last year's is found",
        LAST,
        now("系统故障率", "≤5(%)"),
        at="indicators[0].target",
        expected="≤2%",
    ),
    fires(
        "two self-evaluations are compared as well",
        LAST,
        self_evaluation(row("服务企业数", "≥90(家)", "95(家)")),
        at="indicators[0].target",
    ),
    fires("units are converted", LAST, now("服务企业数", "≥0.01(万家)"), at="indicators[0].target"),
    silent("a target within 5 % is in order", LAST, now("服务企业数", "≥145(家)")),
    silent("a higher target is in order", LAST, now("服务企业数量", "≥160(家)")),
    silent(
        "enterprises are not visits, and a new indicator has no past",
        LAST,
        target_table(
            promised(row("服务企业数", "≥100(家次)")),
            promised(row("举办论坛数", "≥2(场)")),
            promised(row("系统故障率", "≤2(%)")),
        ),
    ),
    undecided("one form has no year before it", now("服务企业数", "≥100(家)")),
]
