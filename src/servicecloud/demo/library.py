"""The demonstration's indicator library: the starter library and a template at the department, common indicators at the bureau."""

from decimal import Decimal
from typing import Any

from django.db import transaction

from plumbline.reference.indicator_categories import STYLE_2020
from servicecloud.identity.models import Organisation, User
from servicecloud.identity.standing import scope_of_everything
from servicecloud.indicators.models import LibraryIndicator
from servicecloud.indicators.problems import CONTENT
from servicecloud.indicators.services.files import import_library
from servicecloud.indicators.services.library import add_indicator, retire_indicator, revise_indicator
from servicecloud.indicators.services.templates import add_template
from servicecloud.indicators.tables import starter
from servicecloud.indicators.values import Origin, TemplateRow

_COMMON = (
    (
        "CZ-Q-01",
        "采购验收合格率",
        "quality",
        "验收合格的采购项目占全部采购项目的比例",
        "验收合格数÷应验收数",
        "95",
        "政府采购法",
    ),
    (
        "CZ-T-01",
        "预算执行进度达标率",
        "timeliness",
        "按序时进度支付的月份占全年月份的比例",
        "达标月份数÷12",
        "90",
        "预算法",
    ),
    (
        "CZ-M-01",
        "社会公众满意度",
        "satisfaction",
        "有效问卷中评价满意的比例",
        "满意份数÷有效份数",
        "85",
        "预算绩效管理办法",
    ),
)
_REVISED, _RETIRED = "SMS-N-003", "SMS-N-019"
PICKED = ("SMS-N-003", "SMS-Q-002")
"""What the draft of the demonstration takes from the library; the first gets a newer version afterwards."""

_WEIGHTS = {
    "SMS-N-001": Decimal(15),
    "SMS-N-003": Decimal(15),
    "SMS-Q-001": Decimal(10),
    "SMS-T-001": Decimal(10),
    "SMS-C-002": Decimal(10),
    "SMS-E-001": Decimal(10),
    "SMS-B-003": Decimal(10),
    "SMS-M-001": Decimal(10),
}
_TEMPLATE = tuple(_WEIGHTS)


@transaction.atomic
def load_library() -> int:
    """Fill both libraries if they are empty; return how many indicators were added."""
    with scope_of_everything():
        if LibraryIndicator.everywhere.filter(owner__code="LJ-JX").exists():
            return 0
        bureau, department = (Organisation.everywhere.get(code=code) for code in ("LJ-CZ", "LJ-JX"))
        finance, reviewer = (User.objects.get(username=name) for name in ("bureau", "department"))
        import_library(actor=reviewer, owner=department, data=starter(), name="起步指标库.csv")
        for code, name, category, definition, rule, reference, basis in _COMMON:
            values = {"code": code, "kind": "common", "name": name, "category": category, "definition": definition}
            values |= {"counting_rule": rule, "reference_value": reference, "policy_basis": basis, "unit": "%"}
            values |= {"direction": "at_least", "source": "survey" if category == "satisfaction" else "register"}
            add_indicator(actor=finance, owner=bureau, values=values | {"usual_weight": "5"})
        add_template(actor=reviewer, owner=department, values=_template())
        return LibraryIndicator.everywhere.count()


def _template() -> dict[str, Any]:
    """A template for service projects, of indicators of the starter library."""
    taken = LibraryIndicator.objects.select_related("current").filter(owner__code="LJ-JX", code__in=_TEMPLATE)
    rows = []
    for found in sorted(taken, key=lambda each: _TEMPLATE.index(each.code)):
        version = found.current
        if version is not None:
            level1, level2 = version.levels(STYLE_2020)
            rows.append(
                TemplateRow(
                    level1=level1,
                    level2=level2,
                    level3=version.name,
                    target=version.target,
                    weight=_WEIGHTS[found.code],
                    origin=Origin(indicator=found.pk, number=version.number),
                )
            )
    goal = "围绕中小企业需求组织诉求、培训和融资服务，按期办结，服务企业满意度不低于90%。"
    return {"name": "中小企业服务类项目", "project_category": "recurrent", "goal": goal, "rows": rows}


@transaction.atomic
def age_library() -> None:
    """Give one indicator a second version and retire one, after targets took them: such things happen in a year."""
    with scope_of_everything():
        reviewer = User.objects.get(username="department")
        found = LibraryIndicator.objects.select_related("current").get(owner__code="LJ-JX", code=_REVISED)
        if found.current is not None and found.current.number == 1:
            _live(found, reviewer)


def _live(found: LibraryIndicator, reviewer: User) -> None:
    values = {name: getattr(found.current, name) for name in CONTENT}
    rule = "一家企业参加一场培训计一家次；线上参训须在线满一半时长；报名未到场的不计"
    revise_indicator(
        actor=reviewer,
        indicator_id=found.pk,
        expected=found.version,
        values=values | {"counting_rule": rule},
        reason="培训改为线上线下结合，明确线上参训怎样计",
    )
    retired = LibraryIndicator.objects.get(owner__code="LJ-JX", code=_RETIRED)
    reason = "专家入企服务并入重点企业走访，不再单独设指标"
    retire_indicator(actor=reviewer, indicator_id=retired.pk, reason=reason)
