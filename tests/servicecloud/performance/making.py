"""A unit with its bodies and people, and projects on their way, for the tests of the cycle."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import zip_longest
from typing import Any

from django.utils import timezone
from tests.servicecloud.factories import MembershipFactory, OrganisationFactory, UserFactory

from servicecloud.files.models import StoredFile
from servicecloud.files.services import Owner, Upload, store_file
from servicecloud.identity.enums import OrganisationKind, Role
from servicecloud.identity.models import Organisation, Placement, User
from servicecloud.identity.standing import scope_of_everything
from servicecloud.ledger.models import Entry, Register
from servicecloud.ledger.services.registers import add_row, define_register
from servicecloud.performance.enums import Document, FundSource
from servicecloud.performance.evidence_files import EVIDENCE, owner_key
from servicecloud.performance.models import PaymentFile, Project, SelfEvaluation, TargetTable
from servicecloud.performance.services import (
    corrections,
    disclosure,
    evaluation_building,
    evaluations,
    money,
    reviews,
    targets,
)
from servicecloud.performance.services.payment_files import import_payments
from servicecloud.performance.services.projects import create_project
from servicecloud.performance.values import Binding, EvaluationContent, TargetContent, from_json

ROWS = (
    ("产出指标", "数量指标", "培训企业家次", "≥4(家次)", "50"),
    ("效益指标", "社会效益指标", "政策知晓提升情况", "有所提升", "30"),
    ("满意度指标", "服务对象满意度指标", "参训企业满意度", "≥75%", "10"),
)


@dataclass
class House:
    """Who is who."""

    unit: Organisation
    department: Organisation
    bureau: Organisation
    officer: User
    head: User
    reviewer: User
    finance: User


def build_house() -> House:
    """Make a unit under a department under a bureau, each with its person."""
    bureau = OrganisationFactory(kind=OrganisationKind.FINANCE_BUREAU)
    department = OrganisationFactory(kind=OrganisationKind.DEPARTMENT)
    unit = OrganisationFactory(kind=OrganisationKind.UNIT)
    for below, above in ((unit, department), (department, bureau)):
        Placement.everywhere.create(organisation=below, parent=above, valid_from=date(2020, 1, 1))

    def person(name: str, organisation: Organisation, role: Role) -> User:
        return MembershipFactory(user__username=name, organisation=organisation, role=role).user

    return House(
        unit,
        department,
        bureau,
        person("the-officer", unit, Role.PROJECT_OFFICER),
        person("the-head", unit, Role.UNIT_HEAD),
        person("the-reviewer", department, Role.DEPARTMENT_REVIEWER),
        person("the-bureau", bureau, Role.FINANCE_REVIEWER),
    )


def house_of_town(town: Any) -> House:
    """Take the town's bodies and people; the town has no head of a unit, so one is added."""
    where, people = town.organisations, town.people
    head = UserFactory(username="unit-head")
    MembershipFactory(user=head, organisation=where["unit"], role=Role.UNIT_HEAD)
    return House(
        where["unit"],
        where["department"],
        where["bureau"],
        people["project"],
        head,
        people["department"],
        people["bureau"],
    )


def a_payment_file(house: House, project: Project) -> PaymentFile:
    """A file of two payments, one of which cannot be right."""
    text = f"支付日期,金额,凭证号\n{project.year}-01-05,10000,F-1\n昨天,1,F-2\n"
    with scope_of_everything():
        return import_payments(
            actor=house.officer,
            project_id=project.pk,
            source=FundSource.FISCAL,
            data=text.encode(),
            name="国库一月.csv",
        )


