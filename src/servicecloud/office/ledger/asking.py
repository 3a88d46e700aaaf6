"""What a page's address asks for: a measure, a year or a period, a date as of which, and some dimensions."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.translation import get_language

from plumbline.evidence.measures import CountingRule, Window
from servicecloud.ledger.facts import civil_date
from servicecloud.ledger.models import Measure
from servicecloud.ledger.selectors.browsing import measure_versions, newest_year, year_rule
from servicecloud.ledger.selectors.counting import Count
from servicecloud.ledger.selectors.questions import narrowed, over
from servicecloud.ledger.services.measures import rule_of

FIRST_YEAR = 2000
_MOST_DIGITS = 18


@dataclass(frozen=True)
class Question:
    """A measure's rule over the period and dimensions that the address names."""

    measure: Measure
    versions: list[Measure]
    rule: CountingRule
    as_of: date
    year: int | None
    chosen: tuple[tuple[str, str, str], ...]
    owner: int | None

    @property
    def owners(self) -> tuple[int, ...] | None:
        """The owners to count, None for all in scope."""
        return None if self.owner is None else (self.owner,)

    @property
    def count(self) -> Count:
        """What to count."""
        return Count(self.rule, self.as_of, self.owners, tuple(self.versions))

    @property
    def query(self) -> str:
        """The question as a query string."""
        window = self.rule.window
        pairs: list[tuple[str, Any]] = [("as_of", self.as_of)]
        pairs += [("year", self.year)] if self.year else [("since", window.start), ("until", window.end)]
        pairs += [(f"dim_{name}", value) for name, _title, value in self.chosen]
        pairs += [("owner", self.owner)]
        return urlencode([(name, value) for name, value in pairs if value])


def question(request: HttpRequest, code: str) -> Question:
    """Read the question of a page about one measure; a wrong date or dimension is left out."""
    versions = measure_versions(code)
    measure, asked = versions[0], request.GET
    today = civil_date(timezone.now())
    as_of = min(_day(asked.get("as_of")) or today, today)
    since, until = _day(asked.get("since")), _day(asked.get("until"))
    year = None
    rule = rule_of(measure)
    if since or until:
        if since and until and since > until:
            since, until = until, since
        rule = over(rule, Window(start=since, end=until))
    else:
        year = year_or_newest(asked.get("year"), today=as_of, measures=[each.pk for each in versions])
        rule = year_rule(rule, year=year)
    chosen = tuple(
        (each["name"], title_of_dimension(each), value)
        for each in measure.dimensions
        if (value := asked.get(f"dim_{each['name']}", "")[:60]).isprintable() and value
    )
    rule = narrowed(rule, measure, [(name, value) for name, _title, value in chosen])
    return Question(measure, versions, rule, as_of, year, chosen, number_of(asked.get("owner")))


def number_of(text: str | None) -> int | None:
    """Return the number of a row that an address names; None for anything that no row can have."""
    return int(text) if text and text.isdecimal() and len(text) <= _MOST_DIGITS else None


def year_of(text: str | None, *, today: date) -> int:
    """Return the asked year; this year when there is none, or not one that can be."""
    return _year(text, today=today) or today.year


def year_or_newest(text: str | None, *, today: date, measures: Iterable[int] | None = None) -> int:
    """Return the asked year; when there is none, or not one that can be, the newest with entries (of these measures)."""
    return _year(text, today=today) or newest_year(today=today, measures=measures)


def _year(text: str | None, *, today: date) -> int | None:
    year = int(text) if text and text.isdecimal() and len(text) == 4 else 0
    return year if FIRST_YEAR <= year <= today.year else None


def title_of_dimension(dimension: dict[str, Any]) -> str:
    """Return a dimension's title in the active language."""
    is_english = (get_language() or "").startswith("en")
    return str(dimension["title_en"] if is_english and dimension["title_en"] else dimension["title_zh"])


def known_or_404(value: str, known: Any) -> str:
    """Return a value that is one of those known; else there is no such page."""
    if value not in known:
        raise Http404
    return value


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
