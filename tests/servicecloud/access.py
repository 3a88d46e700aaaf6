"""Who gets what at every address: the table that the test walks. A new address without a row here fails the suite.

A row gives, per method, the status for each persona; `others` stands for everybody not named. 302 for the anonymous means
the way to the sign-in page. 404 means: this thing does not exist for you. Where a token counts instead of a session, each
persona comes with a token for everything.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from tests.servicecloud.boards.access_rows import board_rows
from tests.servicecloud.factories import CollectedFileFactory, CollectedFormFactory, StoredFileFactory
from tests.servicecloud.indicators.access_rows import indicator_rows
from tests.servicecloud.ledger.access_rows import api_rows, ledger_rows
from tests.servicecloud.oversight.access_rows import oversight_rows
from tests.servicecloud.performance.access_rows import performance_rows
from tests.servicecloud.town import ANONYMOUS, PERSONAS, Town

from servicecloud.demo.city import credit_code
from servicecloud.directory.models import ImportRun
from servicecloud.notifications.models import Delivery, Notification

Statuses = dict[str, int]


@dataclass(frozen=True)
class Row:
    """One address: how to fill it from the town, and what each persona gets."""

    get: Statuses | None = None
    post: Statuses | None = None
    put: Statuses | None = None
    patch: Statuses | None = None
    by_token: bool = False
    fill: Callable[[Town], dict[str, Any]] = field(default=lambda _town: {})
    data: Callable[[Town], dict[str, Any]] = field(default=lambda _town: {})
    headers: Callable[[Town], dict[str, str]] = field(default=lambda _town: {})


def only(status: int, *names: str, others: int = 403, **special: int) -> Statuses:
    """Give the named personas a status, the rest another; who is not signed in is led to the sign-in page."""
    table = dict.fromkeys(PERSONAS, others) | {ANONYMOUS: 302} | dict.fromkeys(names, status)
    return table | special


def everybody(status: int = 200) -> Statuses:
    """Give all, signed in or not, the same."""
    return dict.fromkeys((ANONYMOUS, *PERSONAS), status)


def signed_in(status: int = 200) -> Statuses:
    """Give all who are signed in the same."""
    return everybody(status) | {ANONYMOUS: 302}


def with_token(status: int, *names: str, others: int = 403, **special: int) -> Statuses:
    """The same for addresses of programs: without a token the answer is 401."""
    return only(status, *names, others=others, **special) | {ANONYMOUS: 401}


COLLECTORS = ("department", "bureau", "operator", "editor", "auditor")
OFFICE = ("project", "head", "department", "bureau", "operator", "desk", "editor", "security", "auditor")
CENTRE = ("operator", "desk", "editor", "security", "auditor")
KEEPERS = ("operator", "desk")
ARRANGERS = ("operator", "security")
ENTERPRISE = ("owner", "staff")


def failed_task() -> DBTaskResult:
    """A task that failed."""
    waiting = {"run_after": timezone.now(), "args_kwargs": {"args": [], "kwargs": {}}, "backend_name": "default"}
    path = "servicecloud.tasks.upkeep.forget_finished_tasks"
    return DBTaskResult.objects.create(
        status="FAILED", task_path=path, exception_class_path="", traceback="", **waiting
    )


def failed_delivery(town: Town) -> dict[str, Any]:
    """A letter that could not leave."""
    note = Notification.objects.create(
        recipient=town.people["owner"], kind="claim.approved", key="a claim", data={"enterprise": "甲"}
    )
    return {"pk": Delivery.objects.create(notification=note, channel="email", state="failed", attempts=5).pk}


def an_import(town: Town, state: str) -> ImportRun:
    """An import without rows."""
    return ImportRun.objects.create(
        file_name="list.csv", sha256="0" * 64, state=state, started_by=town.people["operator"]
    )


def a_file(town: Town) -> dict[str, Any]:
    """A picture that belongs to the enterprise, with bytes and a preview."""
    file = StoredFileFactory(organisation=town.enterprise.workspace, owner_id=str(town.enterprise.pk))
    return {"pk": file.pk}


def readers_of_enterprise(status: int) -> Statuses:
    """Give the enterprise's people and the whole centre a page; to all others it does not exist."""
    return only(404, others=404) | only_of((*ENTERPRISE, *CENTRE), status)


