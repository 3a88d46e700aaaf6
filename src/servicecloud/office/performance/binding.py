"""Where an indicator's value comes from: choose a measure, see at once how it counts and what it gave last year."""

from typing import Any, cast

import msgspec
from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from servicecloud.errors import DomainError
from servicecloud.identity.gates import requires
from servicecloud.identity.models import User
from servicecloud.ledger.models import Measure
from servicecloud.ledger.selectors.browsing import measures_in_scope
from servicecloud.office.ledger.asking import title_of_dimension
from servicecloud.performance import policies
from servicecloud.performance.errors import MovedOnError, NotEditableError
from servicecloud.performance.flows import EDITABLE
from servicecloud.performance.selectors import projects as reading
from servicecloud.performance.selectors.bindings import bound_rows, figures_for, in_unit_of_target
from servicecloud.performance.selectors.past import past_of
from servicecloud.performance.services.reviews import label_of
from servicecloud.performance.services.targets import bind_row
from servicecloud.performance.values import Binding, TargetContent, TargetRow, from_json
from servicecloud.versioning import StaleRecordError

HOWS = (
    ("number", gettext_lazy("取计量项目的数值")),
    ("share", gettext_lazy("取某些取值占全部的比例")),
    ("latest", gettext_lazy("取最近一次的数量")),
)
NARRATIVE = "narrative"
YEARS_SHOWN = 3
AT_ONCE = {
    "hx-get": "",
    "hx-trigger": "change",
    "hx-target": "#binding",
    "hx-select": "#binding",
    "hx-swap": "outerHTML",
}
"""A choice shows its rule and its values at once; without scripts the button below does."""


