"""HTML from values: whatever is a plain string is escaped, so that nothing a form says can become markup."""

import re
from collections.abc import Iterable
from html import escape

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_EMPTY = frozenset({"meta", "link", "br", "col"})


class Markup(str):
    """Text that is HTML already."""

    __slots__ = ()


Child = str | None | Iterable[str | None]


def element(name: str, /, *children: Child, **attributes: str | int | bool | None) -> Markup:
    """Make an element. Attributes that are None or False are left out; ``class_`` is ``class``, underscores are hyphens.

    >>> element("p", "1 < 2", class_="sum")
    '<p class="sum">1 &lt; 2</p>'
    """
    parts = ["<", name]
    for key, value in attributes.items():
        if value is None or value is False:
            continue
        label = key.rstrip("_").replace("_", "-")
        parts.append(f" {label}" if value is True else f' {label}="{_escaped(str(value))}"')
    parts.append(">")
    if name in _EMPTY:
        return Markup("".join(parts))
    parts += [str(child) for child in children_of(children)]
    parts.append(f"</{name}>")
    return Markup("".join(parts))


def children_of(children: Iterable[Child]) -> Iterable[Markup]:
    """Flatten children and escape those that are plain strings."""
    for child in children:
        if child is None:
            continue
        if isinstance(child, Markup):
            yield child
        elif isinstance(child, str):
            yield Markup(_escaped(child))
        else:
            yield from children_of(child)


def _escaped(text: str) -> str:
    return escape(_CONTROL.sub("\N{REPLACEMENT CHARACTER}", text), quote=True)


def page(*, title: str, lang: str, style: str, body: Iterable[Child]) -> bytes:
    """Put a page together: one file, its style inside, nothing loaded and nothing run."""
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", http_equiv="Content-Security-Policy", content="default-src 'none'; style-src 'unsafe-inline'"),
        element("meta", name="color-scheme", content="light dark"),
        element("title", title),
        element("style", Markup(style)),
    )
    html = element("html", head, "\n", element("body", list(children_of(body))), lang=lang)
    return f"<!DOCTYPE html>\n{html}\n".encode()
