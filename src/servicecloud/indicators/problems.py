"""What is wrong with an indicator as somebody wrote it, field by field, all at once."""

import re
from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db.models import CharField

from plumbline.reference.indicator_categories import categories
from servicecloud.indicators import enums, words
from servicecloud.indicators.models import IndicatorVersion

CONTENT = (
    *("name", "definition", "category", "direction", "unit", "source", "counting_rule", "evidence"),
    *("measure", "taking", "share", "usual_weight", "reference_value", "target_basis", "scoring_rule"),
    *("policy_basis", "note"),
)
"""The fields of a version that its author writes, in the order of the page."""

CHOICES: dict[str, Any] = {
    "direction": enums.Direction,
    "source": enums.ValueSource,
    "taking": enums.Taking,
    "target_basis": enums.TargetBasis,
}
_LONGEST = {
    field.name: field.max_length or 0 for field in IndicatorVersion._meta.fields if isinstance(field, CharField)
}
REQUIRED = ("name", "definition", "category", "direction", "source")
_WITH_VALUE = re.compile(r"[≥≤><＞＜]\s*\d+|\d+(\.\d+)?\s*[%％]")


def cleaned(values: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, list[str]]]:
    """Return the content of a version and the sentences about each field that is wrong."""
    problems: dict[str, list[str]] = defaultdict(list)
    content: dict[str, Any] = {}
    for name in CONTENT:
        if name == "usual_weight":
            content[name] = _weight(values.get(name), problems)
            continue
        text = str(values.get(name) or "").strip()
        most = _LONGEST[name]
        if len(text) > most:
            problems[name].append(str(words.TOO_LONG % {"most": most}))
        if not text and name in REQUIRED:
            problems[name].append(str(words.NEEDED))
        content[name] = text[:most]
    content["taking"] = content["taking"] or enums.Taking.NUMBER.value
    for name, kind in CHOICES.items():
        if content[name] and content[name] not in kind.values:
            labels = "、".join(str(label) for label in kind.labels)
            problems[name].append(str(words.NO_CHOICE % {"text": content[name], "choices": labels}))
    if content["category"] and content["category"] not in categories():
        names = "、".join(category.name_zh for category in categories().values())
        problems["category"].append(str(words.NO_CHOICE % {"text": content["category"], "choices": names}))
    _check_together(content, problems)
    return content, dict(problems)


def _check_together(content: dict[str, Any], problems: dict[str, list[str]]) -> None:
    is_counted = content["source"] in set(enums.ValueSource.values) - {enums.ValueSource.NARRATIVE}
    if content["direction"] and content["direction"] != enums.Direction.QUALITATIVE and not content["unit"]:
        problems["unit"].append(str(words.UNIT_NEEDED % {}))
    if is_counted and not content["counting_rule"]:
        problems["counting_rule"].append(str(words.RULE_NEEDED))
    if content["source"] == enums.ValueSource.NARRATIVE and not content["evidence"]:
        problems["evidence"].append(str(words.EVIDENCE_NEEDED))
    if content["measure"] and content["taking"] == enums.Taking.SHARE and "=" not in content["share"]:
        problems["share"].append(str(words.SHARE_NEEDED))
    found = _WITH_VALUE.search(content["name"])
    if found:
        problems["name"].append(str(words.NAME_WITH_VALUE % {"text": found[0]}))


def _weight(value: Any, problems: dict[str, list[str]]) -> Decimal | None:
    if value is None or value == "":
        return None
    try:
        weight = Decimal(str(value).strip().removesuffix("分")).quantize(Decimal("0.01"))
    except InvalidOperation:
        problems["usual_weight"].append(str(words.NO_NUMBER % {"text": str(value)[:20]}))
        return None
    if not 0 < weight <= 100:
        problems["usual_weight"].append(str(words.WEIGHT_RANGE))
        return None
    return weight
