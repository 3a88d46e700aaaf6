"""Keeping the index."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from servicecloud.search import fulltext
from servicecloud.search.models import CommonWord, IndexMark, SearchEntry
from servicecloud.search.sources import SOURCES, Found, Source
from servicecloud.search.words import body_tokens, title_tokens

BATCH = 1000
COMMON_SHARE = 0.25
OVERLAP = timedelta(minutes=10)
"""How far catching up looks back behind its mark, for transactions that were still open then."""

Progress = Callable[[str, int, int], object]


def put(kind: str, things: Iterable[Found]) -> int:
    """Index things anew, inside the transaction that changed them; return how many."""
    now = timezone.now()
    rows = [_entry(kind, thing, now) for thing in things]
    SearchEntry.everywhere.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["kind", "object_id"],
        update_fields=[
            *("organisation", "is_public", "key", "title", "title_en", "body", "region", "category"),
            *("tokens_title", "tokens_body", "indexed_at"),
        ],
        batch_size=BATCH,
    )
    return len(rows)


def index_objects(*, kind: str, ids: Iterable[int]) -> int:
    """Index the present state of some things of a kind; what is no longer there is taken out."""
    wanted = {str(pk) for pk in ids}
    found = SOURCES[kind].by_ids([int(pk) for pk in wanted])
    gone = wanted - {thing.object_id for thing in found}
    if gone:
        SearchEntry.everywhere.filter(kind=kind, object_id__in=gone).delete()
    return put(kind, found)


def reindex(*, kinds: Iterable[str] = (), progress: Progress = lambda _kind, _done, _total: None) -> dict[str, int]:
    """Walk everything of the kinds (or of all) and index it; take out what is no longer there. The site goes on meanwhile."""
    fulltext.restore()
    done = {kind: _reindex_kind(SOURCES[kind], progress) for kind in (list(kinds) or list(SOURCES))}
    fulltext.optimise()
    note_common_words()
    return done


@transaction.atomic
def note_common_words() -> int:
    """Learn which words narrow nothing; return how many there are."""
    words = [word for word in fulltext.words_in_more_than(COMMON_SHARE) if len(word) <= 60]
    CommonWord.objects.all().delete()
    CommonWord.objects.bulk_create(CommonWord(word=word) for word in words)
    return len(words)


def catch_up(*, now: datetime) -> int:
    """Index what changed since the last time, by whatever way it changed; return how many."""
    marks = dict(IndexMark.objects.values_list("kind", "until"))
    total = 0
    for source in SOURCES.values():
        since = marks.get(source.kind)
        if since is None:
            total += _reindex_kind(source, lambda _kind, _done, _total: None)
            continue
        for ids in _in_batches(source.changed_since(since - OVERLAP)):
            with transaction.atomic():
                total += index_objects(kind=source.kind, ids=ids)
        IndexMark.objects.update_or_create(kind=source.kind, defaults={"until": now})
    return total


def _reindex_kind(source: Source, progress: Progress) -> int:
    started, total, done, last = timezone.now(), source.count(), 0, 0
    progress(source.kind, 0, total)
    while things := source.after(last, BATCH):
        with transaction.atomic():
            done += put(source.kind, things)
        last = int(things[-1].object_id)
        progress(source.kind, done, total)
    SearchEntry.everywhere.filter(kind=source.kind, indexed_at__lt=started).delete()
    IndexMark.objects.update_or_create(kind=source.kind, defaults={"until": started})
    return done


def _entry(kind: str, thing: Found, now: datetime) -> SearchEntry:
    return SearchEntry(
        kind=kind,
        object_id=thing.object_id,
        key=thing.key,
        organisation_id=thing.organisation_id,
        is_public=thing.is_public,
        title=thing.title,
        title_en=thing.title_en,
        body=thing.body,
        region=thing.region,
        category=thing.category,
        tokens_title=title_tokens(f"{thing.title} {thing.title_en}"),
        tokens_body=body_tokens(thing.body),
        indexed_at=now,
    )


def _in_batches(ids: Iterable[int]) -> Iterator[list[int]]:
    batch: list[int] = []
    for pk in ids:
        batch.append(pk)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
