"""Laying out a publication for searching: its figures and its indicators as rows, in place of those of the publication before."""

from datetime import date
from decimal import Decimal

import msgspec
from django.db import transaction
from django.db.models import Max

from plumbline.forms.model import Indicator
from plumbline.forms.model import SelfEvaluation as Form
from plumbline.forms.values import PrintedValue
from servicecloud.ledger.facts import civil_date
from servicecloud.ledger.models import Snapshot
from servicecloud.performance.enums import Verdict
from servicecloud.performance.models import Disclosure, PublishedIndicator, PublishedResult, Review
from servicecloud.performance.search_sources import RESULT
from servicecloud.performance.selectors.disclosures import latest_disclosures
from servicecloud.performance.selectors.projects import form_of
from servicecloud.performance.values import EvaluationContent
from servicecloud.search.services import index_objects

CENT = Decimal("0.01")
MOST = Decimal(10) ** 20
"""A printed number beyond this is shown as it is printed and not compared."""


@transaction.atomic
def lay_out(disclosure: Disclosure) -> PublishedResult | None:
    """Put a publication in place of the one before it; None for a version that holds no self-evaluation."""
    form = form_of(disclosure.version)
    if not isinstance(form, Form):
        return None
    content = _content(disclosure)
    project = disclosure.project
    first = Disclosure.everywhere.select_related("version").filter(project=project).order_by("number")[0]
    score = form.total_score_printed
    figures = {
        "disclosure": disclosure,
        "owner_id": project.owner_id,
        "department_id": project.department_id,
        "year": project.year,
        "name": project.name,
        "total_score": Decimal(score) if score else None,
        "grade": form.grade_printed or "",
        "annual_yuan": sum((fund.annual_yuan for fund in content.funds), Decimal(0)) if content.funds else None,
        "executed_yuan": sum((fund.executed_yuan for fund in content.funds), Decimal(0)) if content.funds else None,
        "rate": form.funds[0].execution_rate if form.funds else None,
        "approved_on": approved_on(first),
        "first_published_on": civil_date(first.published_at),
        "published_on": civil_date(disclosure.published_at),
        "publication": disclosure.number,
    }
    result, _is_new = PublishedResult.everywhere.update_or_create(project=project, defaults=figures)
    PublishedIndicator.everywhere.filter(result=result).delete()
    taken = {row.snapshot: None for row in content.rows if row.snapshot is not None}
    snapshots = Snapshot.everywhere.in_bulk(list(taken))
    PublishedIndicator.everywhere.bulk_create(
        _row(result, at, indicator, snapshots.get(row.snapshot or 0))
        for at, (indicator, row) in enumerate(zip(form.indicators, content.rows, strict=True), start=1)
    )
    index_objects(kind=RESULT, ids=[result.pk])
    return result


def lay_out_everything() -> int:
    """Lay out the latest publication of every project again; return how many. For after a restore or a change of the tables."""
    return sum(lay_out(each) is not None for each in latest_disclosures().iterator(chunk_size=100))


def approved_on(disclosure: Disclosure) -> date:
    """Return the day on which the last step approved the version of a publication."""
    rows = Review.everywhere.filter(version=disclosure.version_id, verdict=Verdict.APPROVED)
    return civil_date(rows.aggregate(last=Max("at"))["last"] or disclosure.published_at)


def _content(disclosure: Disclosure) -> EvaluationContent:
    kept = msgspec.json.decode(disclosure.version.content)["content"]
    return msgspec.convert(kept, EvaluationContent, strict=False)


def _row(result: PublishedResult, at: int, indicator: Indicator, snapshot: Snapshot | None) -> PublishedIndicator:
    score, weight = indicator.claimed_score, indicator.weight
    return PublishedIndicator(
        result=result,
        place=at,
        year=result.year,
        level1=(indicator.level1 or "")[:30],
        level2=(indicator.level2 or "")[:40],
        level3=indicator.level3[:120],
        target=(indicator.printed.target or "")[:200],
        actual=(indicator.printed.actual or "")[:200],
        weight=weight,
        score=score,
        share=None if score is None or not weight else (score * 100 / weight).quantize(CENT),
        unit=((indicator.actual.unit if indicator.actual else None) or "")[:30],
        target_number=_number(indicator.target),
        actual_number=_number(indicator.actual),
        counted=None if snapshot is None else snapshot.counted,
        snapshot=snapshot,
    )


def _number(value: PrintedValue | None) -> Decimal | None:
    """Return the one number that a printed value states, else None: a range, a date or words are not compared."""
    if value is None or value.kind not in ("number", "percent", "money"):
        return None
    text = value.low if value.low is not None else value.high
    number = Decimal(text) if text is not None else None
    return number if number is not None and abs(number) < MOST else None
