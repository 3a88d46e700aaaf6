"""The sentences of each kind of notification. Apps declare theirs with `declare` when they are ready."""

from dataclasses import dataclass

from django.utils import translation
from django.utils.functional import Promise


@dataclass(frozen=True)
class Kind:
    """A kind of event people are told. Urgent ones do not wait for the morning or for the digest.

    `words` names the data that are words of our own (the label of a role): kept in Chinese, told in the reader's language.
    """

    sentence: Promise | str
    label: Promise | str
    is_urgent: bool = False
    words: tuple[str, ...] = ()


KINDS: dict[str, Kind] = {}


def declare(
    kind: str, sentence: Promise | str, *, label: Promise | str, is_urgent: bool = False, words: tuple[str, ...] = ()
) -> None:
    """Give a kind its sentence, in which `%(name)s` stands for the data of the event, and the name people choose it by."""
    KINDS[kind] = Kind(sentence, label, is_urgent, words)


def sentence(kind: str, data: dict[str, str]) -> str:
    """Return the sentence in the active language."""
    declared = KINDS[kind]
    words = {name: translation.gettext(data[name]) for name in declared.words if data.get(name)}
    return str(declared.sentence) % {**data, **words}


def in_both_languages(kind: str, data: dict[str, str]) -> tuple[str, str]:
    """Return the sentence in Chinese and in English, for letters, which do not know who reads them."""
    texts = []
    for language in ("zh-hans", "en"):
        with translation.override(language):
            texts.append(sentence(kind, data))
    return texts[0], texts[1]


def choosable() -> list[tuple[str, Kind]]:
    """Return the kinds people choose between, by label; kinds with the same label are chosen together."""
    return sorted(KINDS.items(), key=lambda item: (str(item[1].label), item[0]))
