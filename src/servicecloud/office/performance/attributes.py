"""The four-attribute review: filled in by the step that decides by it, shown to the unit, printed as the official table."""

from typing import Any, cast

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.text import format_lazy
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from plumbline.forms.writers import print_sheet
from plumbline.forms.writers.official.attribute_review import attribute_review_sheet
from plumbline.reference.four_attributes import four_attributes
from servicecloud.errors import InvalidInputError
from servicecloud.identity.gates import requires
from servicecloud.identity.models import User
from servicecloud.office.performance.judging import judged
from servicecloud.office.performance.showing import KINDS, rights
from servicecloud.performance import policies
from servicecloud.performance.enums import AttributeGrade, AttributeMethod, Document
from servicecloud.performance.errors import MovedOnError, ReasonNeededError, WrongStateError
from servicecloud.performance.selectors import projects as reading
from servicecloud.performance.selectors.attributes import attribute_reviews_of, printed_review
from servicecloud.performance.services.attributes import Opinion, review_attributes
from servicecloud.performance.services.reviews import label_of, needs_attributes, reopen
from servicecloud.performance.values import TargetContent, from_json

_WITH = gettext_lazy("评为{grade}：{then}")
_MARK, _REMARK = "mark-", "remark-"
CONSEQUENCES = (
    (AttributeGrade.EXCELLENT, gettext_lazy("进入下一步预算安排流程")),
    (AttributeGrade.GOOD, gettext_lazy("按意见完善后进入下一步，同意随即生效")),
    (AttributeGrade.MEDIUM, gettext_lazy("退回修改完善，按程序重新报送")),
    (AttributeGrade.POOR, gettext_lazy("不得进入下一步预算安排流程")),
)


class OpinionForm(forms.Form):
    """What the whole comes to. The grades and points of the items are fields of the table above it."""

    result = forms.ChoiceField(
        label=gettext_lazy("综合评定"),
        choices=[(grade.value, format_lazy(_WITH, grade=grade.label, then=then)) for grade, then in CONSEQUENCES],
        widget=forms.RadioSelect,
        required=False,
    )
    opinion = forms.CharField(
        label=gettext_lazy("总体意见"),
        widget=forms.Textarea({"rows": 3, "class": "form-control"}),
        max_length=500,
        required=False,
        help_text=gettext_lazy("评定为良的写明需要完善什么，为中的写明要修改什么，为差的写明理由。"),
    )


@requires(policies.check_can_read_projects)
@require_http_methods(["GET", "HEAD", "POST"])
def attributes(request: HttpRequest, pk: int) -> HttpResponse:
    """The form of the review; every fault is shown at its item, and what was typed stays."""
    found, user = reading.project_with_documents(pk), cast("User", request.user)
    table = found.target
    policies.check_can_decide(user, table, found, kind=Document.TARGET, label=label_of(Document.TARGET))
    if not needs_attributes(table):
        raise WrongStateError(document=label_of(Document.TARGET), state=table.get_state_display())
    method = (request.POST if request.method == "POST" else request.GET).get("method", AttributeMethod.GRADES)
    is_by_points = method == AttributeMethod.POINTS
    form = OpinionForm(request.POST or None)
    if is_by_points:
        del form.fields["result"]
    faults: dict[str, list[str]] = {}
    status, version = 200, table.version
    if request.method == "POST" and form.is_valid():
        version = _version(request)
        try:
            made = review_attributes(
                actor=user, project_id=pk, expected=version, opinion=_opinion(request, method, form)
            )
        except InvalidInputError as error:
            faults, status = error.fields, error.status
            for name in ("result", "opinion"):
                if name in faults and name in form.fields:
                    form.add_error(name, faults[name])
        except MovedOnError as error:
            form.add_error(None, str(error))
            status, version = error.status, table.version
        else:
            messages.success(request, _("四性审核意见已保存：%(result)s。") % {"result": made.get_result_display()})
            return redirect("office:target", pk=pk)
    beside = judged(
        found, reading.content_of(table.latest) if table.latest else from_json(table.content, TargetContent)
    )
    context = {
        "project": found,
        "document": table,
        "form": form,
        "rows": _rows(request, faults),
        "grades": [(grade.value, grade.label) for grade in AttributeGrade],
        "is_by_points": is_by_points,
        "method": method,
        "version": version,
        "shown": table.latest,
        "money": beside.money,
        "beside": beside.rows,
    }
    return render(request, "office/performance/attributes.html", context, status=status)


