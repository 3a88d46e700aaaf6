"""What the audit of a self-evaluation knows beside the form: last year's, the monitoring table, and what the site holds of each row."""

from collections.abc import Iterable

import msgspec
from django.db.models import Q

from plumbline.audit.context import AuditedForm
from plumbline.forms.model import Form
from plumbline.forms.model import SelfEvaluation as EvaluationForm
from plumbline.forms.serialisation import from_json as form_from_json
from plumbline.rulebooks.model import Rulebook
from servicecloud.performance.models import DocumentVersion, Monitoring, Project, SelfEvaluation
from servicecloud.performance.selectors.auditing import Known
from servicecloud.performance.selectors.known_files import Held, held_of, known_of_files
from servicecloud.performance.selectors.known_numbers import money_that_moved, numbers_that_moved, small_samples
from servicecloud.performance.selectors.typed_numbers import typed_by_hand
from servicecloud.performance.values import EvaluationContent, TargetRow


def forms_beside(project: Project) -> list[Form]:
    """Return last year's approved self-evaluation and this year's monitoring table that was sent last, as frozen: one query."""
    last_year = SelfEvaluation.objects.filter(
        project__owner_id=project.owner_id, project__name=project.name, project__year=project.year - 1
    )
    sent = Monitoring.objects.filter(project=project, sent__isnull=False).order_by("-sent__made_at", "-pk")
    versions = DocumentVersion.objects.filter(
        Q(pk__in=last_year.values("approved_id")) | Q(pk__in=sent.values("sent_id")[:1])
    )
    # Each is a file of its own: how one of them was rounded says nothing of the other.
    return [
        msgspec.structs.replace(form_from_json(version.form.encode()), source=f"version-{version.pk}")
        for version in versions.order_by("pk")
    ]


def known_of(
    project: Project,
    rows: Iterable[TargetRow],
    content: EvaluationContent,
    form: EvaluationForm,
    book: Rulebook,
    *,
    held: Held | None = None,
) -> list[Known]:
    """Return what files, the ledger and the payments answer of the rules that no form can, V-01 to V-06, and the numbers typed by hand.

    A handful of queries, however many rows there are; two less for who has read what is `held`.
    """
    rows = list(rows)
    held = held or held_of(project.pk, rows, content)
    return [
        *money_that_moved(project, content),
        *known_of_files(project, rows, content, held),
        *numbers_that_moved(project, rows, content, held.snapshots),
        *small_samples(rows, content, AuditedForm(form, book), held.snapshots),
        *typed_by_hand(content.completion),
    ]
