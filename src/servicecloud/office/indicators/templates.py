"""Target templates: the list, one with its versions, making one (also from a target table), revising, retiring."""

from typing import Any, cast

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
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
from servicecloud.indicators.models import TargetTemplate
from servicecloud.indicators.selectors import offered
from servicecloud.indicators.services import templates as acts
from servicecloud.indicators.values import TemplateRow, rows_from_json
from servicecloud.office.indicators.clashes import TemplateContent, chosen, content_of, merged
from servicecloud.office.indicators.comparing import parts_of
from servicecloud.office.indicators.forms import category_choices
from servicecloud.office.indicators.picking import Filled, typed_rows
from servicecloud.office.performance.clashes import taken_of
from servicecloud.office.performance.comparing import changed_parts
from servicecloud.pages.acting import carried_out, done
from servicecloud.performance.enums import ProjectCategory
from servicecloud.performance.errors import NotOfferedError
from servicecloud.performance.selectors import projects as reading
from servicecloud.performance.values import TargetContent, from_json
from servicecloud.versioning import StaleRecordError

BLANK_ROWS = 6
_ROWS_TO_MEND = gettext_lazy("有的行须改正，没有保存。请看表中标出的各行。")


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
    """Make a template; with `from` it begins with the rows of a target table in reach. `take` fills rows and keeps nothing yet."""
    user = cast("User", request.user)
    owners = policies.owners_kept_by(user)
    goal, rows = _begun(request.GET.get("from", ""))
    form = TemplateForm(request.POST or None, owners=owners)
    filled = Filled(rows)
    if request.method == "POST":
        goal = request.POST.get("goal", "")
        owner = next((each for each in owners if str(each.pk) == request.POST.get("owner")), owners[0])
        filled = typed_rows(request.POST, owner_id=owner.pk)
        if "take" in request.POST:
            form = TemplateForm(initial=request.POST.dict(), owners=owners)
        elif filled.faults():
            form.add_error(None, str(_ROWS_TO_MEND))
        else:
            values = {"goal": goal, "rows": filled.rows}
            made = carried_out(
                form, lambda typed: acts.add_template(actor=user, owner=owner, values={**typed, **values})
            )
            if made:
                messages.success(request, _("已建立模板。"))
                return redirect("office:template", pk=made.pk)
    return render(request, "office/indicators/template_form.html", {"form": form, **_grid(request, goal, filled)})


@requires(policies.check_keeps_library)
@require_http_methods(["GET", "HEAD", "POST"])
def revise(request: HttpRequest, pk: int) -> HttpResponse:
    """Write a new version; what somebody else published meanwhile is merged, and where both wrote at the same row it is chosen."""
    user = cast("User", request.user)
    found = offered.template_seen(user, pk)
    policies.check_can_keep(user, found.owner_id)
    if request.method != "POST":
        current = content_of(found.current)
        return _revision(request, found, current.goal, Filled(current.rows))
    filled = typed_rows(request.POST, owner_id=found.owner_id)
    mine = chosen(
        TemplateContent(goal=request.POST.get("goal", ""), rows=filled.rows), found.current, taken_of(request)
    )
    if "take" in request.POST:
        return _revision(request, found, mine.goal, filled, version=_posted(request, "version"))
    more: dict[str, Any] = {"version": _posted(request, "version"), "base": _posted(request, "base")}
    if filled.faults():
        return _revision(request, found, mine.goal, filled, sentence=str(_ROWS_TO_MEND), status=422, **more)
    try:
        acts.revise_template(
            actor=user,
            template_id=pk,
            expected=more["version"],
            values={"goal": mine.goal, "rows": mine.rows},
            reason=request.POST.get("change_reason", ""),
        )
    except StaleRecordError as error:
        return _clashed(request, offered.template_seen(user, pk), mine, base=more["base"], sentence=str(error))
    except InvalidInputError as error:
        more["sentence"] = f"{_('修订说明')}：{'；'.join(error.fields['change_reason'])}"
        return _revision(request, found, mine.goal, Filled(mine.rows), status=error.status, **more)
    except DomainError as error:
        return _revision(request, found, mine.goal, Filled(mine.rows), sentence=str(error), status=error.status, **more)
    messages.success(request, _("已发布新版本。"))
    return redirect("office:template", pk=pk)


