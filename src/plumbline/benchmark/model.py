"""What the generator works on: a form in the making, and labels that say what was done to it."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

import msgspec

from plumbline.audit.model import Severity
from plumbline.forms.model import DeviationCause, Likelihood
from plumbline.rulebooks.model import RoundingHow

FormKind = Literal["self_evaluation", "target", "monitoring"]
Layout = Literal[
    "shanghai-self-evaluation-wan",
    "shanghai-self-evaluation-yuan",
    "national-self-evaluation",
    "flat-self-evaluation",
    "shanghai-target-2020",
    "national-target",
    "budget-target",
    "flat-target",
    "monitoring",
]
Format = Literal["docx", "xlsx", "pdf", "html", "csv", "txt", "running"]
"""`txt` is text divided by TABs as a conversion leaves it, `running` is text in lines as a PDF conversion leaves it."""

Nature = Literal["count", "share", "limit", "money", "growth", "scope", "deadline", "words", "management"]


@dataclass(slots=True)
class DraftRow:
    """One indicator in the making. `aimed` and `done` are the true numbers, `target` and `actual` what is printed."""

    level1: str
    level2: str
    name: str
    nature: Nature
    target: str | None
    actual: str | None = None
    aimed: Decimal | None = None
    done: Decimal | None = None
    unit: str | None = None
    clause: str | None = None
    weight: Decimal | None = None
    score: Decimal | None = None
    deviation: str | None = None
    is_short: bool = False
    level1_weight: Decimal | None = None
    long_term: str | None = None
    projected: str | None = None
    likelihood: Likelihood | None = None
    causes: tuple[DeviationCause, ...] = ()


@dataclass(slots=True)
class DraftFund:
    """One row of funds in the making, as printed."""

    name: str
    initial: str | None = None
    annual: str | None = None
    executed: str | None = None
    weight: str | None = None
    rate: str | None = None
    score: str | None = None
    projected: str | None = None


@dataclass(slots=True)
class Draft:
    """A form in the making. `texts` are the labelled fields of target tables, `others` fields without a name of their own.

    `counted_funds` are the points of budget execution that the total counts, where they are not the printed ones.
    """

    kind: FormKind
    layout: Layout
    year: int
    project: str | None
    department: str | None
    unit: str | None
    money_unit: Literal["元", "万元"]
    rounding: RoundingHow = "half_up"
    rows: list[DraftRow] = field(default_factory=list)
    funds: list[DraftFund] = field(default_factory=list)
    expected_goal: str | None = None
    actual_completion: str | None = None
    money_remark: str = ""
    long_term_goal: str | None = None
    category: str | None = None
    plan_start: str | None = None
    plan_end: str | None = None
    texts: dict[str, str | None] = field(default_factory=dict)
    budgets: tuple[str | None, str | None, str | None, str | None] = (None, None, None, None)
    others: dict[str, str] = field(default_factory=dict)
    empty_rows: list[tuple[str, str]] = field(default_factory=list)
    has_grade: bool = True
    points_fixed: bool = True
    counted_funds: Decimal | None = None
    total_weight: Decimal | None = None
    total_score: Decimal | None = None
    grade: str | None = None
    period_end_month: int | None = None


class Label(msgspec.Struct, frozen=True):
    """One error that was put into a form.

    `rules` are the ids any of which names it. `places` are owners as findings have them: ``form``, ``funds``, ``indicators[3]``; a finding
    at any of them answers for the label. `number` counts the errors of one kind in one form.
    """

    kind: str
    form: int
    rules: tuple[str, ...]
    places: tuple[str, ...]
    severity: Severity


class CaseForm(msgspec.Struct, frozen=True):
    """One form of a case: where it stands and what was printed."""

    file: str
    ordinal: int
    layout: Layout
    format: Format
    rows: int
    rounding: RoundingHow


class Truth(msgspec.Struct, frozen=True):
    """What is known of a case: its forms, in the order of files and ordinals, and the errors in them. No label: a clean case."""

    case: str
    seed: int
    forms: tuple[CaseForm, ...]
    labels: tuple[Label, ...]


class Case(msgspec.Struct, frozen=True):
    """A case with the bytes of its files."""

    truth: Truth
    files: dict[str, bytes]
