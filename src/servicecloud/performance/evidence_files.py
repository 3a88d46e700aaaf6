"""Files that support a row of a self-evaluation: read with the project, changed by the unit while the form is being filled in."""

from django.utils.translation import gettext_lazy as _

from servicecloud.errors import NotFoundError
from servicecloud.files.owners import Ownership, register
from servicecloud.identity.models import User
from servicecloud.performance import policies
from servicecloud.performance.enums import Document, DocumentState
from servicecloud.performance.errors import NotEditableError
from servicecloud.performance.flows import EDITABLE
from servicecloud.performance.models import SelfEvaluation

EVIDENCE = "performance.evidence"


def owner_key(project_id: int, row_key: str) -> str:
    """Return the key by which the files of a row are kept."""
    return f"{project_id}-{row_key}"


def check_can_read(actor: User, pk: str) -> None:
    """Everybody of the office who has the project in scope."""
    policies.check_can_read_projects(actor)
    _evaluation(pk)


def check_can_change(actor: User, pk: str) -> None:
    """The unit's officers, while the self-evaluation is being filled in: what was submitted keeps its evidence."""
    evaluation = _evaluation(pk)
    policies.check_can_declare(actor, evaluation.project.owner_id)
    if evaluation.state not in EDITABLE:
        state = DocumentState(evaluation.state).label
        raise NotEditableError(document=Document.SELF_EVALUATION.label, state=state)


def organisation_of(pk: str) -> int | None:
    """The unit whose space the bytes take."""
    return _evaluation(pk).project.owner_id


def register_files() -> None:
    """Declare the rules."""
    register(Ownership(EVIDENCE, _("自评佐证材料"), check_can_read, check_can_change, organisation_of))


def _evaluation(pk: str) -> SelfEvaluation:
    number, _dash, key = pk.partition("-")
    if not number.isdecimal():
        raise NotFoundError
    evaluation = SelfEvaluation.objects.select_related("project").get(project_id=int(number))
    if not any(row["key"] == key for row in evaluation.content["rows"]):
        raise NotFoundError
    return evaluation
