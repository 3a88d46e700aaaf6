"""Acts the evidence core refuses."""

from plumbline.errors import PlumblineError


class InvalidEntryError(PlumblineError):
    """The fact cannot be written down unambiguously, so it has no canonical form."""

    code = "invalid_entry"


class UnknownAlgorithmError(PlumblineError):
    """No digest algorithm of this name is known."""

    code = "unknown_algorithm"

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        self.name = name
        listed = "、".join(known)
        super().__init__(
            f"不认识摘要算法“{name}”。可用：{listed}。",
            f"unknown digest algorithm {name!r}. Known: {', '.join(known)}.",
        )


class SealRefusedError(PlumblineError):
    """The seal would not follow from the one before it."""

    code = "seal_refused"


class ProofRefusedError(PlumblineError):
    """A proof was asked about an entry or a head that the tree does not have."""

    code = "proof_refused"


class UnitMismatchError(PlumblineError):
    """A quantity in one unit was offered to a measure kept in another."""

    code = "unit_mismatch"

    def __init__(self, measure_unit: str, entry_unit: str, why_zh: str, why_en: str) -> None:
        self.measure_unit = measure_unit
        self.entry_unit = entry_unit
        super().__init__(
            f"计量单位不符：指标口径为“{measure_unit}”，记录为“{entry_unit}”。{why_zh}",
            f"unit mismatch: the measure is kept in {measure_unit}, the entry in {entry_unit}. {why_en}",
        )


class InvalidCountingRuleError(PlumblineError):
    """The counting rule contradicts itself."""

    code = "invalid_counting_rule"
