import io
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from tests.plumbline.audit.faulty import audited, audited_forms, faulty_file, faulty_form

from plumbline.audit.model import FormAudit
from plumbline.audit.reports import REPORTS, Background
from plumbline.errors import Lang

MESSAGE = {"type": "object", "required": ["text"], "properties": {"text": {"type": "string", "minLength": 1}}}
ARTIFACT = {
    "type": "object", "additionalProperties": False, "properties": {
        "uri": {"type": "string", "pattern": r"^[A-Za-z0-9._~/%-]+$"}, "index": {"type": "integer", "minimum": 0}},
}  # fmt: skip
LOCATION = {
    "type": "object", "additionalProperties": False, "required": ["physicalLocation"], "properties": {
        "id": {"type": "integer", "minimum": 0}, "message": MESSAGE,
        "physicalLocation": {"type": "object", "additionalProperties": False, "required": ["artifactLocation"], "properties": {
            "artifactLocation": ARTIFACT,
            "region": {"type": "object", "additionalProperties": False, "properties": {"startLine": {"type": "integer", "minimum": 1}}}}},
        "logicalLocations": {"type": "array", "items": {"type": "object", "additionalProperties": False, "properties": {
            "name": {"type": "string"}, "fullyQualifiedName": {"type": "string"}, "kind": {"type": "string"}, "properties": {"type": "object"}}}}},
}  # fmt: skip
LEVEL = {"enum": ["none", "note", "warning", "error"]}
RULE = {
    "type": "object", "additionalProperties": False, "required": ["id"], "properties": {
        "id": {"type": "string"}, "shortDescription": MESSAGE, "fullDescription": MESSAGE, "properties": {"type": "object"},
        "defaultConfiguration": {"type": "object", "additionalProperties": False, "properties": {"level": LEVEL}}},
}  # fmt: skip
RESULT = {
    "type": "object", "additionalProperties": False, "required": ["message"], "properties": {
        "ruleId": {"type": "string"}, "ruleIndex": {"type": "integer", "minimum": 0}, "level": LEVEL, "message": MESSAGE,
        "locations": {"type": "array", "items": LOCATION}, "relatedLocations": {"type": "array", "items": LOCATION},
        "partialFingerprints": {"type": "object", "additionalProperties": {"type": "string"}}, "properties": {"type": "object"}},
}  # fmt: skip
LOG = {
    "type": "object", "additionalProperties": False, "required": ["version", "runs"], "properties": {
        "$schema": {"type": "string", "pattern": "sarif-schema-2.1.0.json$"}, "version": {"const": "2.1.0"},
        "runs": {"type": "array", "minItems": 1, "items": {"type": "object", "additionalProperties": False, "required": ["tool"], "properties": {
            "tool": {"type": "object", "required": ["driver"], "properties": {"driver": {
                "type": "object", "additionalProperties": False, "required": ["name"], "properties": {
                    "name": {"const": "Plumbline"}, "version": {"type": "string"}, "language": {"type": "string", "pattern": "^[a-zA-Z]{2}(-[a-zA-Z]{2})?$"},
                    "rules": {"type": "array", "uniqueItems": True, "items": RULE}}}}},
            "language": {"type": "string", "pattern": "^[a-zA-Z]{2}(-[a-zA-Z]{2})?$"}, "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
            "artifacts": {"type": "array", "items": {"type": "object", "required": ["location"], "properties": {
                "location": ARTIFACT, "roles": {"type": "array", "items": {"enum": ["analysisTarget"]}}}}},
            "results": {"type": "array", "items": RESULT}, "properties": {"type": "object"}}}}},
}  # fmt: skip
"""The part of the standard's structure that the log makes use of, closed: nothing else may appear."""


def log_of(audits: list[FormAudit], lang: Lang = "zh") -> dict[str, Any]:
    out = io.BytesIO()
    REPORTS["sarif"](audits, out, lang, Background())
    log: dict[str, Any] = json.loads(out.getvalue())
    jsonschema.validate(log, LOG)
    return log


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_log_has_the_structure_of_the_standard(lang: Lang):
    audits = audited_forms(faulty_form(source="报表/自评 表#1.docx"))

    run = log_of(audits, lang)["runs"][0]

    assert [result["ruleId"] for result in run["results"]] == [finding.rule for finding in audits[0].findings]
    assert run["artifacts"][0]["location"]["uri"].isascii()


def test_rules_and_artifacts_are_found_by_their_numbers():
    run = log_of(audited_forms(faulty_form(), faulty_form(ordinal=2, source="乙.docx")))["runs"][0]

    for result in run["results"]:
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        place = result["locations"][0]["physicalLocation"]["artifactLocation"]
        assert run["artifacts"][place["index"]]["location"]["uri"] == place["uri"]


def test_a_text_source_has_lines_and_a_table_has_logical_places():
    example = Path(__file__).parents[4] / "src/plumbline/examples/forms/self-evaluation-yuan.txt"
    lined = log_of(audited(example.read_bytes(), example.name))["runs"][0]["results"]
    tabled = log_of(audited(faulty_file("docx"), "表.docx"))["runs"][0]["results"]

    assert any("region" in result["locations"][0]["physicalLocation"] for result in lined)
    assert not any("region" in result["locations"][0]["physicalLocation"] for result in tabled)
    places = [result["locations"][0]["logicalLocations"][0].get("properties") for result in tabled]
    assert {"part": "table:1", "row": 9, "column": 7, "place": "第1张表，第9行第7列"} in places


def test_consequences_are_related_locations():
    results = log_of(audited_forms(faulty_form()))["runs"][0]["results"]

    unit_mix = next(result for result in results if result["ruleId"] == "U-01")
    assert len(unit_mix["relatedLocations"]) >= 5


def test_fingerprints_tell_findings_apart():
    results = log_of(audited_forms(faulty_form(), faulty_form(ordinal=2)))["runs"][0]["results"]

    prints = [result["partialFingerprints"]["findingKey/v1"] for result in results]
    assert len(set(prints)) == len(prints)


def test_no_findings_are_an_empty_list_and_not_a_missing_one():
    assert log_of([])["runs"][0]["results"] == []
