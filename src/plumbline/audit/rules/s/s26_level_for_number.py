"""S-26 定量指标以完成等次作答."""

import datetime as dt

from plumbline.audit import AuditedForm, RowFacts, Verdicts, Words, cite, rule
from plumbline.forms.values import PrintedValue


@rule(
    "S-26",
    severity="error",
    scope=("self_evaluation",),
    title_zh="定量指标以“达成指标”等完成等次作答",
    title_en="A numeric target is answered by a level",
    source=cite(
        "caiyu-2020-10",
        "定量指标与年初指标值相比记分；三个等次只用于定性指标",
        "Numeric indicators are compared with their targets; the three levels are for qualitative ones",
        "well_known",
    ),
    since=dt.date(2020, 2, 25),
)
def check(form: AuditedForm, out: Verdicts) -> None:
    """A promised number is answered by the number reached. All such answers of a form are one finding."""
    answered = [row for row in form.rows if row.target_nature == "number" and row.actual is not None]
    by_level = [row for row in answered if _is_level(row.actual) and _is_figure(row.target)]
    for row in form.rows:
        if row.target_nature != "number" or row.actual is None:
            out.not_applicable(row.path, "不是定量指标，或完成值未填", "no numeric target, or no actual value")
        elif row.actual.kind != "qualitative_level":
            out.passed(row.path)
        elif row not in by_level:
            out.undetermined(
                row.path,
                "指标值是文字中的数，是否须填数值由人工判断",
                "the target is a phrase; whether it asks for a number is open",
            )
        else:
            _fail(row, by_level, len(answered), out)


def _is_level(value: PrintedValue | None) -> bool:
    return value is not None and value.kind == "qualitative_level"


def _is_figure(value: PrintedValue | None) -> bool:
    """Tell 90% and 百分之九十 from a phrase that holds a number (每周开放六天)."""
    return value is not None and (value.kind == "percent" or any(letter.isdigit() for letter in value.raw))


def _fail(row: RowFacts, by_level: list[RowFacts], answered: int, out: Verdicts) -> None:
    target = row.target.raw if row.target is not None else ""
    actual = row.actual.raw if row.actual is not None else ""
    first = by_level[0]
    many = row is first and len(by_level) > 1
    words = Words(
        f"“{row.name}”指标值“{target}”是数值，完成值却填“{actual}”，实际数是多少看不出来"
        + (f"；本表{answered}项定量指标中有{len(by_level)}项如此" if many else ""),
        f"“{row.name}” promises “{target}” but reports “{actual}”: the figure that was reached remains unknown"
        + (f"; {len(by_level)} of the {answered} numeric indicators are answered like this" if many else ""),
        f"请填写与“{target}”同口径的实际数值，并备好台账或统计表。",
        f"Enter the figure reached, counted in the same way as “{target}”, and keep the records at hand.",
    )
    explained_by = () if row is first else [first.key("S-26", "actual")]
    out.failed(row.spot("actual"), words, printed=actual, explained_by=explained_by)
