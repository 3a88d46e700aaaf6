"""Importing the library from a file: every line with its verdict, what is right is written, and can be taken back as a whole."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from django.db import transaction
from django.utils.translation import gettext as _

from servicecloud.activity.services import record_act
from servicecloud.errors import DomainError, InvalidInputError
from servicecloud.identity.models import Organisation, User
from servicecloud.indicators import policies
from servicecloud.indicators.enums import LibraryState, LineOutcome
from servicecloud.indicators.errors import RetiredError, UnchangedError
from servicecloud.indicators.models import IndicatorVersion, LibraryImport, LibraryImportLine, LibraryIndicator
from servicecloud.indicators.search_sources import INDICATOR
from servicecloud.indicators.services.library import add_indicator, revise_indicator
from servicecloud.indicators.tables import HEADINGS, read_lines
from servicecloud.search.services import index_objects

VerdictName = Literal["added", "revised", "unchanged", "refused"]
_Outcome = tuple[VerdictName, LibraryIndicator | None, list[str]]


@dataclass(frozen=True)
class LineVerdict:
    """What became (or would become) of one line: added, revised, unchanged or refused with the problems."""

    number: int
    code: str
    name: str
    verdict: VerdictName
    problems: tuple[str, ...] = ()


@dataclass(frozen=True)
class Imported:
    """What became of a file: every line, and the import as it is kept; None where nothing was written and nothing refused."""

    lines: list[LineVerdict]
    run: LibraryImport | None = None


@dataclass(frozen=True)
class _Written:
    """What one line wrote: the indicator as it now stands, and the version that was in force before."""

    number: int
    indicator: LibraryIndicator
    before: IndicatorVersion | None


def import_library(*, actor: User, owner: Organisation, data: bytes, name: str, only_check: bool = False) -> Imported:
    """Write every line that can be written: a new code is added, a known one gets a new version where it differs.

    `only_check` gives the same verdicts and writes nothing. Raises UnreadableTableError.
    """
    policies.check_can_keep(actor, owner.pk)
    with transaction.atomic():
        known = {row.code: row for row in LibraryIndicator.objects.filter(owner=owner).select_related("current")}
        verdicts, written, seen = list[LineVerdict](), list[_Written](), dict[str, int]()
        for line in read_lines(data, name):
            code = line.values.get("code", "")
            problems = list(line.problems)
            if code and code in seen:
                problems.append(_("编码“%(code)s”与第%(row)d行重复。") % {"code": code, "row": seen[code]})
            seen.setdefault(code, line.number)
            found = known.get(code)
            before = found.current if found and found.state == LibraryState.IN_FORCE else None
            outcome: _Outcome = ("refused", None, [])
            if not problems:
                outcome = _write(actor, owner, found, line.values, name)
            verdict, made, more = outcome
            verdicts.append(LineVerdict(line.number, code, line.values.get("name", ""), verdict, (*problems, *more)))
            written += [_Written(line.number, made, before)] if made else []
        if only_check:
            transaction.set_rollback(True)
            return Imported(verdicts)
        run = (
            _kept(written, verdicts, actor=actor, owner=owner, name=name)
            if written or any(each.verdict == "refused" for each in verdicts)
            else None
        )
    return Imported(verdicts, run)


def _kept(
    written: list[_Written], verdicts: list[LineVerdict], *, actor: User, owner: Organisation, name: str
) -> LibraryImport:
    """Keep what the lines wrote, index it, tell of it."""
    said = [each.verdict for each in verdicts]
    run = LibraryImport.objects.create(
        owner=owner,
        file_name=name[:200],
        unchanged=said.count("unchanged"),
        refused=said.count("refused"),
        refusals=[
            {"number": each.number, "code": each.code, "name": each.name, "problems": list(each.problems)}
            for each in verdicts
            if each.verdict == "refused"
        ],
        started_by=actor,
    )
    LibraryImportLine.objects.bulk_create(
        LibraryImportLine(
            run=run,
            number=each.number,
            indicator=each.indicator,
            outcome=LineOutcome.REVISED if each.before else LineOutcome.ADDED,
            before=each.before,
            record_version=each.indicator.version,
        )
        for each in written
    )
    index_objects(kind=INDICATOR, ids=[each.indicator.pk for each in written])
    record_act(
        actor=actor,
        verb="indicators.imported",
        about=owner,
        organisation=owner,
        file=name[:120],
        written=len(written),
    )
    return run


def _write(
    actor: User, owner: Organisation, found: LibraryIndicator | None, values: Mapping[str, Any], name: str
) -> _Outcome:
    try:
        with transaction.atomic():
            if found is None or found.state == LibraryState.WITHDRAWN:
                return "added", add_indicator(actor=actor, owner=owner, values=values, quiet=True), []
            if found.state == LibraryState.RETIRED:
                raise RetiredError(name=found.current)
            reason = _("由文件“%(name)s”导入") % {"name": name[:120]}
            made = revise_indicator(
                actor=actor, indicator_id=found.pk, expected=found.version, values=values, reason=reason, quiet=True
            )
            return "revised", made, []
    except UnchangedError:
        return "unchanged", None, []
    except InvalidInputError as error:
        said = [f"{_label(field)}：{'；'.join(lines)}" for field, lines in error.fields.items()]
        return "refused", None, said
    except DomainError as error:
        return "refused", None, [str(error)]


def _label(field: str) -> str:
    return HEADINGS[field][0] if field in HEADINGS else _("指标类别")
