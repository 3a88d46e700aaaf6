"""The addresses an organisation wants to be told at."""

import uuid
from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from servicecloud.errors import DomainError
from servicecloud.identity.models import Organisation, User
from servicecloud.integrations import policies, selectors
from servicecloud.integrations.events import EVENTS
from servicecloud.integrations.models import Webhook
from servicecloud.integrations.services import webhooks as services
from servicecloud.portal.integrations.forms import WebhookForm


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def webhooks(request: HttpRequest, pk: int) -> HttpResponse:
    """The addresses in use; the secret of a new one is shown once."""
    organisation, user = Organisation.objects.get(pk=pk), cast("User", request.user)
    policies.check_can_manage_webhooks(user, organisation)
    form = WebhookForm(request.POST or None)
    secret = ""
    if request.method == "POST" and form.is_valid():
        try:
            made = services.register_webhook(actor=user, organisation=organisation, **form.cleaned_data)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            secret, form = made.secret, WebhookForm()
    lines = [(row, [EVENTS[event] for event in row.events]) for row in selectors.webhooks_of(organisation)]
    context = {"organisation": organisation, "form": form, "lines": lines, "secret": secret}
    return render(request, "portal/integrations/webhooks.html", context)


@require_safe
def webhook(request: HttpRequest, pk: int, webhook: int) -> HttpResponse:
    """One address with what was sent there."""
    found = _in_use(request, pk=pk, webhook=webhook)
    context = {
        "organisation": found.organisation,
        "webhook": found,
        "events": [EVENTS[event] for event in found.events],
        "deliveries": selectors.latest_deliveries(found),
    }
    return render(request, "portal/integrations/webhook.html", context)


@require_POST
def end(request: HttpRequest, pk: int, webhook: int) -> HttpResponse:
    """Stop."""
    found = _in_use(request, pk=pk, webhook=webhook)
    services.end_webhook(actor=cast("User", request.user), webhook_id=found.pk)
    messages.success(request, _("已停用这个通知地址。"))
    return redirect("portal:webhooks", pk=pk)


@require_POST
def ping(request: HttpRequest, pk: int, webhook: int) -> HttpResponse:
    """Send a trial event."""
    found = _in_use(request, pk=pk, webhook=webhook)
    services.send_ping(actor=cast("User", request.user), webhook_id=found.pk)
    messages.success(request, _("已发出一条测试通知，结果稍后显示在下面。"))
    return redirect("portal:webhook", pk=pk, webhook=webhook)


@require_POST
def again(request: HttpRequest, pk: int, webhook: int, delivery: uuid.UUID) -> HttpResponse:
    """Send a delivery once more."""
    _in_use(request, pk=pk, webhook=webhook)
    services.send_again(actor=cast("User", request.user), delivery_id=delivery)
    messages.success(request, _("已重新安排发送。"))
    return redirect("portal:webhook", pk=pk, webhook=webhook)


def _in_use(request: HttpRequest, *, pk: int, webhook: int) -> Webhook:
    found = selectors.webhook_in_scope(webhook)
    if found.organisation_id != pk:
        raise Webhook.DoesNotExist
    policies.check_can_manage_webhooks(cast("User", request.user), found.organisation)
    return found
