"""Compiled translations: made from the `.po` files where they lie, whenever they are older than their source.

The `.mo` files are not kept in the repository (two people's binary files cannot be merged); every way of starting the
site calls `compile_stale` first, which takes milliseconds when there is nothing to do.
"""

from pathlib import Path

PACKAGE = Path(__file__).parent


def sources() -> list[Path]:
    """Return every catalogue source of the site, one per app at most, in a fixed order."""
    return sorted(PACKAGE.glob("**/locale/*/LC_MESSAGES/django.po"))


def compile_stale() -> list[Path]:
    """Compile each catalogue that changed since it was last compiled; return what was written."""
    written = []
    for source in sources():
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        import polib

        polib.pofile(str(source)).save_as_mofile(str(target))
        written.append(target)
    return written
