"""Checking the ledger against itself and against heads kept elsewhere. What is not as it should be becomes an incident."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from django.db import connection, transaction
from django.utils import timezone

from plumbline.evidence.errors import ProofRefusedError
from plumbline.evidence.findings import Finding
from plumbline.evidence.merkle import load_frontier
from plumbline.evidence.seal import Head
from plumbline.evidence.verify import verify_export
from servicecloud.ledger.enums import IncidentKind, RunState
from servicecloud.ledger.exports import export_lines
from servicecloud.ledger.guards import missing_triggers
from servicecloud.ledger.models import Incident, SealRecord, Verification
from servicecloud.ledger.services.heads import heads_outside
from servicecloud.ledger.tree import DatabaseTree, head, seal_of

MOST_LISTED = 200
Progress = Callable[[int], None]


@dataclass(frozen=True)
class Difference:
    """One thing that is not as it should be."""

    kind: IncidentKind
    about: str
    message_zh: str
    message_en: str


@dataclass
class Outcome:
    """What a check found. `differences` lists the first of them, `found` counts all."""

    entries: int = 0
    seals: int = 0
    head: Head | None = None
    found: int = 0
    differences: list[Difference] = field(default_factory=list)

    def add(self, difference: Difference) -> None:
        """Keep a difference."""
        self.found += 1
        if len(self.differences) < MOST_LISTED:
            self.differences.append(difference)

    @property
    def is_good(self) -> bool:
        """Whether nothing at all was found."""
        return self.found == 0


def check_ledger(*, published: Sequence[Head] = (), progress: Progress | None = None) -> Outcome:
    """Verify the chain and recompute what is kept beside the entries. `published` are heads kept elsewhere, beside the file of heads."""
    outcome = Outcome(head=head())
    _check_chain(outcome, progress)
    for difference in (
        *_heads([*heads_outside(), *published]),
        *_tree(),
        *_strays(),
        *_totals(),
        *_subjects(),
        *_triggers(),
    ):
        outcome.add(difference)
    return outcome


@transaction.atomic
def raise_incidents(outcome: Outcome) -> int:
    """Open an incident for each difference that has none open; return how many are new."""
    new = 0
    for each in outcome.differences:
        _incident, is_new = Incident.objects.get_or_create(
            kind=each.kind,
            about=each.about[:200],
            settled_at=None,
            defaults={"message_zh": each.message_zh[:500], "message_en": each.message_en[:500]},
        )
        new += is_new
    return new


def run_verification(*, verification_id: int) -> Outcome | None:
    """Do one verification that somebody asked for, keeping its progress; one that was done already is left as it is."""
    run = Verification.objects.get(pk=verification_id)
    if run.state not in {RunState.WAITING, RunState.RUNNING}:
        return None
    Verification.objects.filter(pk=run.pk).update(state=RunState.RUNNING)

    def keep_progress(done: int) -> None:
        Verification.objects.filter(pk=run.pk).update(entries_done=done)

    outcome = check_ledger(progress=keep_progress)
    raise_incidents(outcome)
    Verification.objects.filter(pk=run.pk).update(
        state=RunState.GOOD if outcome.is_good else RunState.ALTERED,
        finished_at=timezone.now(),
        entries_done=outcome.entries,
        head_digest=outcome.head.digest if outcome.head else "",
        head_count=outcome.head.count if outcome.head else 0,
        found=outcome.found,
        findings=[{"kind": each.kind, "zh": each.message_zh, "en": each.message_en} for each in outcome.differences],
    )
    return outcome


def _check_chain(outcome: Outcome, progress: Progress | None) -> None:
    if outcome.head is None:
        return
    report = verify_export(export_lines(reach=None), head=outcome.head, progress=progress)
    outcome.entries, outcome.seals = report.entries, report.seals
    for finding in report.findings:
        outcome.add(_chain_difference(finding))
    outcome.found += sum(report.counts.values()) - len(report.findings)


def _chain_difference(finding: Finding) -> Difference:
    places = (finding.entry, finding.last_entry, finding.seal, finding.line if finding.entry is None else None)
    about = ":".join([finding.kind, *(str(place) for place in places if place is not None)])
    return Difference(IncidentKind.CHAIN, about, finding.message_zh, finding.message_en)


def _heads(published: Sequence[Head]) -> Iterator[Difference]:
    """A published head must be in the chain: else an older backup was put back, or the chain was rewritten."""
    present = head()
    last = present.count if present else 0
    kept = dict(SealRecord.objects.values_list("last", "digest"))
    for each in dict.fromkeys(published):
        if each.count > last:
            yield Difference(
                IncidentKind.HEAD,
                f"truncated:{each.count}",
                f"曾公布的链首含{each.count}条，现在只有{last}条：账尾被截去，或恢复了较早的备份。",
                f"a published head has {each.count} entries, now there are {last}: the end was cut off or an older backup put back.",
            )
        elif kept.get(each.count) != each.digest:
            yield Difference(
                IncidentKind.HEAD,
                f"rewritten:{each.count}:{each.digest[:16]}",
                f"曾公布的第{each.count}条处的链首与现在的不同：此前的账被重写过。",
                f"the head published at entry {each.count} is not the present one: what is before it was rewritten.",
            )


def _tree() -> Iterator[Difference]:
    """The inner digests that proofs rest on must lead to the sealed root."""
    last = SealRecord.objects.order_by("-number").first()
    if last is None:
        return
    seal = seal_of(last)
    try:
        root = load_frontier(DatabaseTree(), count=seal.last, algorithm=seal.algorithm).root().hex()
    except ProofRefusedError:
        root = ""
    if root != seal.root:
        yield Difference(
            IncidentKind.CHAIN,
            f"tree:{seal.number}",
            f"内部摘要与第{seal.number}号封存的树根不符，证明暂不可用。",
            f"the inner digests do not lead to the root of seal {seal.number}; proofs cannot be given.",
        )


def _strays() -> Iterator[Difference]:
    """Entries that neither wait nor are sealed did not come by posting."""
    sql = (
        "SELECT e.id FROM ledger_entry e WHERE NOT EXISTS (SELECT 1 FROM ledger_leaf l WHERE l.entry_id = e.id)"
        " AND NOT EXISTS (SELECT 1 FROM ledger_waiting w WHERE w.entry_id = e.id) ORDER BY e.id"
    )
    for (entry,) in _rows(sql):
        yield Difference(
            IncidentKind.STRAY,
            f"entry:{entry}",
            f"记录{entry}既未封存也不在待封存之列：它不是经登记进入的。",
            f"entry {entry} is neither sealed nor waiting: it did not come in by posting.",
        )


def _totals() -> Iterator[Difference]:
    """Totals are what the entries give: counted again in the database, compared key by key."""
    counted = (
        "SELECT e.measure_id, e.owner_id, COALESCE(o.happened_on, e.happened_on) AS day, e.happened_on AS known_from, e.dimensions,"
        " COUNT(*) AS entries, SUM(CASE WHEN e.reverses_id IS NULL THEN 1 ELSE -1 END) AS net,"
        " SUM(CASE WHEN e.reverses_id IS NULL THEN e.quantity_millionths ELSE -e.quantity_millionths END) AS quantity"
        " FROM ledger_entry e LEFT JOIN ledger_entry o ON o.id = e.reverses_id"
        " GROUP BY e.measure_id, e.owner_id, COALESCE(o.happened_on, e.happened_on), e.happened_on, e.dimensions"
    )
    kept = (
        "SELECT measure_id, owner_id, day, known_from, dimensions, SUM(entries) AS entries, SUM(net) AS net,"
        " SUM(quantity_millionths) AS quantity FROM ledger_total GROUP BY measure_id, owner_id, day, known_from, dimensions"
    )
    for measure, owner, day in _keys_that_differ(counted, kept):
        yield Difference(
            IncidentKind.TOTALS,
            f"{measure}:{owner}:{day}",
            f"{day}的合计与逐条重算不符（项目{measure}，单位{owner}）。",
            f"the totals of {day} are not what the entries give (measure {measure}, owner {owner}).",
        )


def _subjects() -> Iterator[Difference]:
    """Sets of subjects are what the standing entries give."""
    year = (
        "EXTRACT(YEAR FROM e.happened_on)"
        if connection.vendor == "postgresql"
        else "CAST(substr(e.happened_on, 1, 4) AS INTEGER)"
    )
    counted = (
        f"SELECT e.measure_id, e.owner_id, {year} AS year, e.subject, COUNT(*) AS net, MIN(e.happened_on) AS first_on"
        " FROM ledger_entry e WHERE e.subject IS NOT NULL AND e.reverses_id IS NULL"
        " AND NOT EXISTS (SELECT 1 FROM ledger_entry r WHERE r.reverses_id = e.id)"
        f" GROUP BY e.measure_id, e.owner_id, {year}, e.subject"
    )
    kept = "SELECT measure_id, owner_id, year, subject, net, first_on FROM ledger_subjectyear WHERE net <> 0"
    for measure, owner, of_year in _keys_that_differ(counted, kept):
        yield Difference(
            IncidentKind.SUBJECTS,
            f"{measure}:{owner}:{of_year}",
            f"{of_year}年的对象清单与逐条重算不符（项目{measure}，单位{owner}）。",
            f"the subjects of {of_year} are not what the entries give (measure {measure}, owner {owner}).",
        )


def _keys_that_differ(counted: str, kept: str) -> list[tuple[object, ...]]:
    """Return the first three columns of rows that stand in one of two queries only, each once."""
    sides = (f"({counted}) EXCEPT ({kept})", f"({kept}) EXCEPT ({counted})")
    if connection.vendor == "sqlite":
        sides = (
            f"SELECT * FROM ({counted}) EXCEPT SELECT * FROM ({kept})",
            f"SELECT * FROM ({kept}) EXCEPT SELECT * FROM ({counted})",
        )
    found: Counter[tuple[object, ...]] = Counter()
    for side in sides:
        found.update((row[0], row[1], str(row[2])) for row in _rows(side))
    return sorted(found, key=str)


def _triggers() -> Iterator[Difference]:
    """The tables that only grow must still be guarded."""
    for name in missing_triggers():
        yield Difference(
            IncidentKind.STRAY,
            f"trigger:{name}",
            f"数据库中缺少保护触发器{name}：有人拆除了只增不改的保护。",
            f"the trigger {name} is gone from the database: somebody took the protection away.",
        )


def _rows(sql: str) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return list(cursor.fetchall())