@require_POST
@requires(policies.check_can_read_projects)
def take_up_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a declined target up again."""
    try:
        reopen(
            actor=cast("User", request.user),
            kind=Document.TARGET,
            project_id=pk,
            expected=_version(request),
            reason=request.POST.get("reason", ""),
        )
    except (ReasonNeededError, MovedOnError) as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("已重新受理，目标表退回单位修改。"))
    return redirect("office:target", pk=pk)


@requires(policies.check_can_read_projects)
@require_safe
def attribute_file(_request: HttpRequest, pk: int, review: int, kind: str) -> HttpResponse:
    """The official table (绩效目标审核表) as a file."""
    found = reading.project_with_documents(pk)
    chosen = next((each for each in attribute_reviews_of(found) if each.pk == review), None)
    if chosen is None or kind not in KINDS or kind == "json":
        raise Http404
    form, rules = printed_review(chosen, found)
    footer = (
        _("所审核的目标表：第%(number)s版，摘要 %(digest)s")
        % {"number": chosen.version.number, "digest": chosen.version.digest},
    )
    data = print_sheet(attribute_review_sheet(form, rules, footer=footer), to=kind)  # type: ignore[arg-type]
    response = HttpResponse(data, content_type=KINDS[kind])
    name = f"{found.name}-{found.year}-{_('绩效目标审核表')}.{kind}"
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    return response


def shown_reviews(user: User, found: Any) -> dict[str, Any]:
    """Return what the page of a target table shows of its four-attribute reviews."""
    given = attribute_reviews_of(found)
    is_english = _is_english()
    names = {item.key: item.name_en if is_english else item.name_zh for item in four_attributes().items}
    grades = {grade.value: grade.label for grade in AttributeGrade}
    return {
        "attribute_reviews": [
            (
                each,
                [
                    (names.get(key, key), grades.get(mark, mark), each.remarks.get(key, ""))
                    for key, mark in each.marks.items()
                ],
            )
            for each in given
        ],
        "can_reopen": bool(given) and found.target.state == "declined" and _holds(user, given[0].step, found),
        **rights(user, found, found.target),
    }


def _holds(user: User, step: str, found: Any) -> bool:
    from servicecloud.office.performance.showing import allows

    return allows(policies.check_holds, user, step, found)


def _rows(request: HttpRequest, faults: dict[str, list[str]]) -> list[dict[str, Any]]:
    is_english, posted = _is_english(), request.POST
    rows, last = [], ""
    for item in four_attributes().items:
        attribute = item.attribute_en if is_english else item.attribute_zh
        rows.append(
            {
                "key": item.key,
                "attribute": "" if attribute == last else attribute,
                "name": item.name_en if is_english else item.name_zh,
                "asks": item.asks_en if is_english else item.asks_zh,
                "points": item.points,
                "mark": posted.get(f"{_MARK}{item.key}", ""),
                "remark": posted.get(f"{_REMARK}{item.key}", ""),
                "faults": faults.get(item.key, []),
            }
        )
        last = attribute
    return rows


def _opinion(request: HttpRequest, method: str, form: OpinionForm) -> Opinion:
    posted = request.POST
    return Opinion(
        method=method,
        marks={item.key: posted.get(f"{_MARK}{item.key}", "") for item in four_attributes().items},
        remarks={item.key: posted.get(f"{_REMARK}{item.key}", "") for item in four_attributes().items},
        result=form.cleaned_data.get("result", ""),
        text=form.cleaned_data["opinion"],
    )


def _is_english() -> bool:
    return (get_language() or "").startswith("en")


def _version(request: HttpRequest) -> int:
    text = request.POST.get("version", "")
    return int(text) if text.isdecimal() and len(text) < 10 else 0
