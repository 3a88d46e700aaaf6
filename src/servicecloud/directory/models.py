"""Enterprises with their yearly figures, institutions with their qualifications, claims, merges and imports."""

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from servicecloud.directory import enums
from servicecloud.directory.credit_codes import validate_credit_code
from servicecloud.directory.industry_codes import validate_industry
from servicecloud.personal import PersonalField, PersonalJSONField
from servicecloud.versioning import VersionedModel


def _named(record: "Region | Enterprise | Institution | Qualification") -> str:
    is_english = (get_language() or "").startswith("en")
    return record.name_en if is_english and record.name_en else record.name_zh


class Region(models.Model):
    """A district or county of the city."""

    code = models.CharField(_("代码"), max_length=12, primary_key=True)
    name_zh = models.CharField(_("名称"), max_length=40)
    name_en = models.CharField(_("英文名称"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("区域")
        ordering = ["code"]

    def __str__(self) -> str:
        return _named(self)


class Body(VersionedModel):
    """What an enterprise and an institution have in common. `workspace` is the organisation of those who claimed it."""

    credit_code = models.CharField(_("统一社会信用代码"), max_length=18, unique=True, validators=[validate_credit_code])
    name_zh = models.CharField(_("名称"), max_length=120)
    name_en = models.CharField(_("英文名称"), max_length=160, blank=True)
    region = models.ForeignKey(Region, models.PROTECT, related_name="+", verbose_name=_("所在区"))
    address = models.CharField(_("地址"), max_length=200, blank=True)
    website = models.URLField(_("网站"), blank=True)
    contact_name = PersonalField(_("联系人"), blank=True, default="")
    contact_phone = PersonalField(_("联系电话"), blank=True, default="")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return _named(self)  # type: ignore[arg-type]


class Enterprise(Body):
    """One enterprise of the city. The public sees name, code, place, industry and size; the rest belongs to its workspace."""

    workspace = models.OneToOneField(
        "identity.Organisation",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="enterprise",
        verbose_name=_("工作空间"),
    )
    industry = models.CharField(_("行业代码"), max_length=4, validators=[validate_industry])
    section = models.CharField(_("行业门类"), max_length=1, editable=False)
    established_on = models.DateField(_("成立日期"), null=True, blank=True)
    state = models.CharField(
        _("状态"), max_length=10, choices=enums.EnterpriseState.choices, default=enums.EnterpriseState.ACTIVE
    )
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="absorbed")
    size_class = models.CharField(
        _("企业规模"), max_length=10, choices=enums.SizeClass.choices, blank=True, editable=False
    )
    size_year = models.PositiveSmallIntegerField(_("划型依据年度"), null=True, editable=False)
    source = models.CharField(
        _("来源"), max_length=15, choices=enums.Source.choices, default=enums.Source.TYPED, editable=False
    )

    objects = ScopedManager(organisation="workspace")
    everywhere = models.Manager()

    class Meta:
        verbose_name = _("企业")
        constraints = [
            models.CheckConstraint(
                condition=Q(state="merged", merged_into__isnull=False)
                | (~Q(state="merged") & Q(merged_into__isnull=True)),
                name="merged_enterprise_names_its_survivor",
            ),
            models.CheckConstraint(condition=~Q(merged_into=F("id")), name="enterprise_not_merged_into_itself"),
        ]
        indexes = [
            models.Index(fields=["state", "region", "id"], name="enterprise_region"),
            models.Index(fields=["state", "section", "credit_code"], name="enterprise_section_code"),
            models.Index(fields=["state", "size_class", "id"], name="enterprise_size"),
            models.Index(fields=["state", "name_zh", "id"], name="enterprise_name"),
            models.Index(fields=["name_zh", "id"], name="enterprise_any_name"),
            models.Index(fields=["updated_at", "id"], name="enterprise_updated"),
            models.Index(fields=["name_zh", "id"], condition=Q(workspace__isnull=False), name="enterprise_claimed"),
        ]


class EnterpriseFigures(VersionedModel):
    """What an enterprise stated for one year: people at the end of the year, amounts in 万元. Blank means not stated."""

    enterprise = models.ForeignKey(Enterprise, models.CASCADE, related_name="figures", verbose_name=_("企业"))
    year = models.PositiveSmallIntegerField(_("年度"), validators=[MinValueValidator(1990)])
    staff = models.PositiveIntegerField(_("从业人员（人）"), null=True, blank=True)
    revenue_wan = models.DecimalField(_("营业收入（万元）"), max_digits=18, decimal_places=4, null=True, blank=True)
    assets_wan = models.DecimalField(_("资产总额（万元）"), max_digits=18, decimal_places=4, null=True, blank=True)

    objects = ScopedManager(organisation="enterprise__workspace")
    everywhere = models.Manager()

    class Meta:
        verbose_name = _("年度数据")
        constraints = [
            models.UniqueConstraint(fields=["enterprise", "year"], name="figures_once_a_year"),
            models.CheckConstraint(
                condition=(Q(revenue_wan__isnull=True) | Q(revenue_wan__gte=0))
                & (Q(assets_wan__isnull=True) | Q(assets_wan__gte=0)),
                name="figures_not_negative",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enterprise_id} · {self.year}"


class Institution(Body):
    """A body that serves enterprises."""

    workspace = models.OneToOneField(
        "identity.Organisation",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="institution",
        verbose_name=_("工作空间"),
    )
    fields_of_service = models.JSONField(_("服务领域"), default=list)
    introduction_zh = models.TextField(_("简介"), blank=True)
    introduction_en = models.TextField(_("英文简介"), blank=True)

    objects = ScopedManager(organisation="workspace")
    everywhere = models.Manager()

    class Meta:
        verbose_name = _("服务机构")
        indexes = [models.Index(fields=["name_zh", "id"], name="institution_name")]


class Qualification(models.Model):
    """A certificate of an institution, which expires. A renewal is a certificate of its own that names the former one.

    What an institution enters itself is shown to the public only after a keeper of the directory verified it.
    """

    institution = models.ForeignKey(
        Institution, models.CASCADE, related_name="qualifications", verbose_name=_("服务机构")
    )
    name_zh = models.CharField(_("资质名称"), max_length=120)
    name_en = models.CharField(_("英文名称"), max_length=160, blank=True)
    number = models.CharField(_("证书编号"), max_length=60)
    issued_by = models.CharField(_("发证单位"), max_length=120, blank=True)
    valid_from = models.DateField(_("有效期自"))
    valid_to = models.DateField(_("有效期至"))
    renews = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="renewal", verbose_name=_("所续证书")
    )
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("登记人")
    )
    entered_at = models.DateTimeField(_("登记时间"), auto_now_add=True)
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("核验人")
    )
    verified_at = models.DateTimeField(_("核验时间"), null=True)
    withdrawn_on = models.DateField(_("作废日期"), null=True)
    withdrawal_reason = models.CharField(_("作废原因"), max_length=200, blank=True)

    objects = ScopedManager(organisation="institution__workspace")
    everywhere = models.Manager()

    class Meta:
        verbose_name = _("资质")
        constraints = [
            models.UniqueConstraint(fields=["institution", "number", "valid_from"], name="qualification_once"),
            models.CheckConstraint(condition=Q(valid_to__gte=F("valid_from")), name="qualification_dates_in_order"),
            models.CheckConstraint(condition=~Q(renews=F("id")), name="qualification_not_its_own_renewal"),
        ]
        indexes = [models.Index(fields=["institution", "valid_to"], name="qualification_ends")]

    def __str__(self) -> str:
        return f"{self.name} {self.number}"

    @property
    def name(self) -> str:
        """The certificate's name in the active language, where it has one."""
        return _named(self)


