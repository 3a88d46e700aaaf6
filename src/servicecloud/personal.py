"""Personal data at rest: SM4-GCM ciphertext in the database, a masked sight on pages, the plain text only on request.

`FIELD_KEYS` is a list of `id:hex` pairs; the first encrypts, all of them decrypt. The key's id stands in each ciphertext,
so a key is rotated by putting a new one in front and running `rotate_keys`.
"""

import base64
import binascii
import os
from dataclasses import dataclass, field
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import models

_PREFIX = "sm4"
_NONCE, _TAG = 12, 16


class UndecipherableError(Exception):
    """The ciphertext was altered, or its key is not among `FIELD_KEYS`."""


def keys() -> dict[str, bytes]:
    """Return the configured keys by id, the encrypting one first."""
    found = {}
    for pair in settings.FIELD_KEYS:
        name, _, digits = pair.strip().partition(":")
        try:
            key = bytes.fromhex(digits)
        except ValueError:
            key = b""
        if not name or len(key) != 16:
            message = "PLUMBLINE_FIELD_KEYS: each key is an id, a colon and 32 hexadecimal digits"
            raise ImproperlyConfigured(message)
        found[name] = key
    if not found:
        message = "PLUMBLINE_FIELD_KEYS is empty: personal data cannot be encrypted"
        raise ImproperlyConfigured(message)
    return found


def encrypt(plain: str) -> str:
    """Return `sm4:<key id>:<base64 of nonce, ciphertext, tag>`."""
    name, key = next(iter(keys().items()))
    nonce = os.urandom(_NONCE)
    encryptor = Cipher(algorithms.SM4(key), modes.GCM(nonce)).encryptor()
    encryptor.authenticate_additional_data(name.encode())
    body = encryptor.update(plain.encode()) + encryptor.finalize()
    return f"{_PREFIX}:{name}:{base64.b64encode(nonce + body + encryptor.tag).decode('ascii')}"


def decrypt(cipher_text: str) -> str:
    """Return the plain text, or raise `UndecipherableError`."""
    try:
        prefix, name, payload = cipher_text.split(":", 2)
        raw = base64.b64decode(payload, validate=True)
        key = keys()[name]
        is_canonical = base64.b64encode(raw).decode("ascii") == payload  # else two texts would stand for one seal
        if prefix != _PREFIX or len(raw) < _NONCE + _TAG or not is_canonical:
            raise UndecipherableError(f"not a sealed value of key {name!r}")
        mode = modes.GCM(raw[:_NONCE], raw[-_TAG:])
        decryptor = Cipher(algorithms.SM4(key), mode).decryptor()
        decryptor.authenticate_additional_data(name.encode())
        return (decryptor.update(raw[_NONCE:-_TAG]) + decryptor.finalize()).decode()
    except (ValueError, KeyError, binascii.Error, InvalidTag) as error:
        raise UndecipherableError("the value was altered or its key is missing") from error


def key_id(cipher_text: str) -> str:
    """Return the id of the key a ciphertext was made with."""
    return cipher_text.split(":", 2)[1]


def mask(plain: str) -> str:
    """Return what a list may show: enough to recognise a value one knows, not enough to learn it."""
    if not plain:
        return ""
    if "@" in plain:
        name, _, domain = plain.partition("@")
        return f"{name[:1]}***@{domain}"
    if len(plain) <= 4:
        return plain[0] + "*" * (len(plain) - 1)
    if len(plain) <= 7:
        return plain[:2] + "*" * (len(plain) - 3) + plain[-1]
    return plain[:3] + "*" * (len(plain) - 7) + plain[-4:]


@dataclass(frozen=True)
class Personal:
    """A personal value. Printing it gives the masked form, so that no template can leak it by accident."""

    plain: str = field(repr=False)

    def __str__(self) -> str:
        return mask(self.plain)

    def __bool__(self) -> bool:
        return bool(self.plain)

    def __len__(self) -> int:
        return len(self.plain)

    def reveal(self) -> str:
        """Return the plain text. The caller logs who looked and why (`activity.services.record_reveal`)."""
        return self.plain


class PersonalField(models.TextField):  # type: ignore[type-arg]
    """A text column that holds SM4 ciphertext and gives `Personal` values. It cannot be searched or sorted."""

    def from_db_value(self, value: str | None, _expression: object, _connection: object) -> Personal | None:
        """Decrypt what the database holds."""
        if value is None:
            return None
        return Personal(decrypt(value) if value else "")

    def to_python(self, value: Any) -> Personal | None:
        """Accept plain text or a `Personal`."""
        return value if value is None or isinstance(value, Personal) else Personal(str(value))

    def get_prep_value(self, value: Any) -> str | None:
        """Encrypt on the way into the database."""
        personal = self.to_python(value)
        if personal is None:
            return None
        return encrypt(personal.plain) if personal.plain else ""

    def get_lookup(self, lookup_name: str) -> Any:
        """Refuse comparisons: equal plain texts have different ciphertexts."""
        return super().get_lookup(lookup_name) if lookup_name == "isnull" else None


class PersonalJSONField(models.JSONField):
    """A JSON column whose values may hold ciphertext made by `encrypt`; key rotation looks into it."""


def with_current_key(value: Any) -> Any:
    """Return JSON data with every ciphertext in it encrypted by the current key."""
    if isinstance(value, dict):
        return {name: with_current_key(item) for name, item in value.items()}
    if isinstance(value, list):
        return [with_current_key(item) for item in value]
    if isinstance(value, str) and value.startswith(f"{_PREFIX}:") and key_id(value) != next(iter(keys())):
        return encrypt(decrypt(value))
    return value
