"""The demonstration's oversight: a public draw, re-checks at every step, an evaluation, rectifications. Runs once."""

from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import Any

import msgspec
from django.db import transaction
from django.utils import timezone

from servicecloud.demo.project_records import YEAR
from servicecloud.identity.models import Organisation, User
from servicecloud.identity.standing import scope_of_everything
from servicecloud.oversight.declarations import framework
from servicecloud.oversight.enums import ExaminationKind
from servicecloud.oversight.models import Examination, SamplingPlan
from servicecloud.oversight.selectors.examined import examined_version
from servicecloud.oversight.selectors.starting import start_from
from servicecloud.oversight.services import confirming, evaluating, examining, objections, rectifying, sampling
from servicecloud.oversight.values import PlanParameters, read
from servicecloud.performance.models import Project, SelfEvaluation

_BUREAU, _DEPARTMENT = "LJ-CZ", "LJ-JX"
_SEED, _ORIGIN = "4 1 6 2 5 3 3 6", "抽样框公告后当日，在局三楼会议室当众掷骰八次，财政、审计、主管部门各一人在场。"
_LOW = {"code": "K-09", "note": "实际完成值是指标值的{times}倍，指标值明显偏低。"}
_SURVEY = {"code": "K-14", "points": "3", "note": "随自评报送的回访问卷只有30份，其余未见原件。"}
_TEXTS = {
    "basics": "项目面向全市中小企业提供公共服务，资金来源为当年财政拨款，按季度支付。",
    "work": "成立评价组，查阅合同、台账和支付凭证，访谈经办人员，抽查服务记录。",
    "conclusion": "项目立项合规，资金使用规范，产出达到预期，服务对象总体满意。",
    "analysis": "决策、过程得分较高；产出按计划完成；效益指标的佐证以台账记录为主。",
    "problems": "部分合同验收资料归档不及时；满意度回访的样本偏小。",
    "advice": "完善验收归档办法；扩大回访样本，按季度公布结果。",
}


def load_oversight() -> bool:
    """Add it when it is not there; tell whether it was added."""
    with scope_of_everything(), transaction.atomic():
        if SamplingPlan.everywhere.exists():
            return False
        names = ("project", "head", "department", "verifier", "bureau", "rechecker")
        _Run({name: User.objects.get(username=name) for name in names}).run()
    return True


