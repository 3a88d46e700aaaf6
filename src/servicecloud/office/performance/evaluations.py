"""The self-evaluation: built by one click, completed with words, audited while it is filled in, printed with the ledger head."""

from collections.abc import Mapping
from typing import Any, cast

import msgspec
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from servicecloud.errors import DomainError, NotFoundError
from servicecloud.identity.gates import requires
from servicecloud.identity.models import User
from servicecloud.office.oversight.panel import require_from
from servicecloud.office.performance.clashes import ClashLine, clash_lines, taken_of
from servicecloud.office.performance.evaluation_lines import lines_of
from servicecloud.office.performance.printing import COMPLETED_LABELS, printed
from servicecloud.office.performance.showing import allows, file_response, head_lines, rights
from servicecloud.office.performance.targets import lang
from servicecloud.performance import policies
from servicecloud.performance.enums import Document, DocumentState, ProjectState
from servicecloud.performance.errors import MovedOnError, NotEditableError, SentBeforeError
from servicecloud.performance.flows import EDITABLE
from servicecloud.performance.models import Project, SelfEvaluation
from servicecloud.performance.reporting_errors import UnfitEntriesError, YearNotOverError
from servicecloud.performance.selectors import projects as reading
from servicecloud.performance.selectors.bindings import is_year_over
from servicecloud.performance.selectors.choices import token_faults, unstated
from servicecloud.performance.selectors.known_files import held_of
from servicecloud.performance.selectors.samples import sample_lines
from servicecloud.performance.services.evaluation_building import build_evaluation
from servicecloud.performance.services.evaluations import checked, discard_evaluation, save_evaluation
from servicecloud.performance.services.targets import target_in_force
from servicecloud.performance.tokens import tokens_of
from servicecloud.performance.values import EvaluationContent, from_json
from servicecloud.versioning import StaleRecordError

WORD = "word-"


@requires(policies.check_can_read_projects)
@require_http_methods(["GET", "HEAD", "POST"])
def evaluation(request: HttpRequest, pk: int) -> HttpResponse:
    """The form with scores and findings; for the unit's officers with what they may add."""
    found, user = reading.project_with_documents(pk), cast("User", request.user)
    document = reading.evaluation_of(found)
    if document is None:
        raise NotFoundError
    document.project = found
    content = from_json(document.content, EvaluationContent)
    sentence, status, version = "", 200, document.version
    clashes: list[ClashLine] = []
    faults: dict[str, str] = {}
    if request.method == "POST":
        policies.check_can_declare(user, found.owner_id)
        expected = _version(request)
        try:
            saved = save_evaluation(
                actor=user,
                project_id=pk,
                expected=expected,
                values=_typed(request, document),
                taken=taken_of(request),
            )
        except StaleRecordError as error:
            content = from_json(error.submitted["content"], EvaluationContent)
            clashes = clash_lines(error, {row.key: row.level3 for row in target_in_force(document.target).rows})
            sentence, status = str(error), error.status
            version = cast("Any", error.current).version
        except UnfitEntriesError as error:
            content, faults = error.content, {name: " ".join(said) for name, said in error.fields.items()}
            sentence, status, version = str(error), error.status, expected
        except DomainError as error:
            messages.error(request, str(error))
            return redirect("office:self_evaluation", pk=pk)
        else:
            if saved.version > expected + 1:
                messages.success(request, _("已保存，并与他人同时所作的修改合并。请看一遍再提交。"))
                return redirect("office:self_evaluation", pk=pk)
            if "submit" in request.POST:
                from servicecloud.office.performance.reviewing import submitted

                return submitted(request, pk, Document.SELF_EVALUATION, saved.version)
            messages.success(request, _("已保存。"))
            return redirect("office:self_evaluation", pk=pk)
    context = _context(found, document, content, user, faults=faults, posted=request.POST)
    context |= {"sentence": sentence, "version": version, "clashes": clashes}
    return render(request, "office/performance/evaluation.html", context, status=status)


@require_POST
@requires(policies.check_declares)
def build(request: HttpRequest, pk: int) -> HttpResponse:
    """Take every number from the ledger."""
    try:
        build_evaluation(actor=cast("User", request.user), project_id=pk)
    except YearNotOverError as error:
        messages.error(request, str(error))
        return redirect("office:project", pk=pk)
    messages.success(request, _("已按台账生成自评表，实际完成值均已定格。"))
    return redirect("office:self_evaluation", pk=pk)


