"""What the audit finds in a frozen table, finding by finding, so that a rectification can be required from one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import msgspec
from django.utils.translation import get_language

from plumbline.audit import Finding, audit_forms
from plumbline.audit.reports.words import FindingWords, finding_words, row_names
from plumbline.errors import Lang
from plumbline.forms.model import TargetTable
from plumbline.rulebooks import load_rulebook
from servicecloud.errors import NotFoundError
from servicecloud.oversight.models import Rectification
from servicecloud.oversight.selectors.examined import frozen_content
from servicecloud.performance.enums import Document
from servicecloud.performance.models import DocumentVersion, Project
from servicecloud.performance.selectors.auditing import audit_target
from servicecloud.performance.selectors.projects import evaluation_of, form_of
from servicecloud.performance.selectors.rulebooks import rulebook_for

AUDITED = (Document.TARGET, Document.SELF_EVALUATION)
"""The tables whose frozen versions are audited here. What monitoring shows is required from its own page."""


@dataclass(frozen=True)
class AuditedFinding:
    """One finding in words; `word` is what the unit said to it, `required` the rectification that rests on it."""

    version: DocumentVersion
    key: str
    severity: str
    words: FindingWords
    word: str
    required: Rectification | None = None

    @property
    def place(self) -> str:
        """The row and the field, as a person looks for them in the table."""
        parts = [part for part in (self.words.row, self.words.field) if part]
        return " · ".join(parts) or self.words.place


def findings_of(version: DocumentVersion, *, lang: Lang | None = None) -> list[AuditedFinding]:
    """Return what the audit finds in a frozen target table or self-evaluation, each with what was required from it: two queries."""
    return _findings(version, Rectification.objects.filter(audited=version).order_by("pk"), lang or language())


def finding_in(version: DocumentVersion, key: str) -> AuditedFinding:
    """Return one finding of a frozen table by its key. Raises NotFoundError where the audit finds no such thing."""
    found = next((each for each in findings_of(version) if each.key == key), None)
    if found is None:
        raise NotFoundError
    return found


def findings_of_project(
    project: Project, required: Sequence[Rectification]
) -> list[tuple[DocumentVersion, list[AuditedFinding]]]:
    """Return the tables of a project that were submitted last, with what the audit finds in each; those without findings are left out.

    `required` are the project's rectifications.
    """
    evaluation, tables = evaluation_of(project), []
    for version in (project.target.latest, evaluation.latest if evaluation else None):
        if version is not None:
            version.project = project
            own = [each for each in required if each.audited_id == version.pk]
            tables.append((version, _findings(version, own, language())))
    return [(version, found) for version, found in tables if found]


def language() -> Lang:
    """Return the active language as the core names it."""
    return "en" if (get_language() or "").startswith("en") else "zh"


def _findings(version: DocumentVersion, required: Iterable[Rectification], lang: Lang) -> list[AuditedFinding]:
    names, said = row_names(form_of(version)), _words(version)
    by_key = {each.finding: each for each in required}
    return [
        AuditedFinding(
            version,
            each.key,
            each.severity,
            finding_words(each, lang, names),
            said.get(each.key, ""),
            by_key.get(each.key),
        )
        for each in _found(version)
    ]


def _found(version: DocumentVersion) -> Iterable[Finding]:
    form = form_of(version)
    if isinstance(form, TargetTable):
        return audit_target(form, rulebook_for(version.project)).findings
    if version.document not in AUDITED:
        raise NotFoundError
    answered = msgspec.json.decode(version.content)["target"]
    target = form_of(DocumentVersion.objects.get(pk=answered, project=version.project_id))
    book = load_rulebook(frozen_content(version).rulebook)
    return audit_forms([target, form], lambda _form: book)[1].findings


def _words(version: DocumentVersion) -> dict[str, str]:
    return frozen_content(version).words if version.document == Document.SELF_EVALUATION else {}
