"""Annotated copies opened by another program than those that wrote them."""

import shutil
import subprocess
from pathlib import Path

import pypdf
import pytest
from tests.plumbline.audit.faulty import audited, faulty_file

from plumbline.audit.annotate import annotate

PROGRAM = shutil.which("soffice")
pytestmark = pytest.mark.skipif(PROGRAM is None, reason="LibreOffice is not installed; copies were not opened with it")


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
@pytest.mark.xdist_group("soffice")
def test_libreoffice_prints_the_copy_with_everything_on_it(kind: str, tmp_path: Path):
    data = faulty_file(kind)
    file = tmp_path / f"copy.{kind}"
    file.write_bytes(annotate(data, file.name, audited(data, file.name)).data)

    command = [
        str(PROGRAM),
        "--headless",
        f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
        "--convert-to",
        "pdf",
        "--outdir",
        str(tmp_path),
        str(file),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)

    text = "".join("".join(page.extract_text().split()) for page in pypdf.PdfReader(tmp_path / "copy.pdf").pages)
    for said in ("财政项目支出绩效自评表", "澜川企业服务专项", "服务企业数", "99.89"):
        assert said in text