@require_POST
@requires(policies.check_declares)
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw a self-evaluation away that was never sent."""
    try:
        discard_evaluation(actor=cast("User", request.user), project_id=pk, expected=_version(request))
    except (SentBeforeError, NotEditableError, MovedOnError) as error:
        messages.error(request, str(error))
        return redirect("office:self_evaluation", pk=pk)
    messages.success(request, _("已作废，项目回到执行中。"))
    return redirect("office:project", pk=pk)


@requires(policies.check_can_read_projects)
@require_safe
def file(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """The official form as a file, with the head of the ledger printed below: as it was frozen, or as the draft stands."""
    found = reading.project_with_documents(pk)
    document = reading.evaluation_of(found)
    if document is None:
        raise NotFoundError
    document.project = found
    content = from_json(document.content, EvaluationContent)
    shown = None if document.state in EDITABLE else document.latest
    form = reading.form_of(shown) if shown else checked(document, content)[0].form
    footer = [
        *([_("第%(number)s版，摘要 %(digest)s") % {"number": shown.number, "digest": shown.digest}] if shown else []),
        *sample_lines(content, target_in_force(document.target).rows),
        *head_lines(content, address=request.build_absolute_uri(reverse("portal:proof"))),
    ]
    return file_response(form, kind=kind, name=f"{found.name}-{found.year}-{_('绩效自评表')}", footer=footer)


def _context(
    found: Project,
    document: SelfEvaluation,
    content: EvaluationContent,
    user: User,
    *,
    faults: Mapping[str, str],
    posted: Mapping[str, str],
) -> dict[str, Any]:
    """Return what the page shows. A text that cannot be read stays in its field; what is reckoned is of the one that was kept."""
    reckoned = content
    if "completion" in faults:
        kept = from_json(document.content, EvaluationContent).completion
        reckoned = msgspec.structs.replace(content, completion=kept)
    held = held_of(found.pk, target_in_force(document.target).rows, reckoned)
    evaluated, lint = checked(document, reckoned, held=held)
    funds, target = evaluated.form.funds, target_in_force(document.target)
    lines = [line.with_fault(faults, posted) for line in lines_of(document, content, evaluated, lint, held)]
    return {
        "project": found,
        "document": document,
        "kind": Document.SELF_EVALUATION.value,
        "content": content,
        "form": evaluated.form,
        "funds": funds,
        "funds_explanation": evaluated.scores.funds.sentence(lang()),
        "book": evaluated.book.title_en if lang() == "en" else evaluated.book.title_zh,
        "lines": lines,
        "completion_fault": faults.get("completion", "") or "".join(token_faults(content, target.rows)),
        "tokens": list(zip(tokens_of(target.rows), lines, strict=True)),
        "completed_choices": list(COMPLETED_LABELS.items()) if evaluated.book.asks_completion else [],
        "completed_said": printed("completed", content.completed),
        "unstated": unstated(content),
        "lint": lint,
        **_standing(found, document, user),
    }


def _standing(found: Project, document: SelfEvaluation, user: User) -> dict[str, Any]:
    """Return how far the document is in its review, and what the person may do with it."""
    reviews = list(reading.reviews_of(found, Document.SELF_EVALUATION))
    returned = reading.last_return(reviews, round_number=document.round)
    return {
        "require_from": require_from(user, found, None if document.state in EDITABLE else document.latest_id),
        "reviews": reviews,
        "returned": returned if document.state == DocumentState.RETURNED else None,
        "comments": returned.row_comments if returned else {},
        "is_early": not is_year_over(found.year),
        "can_discard": document.state in EDITABLE
        and document.latest_id is None
        and allows(policies.check_can_declare, user, found.owner_id),
        "is_published": found.state == ProjectState.DISCLOSED,
        "can_correct": document.state == DocumentState.APPROVED
        and found.state == ProjectState.DISCLOSED
        and allows(policies.check_can_correct, user, found),
        **rights(user, found, document),
    }


def _typed(request: HttpRequest, document: SelfEvaluation) -> Mapping[str, Any]:
    posted = request.POST
    rows: dict[str, dict[str, str]] = {}
    for name, text in posted.items():
        field, _separator, key = name.partition(":")
        if field in ("level", "claimed_score", "reason", "deviation", "statement", "evidence", "actual") and key:
            rows.setdefault(key, {})[field] = str(text)
    words = {name.removeprefix(WORD): str(text) for name, text in posted.items() if name.startswith(WORD)}
    before = from_json(document.content, EvaluationContent)
    return {
        "completion": posted.get("completion", before.completion),
        "funds_deviation": posted.get("funds_deviation", before.funds_deviation),
        "completed": posted.get("completed", before.completed),
        "completed_reason": posted.get("completed_reason", before.completed_reason),
        "rows": rows,
        "words": words,
    }


def _version(request: HttpRequest) -> int:
    text = request.POST.get("version", "")
    return int(text) if text.isdecimal() and len(text) < 10 else 0
