"""How reports and annotated copies name things: severities, places, fields, and a finding in the words of an auditor."""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from plumbline.audit.model import Consequence, Finding, Severity
from plumbline.audit.registry import Rule, all_rules
from plumbline.errors import Lang
from plumbline.forms.model import Form
from plumbline.forms.places import Cell

SEVERITIES: dict[Severity, tuple[str, str]] = {
    "error": ("错误", "Error"),
    "warning": ("须说明", "To be explained"),
    "info": ("提示", "Note"),
}
SEVERITY_GROUPS: dict[Severity, tuple[str, str]] = {
    "error": ("错误", "Errors"),
    "warning": ("须说明", "To be explained"),
    "info": ("提示", "Notes"),
}
"""The names beside counts and above lists."""
SEVERITY_ORDER: tuple[Severity, ...] = ("error", "warning", "info")

KINDS = {
    "target": ("绩效目标表", "Performance target table"),
    "self_evaluation": ("绩效自评表", "Self-evaluation"),
    "monitoring": ("绩效运行监控表", "Monitoring table"),
}

ROUNDINGS = {
    "half_up": ("四舍五入", "half up"),
    "half_even": ("四舍六入五成双", "half to even"),
    "truncate": ("截断", "truncation"),
    "mixed": ("前后不一致", "mixed"),
    "undecidable": ("看不出", "not to be told"),
}

_FIELDS = {
    "project_name": ("项目名称", "project name"),
    "project_category": ("项目类别", "project category"),
    "supervising_department": ("主管部门", "supervising department"),
    "implementing_unit": ("实施单位", "implementing unit"),
    "declaring_unit": ("申报单位", "declaring unit"),
    "plan_start": ("计划开始日期", "planned start"),
    "plan_end": ("计划完成日期", "planned end"),
    "expected_goal": ("预期目标", "expected goal"),
    "actual_completion": ("实际完成情况", "actual completion"),
    "annual_goal": ("年度目标", "annual goal"),
    "overall_goal": ("总目标", "overall goal"),
    "long_term_goal": ("中期目标", "medium-term goal"),
    "initial_budget": ("年初预算数", "initial budget"),
    "annual_budget": ("全年预算数", "annual budget"),
    "executed": ("全年执行数", "executed amount"),
    "projected_executed": ("全年预计执行数", "projected expenditure"),
    "execution_rate": ("执行率", "execution rate"),
    "weight": ("分值", "points"),
    "score": ("得分", "score"),
    "claimed_score": ("得分", "score"),
    "total_weight_printed": ("分值合计", "sum of points"),
    "total_score_printed": ("总分", "total score"),
    "grade_printed": ("评价等级", "grade"),
    "indicators": ("绩效指标", "indicators"),
    "level1": ("一级指标", "level-1 indicator"),
    "level2": ("二级指标", "level-2 indicator"),
    "level3": ("三级指标", "level-3 indicator"),
    "target": ("年度指标值", "target"),
    "actual": ("实际完成值", "actual value"),
    "deviation": ("偏差原因", "reason for the deviation"),
    "projected": ("全年预计完成情况", "projected completion"),
    "likelihood": ("完成目标可能性", "likelihood"),
}

_NO_NAMES: Mapping[str, str] = MappingProxyType({})
_NUMBER = re.compile(r"\d+")
_PAGE_TABLE = re.compile(r"page:(\d+)/table:(\d+)")


def say(pair: tuple[str, str], lang: Lang) -> str:
    """Choose the Chinese or the English of a pair."""
    return pair[0] if lang == "zh" else pair[1]


def field_label(field: str, lang: Lang) -> str:
    """Name a field as the form heads it; an unknown one keeps its JSON name."""
    return say(_FIELDS.get(field, (field, field)), lang)


