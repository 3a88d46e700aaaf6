"""Collecting a published file: read and audited in a process of its own, kept with its audit, shown to everybody."""

import hashlib
import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from importlib.metadata import version

import msgspec
from django.db import IntegrityError, transaction
from django.utils import timezone

from servicecloud.activity.services import record_act
from servicecloud.collection import policies
from servicecloud.collection.enums import Severity
from servicecloud.collection.errors import AlreadyCollectedError, AlreadyWithdrawnError, NotYetPublishedError
from servicecloud.collection.models import BrokenRule, CollectedFile, CollectedForm
from servicecloud.identity.models import User
from servicecloud.inspection.model import FormRecord, Records
from servicecloud.inspection.services import record_file

_PERSONAL_DATA = "D-03"
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")


@dataclass(frozen=True)
class Origin:
    """Where a file comes from."""

    publisher_zh: str
    place_zh: str
    publisher_en: str = ""
    place_en: str = ""
    source_address: str = ""
    published_on: date | None = None


def collect(*, actor: User, data: bytes, name: str, origin: Origin, rulebook: str = "") -> CollectedFile:
    """Audit every form of a file and keep them; blank `rulebook`: the one that applies to each.

    Raises NotYetPublishedError, AlreadyCollectedError, and what the inspection refuses.
    """
    policies.check_can_collect(actor)
    if origin.published_on is not None and origin.published_on > timezone.localdate():
        raise NotYetPublishedError(day=origin.published_on.isoformat())
    digest = hashlib.sha256(data).hexdigest()
    _check_new(digest)
    records = record_file(data=data, name=name, rulebook=rulebook)
    try:
        return _keep(records, actor=actor, name=name, digest=digest, origin=origin)
    except IntegrityError as error:  # somebody collected the same file while it was audited
        _check_new(digest)
        raise error from None


@transaction.atomic
def withdraw(*, actor: User, file_id: int, reason: str) -> CollectedFile:
    """Take a file out of the collection, with a reason; the rows stay, nobody but its keepers sees them."""
    policies.check_can_collect(actor)
    file = CollectedFile.objects.select_for_update(of=("self",)).get(pk=file_id)
    if file.withdrawn_at is not None:
        raise AlreadyWithdrawnError
    file.withdrawn_at, file.withdrawn_reason = timezone.now(), reason
    file.save(update_fields=["withdrawn_at", "withdrawn_reason"])
    record_act(actor=actor, verb="forms.withdrawn", about=file, organisation=file.owner_id)
    return file


def _check_new(digest: str) -> None:
    known = CollectedFile.everywhere.filter(sha256=digest, withdrawn_at=None).first()
    if known is not None:
        raise AlreadyCollectedError(name=known.file_name)


@transaction.atomic
def _keep(records: Records, *, actor: User, name: str, digest: str, origin: Origin) -> CollectedFile:
    file = CollectedFile.everywhere.create(
        owner=policies.organisation_of(actor),
        file_name=name[-200:],
        sha256=digest,
        collected_by=actor,
        engine=version("plumbline"),
        problems_zh=list(records.problems_zh),
        problems_en=list(records.problems_en),
        **{field: getattr(origin, field) for field in origin.__dataclass_fields__},
    )
    year = _year_of_file(records, name)
    for ordinal, record in enumerate(records.forms, start=1):
        columns = _columns(record)
        columns["year"] = record.year or year
        form = CollectedForm.everywhere.create(file=file, ordinal=ordinal, **columns)
        BrokenRule.everywhere.bulk_create(
            BrokenRule(form=form, rule=each.rule, severity=each.severity, count=each.count) for each in record.rules
        )
    record_act(actor=actor, verb="forms.collected", about=file, organisation=file.owner_id)
    return file


def _year_of_file(records: Records, name: str) -> int | None:
    """Return the year of a form that names none: the one that the file's other forms name, else the one in the file's name."""
    named = {record.year for record in records.forms if record.year is not None}
    if not named:
        named = {int(text) for text in _YEAR.findall(name)}
    return named.pop() if len(named) == 1 else None


def _columns(record: FormRecord) -> dict[str, object]:
    number = {severity: sum(each.count for each in record.rules if each.severity == severity) for severity in Severity}
    return {
        "kind": record.kind,
        "project_name": record.project_name[:300],
        "department": record.department[:200],
        "unit": record.unit[:200],
        "rulebook": record.rulebook,
        "claimed": _score(record.claimed),
        "computed": _score(record.computed),
        "grade_claimed": record.grade_claimed or "",
        "grade_computed": record.grade_computed or "",
        "errors": number[Severity.ERROR],
        "warnings": number[Severity.WARNING],
        "infos": number[Severity.INFO],
        "outcomes": msgspec.to_builtins(record.outcomes),
        "form": msgspec.json.decode(record.form),
        "report_zh": msgspec.to_builtins(record.zh),
        "report_en": msgspec.to_builtins(record.en),
        "is_shown": all(each.rule != _PERSONAL_DATA for each in record.rules),
    }


def _score(text: str | None) -> Decimal | None:
    """Return a score that fits its column; a total in the millions is nonsense that stands in the form's own content."""
    number = None if text is None else Decimal(text).quantize(Decimal("0.0001"))
    return number if number is not None and abs(number) < 10**8 else None
