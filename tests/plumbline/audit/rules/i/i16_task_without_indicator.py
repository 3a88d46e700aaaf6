from tests.plumbline.audit.builders import promised, row, self_evaluation, target_table
from tests.plumbline.audit.cases import fires, silent, skipped, undecided

RULE = "I-16"
TRAINING = promised(row("数字化转型培训场次", "≥10(场)"))
CASES = [
    fires(
        "a task that no indicator mentions is found",
        target_table(TRAINING, annual_goal="举办数字化转型培训，编制合规经营指引手册。"),
        at="annual_goal",
    ),
    fires(
        "also in a self-evaluation", self_evaluation(row(), expected_goal="完成老旧机房搬迁改造。"), at="expected_goal"
    ),
    silent("a task with an indicator is in order", target_table(TRAINING, annual_goal="全年举办数字化转型培训十场。")),
    undecided(
        "a goal without tasks cannot be compared",
        target_table(TRAINING, annual_goal="促进企业高质量发展，优化营商环境。"),
    ),
    skipped("without a goal there is nothing to cover", target_table(TRAINING, annual_goal=None)),
    fires(
        "a building that nothing measures is found",
        self_evaluation(expected_goal="走访企业一百家；翻新露天停车场。"),
        at="expected_goal",
    ),
]
