"""An entry as plain data: what a merge and an import keep of what stood there before. Personal values stay encrypted."""

from typing import Any

from servicecloud.directory.models import Enterprise
from servicecloud.personal import Personal, decrypt, encrypt

_PLAIN = ("name_zh", "name_en", "region_id", "industry", "section", "address", "website", "size_class", "size_year")
_PERSONAL = ("contact_name", "contact_phone")


def snapshot(enterprise: Enterprise) -> dict[str, Any]:
    """Return the entry's own fields as JSON values."""
    day = enterprise.established_on
    return {
        **{name: getattr(enterprise, name) for name in _PLAIN},
        "established_on": day.isoformat() if day else None,
        "credit_code": enterprise.credit_code,
        **{name: _sealed(getattr(enterprise, name)) for name in _PERSONAL},
    }


def opened(kept: dict[str, Any]) -> dict[str, Any]:
    """Return field values from a snapshot, ready to be put back."""
    return {
        **{name: kept[name] for name in (*_PLAIN, "established_on")},
        **{name: Personal(decrypt(kept[name]) if kept[name] else "") for name in _PERSONAL},
    }


def _sealed(value: Personal | str) -> str:
    plain = value.reveal() if isinstance(value, Personal) else value
    return encrypt(plain) if plain else ""
