"""Any two versions of a document side by side, row by row: what changed, or everything."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

import msgspec
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from servicecloud.errors import NotFoundError
from servicecloud.identity.gates import requires
from servicecloud.office.performance.comparing_periods import (
    Period,
    in_words,
    label_of,
    of_period,
    period_of,
    periods_in,
)
from servicecloud.office.performance.printing import LABELS, printed, titles_of_measures
from servicecloud.pages.differences import Difference, changed_only
from servicecloud.performance import policies
from servicecloud.performance.enums import Document
from servicecloud.performance.models import DocumentVersion, Project
from servicecloud.performance.selectors import projects as reading
from servicecloud.performance.values import EvaluationContent, MonitoringContent, TargetContent, from_json

_KINDS: dict[str, type[Any]] = {
    Document.TARGET: TargetContent,
    Document.SELF_EVALUATION: EvaluationContent,
    Document.MONITORING: MonitoringContent,
}
_TEXTS = ("goal", "completion", "funds_deviation", "completed", "completed_reason")
_UNSHOWN = {"key", "snapshot", "origin"}


@dataclass(frozen=True)
class ComparedPart:
    """One row or the texts, in two versions; a row is new, gone, or in both."""

    title: str
    differences: list[Difference]
    is_new: bool = False
    is_gone: bool = False


class Numbered(Protocol):
    """A version with its number."""

    number: int


Version = TypeVar("Version", bound=Numbered)


@requires(policies.check_can_read_projects)
@require_safe
def compare(request: HttpRequest, pk: int, document: str) -> HttpResponse:
    """The two versions named in the URL, by default the last two; `show=all` shows what is the same as well."""
    if document not in _KINDS:
        raise Http404
    found = reading.project_with_documents(pk)
    versions = list(reading.versions_of(found, document))
    if not versions:
        raise NotFoundError
    before, after = two_of(versions, request)
    periods: dict[int, Period] = {}
    if document == Document.MONITORING:
        periods = {each.pk: period_of(each) for each in versions}
        before, after = two_of(of_period(versions, periods[after.pk]), request, among=versions)
    shows_all = request.GET.get("show") == "all"
    context = {
        "project": found,
        "document": Document(document),
        "before": before,
        "after": after,
        "choices": [
            ("from", _("较早的版次"), _options(versions, before, periods)),
            ("to", _("较晚的版次"), _options(versions, after, periods)),
        ],
        **_of_periods(versions, before, after, periods),
        "parts": _parts(found, document, before, after, shows_all=shows_all),
        "shows_all": shows_all,
    }
    return render(request, "office/performance/compare.html", context)


def two_of(
    versions: Sequence[Version], request: HttpRequest, *, among: Sequence[Version] = ()
) -> tuple[Version, Version]:
    """Return the versions (newest first) that the URL names as `from` and `to`, by default the last two.

    `among` are more that may be named, and are never taken by themselves.
    """
    after = _chosen(among or versions, request.GET.get("to"), usual=versions[0])
    older = [each for each in versions if each.number < after.number]
    return _chosen(among or versions, request.GET.get("from"), usual=older[0] if older else after), after


def _chosen(versions: Sequence[Version], asked: str | None, *, usual: Version) -> Version:
    return next((each for each in versions if str(each.number) == asked), usual)


def _options(
    versions: Sequence[DocumentVersion], chosen: DocumentVersion, periods: Mapping[int, Period]
) -> list[tuple[int, str, bool]]:
    return [(each.number, label_of(each, periods.get(each.pk)), each.pk == chosen.pk) for each in versions]


def _of_periods(
    versions: Sequence[DocumentVersion],
    before: DocumentVersion,
    after: DocumentVersion,
    periods: Mapping[int, Period],
) -> dict[str, Any]:
    """Return what the page says of periods: which there are, which is shown, and that two differ."""
    if not periods:
        return {"period": "", "periods": [], "across": None, "is_alone": False}
    old, new = periods[before.pk], periods[after.pk]
    return {
        "period": in_words(new) if old == new else "",
        "periods": periods_in(versions, new) if len(set(periods.values())) > 1 else [],
        "across": (in_words(old), in_words(new)) if old != new else None,
        "is_alone": list(periods.values()).count(new) == 1 and before.pk == after.pk,
    }


def _parts(
    project: Project, document: str, before: DocumentVersion, after: DocumentVersion, *, shows_all: bool
) -> list[ComparedPart]:
    old, new = (_content(version, document) for version in (before, after))
    names = _names(project, old, new)
    bindings = (getattr(row, "binding", None) for content in (old, new) for row in content.rows)
    titles = titles_of_measures(binding.measure for binding in bindings if binding and binding.measure)
    rows_before, rows_after = ({row.key: row for row in content.rows} for content in (old, new))
    found = [ComparedPart(_("文字部分"), differences_between(_texts(old), _texts(new)))]
    for key in [*rows_after, *(key for key in rows_before if key not in rows_after)]:
        was, now = rows_before.get(key), rows_after.get(key)
        differences = differences_between(_fields(was, titles), _fields(now, titles))
        found.append(ComparedPart(names.get(key, key), differences, was is None, now is None))
    return found if shows_all else changed_parts(found)


def changed_parts(parts: Iterable[ComparedPart]) -> list[ComparedPart]:
    """Return what differs alone."""
    changed = [ComparedPart(part.title, changed_only(part.differences), part.is_new, part.is_gone) for part in parts]
    return [part for part in changed if part.differences]


def _content(version: DocumentVersion, document: str) -> Any:
    return from_json(msgspec.json.decode(version.content)["content"], _KINDS[document])


def _names(project: Project, *contents: Any) -> dict[str, str]:
    """Return the indicators by key: those of the rows themselves, or of the target that they answer."""
    rows = [row for content in contents for row in content.rows]
    if rows and hasattr(rows[0], "level3"):
        return {row.key: row.level3 for row in rows}
    target = project.target.approved or project.target.latest
    return {row.key: row.level3 for row in reading.content_of(target).rows} if target else {}


def _texts(content: Any) -> dict[str, str]:
    texts = {name: printed(name, getattr(content, name, None)) for name in _TEXTS}
    found = {name: text for name, text in texts.items() if text}
    return found | {name: text for name, text in getattr(content, "texts", {}).items() if text}


def _fields(row: Any, titles: Mapping[str, str]) -> dict[str, str]:
    if row is None:
        return {}
    fields = msgspec.structs.asdict(row).items()
    return {name: printed(name, value, titles=titles) for name, value in fields if name not in _UNSHOWN}


def differences_between(before: Mapping[str, str], after: Mapping[str, str]) -> list[Difference]:
    """Return two sets of printed fields side by side, blank in both left out."""
    names = [*after, *(name for name in before if name not in after)]
    pairs = ((name, before.get(name, ""), after.get(name, "")) for name in names)
    return [Difference(name, str(LABELS.get(name, name)), old, new) for name, old, new in pairs if old or new]
