"""The demonstration's performance cycle: registers with a year of records, projects in every state. Runs once."""

from contextlib import AbstractContextManager
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from servicecloud.demo import turns
from servicecloud.demo.clock import days_of, paper_of
from servicecloud.demo.entering import own_register, shared_register
from servicecloud.demo.library import PICKED
from servicecloud.demo.project_plans import PLANS, Line, Plan
from servicecloud.demo.project_records import LEDGERS
from servicecloud.demo.reviewing import judge, make_late, set_up_reviews
from servicecloud.demo.shared_records import PROJECT, SHARED
from servicecloud.demo.words import CORRECTION, STATED, TEXTS, reason_for, word_for
from servicecloud.identity.models import Organisation, User
from servicecloud.identity.standing import scope_of_everything
from servicecloud.indicators.models import LibraryIndicator
from servicecloud.ledger.facts import civil_date
from servicecloud.ledger.models import Register
from servicecloud.ledger.services.sealing import seal_waiting
from servicecloud.performance.enums import Document, FundSource
from servicecloud.performance.models import Monitoring, Project, RulebookInForce, SelfEvaluation, TargetTable
from servicecloud.performance.services import (
    corrections,
    disclosure,
    evaluation_building,
    evaluations,
    money,
    monitoring,
    reviews,
    targets,
)
from servicecloud.performance.services.projects import create_project
from servicecloud.performance.values import Binding, EvaluationContent, MonitoringContent, TargetContent, from_json
from servicecloud.table_statistics import refresh_statistics

SMALLEST_CITY = 100
"""Below this many enterprises the demonstration has no cycle: the figures of the forms need a city."""

_CENTRE, _DEPARTMENT, _BUREAU = "LJ-QF", "LJ-JX", "LJ-CZ"
_RULEBOOKS = ((2022, "shanghai-2022"), (2023, "shanghai-2023"))
_PAYMENTS = 12


def load_projects() -> int:
    """Add the projects that are not there yet; return how many."""
    with scope_of_everything():
        owner = Organisation.everywhere.get(code=_CENTRE)
        people = {name: User.objects.get(username=name) for name in ("project", "head", "department", "bureau")}
        bureau = Organisation.everywhere.get(code=_BUREAU)
        for year, book in _RULEBOOKS:
            RulebookInForce.everywhere.get_or_create(bureau=bureau, first_year=year, defaults={"rulebook": book})
        department = Organisation.everywhere.get(code=_DEPARTMENT)
        today = civil_date(timezone.now())
        set_up_reviews(department, people["department"], today=today)
        registers = {each.title_zh: own_register(each, owner, people["project"]) for each in LEDGERS}
        registers |= {
            each.ledger.title_zh: shared_register(each, owner, people["project"], today=today) for each in SHARED
        }
        if seal_waiting():
            refresh_statistics()
        waiting = [
            plan
            for plan in PLANS
            if not Project.everywhere.filter(owner=owner, year=plan.year(today.year), name=plan.name).exists()
        ]
        for plan in waiting:
            with transaction.atomic():
                Run(plan, owner, people, registers, today=today).run()
    return len(waiting)


