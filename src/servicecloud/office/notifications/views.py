"""What left the site, what waits, what could not leave."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from servicecloud.errors import DomainError
from servicecloud.identity.gates import requires
from servicecloud.identity.policies import check_can_run_platform
from servicecloud.notifications import selectors, sending
from servicecloud.notifications.enums import DeliveryState
from servicecloud.notifications.kinds import KINDS
from servicecloud.pages.filters import FilterForm
from servicecloud.pages.listing import Column, build_listing

COLUMNS = (
    Column("recipient", gettext_lazy("接收人")),
    Column("kind", gettext_lazy("通知类型")),
    Column("channel", gettext_lazy("渠道"), ("channel",)),
    Column("state", gettext_lazy("状态"), ("state",)),
    Column("attempts", gettext_lazy("尝试次数"), ("attempts",), is_number=True),
    Column("next", gettext_lazy("下次尝试"), ("next_try_at",)),
    Column("sent", gettext_lazy("发送时间"), ("sent_at",)),
    Column("note", gettext_lazy("说明")),
)


class DeliveryFilterForm(FilterForm):
    """Which deliveries to show."""

    q = None  # type: ignore[assignment]
    state = forms.ChoiceField(label=gettext_lazy("状态"), choices=[("", gettext_lazy("全部")), *DeliveryState.choices])


@requires(check_can_run_platform)
@require_safe
def deliveries(request: HttpRequest) -> HttpResponse:
    """Every line: to whom, by which channel, how often tried, why not. The text itself is the recipient's."""
    filters = DeliveryFilterForm(request.GET)
    rows = selectors.deliveries(state=filters.chosen().get("state", ""))
    listing = build_listing(rows, columns=COLUMNS, query=request.GET, default="-sent")
    kinds = {kind: str(known.label) for kind, known in KINDS.items()}
    lines = [(row, kinds.get(row.notification.kind, row.notification.kind)) for row in listing.page]
    return render(
        request, "office/notifications/deliveries.html", {"filters": filters, "listing": listing, "lines": lines}
    )


@requires(check_can_run_platform)
@require_POST
def retry(request: HttpRequest, pk: int) -> HttpResponse:
    """Send again what failed."""
    try:
        sending.retry(delivery_id=pk)
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("已重新排队。"))
    return redirect("office:deliveries")
