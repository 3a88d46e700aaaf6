"""The process that audits one file: reads a job from its input, writes the outcome, ends. It can write no file.

Started by `inspection.services`. The file comes from anybody: whatever it does to this process, the site's own ones and the other
visitors' files are elsewhere, and the limits of the system end it.
"""

import io
import sys
from collections import Counter

import msgspec

from plumbline.audit import audit_forms
from plumbline.audit.annotate import annotate
from plumbline.audit.choosing import AutomaticRulebooks
from plumbline.audit.reports import REPORTS, Background
from plumbline.audit.reports.view import FormView, form_views, severities_of
from plumbline.audit.reports.words import finding_words
from plumbline.errors import Lang, UnreadableFileError
from plumbline.forms.model import Form, TargetTable
from plumbline.forms.places import ReadingProblem
from plumbline.forms.reading import Reading, read_forms
from plumbline.forms.serialisation import to_json as form_to_json
from plumbline.rulebooks import load_rulebook
from servicecloud.inspection.model import (
    MOST_FORMS_SHOWN,
    AnyJob,
    FindingLine,
    FormRecord,
    FormReport,
    Job,
    Outcome,
    Outcomes,
    RecordJob,
    Records,
    Refusal,
    Report,
    RuleCount,
)

MOST_MEMORY = 2 << 30
MOST_CPU_SECONDS = 20

_NO_FORM = Refusal(
    "no_form",
    "文件可以读取，但其中没有找到绩效目标表、自评表或监控表；请确认上传的是官方格式的表。",
    "The file can be read, but it holds no target table, self-evaluation or monitoring table; check that it is an official form.",
)
_TOO_MANY = Refusal(
    "too_many_forms",
    f"文件中的表超过 {MOST_FORMS_SHOWN} 张；请拆成几个文件分别收录。",
    f"The file holds more than {MOST_FORMS_SHOWN} forms; split it and collect the parts one by one.",
)
_SAVE_AS_DOCX = Refusal(
    "needs_libreoffice",
    "这里不能读取旧版 Word、WPS 和 RTF 文件；请用原软件另存为 docx 再上传。",
    "Old Word, WPS and RTF files cannot be read here; save the file as docx in its own program and upload that.",
)


def answer(job: AnyJob) -> Outcome:
    """Do what a job asks, or say why the file cannot be read."""
    try:
        reading = read_forms(job.data, job.name)
        if not reading.forms:
            return _NO_FORM
        return record(reading, job.rulebook) if isinstance(job, RecordJob) else audit(job, reading)
    except UnreadableFileError as error:
        return (
            _SAVE_AS_DOCX
            if error.code == "needs_libreoffice"
            else Refusal(error.code, error.message_zh, error.message_en)
        )


def audit(job: Job, reading: Reading) -> Report:
    """Audit one file and prepare what its page shows."""
    audits = audit_forms(reading.forms, AutomaticRulebooks(reading.forms), detailed=True)
    copy = annotate(job.data, job.name, audits, lang=job.lang)
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


def record(reading: Reading, rulebook: str) -> Outcome:
    """Audit every form of a file and prepare what is kept of it."""
    if len(reading.forms) > MOST_FORMS_SHOWN:
        return _TOO_MANY
    if rulebook:
        book = load_rulebook(rulebook)
        audits = audit_forms(reading.forms, lambda _form: book, detailed=True)
    else:
        audits = audit_forms(reading.forms, AutomaticRulebooks(reading.forms), detailed=True)
    background = Background(reading.forms)
    views = zip(form_views(audits, background, "zh"), form_views(audits, background, "en"), reading.forms, strict=True)
    return Records(
        forms=tuple(_record(zh, en, form) for zh, en, form in views),
        problems_zh=_sentences(reading.problems, "zh"),
        problems_en=_sentences(reading.problems, "en"),
    )


def _record(zh: FormView, en: FormView, form: Form) -> FormRecord:
    total = zh.audit.scores.total if zh.audit.scores else None
    count = zh.audit.obligations
    broken = Counter((finding.rule, finding.severity) for finding in zh.audit.findings)
    declaring = form.declaring_unit if isinstance(form, TargetTable) else None
    return FormRecord(
        kind=zh.audit.kind,
        year=form.year,
        project_name=form.project_name or "",
        department=form.supervising_department or "",
        unit=form.implementing_unit or declaring or "",
        rulebook=zh.audit.rulebook,
        claimed=total.claimed if total else None,
        computed=total.computed if total else None,
        grade_claimed=total.grade.claimed if total else None,
        grade_computed=total.grade.computed if total else None,
        outcomes=Outcomes(
            passed=count.passed,
            failed=count.fail,
            undetermined=count.undetermined,
            not_applicable=count.not_applicable,
        ),
        rules=tuple(RuleCount(rule, severity, times) for (rule, severity), times in sorted(broken.items())),
        form=form_to_json(form).decode(),
        zh=_form(zh, form, "zh"),
        en=_form(en, form, "en"),
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
    job: AnyJob = msgspec.msgpack.decode(sys.stdin.buffer.read(), type=AnyJob)
    _give_up_powers()
    sys.stdout.buffer.write(msgspec.msgpack.encode(answer(job)))


if __name__ == "__main__":
    main()
