"""I-04 工程/购置类未明确使用期限."""

import datetime as dt

from plumbline.audit import AuditedForm, Verdicts, Words, cite, rule
from plumbline.audit.building_projects import building_word
from plumbline.audit.wording import WordList

LASTING = WordList("年限", "使用期限", "使用寿命", "设计寿命", "质保期", "保修期", "使用期", "服役")


@rule(
    "I-04",
    severity="warning",
    scope=("target",),
    title_zh="工程、修缮、购置类项目未明确使用期限",
    title_en="A building, repair or purchase project does not say how long its result will serve",
    source=cite(
        "caiyu-2021-101",
        "工程基建、大型修缮及购置项目必须在相关指标中明确使用期限",
        "Building, large repairs and purchases state how long the result is used",
        "well_known",
    ),
    since=dt.date(2021, 8, 18),
)
def check(form: AuditedForm, out: Verdicts) -> None:
    """Some indicator of a project that builds, repairs or buys names a service life."""
    word = building_word(form)
    if word is None:
        out.not_applicable("indicators", "从名称看不是工程、修缮、购置类项目", "by its name no building or purchase")
    elif any(LASTING.first(row.name) or (row.target and LASTING.first(row.target.raw)) for row in form.rows):
        out.passed("indicators")
    else:
        words = Words(
            f"“{form.form.project_name}”属“{word}”类项目，各项指标都没有写明使用期限",
            f"“{form.form.project_name}” builds, repairs or buys ({word}); no indicator says how long the result will serve",
            "请在可持续影响或质量指标中写明使用年限，如“设备使用年限≥8年”。",
            "State the service life in an indicator of quality or lasting effect, such as “at least 8 years”.",
        )
        out.failed(form.spot("indicators"), words, expected="使用年限", expected_en="the service life")