@require_POST
@requires(policies.check_keeps_library)
def retire(request: HttpRequest, pk: int) -> HttpResponse:
    """Offer a template no longer."""
    user, reason = cast("User", request.user), request.POST.get("reason", "")
    return done(
        request,
        lambda: acts.retire_template(actor=user, template_id=pk, reason=reason),
        said=_("已停用。按它填报的目标表不受影响。"),
        to="office:template",
        pk=pk,
    )


@require_POST
@requires(policies.check_keeps_library)
def restore(request: HttpRequest, pk: int) -> HttpResponse:
    """Offer it again."""
    user = cast("User", request.user)
    return done(
        request,
        lambda: acts.restore_template(actor=user, template_id=pk),
        said=_("已恢复使用。"),
        to="office:template",
        pk=pk,
    )


def _clashed(
    request: HttpRequest, found: TargetTemplate, mine: TemplateContent, *, base: int, sentence: str
) -> HttpResponse:
    """Show what was typed merged with what was published meanwhile; nothing is written before it is saved again."""
    begun = next((each for each in offered.template_versions_of(found) if each.number == base), None)
    content, clashes = merged(begun, found.current, mine)
    parts = changed_parts(parts_of(found.current, content.goal, content.rows)) if found.current else []
    shown: dict[str, Any] = {"is_stale": True, "clashes": clashes, "parts": parts, "sentence": sentence, "status": 409}
    return _revision(request, found, content.goal, Filled(content.rows), **shown)


def _revision(
    request: HttpRequest, found: TargetTemplate, goal: str, filled: Filled, *, status: int = 200, **shown: Any
) -> HttpResponse:
    """Render the form of a revision; `shown` has why it was refused and the versions it rests on."""
    context = {
        "template": found,
        "version": found.version,
        "base": found.current.number if found.current else 0,
        "sentence": "",
        "reason": request.POST.get("change_reason", ""),
        "is_stale": False,
        "clashes": [],
        "parts": [],
        **_grid(request, goal, filled),
    }
    return render(request, "office/indicators/template_form.html", context | shown, status=status)


def _posted(request: HttpRequest, name: str) -> int:
    text = request.POST.get(name, "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0


def _begun(text: str) -> tuple[str, tuple[TemplateRow, ...]]:
    """Return goal and rows of a project's target table, without where its values come from; nothing where none is named."""
    if not text.isdecimal() or len(text) > 9:
        return "", ()
    content = from_json(reading.project_with_documents(int(text)).target.content, TargetContent)
    names = ("level1", "level2", "level3", "target", "weight", "origin")
    return content.goal, tuple(TemplateRow(**{name: getattr(row, name) for name in names}) for row in content.rows)


def _grid(request: HttpRequest, goal: str, filled: Filled) -> dict[str, Any]:
    if filled.is_missing:
        messages.error(request, str(NotOfferedError()))
    blank = [TemplateRow() for _number in range(BLANK_ROWS)]
    faults = filled.faults() if request.method == "POST" and "take" not in request.POST else {}
    lines = [
        (place + 1, row, filled.typed.get(place, _weight(row)), faults.get(place, []))
        for place, row in enumerate([*filled.rows, *blank])
    ]
    return {
        "goal": goal,
        "lines": lines,
        "focus": None if filled.place is None else filled.place + 1,
        "is_unsaved": request.method == "POST",
        "categories": category_choices(),
    }


def _weight(row: TemplateRow) -> str:
    return "" if row.weight is None else f"{row.weight.normalize():f}"


def _category(value: str) -> str:
    return str(ProjectCategory(value).label) if value in ProjectCategory.values else str(_("全部"))
