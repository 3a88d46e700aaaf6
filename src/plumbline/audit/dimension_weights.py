"""The points of each dimension of a form."""

from decimal import Decimal

from plumbline.audit.context import AuditedForm
from plumbline.audit.taxonomy import Dimension

_SCORED: dict[Dimension, Dimension] = {
    "cost": "cost",
    "output": "output",
    "benefit": "benefit",
    "influence": "benefit",
    "satisfaction": "satisfaction",
}


def dimension_weights(form: AuditedForm) -> dict[Dimension, Decimal] | None:
    """Add up the weights by dimension, 成本 under 产出 counted as output.

    None when a weight is missing, an indicator belongs to no dimension that is scored, or all lines do not make the full score.
    """
    found: dict[Dimension, Decimal] = {}
    for row in form.rows:
        dimension = _SCORED.get(row.dimension) if row.dimension else None
        if dimension is None or row.weight is None:
            return None
        found[dimension] = found.get(dimension, Decimal(0)) + row.weight
    weights = form.rulebook.weights
    total = sum(found.values(), Decimal(0))
    execution = weights.total - weights.declaration_total
    return found if total + execution == weights.total else None