def a_register(house: House, *, year: int) -> Register:
    """Five trainings of which four were satisfying; the register is made once, its trainings once a year."""
    with scope_of_everything():
        register = Register.objects.filter(owner=house.unit, title_zh="培训到场").first() or define_register(
            actor=house.officer,
            owner=house.unit,
            values={
                "title_zh": "培训到场",
                "counts_zh": "到场参训的企业",
                "unit": "家次",
                "counting": "count",
                "has_subject": False,
                "dimensions": [{"name": "d1", "title_zh": "评价", "title_en": "Answer", "values": ["满意", "不满意"]}],
            },
        )
        if Entry.objects.filter(measure__code=register.code, happened_on__year=year).exists():
            return register
        for number in range(5):
            values = {
                "happened_on": date(year, 1, 2),
                "dimensions": {"d1": "不满意" if number == 4 else "满意"},
                "note": f"培训{number}",
            }
            add_row(actor=house.officer, register_id=register.pk, values=values)
    return register


def a_project(house: House, *, name: str = "企业培训", year: int | None = None) -> Project:
    """A project with a budget and nothing else."""
    year = year or timezone.localdate().year
    with scope_of_everything():
        project = create_project(
            actor=house.officer,
            owner=house.unit,
            values={"name": name, "year": year, "starts_on": date(year, 1, 1), "ends_on": date(year, 12, 31)},
        )
        money.set_initial_budget(
            actor=house.officer, project_id=project.pk, source=FundSource.FISCAL, amount_yuan=Decimal(1_000_000)
        )
    return project


def declared(
    house: House, *, first_target: str = ROWS[0][3], bindings: Sequence[Binding | None] = (), **values: Any
) -> Project:
    """A project whose target table is complete and bound: as usual, or where `bindings` has one at its place as that says."""
    project = a_project(house, **values)
    register = a_register(house, year=project.year)
    rows = [dict(zip(("level1", "level2", "level3", "target", "weight"), row, strict=True)) for row in ROWS]
    rows[0]["target"] = first_target
    usual = (
        Binding(kind="measure", measure=register.code),
        Binding(kind="narrative", evidence="问卷汇总"),
        Binding(kind="measure", measure=register.code, how="share", share_of="d1", counted=("满意",)),
    )
    with scope_of_everything():
        save = {"actor": house.officer, "project_id": project.pk}
        targets.save_target(**save, expected=1, goal="全年培训企业不少于4家次。", rows=rows)
        chosen = [given or own for given, own in zip_longest(bindings, usual)]
        for row, binding in zip(content_of(project).rows, chosen, strict=True):
            targets.bind_row(**save, expected=table_of(project).version, key=row.key, binding=binding)
    return project


def submitted(house: House, **values: Any) -> Project:
    """A project whose target waits for the head of the unit."""
    project = declared(house, **values)
    with scope_of_everything():
        targets.submit_target(actor=house.officer, project_id=project.pk, expected=table_of(project).version)
    return project


def passed(house: House, project: Project, *people: User, kind: str = Document.TARGET) -> Project:
    """Let people approve one after another."""
    with scope_of_everything():
        for person in people:
            document = table_of(project) if kind == Document.TARGET else evaluation_of(project)
            reviews.approve(actor=person, kind=kind, project_id=project.pk, expected=document.version)
    return project


def approved(house: House, *, paid: Decimal = Decimal(990_000), **values: Any) -> Project:
    """A project whose target is in force, with one payment."""
    project = passed(house, submitted(house, **values), house.head, house.reviewer, house.finance)
    with scope_of_everything():
        money.record_payment(
            actor=house.officer,
            project_id=project.pk,
            values={
                "source": FundSource.FISCAL,
                "amount_yuan": paid,
                "paid_on": date(project.year, 1, 5),
                "voucher": "记-001",
            },
        )
    return project


def last_year() -> int:
    """The latest year that has ended and can be evaluated."""
    return timezone.localdate().year - 1


def built(house: House, **values: Any) -> Project:
    """A project of a year that has ended, with a self-evaluation as the ledger gives it."""
    project = approved(house, **{"year": last_year()} | values)
    with scope_of_everything():
        evaluation_building.build_evaluation(actor=house.officer, project_id=project.pk)
    return project


