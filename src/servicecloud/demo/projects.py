"""The demonstration's performance cycle: registers with a year of records, projects in every state. Runs once."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from servicecloud.demo import city, turns
from servicecloud.demo.library import PICKED
from servicecloud.demo.project_plans import CORRECTION, PLANS, TEXTS, Line, Plan, word_for
from servicecloud.demo.project_records import CURRENT, LEDGERS, YEAR, Ledger, Record, records_of
from servicecloud.demo.reviewing import judge, make_late, set_up_reviews
from servicecloud.identity.models import Organisation, User
from servicecloud.identity.standing import scope_of_everything
from servicecloud.indicators.models import LibraryIndicator
from servicecloud.ledger.facts import civil_date
from servicecloud.ledger.models import Register, RegisterRow
from servicecloud.ledger.services.posting import post_many
from servicecloud.ledger.services.registers import define_register, fact_of, fingerprint_of
from servicecloud.ledger.services.sealing import seal_waiting
from servicecloud.performance.enums import Document, FundSource
from servicecloud.performance.models import Project, RulebookInForce, SelfEvaluation, TargetTable
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
from servicecloud.performance.values import Binding, EvaluationContent, TargetContent, from_json
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
        registers = {each.title_zh: _register(each, owner, people["project"]) for each in LEDGERS}
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


def _register(ledger: Ledger, owner: Organisation, officer: User) -> Register:
    known = Register.everywhere.filter(owner=owner, title_zh=ledger.title_zh).first()
    if known is not None:
        return known
    with transaction.atomic():
        register = register_of(ledger, owner, officer)
        names = [each["name"] for each in register.dimensions]
        enter(register, ledger, [values_of(each, names) for each in records_of(ledger)], officer, year=YEAR)
        today = civil_date(timezone.now())
        if ledger.title_zh in CURRENT:
            rows = [each for each in records_of(ledger, year=today.year) if each.happened_on <= today]
            enter(register, ledger, [values_of(each, names) for each in rows], officer, year=today.year)
    return register


def register_of(ledger: Ledger, owner: Organisation, officer: User) -> Register:
    """Define the register of a ledger; its dimensions are called d1, d2 and so on."""
    return define_register(
        actor=officer,
        owner=owner,
        values={
            "title_zh": ledger.title_zh,
            "title_en": ledger.title_en,
            "counts_zh": ledger.counts_zh,
            "counts_en": ledger.counts_en,
            "unit": ledger.unit,
            "counting": ledger.counting,
            "has_subject": bool(ledger.subjects),
            "evidence": ledger.evidence,
            "dimensions": [
                {"name": f"d{at}", "title_zh": zh, "title_en": en, "values": [text for text, _count in values]}
                for at, (zh, en, values) in enumerate(ledger.split, start=1)
            ],
        },
    )


def values_of(record: Record, names: list[str]) -> dict[str, Any]:
    """Return a record as the row of its register."""
    return {
        "happened_on": record.happened_on,
        "quantity": record.quantity,
        "subject": None if record.subject is None else city.credit_code(1_000_000 + record.subject),
        "dimensions": dict(zip(names, record.values, strict=True)),
        "note": "",
    }


def enter(register: Register, ledger: Ledger, rows: list[dict[str, Any]], officer: User, *, year: int) -> None:
    """Post the rows of a year and keep them in the register."""
    facts = [fact_of(register, values, mark=f"demo-{year}-{number}") for number, values in enumerate(rows)]
    posted = post_many(facts, actor=officer)
    RegisterRow.everywhere.bulk_create(
        [
            RegisterRow(
                register=register,
                entry_id=answer.entry_id,
                fingerprint=fingerprint_of(values),
                note=f"{ledger.counts_zh} {number:04d}",
                evidence=f"{ledger.evidence} {year}-{number:06d}",
            )
            for number, (values, answer) in enumerate(zip(rows, posted, strict=True), start=1)
        ],
        batch_size=2000,
    )


class Run:
    """One project on its way to where its plan ends, act by act, each by the person whose act it is."""

    def __init__(
        self, plan: Plan, owner: Organisation, people: dict[str, User], registers: dict[str, Register], *, today: date
    ) -> None:
        self.plan, self.owner, self.people, self.registers, self.today = plan, owner, people, registers, today
        self.year = plan.year(today.year)

    def run(self) -> None:
        """Go as far as the plan says."""
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
            "evaluated": (self.approve, self.pay, self.evaluate, self.send, self.checked),
            "corrected": (self.approve, self.pay, self.evaluate, self.send, self.checked, self.publish, self.correct),
            "disclosed": (self.approve, self.pay, self.evaluate, self.send, self.checked, self.publish),
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
        name = next((each["name"] for each in register.dimensions if each["title_zh"] == line.share[0]), "")
        return Binding(
            kind="measure",
            measure=register.code,
            how=line.how,  # type: ignore[arg-type]
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
        targets.submit_target(actor=self.people["project"], project_id=self.pk, expected=self.table.version)

    def _pass(self, who: str, kind: str) -> None:
        version = (self.table if kind == Document.TARGET else self.evaluation).version
        reviews.approve(actor=self.people[who], kind=kind, project_id=self.pk, expected=version)

    def by_unit(self) -> None:
        """The head of the unit approves the target."""
        self._pass("head", Document.TARGET)

    def by_department(self) -> None:
        """The department judges the target by four attributes; where it finds it good, with what is to be improved."""
        words = self.plan.opinion
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
        left, last = self.plan.paid_yuan, min(date(self.year, 12, 20), self.today)
        first = date(self.year, 1, 15)
        for number in range(_PAYMENTS if left else 0):
            part = left if number == _PAYMENTS - 1 else (self.plan.paid_yuan / _PAYMENTS).quantize(Decimal(100))
            left -= part
            day = first + timedelta(days=number * ((last - first).days // _PAYMENTS))
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

    def evaluate(self) -> None:
        """Build the form from the ledger, then say a word wherever the audit asks for one."""
        officer = self.people["project"]
        evaluation = evaluation_building.build_evaluation(actor=officer, project_id=self.pk)
        content = from_json(evaluation.content, EvaluationContent)
        target = targets.target_in_force(evaluation.target)
        rows: dict[str, Any] = {}
        for row in target.rows:
            if row.binding is not None and row.binding.kind == "narrative":
                rows[row.key] = {
                    "level": "达成年度指标",
                    "claimed_score": str(row.weight),
                    "reason": "复查通过并予公示。",
                    "statement": "当年复查通过，继续保留称号。",
                    "evidence": "公示页面打印件",
                }
        _evaluated, lint = evaluations.checked(evaluation, content)
        for number, said in lint.by_row.items():
            row = target.rows[number]
            if row.key not in rows and any(each.severity != "info" for each in said):
                rows[row.key] = {"deviation": word_for("")}
        values: dict[str, Any] = {"rows": rows, "words": {said.key: word_for(said.rule) for said in lint.unanswered}}
        saved = evaluations.save_evaluation(
            actor=officer, project_id=self.pk, expected=evaluation.version, values=values
        )
        _evaluated, lint = evaluations.checked(saved, from_json(saved.content, EvaluationContent))
        more = {said.key: word_for(said.rule) for said in lint.unanswered}
        evaluations.save_evaluation(actor=officer, project_id=self.pk, expected=saved.version, values={"words": more})

    def send(self) -> None:
        """Send the self-evaluation into review."""
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
        disclosure.disclose(actor=self.people["department"], project_id=self.pk)

    def correct(self) -> None:
        """The department asks for a correction of what is public; the unit mends it, and it is published again."""
        reason, words = CORRECTION
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
