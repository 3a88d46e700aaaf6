"""The official layouts as sheets: one module per layout, chosen by the form's `layout` or else by its kind."""

from collections.abc import Sequence

import msgspec

from plumbline.forms.model import Form, MonitoringTable, SelfEvaluation, TargetTable
from plumbline.forms.writers.official.monitoring import monitoring_sheet
from plumbline.forms.writers.official.national_target import national_target_sheet
from plumbline.forms.writers.official.self_evaluation import self_evaluation_sheet
from plumbline.forms.writers.official.shanghai_target import shanghai_target_sheet
from plumbline.forms.writers.sheet import Sheet, printable

LAYOUTS = (
    "shanghai-target-2020",
    "national-target",
    "shanghai-self-evaluation",
    "national-self-evaluation",
    "monitoring",
)


def sheet_of(form: Form, *, footer: Sequence[str] = ()) -> Sheet:
    """Lay the form out as its official table."""
    return msgspec.structs.replace(_layout(form), footer=tuple(printable(line) for line in footer))


def _layout(form: Form) -> Sheet:
    match form:
        case TargetTable(layout="national-target"):
            return national_target_sheet(form)
        case TargetTable():
            return shanghai_target_sheet(form)
        case SelfEvaluation():
            return self_evaluation_sheet(form, is_national=form.layout == "national-self-evaluation")
        case MonitoringTable():
            return monitoring_sheet(form)
