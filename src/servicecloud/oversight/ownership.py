"""Files of oversight: what a unit attaches to an objection or to a rectification."""

from django.utils.translation import gettext_lazy as _

from servicecloud.errors import NotPermittedError
from servicecloud.files.owners import Ownership, register
from servicecloud.files.selectors import files_of
from servicecloud.identity.models import User
from servicecloud.oversight import policies
from servicecloud.oversight.enums import ExaminationState, RectificationState, StepKind
from servicecloud.oversight.models import Examination, Rectification, RectificationStep

OBJECTION, RECTIFICATION = "oversight.objection", "oversight.rectification"


def _reads_objection(_actor: User, pk: str) -> None:
    Examination.objects.get(pk=pk)


def _changes_objection(actor: User, pk: str) -> None:
    found = Examination.objects.select_related("project").get(pk=pk)
    policies.check_can_answer(actor, found.project.owner_id)
    if found.state != ExaminationState.SENT:
        raise NotPermittedError


def _reads_rectification(_actor: User, pk: str) -> None:
    Rectification.objects.get(pk=pk)


def _changes_rectification(actor: User, pk: str) -> None:
    found = Rectification.objects.select_related("project").get(pk=pk)
    policies.check_can_answer(actor, found.project.owner_id)
    if found.state not in (RectificationState.OPEN, RectificationState.RETURNED):
        raise NotPermittedError


def _unit_of_examination(pk: str) -> int | None:
    return Examination.objects.values_list("project__owner_id", flat=True).get(pk=pk)


def _unit_of_rectification(pk: str) -> int | None:
    return Rectification.objects.values_list("project__owner_id", flat=True).get(pk=pk)


def answerers_of(found: Rectification) -> set[int]:
    """Return who said what was done or added a file to it, ever; none of them accepts it. Two queries."""
    steps = RectificationStep.objects.filter(rectification=found, kind=StepKind.ANSWERED)
    files = files_of(RECTIFICATION, found.pk)
    return {*steps.values_list("actor", flat=True), *files.order_by().values_list("uploaded_by", flat=True)} - {None}


def register_files() -> None:
    """Declare the rules: the unit adds until it has answered; whoever sees the matter reads."""
    register(Ownership(OBJECTION, _("复核异议"), _reads_objection, _changes_objection, _unit_of_examination))
    register(Ownership(RECTIFICATION, _("整改"), _reads_rectification, _changes_rectification, _unit_of_rectification))
