"""Write the description of the interface into the documentation: `python -m scripts.openapi`."""

import os
from pathlib import Path

TARGET = Path(__file__).parents[1] / "docs" / "reference" / "openapi.json"


def text() -> str:
    """Return the description in English."""
    from django.utils import translation

    from servicecloud.api import schema

    with translation.override("en"):
        return schema.text()


def main() -> None:
    """Write it."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "servicecloud.settings.test")
    import django

    from servicecloud.catalogues import compile_stale

    compile_stale()
    django.setup()
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_text(text(), encoding="utf-8")


if __name__ == "__main__":
    main()
