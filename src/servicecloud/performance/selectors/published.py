"""What is public of a disclosed project: its frozen form, the scores with their reasons, the counting rules, the ledger head."""

from dataclasses import dataclass
from typing import Any

import msgspec

from plumbline.evidence.measures import CountingRule
from plumbline.forms.model import SelfEvaluation as Form
from servicecloud.errors import NotFoundError
from servicecloud.ledger.models import Snapshot
from servicecloud.performance.models import Disclosure, DocumentVersion
from servicecloud.performance.selectors.disclosures import publication
from servicecloud.performance.selectors.projects import form_of
from servicecloud.performance.selectors.samples import is_asked, sample_words
from servicecloud.performance.values import EvaluationContent, TargetContent


@dataclass(frozen=True)
class PublishedRow:
    """One indicator: what was promised and reached, the score with its reason, how it was counted and from how many entries."""

    key: str
    level1: str
    level2: str
    name: str
    target: str
    actual: str
    weight: str
    claimed: str
    deviation: str
    reason_zh: str
    reason_en: str
    rule: CountingRule | None
    snapshot: Snapshot | None
    interval: str
    """From how many answers, and with which interval; blank for what is no sample."""


@dataclass(frozen=True)
class Published:
    """A publication with everything its page shows."""

    disclosure: Disclosure
    form: Form
    content: EvaluationContent
    reasons: dict[str, Any]
    rows: list[PublishedRow]
    correction: str
    """Why this publication corrects the one before it, blank for the first."""


def published(project_id: int, number: int | None = None) -> Published:
    """Return a publication of a project, the latest unless a number is given: three queries, whoever asks."""
    return content_of(publication(project_id, number))


def content_of(disclosure: Disclosure) -> Published:
    """Return a publication with everything its page shows: two queries."""
    form = form_of(disclosure.version)
    if not isinstance(form, Form):
        raise NotFoundError
    kept = msgspec.json.decode(disclosure.version.content)
    content = msgspec.convert(kept["content"], EvaluationContent, strict=False)
    reasons = kept["reasons"]
    version = DocumentVersion.everywhere.get(pk=kept["target"])
    promised = msgspec.json.decode(version.content)
    target = msgspec.convert(promised["content"], TargetContent, strict=False)
    rules = msgspec.convert(promised["rules"], dict[str, CountingRule], strict=False)
    taken = {row.key: row.snapshot for row in content.rows if row.snapshot is not None}
    snapshots = Snapshot.everywhere.in_bulk(list(taken.values()))
    rows = [
        PublishedRow(
            key=row.key,
            level1=indicator.level1 or "",
            level2=indicator.level2 or "",
            name=indicator.level3,
            target=indicator.printed.target or "",
            actual=indicator.printed.actual or "",
            weight=str(indicator.weight or ""),
            claimed="" if indicator.claimed_score is None else str(indicator.claimed_score),
            deviation=indicator.deviation or "",
            reason_zh=reason["zh"],
            reason_en=reason["en"],
            rule=rules.get(row.key),
            snapshot=snapshots.get(taken.get(row.key, 0)),
            interval=sample_words(snapshots[taken[row.key]], asked=is_asked(indicator.level1, indicator.level3))
            if taken.get(row.key) in snapshots
            else "",
        )
        for indicator, row, reason in zip(form.indicators, target.rows, reasons["rows"], strict=True)
    ]
    return Published(disclosure, form, content, reasons, rows, kept.get("correction", ""))
