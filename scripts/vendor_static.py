"""Fetch the third-party browser files from their npm packages into the site, with version and licence beside each.

Run it to move to another version: change VENDORED, run, look at the site, commit the files.
"""

import io
import json
import re
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

TARGET = Path(__file__).parents[1] / "src" / "servicecloud" / "static" / "vendor"


@dataclass(frozen=True)
class Package:
    """An npm package at a fixed version and the files we serve of it."""

    name: str
    version: str
    files: tuple[str, ...]


VENDORED = (
    Package("bootstrap", "5.3.8", ("dist/css/bootstrap.min.css",)),
    Package("htmx.org", "2.0.11", ("dist/htmx.min.js",)),
    Package("echarts", "6.1.0", ("dist/echarts.common.min.js",)),
)
_SOURCE_MAP = re.compile(rb"\n?(//# sourceMappingURL=\S+|/\*# sourceMappingURL=\S+ \*/)\s*$")


def fetch(package: Package) -> dict[str, object]:
    """Unpack one package's files and its licence; return its line in the manifest."""
    with tempfile.TemporaryDirectory() as folder:
        command = ["npm", "pack", f"{package.name}@{package.version}", "--silent", "--pack-destination", folder]
        subprocess.run(command, check=True, capture_output=True)
        archive_path = next(Path(folder).glob("*.tgz"))
        target = TARGET / f"{package.name.removesuffix('.org')}-{package.version}"
        target.mkdir(parents=True, exist_ok=True)
        with tarfile.open(fileobj=io.BytesIO(archive_path.read_bytes())) as archive:
            names = archive.getnames()
            licences = [name for name in names if re.fullmatch(r"package/(LICEN[CS]E|NOTICE)(\.\w+)?", name)]
            for name in [*(f"package/{path}" for path in package.files), *licences]:
                member = archive.extractfile(name)
                if member is None:
                    sys.exit(f"{package.name} {package.version} has no {name}")
                (target / Path(name).name).write_bytes(_SOURCE_MAP.sub(b"\n", member.read()))
            manifest = json.loads(archive.extractfile("package/package.json").read())  # type: ignore[union-attr]
    return {"name": package.name, "version": package.version, "licence": manifest["license"], "folder": target.name}


def main() -> None:
    """Fetch every package and write the manifest."""
    lines = [fetch(package) for package in VENDORED]
    (TARGET / "vendored.json").write_text(json.dumps(lines, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
