"""The description of the interface is valid, kept in the documentation, and true."""

import json

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as bounds
from openapi_spec_validator import OpenAPIV31SpecValidator
from schemathesis.checks import not_a_server_error
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from scripts import openapi

from servicecloud.integrations.enums import ApiScope
from servicecloud.integrations.services.tokens import create_token

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
bounded = bounds(
    max_examples=6,
    deadline=None,
    database=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


def test_the_kept_description_is_the_present_one():
    kept = openapi.TARGET.read_text(encoding="utf-8")

    assert kept == openapi.text(), "run: python -m scripts.openapi"


def test_the_description_is_valid_openapi_3_1():
    document = json.loads(openapi.text())

    OpenAPIV31SpecValidator(document).validate()
    assert document["openapi"].startswith("3.1")


def test_the_description_comes_in_the_language_asked_for(client, db):
    chinese = client.get("/api/v1/openapi.json", headers={"Accept-Language": "zh-hans"}).json()
    english = client.get("/api/v1/openapi.json", headers={"Accept-Language": "en"}).json()

    assert chinese["paths"]["/api/v1/me"]["get"]["summary"] == "当前令牌与用户"
    assert english == json.loads(openapi.text())


@pytest.fixture
def kept_connection():
    """Serve requests on the test's own connection, as Django's test client does."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


def checking(label, *, token, seen):
    """Return what hypothesis calls with each invented request of one operation."""

    def check(case):
        response = case.call_and_validate(headers={"Authorization": f"Bearer {token}"}, checks=CHECKS)
        seen.add((label, response.status_code))

    return check


@pytest.mark.parametrize("persona", ["operator", "owner"])
@pytest.mark.parametrize("mode", list(GenerationMode))
def test_invented_requests_right_and_wrong_get_only_described_answers(town, persona, mode, settings, kept_connection):
    settings.API_RATE_OF_TOKEN = settings.API_RATE_OF_ADDRESS = (100_000, 60)
    token = create_token(actor=town.people[persona], name="x", scopes=list(ApiScope), days=1).plain
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())
    seen: set[tuple[str, int]] = set()

    for found in schema.get_all_operations():
        operation = found.ok()
        if mode is GenerationMode.NEGATIVE and not (operation.query or operation.headers or operation.body):
            continue

        check = checking(operation.label, token=token, seen=seen)
        bounded(given(case=operation.as_strategy(mode))(check))()

    statuses = {status for _label, status in seen}
    assert {200, 422} & statuses
    assert 500 not in statuses
