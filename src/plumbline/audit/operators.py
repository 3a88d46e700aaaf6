"""Targets printed with another operator."""

from plumbline.forms.values import PrintedValue

_TURNED = {">=": "≤", ">": "≤", "<=": "≥", "<": "≥"}


def turned(value: PrintedValue) -> str:
    """Print a target with its direction turned round: ≤1次 as ≥1次."""
    return with_operator(value, _TURNED.get(value.operator, "="))


def with_operator(value: PrintedValue, operator: str) -> str:
    """Print a target's number and unit behind another operator."""
    number = value.high if value.low is None else value.low
    return f"{operator}{number or ''}{value.unit or ''}"
