"""The site's own password rule."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

_CLASSES = (str.islower, str.isupper, str.isdigit)


class ThreeClassesValidator:
    """Three of four classes: lower case, upper case, digits, everything else (which includes Chinese characters)."""

    def validate(self, password: str, user: object = None) -> None:  # noqa: ARG002 - Django's interface
        """Raise when the password draws on fewer than three classes."""
        count = sum(any(is_class(char) for char in password) for is_class in _CLASSES)
        count += any(not any(is_class(char) for is_class in _CLASSES) for char in password)
        if count < 3:
            raise ValidationError(self.get_help_text(), code="password_too_uniform")

    def get_help_text(self) -> str:
        """Say the rule."""
        return _("密码至少包含小写字母、大写字母、数字、其他字符这四类中的三类。")