def column_letters(column: int) -> str:
    """Name a column as a spreadsheet does: 1 is A, 28 is AB."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def place_text(cell: Cell | None, lang: Lang) -> str:
    """Say where a value stands, as a person looks for it: 第3页第1张表，第5行第2列."""
    if cell is None:
        return say(("整张表", "the form as a whole"), lang)
    row, column, part = cell.row, cell.column, cell.part
    if part.startswith("sheet:"):
        name = part.removeprefix("sheet:")
        return say(
            (f"工作表“{name}” {column_letters(column)}{row}", f"sheet “{name}”, {column_letters(column)}{row}"), lang
        )
    if found := _PAGE_TABLE.fullmatch(part):
        page, table = found[1], found[2]
        return say(
            (
                f"第{page}页第{table}张表，第{row}行第{column}列",
                f"page {page}, table {table}, row {row}, column {column}",
            ),
            lang,
        )
    if part.startswith("page:"):
        page = part.removeprefix("page:")
        return say((f"第{page}页第{row}行", f"page {page}, line {row}"), lang)
    if part.startswith("table:"):
        table = part.removeprefix("table:")
        return say((f"第{table}张表，第{row}行第{column}列", f"table {table}, row {row}, column {column}"), lang)
    if part == "body":
        return say((f"正文第{row}段", f"paragraph {row}"), lang)
    more = (f"第{column}栏", f", field {column}") if column > 1 else ("", "")
    return say((f"第{row}行{more[0]}", f"line {row}{more[1]}"), lang)


class FindingWords(NamedTuple):
    """A finding as an auditor writes it: 问题, 依据, 建议."""

    severity: str
    rule: str
    title: str
    field: str
    row: str | None
    place: str
    problem: str
    basis: str | None
    advice: str
    printed: str | None
    expected: str | None
    consequences: tuple["ConsequenceWords", ...]


class ConsequenceWords(NamedTuple):
    """What follows from a finding."""

    rule: str
    title: str
    field: str
    row: str | None
    place: str
    problem: str
    printed: str | None
    expected: str | None


def counted(severity: Severity, number: int, lang: Lang) -> str:
    """Say how many findings of a severity there are.

    >>> counted("error", 1, "en"), counted("error", 2, "en"), counted("warning", 3, "en"), counted("info", 2, "zh")
    ('1 error', '2 errors', '3 to be explained', '提示 2 处')
    """
    zh, one = SEVERITIES[severity]
    many = SEVERITY_GROUPS[severity][1]
    return say((f"{zh} {number} 处", f"{number} {(one if number == 1 else many).lower()}"), lang)


def rule_of(rule_id: str) -> Rule | None:
    """Return a rule of the catalogue; None for one that this version does not know."""
    if not _RULES:
        _RULES.update((rule.id, rule) for rule in all_rules())
    return _RULES.get(rule_id)


_RULES: dict[str, Rule] = {}


def rule_title(rule_id: str, lang: Lang) -> str:
    """Return the title of a rule, its id when the catalogue has none."""
    rule = rule_of(rule_id)
    return rule_id if rule is None else say((rule.title_zh, rule.title_en), lang)


def row_names(form: Form | None) -> dict[str, str]:
    """Name the fund rows of a form by their paths, as it prints them."""
    return {} if form is None else {f"funds[{index}]": fund.name for index, fund in enumerate(form.funds)}


def finding_words(finding: Finding, lang: Lang, names: Mapping[str, str] = _NO_NAMES) -> FindingWords:
    """Put a finding into words; `names` are those of rows that have no level-3 indicator, by path."""
    rule = rule_of(finding.rule)
    return FindingWords(
        severity=say(SEVERITIES[finding.severity], lang),
        rule=finding.rule,
        title=rule_title(finding.rule, lang),
        field=field_label(finding.field, lang),
        row=finding.level3 or _row_of(finding.path, lang, names),
        place=place_text(finding.cell, lang),
        problem=say((finding.message_zh, finding.message_en), lang),
        basis=rule.source.sentence(lang) if rule else None,
        advice=say((finding.advice_zh, finding.advice_en), lang),
        printed=finding.printed,
        expected=_expected(finding, lang),
        consequences=tuple(_consequence_words(one, lang, names) for one in finding.consequences),
    )


def _consequence_words(one: Consequence, lang: Lang, names: Mapping[str, str]) -> ConsequenceWords:
    return ConsequenceWords(
        one.rule,
        rule_title(one.rule, lang),
        field_label(one.field, lang),
        one.level3 or _row_of(one.path, lang, names),
        place_text(one.cell, lang),
        say((one.message_zh, one.message_en), lang),
        one.printed,
        _expected(one, lang),
    )


def _expected(found: Finding | Consequence, lang: Lang) -> str | None:
    return found.expected_en or found.expected if lang == "en" else found.expected


def _row_of(path: str, lang: Lang, names: Mapping[str, str]) -> str | None:
    owner = path.partition(".")[0]
    return names.get(owner) or row_label(owner, lang)


def row_label(owner: str, lang: Lang) -> str | None:
    """Name a row by its number, from its path ``indicators[3]``; None for what is no row."""
    found = _NUMBER.search(owner)
    if found is None:
        return None
    number = int(found[0]) + 1
    if owner.startswith("funds"):
        return say((f"资金第{number}行", f"fund row {number}"), lang)
    return say((f"第{number}项指标", f"indicator {number}"), lang)
