"""Signatures of webhooks: HMAC-SHA256 over the time and the body, so that a copy sent later is not taken for new."""

import hashlib
import hmac

HEADER = "Plumbline-Signature"
TOLERANCE_SECONDS = 300


def signature(*, secret: str, body: bytes, at: int) -> str:
    """Return the header's value: `t=<seconds since 1970>,v1=<hex>`."""
    digest = hmac.new(secret.encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={at},v1={digest}"


def is_genuine(header: str, *, secret: str, body: bytes, now: int) -> bool:
    """Tell whether a header is the signature of this body, made within the last five minutes. For those who receive."""
    parts = dict(part.partition("=")[::2] for part in header.split(","))
    try:
        at = int(parts["t"])
    except (KeyError, ValueError):
        return False
    expected = signature(secret=secret, body=body, at=at)
    return abs(now - at) <= TOLERANCE_SECONDS and hmac.compare_digest(expected, header)
