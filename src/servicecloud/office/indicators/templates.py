"""Target templates: the list, one with its versions, making one (also from a target table), revising, retiring."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from servicecloud.activity.selectors import timeline_of
from servicecloud.errors import DomainError, InvalidInputError
from servicecloud.identity.gates import requires
from servicecloud.identity.models import Organisation, User
from servicecloud.indicators import policies
from servicecloud.indicators.enums import LibraryState
from servicecloud.indicators.errors import RetiredError, RetireReasonError
from servicecloud.indicators.selectors import offered
from servicecloud.indicators.services import templates as acts
from servicecloud.indicators.values import Origin, TemplateRow, rows_from_json
from servicecloud.office.performance.grid import rows_of
from servicecloud.performance.enums import ProjectCategory
from servicecloud.performance.selectors import projects as reading
from servicecloud.performance.services.rows import weight_of
from servicecloud.performance.values import TargetContent, from_json
from servicecloud.versioning import StaleRecordError

BLANK_ROWS = 6


class TemplateForm(forms.Form):
    """What a template is called and for which projects it is; its rows stand in a grid below."""

    owner = forms.TypedChoiceField(label=gettext_lazy("归属单位"), coerce=int)
    name = forms.CharField(label=gettext_lazy("模板名称"), max_length=80)
    project_category = forms.ChoiceField(
        label=gettext_lazy("适用的项目类别"),
        choices=[("", gettext_lazy("全部")), *ProjectCategory.choices],
        required=False,
    )

    def __init__(self, *args: Any, owners: list[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].choices = [(owner.pk, str(owner)) for owner in owners]  # type: ignore[attr-defined]


@requires(policies.check_can_read_library)
@require_safe
def templates(request: HttpRequest) -> HttpResponse:
    """The templates that are offered to the person."""
    user = cast("User", request.user)
    rows = offered.templates_seen(offered.owners_seen(user)).order_by("state", "name", "pk")[:200]
    lines = [(row, _category(row.project_category), len(row.current.rows) if row.current else 0) for row in rows]
    context = {"lines": lines, "can_add": bool(policies.owners_kept_by(user))}
    return render(request, "office/indicators/templates.html", context)


@requires(policies.check_can_read_library)
@require_safe
def template(request: HttpRequest, pk: int) -> HttpResponse:
    """One template: the version asked for, else the one in force."""
    user = cast("User", request.user)
    found = offered.template_seen(user, pk)
    versions = offered.template_versions_of(found)
    asked = request.GET.get("version", "")
    shown = next((each for each in versions if str(each.number) == asked), versions[0])
    context = {
        "template": found,
        "category": _category(found.project_category),
        "versions": versions,
        "shown": shown,
        "rows": rows_from_json(shown.rows),
        "can_keep": found.owner_id in {owner.pk for owner in policies.owners_kept_by(user)},
        "is_retired": found.state == LibraryState.RETIRED,
        "timeline": timeline_of(found, limit=8),
    }
    return render(request, "office/indicators/template.html", context)


@requires(policies.check_keeps_library)
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """Make a template; with `from` it begins with the rows of a target table in reach."""
    user = cast("User", request.user)
    owners = policies.owners_kept_by(user)
    goal, rows = _begun(request.GET.get("from", ""))
    form = TemplateForm(request.POST or None, owners=owners)
    if request.method == "POST":
        goal, rows = request.POST.get("goal", ""), typed_rows(request.POST)
        if form.is_valid():
            owner = next(each for each in owners if each.pk == form.cleaned_data["owner"])
            try:
                values = {**form.cleaned_data, "goal": goal, "rows": rows}
                made = acts.add_template(actor=user, owner=owner, values=values)
            except InvalidInputError as error:
                for name, sentences in error.fields.items():
                    form.add_error(name, sentences)
            except DomainError as error:
                form.add_error(None, str(error))
            else:
                messages.success(request, _("已建立模板。"))
                return redirect("office:template", pk=made.pk)
    return render(request, "office/indicators/template_form.html", {"form": form, **_grid(goal, rows)})


@requires(policies.check_keeps_library)
@require_http_methods(["GET", "HEAD", "POST"])
def revise(request: HttpRequest, pk: int) -> HttpResponse:
    """Write a new version; after a clash what was typed stays, with the present version beside it."""
    user = cast("User", request.user)
    found = offered.template_seen(user, pk)
    policies.check_can_keep(user, found.owner_id)
    goal, rows = (found.current.goal, rows_from_json(found.current.rows)) if found.current else ("", ())
    version, sentence, status = found.version, "", 200
    reason = request.POST.get("change_reason", "")
    if request.method == "POST":
        goal, rows = request.POST.get("goal", ""), typed_rows(request.POST)
        text = request.POST.get("version", "")
        version = int(text) if text.isdecimal() and len(text) < 10 else 0
        try:
            acts.revise_template(
                actor=user,
                template_id=pk,
                expected=version,
                values={"goal": goal, "rows": rows},
                reason=reason,
            )
        except StaleRecordError as error:
            version, sentence, status = error.current.version, str(error), error.status
        except InvalidInputError as error:
            sentence, status = f"{_('修订说明')}：{'；'.join(error.fields['change_reason'])}", error.status
        except DomainError as error:
            sentence, status = str(error), error.status
        else:
            messages.success(request, _("已发布新版本。"))
            return redirect("office:template", pk=pk)
    context = {
        "template": found,
        "version": version,
        "sentence": sentence,
        "reason": reason,
        "is_stale": status == StaleRecordError.status,
        **_grid(goal, rows),
    }
    return render(request, "office/indicators/template_form.html", context, status=status)


@require_POST
@requires(policies.check_keeps_library)
def retire(request: HttpRequest, pk: int) -> HttpResponse:
    """Offer a template no longer."""
    try:
        acts.retire_template(actor=cast("User", request.user), template_id=pk, reason=request.POST.get("reason", ""))
    except (RetiredError, RetireReasonError) as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("已停用。按它填报的目标表不受影响。"))
    return redirect("office:template", pk=pk)


@require_POST
@requires(policies.check_keeps_library)
def restore(request: HttpRequest, pk: int) -> HttpResponse:
    """Offer it again."""
    acts.restore_template(actor=cast("User", request.user), template_id=pk)
    messages.success(request, _("已恢复使用。"))
    return redirect("office:template", pk=pk)


def typed_rows(posted: QueryDict) -> tuple[TemplateRow, ...]:
    """Return the rows of the grid; the hidden key of a row is the library version it came from (indicator:number)."""
    found = []
    for cells in rows_of(posted):
        indicator, _colon, number = cells["key"].partition(":")
        is_known = indicator.isdecimal() and number.isdecimal() and len(cells["key"]) < 20
        found.append(
            TemplateRow(
                level1=cells["level1"].strip()[:30],
                level2=cells["level2"].strip()[:40],
                level3=cells["level3"].strip()[:120],
                target=cells["target"].strip()[:200],
                weight=weight_of(cells["weight"]),
                origin=Origin(indicator=int(indicator), number=int(number)) if is_known else None,
            )
        )
    return tuple(found)


def _begun(text: str) -> tuple[str, tuple[TemplateRow, ...]]:
    """Return goal and rows of a project's target table, without where its values come from; nothing where none is named."""
    if not text.isdecimal() or len(text) > 9:
        return "", ()
    content = from_json(reading.project_with_documents(int(text)).target.content, TargetContent)
    names = ("level1", "level2", "level3", "target", "weight", "origin")
    return content.goal, tuple(TemplateRow(**{name: getattr(row, name) for name in names}) for row in content.rows)


def _grid(goal: str, rows: Sequence[TemplateRow]) -> dict[str, Any]:
    blank = [TemplateRow() for _number in range(BLANK_ROWS)]
    lines = [
        (number, row, "" if row.weight is None else f"{row.weight.normalize():f}")
        for number, row in enumerate([*rows, *blank], start=1)
    ]
    return {"goal": goal, "lines": lines}


def _category(value: str) -> str:
    return str(ProjectCategory(value).label) if value in ProjectCategory.values else str(_("全部"))
