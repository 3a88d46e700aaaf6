"""The account pages of the library: closed to those not signed in, and in our shell."""

import pytest
from django.urls import reverse
from tests.servicecloud.access import LIBRARY
from tests.servicecloud.guards import CarefulClient


@pytest.mark.parametrize(("name", "status"), LIBRARY.items())
def test_account_pages_of_the_library_are_closed_to_those_not_signed_in(name, status, db):
    assert CarefulClient().get(reverse(name)).status_code == status


@pytest.mark.parametrize("name", ["account_email", "account_change_password", "mfa_index", "usersessions_list"])
def test_account_pages_of_the_library_open_in_our_shell(name, town, sign_in):
    client = sign_in(town.people["owner"])

    response = client.get(reverse(name), follow=True)

    assert response.status_code == 200
    assert "企业服务云" in response.content.decode()
