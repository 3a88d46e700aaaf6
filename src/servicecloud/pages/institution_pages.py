"""The pages of an institution that both shells have: the entry, its edit, its qualifications.

A `Face` says whose shell it is; the addresses below the entry's own are the same in both.
"""

from dataclasses import dataclass
from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from servicecloud.activity.selectors import timeline_of
from servicecloud.directory import policies
from servicecloud.directory.institution_selectors import institution_in_scope, qualification_in_scope
from servicecloud.directory.models import Institution, Qualification
from servicecloud.directory.qualifications import standings
from servicecloud.directory.services import institutions as services
from servicecloud.directory.services.reveals import reveal_institution_contact
from servicecloud.errors import DomainError, InvalidInputError
from servicecloud.identity.models import User
from servicecloud.pages.acting import put_errors
from servicecloud.pages.entries import PERSONAL
from servicecloud.pages.entry_pages import compare_page
from servicecloud.pages.institutions import (
    LIGHT_TAGS,
    InstitutionForm,
    QualificationForm,
    WithdrawalForm,
    labels_of,
)
from servicecloud.versioning import StaleRecordError


@dataclass(frozen=True)
class Face:
    """One shell: its template, the entry's address, and the list above it."""

    shell: str
    entry: str
    list: str
    list_label: str | Promise

    def crumbs(self, institution: Institution) -> dict[str, Any]:
        """Return what every page below an entry needs."""
        links = {"list_url": reverse(self.list), "list_label": self.list_label, "base": self.base(institution.pk)}
        return {"shell": self.shell, "institution": institution, **links}

    def base(self, institution_id: int) -> str:
        """Return the entry's address."""
        return reverse(self.entry, args=[institution_id])


def entry(request: HttpRequest, pk: int, *, face: Face) -> HttpResponse:
    """The full entry with its qualifications, and what was done to it."""
    found = institution_in_scope(pk)
    user = cast("User", request.user)
    context = {
        **face.crumbs(found),
        "fields_of_service": labels_of(found.fields_of_service),
        "lines": [
            (item, LIGHT_TAGS[item.light]) for item in standings(found.qualifications.all(), today=timezone.localdate())
        ],
        "may_edit": _may_edit(user, found),
        "may_verify": policies.keeps_register(user),
        "timeline": timeline_of(found),
    }
    return render(request, "institutions/entry.html", context)


def edit(request: HttpRequest, pk: int, *, face: Face) -> HttpResponse:
    """Change an entry; a clash shows both versions and keeps what was typed."""
    found = institution_in_scope(pk)
    user = cast("User", request.user)
    policies.check_can_edit_enterprise(user, found)
    form = InstitutionForm(request.POST or None, initial=InstitutionForm.initial_of(found))
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"]
        try:
            services.edit_institution(actor=user, institution_id=pk, expected=version, values=form.values())
        except StaleRecordError as error:
            kind = {"template": "institutions/compare.html", "form": InstitutionForm}
            return compare_page(request, error, data=request.POST, **kind, **face.crumbs(found))  # type: ignore[arg-type]
        messages.success(request, _("已保存。"))
        return redirect(face.entry, pk=pk)
    return render(request, "institutions/edit.html", {**face.crumbs(found), "entry": found, "form": form})


def add_qualification(request: HttpRequest, pk: int, *, face: Face) -> HttpResponse:
    """Enter a certificate."""
    found = institution_in_scope(pk)
    user = cast("User", request.user)
    policies.check_can_edit_enterprise(user, found)
    form = QualificationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.add_qualification(actor=user, institution_id=pk, values=form.cleaned_data)
        except InvalidInputError as error:
            put_errors(form, error)
        else:
            messages.success(request, _("已登记资质。"))
            return redirect(face.entry, pk=pk)
    context = {**face.crumbs(found), "form": form, "title": _("登记资质"), "former": None}
    return render(request, "institutions/qualification.html", context)


def renew_qualification(request: HttpRequest, pk: int, qualification: int, *, face: Face) -> HttpResponse:
    """Enter the certificate that follows a former one."""
    former = _open(request, pk, qualification)
    form = QualificationForm(request.POST or None, initial=_follow_up(former))
    if request.method == "POST" and form.is_valid():
        user = cast("User", request.user)
        try:
            services.renew_qualification(actor=user, qualification_id=former.pk, values=form.cleaned_data)
        except InvalidInputError as error:
            put_errors(form, error)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("已登记续期，原证书保留在历史中。"))
            return redirect(face.entry, pk=pk)
    context = {**face.crumbs(former.institution), "form": form, "title": _("资质续期"), "former": former}
    return render(request, "institutions/qualification.html", context)


def withdraw_qualification(request: HttpRequest, pk: int, qualification: int, *, face: Face) -> HttpResponse:
    """Take a certificate out of force."""
    former = _open(request, pk, qualification)
    form = WithdrawalForm(request.POST or None, initial={"on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        user = cast("User", request.user)
        try:
            services.withdraw_qualification(actor=user, qualification_id=former.pk, **form.cleaned_data)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("资质已作废，记录保留在历史中。"))
            return redirect(face.entry, pk=pk)
    context = {**face.crumbs(former.institution), "form": form, "title": _("作废资质"), "former": former}
    return render(request, "institutions/qualification.html", context)


def reveal(request: HttpRequest, pk: int, field: str, *, face: Face) -> HttpResponse:
    """Show one personal value in plain text; who looked is kept."""
    if field not in PERSONAL:
        raise Http404
    value = reveal_institution_contact(actor=cast("User", request.user), institution_id=pk, field=field)
    if request.headers.get("HX-Request"):
        return HttpResponse(value, content_type="text/plain; charset=utf-8")
    return render(request, "components/revealed.html", {"value": value, "back": face.base(pk)})


def _open(request: HttpRequest, pk: int, qualification: int) -> Qualification:
    found = qualification_in_scope(pk, qualification)
    policies.check_can_edit_enterprise(cast("User", request.user), found.institution)
    return found


def _may_edit(user: User, institution: Institution) -> bool:
    try:
        policies.check_can_edit_enterprise(user, institution)
    except DomainError:
        return False
    return True


def _follow_up(former: Qualification) -> dict[str, Any]:
    """Return the former certificate's words; the dates of the new one have to be read from it."""
    return {name: getattr(former, name) for name in ("name_zh", "name_en", "number", "issued_by")}
