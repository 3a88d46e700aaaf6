"""Kinds of organisations, roles, and which of them go together."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class OrganisationKind(TextChoices):
    """What an organisation is; decides which roles it can give and how far its people see."""

    FINANCE_BUREAU = "finance_bureau", _("财政部门")
    DEPARTMENT = "department", _("主管部门")
    UNIT = "unit", _("预算单位")
    ENTERPRISE = "enterprise", _("企业")
    INSTITUTION = "institution", _("服务机构")
    OPERATOR = "operator", _("平台运营方")
    AUDIT_OFFICE = "audit_office", _("审计机关")


class Role(TextChoices):
    """What a person may do in one organisation."""

    ADMIN = "admin", _("单位管理员")
    OPERATOR = "operator", _("平台运营员")
    SECURITY_OFFICER = "security_officer", _("安全管理员")
    AUDITOR = "auditor", _("审计员")
    SERVICE_DESK = "service_desk", _("服务专员")
    POLICY_EDITOR = "policy_editor", _("政策编辑")
    EVENT_ORGANISER = "event_organiser", _("活动组织者")
    ANALYST = "analyst", _("监测分析员")
    REVIEWER = "reviewer", _("评审专家")
    JUDGE = "judge", _("大赛评委")
    PROJECT_OFFICER = "project_officer", _("项目经办人")
    UNIT_HEAD = "unit_head", _("单位负责人")
    FINANCE_OFFICER = "finance_officer", _("财务人员")
    DEPARTMENT_REVIEWER = "department_reviewer", _("主管部门审核员")
    FINANCE_REVIEWER = "finance_reviewer", _("财政审核员")
    PAYMENT_MAKER = "payment_maker", _("拨付经办")
    PAYMENT_CHECKER = "payment_checker", _("拨付复核")
    ENTERPRISE_STAFF = "enterprise_staff", _("企业经办人")
    INSTITUTION_STAFF = "institution_staff", _("机构服务人员")


_DESK = (
    *(Role.OPERATOR, Role.SECURITY_OFFICER, Role.SERVICE_DESK, Role.POLICY_EDITOR, Role.EVENT_ORGANISER, Role.ANALYST),
    *(Role.REVIEWER, Role.JUDGE, Role.PAYMENT_MAKER, Role.PAYMENT_CHECKER),
)

ROLES_OF_KIND: dict[OrganisationKind, frozenset[Role]] = {
    OrganisationKind.FINANCE_BUREAU: frozenset({Role.ADMIN, Role.FINANCE_REVIEWER}),
    OrganisationKind.DEPARTMENT: frozenset({Role.ADMIN, Role.DEPARTMENT_REVIEWER}),
    OrganisationKind.UNIT: frozenset({Role.ADMIN, Role.PROJECT_OFFICER, Role.UNIT_HEAD, Role.FINANCE_OFFICER}),
    OrganisationKind.ENTERPRISE: frozenset({Role.ADMIN, Role.ENTERPRISE_STAFF}),
    OrganisationKind.INSTITUTION: frozenset({Role.ADMIN, Role.INSTITUTION_STAFF}),
    OrganisationKind.OPERATOR: frozenset({Role.ADMIN, *_DESK}),
    OrganisationKind.AUDIT_OFFICE: frozenset({Role.ADMIN, Role.AUDITOR}),
}

OFFICE_KINDS = frozenset(OrganisationKind) - {OrganisationKind.ENTERPRISE, OrganisationKind.INSTITUTION}
"""Whose people work in the back office; everybody else works in the portal."""

SEES_ALL_KINDS = frozenset({OrganisationKind.OPERATOR, OrganisationKind.AUDIT_OFFICE})
SUPERVISING_KINDS = frozenset({OrganisationKind.FINANCE_BUREAU, OrganisationKind.DEPARTMENT})
"""Whose people also see the organisations placed below theirs."""

PARENT_KINDS: dict[OrganisationKind, frozenset[OrganisationKind]] = {
    OrganisationKind.DEPARTMENT: frozenset({OrganisationKind.FINANCE_BUREAU}),
    OrganisationKind.UNIT: frozenset({OrganisationKind.DEPARTMENT, OrganisationKind.UNIT}),
}
"""Below what each kind of the budget tree stands; a unit of a unit is a second-level budget unit (二级预算单位)."""

TREE_KINDS = frozenset({OrganisationKind.FINANCE_BUREAU, *PARENT_KINDS})

PRIVILEGED_ROLES = frozenset(
    {
        *(Role.ADMIN, Role.OPERATOR, Role.SECURITY_OFFICER, Role.AUDITOR, Role.PAYMENT_MAKER, Role.PAYMENT_CHECKER),
        *(Role.FINANCE_REVIEWER, Role.REVIEWER, Role.JUDGE),
    }
)
"""Who gives roles, watches, judges or moves money: in the office asked for a second factor, and looked at again once a year."""

INCOMPATIBLE_IN_ONE_ORGANISATION: tuple[frozenset[Role], ...] = (
    frozenset({Role.PROJECT_OFFICER, Role.UNIT_HEAD}),
    frozenset({Role.PAYMENT_MAKER, Role.PAYMENT_CHECKER}),
    frozenset({Role.OPERATOR, Role.SECURITY_OFFICER}),
)
"""Who prepares never approves; who runs the platform does not watch over its security."""

INCOMPATIBLE_ANYWHERE: tuple[frozenset[Role], ...] = (
    frozenset({Role.PROJECT_OFFICER, Role.DEPARTMENT_REVIEWER}),
    frozenset({Role.PROJECT_OFFICER, Role.FINANCE_REVIEWER}),
    frozenset({Role.AUDITOR, Role.OPERATOR}),
    frozenset({Role.AUDITOR, Role.SECURITY_OFFICER}),
)