def completed(house: House, **values: Any) -> Project:
    """A project whose self-evaluation can be submitted: the one qualitative row has its level, every warning its word."""
    project = built(house, **values)
    with scope_of_everything():
        key = target_of(project).rows[1].key
        level = {"level": "达成年度指标", "claimed_score": "28", "reason": "知晓率上升", "deviation": "宣传面仍可扩大"}
        save = {"actor": house.officer, "project_id": project.pk}
        saved = evaluations.save_evaluation(
            **save, expected=evaluation_of(project).version, values={"rows": {key: level}}
        )
        _form, lint = evaluations.checked(saved, from_json(saved.content, EvaluationContent))
        words = {said.key: "已核实，情况属实。" for said in lint.unanswered}
        evaluations.save_evaluation(**save, expected=saved.version, values={"words": words})
    return project


def evaluated(house: House, **values: Any) -> Project:
    """A project whose self-evaluation is approved."""
    project = completed(house, **values)
    with scope_of_everything():
        evaluations.submit_evaluation(
            actor=house.officer, project_id=project.pk, expected=evaluation_of(project).version
        )
    return passed(house, project, house.head, house.reviewer, kind=Document.SELF_EVALUATION)


def disclosed(house: House, **values: Any) -> Project:
    """A project that is public."""
    project = evaluated(house, **values)
    with scope_of_everything():
        disclosure.disclose(actor=house.reviewer, project_id=project.pk)
    return project


def correcting(house: House, *, reason: str = "培训场次漏计", **values: Any) -> Project:
    """A project whose published self-evaluation is open for a correction."""
    project = disclosed(house, **values)
    with scope_of_everything():
        corrections.begin_correction(
            actor=house.officer, project_id=project.pk, expected=evaluation_of(project).version, reason=reason
        )
    return project


def corrected(house: House, **values: Any) -> Project:
    """A project whose correction is public: another deviation and a further record."""
    project = correcting(house, **values)
    key = target_of(project).rows[1].key
    act = {"actor": house.officer, "project_id": project.pk}
    with scope_of_everything():
        saved = evaluations.save_evaluation(
            **act,
            expected=evaluation_of(project).version,
            values={"rows": {key: {"deviation": "宣传覆盖面不足，次年增加场次", "claimed_score": "27"}}},
        )
        _form, lint = evaluations.checked(saved, from_json(saved.content, EvaluationContent))
        words = {said.key: "已核实，情况属实。" for said in lint.unanswered}
        saved = evaluations.save_evaluation(**act, expected=saved.version, values={"words": words})
        evaluations.submit_evaluation(**act, expected=saved.version)
    passed(house, project, house.head, house.reviewer, kind=Document.SELF_EVALUATION)
    with scope_of_everything():
        disclosure.disclose(actor=house.reviewer, project_id=project.pk)
    return project


def attach(
    house: House, project: Project, *, row: int, name: str = "问卷汇总.csv", data: bytes = b"a,b\n1,2\n"
) -> StoredFile:
    """A file attached to a row of the self-evaluation by its place from 0."""
    with scope_of_everything():
        owner = Owner(EVIDENCE, owner_key(project.pk, target_of(project).rows[row].key))
        return store_file(actor=house.officer, upload=Upload(name, [data]), owner=owner)


def table_of(project: Project) -> TargetTable:
    return TargetTable.everywhere.get(project=project)


def evaluation_of(project: Project) -> SelfEvaluation:
    return SelfEvaluation.everywhere.select_related("target", "approved", "project").get(project=project)


def content_of(project: Project) -> TargetContent:
    return from_json(table_of(project).content, TargetContent)


def target_of(project: Project) -> TargetContent:
    return targets.target_in_force(evaluation_of(project).target)


def cells_of(content: TargetContent) -> list[dict[str, Any]]:
    """The rows of a table as the page sends them."""
    fields = ("key", "level1", "level2", "level3", "target", "weight")
    return [{name: getattr(row, name) for name in fields} for row in content.rows]