def payment_days(year: int, *, today: date) -> list[date]:
    """Return the days of a year's twelve payments, spread evenly up to December or today: none of them lies ahead."""
    last = min(date(year, 12, 20), today)
    first = min(date(year, 1, 15), last)
    return [first + timedelta(days=number * ((last - first).days // _PAYMENTS)) for number in range(_PAYMENTS)]


class Run:
    """One project on its way to where its plan ends, act by act, each by the person whose act it is."""

    def __init__(
        self, plan: Plan, owner: Organisation, people: dict[str, User], registers: dict[str, Register], *, today: date
    ) -> None:
        self.plan, self.owner, self.people, self.registers, self.today = plan, owner, people, registers, today
        self.year = plan.year(today.year)
        self.days = days_of(plan, today=today)

    def paper(self, act: str) -> AbstractContextManager[None]:
        """Date what happens within to the day of an act of the plan."""
        return paper_of(self.days.get(act))

    def run(self) -> None:
        """Go as far as the plan says."""
        with self.paper("declared"):
            self.declare()
        steps = {
            "draft": (self.pick,),
            "unit": (self.submit,),
            "department": (self.submit, self.by_unit),
            "finance": (self.submit, self.by_unit, self.by_department),
            "returned": (self.submit, self.by_unit, self.back),
            "withdrawn": (self.submit, self.withdraw),
            "declined": (self.submit, self.by_unit, self.decline),
            "adjusting": (self.approve, self.pay, self.monitor, self.adjust),
            "running": (self.approve, self.pay, self.monitor),
            "evaluating": (self.approve, self.pay, self.evaluate),
            "evaluation_unit": (self.approve, self.pay, self.evaluate, self.send),
            "evaluation_department": (self.approve, self.pay, self.evaluate, self.send, self.checked_by_unit),
            "evaluated": (self.approve, self.pay, self.monitored, self.evaluate, self.send, self.checked),
            "corrected": (
                self.approve,
                self.pay,
                self.monitored,
                self.evaluate,
                self.send,
                self.checked,
                self.publish,
                self.correct,
            ),
            "disclosed": (self.approve, self.pay, self.monitored, self.evaluate, self.send, self.checked, self.publish),
        }
        for step in steps[self.plan.until]:
            step()

    def declare(self) -> None:
        """Set the project up, with its budget and its bound target table."""
        officer = self.people["project"]
        self.project = create_project(
            actor=officer,
            owner=self.owner,
            values={
                "name": self.plan.name,
                "year": self.year,
                "starts_on": date(self.year, 1, 1),
                "ends_on": date(self.year, 12, 31),
            },
        )
        self.pk = self.project.pk
        if self.plan.is_late:
            make_late(self.project)
        money.set_initial_budget(
            actor=officer, project_id=self.pk, source=FundSource.FISCAL, amount_yuan=self.plan.initial_yuan
        )
        rows = [
            {
                "level1": line.level1,
                "level2": line.level2,
                "level3": line.level3,
                "target": line.target,
                "weight": line.weight,
            }
            for line in self.plan.lines
        ]
        targets.save_target(actor=officer, project_id=self.pk, expected=1, goal=self.plan.goal, rows=rows, texts=TEXTS)
        content = from_json(self.table.content, TargetContent)
        for row, line in zip(content.rows, self.plan.lines, strict=True):
            targets.bind_row(
                actor=officer,
                project_id=self.pk,
                expected=self.table.version,
                key=row.key,
                binding=self.binding(line),
            )

    def binding(self, line: Line) -> Binding:
        """Return where a line's value comes from."""
        if not line.register:
            return Binding(kind="narrative", evidence=line.evidence)
        register = self.registers[line.register]
        names = {each["title_zh"]: each["name"] for each in register.dimensions}
        name = names.get(line.share[0], "")
        narrowed = ((PROJECT[0], self.plan.name), line.of)
        return Binding(
            kind="measure",
            measure=register.code,
            how=line.how,  # type: ignore[arg-type]
            filters={names[title]: (value,) for title, value in narrowed if title in names},
            share_of=name,
            counted=(line.share[1],) if name else (),
        )

    @property
    def table(self) -> TargetTable:
        """The table as it stands."""
        return TargetTable.everywhere.get(project_id=self.pk)

    @property
    def evaluation(self) -> SelfEvaluation:
        """The self-evaluation as it stands."""
        return SelfEvaluation.everywhere.get(project_id=self.pk)

    def pick(self) -> None:
        """Add two indicators of the department's library to the draft."""
        content = from_json(self.table.content, TargetContent)
        names = ("key", "level1", "level2", "level3", "target", "weight")
        rows: list[dict[str, Any]] = [{name: getattr(row, name) for name in names} for row in content.rows]
        found = LibraryIndicator.everywhere.filter(owner__code="LJ-JX", code__in=PICKED).order_by("code")
        rows += [{"pick": pk} for pk in found.values_list("pk", flat=True)]
        targets.save_target(
            actor=self.people["project"],
            project_id=self.pk,
            expected=self.table.version,
            goal=content.goal,
            rows=rows,
        )

    def submit(self) -> None:
        """Send the target into review."""
        with self.paper("sent"):
            targets.submit_target(actor=self.people["project"], project_id=self.pk, expected=self.table.version)

    def _pass(self, who: str, kind: str) -> None:
        version = (self.table if kind == Document.TARGET else self.evaluation).version
        act = {"head": "unit", "department": "department", "bureau": "finance"}[who]
        with self.paper(act if kind == Document.TARGET else f"evaluation_{act}"):
            reviews.approve(actor=self.people[who], kind=kind, project_id=self.pk, expected=version)

    def by_unit(self) -> None:
        """The head of the unit approves the target."""
        self._pass("head", Document.TARGET)

    def by_department(self) -> None:
        """The department judges the target by four attributes; where it finds it good, with what is to be improved."""
        words = self.plan.opinion
        with self.paper("department"):
            judge(
                self.people["department"],
                project_id=self.pk,
                expected=self.table.version,
                grade="good" if words else "excellent",
                words=words,
            )

    def back(self) -> None:
        """The department returns the target with a comment at a row."""
        content = from_json(self.table.content, TargetContent)
        with self.paper("department"):
            reviews.send_back(
                actor=self.people["department"],
                kind=Document.TARGET,
                project_id=self.pk,
                expected=self.table.version,
                comment="请按上年实际完成情况核定指标值，并补充成本方面的考虑。",
                row_comments={content.rows[2].key: "上年实际已达95%，建议提高指标值或说明理由。"},
            )

    def withdraw(self) -> None:
        """The unit takes the target back."""
        turns.withdraw(self.people["project"], self.pk)

    def decline(self) -> None:
        """The department keeps the project out of the budget."""
        with self.paper("department"):
            turns.decline(self.people["department"], self.pk)

    def adjust(self) -> None:
        """The unit asks for a change of the target in force."""
        turns.adjust(self.people["project"], self.people["head"], self.pk)

    def approve(self) -> None:
        """All three steps."""
        self.submit()
        self.by_unit()
        self.by_department()
        self._pass("bureau", Document.TARGET)

    def pay(self) -> None:
        """Pay in twelve parts, to the yuan; what was not paid yet in this year stays open."""
        left, days = self.plan.paid_yuan, payment_days(self.year, today=self.today)
        for number in range(_PAYMENTS if left else 0):
            part = left if number == _PAYMENTS - 1 else (self.plan.paid_yuan / _PAYMENTS).quantize(Decimal(100))
            left -= part
            day = days[number]
            with paper_of(day + timedelta(days=1) if self.days else None):
                money.record_payment(
                    actor=self.people["project"],
                    project_id=self.pk,
                    values={
                        "source": FundSource.FISCAL,
                        "amount_yuan": part,
                        "paid_on": day,
                        "voucher": f"记-{self.year}-{self.pk:03d}-{number + 1:02d}",
                        "note": f"第{number + 1}期合同款",
                    },
                )

    def monitor(self) -> None:
        """Build this year's monitoring table up to July, or the last month that is over; the officer still has to explain and send it."""
        if self.today.month > 1 and self.plan.paid_yuan:
            monitoring.build_monitoring(
                actor=self.people["project"], project_id=self.pk, end_month=min(7, self.today.month - 1)
            )

    def monitored(self) -> None:
        """Send the monitoring up to July of a year that is over; what was entered long after its year was not monitored."""
        if self.days:
            monitoring.build_monitoring(actor=self.people["project"], project_id=self.pk, end_month=7)
            self.explain("下半年按月调度，确保年底前完成。", level="达成")

    def explain(self, deviation: str, *, level: str) -> None:
        """Say a word wherever the monitoring asks for one, and send it."""
        found = Monitoring.everywhere.filter(project_id=self.pk).first()
        if found is None:
            return
        content = from_json(found.content, MonitoringContent)
        rows: dict[str, Any] = {
            row.key: {
                "level": level,
                "likelihood": row.likelihood or "possible",
                "causes": ["staff"],
                "deviation": deviation,
            }
            for row in content.rows
        }
        save: dict[str, Any] = {"actor": self.people["project"], "project_id": self.pk, "end_month": found.end_month}
        with self.paper("monitoring"):
            saved = monitoring.save_monitoring(**save, expected=found.version, values={"rows": rows})
        _form, _lights, lint = monitoring.checked(saved, from_json(saved.content, MonitoringContent))
        words = {said.key: word_for(said.rule) for said in lint.unanswered}
        with self.paper("monitoring"):
            saved = monitoring.save_monitoring(**save, expected=saved.version, values={"words": words})
            monitoring.send_monitoring(**save, expected=saved.version)

    def evaluate(self) -> None:
        """Build the form from the ledger, then say a word wherever the audit asks for one."""
        officer = self.people["project"]
        evaluation = evaluation_building.build_evaluation(actor=officer, project_id=self.pk)
        content = from_json(evaluation.content, EvaluationContent)
        target = targets.target_in_force(evaluation.target)
        rows: dict[str, Any] = {}
        reasons = dict(self.plan.reasons)
        for row in target.rows:
            if row.binding is not None and row.binding.kind == "narrative":
                reason, statement, evidence = STATED[row.level3]
                rows[row.key] = {
                    "level": "达成年度指标",
                    "claimed_score": str(row.weight),
                    "reason": reason,
                    "statement": statement,
                    "evidence": evidence,
                }
        _evaluated, lint = evaluations.checked(evaluation, content)
        for number, said in lint.by_row.items():
            row = target.rows[number]
            asked = [each for each in said if each.severity != "info" and not each.rule.startswith("W")]
            if row.key not in rows and asked:
                rows[row.key] = {"deviation": reasons.get(row.level3) or reason_for(row.level3)}
        values: dict[str, Any] = {"rows": rows}
        if self.plan.told:
            values["completion"] = self.plan.told
        if any(said.rule == "F-07" for said in lint.unanswered):
            values["funds_deviation"] = word_for("F")
        with self.paper("evaluation_sent"):
            saved = evaluations.save_evaluation(
                actor=officer, project_id=self.pk, expected=evaluation.version, values=values
            )
            _evaluated, lint = evaluations.checked(saved, from_json(saved.content, EvaluationContent))
            more = {said.key: word_for(said.rule) for said in lint.unanswered}
            evaluations.save_evaluation(
                actor=officer, project_id=self.pk, expected=saved.version, values={"words": more}
            )

    def send(self) -> None:
        """Send the self-evaluation into review."""
        with self.paper("evaluation_sent"):
            evaluations.submit_evaluation(
                actor=self.people["project"], project_id=self.pk, expected=self.evaluation.version
            )

    def checked_by_unit(self) -> None:
        """The head of the unit approves the self-evaluation."""
        self._pass("head", Document.SELF_EVALUATION)

    def checked(self) -> None:
        """Both steps."""
        self.checked_by_unit()
        self._pass("department", Document.SELF_EVALUATION)

    def publish(self) -> None:
        """The department publishes."""
        with self.paper("published"):
            disclosure.disclose(actor=self.people["department"], project_id=self.pk)

    def correct(self) -> None:
        """The department asks for a correction of what is public; the unit mends it, and it is published again."""
        reason, words = CORRECTION
        self.days = {}
        expected = self.evaluation.version
        corrections.begin_correction(
            actor=self.people["department"], project_id=self.pk, expected=expected, reason=reason
        )
        content = from_json(self.evaluation.content, EvaluationContent)
        evaluations.save_evaluation(
            actor=self.people["project"],
            project_id=self.pk,
            expected=self.evaluation.version,
            values={"rows": {content.rows[0].key: {"deviation": words}}},
        )
        self.send()
        self.checked()
        self.publish()
