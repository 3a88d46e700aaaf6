"""What a correction changed: two publications of a project, part by part and indicator by indicator."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from servicecloud.performance.selectors.published import Published, PublishedRow

_HEADS = (
    ("total", _("自评总分")),
    ("grade", _("评价等级")),
    ("rate", _("预算执行率（%）")),
    ("annual", _("全年预算数")),
    ("executed", _("全年执行数")),
    ("goal", _("年度总体目标")),
    ("completion", _("实际完成情况")),
    ("as_of", _("数值截至")),
)
_CELLS = (
    ("level1", _("一级指标")),
    ("level2", _("二级指标")),
    ("name", _("三级指标")),
    ("target", _("年度指标值")),
    ("actual", _("实际完成值")),
    ("weight", _("分值")),
    ("claimed", _("得分")),
    ("deviation", _("偏差原因分析及改进措施")),
)


@dataclass(frozen=True)
class Changed:
    """One cell that says something else: its label, before and after; blank where the row was not there."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class ChangedRow:
    """The cells of one indicator that differ; `is_new` and `is_gone` for rows that only one of the two has."""

    name: str
    cells: list[Changed]
    is_new: bool = False
    is_gone: bool = False


@dataclass(frozen=True)
class CorrectionDiff:
    """Everything that differs between two publications."""

    heads: list[Changed]
    rows: list[ChangedRow]

    @property
    def count(self) -> int:
        """How many cells differ."""
        return len(self.heads) + sum(len(row.cells) for row in self.rows)


def difference(before: Published, after: Published) -> CorrectionDiff:
    """Compare two publications. Rows are known by their key, which an indicator keeps through all versions."""
    first, second = _heads(before), _heads(after)
    heads = [
        Changed(str(label), first[name], second[name]) for name, label in _HEADS if first.get(name) != second.get(name)
    ]
    old = {row.key: row for row in before.rows}
    rows = []
    for row in after.rows:
        was = old.pop(row.key, None)
        cells = _cells(was, row)
        if cells:
            rows.append(ChangedRow(row.name, cells, is_new=was is None))
    rows += [ChangedRow(row.name, _cells(row, None), is_gone=True) for row in old.values()]
    return CorrectionDiff(heads, rows)


def _cells(before: PublishedRow | None, after: PublishedRow | None) -> list[Changed]:
    pairs = [
        (label, str(getattr(before, name)) if before else "", str(getattr(after, name)) if after else "")
        for name, label in _CELLS
    ]
    return [Changed(str(label), was, now) for label, was, now in pairs if was != now]


def _heads(shown: Published) -> dict[str, str]:
    form, fund = shown.form, shown.form.funds[0] if shown.form.funds else None
    unit = form.money_unit_label or ""
    return {
        "total": form.total_score_printed or "",
        "grade": form.grade_printed or "",
        "rate": _said(fund.execution_rate) if fund else "",
        "annual": f"{_said(fund.annual_budget)}{unit}" if fund else "",
        "executed": f"{_said(fund.executed)}{unit}" if fund else "",
        "goal": form.expected_goal or "",
        "completion": form.actual_completion or "",
        "as_of": shown.content.as_of.isoformat(),
    }


def _said(value: object) -> str:
    return "" if value is None else str(value)
