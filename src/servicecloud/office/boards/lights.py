"""How lights are given: the ways there are, who chose which, choosing one."""

from typing import Any, cast

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from plumbline.audit.light_rules import LightRules, all_light_rules
from servicecloud.boards import policies
from servicecloud.boards.selectors.lights import choices_in_scope
from servicecloud.boards.services.lights import choose_lights
from servicecloud.identity.gates import requires
from servicecloud.identity.models import Organisation, User
from servicecloud.identity.standing import standing_of
from servicecloud.office.boards.filtering import tabs, today


class ChoiceForm(forms.Form):
    """A department or bureau of the person, a year, a way."""

    organisation = forms.TypedChoiceField(label=gettext_lazy("单位"), coerce=int)
    first_year = forms.IntegerField(label=gettext_lazy("起始年度"), min_value=2000, max_value=2100)
    rules = forms.ChoiceField(label=gettext_lazy("亮灯规则"), widget=forms.RadioSelect)

    def __init__(self, data: Any, *, bodies: list[Organisation]) -> None:
        super().__init__(data, initial={"first_year": today().year, "rules": "usual"})
        self.fields["organisation"].choices = [(body.pk, str(body)) for body in bodies]  # type: ignore[attr-defined]
        self.fields["rules"].choices = [(each.id, title_of(each)) for each in all_light_rules().values()]  # type: ignore[attr-defined]


@requires(policies.check_can_read_boards)
@require_http_methods(["GET", "HEAD", "POST"])
def lights(request: HttpRequest) -> HttpResponse:
    """The ways of giving lights; reviewers of a department or bureau choose one for it."""
    user = cast("User", request.user)
    bodies = _bodies(user)
    form = ChoiceForm(request.POST or None, bodies=bodies) if bodies else None
    if request.method == "POST":
        policies.check_chooses_lights(user)
        if form is not None and form.is_valid():
            body = next(body for body in bodies if body.pk == form.cleaned_data["organisation"])
            chosen = form.cleaned_data
            choose_lights(actor=user, organisation=body, first_year=chosen["first_year"], rules=chosen["rules"])
            messages.success(request, _("已选定。已生成的监控表保持原有规则，看板数字随下一次更新采用新规则。"))
            return redirect("office:light_choices")
    known = all_light_rules()
    context = {
        "tabs": tabs(request),
        "form": form,
        "rules": [(each, title_of(each), _source(each)) for each in known.values()],
        "choices": [
            (row, title_of(known[row.rules]) if row.rules in known else row.rules) for row in choices_in_scope()[:50]
        ],
    }
    return render(request, "office/boards/lights.html", context)


def title_of(rules: LightRules) -> str:
    """Return the title of a way in the active language."""
    return rules.title_en if _is_english() else rules.title_zh


def _source(rules: LightRules) -> str:
    return rules.source_en if _is_english() else rules.source_zh


def _is_english() -> bool:
    return (get_language() or "").startswith("en")


def _bodies(user: User) -> list[Organisation]:
    found = {
        held.organisation.pk: held.organisation for held in standing_of(user).held if held.role in policies.CHOOSERS
    }
    return list(found.values())
