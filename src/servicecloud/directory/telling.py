"""Whom the directory tells what: the operator of work that waits, people of a workspace of what others did to their entry.

Nobody is told of their own act, and each event is told once, whatever runs twice.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from servicecloud.directory.enums import ImportState
from servicecloud.directory.models import Enterprise, EnterpriseClaim, ImportRun, Institution, InstitutionClaim, Merge
from servicecloud.directory.models import Qualification as Certificate
from servicecloud.identity.enums import Role
from servicecloud.identity.models import User
from servicecloud.identity.selectors import holders, people_in
from servicecloud.notifications.kinds import declare
from servicecloud.notifications.services import notify

DAYS_BEFORE = (60, 30, 7)
"""How many days before its end a qualification is spoken of; the last word comes when it has ended."""

_FINISHED = {
    ImportState.CHECKED: "import.checked",
    ImportState.APPLIED: "import.applied",
    ImportState.UNDONE: "import.undone",
    ImportState.FAILED: "import.failed",
}


def declare_kinds() -> None:
    """Declare the sentences and what people choose them by."""
    decided, waiting = _("认领申请的结果"), _("待核验的认领申请")
    declare("claim.approved", _("您对“%(enterprise)s”的认领已通过核验。"), label=decided)
    declare("claim.refused", _("您对“%(enterprise)s”的认领被退回：%(reason)s"), label=decided)
    declare("institution_claim.approved", _("您对“%(institution)s”的认领已通过核验。"), label=decided)
    declare("institution_claim.refused", _("您对“%(institution)s”的认领被退回：%(reason)s"), label=decided)
    declare("claim.requested", _("%(person)s申请认领“%(body)s”，请核验。"), label=waiting)
    imports = _("名录导入的进展")
    declare("import.checked", _("导入文件“%(file)s”已逐行核对，请确认是否写入名录。"), label=imports)
    declare("import.applied", _("导入文件“%(file)s”已写入名录。"), label=imports)
    declare("import.undone", _("导入文件“%(file)s”已撤销。"), label=imports)
    declare("import.failed", _("导入文件“%(file)s”无法读取：%(reason)s"), label=imports)
    touched = _("他人对本单位名录信息的改动")
    declare("entry.edited", _("%(person)s修改了“%(body)s”的名录信息。"), label=touched)
    declare("entry.merged", _("名录条目“%(absorbed)s”已并入“%(survivor)s”：%(reason)s"), label=touched)
    ending = _("资质证书到期")
    declare("qualification.ending", _("“%(name)s”将于%(day)s到期，请及时续期并更新证书。"), label=ending)
    declare("qualification.ended", _("“%(name)s”已于%(day)s到期，不再对外展示。"), label=ending, is_urgent=True)


def tell_claim_requested(claim: EnterpriseClaim | InstitutionClaim) -> None:
    """Tell those who verify claims that one waits."""
    is_enterprise = isinstance(claim, EnterpriseClaim)
    body: Enterprise | Institution = claim.enterprise if isinstance(claim, EnterpriseClaim) else claim.institution
    notify(
        recipients=holders(Role.OPERATOR),
        kind="claim.requested",
        key=f"{'claim' if is_enterprise else 'institution_claim'}:{claim.pk}:requested",
        url=f"/office/claims/{claim.pk}/" if is_enterprise else f"/office/claims/institutions/{claim.pk}/",
        person=claim.claimant.get_full_name(),
        body=body.name_zh,
    )


def tell_import(run: ImportRun, state: ImportState) -> None:
    """Tell who started an import that a step of it has ended."""
    reason = {"reason": run.failure} if state == ImportState.FAILED else {}
    notify(
        recipients=[run.started_by],
        kind=_FINISHED[state],
        key=f"import:{run.pk}:{state}",
        url=f"/office/imports/{run.pk}/",
        file=run.file_name,
        **reason,
    )


def tell_edited(body: Enterprise | Institution, *, actor: User, version: int) -> None:
    """Tell the people of a workspace that somebody from outside changed their entry."""
    kind = "enterprise" if isinstance(body, Enterprise) else "institution"
    people = _people_of(body.workspace_id)
    if actor not in people:
        notify(
            recipients=people,
            kind="entry.edited",
            key=f"{kind}:{body.pk}:edited:{version}",
            url="/workspace/",
            person=actor.get_full_name(),
            body=body.name_zh,
        )


def tell_merged(merge: Merge, *, actor: User) -> None:
    """Tell the people of the workspace that stayed that an entry was merged into theirs, or theirs into another."""
    people = [person for person in _people_of(merge.survivor.workspace_id) if person != actor]
    notify(
        recipients=people,
        kind="entry.merged",
        key=f"merge:{merge.pk}",
        url="/workspace/",
        absorbed=merge.absorbed.name_zh,
        survivor=merge.survivor.name_zh,
        reason=merge.reason,
    )


def tell_of_endings(*, today: date) -> int:
    """Tell institutions which of their certificates end soon or have ended; return how many notifications were new."""
    rows = Certificate.everywhere.filter(renewal=None, withdrawn_on=None, institution__workspace__isnull=False)
    rows = rows.filter(valid_to__lte=today + timedelta(days=max(DAYS_BEFORE)), valid_to__gte=today - timedelta(days=30))
    return sum(_tell_ending(row, today=today) for row in rows.select_related("institution").order_by("pk"))


def _tell_ending(certificate: Certificate, *, today: date) -> int:
    left = (certificate.valid_to - today).days
    mark = min((days for days in DAYS_BEFORE if left <= days), default=None) if left >= 0 else 0
    if mark is None:
        return 0
    told = notify(
        recipients=_people_of(certificate.institution.workspace_id),
        kind="qualification.ending" if mark else "qualification.ended",
        key=f"qualification:{certificate.pk}:{mark}",
        url="/workspace/",
        name=certificate.name_zh,
        day=f"{certificate.valid_to:%Y-%m-%d}",
    )
    return len(told)


def _people_of(workspace_id: int | None) -> Iterable[User]:
    return list(people_in(workspace_id)) if workspace_id else []
