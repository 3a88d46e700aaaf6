"""What a person wants to be told, by which channel, and when."""

from datetime import time
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from servicecloud.identity.models import User
from servicecloud.notifications import selectors, services
from servicecloud.notifications.channels import configured
from servicecloud.notifications.kinds import choosable


class WishesForm(forms.Form):
    """Quiet hours and the digest; the kinds and channels are a table of boxes beside it."""

    quiet_from = forms.TimeField(
        label=_("免打扰开始"), required=False, widget=forms.TimeInput({"type": "time"}, format="%H:%M")
    )
    quiet_until = forms.TimeField(
        label=_("免打扰结束"), required=False, widget=forms.TimeInput({"type": "time"}, format="%H:%M")
    )
    is_digest = forms.BooleanField(
        label=_("邮件每天汇总成一封"), required=False, help_text=_("紧急通知不受免打扰和汇总的限制。")
    )
    digest_at = forms.TimeField(
        label=_("汇总时间"), initial=time(8, 30), widget=forms.TimeInput({"type": "time"}, format="%H:%M")
    )

    def clean(self) -> dict[str, Any]:
        """Quiet hours have a beginning and an end, or neither."""
        cleaned: dict[str, Any] = super().clean() or {}
        first, last = cleaned.get("quiet_from"), cleaned.get("quiet_until")
        if (first is None) != (last is None):
            self.add_error(
                "quiet_until" if last is None else "quiet_from", _t("免打扰的开始和结束时间要一起填写，或都不填写。")
            )
        if first is not None and first == last:
            self.add_error("quiet_until", _t("开始和结束不能是同一时间。"))
        return cleaned


@require_http_methods(["GET", "HEAD", "POST"])
def wishes(request: HttpRequest) -> HttpResponse:
    """Choose per kind and channel, set quiet hours and the digest."""
    user = cast("User", request.user)
    habits = selectors.habits_of(user)
    initial = {name: getattr(habits, name) for name in ("quiet_from", "quiet_until", "is_digest", "digest_at")}
    form = WishesForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        _keep(request, user, form.cleaned_data)
        messages.success(request, _t("通知设置已保存。"))
        return redirect("portal:notification_settings")
    context = {"form": form, "channels": configured(), "rows": _rows(user)}
    return render(request, "portal/notifications/settings.html", context)


@transaction.atomic
def _keep(request: HttpRequest, user: User, values: dict[str, Any]) -> None:
    quiet = (values["quiet_from"], values["quiet_until"]) if values["quiet_from"] else None
    services.set_habits(user=user, quiet=quiet, is_digest=values["is_digest"], digest_at=values["digest_at"])
    for (kind, channel), is_on in selectors.wishes_of(user).items():
        wanted = f"{_group_of(kind)}:{channel}" in request.POST.getlist("wanted")
        if wanted != is_on:
            services.set_preference(user=user, kind=kind, channel=channel, is_muted=not wanted)


def _rows(user: User) -> list[tuple[str, list[tuple[str, str, bool]]]]:
    """Return a row per label with its boxes; kinds with one label are one row."""
    on = selectors.wishes_of(user)
    rows = []
    for kind, known in choosable():
        if _group_of(kind) == kind:
            rows.append((str(known.label), [(f"{kind}:{c.value}", str(c.label), on[kind, c]) for c in configured()]))
    return rows


def _group_of(kind: str) -> str:
    """Return the first kind with the same label; it stands for all of them."""
    known = dict(choosable())
    return next(name for name, other in known.items() if str(other.label) == str(known[kind].label))
