"""What must stay true of the site's source, whoever adds to it."""

import ast
import re
from pathlib import Path

import pytest
from django.apps import apps
from django_scopes.exceptions import ScopeError

from servicecloud.activity.sentences import SENTENCES

ROOT = Path(__file__).parents[2]
SITE = ROOT / "src" / "servicecloud"
TEMPLATES = sorted(SITE.glob("**/templates/**/*.html"))
MODULES = sorted(path for path in SITE.rglob("*.py") if "migrations" not in path.parts)
INLINE = re.compile(r"""\sstyle=|\son\w+=["']|<script(?![^>]*\b(src|type="application/json")\b)|<style""")


def lines_with(pattern: re.Pattern[str], paths: list[Path]) -> list[str]:
    return [
        f"{path.relative_to(ROOT)}:{number}"
        for path in paths
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if pattern.search(line)
    ]


def test_no_template_has_an_inline_style_script_or_handler():
    assert lines_with(INLINE, TEMPLATES) == []


def test_interfaces_never_read_past_the_scope():
    faces = [path for path in MODULES if path.relative_to(SITE).parts[0] in {"portal", "office", "api", "pages"}]

    assert lines_with(re.compile(r"\.everywhere\b|scopes_disabled"), faces) == []


def test_nothing_switches_scopes_off():
    assert lines_with(re.compile(r"scopes_disabled"), MODULES) == []


def test_environment_variables_are_read_in_the_settings_alone():
    others = [path for path in MODULES if path.relative_to(SITE).parts[0] != "settings"]
    allowed = {
        "cli.py",
        "wsgi.py",
        "archive.py",
    }  # they choose the settings module, or hand the environment to PostgreSQL's tools

    found = lines_with(re.compile(r"os\.environ|getenv"), others)

    assert {Path(line.split(":")[0]).name for line in found} <= allowed


def test_every_variable_of_the_settings_is_documented():
    text = "".join(path.read_text(encoding="utf-8") for path in (SITE / "settings").glob("*.py"))
    page = (ROOT / "docs" / "reference" / "site-settings.md").read_text(encoding="utf-8")
    names = set(re.findall(r'"(PLUMBLINE_\w+|DATABASE_URL)"', text)) - {"PLUMBLINE_DEV_FIELD_KEY"}

    missing = {name for name in names if name not in page and name.replace("PLUMBLINE_SMTP", "") not in page}

    assert missing == set()


def test_every_recorded_verb_has_its_sentence():
    calls = [
        keyword.value
        for path in MODULES
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "record_act"
        for keyword in call.keywords
        if keyword.arg == "verb"
    ]
    verbs = {node.value for call in calls for node in ast.walk(call) if isinstance(node, ast.Constant)}

    assert verbs
    assert verbs <= SENTENCES.keys()


@pytest.mark.django_db
def test_every_table_of_an_organisation_refuses_a_query_without_a_scope():
    owned = [
        model
        for model in apps.get_models()
        if model.__module__.startswith("servicecloud.") and hasattr(model, "everywhere")
    ]

    assert owned
    for model in owned:
        with pytest.raises(ScopeError):
            model.objects.count()


def test_no_module_grows_past_six_hundred_lines():
    assert [path.name for path in MODULES if len(path.read_text(encoding="utf-8").splitlines()) > 600] == []
