"""What the rows of a template hold, and which library version a row of a table came from."""

from decimal import Decimal

import msgspec


class Origin(msgspec.Struct, frozen=True, kw_only=True):
    """The version of a library indicator that a row was taken from."""

    indicator: int
    number: int


class TemplateRow(msgspec.Struct, frozen=True, kw_only=True):
    """One row of a template. Levels are as its author printed them; a target table takes them in its own taxonomy."""

    level1: str = ""
    level2: str = ""
    level3: str = ""
    target: str = ""
    weight: Decimal | None = None
    origin: Origin | None = None


def rows_from_json(value: object) -> tuple[TemplateRow, ...]:
    """Read the rows of a template version."""
    return msgspec.convert(value, tuple[TemplateRow, ...], strict=False)


def rows_as_json(rows: tuple[TemplateRow, ...]) -> object:
    """Return rows as a JSON field keeps them."""
    return msgspec.to_builtins(rows, builtin_types=())
