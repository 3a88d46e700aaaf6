"""What the pages of oversight share: words that are typed for an act, files that are attached, numbers from the request."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from servicecloud.errors import DomainError
from servicecloud.files.services import Owner, Upload, store_file
from servicecloud.identity.models import User
from servicecloud.pages.acting import done


class AttachmentForm(forms.Form):
    """One file."""

    file = forms.FileField(label=gettext_lazy("文件"), widget=forms.FileInput({"class": "form-control"}))


def words_field(label: str | Promise, *, rows: int = 4, longest: int = 4000, **more: object) -> forms.CharField:
    """Make a field for what a person has to say."""
    widget = forms.Textarea({"rows": rows})
    return forms.CharField(label=label, max_length=longest, widget=widget, **more)  # type: ignore[arg-type]


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
