"""The menus of the two shells: each entry names a page and who finds it there."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from django.urls import reverse
from django.utils.functional import Promise

from servicecloud.errors import DomainError
from servicecloud.identity.models import User

Check = Callable[[User], None]


@dataclass(frozen=True)
class Entry:
    """One line of a menu. `check` is the page's own policy; None means everybody."""

    label: str | Promise
    url_name: str
    group: str | Promise = ""
    check: Check | None = None
    prefix: str = ""


@dataclass(frozen=True)
class Link:
    """An entry as a page shows it."""

    label: str | Promise
    url: str
    group: str | Promise
    is_current: bool


_MENUS: dict[str, list[Entry]] = {"portal": [], "office": []}


def register(shell: str, *entries: Entry) -> None:
    """Add entries to a shell's menu; called once by each interface app when it is ready."""
    _MENUS[shell] += [entry for entry in entries if entry not in _MENUS[shell]]


def links(shell: str, *, user: User | None, path: str) -> list[Link]:
    """Return the menu as this person sees it, with the longest matching entry marked as current."""
    seen = [entry for entry in _MENUS[shell] if _is_for(entry, user)]
    groups = list(dict.fromkeys(str(entry.group) for entry in seen))  # several apps may add to one group
    visible = sorted(seen, key=lambda entry: groups.index(str(entry.group)))
    urls = [_address(entry.url_name) for entry in visible]
    current = max((url for url in urls if path == url or (url != "/" and path.startswith(url))), key=len, default=None)
    return [Link(entry.label, url, entry.group, url == current) for entry, url in zip(visible, urls, strict=True)]


@cache
def _address(url_name: str) -> str:
    """Return where an entry leads; addresses do not change while the site runs."""
    return reverse(url_name)


def _is_for(entry: Entry, user: User | None) -> bool:
    if entry.check is None:
        return True
    if user is None:
        return False
    try:
        entry.check(user)
    except DomainError:
        return False
    return True
