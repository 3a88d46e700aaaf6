"""What a writer refuses."""

from plumbline.errors import PlumblineError


class CellTooLongError(PlumblineError):
    """A text does not fit into one cell of a workbook."""

    code = "cell_too_long"

    def __init__(self, beginning: str, length: int, limit: int) -> None:
        self.beginning = beginning
        self.length = length
        self.limit = limit
        super().__init__(
            f"以“{beginning}…”开头的文字有 {length} 个字符，超出 Excel 单元格上限 {limit}。请缩短，或改用 docx、pdf、html。",
            f"The text that begins {beginning!r} has {length} characters, more than the {limit} an Excel cell holds. "
            "Shorten it, or write docx, pdf or html.",
        )

    def __reduce__(self) -> tuple[type["CellTooLongError"], tuple[str, int, int]]:
        return type(self), (self.beginning, self.length, self.limit)


class UnknownOutputError(PlumblineError):
    """No writer prints the asked file kind."""

    code = "unknown_output"

    def __init__(self, kind: str, known: tuple[str, ...]) -> None:
        self.kind = kind
        self.known = known
        super().__init__(
            f"不能输出“{kind}”。可选：{'、'.join(known)}。",
            f"Cannot write {kind!r}. Choose one of: {', '.join(known)}.",
        )

    def __reduce__(self) -> tuple[type["UnknownOutputError"], tuple[str, tuple[str, ...]]]:
        return type(self), (self.kind, self.known)
