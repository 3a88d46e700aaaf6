"""Office files of tests, changed part by part."""

import io
import zipfile
from collections.abc import Callable, Mapping

Edit = Callable[[bytes], bytes]


def parts_of(data: bytes) -> dict[str, bytes]:
    """Every entry of a package."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def with_parts(data: bytes, changes: Mapping[str, bytes | Edit | None]) -> bytes:
    """The package with parts replaced, edited, added or, for None, taken out."""
    parts = parts_of(data)
    for name, change in changes.items():
        if change is None:
            del parts[name]
        else:
            parts[name] = change if isinstance(change, bytes) else change(parts[name])
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()
