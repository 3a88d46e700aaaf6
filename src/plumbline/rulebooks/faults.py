"""What can be wrong with a rulebook file: every fault with its path, and the two refusals."""

import msgspec

from plumbline.errors import PlumblineError


class RulebookFault(msgspec.Struct, frozen=True):
    """One fault, at a path such as ``grades.steps[1].at_least`` (empty for the file as a whole)."""

    path: str
    message_zh: str
    message_en: str


class InvalidRulebookError(PlumblineError):
    """The text is not a rulebook; `faults` lists everything that is wrong, not only the first."""

    code = "invalid_rulebook"

    def __init__(self, faults: tuple[RulebookFault, ...]) -> None:
        self.faults = faults
        zh = "；".join(f"{fault.path or '文件'}：{fault.message_zh}" for fault in faults)
        en = "; ".join(f"{fault.path or 'file'}: {fault.message_en}" for fault in faults)
        super().__init__(
            f"规则手册有{len(faults)}处错误：{zh}。请按 docs/reference/rulebooks.md 修改。",
            f"The rulebook has {len(faults)} fault(s): {en}. See docs/reference/rulebooks.md for what belongs there.",
        )

    def __reduce__(self) -> tuple[type["InvalidRulebookError"], tuple[tuple[RulebookFault, ...]]]:
        return type(self), (self.faults,)


class UnknownRulebookError(PlumblineError):
    """No bundled rulebook has this id."""

    code = "unknown_rulebook"

    def __init__(self, rulebook_id: str, known: tuple[str, ...]) -> None:
        self.rulebook_id = rulebook_id
        self.known = known
        names = ", ".join(known)
        super().__init__(
            f"没有名为“{rulebook_id}”的规则手册。可用的有：{names}；也可以给出自己的 YAML 文件。",
            f'There is no rulebook "{rulebook_id}". Known: {names}; or give a YAML file of your own.',
        )

    def __reduce__(self) -> tuple[type["UnknownRulebookError"], tuple[str, tuple[str, ...]]]:
        return type(self), (self.rulebook_id, self.known)
