"""Programs with tokens."""

from collections.abc import Callable

import pytest
from tests.servicecloud.guards import CarefulClient
from tests.servicecloud.town import Town

from servicecloud.integrations.enums import ApiScope
from servicecloud.integrations.services.tokens import create_token

Program = Callable[..., CarefulClient]


@pytest.fixture
def program(town: Town) -> Program:
    """Return a function that gives a program of a persona, with a token for everything or for the given scopes."""

    def of(persona: str, *scopes: ApiScope) -> CarefulClient:
        wanted = list(scopes or ApiScope)
        made = create_token(actor=town.people[persona], name="测试", scopes=wanted, days=30)
        return CarefulClient(headers={"Authorization": f"Bearer {made.plain}"})

    return of
