"""Collecting a published file, and taking one out again."""

from typing import Any, cast

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from plumbline.rulebooks import BUNDLED_IDS
from servicecloud.collection import policies, selectors
from servicecloud.collection.errors import NotYetPublishedError
from servicecloud.collection.services import Origin, collect, withdraw
from servicecloud.errors import DomainError
from servicecloud.identity.gates import requires
from servicecloud.identity.models import User
from servicecloud.inspection.services import MOST_MEGABYTES

_DATE = forms.DateInput({"type": "date"}, format="%Y-%m-%d")
_LONGEST_SHOWN = 200


class CollectForm(forms.Form):
    """The file and where it comes from."""

    file = forms.FileField(label=gettext_lazy("文件"))
    publisher_zh = forms.CharField(label=gettext_lazy("发布单位"), max_length=120)
    place_zh = forms.CharField(label=gettext_lazy("地区"), max_length=60)
    publisher_en = forms.CharField(label=gettext_lazy("发布单位（英文）"), max_length=160, required=False)
    place_en = forms.CharField(label=gettext_lazy("地区（英文）"), max_length=80, required=False)
    source_address = forms.URLField(
        label=gettext_lazy("公开地址"), max_length=500, required=False, assume_scheme="https"
    )
    rulebook = forms.ChoiceField(
        label=gettext_lazy("规则手册"),
        required=False,
        choices=[("", gettext_lazy("按地区、表种和年度自动选用")), *((book, book) for book in BUNDLED_IDS)],
    )
    published_on = forms.DateField(label=gettext_lazy("公开日期"), required=False, widget=_DATE)

    def clean_file(self) -> "UploadedFile[Any]":
        """Refuse what is too large before it is read."""
        file = cast("UploadedFile[Any]", self.cleaned_data["file"])
        if (file.size or 0) > MOST_MEGABYTES << 20:
            raise forms.ValidationError(_("文件超过 %(size)d MB。请拆成几个文件分别收录。") % {"size": MOST_MEGABYTES})
        return file


@requires(policies.check_can_collect)
@require_http_methods(["GET", "HEAD", "POST"])
def files(request: HttpRequest) -> HttpResponse:
    """The files that were collected, and the way to a new one."""
    form = CollectForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        upload, rulebook = values.pop("file"), values.pop("rulebook")
        try:
            kept = collect(
                actor=cast("User", request.user),
                data=upload.read(),
                name=upload.name or "",
                origin=Origin(**values),
                rulebook=rulebook,
            )
        except NotYetPublishedError as error:
            form.add_error("published_on", str(error))
        except DomainError as error:
            form.add_error("file", str(error))
        else:
            messages.success(request, _("已收录 %(name)s，公众现在可以查看。") % {"name": kept})
            return redirect("office:published_files")
    rows = selectors.files_in_scope()[:_LONGEST_SHOWN]
    return render(request, "office/collection/files.html", {"form": form, "rows": rows})


@requires(policies.check_can_collect)
@require_POST
def take_out(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a file out of the collection."""
    reason = request.POST.get("reason", "").strip()[:_LONGEST_SHOWN]
    if not reason:
        messages.error(request, _("请填写撤下的原因。"))
        return redirect("office:published_files")
    try:
        withdraw(actor=cast("User", request.user), file_id=pk, reason=reason)
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("已撤下，公众不再能看到。"))
    return redirect("office:published_files")
