"""What is indexed: each app declares how its things read as entries, and the index asks it for them in batches."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise


@dataclass(frozen=True)
class Found:
    """A thing as the index keeps it. `key` is what its public page is addressed by."""

    object_id: str
    title: str
    title_en: str = ""
    body: str = ""
    key: str = ""
    organisation_id: int | None = None
    is_public: bool = False
    region: str = ""
    category: str = ""


@dataclass(frozen=True)
class Source:
    """One kind of thing: how many there are, all of them after one id, those with some ids, those changed since."""

    kind: str
    label: str | Promise
    count: Callable[[], int]
    after: Callable[[int, int], list[Found]]
    by_ids: Callable[[Iterable[int]], list[Found]]
    changed_since: Callable[[datetime], Iterable[int]]
    category_labels: Callable[[], Mapping[str, str]] = dict


SOURCES: dict[str, Source] = {}


def declare(source: Source) -> None:
    """Declare a kind; called once by its app when it is ready."""
    SOURCES[source.kind] = source
