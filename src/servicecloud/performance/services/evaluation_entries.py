"""What people type into a self-evaluation, read into its content. Numbers stay the snapshots'."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import msgspec

from plumbline.rulebooks import load_rulebook
from servicecloud.performance.services.rows import weight_of
from servicecloud.performance.values import (
    EvaluatedRow,
    EvaluationContent,
    TargetContent,
)

LONGEST = 1000
TEXTS = ("level", "reason", "deviation", "statement", "evidence")


def with_entries(before: EvaluationContent, values: Mapping[str, Any], target: TargetContent) -> EvaluationContent:
    """Return a content with what was typed into it."""
    return msgspec.structs.replace(
        before,
        completion=str(values.get("completion", before.completion)).strip()[:6000],
        funds_deviation=str(values.get("funds_deviation", before.funds_deviation)).strip()[:LONGEST],
        **_statement(before, values),
        rows=tuple(_completed(row, values.get("rows", {}).get(row.key), target) for row in before.rows),
        words={**before.words, **{key: text.strip()[:LONGEST] for key, text in values.get("words", {}).items()}},
    )


def _statement(before: EvaluationContent, values: Mapping[str, Any]) -> dict[str, str]:
    """Return whether the project is completed, as somebody states it; what is neither yes nor no is no statement."""
    if not load_rulebook(before.rulebook).asks_completion:
        return {}
    answer = str(values.get("completed", before.completed))
    reason = str(values.get("completed_reason", before.completed_reason)).strip()[:LONGEST]
    return {"completed": answer if answer in ("yes", "no") else "", "completed_reason": reason}


def _completed(row: EvaluatedRow, given: Mapping[str, Any] | None, target: TargetContent) -> EvaluatedRow:
    if given is None:
        return row
    texts = {name: str(given.get(name, getattr(row, name))).strip()[:LONGEST] for name in TEXTS}
    score: Decimal | None = row.claimed_score
    if "claimed_score" in given:
        score = weight_of(given["claimed_score"])
    promised = target.row(row.key)
    is_bound = promised is not None and promised.binding is not None and promised.binding.kind == "measure"
    actual = row.actual if is_bound else str(given.get("actual", row.actual)).strip()[:200]
    return msgspec.structs.replace(row, claimed_score=score, actual=actual, **texts)