def own_enterprise(status: int) -> Statuses:
    """Give the enterprise's people and the keepers a page; the centre's others see it but may not; to all others it does not exist."""
    return only(404, others=404) | only_of(CENTRE, 403) | only_of((*ENTERPRISE, *KEEPERS), status)


def only_of(names: tuple[str, ...], status: int) -> Statuses:
    """Give some personas a status."""
    return dict.fromkeys(names, status)


def people_of_enterprise(status: int) -> Statuses:
    """Give the enterprise's administrator and the security officer a page; colleagues and the centre may not; to others it does not exist."""
    return only(404, others=404) | only_of(("staff", *CENTRE), 403) | only_of(("owner", "security"), status)


def _pk(town: Town) -> dict[str, Any]:
    return {"pk": town.enterprise.pk}


def _contact(town: Town) -> dict[str, Any]:
    return {"pk": town.enterprise.pk, "field": "contact_phone"}


def _webhook(town: Town) -> dict[str, Any]:
    return {**_workspace(town), "webhook": town.webhook.pk}


def _version(_town: Town) -> dict[str, str]:
    return {"If-Match": '"1"'}


def _organisation(town: Town) -> dict[str, Any]:
    return {"pk": town.organisations["unit"].pk}


def admin_of_enterprise(status: int) -> Statuses:
    """Give the enterprise's administrator a page; colleagues and the centre may not; to others it does not exist."""
    return only(404, others=404) | only_of(("staff", *CENTRE), 403) | only_of(("owner",), status)


SEES_ENTERPRISE = (*ENTERPRISE, *CENTRE)
SEES_UNIT = ("project", "head", "department", "bureau", *CENTRE)


def _workspace(town: Town) -> dict[str, Any]:
    return {"pk": town.organisations["enterprise"].pk}


def own_institution(status: int) -> Statuses:
    """Give the institution's people and the keepers a page; the centre's others see it but may not; to all others it does not exist."""
    return only(404, others=404) | only_of(CENTRE, 403) | only_of(("institution", *KEEPERS), status)


def _institution(town: Town) -> dict[str, Any]:
    return {"pk": town.institution.pk}


def _institution_contact(town: Town) -> dict[str, Any]:
    return {"pk": town.institution.pk, "field": "contact_phone"}


def _qualification(town: Town) -> dict[str, Any]:
    return {"pk": town.institution.pk, "qualification": town.qualification.pk}


def _published_form(_town: Town) -> dict[str, Any]:
    return {"pk": CollectedFormFactory().pk}


def _published_file(town: Town) -> dict[str, Any]:
    return {"pk": CollectedFileFactory(owner=town.organisations["department"]).pk}


def _unit(town: Town) -> dict[str, Any]:
    return {"pk": town.organisations["unit"].pk}


