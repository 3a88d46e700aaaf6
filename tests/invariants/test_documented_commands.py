"""The commands that README and tutorial show run as they stand."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
COMMAND = Path(sys.executable).with_name("plumbline")
SHOWN = re.compile(
    r"\.venv/bin/plumbline (read src/plumbline/examples/[^`\n#>]*|write form\.json [^`\n]*)(?:> (\S+?)`)?"
)


def test_both_readmes_show_the_same_commands() -> None:
    english, chinese = (SHOWN.findall((ROOT / page).read_text("utf-8")) for page in ("README.md", "README.zh-CN.md"))

    assert english == chinese


@pytest.mark.parametrize("page", ["README.md", "docs/tutorial/first-reading.md"])
def test_the_commands_of_a_page_run_one_after_the_other(page: str, tmp_path: Path) -> None:
    (tmp_path / "src").symlink_to(ROOT / "src")
    found = SHOWN.findall((ROOT / page).read_text(encoding="utf-8"))

    assert found
    for arguments, output in found:
        done = subprocess.run([COMMAND, *arguments.split()], cwd=tmp_path, capture_output=True, check=False)
        assert done.returncode in {0, 1}, (arguments, done.stderr.decode())
        if output:
            (tmp_path / output).write_bytes(done.stdout)


def test_every_page_that_is_linked_exists() -> None:
    pages = [ROOT / "README.md", ROOT / "README.zh-CN.md", *ROOT.glob("docs/**/*.md")]
    links = [
        (page, target)
        for page in pages
        for target in re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
    ]

    assert [
        f"{page.relative_to(ROOT)}: {target}" for page, target in links if not (page.parent / target).exists()
    ] == []
