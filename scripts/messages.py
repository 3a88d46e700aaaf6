"""Keep the English catalogues complete: `update` adds new sentences and drops unused ones, `check` says what is missing.

The source language is Chinese. Each app has its own catalogue; a sentence stands once, in the first app that uses it.
"""

import ast
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import polib

PACKAGE = Path(__file__).parents[1] / "src" / "servicecloud"
FUNCTIONS = {"_": 1, "_t": 1, "gettext": 1, "gettext_lazy": 1, "gettext_noop": 1, "ngettext": 2, "ngettext_lazy": 2}
_LITERAL = r"""u?('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
_ONE = re.compile(rf"(?<![\w.n])(?:_|gettext)\({_LITERAL}\)", re.DOTALL)
_TWO = re.compile(rf"ngettext\({_LITERAL},\s*{_LITERAL}", re.DOTALL)
_PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")

Message = tuple[str, str]
"""A sentence and its plural, blank when it has none."""


def in_python(path: Path) -> Iterator[Message]:
    """Yield the sentences of a module."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            continue
        count = FUNCTIONS.get(node.func.id, 0)
        texts = [argument.value for argument in node.args[:count] if isinstance(argument, ast.Constant)]
        if count and len(texts) == count and all(isinstance(text, str) for text in texts):
            yield texts[0], texts[1] if count == 2 else ""


def in_template(path: Path) -> Iterator[Message]:
    """Yield the sentences of a template, as Django itself reads them."""
    from django.utils.translation.template import templatize

    source = templatize(path.read_text(encoding="utf-8"), origin=str(path))
    for single, plural in _TWO.findall(source):
        yield ast.literal_eval(single), ast.literal_eval(plural)
    for single in _ONE.findall(source):
        yield ast.literal_eval(single), ""


def used() -> dict[Message, tuple[str, str]]:
    """Return every sentence with the catalogue it belongs to and the place it was first found."""
    found: dict[Message, tuple[str, str]] = {}
    for path in sorted(PACKAGE.rglob("*")):
        if path.suffix == ".py" and "migrations" not in path.parts:
            messages = in_python(path)
        elif path.suffix in {".html", ".txt"} and "templates" in path.parts:
            messages = in_template(path)
        else:
            continue
        relative = path.relative_to(PACKAGE)
        app = relative.parts[0] if (PACKAGE / relative.parts[0]).is_dir() and relative.parts[0] != "settings" else ""
        for message in messages:
            if message[0].strip():
                found.setdefault(message, (app, str(relative)))
    return found


def catalogues() -> dict[str, polib.POFile]:
    """Return the present catalogues by app."""
    paths = PACKAGE.glob("**/locale/en/LC_MESSAGES/django.po")
    return {
        str(path.relative_to(PACKAGE)).split("locale/")[0].strip("/"): polib.pofile(str(path), wrapwidth=120)
        for path in paths
    }


def problems() -> list[str]:
    """Return what is wrong with the catalogues, one line each."""
    wanted, found = used(), catalogues()
    entries = {
        (entry.msgid, entry.msgid_plural): entry
        for catalogue in found.values()
        for entry in catalogue
        if not entry.obsolete
    }
    lines = [
        f"{place}: not in any catalogue: {message[0]!r}"
        for message, (_app, place) in wanted.items()
        if message not in entries
    ]
    lines += [f"in a catalogue but used nowhere: {message[0]!r}" for message in entries if message not in wanted]
    lines += [
        f"{place}: not Chinese at the source: {message[0]!r}"
        for message, (_app, place) in wanted.items()
        if not _is_source(message[0])
    ]
    for entry in entries.values():
        texts = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
        if entry.fuzzy or not all(texts):
            lines.append(f"not translated: {entry.msgid!r}")
        elif any(set(_PLACEHOLDER.findall(text)) - set(_PLACEHOLDER.findall(entry.msgid)) for text in texts):
            lines.append(f"placeholders differ: {entry.msgid!r}")
    return lines


def update() -> int:
    """Bring the catalogues in line with the sources; return how many sentences wait for a translation."""
    wanted, found = used(), catalogues()
    known = {(entry.msgid, entry.msgid_plural) for catalogue in found.values() for entry in catalogue}
    for (single, plural), (app, place) in wanted.items():
        if (single, plural) in known:
            continue
        catalogue = found.setdefault(app, _new_catalogue())
        strings = {"msgid_plural": plural, "msgstr_plural": {0: "", 1: ""}} if plural else {"msgstr": ""}
        catalogue.append(polib.POEntry(msgid=single, comment=place, **strings))
    for app, catalogue in found.items():
        for entry in [entry for entry in catalogue if (entry.msgid, entry.msgid_plural) not in wanted]:
            catalogue.remove(entry)
        path = PACKAGE / app / "locale" / "en" / "LC_MESSAGES" / "django.po"
        path.parent.mkdir(parents=True, exist_ok=True)
        catalogue.save(str(path))
    return sum(len(catalogue.untranslated_entries()) for catalogue in found.values())


def _is_source(text: str) -> bool:
    return bool(_CHINESE.search(text)) or not re.search(r"[A-Za-z]", _PLACEHOLDER.sub("", text))


def _new_catalogue() -> polib.POFile:
    catalogue = polib.POFile(wrapwidth=120)
    catalogue.metadata = {
        "Language": "en",
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": "nplurals=2; plural=(n != 1);",
    }
    return catalogue


def main() -> int:
    """Run `update` or `check`."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "servicecloud.settings.test")
    import django

    django.setup()
    if sys.argv[1:] == ["update"]:
        sys.stdout.write(f"{update()} sentences wait for a translation\n")
        return 0
    lines = problems()
    sys.stdout.writelines(f"{line}\n" for line in lines)
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main())