ACCESS: dict[str, Row] = {
    "portal:home": Row(get=everybody()),
    "portal:after_sign_in": Row(get=signed_in(302)),
    "portal:theme": Row(post=everybody(302)),
    "operations:healthz": Row(get=everybody()),
    "operations:readyz": Row(get=everybody()),
    "operations:metrics": Row(get=everybody()),
    "developers": Row(get=everybody()),
    "portal:audit": Row(get=everybody(), post=everybody(422)),
    "portal:published": Row(get=everybody()),
    "portal:published_csv": Row(get=everybody()),
    "portal:published_form": Row(get=everybody(), fill=_published_form),
    "office:published_files": Row(get=only(200, *COLLECTORS), post=only(200, *COLLECTORS)),
    "office:withdraw_published": Row(
        post=only(302, *COLLECTORS), fill=_published_file, data=lambda _town: {"reason": "重复"}
    ),
    "portal:tokens": Row(get=signed_in(), post=signed_in()),
    "portal:revoke_token": Row(
        post=signed_in(404) | {"owner": 302}, fill=lambda town: {"pk": town.token_of("owner").token.pk}
    ),
    "portal:webhooks": Row(get=admin_of_enterprise(200), post=admin_of_enterprise(200), fill=_workspace),
    "portal:webhook": Row(get=admin_of_enterprise(200), fill=_webhook),
    "portal:end_webhook": Row(post=admin_of_enterprise(302), fill=_webhook),
    "portal:ping_webhook": Row(post=admin_of_enterprise(302), fill=_webhook),
    "portal:send_again": Row(
        post=admin_of_enterprise(302), fill=lambda town: {**_webhook(town), "delivery": town.delivery.pk}
    ),
    "api:openapi": Row(get=everybody()),
    "api:me": Row(get=with_token(200, others=200), by_token=True),
    "api:organisations": Row(get=with_token(200, others=200), by_token=True),
    "api:organisation": Row(get=with_token(200, *SEES_UNIT, others=404), fill=_organisation, by_token=True),
    "api:register": Row(get=everybody(), by_token=True),
    "api:register_entry": Row(
        get=everybody(), fill=lambda town: {"credit_code": town.enterprise.credit_code}, by_token=True
    ),
    "api:institutions": Row(get=everybody(), by_token=True),
    "api:enterprises": Row(
        get=with_token(200, others=200),
        post=with_token(201, *KEEPERS),
        data=lambda _town: {
            "credit_code": credit_code(3_000_000),
            "name_zh": "澜川市新户机械有限公司",
            "region": "R1",
            "industry": "3411",
        },
        by_token=True,
    ),
    "api:enterprise": Row(
        get=with_token(200, *SEES_ENTERPRISE, others=404),
        patch=with_token(200, *ENTERPRISE, *KEEPERS, others=404) | only_of(("editor", "security", "auditor"), 403),
        fill=_pk,
        data=lambda _town: {"address": "望潮路1号"},
        headers=_version,
        by_token=True,
    ),
    "api:figures": Row(
        put=with_token(200, *ENTERPRISE, *KEEPERS, others=404) | only_of(("editor", "security", "auditor"), 403),
        fill=lambda town: {**_pk(town), "year": 2022},
        data=lambda _town: {"staff": 40},
        by_token=True,
    ),
    "set_language": Row(post=everybody(302)),
    "demonstration:sign_in": Row(post=everybody(404)),
    "demonstration:tour": Row(get=everybody()),
    "demonstration:wrong_form": Row(get=everybody(404)),
    "portal:enterprises": Row(get=everybody()),
    "portal:enterprise": Row(get=everybody(), fill=lambda town: {"credit_code": town.free.credit_code}),
    "portal:claim": Row(get=signed_in(), post=signed_in(), fill=lambda town: {"credit_code": town.free.credit_code}),
    "portal:institutions": Row(get=everybody()),
    "portal:institution": Row(get=everybody(), fill=lambda town: {"credit_code": town.free_institution.credit_code}),
    "portal:claim_institution": Row(
        get=signed_in(), post=signed_in(), fill=lambda town: {"credit_code": town.free_institution.credit_code}
    ),
    "portal:own_institution": Row(get=own_institution(200), fill=_institution),
    "portal:edit_institution": Row(get=own_institution(200), post=own_institution(200), fill=_institution),
    "portal:add_qualification": Row(get=own_institution(200), post=own_institution(200), fill=_institution),
    "portal:renew_qualification": Row(get=own_institution(200), post=own_institution(200), fill=_qualification),
    "portal:withdraw_qualification": Row(get=own_institution(200), post=own_institution(200), fill=_qualification),
    "portal:reveal_institution": Row(post=own_institution(200), fill=_institution_contact),
    "portal:workspace": Row(get=signed_in()),
    "portal:own_enterprise": Row(get=own_enterprise(200), fill=_pk),
    "portal:edit_enterprise": Row(get=own_enterprise(200), post=own_enterprise(200), fill=_pk),
    "portal:report_figures": Row(get=own_enterprise(200), post=own_enterprise(200), fill=_pk),
    "portal:reveal": Row(post=own_enterprise(200), fill=_contact),
    "portal:enterprise_files": Row(get=readers_of_enterprise(200), post=own_enterprise(200), fill=_pk),
    "portal:file": Row(get=readers_of_enterprise(200), fill=a_file),
    "portal:view_file": Row(get=readers_of_enterprise(200), fill=a_file),
    "portal:file_preview": Row(get=readers_of_enterprise(200), fill=a_file),
    "portal:remove_file": Row(post=own_enterprise(302), fill=a_file),
    "portal:search": Row(get=everybody()),
    "portal:suggest": Row(get=everybody()),
    "office:search": Row(get=only(200, *OFFICE)),
    "office:suggest": Row(get=only(200, *OFFICE)),
    "office:storage": Row(get=only(200, "operator", "security")),
    "portal:notifications": Row(get=signed_in()),
    "portal:read_notifications": Row(post=signed_in(302)),
    "portal:read_notification": Row(post=signed_in(302), fill=lambda _town: {"pk": 1}),
    "portal:notification_settings": Row(get=signed_in(), post=signed_in()),
    "office:activity": Row(get=only(200, *OFFICE)),
    "office:export_activity": Row(get=only(200, *OFFICE)),
    "office:deliveries": Row(get=only(200, "operator", "security")),
    "office:retry_delivery": Row(post=only(302, "operator", "security"), fill=failed_delivery),
    "portal:notification_letters": Row(post=signed_in(302)),
    "portal:account": Row(get=signed_in()),
    "portal:people": Row(get=people_of_enterprise(200), post=people_of_enterprise(200), fill=_workspace),
    "portal:end_membership": Row(
        post=people_of_enterprise(302), fill=lambda town: {**_workspace(town), "membership": town.membership.pk}
    ),
    "portal:review_role": Row(
        post=only(404, others=404) | only_of((*ENTERPRISE, *CENTRE), 403) | only_of(("security",), 302),
        fill=lambda town: {**_workspace(town), "membership": town.membership.pk},
    ),
    "portal:revoke_invitation": Row(
        post=people_of_enterprise(302), fill=lambda town: {**_workspace(town), "invitation": town.invitation.pk}
    ),
    "portal:invitation": Row(
        get=everybody(), post=everybody(403) | {ANONYMOUS: 200}, fill=lambda town: {"token": town.token}
    ),
    "office:inbox": Row(get=only(200, *OFFICE)),
    "office:styleguide": Row(get=only(200, *OFFICE)),
    "office:organisations": Row(get=only(200, *OFFICE)),
    "office:organisation_tree": Row(get=only(200, *OFFICE)),
    "office:organisation": Row(get=only(200, *CENTRE, "project", "head", "department", "bureau"), fill=_unit),
    "office:found_organisation": Row(get=only(200, *ARRANGERS), post=only(200, *ARRANGERS)),
    "office:move_organisation": Row(post=only(200, *ARRANGERS), fill=_unit),
    "office:close_organisation": Row(post=only(200, *ARRANGERS), fill=_unit),
    "office:security": Row(get=only(200, "security", "auditor")),
    "office:enterprises": Row(get=only(200, *CENTRE)),
    "office:export_enterprises": Row(get=only(200, *CENTRE), fill=lambda _town: {"kind": "csv"}),
    "office:add_enterprise": Row(get=only(200, *KEEPERS), post=only(200, *KEEPERS)),
    "office:enterprise": Row(get=only(200, *CENTRE), fill=_pk),
    "office:edit_enterprise": Row(get=only(200, *KEEPERS), post=only(200, *KEEPERS), fill=_pk),
    "office:report_figures": Row(get=only(200, *KEEPERS), post=only(200, *KEEPERS), fill=_pk),
    "office:merge_enterprises": Row(
        get=only(200, *KEEPERS), post=only(200, *KEEPERS), fill=lambda town: {**_pk(town), "other": town.free.pk}
    ),
    "office:reveal": Row(post=only(200, *KEEPERS), fill=_contact),
    "office:calendar": Row(get=only(200, *OFFICE)),
    "office:calendar_year": Row(get=only(200, *OFFICE), fill=lambda _town: {"year": 2027}),
    "office:import_calendar": Row(
        get=only(200, "operator"), post=only(200, "operator"), fill=lambda _town: {"year": 2027}
    ),
    "office:institutions": Row(get=only(200, *CENTRE)),
    "office:add_institution": Row(get=only(200, *KEEPERS), post=only(200, *KEEPERS)),
    "office:institution": Row(get=only(200, *CENTRE), fill=_institution),
    "office:edit_institution": Row(get=only(200, *KEEPERS), post=only(200, *KEEPERS), fill=_institution),
    "office:add_qualification": Row(get=only(200, *KEEPERS), post=only(200, *KEEPERS), fill=_institution),
    "office:renew_qualification": Row(get=only(200, *KEEPERS), post=only(200, *KEEPERS), fill=_qualification),
    "office:withdraw_qualification": Row(get=only(200, *KEEPERS), post=only(200, *KEEPERS), fill=_qualification),
    "office:verify_qualification": Row(post=only(302, *KEEPERS), fill=_qualification),
    "office:reveal_institution": Row(post=only(200, *KEEPERS), fill=_institution_contact),
    "office:tasks": Row(get=only(200, "operator", "security")),
    "office:retry_task": Row(post=only(302, "operator", "security"), fill=lambda _town: {"pk": failed_task().pk}),
    "office:task": Row(get=only(200, "operator", "security"), fill=lambda _town: {"pk": failed_task().pk}),
    "office:run_schedule": Row(post=only(302, "operator", "security"), fill=lambda _town: {"name": "tasks.prune"}),
    "office:imports": Row(get=only(200, *KEEPERS), post=only(200, *KEEPERS)),
    "office:import_template": Row(get=only(200, *KEEPERS)),
    "office:import": Row(get=only(200, *KEEPERS), fill=lambda town: {"pk": an_import(town, "checked").pk}),
    "office:confirm_import": Row(post=only(302, *KEEPERS), fill=lambda town: {"pk": an_import(town, "checked").pk}),
    "office:undo_import": Row(post=only(302, *KEEPERS), fill=lambda town: {"pk": an_import(town, "applied").pk}),
    "office:claims": Row(get=only(200, "operator")),
    "office:claim": Row(get=only(200, "operator"), post=only(200, "operator"), fill=lambda town: {"pk": town.claim.pk}),
    "office:institution_claim": Row(
        get=only(200, "operator"), post=only(200, "operator"), fill=lambda town: {"pk": town.institution_claim.pk}
    ),
}

