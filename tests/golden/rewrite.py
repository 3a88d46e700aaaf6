"""`make golden`: write all expected files and generated reference pages anew. Read the difference line by line."""

import json
from pathlib import Path

from tests.conftest import SHARED_FORMS
from tests.golden import library, published_forms

from plumbline.forms.serialisation import json_schema

REFERENCE = Path(__file__).parents[2] / "docs" / "reference"


def main() -> None:
    """Rewrite every library whose input is at hand."""
    schema = json.dumps(json_schema(), ensure_ascii=False, indent=2)
    (REFERENCE / "form.schema.json").write_text(schema + "\n", encoding="utf-8")
    library.rewrite()
    if SHARED_FORMS.is_dir():
        published_forms.rewrite(SHARED_FORMS)


if __name__ == "__main__":
    main()