class Claim(models.Model):
    """Somebody says: this entry is ours. The operator verifies before a workspace is opened."""

    claimant = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("申请人"))
    statement = models.TextField(_("说明"), max_length=1000)
    state = models.CharField(
        _("状态"), max_length=10, choices=enums.ClaimState.choices, default=enums.ClaimState.PENDING
    )
    requested_at = models.DateTimeField(_("申请时间"), auto_now_add=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("核验人")
    )
    decided_at = models.DateTimeField(_("核验时间"), null=True)
    reason = models.TextField(_("核验意见"), max_length=500, blank=True)

    class Meta:
        abstract = True


class EnterpriseClaim(Claim):
    """The claim of an enterprise."""

    enterprise = models.ForeignKey(Enterprise, models.PROTECT, related_name="claims", verbose_name=_("企业"))

    class Meta:
        verbose_name = _("认领申请")
        constraints = [
            models.UniqueConstraint(
                fields=["enterprise", "claimant"], condition=Q(state="pending"), name="one_open_claim_per_person"
            )
        ]

    def __str__(self) -> str:
        return str(self.enterprise)


class InstitutionClaim(Claim):
    """The claim of a service institution."""

    institution = models.ForeignKey(Institution, models.PROTECT, related_name="claims", verbose_name=_("服务机构"))

    class Meta:
        verbose_name = _("机构认领申请")
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "claimant"], condition=Q(state="pending"), name="one_open_institution_claim"
            )
        ]

    def __str__(self) -> str:
        return str(self.institution)


