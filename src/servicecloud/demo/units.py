"""Three more units of the demonstration with their projects of three years, so that a board shows a city: every light, several grades.

Their people are invented like everybody here and have no door on the sign-in page.
"""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from servicecloud.demo.entering import enter, register_of, values_of
from servicecloud.demo.project_plans import Line, Plan
from servicecloud.demo.project_records import Ledger
from servicecloud.demo.projects import Run
from servicecloud.demo.reorganising import COMMERCE, MERGED, MOVED, SUCCESSOR, merged_on
from servicecloud.demo.shared_records import PROJECT, Part, Shared
from servicecloud.demo.words import FEW_MEETINGS, TOLD_FEW_MEETINGS, TOLD_MEETINGS, TOLD_MORE_MEETINGS
from servicecloud.identity.enums import Role
from servicecloud.identity.models import Membership, Organisation, User
from servicecloud.identity.standing import scope_of_everything
from servicecloud.ledger.facts import civil_date
from servicecloud.ledger.models import Register
from servicecloud.ledger.services.sealing import seal_waiting
from servicecloud.performance.enums import Document
from servicecloud.performance.models import Project
from servicecloud.table_statistics import refresh_statistics

_PROMOTION, _TRADE, _STARTUP, _COMMERCE = SUCCESSOR, "LJ-MF", MERGED, COMMERCE
_PEOPLE = (
    ("units-officer", "韩书砚", "Han Shuyan", Role.PROJECT_OFFICER, (_PROMOTION, _TRADE, _STARTUP)),
    ("units-head", "温叙白", "Wen Xubai", Role.UNIT_HEAD, (_PROMOTION, _TRADE, _STARTUP)),
    ("commerce", "陶南风", "Tao Nanfeng", Role.DEPARTMENT_REVIEWER, (_COMMERCE,)),
)
_YEARS_BACK = (2, 1, 0)


def _attended(title_zh: str, title_en: str, *projects: tuple[str, int]) -> Shared:
    """The attendance list of a unit: each project enters its own meetings."""
    return Shared((PROJECT,), tuple(_part(title_zh, title_en, name, rows) for name, rows in projects))


