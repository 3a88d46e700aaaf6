"""The database as its address names it."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from servicecloud.settings import environment


def test_postgresql_compiles_no_query_and_keeps_the_options_of_the_address(monkeypatch):
    monkeypatch.setenv(
        "DATABASE_URL", "postgresql://anna:s%40fe@db:5433/site?sslmode=require&options=-c%20work_mem%3D8MB"
    )

    found = environment.database(pooled=False)

    assert found["OPTIONS"]["options"] == "-c jit=off -c work_mem=8MB"
    assert found["OPTIONS"]["sslmode"] == "require"
    assert (found["HOST"], found["PORT"], found["NAME"], found["PASSWORD"]) == ("db", "5433", "site", "s@fe")


def test_an_address_of_another_kind_is_refused(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "mysql://db/site")

    with pytest.raises(ImproperlyConfigured, match="mysql"):
        environment.database()
