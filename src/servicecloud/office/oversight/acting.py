"""What the pages of oversight share: an act with its answer, files that are attached, numbers from the request."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from servicecloud.errors import DomainError, NotPermittedError
from servicecloud.files.services import Owner, Upload, store_file
from servicecloud.identity.models import User
from servicecloud.oversight.errors import (
    AnswererAcceptsError,
    ExaminerDecidesError,
    NotYoursToExamineError,
    UnfinishedError,
)

_RISES = (NotPermittedError, NotYoursToExamineError, ExaminerDecidesError, AnswererAcceptsError)


class AttachmentForm(forms.Form):
    """One file."""

    file = forms.FileField(label=gettext_lazy("文件"), widget=forms.FileInput({"class": "form-control"}))


def done(request: HttpRequest, act: Callable[[], object], *, said: str | Promise, to: str, pk: int) -> HttpResponse:
    """Do an act and go back to its page with what was done, or with why it was not. What is not permitted is said as such."""
    try:
        act()
    except _RISES:
        raise
    except UnfinishedError as error:
        messages.error(request, str(error))
        for problem in error.problems[:8]:
            messages.error(request, problem)
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, str(said))
    return redirect(to, pk=pk)


def attached(request: HttpRequest, user: User, *, kind: str, to: str, pk: int) -> HttpResponse:
    """Keep a file that is sent for an object."""
    form = AttachmentForm(request.POST, request.FILES)
    if not form.is_valid():
        messages.error(request, _("请选择一个文件。"))
        return redirect(to, pk=pk)
    file = form.cleaned_data["file"]
    upload = Upload(file.name, file.chunks())
    return done(
        request,
        lambda: store_file(actor=user, upload=upload, owner=Owner(kind, str(pk))),
        said=_("已上传：%(name)s") % {"name": file.name},
        to=to,
        pk=pk,
    )


def allows(check: Callable[..., object], *asked: object) -> bool:
    """Tell whether a policy lets an act through."""
    try:
        check(*asked)
    except DomainError:
        return False
    return True


def number(request: HttpRequest, name: str) -> int:
    """Return a number that a form carries; 0 for anything else."""
    text = request.POST.get(name, "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0
