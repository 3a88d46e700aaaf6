"""SARIF 2.1.0, the log that code review tools and pipelines read: one run, one result a finding.

Text sources have lines, so their findings have regions; a cell of a table or sheet is a logical location.
"""

from collections.abc import Iterable, Sequence
from typing import Any, BinaryIO

import msgspec

from plumbline.audit.engine import ENGINE_VERSION
from plumbline.audit.model import Finding, FormAudit, Severity
from plumbline.audit.registry import Rule
from plumbline.audit.reports import Background
from plumbline.audit.reports.words import field_label, place_text, rule_of, say
from plumbline.errors import Lang
from plumbline.forms.places import Cell

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS: dict[Severity, str] = {"error": "error", "warning": "warning", "info": "note"}
_PLAIN = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/")
_LINES = frozenset({"text"})
"""Parts whose rows are lines of the file."""


def write_sarif(audits: Iterable[FormAudit], out: BinaryIO, lang: Lang, _background: Background) -> None:
    """Write the log."""
    audits = list(audits)
    rules = sorted({finding.rule for audit in audits for finding in audit.findings})
    sources = list(dict.fromkeys(audit.source for audit in audits))
    run: dict[str, Any] = {
        "tool": {
            "driver": {
                "name": "Plumbline",
                "version": ENGINE_VERSION,
                "language": "zh-CN" if lang == "zh" else "en-US",
                "rules": [_rule(rule_id, rule_of(rule_id), lang) for rule_id in rules],
            }
        },
        "language": "zh-CN" if lang == "zh" else "en-US",
        "columnKind": "unicodeCodePoints",
        "artifacts": [{"location": {"uri": _uri(source)}, "roles": ["analysisTarget"]} for source in sources],
        "results": list(_results(audits, {rule: index for index, rule in enumerate(rules)}, sources, lang)),
        "properties": {"forms": [_form(audit) for audit in audits]},
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    out.write(msgspec.json.format(msgspec.json.encode(log), indent=1) + b"\n")


def _rule(rule_id: str, rule: Rule | None, lang: Lang) -> dict[str, Any]:
    if rule is None:
        return {"id": rule_id}
    return {
        "id": rule_id,
        "shortDescription": {"text": say((rule.title_zh, rule.title_en), lang)},
        "fullDescription": {"text": rule.source.sentence(lang)},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"since": rule.since.isoformat(), "needs": rule.needs},
    }


def _results(
    audits: Sequence[FormAudit], rules: dict[str, int], sources: Sequence[str], lang: Lang
) -> Iterable[dict[str, Any]]:
    artifacts = {source: index for index, source in enumerate(sources)}
    for audit in audits:
        for finding in audit.findings:
            index = artifacts[audit.source]
            said = say((finding.message_zh, finding.message_en), lang)
            advice = say((finding.advice_zh, finding.advice_en), lang)
            result: dict[str, Any] = {
                "ruleId": finding.rule,
                "ruleIndex": rules[finding.rule],
                "level": _LEVELS[finding.severity],
                "message": {"text": f"{said}\n{advice}"},
                "locations": [_location(finding.cell, _name(audit, finding.path), index, audit.source, lang)],
                "partialFingerprints": {"findingKey/v1": f"{audit.source}#{audit.ordinal}:{finding.key}"},
                "properties": _properties(audit, finding, lang),
            }
            if finding.consequences:
                result["relatedLocations"] = [
                    _location(one.cell, _name(audit, one.path), index, audit.source, lang)
                    | {"id": number, "message": {"text": f"{one.rule} {say((one.message_zh, one.message_en), lang)}"}}
                    for number, one in enumerate(finding.consequences)
                ]
            yield result


def _name(audit: FormAudit, path: str) -> str:
    return f"{audit.source}#{audit.ordinal}/{path}"


def _location(cell: Cell | None, name: str, artifact: int, source: str, lang: Lang) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": {"uri": _uri(source), "index": artifact}}
    logical: dict[str, Any] = {"name": name.rpartition("/")[2], "fullyQualifiedName": name, "kind": "member"}
    if cell is not None:
        if cell.part in _LINES:
            physical["region"] = {"startLine": cell.row}
        logical["properties"] = {
            "part": cell.part,
            "row": cell.row,
            "column": cell.column,
            "place": place_text(cell, lang),
        }
    return {"physicalLocation": physical, "logicalLocations": [logical]}


def _properties(audit: FormAudit, finding: Finding, lang: Lang) -> dict[str, Any]:
    values: dict[str, Any] = {
        "form": audit.ordinal,
        "project": audit.project_name,
        "rulebook": audit.rulebook,
        "field": finding.field,
        "fieldLabel": field_label(finding.field, lang),
        "path": finding.path,
        "level3": finding.level3,
        "printed": finding.printed,
        "expected": finding.expected_en or finding.expected if lang == "en" else finding.expected,
    }
    return {key: value for key, value in values.items() if value is not None}


def _form(audit: FormAudit) -> dict[str, Any]:
    counts = audit.obligations
    return {
        "source": audit.source,
        "ordinal": audit.ordinal,
        "kind": audit.kind,
        "rulebook": audit.rulebook,
        "pass": counts.passed,
        "fail": counts.fail,
        "notApplicable": counts.not_applicable,
        "undetermined": counts.undetermined,
    }


def _uri(name: str) -> str:
    """Write a file name as a relative reference; a colon in its first part would be read as a scheme."""
    quoted = "".join(
        chr(byte) if byte in _PLAIN else f"%{byte:02X}" for byte in name.replace("\\", "/").encode("utf-8", "replace")
    )
    return f"./{quoted}" if quoted.startswith("/") else quoted
