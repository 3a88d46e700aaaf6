"""The acts of review: submit, approve, return with comments, withdraw, publish."""

from typing import cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from servicecloud.errors import DomainError, NotPermittedError
from servicecloud.identity.gates import requires
from servicecloud.identity.models import User
from servicecloud.performance import policies
from servicecloud.performance.enums import Document
from servicecloud.performance.errors import IncompleteError, NoReviewStepError, OwnWorkError
from servicecloud.performance.reporting_errors import PersonalDataError, YearNotOverError
from servicecloud.performance.selectors.projects import project_with_documents
from servicecloud.performance.services import corrections, disclosure, evaluations, reviews, targets

PAGES = {Document.TARGET.value: "office:target", Document.SELF_EVALUATION.value: "office:self_evaluation"}
_COMMENT = "comment-"


@require_POST
@requires(policies.check_declares)
def submit(request: HttpRequest, pk: int, document: str) -> HttpResponse:
    """Send a document into review."""
    return submitted(request, pk, _known(document), _version(request))


def submitted(request: HttpRequest, pk: int, document: str, version: int) -> HttpResponse:
    """Send a document into review; what stands in the way is shown all at once."""
    user = cast("User", request.user)
    act = targets.submit_target if document == Document.TARGET else evaluations.submit_evaluation
    try:
        act(actor=user, project_id=pk, expected=version)
    except IncompleteError as error:
        context = {
            "project": project_with_documents(pk),
            "title": "",
            "sentence": str(error),
            "problems": error.problems,
            "back_url": reverse(
                "office:edit_target" if document == Document.TARGET else "office:self_evaluation", args=[pk]
            ),
        }
        return render(request, "office/performance/incomplete.html", context, status=error.status)
    except (NoReviewStepError, YearNotOverError) as error:
        messages.error(request, str(error))
        return redirect("office:edit_target" if document == Document.TARGET else "office:self_evaluation", pk=pk)
    messages.success(request, _("已提交，等待审核。"))
    return redirect(PAGES[document], pk=pk)


@requires(policies.check_can_read_projects)
@require_POST
def approve(request: HttpRequest, pk: int, document: str) -> HttpResponse:
    """Approve at the person's step."""
    reviews.approve(
        actor=cast("User", request.user),
        kind=_known(document),
        project_id=pk,
        expected=_version(request),
        comment=request.POST.get("comment", ""),
    )
    messages.success(request, _("已同意。"))
    return redirect(PAGES[document], pk=pk)


@requires(policies.check_can_read_projects)
@require_POST
def send_back(request: HttpRequest, pk: int, document: str) -> HttpResponse:
    """Return with comments, in general or at rows."""
    comments = {name.removeprefix(_COMMENT): text for name, text in request.POST.items() if name.startswith(_COMMENT)}
    try:
        reviews.send_back(
            actor=cast("User", request.user),
            kind=_known(document),
            project_id=pk,
            expected=_version(request),
            comment=request.POST.get("comment", ""),
            row_comments={key: str(text) for key, text in comments.items()},
        )
    except (NotPermittedError, OwnWorkError):
        raise
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("已退回。"))
    return redirect(PAGES[document], pk=pk)


@require_POST
@requires(policies.check_declares)
def withdraw(request: HttpRequest, pk: int, document: str) -> HttpResponse:
    """Take a document back before anybody decided."""
    try:
        reviews.withdraw(
            actor=cast("User", request.user), kind=_known(document), project_id=pk, expected=_version(request)
        )
    except NotPermittedError:
        raise
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("已撤回，可以继续修改。"))
    return redirect(PAGES[document], pk=pk)


@requires(policies.check_can_read_projects)
@require_POST
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Publish the approved self-evaluation; places with personal data are shown all at once and nothing is published."""
    try:
        disclosure.disclose(actor=cast("User", request.user), project_id=pk)
    except PersonalDataError as error:
        context = {
            "project": project_with_documents(pk),
            "title": _("没有公开"),
            "sentence": str(error),
            "problems": error.problems,
            "back_url": reverse("office:self_evaluation", args=[pk]),
        }
        return render(request, "office/performance/incomplete.html", context, status=error.status)
    messages.success(request, _("已公开。"))
    return redirect("office:project", pk=pk)


@requires(policies.check_can_read_projects)
@require_POST
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Open a published self-evaluation for a correction."""
    try:
        corrections.begin_correction(
            actor=cast("User", request.user),
            project_id=pk,
            expected=_version(request),
            reason=request.POST.get("reason", ""),
        )
    except NotPermittedError:
        raise
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("已开始更正，公开的内容暂不改变。"))
    return redirect("office:self_evaluation", pk=pk)


@require_POST
@requires(policies.check_declares)
def keep_published(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a correction up."""
    try:
        corrections.abandon_correction(actor=cast("User", request.user), project_id=pk, expected=_version(request))
    except NotPermittedError:
        raise
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("已取消更正，公开的内容不变。"))
    return redirect("office:self_evaluation", pk=pk)


def _known(document: str) -> str:
    if document not in PAGES:
        raise Http404
    return document


def _version(request: HttpRequest) -> int:
    text = request.POST.get("version", "")
    return int(text) if text.isdecimal() and len(text) < 10 else 0
