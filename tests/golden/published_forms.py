"""The published forms, pinned: figures and names as they stand, running text only as digests."""

import hashlib
import json
from pathlib import Path
from typing import Any

from plumbline.forms.model import Form, Indicator, SelfEvaluation, TargetTable
from plumbline.forms.reading import read_forms

FOLDER = Path(__file__).parent / "published"
TEXTS = ("overview", "basis", "necessity", "safeguards", "plan", "overall_goal", "expected_goal", "actual_completion")
TARGET_FIELDS = (
    "declaring_unit",
    "project_category",
    "plan_start",
    "plan_end",
    "has_government_purchase",
    "performance_type",
)
SELF_FIELDS = (
    "supervising_department",
    "implementing_unit",
    "total_weight_printed",
    "total_score_printed",
    "grade_printed",
)


def digest(text: str | None) -> str | None:
    """The length and the beginning of the SHA-256 of a running text."""
    return None if text is None else f"{len(text)}:{hashlib.sha256(text.encode()).hexdigest()[:16]}"


def pin(form: Form) -> dict[str, Any]:
    """Everything that was read from a form, without its sentences."""
    pinned: dict[str, Any] = {
        "kind": type(form).__name__,
        "layout": form.layout,
        "title": form.title_printed,
        "year": form.year,
        "project_name": form.project_name,
        "unit": form.money_unit_label,
    }
    if isinstance(form, TargetTable):
        pinned |= {name: getattr(form, name) for name in TARGET_FIELDS}
        budgets = form.budgets
        pinned["budgets"] = [
            budgets.total,
            budgets.current_year,
            budgets.prior_year_budget,
            budgets.prior_year_executed,
        ]
    if isinstance(form, SelfEvaluation):
        pinned |= {name: getattr(form, name) for name in SELF_FIELDS}
        pinned["funds"] = [
            [f.name, *(getattr(f.printed, role) for role in f.printed.__struct_fields__[:6])] for f in form.funds
        ]
    pinned["texts"] = {name: digest(getattr(form, name)) for name in TEXTS if hasattr(form, name)}
    pinned["indicators"] = [_row(indicator) for indicator in form.indicators]
    pinned["empty"] = [f"{row.level1}/{row.level2}@{row.cell.row}" for row in form.empty_rows]
    pinned["problems"] = [f"{problem.code}@{problem.cell.row if problem.cell else '-'}" for problem in form.problems]
    return pinned


def _row(indicator: Indicator) -> str:
    printed = indicator.printed
    values = (printed.target, printed.actual, printed.weight, printed.score, digest(indicator.deviation))
    place = f"{indicator.cell.row},{indicator.cell.column}{' shifted' if indicator.shifted else ''}"
    return " | ".join(
        [
            indicator.level1 or "",
            indicator.level2 or "",
            indicator.level3,
            *("" if v is None else v for v in values),
            place,
        ]
    )


def expected_file(source: str) -> Path:
    """Where the pinned reading of a published file is kept."""
    return FOLDER / f"{source.partition('_')[0]}.json"


def pin_file(path: Path) -> list[dict[str, Any]]:
    """Read a published file and pin it."""
    return [pin(form) for form in read_forms(path.read_bytes(), path.name).forms]


def rewrite(folder: Path) -> None:
    """Write the expected files anew; the difference is read line by line before it is kept."""
    FOLDER.mkdir(exist_ok=True)
    for path in sorted(folder.glob("*.txt")):
        text = json.dumps(pin_file(path), ensure_ascii=False, indent=1)
        expected_file(path.name).write_text(text + "\n", encoding="utf-8")
