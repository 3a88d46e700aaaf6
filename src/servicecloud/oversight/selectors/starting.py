"""What a rectification starts from: the words it begins with, taken from what was found."""

import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import ClassVar

from django.utils.translation import gettext as _

from servicecloud.oversight.declarations import framework, reasons
from servicecloud.oversight.enums import Basis, EvaluationKind
from servicecloud.oversight.models import Evaluation, Examination
from servicecloud.oversight.selectors.findings import AuditedFinding, finding_in, language
from servicecloud.oversight.selectors.records import latest_result, result_of
from servicecloud.oversight.values import EvaluatedContent, read
from servicecloud.performance.models import DocumentVersion, Monitoring, Project
from servicecloud.performance.services.monitoring import checked
from servicecloud.performance.values import MonitoringContent, from_json

MONTHS = re.compile(r"(?:(?P<first>[0-9]{1,2})-)?(?P<last>[0-9]{1,2})")
RestsOn = dict[str, int | str]
"""What a rectification rests on: an examination, an evaluation, a monitoring table or a version by its number; `finding` is one's key."""


@dataclass(frozen=True)
class Start:
    """Where a rectification comes from, and the words proposed."""

    NAMES: ClassVar[tuple[str, ...]] = ("examination", "evaluation", "monitoring", "version")

    basis: str
    what: str = ""
    requirement: str = ""
    rests_on: RestsOn = field(default_factory=dict)
    finding: AuditedFinding | None = None

    @property
    def label(self) -> str:
        """The source in the active language."""
        return str(Basis(self.basis).label)


def start_from(project: Project, rests_on: RestsOn) -> Start:
    """Return the beginning of a rectification: what was found there, row by row. Raises DoesNotExist or NotFoundError."""
    if pk := rests_on.get("examination"):
        return _from_examination(Examination.objects.get(pk=pk, project=project))
    if pk := rests_on.get("evaluation"):
        return _from_evaluation(Evaluation.objects.get(pk=pk, project=project))
    if pk := rests_on.get("monitoring"):
        return _from_monitoring(Monitoring.objects.select_related("target").get(pk=pk, project=project), project)
    if pk := rests_on.get("version"):
        version = DocumentVersion.objects.select_related("project").get(pk=pk, project=project)
        return _from_finding(finding_in(version, str(rests_on.get("finding", ""))))
    return Start(Basis.ISSUE)


def reason_from_monitoring(project: Project, months: str) -> str:
    """Return why a target is to be adjusted, as the monitoring of some months (`4-7`, or `7` for any up to July) shows it.

    Blank without such a table. One query.
    """
    asked = MONTHS.fullmatch(months)
    if asked is None:
        return ""
    tables = Monitoring.objects.select_related("target").filter(project=project, end_month=int(asked["last"]))
    if asked["first"]:
        tables = tables.filter(start_month=int(asked["first"]))
    found = tables.order_by("start_month").first()
    if found is None:
        return ""
    start = _from_monitoring(found, project)
    return f"{start.what}\n{start.requirement}"[:500] if start.requirement else ""


def _from_examination(found: Examination) -> Start:
    kept = latest_result(found)
    rows = result_of(kept).rows if kept else ()
    titles = {reason.code: reason.title for reason in reasons().reasons}
    lines = [
        f"{row.name}：{'、'.join(titles.get(each.code, each.code) for each in row.deductions)}{_word(row.comment)}"
        for row in rows
        if row.deductions
    ]
    return Start(Basis.RECHECK, _("核查发现的问题"), "\n".join(lines), {"examination": found.pk})


def _from_evaluation(found: Evaluation) -> Start:
    content = read(found.content, EvaluatedContent)
    own = {item.code: item for item in content.items}
    lines = [f"{item.level3}{_word(own[item.code].basis)}" for item in framework().items if own[item.code].basis]
    is_finance = found.kind == EvaluationKind.FINANCE
    basis = Basis.FINANCE_EVALUATION if is_finance else Basis.DEPARTMENT_EVALUATION
    return Start(basis, _("评价发现的问题"), "\n".join(lines), {"evaluation": found.pk})


def _from_finding(found: AuditedFinding) -> Start:
    words = found.words
    lines = [_("%(place)s：%(problem)s") % {"place": found.place, "problem": words.problem}, words.advice]
    if words.basis:
        lines.append(_("依据：%(basis)s") % {"basis": words.basis})
    rests_on: RestsOn = {"version": found.version.pk, "finding": found.key}
    return Start(
        Basis.AUDIT, f"{words.rule} {words.title}"[:200], "\n".join(line for line in lines if line), rests_on, found
    )


def _from_monitoring(found: Monitoring, project: Project) -> Start:
    found.project = project
    content = from_json(found.content, MonitoringContent)
    form, lights, _lint = checked(found, content)
    shown = [
        (item.level3, item.printed.target or "", item.printed.actual or "", light)
        for item, light in zip(form.indicators, lights.rows, strict=True)
        if light.light in ("red", "yellow")
    ]
    lines = [_of_money(content, found.end_month)] if lights.money.light in ("red", "yellow") else []
    lines += [
        _("%(name)s：年度指标值 %(target)s，截至%(month)s月 %(actual)s")
        % {"name": name, "target": target, "month": found.end_month, "actual": actual}
        for name, target, actual, _light in shown
    ]
    what = _("%(first)s—%(month)s月监控进度滞后") % {"first": found.start_month, "month": found.end_month}
    return Start(Basis.MONITORING, what, "\n".join(lines), {"monitoring": found.pk})


def _of_money(content: MonitoringContent, month: int) -> str:
    annual = sum((fund.annual_yuan for fund in content.funds), Decimal(0))
    executed = sum((fund.executed_yuan for fund in content.funds), Decimal(0))
    told = {"annual": annual, "month": month, "executed": executed}
    line = _("预算执行：全年预算 %(annual)s 元，截至%(month)s月执行 %(executed)s 元") % told
    return f"{line}{_word(content.funds_deviation)}"


def _word(text: str) -> str:
    if not text:
        return ""
    return f" ({text})" if language() == "en" else f"（{text}）"
