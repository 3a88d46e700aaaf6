"""A refused act of the site: one class per reason, a stable `code`, one sentence that says why and what to do.

The sentence is translated when it is shown, so the same error reads Chinese on one person's page and English on another's.
"""

from typing import ClassVar, Literal

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Lang = Literal["zh", "en"]
_LOCALES = {"zh": "zh-hans", "en": "en"}


class DomainError(Exception):
    """A refused or impossible act. Keyword arguments fill the sentence and stay readable as `data`."""

    code: ClassVar[str] = "refused"
    status: ClassVar[int] = 409
    sentence: ClassVar[str | Promise] = _("这个操作没有被接受。")

    def __init__(self, **data: object) -> None:
        self.data = data
        super().__init__(self.code, data)

    def __str__(self) -> str:
        return str(self.sentence) % self.data if self.data else str(self.sentence)

    def message(self, lang: Lang) -> str:
        """Return the sentence in the asked language, whatever language is active."""
        with translation.override(_LOCALES[lang]):
            return str(self)


class NotPermittedError(DomainError):
    """The person is known and the thing is visible, but the act needs a role the person does not hold."""

    code = "not_permitted"
    status = 403
    sentence = _("您的角色不能进行这项操作。如需要，请联系本单位的管理员调整角色。")


class NotFoundError(DomainError):
    """No such thing, or it belongs to somebody else: the answer is the same, so that nothing leaks."""

    code = "not_found"
    status = 404
    sentence = _("没有找到这项内容，或者它不属于您的单位。")


class InvalidInputError(DomainError):
    """The input cannot be accepted. `fields` maps a field's name to the sentences about it."""

    code = "invalid"
    status = 422
    sentence = _("填写的内容有误，请按提示修改后重新提交。")

    def __init__(self, fields: dict[str, list[str]] | None = None, **data: object) -> None:
        super().__init__(**data)
        self.fields = fields or {}
