"""The process that audits one file: reads a job from its input, writes the outcome, ends. It can write no file.

Started by `inspection.services`. The file comes from anybody: whatever it does to this process, the site's own ones and the other
visitors' files are elsewhere, and the limits of the system end it.
"""

import io
import sys

import msgspec

from plumbline.audit import audit_forms
from plumbline.audit.annotate import annotate
from plumbline.audit.choosing import AutomaticRulebooks
from plumbline.audit.reports import REPORTS, Background
from plumbline.audit.reports.view import FormView, form_views, severities_of
from plumbline.audit.reports.words import finding_words
from plumbline.errors import Lang, UnreadableFileError
from plumbline.forms.model import Form
from plumbline.forms.places import ReadingProblem
from plumbline.forms.reading import read_forms
from servicecloud.inspection.model import (
    MOST_FORMS_SHOWN,
    FindingLine,
    FormReport,
    Job,
    Outcome,
    Outcomes,
    Refusal,
    Report,
)

MOST_MEMORY = 2 << 30
MOST_CPU_SECONDS = 20

_NO_FORM = Refusal(
    "no_form",
    "文件可以读取，但其中没有找到绩效目标表、自评表或监控表；请确认上传的是官方格式的表。",
    "The file can be read, but it holds no target table, self-evaluation or monitoring table; check that it is an official form.",
)
_SAVE_AS_DOCX = Refusal(
    "needs_libreoffice",
    "这里不能读取旧版 Word、WPS 和 RTF 文件；请用原软件另存为 docx 再上传。",
    "Old Word, WPS and RTF files cannot be read here; save the file as docx in its own program and upload that.",
)


def audit(job: Job) -> Outcome:
    """Audit one file and prepare what its page shows."""
    try:
        reading = read_forms(job.data, job.name)
        if not reading.forms:
            return _NO_FORM
        audits = audit_forms(reading.forms, AutomaticRulebooks(reading.forms), detailed=True)
        copy = annotate(job.data, job.name, audits, lang=job.lang)
    except UnreadableFileError as error:
        return (
            _SAVE_AS_DOCX
            if error.code == "needs_libreoffice"
            else Refusal(error.code, error.message_zh, error.message_en)
        )
    workbook = io.BytesIO()
    REPORTS["xlsx"](audits, workbook, job.lang, Background(reading.forms))
    views = form_views(audits, Background(reading.forms), job.lang)
    counts = [one.obligations for one in audits]
    return Report(
        forms=tuple(
            _form(view, form, job.lang) for view, form in zip(views[:MOST_FORMS_SHOWN], reading.forms, strict=False)
        ),
        forms_total=len(views),
        severities=severities_of(views),
        outcomes=Outcomes(
            passed=sum(count.passed for count in counts),
            failed=sum(count.fail for count in counts),
            undetermined=sum(count.undetermined for count in counts),
            not_applicable=sum(count.not_applicable for count in counts),
        ),
        problems=_sentences(reading.problems, job.lang),
        copy=copy.data,
        copy_suffix=copy.suffix,
        copy_notes=copy.notes,
        notices=tuple(notice.message(job.lang) for notice in copy.notices),
        workbook=workbook.getvalue(),
    )


def _form(view: FormView, form: Form, lang: Lang) -> FormReport:
    return FormReport(
        title=view.title,
        kind=view.kind,
        facts=view.facts,
        findings=tuple(
            FindingLine(finding.severity, finding_words(finding, lang, view.names)) for finding in view.audit.findings
        ),
        scores=view.scores,
        total=view.total,
        grade=view.grade,
        undetermined=view.undetermined,
        reading_problems=_sentences(form.problems, lang),
    )


def _sentences(problems: tuple[ReadingProblem, ...], lang: Lang) -> tuple[str, ...]:
    return tuple(problem.message_zh if lang == "zh" else problem.message_en for problem in problems)


def _give_up_powers() -> None:
    """Bound memory and time, and take away the power to write files, for good."""
    if sys.platform == "win32":
        return
    import resource

    for kind, most in (
        (resource.RLIMIT_AS, MOST_MEMORY),
        (resource.RLIMIT_CPU, MOST_CPU_SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (most, most))


def main() -> None:
    """Read, audit, answer."""
    job = msgspec.msgpack.decode(sys.stdin.buffer.read(), type=Job)
    _give_up_powers()
    sys.stdout.buffer.write(msgspec.msgpack.encode(audit(job)))


if __name__ == "__main__":
    main()
