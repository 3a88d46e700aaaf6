from tests.plumbline.audit.builders import self_evaluation, target_table
from tests.plumbline.audit.cases import fires, silent, skipped, undecided

RULE = "S-31"
OTHER = {"project_name": "澜川平台建设", "actual_completion": "建成线上融资超市，上架产品六十个，新增授信企业四十家。"}
OTHER_GOAL = "建设线上融资超市，完善企业画像，年内新增授信企业不少于四十家。"
CASES = [
    fires("another project's goal is found", self_evaluation(), self_evaluation(**OTHER), at="expected_goal"),
    fires(
        "another project's completion is found",
        self_evaluation(),
        self_evaluation(project_name="澜川平台建设", expected_goal=OTHER_GOAL),
        at="actual_completion",
    ),
    silent("targets and self-evaluation of one project share their goal", target_table(), self_evaluation()),
    silent(
        "two projects with their own texts are in order",
        self_evaluation(),
        self_evaluation(expected_goal=OTHER_GOAL, **OTHER),
    ),
    skipped(
        "short goals may be alike",
        self_evaluation(expected_goal="服务企业。", actual_completion="已完成。"),
        self_evaluation(project_name="另一项目", expected_goal="服务企业。", actual_completion="已完成。"),
    ),
    undecided("one form has nothing beside it", self_evaluation()),
]
