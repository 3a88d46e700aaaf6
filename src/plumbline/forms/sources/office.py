"""Old Word and WPS Writer files, RTF and Word 2003 XML: turned into docx by LibreOffice when it is installed.

The only room that starts a program or touches the disk, in a directory of its own that is gone afterwards. The profile is
private too: no macros, no links to other files, nothing of the user's settings.
"""

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

import msgspec

from plumbline.forms.grid import Document
from plumbline.forms.sources.docx import read_docx
from plumbline.forms.sources.problems import converted
from plumbline.forms.sources.refusals import refusal

Converter = Callable[[bytes], bytes]
"""The bytes of an old Word file to the bytes of a docx."""

SECONDS = 60
_PROGRAMS = ("soffice", "libreoffice", "/Applications/LibreOffice.app/Contents/MacOS/soffice")
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop>
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop>
</item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update">
<prop oor:name="Link" oor:op="fuse"><value>2</value></prop>
</item>
</oor:items>
"""


def read_office(data: bytes, file: str, *, convert: Converter | None = None) -> Document:
    """Read an old Word file through a conversion; `convert` stands in for LibreOffice."""
    converter = convert or find_converter()
    if converter is None:
        raise refusal("needs_libreoffice")
    document = read_docx(converter(data), file)
    return msgspec.structs.replace(document, problems=(converted("LibreOffice"), *document.problems))


def find_converter(programs: tuple[str, ...] = _PROGRAMS) -> Converter | None:
    """Return a converter that runs the first of the programs that is installed, None when none is."""
    program = next((path for name in programs if (path := shutil.which(name))), None)
    if program is None:
        return None
    return lambda data: convert_with(program, data)


def convert_with(program: str, data: bytes, *, seconds: float = SECONDS) -> bytes:
    """Run LibreOffice on a copy of the file and return the docx it wrote."""
    with tempfile.TemporaryDirectory(prefix="plumbline-", ignore_cleanup_errors=True) as name:
        room = Path(name)
        source = room / "form.doc"
        source.write_bytes(data)
        profile = room / "profile" / "user"
        profile.mkdir(parents=True)
        (profile / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")
        command = [
            program, "--headless", "--norestore", "--nologo", "--nodefault", f"-env:UserInstallation={profile.parent.as_uri()}",
            "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(room / "out"), str(source),
        ]  # fmt: skip
        _run(command, room, seconds)
        result = room / "out" / "form.docx"
        if not result.is_file():
            raise refusal("conversion_failed", "没有得到结果", "it gave no result")
        return result.read_bytes()


def _run(command: list[str], room: Path, seconds: float) -> None:
    try:
        process = subprocess.Popen(
            command,
            cwd=room,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as error:
        raise refusal("conversion_failed", "无法启动", "it did not start") from error
    with process:
        try:
            process.wait(timeout=seconds)
        except subprocess.TimeoutExpired as error:
            # The program starts children of its own; they share its session.
            if hasattr(os, "killpg"):
                os.killpg(process.pid, signal.SIGKILL)
            process.kill()
            raise refusal(
                "conversion_failed", f"超过 {seconds:.0f} 秒没有完成", f"not finished after {seconds:.0f} seconds"
            ) from error
