"""The report of an evaluation as a person may see it, and as it is printed: chapters, scores, the self-evaluation beside it, findings."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

import msgspec
from django.utils import translation
from django.utils.translation import gettext_lazy

from plumbline.forms.model import SelfEvaluation as Form
from plumbline.forms.writers.official.evaluation_report import (
    EvaluationReportForm,
    ReportChapter,
    ReportFinding,
    ReportIndicator,
    ReportItem,
)
from servicecloud.oversight.declarations import framework
from servicecloud.oversight.enums import EvaluationState, ExaminationState
from servicecloud.oversight.models import Evaluation, EvaluationReport, Examination
from servicecloud.oversight.selectors.examined import frozen_content, reported_version
from servicecloud.oversight.selectors.findings import findings_of
from servicecloud.oversight.selectors.records import latest_result, result_of
from servicecloud.oversight.services.evaluating import total_of
from servicecloud.oversight.values import EvaluatedContent, read
from servicecloud.performance.models import DocumentVersion
from servicecloud.performance.selectors.projects import form_of
from servicecloud.performance.selectors.rulebooks import rulebook_for

DRAFT = gettext_lazy("草稿，尚未征求意见")
REVISED = gettext_lazy("征求意见后的修改稿，尚未定稿")
ASKED = gettext_lazy("征求意见稿")
FINAL = gettext_lazy("定稿")


@dataclass(frozen=True)
class SeenReport:
    """What a person sees of a report. `kept` is the frozen report it is, None for a draft; `beside` the self-evaluation it is about."""

    content: EvaluatedContent
    total: Decimal | None
    grade: str
    stage: object
    kept: EvaluationReport | None
    beside: DocumentVersion | None


class _Frozen(msgspec.Struct, frozen=True):
    content: EvaluatedContent
    total: Decimal | None
    grade: str
    self_evaluation: int | None = None


def report_seen(found: Evaluation, *, by_body: bool) -> SeenReport:
    """Return the report that stands. The body that writes it sees its own draft; everybody else what was sent or made final."""
    content = read(found.content, EvaluatedContent)
    kept = EvaluationReport.objects.filter(evaluation=found).order_by("-number").first()
    frozen = msgspec.json.decode(kept.content, type=_Frozen, strict=False) if kept else None
    is_draft = found.state != EvaluationState.FINAL and by_body and (frozen is None or frozen.content != content)
    if kept is None or frozen is None or is_draft:
        total, grade = total_of(content, rulebook_for(found.project))
        stage = DRAFT if kept is None else REVISED
        return SeenReport(content, total, grade, stage, None, reported_version(found.project))
    beside = (
        DocumentVersion.objects.get(pk=frozen.self_evaluation, project=found.project_id)
        if frozen.self_evaluation
        else reported_version(found.project)
    )
    stage = FINAL if found.state == EvaluationState.FINAL else ASKED
    return SeenReport(frozen.content, frozen.total, frozen.grade, stage, kept, beside)


def printed_report(found: Evaluation, seen: SeenReport, *, origin: Iterable[str] = ()) -> EvaluationReportForm:
    """Return a report as the official one is printed, in Chinese like every official form; `origin` says what it rests on."""
    declared, project = framework(), found.project
    own = {item.code: item for item in seen.content.items}
    view = getattr(found, "reply", None)
    with translation.override("zh-hans"):
        kind, stage = found.get_kind_display(), str(seen.stage)
    return EvaluationReportForm(
        project_name=project.name,
        year=project.year,
        kind=kind,
        stage=stage,
        body=found.body.name_zh,
        department=project.department.name_zh,
        unit=project.owner.name_zh,
        cite=declared.cite,
        chapters=tuple(
            ReportChapter(
                title=section.title[0],
                text=seen.content.texts.get(section.code, ""),
                has_scores=section.code == "conclusion",
            )
            for section in declared.outline
        ),
        items=tuple(
            ReportItem(
                level1=item.level1[0],
                level2=item.level2[0],
                level3=item.level3[0],
                weight=own[item.code].weight,
                score=own[item.code].score,
                basis=own[item.code].basis,
            )
            for item in declared.items
        ),
        total=seen.total,
        grade=seen.grade,
        indicators=indicators_of(seen.beside) if seen.beside else (),
        findings=_findings(seen.beside) if seen.beside else (),
        unit_view=view.text if view else "",
        origin=tuple(origin),
    )


def indicators_of(version: DocumentVersion) -> tuple[ReportIndicator, ...]:
    """Return the rows of a frozen self-evaluation with their verified scores, of a re-check before the department's own: two queries."""
    form, content = form_of(version), frozen_content(version)
    if not isinstance(form, Form):
        return ()
    examined = Examination.objects.filter(of=version, state=ExaminationState.FINAL).order_by("kind", "-pk").first()
    result = latest_result(examined) if examined else None
    verified = {row.key: row.verified_score for row in result_of(result).rows} if result else {}
    return tuple(
        ReportIndicator(
            name=item.level3,
            target=item.printed.target or "",
            actual=item.printed.actual or "",
            weight=item.weight,
            claimed_score=item.claimed_score,
            verified_score=verified.get(row.key),
            is_counted=row.snapshot is not None,
        )
        for item, row in zip(form.indicators, content.rows, strict=True)
    )


def _findings(version: DocumentVersion) -> tuple[ReportFinding, ...]:
    return tuple(
        ReportFinding(rule=each.words.rule, place=each.place, sentence=each.words.problem, word=each.word)
        for each in findings_of(version, lang="zh")
    )
