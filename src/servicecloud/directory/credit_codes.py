"""统一社会信用代码: 18 characters with two check digits (GB 32100-2015)."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from stdnum.cn import uscc
from stdnum.exceptions import ValidationError as WrongNumber

_FULL_WIDTH = str.maketrans(
    "０１２３４５６７８９ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺ　",
    "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ ",
)


def normalise(text: str) -> str:
    """Return the code as it is kept: half-width, upper case, without blanks and dashes."""
    return "".join(text.translate(_FULL_WIDTH).replace("-", "").split()).upper()


def is_valid(code: str) -> bool:
    """Tell whether a normalised code has the right form and check digit."""
    try:
        uscc.validate(code)
    except WrongNumber:
        return False
    return True


def validate_credit_code(code: str) -> None:
    """Refuse a code whose length, letters or check digit are wrong, and say so."""
    if len(code) != 18:
        raise ValidationError(
            _("统一社会信用代码应为18位，现为%(count)d位。"), params={"count": len(code)}, code="credit_code_length"
        )
    if not is_valid(code):
        message = _("统一社会信用代码的校验位不符，请核对是否有误输的字符（不使用字母 I、O、S、V、Z）。")
        raise ValidationError(message, code="credit_code_check")
