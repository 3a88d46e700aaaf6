"""The demonstration's indicator library: the starter library at the department, revised once, retired once; common ones at the bureau."""

from django.db import transaction

from servicecloud.identity.models import Organisation, User
from servicecloud.identity.standing import scope_of_everything
from servicecloud.indicators.models import LibraryIndicator
from servicecloud.indicators.problems import CONTENT
from servicecloud.indicators.services.files import import_library
from servicecloud.indicators.services.library import add_indicator, retire_indicator, revise_indicator
from servicecloud.indicators.tables import starter

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
        _live(reviewer)
        return LibraryIndicator.everywhere.count()


def _live(reviewer: User) -> None:
    """One indicator has a second version, one is retired: such things happen in a year."""
    found = LibraryIndicator.objects.select_related("current").get(owner__code="LJ-JX", code=_REVISED)
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
