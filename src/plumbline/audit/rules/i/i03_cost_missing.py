"""I-03 工程基建/大型修缮/购置类未设成本指标."""

import datetime as dt

from plumbline.audit import AuditedForm, Verdicts, Words, cite, rule
from plumbline.audit.building_projects import building_word


@rule(
    "I-03",
    severity="warning",
    scope=("target",),
    title_zh="工程基建、大型修缮、购置类项目未设成本指标",
    title_en="A building, repair or purchase project without an indicator of cost",
    source=cite(
        "caiyu-2021-101",
        "工程基建类、大型修缮及购置类项目应设置成本指标",
        "Building, large repairs and purchases have indicators of cost",
        "well_known",
    ),
    since=dt.date(2021, 8, 18),
)
def check(form: AuditedForm, out: Verdicts) -> None:
    """A project whose name tells that it builds, repairs or buys says what that may cost."""
    word = building_word(form)
    if word is None:
        out.not_applicable("indicators", "从名称看不是工程、修缮、购置类项目", "by its name no building or purchase")
    elif any(row.dimension == "cost" or row.aspect == "cost" for row in form.rows):
        out.passed("indicators")
    else:
        words = Words(
            f"“{form.form.project_name}”属“{word}”类项目，没有成本指标",
            f"“{form.form.project_name}” builds, repairs or buys ({word}), but nothing limits its cost",
            "请补设经济成本指标，如单位面积造价、设备单价、总成本控制数。",
            "Add an indicator of cost: price per square metre, price of a device, total cost.",
        )
        out.failed(form.spot("indicators"), words, expected="成本指标", expected_en="an indicator of cost")
