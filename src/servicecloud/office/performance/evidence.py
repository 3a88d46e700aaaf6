"""Files that support a row of the self-evaluation: what the declaration asks for, upload, removal."""

import uuid
from typing import cast

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from servicecloud.errors import DomainError, NotFoundError
from servicecloud.files.errors import FileTooLargeError
from servicecloud.files.selectors import files_of
from servicecloud.files.services import Owner, Upload, remove_file, store_file
from servicecloud.files.uploading import FLAG
from servicecloud.identity.gates import requires
from servicecloud.identity.models import User
from servicecloud.office.performance.showing import allows
from servicecloud.performance import policies
from servicecloud.performance.evidence_files import EVIDENCE, check_can_change, owner_key
from servicecloud.performance.selectors import projects as reading
from servicecloud.performance.services.targets import target_in_force


class EvidenceForm(forms.Form):
    """One file."""

    file = forms.FileField(label=gettext_lazy("文件"), widget=forms.FileInput({"class": "form-control"}))


@requires(policies.check_can_read_projects)
@require_http_methods(["GET", "HEAD", "POST"])
def evidence(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """The files of a row."""
    user, found = cast("User", request.user), reading.project_with_documents(pk)
    document = reading.evaluation_of(found)
    row = target_in_force(document.target).row(key) if document else None
    if document is None or row is None:
        raise NotFoundError
    owner = owner_key(pk, key)
    form = EvidenceForm(request.POST or None, request.FILES or None)
    if request.method == "POST":
        check_can_change(user, owner)
        if request.META.get(FLAG):
            form = EvidenceForm(QueryDict())
            form.full_clean()
            form.errors.clear()
            form.add_error(None, str(FileTooLargeError(limit=settings.FILE_LARGEST_BYTES // (1024 * 1024))))
        elif form.is_valid() and _keep(form, user=user, owner=owner):
            messages.success(request, _("已上传：%(name)s") % {"name": form.cleaned_data["file"].name})
            return redirect("office:row_evidence", pk=pk, key=key)
    context = {
        "project": found,
        "row": row,
        "form": form,
        "files": files_of(EVIDENCE, owner),
        "may_change": allows(check_can_change, user, owner),
        "limit": settings.FILE_LARGEST_BYTES // (1024 * 1024),
    }
    return render(request, "office/performance/evidence.html", context)


@require_POST
@requires(policies.check_declares)
def remove(request: HttpRequest, pk: int, key: str, file: uuid.UUID) -> HttpResponse:
    """Take a file away again."""
    if not files_of(EVIDENCE, owner_key(pk, key)).filter(pk=file).exists():
        raise NotFoundError
    remove_file(actor=cast("User", request.user), file_id=file)
    messages.success(request, _("已删除文件。"))
    return redirect("office:row_evidence", pk=pk, key=key)


def _keep(form: EvidenceForm, *, user: User, owner: str) -> bool:
    file = form.cleaned_data["file"]
    try:
        store_file(actor=user, upload=Upload(file.name, file.chunks()), owner=Owner(EVIDENCE, owner))
    except DomainError as error:
        form.add_error("file", str(error))
        return False
    return True
