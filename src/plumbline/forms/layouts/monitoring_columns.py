"""The columns that only the monitoring table has: projection, causes of deviation, likelihood."""

import msgspec

from plumbline.forms.layouts.cleaning import clean_text, or_none
from plumbline.forms.layouts.row_reading import RowReading
from plumbline.forms.layouts.values_in_rows import actual_of
from plumbline.forms.model import DeviationCause, Indicator, Likelihood, MonitoringIndicator

CAUSES: dict[str, DeviationCause] = {
    "cause_funding": "funding",
    "cause_institution": "institution",
    "cause_staff": "staff",
    "cause_hardware": "hardware",
    "cause_other": "other",
}
LIKELIHOODS: dict[str, Likelihood] = {
    "likelihood_certain": "certain",
    "likelihood_possible": "possible",
    "likelihood_impossible": "impossible",
}
LIKELIHOOD_WORDS: dict[str, Likelihood] = {
    "确定能": "certain",
    "有可能": "possible",
    "完全不可能": "impossible",
    "不可能": "impossible",
}
CAUSE_WORDS: dict[str, DeviationCause] = {
    "经费保障": "funding",
    "制度保障": "institution",
    "人员保障": "staff",
    "硬件条件保障": "hardware",
    "硬件保障": "hardware",
    "其他": "other",
}
UNTICKED = frozenset({"", "□", "×", "✗", "否", "-", "—", "/", "○", "☐", "无"})


def is_ticked(text: str) -> bool:
    """Whether a tick cell is ticked: √ ✓ ☑ ■ 是 1, or any words written into it."""
    return clean_text(text) not in UNTICKED


def monitoring_indicator(indicator: Indicator, found: RowReading) -> MonitoringIndicator:
    """Add what only the monitoring table prints to a row."""
    causes = [cause for role, cause in CAUSES.items() if is_ticked(found.text(role))]
    likelihood = next((value for role, value in LIKELIHOODS.items() if is_ticked(found.text(role))), None)
    deviation = indicator.deviation
    if likelihood is None:
        likelihood = LIKELIHOOD_WORDS.get(found.key("likelihood"))
    if not causes and deviation:
        causes = [cause for word, cause in CAUSE_WORDS.items() if f"☑{word}" in deviation or f"√{word}" in deviation]
    return MonitoringIndicator(
        **msgspec.structs.asdict(indicator),
        projected=actual_of(or_none(found.text("projected"))),
        deviation_causes=tuple(causes),
        likelihood=likelihood,
        remark=or_none(clean_text(found.text("remark"))),
    )