class BindingForm(forms.Form):
    """A measure, how it is taken, which values of its dimensions count; or a narrative with its evidence."""

    measure = forms.ChoiceField(label=gettext_lazy("取数来源"), widget=forms.Select(AT_ONCE))
    how = forms.ChoiceField(label=gettext_lazy("取数方式"), choices=HOWS, required=False)
    evidence = forms.CharField(
        label=gettext_lazy("需要的佐证材料"),
        help_text=gettext_lazy("情况说明法必填，例如命名文件、验收报告。"),
        max_length=300,
        required=False,
    )

    needs_file = forms.BooleanField(
        label=gettext_lazy("自评时须上传佐证文件"),
        help_text=gettext_lazy("选定后，没有上传佐证文件的自评表不能提交。"),
        required=False,
    )

    def __init__(self, data: Any, *, measures: list[Measure], chosen: Measure | None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.chosen = chosen
        self.fields["measure"].choices = [  # type: ignore[attr-defined]
            (NARRATIVE, _("情况说明法（定性指标，须附佐证）")),
            *((measure.code, f"{measure}（{measure.unit}）") for measure in measures),
        ]
        for each in chosen.dimensions if chosen else []:
            if not each["values"]:
                continue
            title = title_of_dimension(each)
            values = [(value, value) for value in each["values"]]
            self.fields[f"only_{each['name']}"] = forms.MultipleChoiceField(
                label=_("只计：%(dimension)s") % {"dimension": title},
                choices=values,
                widget=forms.CheckboxSelectMultiple,
                required=False,
            )
            self.fields[f"share_{each['name']}"] = forms.MultipleChoiceField(
                label=_("占比的分子：%(dimension)s") % {"dimension": title},
                choices=values,
                widget=forms.CheckboxSelectMultiple,
                required=False,
            )

    def binding(self) -> Binding:
        """Return what was chosen."""
        data = self.cleaned_data
        if data["measure"] == NARRATIVE:
            return Binding(kind="narrative", evidence=data["evidence"], needs_file=data["needs_file"])
        names = [each["name"] for each in (self.chosen.dimensions if self.chosen else []) if each["values"]]
        filters = {name: tuple(data[f"only_{name}"]) for name in names if data.get(f"only_{name}")}
        share = next((name for name in names if data.get(f"share_{name}")), "")
        is_share = data["how"] == "share"
        return Binding(
            kind="measure",
            measure=data["measure"],
            how=data["how"] or "number",
            filters=filters,
            share_of=share if is_share else "",
            counted=tuple(data[f"share_{share}"]) if is_share and share else (),
            evidence=data["evidence"],
            needs_file=data["needs_file"],
        )


@requires(policies.check_declares)
@require_http_methods(["GET", "HEAD", "POST"])
def bind(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """Choose, look, keep."""
    found, user = reading.project_with_documents(pk), cast("User", request.user)
    policies.check_can_declare(user, found.owner_id)
    if found.target.state not in EDITABLE:
        raise NotEditableError(document=label_of("target"), state=found.target.get_state_display())
    content = from_json(found.target.content, TargetContent)
    row = content.row(key)
    if row is None:
        raise MovedOnError(document=label_of("target"))
    known = list(measures_in_scope())
    measures = _latest(known)
    initial = _initial(row)
    asked = request.POST.get("measure") or request.GET.get("measure") or initial["measure"]
    chosen = next((measure for measure in measures if measure.code == asked), None)
    initial["measure"] = asked
    form = BindingForm(request.POST or None, measures=measures, chosen=chosen, initial=initial)
    preview: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        try:
            if "keep" in request.POST:
                bind_row(actor=user, project_id=pk, expected=_version(request), key=key, binding=form.binding())
                messages.success(request, _("已选定取数方式。"))
                return redirect("office:edit_target", pk=pk)
            preview = _preview(found, row, form.binding(), known)
        except StaleRecordError as error:
            form.add_error(None, str(error))
        except DomainError as error:
            form.add_error(None, str(error))
    elif chosen is not None:
        is_kept = row.binding is not None and asked == row.binding.measure
        tried = row.binding if is_kept and row.binding else Binding(kind="measure", measure=asked)
        try:
            preview = _preview(found, row, tried, known)
        except DomainError as error:
            preview = {"problem": str(error)}
    context = {
        "project": found,
        "row": row,
        "form": form,
        "version": found.target.version,
        "preview": preview,
        "past": past_of(found, [row]).latest.get(row.key),
        "is_narrative": asked == NARRATIVE,
        "has_choice": chosen is not None,
    }
    return render(request, "office/performance/bind.html", context)


def _latest(known: list[Measure]) -> list[Measure]:
    found: dict[str, Measure] = {}
    for measure in known:
        found.setdefault(measure.code, measure)
    return sorted(found.values(), key=lambda measure: measure.title_zh)


def _preview(found: Any, row: TargetRow, binding: Binding, known: list[Measure]) -> dict[str, Any]:
    if binding.kind != "measure":
        return {}
    tried = msgspec.structs.replace(row, binding=binding)
    years = range(found.year - YEARS_SHOWN, found.year + 1)
    bound = [each for year in years for each in bound_rows(found, [tried], year=year, known=known)]
    figures = figures_for(found, bound)
    values = ["" if figure.number is None else in_unit_of_target(row, figure.number, figure.unit) for figure in figures]
    return {
        "sentence": bound[-1].sentence,
        "earlier": list(zip(years, values, strict=True))[:-1],
        "now": values[-1],
        "counted": figures[-1].counted,
        "code": binding.measure,
    }


def _initial(row: TargetRow) -> dict[str, Any]:
    binding = row.binding
    if binding is None or binding.kind == "narrative":
        if binding is None:
            return {"measure": "", "evidence": ""}
        return {"measure": NARRATIVE, "evidence": binding.evidence, "needs_file": binding.needs_file}
    initial: dict[str, Any] = {
        "measure": binding.measure,
        "how": binding.how,
        "evidence": binding.evidence,
        "needs_file": binding.needs_file,
    }
    initial |= {f"only_{name}": list(values) for name, values in binding.filters.items()}
    if binding.share_of:
        initial[f"share_{binding.share_of}"] = list(binding.counted)
    return initial


def _version(request: HttpRequest) -> int:
    text = request.POST.get("version", "")
    return int(text) if text.isdecimal() and len(text) < 10 else 0
