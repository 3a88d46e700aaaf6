"""The published JSON Schema of rulebooks."""

import json
from importlib import resources
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from plumbline.rulebooks import BUNDLED_IDS
from plumbline.rulebooks.schema import rulebook_schema

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "rulebook.schema.json"


class _JsonLike(yaml.SafeLoader):
    """Dates stay text, as an editor that checks YAML against a schema reads them."""

    yaml_implicit_resolvers = {  # noqa: RUF012 - the shape PyYAML asks for
        key: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
        for key, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


def _faults(text: str) -> list[str]:
    validator = jsonschema.Draft202012Validator(rulebook_schema())
    value: Any = yaml.load(text, Loader=_JsonLike)
    return [error.json_path for error in validator.iter_errors(value)]


def test_the_published_schema_is_the_generated_one() -> None:
    assert json.loads(PAGE.read_text("utf-8")) == json.loads(json.dumps(rulebook_schema()))


@pytest.mark.parametrize("rulebook_id", BUNDLED_IDS)
def test_every_bundled_file_fits_the_schema(rulebook_id: str) -> None:
    text = resources.files("plumbline.rulebooks").joinpath("data", f"{rulebook_id}.yaml").read_text("utf-8")

    assert _faults(text) == []


def test_the_schema_is_itself_valid() -> None:
    jsonschema.Draft202012Validator.check_schema(rulebook_schema())


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("id: ours\nextends: elsewhere\n", "$.extends"),
        ("id: ours\nextends: national-2020\ncolour: red\n", "$"),
        ("id: ours\nextends: national-2020\nreverse: {method: sideways}\n", "$.reverse.method"),
        ("id: ours\n", "$"),
    ],
)
def test_the_schema_refuses_what_loading_refuses(text: str, path: str) -> None:
    assert path in _faults(text)


def test_a_part_is_enough_in_a_file_that_extends() -> None:
    assert (
        _faults(
            "id: ours\nextends: national-2020\nrounding: {row: {how: truncate}}\naudit: {thresholds: [{id: F-07, value: 85}]}\n"
        )
        == []
    )
