"""Monitoring pages: lights and forecast beside each row, causes and measures to fill in, the official form out."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from plumbline.audit.light_rules import light_rules
from plumbline.audit.lights import RowLight
from servicecloud.errors import DomainError, NotFoundError
from servicecloud.identity.gates import requires
from servicecloud.identity.models import User
from servicecloud.office.performance.clashes import ClashLine, clash_lines, taken_of
from servicecloud.office.performance.comparing_periods import of_period
from servicecloud.office.performance.monitored_money import monitored_money, why_untold
from servicecloud.office.performance.printing import CAUSE_LABELS, LIKELIHOOD_LABELS
from servicecloud.office.performance.showing import allows, file_response, head_lines
from servicecloud.oversight import policies as oversight
from servicecloud.performance import policies
from servicecloud.performance.enums import Document, ProjectState
from servicecloud.performance.errors import IncompleteError
from servicecloud.performance.models import Monitoring
from servicecloud.performance.selectors.auditing import Said
from servicecloud.performance.selectors.projects import monitorings_of, project_with_documents, versions_of
from servicecloud.performance.services.monitoring import (
    LEVELS_OFFERED,
    build_monitoring,
    checked,
    save_monitoring,
    send_monitoring,
)
from servicecloud.performance.services.targets import target_in_force
from servicecloud.performance.values import MonitoredRow, MonitoringContent, TargetRow, from_json
from servicecloud.versioning import StaleRecordError

LIGHTS = {
    "red": ("tag-bad", gettext_lazy("红灯")),
    "yellow": ("tag-warn", gettext_lazy("黄灯")),
    "green": ("tag-good", gettext_lazy("绿灯")),
    "blue": ("tag-accent", gettext_lazy("超额")),
}
WORD = "word-"


@dataclass(frozen=True)
class MonitoringLine:
    """One row as its page shows it."""

    row: TargetRow
    entered: MonitoredRow
    tag: str
    light: str
    pace: str
    progress: str
    levels: list[tuple[str, bool]]
    causes: list[tuple[str, str, bool]]
    likelihood: str
    untold: str
    said: list[Said]


@requires(policies.check_can_read_projects)
@require_http_methods(["GET", "HEAD", "POST"])
def monitoring(request: HttpRequest, pk: int, first: int, month: int) -> HttpResponse:
    """One period: what was reached, what the year will come to, what people say about it."""
    user = cast("User", request.user)
    found = _found(pk, first, month)
    content, sentence, status, version = from_json(found.content, MonitoringContent), "", 200, found.version
    clashes: list[ClashLine] = []
    if request.method == "POST":
        policies.check_can_declare(user, found.project.owner_id)
        expected = _version(request)
        save: dict[str, Any] = {"actor": user, "project_id": pk, "start_month": first, "end_month": month}
        try:
            saved = save_monitoring(**save, expected=expected, values=_typed(request, content), taken=taken_of(request))
            is_merged = saved.version > expected + 1
            if "send" in request.POST and not is_merged:
                send_monitoring(**save, expected=saved.version)
        except StaleRecordError as error:
            content = from_json(error.submitted["content"], MonitoringContent)
            clashes = clash_lines(error, {row.key: row.level3 for row in target_in_force(found.target).rows})
            sentence, status, version = str(error), error.status, cast("Any", error.current).version
        except IncompleteError as error:
            context = {"project": found.project, "sentence": str(error), "problems": error.problems}
            context["back_url"] = reverse("office:monitoring", args=[pk, first, month])
            return render(request, "office/performance/incomplete.html", context, status=error.status)
        else:
            said = _("已报送。") if "send" in request.POST else _("已保存。")
            merged = _("已保存，并与他人同时所作的修改合并。请看一遍再提交。")
            messages.success(request, merged if is_merged else said)
            return redirect("office:monitoring", pk=pk, first=first, month=month)
    context = _context(found, content, user) | {"sentence": sentence, "version": version, "clashes": clashes}
    return render(request, "office/performance/monitoring.html", context, status=status)


@requires(policies.check_can_read_projects)
@require_safe
def up_to(request: HttpRequest, pk: int, month: int) -> HttpResponse:
    """An address that names the last month alone leads to the table that begins first."""
    del request
    return redirect("office:monitoring", pk=pk, first=_first_up_to(pk, month), month=month)


@requires(policies.check_can_read_projects)
@require_safe
def file_up_to(request: HttpRequest, pk: int, month: int, kind: str) -> HttpResponse:
    """So does the address of its file."""
    del request
    return redirect("office:monitoring_file", pk=pk, first=_first_up_to(pk, month), month=month, kind=kind)


def _first_up_to(pk: int, month: int) -> int:
    tables = [each for each in monitorings_of(project_with_documents(pk)) if each.end_month == month]
    if not tables:
        raise NotFoundError
    return min(each.start_month for each in tables)


@require_POST
@requires(policies.check_declares)
def build(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the numbers of a period from the ledger."""
    first, month = _month(request.POST.get("start", "1")), _month(request.POST.get("month", ""))
    try:
        build_monitoring(actor=cast("User", request.user), project_id=pk, end_month=month, start_month=first)
    except DomainError as error:
        if error.status not in (409, 422):
            raise
        messages.error(request, str(error))
        return redirect("office:project", pk=pk)
    messages.success(request, _("已按台账生成监控表。"))
    return redirect("office:monitoring", pk=pk, first=first, month=month)


