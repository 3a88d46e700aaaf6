"""Publishing an approved self-evaluation; a correction is a further publication, the earlier stays readable."""

from django.db import transaction

from servicecloud.activity.services import record_act
from servicecloud.identity.models import User
from servicecloud.performance import policies
from servicecloud.performance.enums import Document, ProjectState
from servicecloud.performance.errors import MovedOnError, NotApprovedError
from servicecloud.performance.models import Disclosure, SelfEvaluation
from servicecloud.performance.services.projects import project_for_update
from servicecloud.performance.services.reviews import label_of


@transaction.atomic
def disclose(*, actor: User, project_id: int) -> Disclosure:
    """Publish the approved self-evaluation of a project. What is out already is not published twice."""
    project = project_for_update(project_id)
    policies.check_can_disclose(actor, project)
    evaluation = SelfEvaluation.objects.filter(project=project).select_related("approved").first()
    if evaluation is None or evaluation.approved is None:
        raise NotApprovedError(document=label_of(Document.SELF_EVALUATION))
    last = Disclosure.objects.filter(project=project).order_by("-number").first()
    if last is not None and last.version_id == evaluation.approved.pk:
        raise MovedOnError(document=label_of(Document.SELF_EVALUATION))
    made = Disclosure.objects.create(
        project=project,
        version=evaluation.approved,
        number=last.number + 1 if last else 1,
        published_by=actor,
    )
    project.state = ProjectState.DISCLOSED
    project.save(update_fields=["state", "updated_at"])
    record_act(actor=actor, verb="project.disclosed", about=project, organisation=project.owner_id)
    return made
