"""What an examination is about, read from the frozen version."""

import msgspec

from plumbline.forms.model import SelfEvaluation as Form
from plumbline.rulebooks import load_rulebook
from servicecloud.errors import NotFoundError
from servicecloud.oversight.verifying import Examined
from servicecloud.performance.models import DocumentVersion, Project, SelfEvaluation
from servicecloud.performance.selectors.projects import form_of
from servicecloud.performance.values import EvaluationContent


def examined_version(version: DocumentVersion) -> Examined:
    """Return the form, the keys of its rows and the rulebook of a frozen self-evaluation: no query."""
    form = form_of(version)
    if not isinstance(form, Form):
        raise NotFoundError
    content = frozen_content(version)
    return Examined(form, tuple(row.key for row in content.rows), load_rulebook(content.rulebook))


def frozen_content(version: DocumentVersion) -> EvaluationContent:
    """Return the content of a frozen self-evaluation."""
    return msgspec.convert(msgspec.json.decode(version.content)["content"], EvaluationContent, strict=False)


def reported_version(project: Project) -> DocumentVersion | None:
    """Return the self-evaluation an evaluation stands beside: the approved one, else the one last submitted. One query."""
    evaluation = SelfEvaluation.objects.filter(project=project).select_related("approved", "latest").first()
    return (evaluation.approved or evaluation.latest) if evaluation else None
