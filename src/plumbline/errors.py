"""What can be refused, and why.

Two kinds only: a fault in the user's data is a value that is collected (`ReadingProblem`, `Finding`); a refused or
impossible act is one of these exceptions. Each carries a stable `code` and one sentence in either language that says what
to do.
"""

from typing import Any, Literal

Lang = Literal["zh", "en"]


class PlumblineError(Exception):
    """A refused act. `str()` gives the Chinese sentence. Errors of every kind pass whole from one process to another."""

    code = "error"

    def __init__(self, message_zh: str, message_en: str) -> None:
        self.message_zh = message_zh
        self.message_en = message_en
        super().__init__(message_zh)

    def __reduce__(self) -> tuple[Any, ...]:
        return _restored, (type(self), self.args, self.__dict__)

    def message(self, lang: Lang = "zh") -> str:
        """Return the sentence in the asked language."""
        return self.message_zh if lang == "zh" else self.message_en


def _restored(kind: type[PlumblineError], args: tuple[Any, ...], fields: dict[str, Any]) -> PlumblineError:
    """Make an error again without its constructor, whose arguments are each kind's own affair."""
    error = kind.__new__(kind)
    error.args = args
    error.__dict__.update(fields)
    return error


class UnreadableFileError(PlumblineError):
    """The bytes are not a file that can be read: empty, damaged, encrypted, scanned, too large, of an unknown type."""

    def __init__(self, code: str, message_zh: str, message_en: str) -> None:
        self.code = code
        super().__init__(message_zh, message_en)


class InvalidFormJsonError(PlumblineError):
    """The JSON is not a form of this version of the schema."""

    code = "invalid_form_json"
