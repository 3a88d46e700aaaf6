"""The filters that boards and their lists share, and the way between the pages of this part."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from servicecloud.boards.enums import Late, Light, MonitoringState, ScoreKind
from servicecloud.boards.selectors.bands import EXECUTION_BANDS, GAP_BANDS, SCORE_BANDS
from servicecloud.boards.selectors.narrowing import Wanted
from servicecloud.boards.selectors.places import places_in_scope
from servicecloud.boards.selectors.scores import GIVEN, NOT_GIVEN
from servicecloud.ledger.facts import civil_date
from servicecloud.pages.filters import Chip, FilterForm
from servicecloud.performance.enums import DocumentState, ProjectState


@dataclass(frozen=True)
class Unlisted:
    """What a filter bar needs of a page that is no list."""

    query: QueryDict
    density: str = "normal"


ALL = ("", _("全部"))
NOT_JUDGED = (NOT_GIVEN, _("不判定"))
LIGHTS = [ALL, *Light.choices, NOT_JUDGED]
TABS = (
    (_("看板"), "office:board"),
    (_("项目清单"), "office:board_projects"),
    (_("指标跟踪"), "office:tracking"),
    (_("运行监控"), "office:monitorings"),
    (_("亮灯规则"), "office:light_choices"),
)


class BodiesForm(FilterForm):
    """Year, department and unit, as far as there are any in scope.

    With `has_usual_year` an address without a year means the newest that is under way, and the field shows it; `year=` means every year.
    """

    has_usual_year = True

    year = forms.TypedChoiceField(label=_("年度"), coerce=int, empty_value=None)
    department = forms.TypedChoiceField(label=_("主管部门"), coerce=int, empty_value=None)
    unit = forms.TypedChoiceField(label=_("实施单位"), coerce=int, empty_value=None)

    def __init__(self, data: QueryDict) -> None:
        self.places = places_in_scope()
        self.is_usual_year = self.has_usual_year and "year" not in data and self.places.newest_year is not None
        asked = data.copy()
        if self.is_usual_year:
            asked["year"] = str(self.places.newest_year)
        super().__init__(asked)
        self.query = data
        choices: dict[str, list[tuple[Any, Any]]] = {
            "year": [(year, str(year)) for year in self.places.years],
            "department": list(self.places.departments.items()),
            "unit": list(self.places.units.items()),
        }
        for name, found in choices.items():
            self.fields[name].choices = [ALL, *found]  # type: ignore[attr-defined]

    def chips(self) -> list[Chip]:
        """Return the active filters; taking the year away shows every year."""
        found = super().chips()
        if self.is_usual_year:
            return [chip for chip in found if chip.label != str(self.fields["year"].label)]
        return found


class BoardForm(BodiesForm):
    """What a board is of; nothing to search in it."""

    q = None  # type: ignore[assignment]
    by = forms.ChoiceField(label=_("等级和得分"), choices=ScoreKind.choices, widget=forms.HiddenInput)


class ProjectsForm(BodiesForm):
    """Which projects to list; without a year, of every year."""

    has_usual_year = False

    state = forms.ChoiceField(label=_("进度"), choices=[ALL, *ProjectState.choices])
    light = forms.ChoiceField(label=_("项目灯"), choices=LIGHTS)
    late = forms.ChoiceField(label=_("逾期"), choices=[ALL, ("any", _("任何逾期")), *Late.choices])
    document = forms.ChoiceField(label=_("表的状态"), widget=forms.HiddenInput)
    grade = forms.CharField(label=_("评价等级"), max_length=12, widget=forms.HiddenInput)
    money = forms.ChoiceField(label=_("预算执行灯"), choices=LIGHTS, widget=forms.HiddenInput)
    goals = forms.ChoiceField(label=_("目标进度灯"), choices=LIGHTS, widget=forms.HiddenInput)
    execution = forms.ChoiceField(label=_("执行率（%）"), widget=forms.HiddenInput)
    score = forms.ChoiceField(label=_("得分"), widget=forms.HiddenInput)
    by = forms.ChoiceField(label=_("等级和得分"), choices=ScoreKind.choices, widget=forms.HiddenInput)
    gap = forms.ChoiceField(label=_("自评高于核定"), widget=forms.HiddenInput)
    monitoring = forms.ChoiceField(
        label=_("1—7月监控"), choices=[ALL, *MonitoringState.choices], widget=forms.HiddenInput
    )
    rule = forms.CharField(label=_("审核规则"), max_length=20, widget=forms.HiddenInput)

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data)
        none = (NOT_GIVEN, _("没有"))
        states = [
            (f"{name}-{state}", f"{label}：{words}")
            for name, label in (("target", _("目标表")), ("evaluation", _("自评表")))
            for state, words in (*DocumentState.choices, none)
        ]
        for name, found in (
            ("document", states),
            ("execution", [*((band.key, band.label) for band in EXECUTION_BANDS), none]),
            ("score", [(GIVEN, _("有得分")), *((band.key, band.label) for band in SCORE_BANDS), none]),
            ("gap", [(GIVEN, _("有核定得分")), *((band.key, band.label) for band in GAP_BANDS)]),
        ):
            self.fields[name].choices = [ALL, *found]  # type: ignore[attr-defined]

    def _readable(self, name: str, value: Any) -> str:
        if name == "grade" and value == NOT_GIVEN:
            return str(_("没有"))
        return super()._readable(name, value)


def wanted_of(form: FilterForm) -> Wanted:
    """Return what a page's address asks for."""
    names = Wanted.__dataclass_fields__
    return Wanted(**{name: value for name, value in form.chosen().items() if name in names})


def today() -> date:
    """Return today in China."""
    return civil_date(timezone.now())


def tabs(request: HttpRequest) -> list[tuple[Any, str, bool]]:
    """Return the way between the pages of this part, keeping year, department and unit."""
    kept = QueryDict(mutable=True)
    for name in ("year", "department", "unit"):
        if request.GET.get(name):
            kept[name] = request.GET[name]
    query = f"?{kept.urlencode()}" if kept else ""
    return [(label, reverse(name) + query, reverse(name) == request.path) for label, name in TABS]