def _part(title_zh: str, title_en: str, project: str, rows: int) -> Part:
    answers = (("满意", rows - rows // 12), ("不满意", rows // 12))
    ledger = Ledger(
        title_zh, title_en, "到场的企业", "enterprises present", "家次", "count", rows, "签到表",
        split=(("评价", "Answer", answers),),
    )  # fmt: skip
    return Part((project,), ledger, growth=3)


_MEETINGS, _PILOT, _TRADERS, _FAIRS, _ADVICE = (
    "产业对接活动",
    "产业链协作试点",
    "外贸企业服务",
    "海外展会组织",
    "创业辅导服务",
)
_LEDGERS = {
    _PROMOTION: _attended(
        "产业对接活动到场", "Attendance at industry meetings", (_MEETINGS, 120), (_PILOT, 118), (MOVED, 124)
    ),
    _TRADE: _attended("外贸服务到场", "Attendance at trade services", (_TRADERS, 96), (_FAIRS, 90)),
    _STARTUP: _attended("创业辅导到场", "Attendance at startup advice", (_ADVICE, 72)),
}


def _lines(register: str, target: int) -> tuple[Line, ...]:
    return (
        Line("产出指标", "数量指标", "参加活动企业家次", f"≥{target}(家次)", "50", register),
        Line("效益指标", "社会效益指标", "企业协作意愿提升", "有所提升", "30", evidence="问卷汇总"),
        Line("满意度指标", "服务对象满意度指标", "参加企业满意度", "≥85%", "10", register, "share", ("评价", "满意")),
    )


def _plans(unit: str) -> tuple[Plan, ...]:
    """Return what the unit has done and does: a year that went well, one that did not, and its projects now."""
    title = _LEDGERS[unit].ledger.title_zh
    goal = "组织企业对接活动，提升企业协作意愿，参加企业满意度不低于85%。"
    if unit == _PROMOTION:
        return (
            Plan(_MEETINGS, 2, goal, "860000", "845000", _lines(title, 110), "disclosed", told=TOLD_MEETINGS),
            Plan(
                _MEETINGS, 1, goal, "900000", "882000", _lines(title, 115), "evaluated",
                told=TOLD_MORE_MEETINGS, approved_ago=3,
            ),
            Plan(_MEETINGS, 0, goal, "920000", "830000", _lines(title, 120), "running"),
            Plan(_PILOT, 0, goal, "480000", "240000", _lines(title, 190), "running"),
            Plan(MOVED, 0, goal, "360000", "305000", _lines(title, 100), "running"),
        )  # fmt: skip
    if unit == _STARTUP:
        return (
            Plan(_ADVICE, 1, goal, "420000", "411000", _lines(title, 70), "disclosed", told=TOLD_MEETINGS),
            Plan(_ADVICE, 0, goal, "450000", "372000", _lines(title, 72), "running"),
        )
    return (
        Plan(_TRADERS, 2, goal, "640000", "612000", _lines(title, 96), "disclosed", told=TOLD_MEETINGS),
        Plan(
            _TRADERS, 1, goal, "640000", "505000", _lines(title, 140), "evaluated",
            told=TOLD_FEW_MEETINGS, reasons=FEW_MEETINGS, approved_ago=26,
        ),
        Plan(_TRADERS, 0, goal, "660000", "590000", _lines(title, 60), "running"),
        Plan(_FAIRS, 0, goal, "390000", "350000", _lines(title, 400), "running"),
    )  # fmt: skip


def load_units() -> int:
    """Add the projects of these units that are not there yet; return how many. A unit that was merged has none any more."""
    made = 0
    with scope_of_everything():
        people = _people()
        bodies = {body.code: body for body in Organisation.everywhere.filter(code__in=_LEDGERS, valid_to=None)}
        today = civil_date(timezone.now())
        for code, owner in bodies.items():
            waiting = [
                plan
                for plan in _plans(code)
                if not Project.everywhere.filter(owner=owner, year=plan.year(today.year), name=plan.name).exists()
            ]
            if not waiting:
                continue
            ledger = _LEDGERS[code]
            own = people | {"department": people["commerce" if code == _TRADE else "department"]}
            last = merged_on(today) - timedelta(days=1) if code == MERGED else today
            title = ledger.ledger.title_zh
            registers = {title: _register(ledger, owner, own["project"], plans=_plans(code), today=last)}
            if seal_waiting():
                refresh_statistics()
            for plan in waiting:
                with transaction.atomic():
                    _UnitRun(plan, owner, own, registers, today=today).run()
                    made += 1
    return made


def _register(shared: Shared, owner: Organisation, officer: User, *, plans: tuple[Plan, ...], today: date) -> Register:
    """Three years of records: so a forecast of this year knows the seasons."""
    ledger = shared.ledger
    known = Register.everywhere.filter(owner=owner, title_zh=ledger.title_zh).first()
    if known is not None:
        return known
    with transaction.atomic():
        register = register_of(ledger, owner, officer)
        names = [each["name"] for each in register.dimensions]
        for back in _YEARS_BACK:
            year = today.year - back
            having = {plan.name for plan in plans if plan.years_ago == back or plan.name == _ADVICE}
            rows = [values_of(each, names) for each in shared.records(year, having) if each.happened_on <= today]
            enter(register, ledger, rows, officer, year=year)
    return register


def _people() -> dict[str, User]:
    bodies = {body.code: body for body in Organisation.everywhere.filter(code__startswith="LJ-")}
    found = {name: User.objects.get(username=name) for name in ("department", "bureau")}
    for username, name_zh, name_en, role, places in _PEOPLE:
        person, is_new = User.objects.get_or_create(
            username=username,
            defaults={"display_name": name_zh, "display_name_en": name_en, "is_demonstration": True},
        )
        if is_new:
            person.set_unusable_password()
            person.save(update_fields=["password"])
        for code in places:
            Membership.everywhere.get_or_create(user=person, organisation=bodies[code], role=role, ended_at=None)
        found[username] = person
    return found | {"project": found["units-officer"], "head": found["units-head"]}


class _UnitRun(Run):
    """A project whose monitoring is explained and sent, except where the plan is far behind: there something is left to do."""

    def by_department(self) -> None:
        """Industry judges by four attributes, commerce approves in the usual way."""
        if self.owner.code == _TRADE:
            self._pass("department", Document.TARGET)
        else:
            super().by_department()

    def monitor(self) -> None:
        """Build the table up to July, explain what is in doubt, send it."""
        super().monitor()
        if self.plan.name != _FAIRS:
            self.explain(
                "上半年活动集中在第二季度，下半年增加场次，按月调度。",
                level="部分达成" if self.plan.name == _PILOT else "达成",
            )


__all__ = ["load_units"]
