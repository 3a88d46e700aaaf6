"""`plumbline audit --engine ray` where there is no Ray; on a cluster it is tested in tests/ray."""

import sys
from pathlib import Path

import pytest
from tests.plumbline.cli.test_audit import GOOD, _form

from plumbline.cli.main import main


@pytest.mark.parametrize(
    ("lang", "said"), [("zh", "没有安装 Ray"), ("en", "Ray is not installed; install plumbline[ray]")]
)
def test_without_ray_the_refusal_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], lang: str, said: str
) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    (tmp_path / "form.txt").write_text(_form(**GOOD), "utf-8")

    with pytest.raises(SystemExit) as exit_:
        main(["audit", str(tmp_path), "--engine", "ray", "--lang", lang])

    printed = capsys.readouterr()
    assert exit_.value.code == 2
    assert said in printed.err
    assert "Traceback" not in printed.err
    assert printed.out == ""