@requires(policies.check_can_read_projects)
@require_safe
def file(request: HttpRequest, pk: int, first: int, month: int, kind: str) -> HttpResponse:
    """The official form as a file."""
    found = _found(pk, first, month)
    content = from_json(found.content, MonitoringContent)
    form, _lights, _lint = checked(found, content)
    footer = head_lines(content, address=request.build_absolute_uri(reverse("portal:proof")))
    project = found.project
    return file_response(
        form,
        kind=kind,
        name=f"{project.name}-{project.year}-{first}至{month}月-{_('运行监控表')}",
        footer=footer,
    )


def _found(pk: int, first: int, month: int) -> Monitoring:
    project = project_with_documents(pk)
    tables = Monitoring.objects.select_related("target", "sent")
    found = tables.get(project=project, start_month=first, end_month=month)
    found.project = project
    return found


def _context(found: Monitoring, content: MonitoringContent, user: User) -> dict[str, Any]:
    form, lights, lint = checked(found, content)
    target = target_in_force(found.target)
    declares = allows(policies.check_can_declare, user, found.project.owner_id)
    money = lights.money
    return {
        "project": found.project,
        "found": found,
        "content": content,
        "form": form,
        "sources": monitored_money(content, form),
        "funds_causes": [(cause, str(label), cause in content.funds_causes) for cause, label in CAUSE_LABELS.items()],
        "money": (*light_words(money), _percent(money.pace), _percent(money.progress)),
        "goals": light_words(RowLight(lights.goals, None)),
        "together": light_words(RowLight(lights.project, None)),
        "gap": _percent(lights.gap),
        "drifts": lights.drifts,
        "rules": _rules_in_words(content.light_rules),
        "lines": [
            _line(row, content, lights.rows[number], lint.by_row.get(number, []))
            for number, row in enumerate(target.rows)
        ],
        "likelihoods": list(LIKELIHOOD_LABELS.items()),
        "lint": lint,
        "can_edit": declares,
        "compare_to": _compared_with(found),
        "is_behind": bool({lights.goals, lights.money.light} & {"red", "yellow"}),
        "can_require": allows(oversight.check_can_oversee_project, user, found.project),
        "can_adjust": declares and found.project.state == ProjectState.RUNNING,
    }


def _compared_with(found: Monitoring) -> int | None:
    """Return the number of the version sent last where the period has an earlier one to compare it with."""
    if found.sent is None:
        return None
    period = (found.start_month, found.end_month)
    sent = of_period(versions_of(found.project, Document.MONITORING), period)
    return found.sent.number if len(sent) > 1 else None


def light_words(light: RowLight) -> tuple[str, str]:
    """Return the tag and the word of a light."""
    tag, word = LIGHTS.get(light.light or "", ("", gettext_lazy("不判定")))
    return tag, str(word)


def _rules_in_words(rules_id: str) -> tuple[str, str]:
    """Return the title and the source of a way of giving lights in the active language."""
    rules = light_rules(rules_id)
    is_english = (get_language() or "").startswith("en")
    return (rules.title_en, rules.source_en) if is_english else (rules.title_zh, rules.source_zh)


def _line(row: TargetRow, content: MonitoringContent, light: RowLight, said: list[Said]) -> MonitoringLine:
    entered = content.row(row.key) or MonitoredRow(key=row.key)
    tag, word = light_words(light)
    return MonitoringLine(
        row=row,
        entered=entered,
        tag=tag,
        light=word,
        pace=_percent(light.pace),
        progress=_percent(light.progress),
        levels=[] if entered.snapshot is not None else [(each, each == entered.actual) for each in LEVELS_OFFERED],
        causes=[(cause, str(label), cause in entered.causes) for cause, label in CAUSE_LABELS.items()],
        untold=why_untold(entered),
        likelihood=str(LIKELIHOOD_LABELS.get(entered.likelihood, "")),
        said=said,
    )


def _percent(number: Decimal | None) -> str:
    return "" if number is None else f"{number:.1f}%"


def _typed(request: HttpRequest, content: MonitoringContent) -> dict[str, Any]:
    posted = request.POST
    rows = {
        row.key: {
            "causes": posted.getlist(f"causes:{row.key}"),
            "likelihood": posted.get(f"likelihood:{row.key}", row.likelihood),
            "deviation": posted.get(f"deviation:{row.key}", row.deviation),
            "level": posted.get(f"level:{row.key}", row.actual),
        }
        for row in content.rows
    }
    words = {name.removeprefix(WORD): str(text) for name, text in posted.items() if name.startswith(WORD)}
    money = {
        "funds_causes": posted.getlist("funds_causes"),
        "funds_deviation": posted.get("funds_deviation", content.funds_deviation),
    }
    return {"rows": rows, "words": words, **money}


def _month(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 3 else 0


def _version(request: HttpRequest) -> int:
    text = request.POST.get("version", "")
    return int(text) if text.isdecimal() and len(text) < 10 else 0
