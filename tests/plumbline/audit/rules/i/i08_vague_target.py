from tests.plumbline.audit.builders import benefit, promised, row, self_evaluation, target_table
from tests.plumbline.audit.cases import fires, silent, skipped, undecided

RULE = "I-08"
CASES = [
    fires(
        "“raised” says neither how much nor by what",
        target_table(promised(benefit("企业创新能力", "提高"))),
        at="indicators[0].target",
        printed="提高",
    ),
    fires(
        "several vague words are no clearer",
        self_evaluation(benefit("企业创新能力", "保持稳定增长，提高质量", "达成指标")),
        at="indicators[0].target",
    ),
    silent(
        "a standard can be checked",
        target_table(
            promised(row("餐饮质量", "符合食品卫生标准", level2="质量指标")),
            promised(row("安全事件", "无", level2="质量指标")),
        ),
    ),
    silent("an event can be checked", target_table(promised(benefit("长效机制", "建立")))),
    undecided(
        "words of substance are for a person", target_table(promised(benefit("调研成果", "为主管部门提供决策意见建议")))
    ),
    skipped(
        "Shanghai's management rows come with the form",
        target_table(promised(row("财务监控有效性", "有效", level1="投入与管理", level2="财务管理"))),
    ),
    skipped("numbers are no words", target_table(promised(row()))),
    fires(
        "a year is no target",
        self_evaluation(row("庭院绿化", "=全年", "达成指标")),
        at="indicators[0].target",
    ),
]
