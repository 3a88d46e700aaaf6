"""Importing the library from a file: every line with its verdict, what is right is written."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from servicecloud.activity.services import record_act
from servicecloud.errors import DomainError, InvalidInputError
from servicecloud.identity.models import Organisation, User
from servicecloud.indicators import policies
from servicecloud.indicators.enums import LibraryState
from servicecloud.indicators.errors import RetiredError, UnchangedError
from servicecloud.indicators.models import LibraryIndicator
from servicecloud.indicators.search_sources import INDICATOR
from servicecloud.indicators.services.library import add_indicator, revise_indicator
from servicecloud.indicators.tables import HEADINGS, read_lines
from servicecloud.search.services import index_objects


@dataclass(frozen=True)
class LineVerdict:
    """What became (or would become) of one line: added, revised, unchanged or refused with the problems."""

    number: int
    code: str
    name: str
    verdict: str
    problems: tuple[str, ...] = ()


def import_library(
    *, actor: User, owner: Organisation, data: bytes, name: str, only_check: bool = False
) -> list[LineVerdict]:
    """Write every line that can be written: a new code is added, a known one gets a new version where it differs.

    `only_check` gives the same verdicts and writes nothing. Raises UnreadableTableError.
    """
    policies.check_can_keep(actor, owner.pk)
    with transaction.atomic():
        known = {row.code: row for row in LibraryIndicator.objects.filter(owner=owner).select_related("current")}
        verdicts, written, seen = [], [], dict[str, int]()
        for line in read_lines(data, name):
            code = line.values.get("code", "")
            problems = list(line.problems)
            if code and code in seen:
                problems.append(_("编码“%(code)s”与第%(row)d行重复。") % {"code": code, "row": seen[code]})
            seen.setdefault(code, line.number)
            verdict, pk, more = "refused", 0, list[str]()
            if not problems:
                verdict, pk, more = _write(actor, owner, known.get(code), line.values, name)
            verdicts.append(LineVerdict(line.number, code, line.values.get("name", ""), verdict, (*problems, *more)))
            written += [pk] if pk else []
        if only_check:
            transaction.set_rollback(True)
            return verdicts
        if written:
            index_objects(kind=INDICATOR, ids=written)
            record_act(
                actor=actor,
                verb="indicators.imported",
                about=owner,
                organisation=owner,
                file=name[:120],
                written=len(written),
            )
    return verdicts


def _write(
    actor: User, owner: Organisation, found: LibraryIndicator | None, values: Mapping[str, Any], name: str
) -> tuple[str, int, list[str]]:
    try:
        with transaction.atomic():
            if found is None:
                return "added", add_indicator(actor=actor, owner=owner, values=values, quiet=True).pk, []
            if found.state == LibraryState.RETIRED:
                raise RetiredError(name=found.current)
            reason = _("由文件“%(name)s”导入") % {"name": name[:120]}
            revise_indicator(
                actor=actor, indicator_id=found.pk, expected=found.version, values=values, reason=reason, quiet=True
            )
            return "revised", found.pk, []
    except UnchangedError:
        return "unchanged", 0, []
    except InvalidInputError as error:
        said = [f"{_label(field)}：{'；'.join(lines)}" for field, lines in error.fields.items()]
        return "refused", 0, said
    except DomainError as error:
        return "refused", 0, [str(error)]


def _label(field: str) -> str:
    return HEADINGS[field][0] if field in HEADINGS else _("指标类别")
