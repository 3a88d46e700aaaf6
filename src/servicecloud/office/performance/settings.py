"""How a department or a bureau runs its reviews: steps, deadlines, rulebook; seen by many, changed by its administrator."""

from typing import Any, cast

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from plumbline.rulebooks import bundled_rulebooks
from servicecloud.activity.selectors import timeline_of
from servicecloud.errors import InvalidInputError, NotFoundError
from servicecloud.identity.enums import OrganisationKind
from servicecloud.identity.gates import requires
from servicecloud.identity.models import Organisation, User
from servicecloud.office.performance.showing import allows
from servicecloud.pages.entries import DayField
from servicecloud.performance import policies
from servicecloud.performance.deadlines import DUE_DOCUMENTS, USUAL_MONTH
from servicecloud.performance.enums import Document, StepKey
from servicecloud.performance.flows import ATTRIBUTE_STEPS
from servicecloud.performance.models import Deadline
from servicecloud.performance.selectors.deadlines import deadlines_of
from servicecloud.performance.selectors.settings import FlowNow, bodies_that_set, flows_of, rulebooks_of
from servicecloud.performance.services.settings import remove_deadline, set_deadline, set_flow, set_rulebook
from servicecloud.versioning import StaleRecordError

_DUE = [(kind, Document(kind).label) for kind in DUE_DOCUMENTS]


class FlowForm(forms.Form):
    """The steps of one kind of document, and which of them judge by four attributes."""

    document = forms.ChoiceField(choices=Document.choices, widget=forms.HiddenInput)
    version = forms.IntegerField(widget=forms.HiddenInput)
    steps = forms.MultipleChoiceField(
        label=gettext_lazy("审核环节"), choices=StepKey.choices, widget=forms.CheckboxSelectMultiple, required=False
    )
    attribute_steps = forms.MultipleChoiceField(
        label=gettext_lazy("作四性审核的环节"),
        choices=[(step, StepKey(step).label) for step in ATTRIBUTE_STEPS],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=gettext_lazy("选定后，这一环节由完整性、相关性、适当性、可行性审核的综合评定决定是否通过。"),
    )

    def __init__(self, data: Any, *, flow: FlowNow) -> None:
        kept = {"steps": list(flow.steps), "attribute_steps": list(flow.attribute_steps)}
        initial = {"document": flow.document.value, "version": flow.version, **kept}
        super().__init__(data, initial=initial, auto_id=f"id_{flow.document.value}_%s")
        if flow.document != Document.TARGET:
            del self.fields["attribute_steps"]


class DeadlineForm(forms.Form):
    """The last day of a kind of document of a year."""

    year = forms.IntegerField(label=gettext_lazy("项目年度"), min_value=2000, max_value=2100)
    document = forms.ChoiceField(label=gettext_lazy("表"), choices=_DUE)
    end_month = forms.TypedChoiceField(
        label=gettext_lazy("监控截至月份"),
        choices=[(0, "—"), *((month, str(month)) for month in range(1, 13))],
        coerce=int,
        required=False,
        help_text=gettext_lazy("只用于运行监控表。"),
    )
    due_on = DayField(label=gettext_lazy("截止日期"))
    version = forms.IntegerField(widget=forms.HiddenInput, initial=0, required=False)


class RulebookForm(forms.Form):
    """From which year which rulebook."""

    first_year = forms.IntegerField(label=gettext_lazy("起始年度"), min_value=2000, max_value=2100)
    rulebook = forms.ChoiceField(label=gettext_lazy("规则手册"))
    version = forms.IntegerField(widget=forms.HiddenInput, initial=0, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["rulebook"].choices = list(book_titles().items())  # type: ignore[attr-defined]


def book_titles() -> dict[str, str]:
    """Return the rulebooks there are, with their titles in the active language."""
    is_english = (get_language() or "").startswith("en")
    return {book.id: book.title_en if is_english else book.title_zh for book in bundled_rulebooks()}


@requires(policies.check_can_read_projects)
@require_safe
def bodies(request: HttpRequest) -> HttpResponse:
    """The departments and bureaus in reach; who sees one alone is led to it."""
    found = list(bodies_that_set())
    if len(found) == 1:
        return redirect("office:review_settings", pk=found[0].pk)
    return render(request, "office/performance/settings_bodies.html", {"bodies": found})


@requires(policies.check_can_read_projects)
@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: HttpRequest, pk: int) -> HttpResponse:
    """One body: what holds, and for its administrator the forms to change it. What was typed stays when it is refused."""
    body = bodies_that_set().filter(pk=pk).first()
    if body is None:
        raise NotFoundError
    if request.method != "POST":
        return _page(request, body)
    user, act = cast("User", request.user), request.POST.get("act", "")
    policies.check_can_set(user, pk)
    if act == "remove":
        remove_deadline(actor=user, deadline_id=_number(request, "deadline"), expected=_number(request, "version"))
        messages.success(request, _("已取消。上级规定的或通行的截止日期重新适用。"))
        return redirect("office:review_settings", pk=pk)
    form = _form(request, act, pk)
    if form.is_valid():
        try:
            _ACTS[act](user, pk, form.cleaned_data)
        except InvalidInputError as error:
            for name, sentences in error.fields.items():
                form.add_error(name if name in form.fields else None, sentences)
        except StaleRecordError as error:
            return _page(request, body, bound=form, act=act, sentence=str(error), status=error.status)
        else:
            messages.success(request, _("已保存。已提交审核的表不受影响。"))
            return redirect("office:review_settings", pk=pk)
    return _page(request, body, bound=form, act=act, status=422)


