"""Audits as JSON and back."""

from typing import Any

import msgspec

from plumbline.audit.model import FormAudit
from plumbline.audit.registry import rule_named

_DECODER: msgspec.json.Decoder[tuple[FormAudit, ...]] = msgspec.json.Decoder(tuple[FormAudit, ...])


def to_builtins(audit: FormAudit) -> dict[str, Any]:
    """Return the audit as dicts, lists, strings and numbers, each finding with the basis of its rule in both languages."""
    built: dict[str, Any] = msgspec.to_builtins(audit)
    for finding in built["findings"]:
        del finding["explains"]
        known = rule_named(finding["rule"])
        if known is not None:
            finding["basis_zh"] = known.source.sentence("zh")
            finding["basis_en"] = known.source.sentence("en")
    return built


def to_json(audit: FormAudit) -> bytes:
    """Return one audit as UTF-8 JSON on one line; the same audit always gives the same bytes."""
    return msgspec.json.encode(to_builtins(audit))


def audits_from_json(data: bytes) -> tuple[FormAudit, ...]:
    """Read a list of audits back; msgspec.ValidationError or DecodeError when it is none of this version."""
    return _DECODER.decode(data)
