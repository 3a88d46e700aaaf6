"""What goes to the process that audits, and what comes back. Knows nothing of Django: both sides load it."""

import msgspec

from plumbline.audit.model import Severity
from plumbline.audit.reports.view import Fact, ScoreLine, Unchecked
from plumbline.audit.reports.words import FindingWords
from plumbline.errors import Lang

MOST_FORMS_SHOWN = 30


class Job(msgspec.Struct, frozen=True):
    """A file to audit."""

    data: bytes
    name: str
    lang: Lang


class FindingLine(msgspec.Struct, frozen=True):
    """A finding with the severity by which a page colours it."""

    severity: Severity
    words: FindingWords


class FormReport(msgspec.Struct, frozen=True, kw_only=True):
    """One form of the file."""

    title: str
    kind: str
    facts: tuple[Fact, ...]
    findings: tuple[FindingLine, ...]
    scores: tuple[ScoreLine, ...]
    total: ScoreLine | None
    grade: tuple[Fact, ...]
    undetermined: tuple[Unchecked, ...]
    reading_problems: tuple[str, ...]


class Outcomes(msgspec.Struct, frozen=True):
    """How many things were checked, with which outcome, over all forms."""

    passed: int
    failed: int
    undetermined: int
    not_applicable: int


class Report(msgspec.Struct, frozen=True, kw_only=True, tag="report"):
    """The audit of a file. `forms` are the first ones; `forms_total` counts all. `copy` and `workbook` are files to take away."""

    forms: tuple[FormReport, ...]
    forms_total: int
    severities: dict[Severity, int]
    outcomes: Outcomes
    problems: tuple[str, ...]
    copy: bytes
    copy_suffix: str
    copy_notes: int
    notices: tuple[str, ...]
    workbook: bytes


class Refusal(msgspec.Struct, frozen=True, tag="refusal"):
    """Why the file was not audited."""

    code: str
    sentence_zh: str
    sentence_en: str


Outcome = Report | Refusal
