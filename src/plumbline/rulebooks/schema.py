"""The JSON Schema of a rulebook file, generated from the model; published as docs/reference/rulebook.schema.json."""

from typing import Any

import msgspec

from plumbline.rulebooks.load import BUNDLED_IDS
from plumbline.rulebooks.model import Rulebook


def rulebook_schema() -> dict[str, Any]:
    """Return the schema: a file that extends a bundled book may leave anything out, one that stands alone may not."""
    schemas, definitions = msgspec.json.schema_components([Rulebook], ref_template="#/$defs/{name}")
    whole = {name: _as_written(definition) for name, definition in definitions.items()}
    partial = {f"{name}Part": _partial(definition) for name, definition in whole.items()}
    partial["RulebookPart"]["properties"]["extends"] = {"enum": list(BUNDLED_IDS)}
    partial["RulebookPart"]["required"] = ["id", "extends"]
    root = schemas[0]["$ref"]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Plumbline rulebook",
        "if": {"type": "object", "required": ["extends"]},
        "then": {"$ref": f"{root}Part"},
        "else": {"$ref": root},
        "$defs": dict(sorted({**whole, **partial}.items())),
    }


def _as_written(node: Any) -> Any:
    """Allow a decimal as a YAML number, and refuse names that do not exist."""
    if isinstance(node, list):
        return [_as_written(item) for item in node]
    if not isinstance(node, dict):
        return node
    if node.get("format") == "decimal":
        return {"type": ["number", "string"]}
    written = {key: _as_written(value) for key, value in node.items()}
    if written.get("type") == "object" and "properties" in written:
        written["additionalProperties"] = False
    return written


def _partial(node: Any) -> Any:
    if isinstance(node, list):
        return [_partial(item) for item in node]
    if not isinstance(node, dict):
        return f"{node}Part" if isinstance(node, str) and node.startswith("#/$defs/") else node
    return {key: _partial(value) for key, value in node.items() if key != "required"}
