"""The demonstration's organisations and accounts, one per role, and the doors to them on the sign-in page."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from servicecloud.identity.enums import OrganisationKind, Role

PASSWORD = "Lanchuan-2024"  # noqa: S105 - printed at every start; the accounts exist only in demonstration mode


@dataclass(frozen=True)
class Body:
    """A demonstration organisation; `parent` is the code of the one above it, `former_parent` of the one until 2022."""

    code: str
    kind: OrganisationKind
    name_zh: str
    name_en: str
    parent: str = ""
    former_parent: str = ""


@dataclass(frozen=True)
class Account:
    """A demonstration person with their roles in one organisation."""

    username: str
    name_zh: str
    name_en: str
    body: str
    roles: tuple[Role, ...]
    group: str | Promise


@dataclass(frozen=True)
class Door:
    """An account as the sign-in page offers it."""

    username: str
    title: str
    name: str
    organisation: str
    group: str | Promise


BODIES = (
    Body("LJ-CZ", OrganisationKind.FINANCE_BUREAU, "澜川市财政局", "Lanchuan Finance Bureau"),
    Body(
        "LJ-JX",
        OrganisationKind.DEPARTMENT,
        "澜川市经济和信息化局",
        "Lanchuan Bureau of Economy and Informatisation",
        "LJ-CZ",
    ),
    Body("LJ-SW", OrganisationKind.DEPARTMENT, "澜川市商务局", "Lanchuan Bureau of Commerce", "LJ-CZ"),
    Body("LJ-QF", OrganisationKind.UNIT, "澜川市中小企业服务中心", "Lanchuan SME Service Centre", "LJ-JX"),
    Body("LJ-CC", OrganisationKind.UNIT, "澜川市产业促进中心", "Lanchuan Industry Promotion Centre", "LJ-JX", "LJ-SW"),
    Body("LJ-CY", OrganisationKind.UNIT, "澜川市创业指导中心", "Lanchuan Startup Guidance Centre", "LJ-JX"),
    Body("LJ-MF", OrganisationKind.UNIT, "澜川市贸易发展中心", "Lanchuan Trade Development Centre", "LJ-SW"),
    Body("LJ-YY", OrganisationKind.OPERATOR, "澜川企业服务云运营部", "Lanchuan Service Cloud Operations"),
    Body("LJ-SJ", OrganisationKind.AUDIT_OFFICE, "澜川市审计局", "Lanchuan Audit Office"),
)

_DESK, _BUDGET, _WATCH, _OUTSIDE = _("服务中心"), _("预算绩效"), _("监督"), _("企业与机构")

ACCOUNTS = (
    Account("operator", "沈若澜", "Shen Ruolan", "LJ-YY", (Role.ADMIN, Role.OPERATOR), _DESK),
    Account("desk", "顾清和", "Gu Qinghe", "LJ-YY", (Role.SERVICE_DESK,), _DESK),
    Account("policy", "陆知微", "Lu Zhiwei", "LJ-YY", (Role.POLICY_EDITOR,), _DESK),
    Account("events", "叶舒窈", "Ye Shuyao", "LJ-YY", (Role.EVENT_ORGANISER,), _DESK),
    Account("analyst", "程砚秋", "Cheng Yanqiu", "LJ-YY", (Role.ANALYST,), _DESK),
    Account("reviewer", "方既白", "Fang Jibai", "LJ-YY", (Role.REVIEWER, Role.JUDGE), _DESK),
    Account("maker", "秦望舒", "Qin Wangshu", "LJ-YY", (Role.PAYMENT_MAKER,), _DESK),
    Account("checker", "江予安", "Jiang Yu'an", "LJ-YY", (Role.PAYMENT_CHECKER,), _DESK),
    Account("project", "宋时雨", "Song Shiyu", "LJ-QF", (Role.PROJECT_OFFICER,), _BUDGET),
    Account("head", "周行之", "Zhou Xingzhi", "LJ-QF", (Role.UNIT_HEAD, Role.ADMIN), _BUDGET),
    Account("finance", "林疏影", "Lin Shuying", "LJ-QF", (Role.FINANCE_OFFICER,), _BUDGET),
    Account("department", "何维桢", "He Weizhen", "LJ-JX", (Role.DEPARTMENT_REVIEWER, Role.ADMIN), _BUDGET),
    Account("verifier", "沈知远", "Shen Zhiyuan", "LJ-JX", (Role.DEPARTMENT_REVIEWER,), _BUDGET),
    Account("bureau", "许怀瑾", "Xu Huaijin", "LJ-CZ", (Role.FINANCE_REVIEWER, Role.ADMIN), _BUDGET),
    Account("rechecker", "温子衿", "Wen Zijin", "LJ-CZ", (Role.FINANCE_REVIEWER,), _BUDGET),
    Account("security", "罗静远", "Luo Jingyuan", "LJ-YY", (Role.SECURITY_OFFICER,), _WATCH),
    Account("auditor", "严守正", "Yan Shouzheng", "LJ-SJ", (Role.AUDITOR, Role.ADMIN), _WATCH),
    Account("enterprise", "唐一诺", "Tang Yinuo", "enterprise:0", (Role.ADMIN,), _OUTSIDE),
    Account("staff", "白芷晴", "Bai Zhiqing", "enterprise:0", (Role.ENTERPRISE_STAFF,), _OUTSIDE),
    Account("neighbour", "钟子期", "Zhong Ziqi", "enterprise:1", (Role.ADMIN,), _OUTSIDE),
    Account("institution", "梅长青", "Mei Changqing", "institution:0", (Role.ADMIN, Role.INSTITUTION_STAFF), _OUTSIDE),
    Account("visitor", "闻笙", "Wen Sheng", "", (), _OUTSIDE),
)


def doors() -> list[Door]:
    """Return the doors in the order of the accounts, in the active language."""
    is_english = (get_language() or "").startswith("en")
    bodies = {body.code: body.name_en if is_english else body.name_zh for body in BODIES}
    return [
        Door(
            username=account.username,
            title=(", " if is_english else "、").join(str(role.label) for role in account.roles)
            or str(_("尚未认领企业的用户")),
            name=account.name_en if is_english else account.name_zh,
            organisation=bodies.get(account.body) or _place(account.body),
            group=account.group,
        )
        for account in ACCOUNTS
    ]


def describe_accounts() -> str:
    """Return the accounts as lines for the terminal."""
    lines = [f"  演示账户 demonstration accounts (密码 password: {PASSWORD})"]
    lines += [f"    {door.username:<12} {door.title} · {door.name} · {door.organisation}" for door in doors()]
    return "\n".join(lines) + "\n"


def _place(body: str) -> str:
    kind, _separator, number = body.partition(":")
    names = {"enterprise": (_("示例企业甲"), _("示例企业乙")), "institution": (_("示例服务机构"),)}
    return str(names[kind][int(number)]) if number else str(_("注册用户"))
