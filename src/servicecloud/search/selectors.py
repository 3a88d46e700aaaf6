"""Finding. Both databases answer the same two statements: the hits with their facets counted, and one page of them ranked."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db import connection

from servicecloud.identity.models import User
from servicecloud.identity.standing import standing_of
from servicecloud.search.asking import Asked, as_fts5, as_tsquery, read_question
from servicecloud.search.fulltext import INDEX, TABLE
from servicecloud.search.models import CommonWord, SearchEntry
from servicecloud.search.snippets import Piece, marked, snippet

MOST_COUNTED = 5_000
MOST_RANKED = 2_000
"""Of more hits than this the first ones are ranked among themselves: nobody reads further, and ranking costs most."""

PER_PAGE = 20
_FACETS = ("kind", "region", "category")


@dataclass(frozen=True)
class SearchFilter:
    """What the hits are narrowed to; blank means no limit."""

    kind: str = ""
    region: str = ""
    category: str = ""


@dataclass(frozen=True)
class Hit:
    """One thing found, with the words marked."""

    kind: str
    object_id: str
    key: str
    title: list[Piece]
    title_en: str
    snippet: list[Piece]
    region: str
    category: str


@dataclass(frozen=True)
class Results:
    """One page of what was found. `total` stops at `MOST_COUNTED`; `is_loose`: nothing has all the words."""

    hits: list[Hit] = field(default_factory=list)
    total: int = 0
    is_more: bool = False
    is_loose: bool = False
    facets: dict[str, list[tuple[str, int]]] = field(default_factory=dict)


@dataclass(frozen=True)
class _Statement:
    source: str
    rank: str
    params: list[Any]
    typed: str
    """What was typed, to the letter: a title that has it comes first."""


def search(
    text: str,
    *,
    actor: User | AnonymousUser,
    wanted: SearchFilter | None = None,
    page: int = 1,
    per_page: int = PER_PAGE,
) -> Results:
    """Return what a person may find: first what has all the words, else what has any of them."""
    asked = read_question(text)
    if not asked.wanted:
        return Results()
    common = frozenset(CommonWord.objects.values_list("word", flat=True))
    is_rare = any(item.word not in common for item in asked.wanted)
    narrowed = asked.without(common)

    reach = standing_of(actor).reach

    def found_by(asked: Asked) -> Results:
        statement = _statement(asked, reach=reach, wanted=wanted or SearchFilter(), typed=text)
        return _search(statement, asked, page=page, per_page=per_page, is_ranked=is_rare)

    found = found_by(narrowed)
    if found.total or len(narrowed.wanted) < 2:
        return found
    again = found_by(narrowed.loosened())
    return replace(again, is_loose=bool(again.total))


def suggestions(text: str, *, actor: User | AnonymousUser, limit: int = 8) -> list[Hit]:
    """Return things whose title begins to look like what somebody is typing."""
    asked = read_question(text, is_typing=True)
    if not asked.wanted:
        return []
    common = frozenset(CommonWord.objects.values_list("word", flat=True))
    is_rare = any(item.word not in common for item in asked.wanted)
    statement = _statement(asked.without(common), reach=standing_of(actor).reach, wanted=SearchFilter(), typed=text)
    return _hits(statement, asked, page=1, per_page=limit, is_ranked=is_rare, most=MOST_RANKED // 4)


def ids_of(text: str, *, kind: str, organisations: Sequence[int] | None, limit: int) -> list[int]:
    """Return the ids of the things of a kind that the text finds, the best first; `organisations` (None: all) is what the caller checked.

    For lists that search within themselves. The last word may be the beginning of one.
    """
    asked = read_question(text, is_typing=True)
    if not asked.wanted:
        return []
    whole = replace(asked, is_title_only=False)
    statement = _statement(whole, reach=organisations, wanted=SearchFilter(kind=kind), typed=text)
    hits = _hits(statement, asked, page=1, per_page=limit, is_ranked=True)
    return [int(hit.object_id) for hit in hits]


def entries_of(kind: str) -> int:
    """Return how many things of a kind are in the index."""
    return SearchEntry.everywhere.filter(kind=kind).count()


def _search(statement: _Statement, asked: Asked, *, page: int, per_page: int, is_ranked: bool) -> Results:
    facets = _facets(statement)
    total = sum(count for _value, count in facets["kind"])
    hits = _hits(statement, asked, page=page, per_page=per_page, is_ranked=is_ranked) if total else []
    shown = {name: [(value, count) for value, count in values if value] for name, values in facets.items()}
    return Results(hits, min(total, MOST_COUNTED), total > MOST_COUNTED, facets=shown)


def _statement(asked: Asked, *, reach: Sequence[int] | None, wanted: SearchFilter, typed: str) -> _Statement:
    """Return what both statements have in common: the match, the organisations in reach (None: all), the filters."""
    if connection.vendor == "sqlite":
        source = f"{INDEX} JOIN {TABLE} e ON e.id = {INDEX}.rowid WHERE {INDEX} MATCH %s"
        rank, expression = f"bm25({INDEX}, 8.0, 1.0)", as_fts5(asked)
        params: list[Any] = [expression]
    else:
        source = f"to_tsquery('simple', %s) query, {TABLE} e WHERE e.vector @@ query"
        rank, params = "-ts_rank('{0.1, 0.2, 0.4, 1.0}', e.vector, query, 1)", [as_tsquery(asked)]
    if reach is not None:
        own = ", ".join("%s" for _one in reach)
        source += f" AND (e.is_public OR e.organisation_id IN ({own}))" if reach else " AND e.is_public"
        params += reach
    for name in _FACETS:
        value = getattr(wanted, name)
        if value:
            source += f" AND e.{name} = %s"
            params.append(value)
    return _Statement(source, rank, params, typed.strip().replace("\x00", ""))


def _facets(statement: _Statement) -> dict[str, list[tuple[str, int]]]:
    counts = " UNION ALL ".join(f"SELECT '{name}', {name}, count(*) FROM hits GROUP BY {name}" for name in _FACETS)
    sql = (
        f"WITH hits AS (SELECT e.kind, e.region, e.category FROM {statement.source} LIMIT {MOST_COUNTED + 1}) {counts}"
    )
    found: dict[str, list[tuple[str, int]]] = {name: [] for name in _FACETS}
    with connection.cursor() as cursor:
        cursor.execute(sql, statement.params)
        for name, value, count in cursor.fetchall():
            found[name].append((value, count))
    return {name: sorted(values, key=lambda pair: (-pair[1], pair[0])) for name, values in found.items()}


def _hits(
    statement: _Statement, asked: Asked, *, page: int, per_page: int, is_ranked: bool, most: int = MOST_RANKED
) -> list[Hit]:
    columns = "e.kind, e.object_id, e.key, e.title, e.title_en, e.body, e.region, e.category"
    place = "instr" if connection.vendor == "sqlite" else "strpos"
    order = f"ORDER BY {place}(e.title, %s) = 0, {statement.rank}, e.id" if is_ranked else ""
    source, params = statement.source, statement.params
    if is_ranked and connection.vendor == "sqlite":  # the rank exists only within the match; hits come in order of id
        last = f"SELECT max(id) FROM (SELECT e.id FROM {source} LIMIT {most})"
        source, params = f"{source} AND {INDEX}.rowid <= ({last})", [*params, *params]
    elif is_ranked:
        source = f"(SELECT e.*, query FROM {source} LIMIT {most}) e"
    sql = f"SELECT {columns} FROM {source} {order} LIMIT {int(per_page)} OFFSET {int(page - 1) * int(per_page)}"
    words = asked.surface()
    with connection.cursor() as cursor:
        cursor.execute(sql, [*params, statement.typed] if is_ranked else params)
        return [
            Hit(kind, object_id, key, marked(title, words), title_en, snippet(body, words), region, category)
            for kind, object_id, key, title, title_en, body, region, category in cursor.fetchall()
        ]
