"""Everything that tests let LibreOffice print, in one run of the program: its start is most of the time."""

import os
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path

import pylopdf_fonts_zh_cn
from tests.plumbline.audit.faulty import annotated_copy
from tests.plumbline.forms.sources.pdf.office import word_tables

SOFFICE = shutil.which("soffice")
NO_SOFFICE = "LibreOffice (soffice) is not installed"
COPIES = ("docx", "xlsx")


@cache
def prints() -> dict[str, bytes]:
    """The printed files: Word tables by their names, annotated copies by their kinds."""
    files = {name: ("docx", data) for name, data in word_tables().items()}
    files |= {kind: (kind, annotated_copy(kind)) for kind in COPIES}
    return dict(zip(files, _printed(*files.values()), strict=True))


def _printed(*files: tuple[str, bytes]) -> tuple[bytes, ...]:
    """The files as LibreOffice prints them, in a home of its own with our font."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        (home / ".fonts").symlink_to(Path(pylopdf_fonts_zh_cn.__file__).parent)
        paths = [home / f"form{number}.{kind}" for number, (kind, _) in enumerate(files)]
        for path, (_, data) in zip(paths, files, strict=True):
            path.write_bytes(data)
        command = [SOFFICE or "soffice", "--headless", f"-env:UserInstallation=file://{home}/profile"]
        command += ["--convert-to", "pdf", "--outdir", str(home), *map(str, paths)]
        subprocess.run(command, check=True, capture_output=True, timeout=120, env={**os.environ, "HOME": str(home)})
        return tuple(path.with_suffix(".pdf").read_bytes() for path in paths)
