"""What the person was told."""

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from servicecloud.identity.models import User
from servicecloud.notifications import selectors, services
from servicecloud.notifications.enums import Channel


@require_safe
def notifications(request: HttpRequest) -> HttpResponse:
    """The latest, unread ones marked."""
    user = cast("User", request.user)
    context = {"told": selectors.notifications_of(user), "wants_letters": selectors.wants_letters(user)}
    return render(request, "portal/notifications/notifications.html", context)


@require_POST
def read(request: HttpRequest) -> HttpResponse:
    """Mark all as read."""
    services.mark_read(user=cast("User", request.user))
    return redirect("portal:notifications")


@require_POST
def read_one(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark one as read."""
    services.mark_read(user=cast("User", request.user), notification_id=pk)
    return redirect("portal:notifications")


@require_POST
def letters(request: HttpRequest) -> HttpResponse:
    """Want letters, or not."""
    wanted = request.POST.get("letters") == "yes"
    services.set_preference(user=cast("User", request.user), channel=Channel.EMAIL, is_muted=not wanted)
    messages.success(request, _("以后会同时发邮件通知您。") if wanted else _("以后只在站内通知您。"))
    return redirect("portal:notifications")
