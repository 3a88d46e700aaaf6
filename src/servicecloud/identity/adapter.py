"""What allauth asks the site."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts: the name people see is asked for with the account."""

    def populate_username(self, request: Any, user: Any) -> None:
        """Fill the display name with the account's name until the person gives one."""
        super().populate_username(request, user)
        user.display_name = user.display_name or user.username


class MfaAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Second factors: their secrets are encrypted like personal data."""

    def get_totp_issuer(self) -> str:
        """Return the name an authenticator app shows."""
        return str(settings.MFA_TOTP_ISSUER)

    def encrypt(self, text: str) -> str:
        """Encrypt a second factor's secret at rest."""
        from servicecloud.personal import encrypt

        return encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        """Give the secret back."""
        from servicecloud.personal import decrypt

        return decrypt(encrypted_text)
