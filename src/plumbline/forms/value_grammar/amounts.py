"""Cells that hold one plain number: money, points, rates."""

import re
from decimal import Decimal

_NUMBER = re.compile(r"[¥$]?([-+]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?|[-+]?\.[0-9]+|[0-9]+\.)(?:%|分)?")
_FOLD = str.maketrans(
    {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    | {ord("￥"): "¥", ord("−"): "-"}
    | dict.fromkeys(map(ord, " \t\r\n\f\v\u00a0\u3000\u2002\u2003\u2009\u202f\u200b\u200c\u200d\u2060\ufeff"), None)
)


def parse_amount(raw: str) -> Decimal | None:
    """Read the number of a money, points or rate cell in the form's own unit: ``1,136,657.4``, ``65.79%``, ``¥380000``, ``10分``.

    None for a blank, for a dash and for everything that is not one plain number; a cell with a money unit of its own (39.46万元) is
    not plain, since the form may count in another. Never raises.
    """
    match = _NUMBER.fullmatch(raw.translate(_FOLD))
    return None if match is None else Decimal(match[1].replace(",", ""))
