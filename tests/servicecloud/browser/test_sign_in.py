"""Ways to sign in safely: passkeys by the browser's own authenticator, recovery codes, the list of sessions."""

import re

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from playwright.sync_api import Page, expect
from scripts.browser import enter
from tests.servicecloud.browser.conftest import keep_picture

from servicecloud.demo.people import PASSWORD
from servicecloud.identity.models import User


def with_authenticator(page: Page) -> None:
    """Give the browser an authenticator that confirms by itself, as a finger on a sensor would."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    devtools.send(
        "WebAuthn.addVirtualAuthenticator",
        {"options": {**options, "isUserVerified": True, "automaticPresenceSimulation": True}},
    )


def confirm_password(page: Page) -> None:
    """Give the password again where a page of account security asks for it."""
    if "reauthenticate" in page.url:
        page.fill("input[type=password]", PASSWORD)
        page.locator("main button[type=submit]").first.click()
        page.wait_for_url(lambda url: "reauthenticate" not in url)


def sign_out(page: Page) -> None:
    page.locator(".bar-tools .menu summary").click()
    page.locator(".bar-tools button", has_text="退出登录").click()
    expect(page.locator(".bar-tools a", has_text="登录")).to_be_visible()


def sign_in(page: Page, username: str) -> None:
    page.goto("/accounts/login/")
    page.fill("#id_login", username)
    page.fill("#id_password", PASSWORD)
    page.locator(".narrow button.btn-primary").click()


def test_a_passkey_is_registered_and_signs_in_without_a_password(open_page):
    page = open_page()
    with_authenticator(page)
    enter(page, "enterprise")
    page.goto("/accounts/2fa/webauthn/add/")
    confirm_password(page)
    page.fill("#id_name", "办公电脑")
    page.check("#id_passwordless")
    page.locator("#mfa_webauthn_add").click()
    page.wait_for_url(lambda url: "add" not in url)
    sign_out(page)

    page.goto("/accounts/login/")
    page.locator("#passkey_login").click()

    page.wait_for_url("**/workspace/")
    expect(page.locator(".bar-tools summary")).to_have_text("唐一诺")


def test_a_recovery_code_opens_the_account_once_when_the_telephone_is_lost(open_page):
    page = open_page()
    enter(page, "enterprise")
    page.goto("/accounts/2fa/totp/activate/")
    confirm_password(page)
    secret = page.input_value("#authenticator_secret")
    counter = next(iter(yield_hotp_counters_from_time()))
    page.fill("#id_code", format_hotp_value(hotp_value(secret, counter)))
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url("**/recovery-codes/**")
    page.goto("/accounts/2fa/recovery-codes/")
    keep_picture(page, "recovery-codes")
    codes = re.findall(r"\b[0-9a-f]{8}\b", page.locator("main").inner_html())
    assert len(codes) == 10
    sign_out(page)

    sign_in(page, "enterprise")
    page.wait_for_url("**/2fa/authenticate/**")
    keep_picture(page, "second-step")
    page.fill("#id_code", codes[0])
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url("**/workspace/")
    sign_out(page)
    sign_in(page, "enterprise")
    page.fill("#id_code", codes[0])
    page.locator("main form button[type=submit]").first.click()

    expect(page.locator(".errors").first).to_be_visible()
    assert "authenticate" in page.url


def test_the_list_of_sessions_ends_the_other_device(open_page):
    office, elsewhere = open_page(), open_page()
    sign_in(office, "enterprise")
    sign_in(elsewhere, "enterprise")
    elsewhere.wait_for_url("**/workspace/")
    office.wait_for_url("**/workspace/")
    office.goto("/accounts/sessions/")
    expect(office.locator("main tbody tr")).to_have_count(2)

    office.locator("main button[type=submit]").first.click()

    office.goto("/accounts/sessions/")
    expect(office.locator("main tbody tr")).to_have_count(1)
    elsewhere.goto("/workspace/")
    assert "/accounts/login/" in elsewhere.url
    assert User.objects.get(username="enterprise").is_active