def _set_flow(user: User, pk: int, data: dict[str, Any]) -> None:
    set_flow(
        actor=user,
        department_id=pk,
        document=data["document"],
        steps=data["steps"],
        attribute_steps=data.get("attribute_steps", []),
        expected=data["version"],
    )


def _set_deadline(user: User, pk: int, data: dict[str, Any]) -> None:
    values = {name: data[name] for name in ("year", "document", "due_on")}
    month = int(data["end_month"] or 0) or (USUAL_MONTH if data["document"] == Document.MONITORING else 0)
    set_deadline(actor=user, setter_id=pk, **values, end_month=month, expected=data["version"] or 0)


def _set_rulebook(user: User, pk: int, data: dict[str, Any]) -> None:
    values = {name: data[name] for name in ("first_year", "rulebook")}
    set_rulebook(actor=user, bureau_id=pk, **values, expected=data["version"] or 0)


_ACTS = {"flow": _set_flow, "deadline": _set_deadline, "rulebook": _set_rulebook}


def _form(request: HttpRequest, act: str, pk: int) -> forms.Form:
    if act == "flow":
        flow = next((each for each in flows_of(pk) if each.document == request.POST.get("document")), None)
        if flow is None:
            raise NotFoundError
        return FlowForm(request.POST, flow=flow)
    kinds: dict[str, type[forms.Form]] = {"deadline": DeadlineForm, "rulebook": RulebookForm}
    if act not in kinds:
        raise NotFoundError
    return kinds[act](request.POST)


def _page(
    request: HttpRequest,
    body: Organisation,
    *,
    bound: forms.Form | None = None,
    act: str = "",
    sentence: str = "",
    status: int = 200,
) -> HttpResponse:
    may_set = allows(policies.check_can_set, cast("User", request.user), body.pk)
    is_department = body.kind == OrganisationKind.DEPARTMENT
    asked = bound.data.get("document") if bound and act == "flow" else None
    if bound is not None and sentence:
        again = request.POST.copy()
        again["version"] = str(_version_now(body.pk, act, bound))
        bound.data = again
    flows = flows_of(body.pk) if is_department else []
    year = timezone.localdate().year
    titles = book_titles()
    context = {
        "body": body,
        "may_set": may_set,
        "sentence": sentence,
        "is_department": is_department,
        "flows": [
            (flow, _named(flow), bound if flow.document == asked else FlowForm(None, flow=flow)) for flow in flows
        ],
        "deadlines": list(deadlines_of(body.pk)),
        "deadline_form": bound if act == "deadline" else DeadlineForm(initial={"year": year, "version": 0}),
        "rulebooks": []
        if is_department
        else [(row, titles.get(row.rulebook, row.rulebook)) for row in rulebooks_of(body.pk)],
        "rulebook_form": bound if act == "rulebook" else RulebookForm(initial={"first_year": year, "version": 0}),
        "timeline": timeline_of(body, limit=12),
    }
    return render(request, "office/performance/settings.html", context, status=status)


def _named(flow: FlowNow) -> list[tuple[str, bool]]:
    return [(str(StepKey(step).label), step in flow.attribute_steps) for step in flow.steps]


def _version_now(pk: int, act: str, bound: forms.Form) -> int:
    """Return the version that stands now, so that saving again after the comparison is a decision."""
    data = bound.cleaned_data
    if act == "flow":
        return next(each.version for each in flows_of(pk) if each.document == data["document"])
    if act == "rulebook":
        row = rulebooks_of(pk).filter(first_year=data["first_year"]).first()
        return row.version if row else 0
    month = int(data["end_month"] or 0) or (USUAL_MONTH if data["document"] == Document.MONITORING else 0)
    found = Deadline.objects.filter(setter_id=pk, year=data["year"], document=data["document"], end_month=month).first()
    return found.version if found else 0


def _number(request: HttpRequest, name: str) -> int:
    text = request.POST.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 10 else 0
