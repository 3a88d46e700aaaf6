"""Disclosed self-evaluations as open data: one line for each indicator, described by a Table Schema (Frictionless Data)."""

from collections.abc import Iterator
from typing import Any

import msgspec

from plumbline.evidence.measures import CountingRule
from plumbline.evidence.sentences import counting_sentence
from plumbline.forms.model import SelfEvaluation as Form
from servicecloud.ledger.facts import civil_date
from servicecloud.performance.models import Disclosure, DocumentVersion
from servicecloud.performance.selectors.disclosures import latest_disclosures
from servicecloud.performance.selectors.projects import form_of
from servicecloud.performance.values import EvaluationContent

FIELDS: tuple[tuple[str, str, str, str], ...] = (
    ("project", "integer", "项目编号", "number of the project in the addresses of this site"),
    ("year", "year", "年度", "year of the project"),
    ("project_name", "string", "项目名称", "name of the project"),
    ("supervising_department", "string", "主管部门", "supervising department"),
    ("implementing_unit", "string", "实施单位", "implementing unit"),
    ("annual_budget", "number", "全年预算数", "annual budget in money_unit"),
    ("executed", "number", "全年执行数", "executed in money_unit"),
    ("money_unit", "string", "金额单位", "unit of money"),
    ("execution_rate", "number", "执行率（%）", "execution rate in percent"),
    ("total_score", "number", "自评总分", "total score, 0 to 100"),
    ("grade", "string", "评价等级", "grade"),
    ("rulebook", "string", "规则手册", "rulebook the scores were computed under"),
    ("level1", "string", "一级指标", "level-1 indicator"),
    ("level2", "string", "二级指标", "level-2 indicator"),
    ("level3", "string", "三级指标", "level-3 indicator"),
    ("target", "string", "年度指标值", "target as printed"),
    ("actual", "string", "实际完成值", "actual value as printed"),
    ("weight", "number", "分值", "points of the indicator"),
    ("score", "number", "得分", "score of the indicator"),
    ("deviation", "string", "偏差原因", "deviation and measures"),
    ("counting_rule", "string", "口径", "written counting rule, blank for a narrative"),
    ("as_of", "date", "数值截至", "day as of which values were taken"),
    ("head_digest", "string", "链首", "head of the evidence ledger at that time"),
    ("head_count", "integer", "链首条数", "entries under that head"),
    ("published_on", "date", "公开日期", "day of publication"),
    ("publication", "integer", "公开次序", "1 for the first publication, more for corrections"),
)
"""Name, type, Chinese title, English description of each column. A name never changes its meaning; new ones are added at the end."""

LICENCE = "CC-BY-4.0"
LICENCE_TITLE = "Creative Commons Attribution 4.0"
LICENCE_URL = "https://creativecommons.org/licenses/by/4.0/"
"""What is published may be used by anybody who names its source (decision 0222)."""

_CHUNK = 200


def rows() -> Iterator[dict[str, Any]]:
    """Yield one line for each indicator of the latest publication of each project, by year and name."""
    found = latest_disclosures().order_by("project__year", "project__name", "pk")
    for disclosure in found.iterator(chunk_size=_CHUNK):
        yield from _lines(disclosure)


def resource(*, path: str) -> dict[str, Any]:
    """Return the description of the CSV file as a Data Package with its Table Schema."""
    fields = [{"name": name, "type": kind, "title": title, "description": text} for name, kind, title, text in FIELDS]
    return {
        "name": "disclosed-self-evaluations",
        "title": "绩效自评公开数据",
        "licenses": [{"name": LICENCE, "title": LICENCE_TITLE, "path": LICENCE_URL}],
        "resources": [
            {
                "name": "indicators",
                "path": path,
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "schema": {
                    "fields": fields,
                    "missingValues": [""],
                    "primaryKey": ["project", "level1", "level2", "level3"],
                },
            }
        ],
    }


def _lines(disclosure: Disclosure) -> Iterator[dict[str, Any]]:
    form = form_of(disclosure.version)
    if not isinstance(form, Form):
        return
    kept = msgspec.json.decode(disclosure.version.content)
    content = msgspec.convert(kept["content"], EvaluationContent, strict=False)
    promised = msgspec.json.decode(DocumentVersion.everywhere.get(pk=kept["target"]).content)
    rules = msgspec.convert(promised["rules"], dict[str, CountingRule], strict=False)
    fund = form.funds[0] if form.funds else None
    common = {
        "project": disclosure.project_id,
        "year": form.year,
        "project_name": form.project_name,
        "supervising_department": form.supervising_department,
        "implementing_unit": form.implementing_unit,
        "annual_budget": fund.annual_budget if fund else None,
        "executed": fund.executed if fund else None,
        "money_unit": form.money_unit_label,
        "execution_rate": fund.execution_rate if fund else None,
        "total_score": form.total_score_printed,
        "grade": form.grade_printed,
        "rulebook": content.rulebook,
        "as_of": content.as_of.isoformat(),
        "head_digest": content.head_digest,
        "head_count": content.head_count,
        "published_on": civil_date(disclosure.published_at).isoformat(),
        "publication": disclosure.number,
    }
    for indicator, row in zip(form.indicators, content.rows, strict=True):
        rule = rules.get(row.key)
        own = {
            "level1": indicator.level1,
            "level2": indicator.level2,
            "level3": indicator.level3,
            "target": indicator.printed.target,
            "actual": indicator.printed.actual,
            "weight": indicator.weight,
            "score": indicator.claimed_score,
            "deviation": indicator.deviation,
            "counting_rule": counting_sentence(rule) if rule else None,
        }
        line = common | own
        yield {name: line[name] for name, _kind, _title, _text in FIELDS}
