"""Publishing an approved self-evaluation; a correction is a further publication, the earlier stays readable."""

import msgspec
from django.db import transaction

from plumbline.evidence.measures import CountingRule
from plumbline.evidence.sentences import counting_sentence
from plumbline.forms.model import SelfEvaluation as Form
from servicecloud.activity.services import record_act
from servicecloud.identity.models import User
from servicecloud.performance import policies
from servicecloud.performance.enums import Document, DocumentState, ProjectState
from servicecloud.performance.errors import MovedOnError, NotApprovedError
from servicecloud.performance.models import Disclosure, DocumentVersion, SelfEvaluation
from servicecloud.performance.reporting_errors import PersonalDataError
from servicecloud.performance.selectors.personal_data import PersonalDatum, personal_data_in
from servicecloud.performance.selectors.projects import content_of, form_of
from servicecloud.performance.services.projects import project_for_update
from servicecloud.performance.services.publishing import lay_out
from servicecloud.performance.services.reviews import label_of


@transaction.atomic
def disclose(*, actor: User, project_id: int) -> Disclosure:
    """Publish the approved self-evaluation of a project. What is out already is not published twice.

    Raises PersonalDataError that names every place with personal data; then nothing is published.
    """
    project = project_for_update(project_id)
    policies.check_can_disclose(actor, project)
    evaluation = SelfEvaluation.objects.filter(project=project).select_related("approved").first()
    if evaluation is None or evaluation.approved is None or evaluation.state != DocumentState.APPROVED:
        raise NotApprovedError(document=label_of(Document.SELF_EVALUATION))
    last = Disclosure.objects.filter(project=project).order_by("-number").first()
    if last is not None and last.version_id == evaluation.approved.pk:
        raise MovedOnError(document=label_of(Document.SELF_EVALUATION))
    found = personal_data_of(evaluation.approved)
    if found:
        raise PersonalDataError(problems=[each.sentence for each in found])
    made = Disclosure.objects.create(
        project=project,
        version=evaluation.approved,
        number=last.number + 1 if last else 1,
        published_by=actor,
    )
    lay_out(made)
    if project.state != ProjectState.DISCLOSED:
        project.state = ProjectState.DISCLOSED
        project.save(update_fields=["state", "updated_at"])
    verb = "project.corrected" if last else "project.disclosed"
    record_act(actor=actor, verb=verb, about=project, organisation=project.owner_id)
    return made


def personal_data_of(version: DocumentVersion) -> list[PersonalDatum]:
    """Return the personal data in a frozen self-evaluation and in the counting rules and the reason shown with it."""
    form = form_of(version)
    if not isinstance(form, Form):
        return []
    kept = msgspec.json.decode(version.content)
    promised = DocumentVersion.objects.get(pk=kept["target"])
    rules = msgspec.convert(msgspec.json.decode(promised.content)["rules"], dict[str, CountingRule], strict=False)
    sentences = {
        at: counting_sentence(rules[row.key]) for at, row in enumerate(content_of(promised).rows) if row.key in rules
    }
    return personal_data_in(form, rules=sentences, reason=kept.get("correction", ""))
