"""Charts of the public pages: scores and rates through the years, points reached by indicator, target against actual."""

from collections.abc import Sequence
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _

from servicecloud.pages.charts import Chart, Series
from servicecloud.performance.models import PublishedIndicator, PublishedResult
from servicecloud.performance.selectors.department_results import YearOfDepartment


def of_years(results: Sequence[PublishedResult]) -> Chart | None:
    """Return total score and execution rate through the years, both of at most a hundred or so; None for a single year."""
    if len(results) < 2:
        return None
    return Chart(
        key="years",
        title=_("历年自评得分和预算执行率"),
        heading=_("年度"),
        unit=_("分、%"),
        labels=[str(each.year) for each in results],
        links=[reverse("portal:disclosed_project", args=[each.project_id]) for each in results],
        series=[
            Series(_("自评得分"), [each.total_score for each in results]),
            Series(_("预算执行率（%）"), [each.rate for each in results], shape="line"),
        ],
    )


def of_indicators(rows: Sequence[PublishedIndicator], *, project_id: int) -> Chart | None:
    """Return what share of its points each indicator reached."""
    if not rows:
        return None
    return Chart(
        key="indicators",
        title=_("各指标得分率"),
        heading=_("指标"),
        unit="%",
        labels=[row.level3 for row in rows],
        links=[reverse("portal:disclosed_row", args=[project_id, row.place]) for row in rows],
        series=[Series(_("得分率"), [row.share for row in rows])],
        lies=True,
    )


def of_indicator(history: Sequence[PublishedIndicator]) -> Chart | None:
    """Return an indicator's target and actual through the years, in its unit; None for a single year or when the unit changed."""
    rows = [row for row in history if row.actual_number is not None]
    units = {row.unit for row in rows}
    if len(rows) < 2 or len(units) != 1:
        return None

    def plain(number: Decimal | None) -> Decimal | None:
        return None if number is None else number.normalize()

    return Chart(
        key="history",
        title=_("历年指标值和完成值"),
        heading=_("年度"),
        unit=units.pop(),
        labels=[str(row.year) for row in rows],
        series=[
            Series(_("年度指标值"), [plain(row.target_number) for row in rows]),
            Series(_("实际完成值"), [plain(row.actual_number) for row in rows], shape="line"),
        ],
    )


def of_department(years: Sequence[YearOfDepartment]) -> Chart | None:
    """Return the mean score and the execution rate of a department through the years; None for a single year."""
    if len(years) < 2:
        return None
    rows = list(reversed(years))
    return Chart(
        key="department",
        title=_("历年平均得分和预算执行率"),
        heading=_("年度"),
        unit=_("分、%"),
        labels=[str(each.year) for each in rows],
        series=[
            Series(_("平均得分"), [each.mean_score for each in rows]),
            Series(_("预算执行率（%）"), [each.rate for each in rows], shape="line"),
        ],
    )
