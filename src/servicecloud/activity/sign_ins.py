"""Sign-ins, failures and sign-outs, as Django and axes report them, into the security log."""

from typing import Any

from axes.signals import user_locked_out
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver

from servicecloud.activity.enums import SecurityKind
from servicecloud.activity.services import record_security


@receiver(user_logged_in)
def keep_sign_in(user: Any, **_kwargs: Any) -> None:
    """Somebody signed in."""
    record_security(kind=SecurityKind.SIGNED_IN, user=user)


@receiver(user_logged_out)
def keep_sign_out(user: Any, **_kwargs: Any) -> None:
    """Somebody signed out; a visitor without an account cannot."""
    if user is not None:
        record_security(kind=SecurityKind.SIGNED_OUT, user=user)


@receiver(user_login_failed)
def keep_failure(credentials: dict[str, Any], **_kwargs: Any) -> None:
    """A sign-in failed. The name is kept, the password never."""
    name = str(credentials.get("username") or credentials.get("email") or "")
    record_security(kind=SecurityKind.SIGN_IN_FAILED, user_name=name)


@receiver(user_locked_out)
def keep_lock_out(username: str | None, **_kwargs: Any) -> None:
    """Too many failures: the name is locked for a while at this address."""
    record_security(kind=SecurityKind.LOCKED_OUT, user_name=username or "")
