"""The files of an enterprise."""

import uuid
from typing import cast

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from servicecloud.directory.models import Enterprise
from servicecloud.directory.ownership import ENTERPRISE, check_can_change, check_can_read
from servicecloud.errors import DomainError, NotPermittedError
from servicecloud.files.enums import IMAGES
from servicecloud.files.errors import FileTooLargeError
from servicecloud.files.selectors import files_of
from servicecloud.files.services import Owner, Upload, remove_file, store_file
from servicecloud.files.uploading import FLAG
from servicecloud.identity.models import User
from servicecloud.identity.standing import standing_of


class UploadForm(forms.Form):
    """One file."""

    file = forms.FileField(label=gettext_lazy("文件"), widget=forms.FileInput({"class": "form-control"}))


@require_http_methods(["GET", "HEAD", "POST"])
def enterprise_files(request: HttpRequest, pk: int) -> HttpResponse:
    """The enterprise's papers: list, upload, remove."""
    user = cast("User", request.user)
    enterprise = Enterprise.objects.get(pk=pk)
    check_can_read(user, str(pk))
    may_change = _may_change(user, pk)
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST":
        check_can_change(user, str(pk))
        if request.META.get(FLAG):
            form = UploadForm(QueryDict())
            form.full_clean()
            form.errors.clear()
            form.add_error(None, str(FileTooLargeError(limit=settings.FILE_LARGEST_BYTES // (1024 * 1024))))
        elif form.is_valid() and _keep(form, user=user, pk=pk):
            messages.success(request, _("已上传：%(name)s") % {"name": form.cleaned_data["file"].name})
            return redirect("portal:enterprise_files", pk=pk)
    home = "office:enterprise" if standing_of(user).is_office else "portal:own_enterprise"
    context = {
        "enterprise": enterprise,
        "form": form,
        "files": [(file, file.kind in IMAGES) for file in files_of(ENTERPRISE, pk)],
        "may_change": may_change,
        "limit": settings.FILE_LARGEST_BYTES // (1024 * 1024),
        "back": reverse(home, args=[pk]),
    }
    return render(request, "portal/files/enterprise_files.html", context)


@require_POST
def remove(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Take a file away and return to the object it belonged to."""
    file = remove_file(actor=cast("User", request.user), file_id=pk)
    messages.success(request, _("已删除：%(name)s") % {"name": file.name})
    if file.owner_kind == ENTERPRISE:
        return redirect("portal:enterprise_files", pk=int(file.owner_id))
    return redirect("portal:after_sign_in")


def _keep(form: UploadForm, *, user: User, pk: int) -> bool:
    file = form.cleaned_data["file"]
    try:
        store_file(actor=user, upload=Upload(file.name, file.chunks()), owner=Owner(ENTERPRISE, str(pk)))
    except DomainError as error:
        form.add_error("file", str(error))
        return False
    return True


def _may_change(user: User, pk: int) -> bool:
    try:
        check_can_change(user, str(pk))
    except NotPermittedError:
        return False
    return True
