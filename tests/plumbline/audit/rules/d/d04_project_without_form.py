from tests.plumbline.audit.builders import self_evaluation, target_table
from tests.plumbline.audit.cases import fires, silent, undecided

RULE = "D-04"
OTHER = target_table(
    project_name="澜川平台建设", annual_goal="建设线上融资超市，完善企业画像，年内新增授信企业不少于四十家。"
)
CASES = [
    fires(
        "a project left out among its unit's self-evaluations is found",
        OTHER,
        target_table(),
        self_evaluation(),
        at="project_name",
        printed="澜川平台建设",
    ),
    silent("a project with both forms is in order", target_table(), self_evaluation()),
    undecided("without any self-evaluation of the unit it cannot be said", OTHER, target_table()),
    undecided("without a year it cannot be matched", target_table(year=None), self_evaluation()),
]
