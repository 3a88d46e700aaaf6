"""The target table of a project as the official form of its region, with the money that is known."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from plumbline.forms.model import Budgets, FundRow, PrintedFund, TargetTable
from plumbline.rulebooks.model import Rulebook
from servicecloud.performance.enums import FundSource, ProjectCategory
from servicecloud.performance.forms import FILE, TWO_PLACES, cell_at, target_row
from servicecloud.performance.models import Project
from servicecloud.performance.values import SECTIONS, TargetContent

_CATEGORIES: Mapping[str, str] = {
    ProjectCategory.RECURRENT: "经常性专项业务费",
    ProjectCategory.OTHER_RECURRENT: "其他经常性项目",
    ProjectCategory.ONE_OFF: "其他一次性项目",
}
_PARTS = {
    FundSource.FISCAL: "其中：财政拨款",
    FundSource.CARRIED_OVER: "上年结转资金",
    FundSource.OTHER: "其他资金",
}


@dataclass(frozen=True)
class TargetMoney:
    """What is known of a project's money in 元: this year's budget by source, and the same project a year before. None is not zero."""

    annual: Mapping[str, Decimal]
    prior_budget: Decimal | None = None
    prior_executed: Decimal | None = None

    @property
    def whole(self) -> Decimal | None:
        """This year's budget of all sources, None while none was entered."""
        return sum(self.annual.values(), Decimal(0)) if self.annual else None


UNKNOWN = TargetMoney({})


def target_form(
    project: Project, content: TargetContent, *, book: Rulebook, money: TargetMoney = UNKNOWN
) -> TargetTable:
    """Return the target table of a project in the layout of the rulebook's region."""
    parts = _in_shanghai(project, content, money) if book.region == "shanghai" else _national(project, content, money)
    return TargetTable(
        source=FILE,
        ordinal=1,
        year=project.year,
        project_name=project.name,
        money_unit_label="元",
        supervising_department=project.department.name_zh,
        project_category=_CATEGORIES[project.category],
        plan_start=project.starts_on.isoformat(),
        plan_end=project.ends_on.isoformat(),
        has_government_purchase=project.has_purchase,
        **{name: content.texts.get(name) or None for name in SECTIONS},  # type: ignore[arg-type]
        indicators=tuple(target_row(row, number) for number, row in enumerate(content.rows, start=1)),
        **parts,
    )


def _in_shanghai(project: Project, content: TargetContent, money: TargetMoney) -> dict[str, Any]:
    is_of_one_year = project.starts_on.year == project.ends_on.year == project.year
    return {
        "layout": "shanghai-target-2020",
        "title_printed": "财政项目支出绩效目标表",
        "declaring_unit": project.owner.name_zh,
        "overall_goal": content.goal or None,
        "budgets": Budgets(
            total=_printed(money.whole) if is_of_one_year else None,
            current_year=_printed(money.whole),
            prior_year_budget=_printed(money.prior_budget),
            prior_year_executed=_printed(money.prior_executed),
        ),
    }


def _national(project: Project, content: TargetContent, money: TargetMoney) -> dict[str, Any]:
    amounts = {source: amount for source in FundSource if (amount := money.annual.get(source))}
    rows = [("年度资金总额", money.whole), *((_PARTS[source], amount) for source, amount in amounts.items())]
    return {
        "layout": "national-target",
        "title_printed": "项目支出绩效目标申报表",
        "implementing_unit": project.owner.name_zh,
        "annual_goal": content.goal or None,
        "funds": tuple(
            FundRow(
                name=name,
                cell=cell_at("funds", number),
                printed=PrintedFund(annual_budget=_printed(amount)),
                annual_budget=amount,
            )
            for number, (name, amount) in enumerate(rows, start=1)
            if money.whole is not None
        ),
    }


def _printed(amount: Decimal | None) -> str | None:
    return None if amount is None else f"{amount.quantize(TWO_PLACES):f}"
