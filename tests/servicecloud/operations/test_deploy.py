"""The examples in deploy/ name only what exists."""

import re
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from servicecloud.cli import main

ROOT = Path(__file__).parents[3]
FILES = sorted(path for path in (ROOT / "deploy").iterdir() if path.is_file())
SETTINGS = (ROOT / "docs" / "reference" / "site-settings.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_variable_named_is_documented(path):
    named = set(re.findall(r"\b(?:PLUMBLINE_[A-Z_]+|DATABASE_URL)\b", path.read_text(encoding="utf-8")))

    missing = {name for name in named if name not in SETTINGS and name.replace("PLUMBLINE_SMTP", "") not in SETTINGS}

    assert missing == set()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_command_named_exists(path):
    text = path.read_text(encoding="utf-8")
    named = re.findall(r"plumbline-site[\"', ]+([a-z]+)", text)

    assert set(named) <= set(main.commands)


def test_the_compose_file_starts_nothing_before_the_upgrade_is_done():
    services = yaml.safe_load((ROOT / "deploy" / "compose.yaml").read_text(encoding="utf-8"))["services"]

    for name in ("web", "worker", "backup"):
        assert services[name]["depends_on"] == {"upgrade": {"condition": "service_completed_successfully"}}
    assert set(services["upgrade"]["depends_on"]) == {"database"}


def test_the_example_of_nginx_hides_what_is_for_machines_of_the_own_network():
    text = (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")

    assert "location = /metrics { return 404; }" in text
    assert "proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;" in text


def test_every_command_explains_itself():
    for name in main.commands:
        if name != "manage":
            assert CliRunner().invoke(main, [name, "--help"]).exit_code == 0
