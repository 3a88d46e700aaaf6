"""Making one thing of each kind. Dates and names are fixed; numbers come from sequences."""

import base64
import hashlib
from datetime import UTC, date, datetime
from typing import Any

import factory
from allauth.account.models import EmailAddress
from factory.django import DjangoModelFactory

from servicecloud.collection.models import CollectedFile, CollectedForm
from servicecloud.demo.city import credit_code
from servicecloud.directory.models import Enterprise, EnterpriseFigures, Institution, Qualification, Region
from servicecloud.files import storage
from servicecloud.files.enums import FileKind, PreviewState, ScanState
from servicecloud.files.models import StoredFile
from servicecloud.identity.enums import OrganisationKind, Role
from servicecloud.identity.models import Membership, Organisation, User

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
PASSWORD = "Correct-Horse-1"


class EverywhereFactory(DjangoModelFactory):
    """Makes rows of scoped models without needing a scope."""

    class Meta:
        abstract = True

    @classmethod
    def _get_manager(cls, model_class: Any) -> Any:
        return getattr(model_class, "everywhere", model_class._default_manager)


class UserFactory(EverywhereFactory):
    """A person with no role."""

    class Meta:
        model = User

    username = factory.Sequence(lambda number: f"person{number}")
    display_name = factory.Sequence(lambda number: f"测试员{number}")
    email = factory.LazyAttribute(lambda user: f"{user.username}@example.com")

    @classmethod
    def _create(cls, _model_class: Any, *args: Any, **kwargs: Any) -> User:
        user = User.objects.create_user(*args, password=PASSWORD, **kwargs)
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
        return user


class OrganisationFactory(EverywhereFactory):
    """A budget unit, unless told otherwise."""

    class Meta:
        model = Organisation

    kind = OrganisationKind.UNIT
    name_zh = factory.Sequence(lambda number: f"单位{number}")
    name_en = factory.Sequence(lambda number: f"Unit {number}")
    code = factory.Sequence(lambda number: f"U-{number}")
    valid_from = date(2020, 1, 1)


class MembershipFactory(EverywhereFactory):
    """A role of a new person in a new unit."""

    class Meta:
        model = Membership

    user = factory.SubFactory(UserFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    role = Role.PROJECT_OFFICER


class RegionFactory(EverywhereFactory):
    """A district."""

    class Meta:
        model = Region
        django_get_or_create = ("code",)

    code = "R1"
    name_zh = "望潮区"
    name_en = "Wangchao District"


class EnterpriseFactory(EverywhereFactory):
    """An unclaimed maker of machines."""

    class Meta:
        model = Enterprise

    class Params:
        claimed = factory.Trait(
            workspace=factory.SubFactory(
                OrganisationFactory,
                kind=OrganisationKind.ENTERPRISE,
                code=factory.SelfAttribute("..credit_code"),
                name_zh=factory.SelfAttribute("..name_zh"),
            )
        )

    credit_code = factory.Sequence(lambda number: credit_code(2_000_000 + number))
    name_zh = factory.Sequence(lambda number: f"澜川市试样{number}机械有限公司")
    name_en = factory.Sequence(lambda number: f"Lanchuan Sample {number} Machinery")
    region = factory.SubFactory(RegionFactory)
    industry = "3411"
    section = "C"
    contact_name = "王经理"
    contact_phone = "19900001234"


class FiguresFactory(EverywhereFactory):
    """A year's figures of a medium industrial enterprise."""

    class Meta:
        model = EnterpriseFigures

    enterprise = factory.SubFactory(EnterpriseFactory)
    year = 2023
    staff = 1500
    revenue_wan = 3000
    assets_wan = 2000


class StoredFileFactory(EverywhereFactory):
    """A picture of one enterprise, bytes and preview included."""

    class Meta:
        model = StoredFile
        skip_postgeneration_save = True

    organisation = None
    owner_kind = "directory.enterprise"
    owner_id = factory.Sequence(str)
    name = "营业执照.png"
    kind = FileKind.PNG
    size = len(PNG)
    sha256 = hashlib.sha256(PNG).hexdigest()
    scan_state = ScanState.NOT_CHECKED
    preview_state = PreviewState.READY
    uploaded_by = factory.SubFactory(UserFactory)

    @factory.post_generation
    def bytes_in_place(self, _create: bool, extracted: bytes | None, **_kwargs: Any) -> None:
        for path in (storage.path_of(self.pk), storage.preview_of(self.pk)):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(extracted or PNG)


class InstitutionFactory(EverywhereFactory):
    """A service institution."""

    class Meta:
        model = Institution

    credit_code = factory.Sequence(lambda number: credit_code(6_000_000 + number))
    name_zh = factory.Sequence(lambda number: f"澜川市试样{number}服务中心")
    region = factory.SubFactory(RegionFactory)
    fields_of_service = factory.LazyFunction(lambda: ["law"])


class QualificationFactory(EverywhereFactory):
    """A verified certificate, valid for the year 2024."""

    class Meta:
        model = Qualification

    institution = factory.SubFactory(InstitutionFactory)
    name_zh = "中小企业公共服务示范平台"
    number = factory.Sequence(lambda number: f"Q-{number}")
    issued_by = "澜川市经济和信息化局"
    valid_from = date(2024, 1, 1)
    valid_to = date(2024, 12, 31)
    verified_at = datetime(2024, 1, 2, tzinfo=UTC)


class CollectedFileFactory(EverywhereFactory):
    """A published file that a department collected."""

    class Meta:
        model = CollectedFile

    owner = factory.SubFactory(OrganisationFactory, kind=OrganisationKind.DEPARTMENT)
    collected_by = factory.SubFactory(UserFactory)
    file_name = factory.Sequence(lambda number: f"自评表{number}.docx")
    sha256 = factory.Sequence(lambda number: f"{number:064x}")
    publisher_zh = "望屿市商贸联合会"
    place_zh = "望屿市"
    place_en = "Wangyu"
    engine = "0.1.0"


class CollectedFormFactory(EverywhereFactory):
    """One form of a published file, audited without a finding."""

    class Meta:
        model = CollectedForm

    file = factory.SubFactory(CollectedFileFactory)
    ordinal = 1
    kind = "self_evaluation"
    year = 2023
    project_name = "信息化运维项目"
    rulebook = "shanghai-2023"
    outcomes = factory.LazyFunction(lambda: {"undetermined": 0})
    form = factory.LazyFunction(lambda: {"funds": [], "indicators": [], "money_unit_label": None})
    report_zh = factory.LazyFunction(lambda: dict(EMPTY_REPORT))
    report_en = factory.LazyFunction(lambda: dict(EMPTY_REPORT))


EMPTY_REPORT = {
    "title": "信息化运维项目",
    "kind": "绩效自评表",
    "total": None,
    **dict.fromkeys(("facts", "findings", "scores", "grade", "undetermined", "reading_problems"), ()),
}
