"""Anybody may see the head, follow the path of an entry to it, and have an export or a proof file checked."""

from typing import Any

import msgspec
from django import forms
from django.contrib.auth.decorators import login_not_required
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from plumbline.errors import Lang, PlumblineError
from servicecloud.errors import DomainError
from servicecloud.ledger.models import SealRecord
from servicecloud.ledger.selectors.heads import KeptHead, continuation
from servicecloud.ledger.selectors.proofs import Place, place_of
from servicecloud.ledger.selectors.uploads import Checked, check_upload
from servicecloud.ledger.tree import head_record
from servicecloud.limits.services import Rate, check_hit, key_of_address

LARGEST_FILE = 20 * 1024 * 1024
CHECKS = Rate(hits=20, seconds=60)
_MOST_DIGITS = 18


class EntryForm(forms.Form):
    """Which entry to look for."""

    entry = forms.IntegerField(label=gettext_lazy("记录编号"), min_value=1, max_value=2**53)


class ProofForm(forms.Form):
    """A proof or an export to check."""

    file = forms.FileField(label=gettext_lazy("文件"), widget=forms.FileInput({"accept": ".ndjson,.json"}))

    def clean_file(self) -> Any:
        """Larger exports are checked at home, with the command."""
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST_FILE:
            raise forms.ValidationError(
                _("文件超过 %(size)d MB。请用命令 plumbline verify 在本机核验。") % {"size": LARGEST_FILE // 2**20}
            )
        return file


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def proof(request: HttpRequest) -> HttpResponse:
    """The head, and what can be checked against it."""
    entry_form = EntryForm(request.GET if "entry" in request.GET else None)
    file_form = ProofForm(request.POST or None, request.FILES or None)
    place: Place | None = None
    checked: Checked | None = None
    refusal = ""
    try:
        if entry_form.is_bound and entry_form.is_valid():
            place = place_of(entry_form.cleaned_data["entry"])
        if request.method == "POST" and file_form.is_valid():
            check_hit(key=key_of_address("proof", request.META.get("REMOTE_ADDR", "")), rate=CHECKS)
            checked = check_upload(file_form.cleaned_data["file"])
    except DomainError as error:
        refusal = str(error)
    except PlumblineError as error:
        refusal = error.message(_lang())
    context = {
        "head": head_record(),
        "recent": SealRecord.objects.order_by("-number")[:10],
        "entry_form": entry_form,
        "file_form": file_form,
        "place": place,
        "checked": checked,
        "findings": [each.message(_lang()) for each in checked.findings] if checked else [],
        "refusal": refusal,
    }
    return render(request, "portal/ledger/proof.html", context)


@login_not_required
@require_safe
def proof_json(request: HttpRequest) -> JsonResponse:
    """The head for programs; with `entry` the path of an entry, with `from` the proof that the head continues an earlier one."""
    record = head_record()
    if record is None:
        return JsonResponse({"head": None})
    answer: dict[str, Any] = {
        "head": {"digest": record.digest, "count": record.last},
        "algorithm": record.algorithm,
        "seal": record.number,
        "sealed_at": record.sealed_at.isoformat(),
        "signature": {"scheme": "ed25519", "key": record.signature_key, "value": record.signature_value}
        if record.signature_value
        else None,
    }
    wanted, earlier = _number(request.GET.get("entry")), _number(request.GET.get("from"))
    try:
        if wanted is not None:
            place = place_of(wanted)
            path = [{"sibling": step.sibling, "left": step.is_left} for step in place.steps]
            answer["entry"] = {
                "id": place.entry_id,
                "sequence": place.sequence,
                "digest": place.digest,
                "path": path,
                "root": place.seal.root,
            }
        if earlier is not None:
            proof_of_both = continuation(KeptHead(earlier), KeptHead(record.last)).proof
            answer["consistency"] = msgspec.to_builtins(proof_of_both)
    except DomainError as error:
        return _problem(error.status, error.code, str(error))
    except PlumblineError as error:
        return _problem(422, error.code, error.message(_lang()))
    return JsonResponse(answer)


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isdecimal() and len(text) <= _MOST_DIGITS else None


def _problem(status: int, code: str, sentence: str) -> JsonResponse:
    return JsonResponse({"code": code, "detail": sentence}, status=status)


def _lang() -> Lang:
    return "en" if (get_language() or "").startswith("en") else "zh"
