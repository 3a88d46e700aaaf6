"""Which rulebook a form falls under: by region, kind and year, and said when the form leaves it open."""

import re
from collections import Counter
from decimal import Decimal
from typing import Literal, NamedTuple

import msgspec

from plumbline.forms.model import Form, MonitoringTable, SelfEvaluation, TargetTable
from plumbline.rulebooks.load import bundled_rulebooks
from plumbline.rulebooks.model import FormKind, RoundingHow, Rulebook

Place = Literal["shanghai", "central", "elsewhere"]

_CENTRAL = re.compile(r"^(国家|中央|国务院|中国|最高人民)|^[\u4e00-\u9fff、]{2,12}部$")
_LOCAL = re.compile(r"[省市区县州盟旗镇乡]|自治")
_YEAR = re.compile(r"(20\d\d)\s*年")


class RulebookChoice(msgspec.Struct, frozen=True):
    """The chosen book and why.

    `certain` is False when the form leaves it open: then `rulebook` is the most likely of `candidates`, and the reason says so.
    `rulebook` is None when no bundled book covers the form.
    """

    rulebook: Rulebook | None
    candidates: tuple[Rulebook, ...]
    certain: bool
    reason_zh: str
    reason_en: str


class _Known(NamedTuple):
    """What is known of a form, with the two sentences' beginnings that say so."""

    place: Place
    year: int | None
    zh: str
    en: str


def choose_rulebook(form: Form, *, rounding: RoundingHow | None = None) -> RulebookChoice:
    """Choose by region, kind and year of the form.

    `rounding` is the mode that the form's own figures show, or those of the forms beside it in its file
    (`plumbline.scoring.infer_rounding`, `infer_rounding_of`); it decides between books of one region when the form names no year.
    """
    known = _known(form)
    region = "shanghai" if known.place == "shanghai" else "national"
    kind = _kind(form)
    books = tuple(book for book in bundled_rulebooks() if book.automatic and kind in book.kinds)
    own = tuple(book for book in books if book.region == region)
    base = next(book for book in books if book.extends is None)
    if known.place == "elsewhere":
        own = (base,)
    fitting = tuple(book for book in own if known.year is None or book.covers_year(known.year))
    if not fitting and known.year is not None and base.covers_year(known.year):
        fitting = (base,)
    if not fitting:
        return _none_covers(known)
    if len(fitting) == 1:
        return _chosen(fitting[0], fitting, known)
    if known.place == "shanghai":
        telling = tuple(book for book in fitting if book.rounding.rate.how == rounding)
        shown_zh, shown_en = "印出的数字表明了取位方式", "its figures show how it rounds"
        likely = fitting[-1]
    else:
        banded = _banded_evidence(form)
        telling = tuple(book for book in fitting if (book.budget_execution.method == "banded") is banded)
        shown_zh, shown_en = "预算执行率得分表明了计分方式", "its funds score shows the method"
        likely = fitting[0]
    if len(telling) == 1:
        return _chosen(telling[0], fitting, known._replace(zh=f"{known.zh}，{shown_zh}", en=f"{known.en}, {shown_en}"))
    return _undecided(likely, fitting, known)


def _chosen(book: Rulebook, candidates: tuple[Rulebook, ...], known: _Known) -> RulebookChoice:
    return RulebookChoice(
        book, candidates, True, f"{known.zh}：适用“{book.title_zh}”。", f"{known.en}: {book.title_en}."
    )


def _undecided(likely: Rulebook, candidates: tuple[Rulebook, ...], known: _Known) -> RulebookChoice:
    names_zh = "、".join(book.id for book in candidates)
    names_en = ", ".join(book.id for book in candidates)
    return RulebookChoice(
        likely,
        candidates,
        False,
        f"{known.zh}，不能确定适用哪一规则手册（{names_zh}）；暂按“{likely.title_zh}”，请指明年度或规则手册。",
        f"{known.en}: it stays open which rulebook applies ({names_en}). {likely.title_en} is used; name the year or the rulebook.",
    )


def _none_covers(known: _Known) -> RulebookChoice:
    return RulebookChoice(
        None,
        (),
        True,
        f"{known.zh}：没有适用于该年度的内置规则手册，请用自己的文件。",
        f"{known.en}: no bundled rulebook covers that year; give a rulebook of your own.",
    )


_PLACES: dict[Place, tuple[str, str]] = {
    "shanghai": ("单位为上海", "The unit is of Shanghai"),
    "central": ("主管部门为中央部门", "The supervising department is a central one"),
    "elsewhere": ("未见另有规则的地区或中央部门", "No region with rules of its own and no central department is named"),
}


def _known(form: Form) -> _Known:
    place = _place(form)
    year, year_zh, year_en = _year(form)
    zh, en = _PLACES[place]
    return _Known(place, year, f"{zh}，{year_zh}", f"{en}, {year_en}")


def _kind(form: Form) -> FormKind:
    if isinstance(form, TargetTable):
        return "target"
    return "monitoring" if isinstance(form, MonitoringTable) else "self_evaluation"


def _place(form: Form) -> Place:
    department = form.supervising_department or ""
    declaring_unit = form.declaring_unit if isinstance(form, TargetTable) else None
    unit = form.implementing_unit or declaring_unit or ""
    if "上海" in department:
        return "shanghai"
    if department and _CENTRAL.search(department) and not _LOCAL.search(department):
        return "central"
    named_elsewhere = bool(_LOCAL.search(department))
    if not named_elsewhere and any("上海" in text for text in (unit, declaring_unit or "", form.title_printed or "")):
        return "shanghai"
    return "elsewhere"


def _year(form: Form) -> tuple[int | None, str, str]:
    """Find the year and say how it is known: printed, named in the file, or named most often in the goals."""
    if form.year is not None:
        return form.year, f"年度为{form.year}", f"its year is {form.year}"
    for text in (form.title_printed, form.source):
        named = _YEAR.findall(text or "")
        if named:
            year = int(named[0])
            return year, f"标题或文件名中的年度为{year}", f"its title or file name says {year}"
    if isinstance(form, SelfEvaluation):
        goals = f"{form.expected_goal or ''} {form.actual_completion or ''}"
        counts = Counter(_YEAR.findall(goals)).most_common(2)
        if counts and (len(counts) == 1 or counts[0][1] > counts[1][1]):
            year = int(counts[0][0])
            return year, f"未印年度，目标文字所指为{year}年", f"it prints no year, its goals speak of {year}"
    return None, "未印年度", "it prints no year"


def _banded_evidence(form: Form) -> bool | None:
    """Tell a banded funds score (True) from one in proportion (False); None when both or neither fit."""
    if not isinstance(form, SelfEvaluation):
        return None
    for fund in form.funds:
        if fund.weight and fund.claimed_score is not None and fund.executed is not None and fund.annual_budget:
            rate = fund.executed / fund.annual_budget
            if not 0 < rate < 1:
                return None
            in_proportion = abs(fund.claimed_score - fund.weight * rate) <= Decimal("0.05")
            banded = fund.claimed_score / fund.weight in (Decimal("0.7"), Decimal("0.5"), Decimal(0))
            return banded if banded != in_proportion else None
    return None
