"""The self-evaluation tables: the national one of 2020 and Shanghai's."""

from typing import Any

from plumbline.forms.layouts.layout import Layout, Parts, common_fields
from plumbline.forms.layouts.problems import reading_problem
from plumbline.forms.model import SelfEvaluation


def _is_self_evaluation(parts: Parts) -> bool:
    roles = parts.indicators.roles
    if roles:
        return "actual" in roles
    if not parts.title:
        return "actual_completion" in parts.goals.fields or any(row.printed.execution_rate for row in parts.funds.rows)
    return "自评" in parts.title or "自我评价" in parts.title


def _is_shanghai(parts: Parts) -> bool:
    return _is_self_evaluation(parts) and parts.title.startswith("财政项目")


def _build(parts: Parts, layout: str) -> SelfEvaluation:
    grid = parts.indicators
    fields: dict[str, Any] = common_fields(parts, layout)
    grade = grid.grade or parts.header.fields.get("grade")
    if not fields["is_blank_template"] and grid.total_score is None and grade is None:
        fields["problems"] += (reading_problem("no_total", parts.segment.rows[-1].place()),)
    return SelfEvaluation(
        **fields,
        supervising_department=parts.text("supervising_department"),
        implementing_unit=parts.text("implementing_unit") or parts.text("declaring_unit"),
        expected_goal=parts.text("expected_goal") or parts.text("annual_goal"),
        actual_completion=parts.text("actual_completion"),
        funds=tuple(parts.funds.rows),
        total_weight_printed=grid.total_weight,
        total_score_printed=grid.total_score,
        grade_printed=grade,
    )


SHANGHAI_SELF_EVALUATION = Layout(
    id="shanghai-self-evaluation",
    kind="self_evaluation",
    title_zh="上海市财政项目支出绩效自评表（元或万元）",
    title_en="Shanghai self-evaluation of fiscal project expenditure (yuan or ten thousand yuan)",
    source="上海市市级部门公开的 2022、2023 年度自评表式样",
    matches=_is_shanghai,
    build=lambda parts: _build(parts, "shanghai-self-evaluation"),
)

NATIONAL_SELF_EVALUATION = Layout(
    id="national-self-evaluation",
    kind="self_evaluation",
    title_zh="项目支出绩效自评表",
    title_en="Self-evaluation of project expenditure (national)",
    source="财预〔2020〕10号 附件1",
    matches=_is_self_evaluation,
    build=lambda parts: _build(parts, "national-self-evaluation"),
)
