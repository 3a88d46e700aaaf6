"""The queue, the schedule, and trying failed work again."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from servicecloud.errors import DomainError
from servicecloud.identity.gates import requires
from servicecloud.identity.policies import check_can_run_platform
from servicecloud.pages.filters import FilterForm
from servicecloud.pages.listing import Column, build_listing
from servicecloud.tasks import selectors, services

STATUSES = [
    ("READY", gettext_lazy("等待")),
    ("RUNNING", gettext_lazy("进行中")),
    ("FAILED", gettext_lazy("失败")),
    ("SUCCESSFUL", gettext_lazy("完成")),
]
COLUMNS = (
    Column("task", gettext_lazy("任务"), ("task_path",)),
    Column("status", gettext_lazy("状态"), ("status",)),
    Column("enqueued", gettext_lazy("排队时间"), ("enqueued_at",)),
    Column("finished", gettext_lazy("完成时间"), ("finished_at",)),
    Column("note", gettext_lazy("说明")),
)


class TaskFilterForm(FilterForm):
    """Which tasks to show."""

    q = None  # type: ignore[assignment]
    status = forms.ChoiceField(label=gettext_lazy("状态"), choices=[("", gettext_lazy("全部")), *STATUSES])


@requires(check_can_run_platform)
@require_safe
def tasks(request: HttpRequest) -> HttpResponse:
    """What waits, runs, failed and is done."""
    filters = TaskFilterForm(request.GET)
    rows = selectors.queue(status=filters.chosen().get("status", ""))
    listing = build_listing(rows, columns=COLUMNS, query=request.GET, default="-enqueued")
    counts = selectors.counts()
    context: dict[str, Any] = {
        "filters": filters,
        "listing": listing,
        "lines": [(row, dict(STATUSES).get(row.status, row.status), _last_line(row.traceback)) for row in listing.page],
        "counts": [(key, label, counts.get(key, 0)) for key, label in STATUSES],
        "schedule": selectors.schedule(),
        "workers": selectors.living_workers(now=timezone.now()),
    }
    return render(request, "office/tasks/tasks.html", context)


@requires(check_can_run_platform)
@require_POST
def retry(request: HttpRequest, pk: str) -> HttpResponse:
    """Try failed work again."""
    try:
        services.retry(task_id=pk)
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("已重新排队。"))
    return redirect("office:tasks")


@requires(check_can_run_platform)
@require_safe
def task(request: HttpRequest, pk: str) -> HttpResponse:
    """One task: what it was asked, how often it was tried, and for a failure the whole traceback."""
    found = selectors.queue().get(pk=pk)
    context = {"task": found, "status": dict(STATUSES).get(found.status, found.status)}
    return render(request, "office/tasks/task.html", context)


@requires(check_can_run_platform)
@require_POST
def run_now(request: HttpRequest, name: str) -> HttpResponse:
    """Enqueue scheduled work ahead of its time."""
    services.run_now(name=name)
    messages.success(request, _("已加入队列。"))
    return redirect("office:tasks")


def _last_line(traceback: str) -> str:
    lines = traceback.strip().splitlines()
    return lines[-1] if lines else ""