ACCESS |= ledger_rows(Row, only=only, everybody=everybody, office=OFFICE)
ACCESS |= api_rows(Row, with_token=with_token, office=OFFICE)
ACCESS |= indicator_rows(Row, only=only, office=OFFICE)
ACCESS |= board_rows(Row, only=only, office=OFFICE)
ACCESS |= performance_rows(Row, only=only, everybody=everybody, office=OFFICE)
ACCESS |= oversight_rows(Row, only=only, everybody=everybody, office=OFFICE)

LIBRARY = {
    # Pages of allauth: each is for the person's own account only, and open or closed to those not signed in.
    "account_login": 200,
    "account_logout": 302,
    "account_signup": 200,
    "account_reset_password": 200,
    "account_reset_password_done": 200,
    "account_reset_password_from_key_done": 200,
    "account_inactive": 200,
    "account_email_verification_sent": 200,
    "account_change_password": 302,
    "account_set_password": 302,
    "account_email": 302,
    "account_reauthenticate": 302,
    "account_confirm_login_code": 302,
    "mfa_index": 302,
    "mfa_authenticate": 302,
    "mfa_reauthenticate": 302,
    "mfa_activate_totp": 302,
    "mfa_deactivate_totp": 302,
    "mfa_generate_recovery_codes": 302,
    "mfa_view_recovery_codes": 302,
    "mfa_download_recovery_codes": 302,
    "mfa_list_webauthn": 302,
    "mfa_add_webauthn": 302,
    "mfa_login_webauthn": 302,
    "mfa_reauthenticate_webauthn": 302,
    "usersessions_list": 302,
}
"""Status for those not signed in."""

LIBRARY_WITH_ARGUMENTS = {
    "account_confirm_email",
    "account_reset_password_from_key",
    "mfa_remove_webauthn",
    "mfa_edit_webauthn",
}
"""Pages of allauth whose key in the address belongs to one person; allauth's own tests cover them."""
