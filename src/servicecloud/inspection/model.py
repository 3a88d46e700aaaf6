"""What goes to the process that audits, and what comes back. Knows nothing of Django: both sides load it."""

import msgspec

from plumbline.audit.model import Severity
from plumbline.audit.reports.view import Fact, ScoreLine, Unchecked
from plumbline.audit.reports.words import FindingWords
from plumbline.errors import Lang

MOST_FORMS_SHOWN = 30


class Job(msgspec.Struct, frozen=True, tag="audit"):
    """A file to audit for the page of one reader."""

    data: bytes
    name: str
    lang: Lang


class RecordJob(msgspec.Struct, frozen=True, tag="record"):
    """A file whose forms are to be audited and kept, under a bundled rulebook or, when it is blank, under the one that applies."""

    data: bytes
    name: str
    rulebook: str = ""


AnyJob = Job | RecordJob


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


class RuleCount(msgspec.Struct, frozen=True):
    """How often a rule was broken in a form."""

    rule: str
    severity: Severity
    count: int


class FormRecord(msgspec.Struct, frozen=True, kw_only=True):
    """One form with its audit in both languages. Scores are text to the digit, None where the form or the rules give none."""

    kind: str
    year: int | None
    project_name: str
    department: str
    unit: str
    rulebook: str
    claimed: str | None
    computed: str | None
    grade_claimed: str | None
    grade_computed: str | None
    outcomes: "Outcomes"
    rules: tuple[RuleCount, ...]
    form: str
    zh: FormReport
    en: FormReport


class Records(msgspec.Struct, frozen=True, tag="records"):
    """The forms of a file in its order, and what could not be read of it, in Chinese and in English."""

    forms: tuple[FormRecord, ...]
    problems_zh: tuple[str, ...]
    problems_en: tuple[str, ...]


class Refusal(msgspec.Struct, frozen=True, tag="refusal"):
    """Why the file was not audited."""

    code: str
    sentence_zh: str
    sentence_en: str


Outcome = Report | Records | Refusal