class Merge(models.Model):
    """The trail of a merge: what the absorbed entry held, and what moved to the survivor."""

    survivor = models.ForeignKey(Enterprise, models.PROTECT, related_name="merges", verbose_name=_("保留条目"))
    absorbed = models.ForeignKey(Enterprise, models.PROTECT, related_name="+", verbose_name=_("并入条目"))
    merged_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("操作人"))
    merged_at = models.DateTimeField(_("合并时间"), auto_now_add=True)
    reason = models.CharField(_("理由"), max_length=200)
    before = PersonalJSONField(_("合并前内容"))
    moved_years = models.JSONField(_("移入的年度"), default=list)

    class Meta:
        verbose_name = _("合并记录")

    def __str__(self) -> str:
        return f"{self.absorbed_id} → {self.survivor_id}"


class ImportRun(models.Model):
    """One file of enterprises: checked row by row first, written on confirmation, undone as a whole."""

    file_name = models.CharField(_("文件"), max_length=200)
    sha256 = models.CharField(max_length=64, editable=False)
    state = models.CharField(
        _("状态"), max_length=10, choices=enums.ImportState.choices, default=enums.ImportState.CHECKING
    )
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("导入人"))
    started_at = models.DateTimeField(_("开始时间"), auto_now_add=True)
    finished_at = models.DateTimeField(_("完成时间"), null=True)
    rows_total = models.PositiveIntegerField(_("行数"), default=0)
    rows_done = models.PositiveIntegerField(_("已处理"), default=0)
    counts = models.JSONField(_("结果"), default=dict)
    failure = models.CharField(_("失败原因"), max_length=300, blank=True)
    failure_en = models.CharField(_("失败原因（英文）"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("导入")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.file_name


class ImportRow(models.Model):
    """One row of the file: what it says, what would become of it, and what stood there before."""

    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="rows", verbose_name=_("导入"))
    number = models.PositiveIntegerField(_("行号"))
    credit_code = models.CharField(_("统一社会信用代码"), max_length=40, blank=True)
    values = PersonalJSONField(_("内容"), default=dict)
    verdict = models.CharField(_("结论"), max_length=10, choices=enums.Verdict.choices)
    problems = models.JSONField(_("问题"), default=list)
    enterprise = models.ForeignKey(Enterprise, models.SET_NULL, null=True, related_name="+", verbose_name=_("企业"))
    before = PersonalJSONField(_("导入前内容"), null=True)
    version_after = models.PositiveIntegerField(_("导入后版本"), null=True)

    class Meta:
        verbose_name = _("导入行")
        constraints = [models.UniqueConstraint(fields=["run", "number"], name="import_row_once")]
        indexes = [models.Index(fields=["run", "verdict", "number"], name="import_row_verdict")]

    def __str__(self) -> str:
        return f"{self.number}: {self.verdict}"
