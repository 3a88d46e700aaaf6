"""Lay out what was published before there were tables to search; numbers for charts come with the next publication of a project."""

import json
from decimal import Decimal

from django.db import migrations
from django.utils.timezone import localdate


def lay_out(apps, _editor):
    disclosures = apps.get_model("performance", "Disclosure").objects
    results = apps.get_model("performance", "PublishedResult").objects
    rows = apps.get_model("performance", "PublishedIndicator").objects
    snapshots = apps.get_model("ledger", "Snapshot").objects
    reviews = apps.get_model("performance", "Review").objects
    latest, first = {}, {}
    for each in disclosures.select_related("project", "version").order_by("number"):
        latest[each.project_id] = each
        first.setdefault(each.project_id, each)
    for pk, each in latest.items():
        if results.filter(project_id=pk).exists():
            continue
        form, content = json.loads(each.version.form), json.loads(each.version.content)["content"]
        funds = content["funds"]
        taken = [kept.get("snapshot") for kept in content["rows"]]
        counted = dict(snapshots.filter(pk__in=[pk for pk in taken if pk]).values_list("pk", "counted"))
        approved = reviews.filter(version_id=first[pk].version_id, verdict="approved").order_by("-at").first()
        fund = form["funds"][0] if form["funds"] else {}
        result = results.create(
            project=each.project,
            disclosure=each,
            owner_id=each.project.owner_id,
            department_id=each.project.department_id,
            year=each.project.year,
            name=each.project.name,
            total_score=_number(form["total_score_printed"]),
            grade=form["grade_printed"] or "",
            annual_yuan=_sum(funds, "annual_yuan"),
            executed_yuan=_sum(funds, "executed_yuan"),
            rate=_number(fund.get("execution_rate")),
            approved_on=localdate(approved.at if approved else first[pk].published_at),
            first_published_on=localdate(first[pk].published_at),
            published_on=localdate(each.published_at),
            publication=each.number,
        )
        rows.bulk_create(
            rows.model(result=result, place=at, snapshot_id=key, counted=counted.get(key), **_row(row, result))
            for at, (row, key) in enumerate(zip(form["indicators"], taken, strict=True), start=1)
        )


def forget(apps, _editor):
    apps.get_model("performance", "PublishedResult").objects.all().delete()


def _row(row, result):
    score, weight = _number(row["claimed_score"]), _number(row["weight"])
    return {
        "year": result.year,
        "level1": (row["level1"] or "")[:30],
        "level2": (row["level2"] or "")[:40],
        "level3": row["level3"][:120],
        "target": (row["printed"]["target"] or "")[:200],
        "actual": (row["printed"]["actual"] or "")[:200],
        "weight": weight,
        "score": score,
        "share": None if score is None or not weight else (score * 100 / weight).quantize(Decimal("0.01")),
    }


def _sum(funds, name):
    return sum((Decimal(fund[name]) for fund in funds), Decimal(0)) if funds else None


def _number(text):
    return None if text is None else Decimal(text)


class Migration(migrations.Migration):
    dependencies = [("performance", "0015_corrections_and_results")]
    operations = [migrations.RunPython(lay_out, forget)]
