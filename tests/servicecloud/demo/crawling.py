"""Following the links of the site as one person, each kind of page a few times, and keeping what leads nowhere."""

from collections import Counter, deque
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin, urlsplit

from django.test import Client
from django.urls import Resolver404, resolve

_LEFT_ALONE = ("account_logout",)
"""What ends the walk."""


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "a" and given.get("href"):
            self.found.append(str(given["href"]))


def dead_links(client: Client, start: str, *, times: int) -> dict[str, str]:
    """Walk from a page; return each address that answered with a fault, with its status and the page that offered it."""
    waiting, seen = deque([(start, "")]), {start}
    visits: Counter[str] = Counter()
    dead = {}
    while waiting:
        address, offered_by = waiting.popleft()
        name = _kind_of(address)
        if name is None or visits[name] >= times:
            continue
        visits[name] += 1
        response = client.get(address)
        if response.status_code >= 400:
            dead[address] = f"{response.status_code} from {offered_by}"
        for link in _links_of(response, address):
            if link not in seen:
                seen.add(link)
                waiting.append((link, address))
    return dead


def _kind_of(address: str) -> str | None:
    """Return the name of the page at an address; None for what is not walked."""
    try:
        name = resolve(urlsplit(address).path).view_name
    except Resolver404:
        return address
    return None if name in _LEFT_ALONE else name


def _links_of(response: object, address: str) -> list[str]:
    if response.status_code in (301, 302):
        return [urldefrag(urljoin(address, response.headers["Location"])).url]
    if response.streaming:
        deque(
            response, maxlen=0
        )  # read to its end, as a browser would: the test client closes it without closing the database
        return []
    if not response.headers.get("Content-Type", "").startswith("text/html"):
        return []
    links = _Links()
    links.feed(response.content.decode())
    whole = [urldefrag(urljoin(address, link)).url for link in links.found]
    return [link for link in whole if not urlsplit(link).netloc and urlsplit(link).scheme == "" and link]