class _Run:
    """Act by act, each by the person whose act it is."""

    def __init__(self, people: dict[str, User]) -> None:
        self.people = people

    def run(self) -> None:
        """Everything."""
        self.draw()
        self.announce()
        self.verify()
        rechecks = list(Examination.objects.filter(kind="recheck").select_related("project", "of").order_by("pk"))
        accepted, objected = rechecks[0], rechecks[1]
        self.recheck(accepted, self._too_low(accepted, points="2"))
        objections.accept_result(actor=self.people["project"], examination_id=accepted.pk)
        self.rectify(accepted)
        self.recheck(objected, {-1: _SURVEY})
        self.object_to(objected)
        self.evaluate()

    def draw(self) -> None:
        """Finance draws with a seed thrown in public."""
        plan = self._plan("bureau", _BUREAU, "绩效自评抽查", seed_kind="entered", total=3, minimum=0)
        actor = self.people["bureau"]
        sampling.announce(actor=actor, plan_id=plan.pk, expected=plan.version)
        sampling.publish_seed(actor=actor, plan_id=plan.pk, text=_SEED, origin=_ORIGIN)
        sampling.draw_sample(actor=actor, plan_id=plan.pk)

    def announce(self) -> None:
        """The department announces a draw whose seed the ledger will give."""
        at = datetime.combine(timezone.localdate() + timedelta(days=7), time(9, 30), timezone.get_current_timezone())
        plan = self._plan(
            "department",
            _DEPARTMENT,
            "主管部门自评复核",
            seed_kind="ledger",
            seed_at=at.isoformat(),
            seed_text="经信绩效抽查",
            total=2,
        )
        sampling.announce(actor=self.people["department"], plan_id=plan.pk, expected=plan.version)

    def verify(self) -> None:
        """The department verifies the scores of the disclosed project and takes a point off."""
        project = Project.objects.get(name="企业服务专项", year=YEAR)
        made = examining.begin_review(actor=self.people["department"], project_id=project.pk)
        self._examine("department", made, self._too_low(made, points="1"))
        confirming.confirm(actor=self.people["verifier"], of=Examination, pk=made.pk)

    def recheck(self, found: Examination, deductions: dict[int, dict[str, str]]) -> None:
        """Finance re-checks."""
        self._examine("bureau", found, deductions)

    def object_to(self, found: Examination) -> None:
        """The unit objects to its last row."""
        key = examined_version(found.of).keys[-1]
        objections.object_to(
            actor=self.people["project"],
            examination_id=found.pk,
            statement="其余回访问卷的原件存于业务科室，未随自评报送；台账逐份登记。现补充报送，申请重新认定。",
            rows={key: "补充报送其余回访问卷的原件。"},
        )

    def rectify(self, found: Examination) -> None:
        """One is open after the re-check; another is closed."""
        start = start_from(found.project, {"examination": found.pk})
        rectifying.require(
            actor=self.people["bureau"],
            project=found.project,
            what="重新核定下一年度指标值",
            requirement=start.requirement,
            days=20,
            rests_on=start.rests_on,
        )
        project = SelfEvaluation.objects.select_related("project").get(project__name="企业服务专项", project__year=YEAR)
        closed = rectifying.require(
            actor=self.people["department"],
            project=project.project,
            what="补齐第四季度服务合同的验收单",
            requirement="补交三份合同的验收单，并说明迟交原因。",
            days=10,
        )
        rectifying.answer(
            actor=self.people["project"], rectification_id=closed.pk, text="三份验收单已补齐；原因是验收人员调整。"
        )
        rectifying.accept(actor=self.people["department"], rectification_id=closed.pk, text="资料齐全。")

    def evaluate(self) -> None:
        """Finance evaluates a project and asks the unit for its view."""
        project = Project.objects.get(name="信息化运维项目", year=YEAR)
        actor = self.people["bureau"]
        made = evaluating.begin_evaluation(actor=actor, project=project)
        items = {each.code: {"weight": str(each.weight), "score": str(each.weight)} for each in framework().items}
        items["B22"] |= {"score": "3", "basis": "部分合同验收资料归档不及时。"}
        items["D12"] |= {"score": "10.5", "basis": "满意度回访样本偏小。"}
        saved = evaluating.save_evaluation(
            actor=actor, evaluation_id=made.pk, expected=made.version, items=items, texts=_TEXTS
        )
        evaluating.send_for_view(actor=actor, evaluation_id=made.pk, expected=saved.version)

    def _too_low(self, found: Examination, *, points: str) -> dict[int, dict[str, str]]:
        """Take points off where the actual value lies furthest above what was promised."""
        times = {}
        for at, row in enumerate(examined_version(found.of).form.indicators):
            aimed = row.target.low_number if row.target and row.target.operator == ">=" else None
            reached = row.actual.low_number if row.actual else None
            if aimed and reached:
                times[at] = reached / aimed
        at = max(times, key=lambda each: times[each])
        return {at: _LOW | {"points": points, "note": _LOW["note"].format(times=f"{times[at]:.1f}")}}

    def _plan(self, who: str, body: str, title: str, **changes: Any) -> SamplingPlan:
        actor, place = self.people[who], Organisation.everywhere.get(code=body)
        made = sampling.create_plan(actor=actor, body=place, year=YEAR, title=title)
        parameters = msgspec.structs.replace(read(made.parameters, PlanParameters), **changes)
        parameters = msgspec.structs.replace(parameters, large_yuan=Decimal(5_000_000), medium_yuan=Decimal(500_000))
        return sampling.change_plan(actor=actor, plan_id=made.pk, expected=made.version, parameters=parameters)

    def _examine(self, who: str, found: Examination, deductions: dict[int, dict[str, str]]) -> None:
        keys = examined_version(found.of).keys
        rows = {
            keys[at]: {"deductions": [given], "comment": "已与台账记录和合同核对。"} for at, given in deductions.items()
        }
        saved = examining.save_examination(
            actor=self.people[who],
            examination_id=found.pk,
            expected=found.version,
            rows=rows,
            comment="抽查合同、台账记录和支付凭证，其余指标与自评一致。",
        )
        actor = self.people[who]
        if found.kind == ExaminationKind.RECHECK:
            examining.send_result(actor=actor, examination_id=found.pk, expected=saved.version)
        else:
            confirming.submit(actor=actor, of=Examination, pk=found.pk, expected=saved.version)
