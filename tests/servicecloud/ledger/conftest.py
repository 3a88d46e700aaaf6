"""A unit with an officer, measures that live as long as a test, and a clock that can be set."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from tests.servicecloud.factories import MembershipFactory, OrganisationFactory

from servicecloud.identity.enums import Role
from servicecloud.identity.models import Organisation, User
from servicecloud.ledger.registry import DECLARED


@pytest.fixture(autouse=True)
def measures() -> Iterator[None]:
    """What a test declares is forgotten after it."""
    before = dict(DECLARED)
    yield
    DECLARED.clear()
    DECLARED.update(before)


@pytest.fixture(autouse=True)
def heads(tmp_path: Path, settings: Any) -> Path:
    """Each test has its own file of published heads."""
    settings.LEDGER_HEADS = tmp_path / "heads.ndjson"
    return settings.LEDGER_HEADS


@pytest.fixture
def unit(db: None) -> Organisation:
    """A budget unit."""
    return OrganisationFactory(code="U-TEST")


@pytest.fixture
def officer(unit: Organisation) -> User:
    """Its project officer."""
    return MembershipFactory(organisation=unit, role=Role.PROJECT_OFFICER, user__username="officer").user


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """Set the time that the site reads; at first the morning of 1 June 2024 in Shanghai."""

    def set_to(moment: datetime) -> None:
        monkeypatch.setattr(timezone, "now", lambda: moment)

    set_to(datetime(2024, 6, 1, 1, 0, tzinfo=UTC))
    return set_to
