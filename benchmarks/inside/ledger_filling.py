"""A ledger of any size for measuring: three measures of three years, made by SQL, with totals and subjects as posting keeps them.

Six of ten entries belong to one measure, whose numbers are the ones measured. One entry in two hundred is taken back later.
Filling only adds rows, so that the triggers have nothing to refuse; the check of the ledger holds what is filled to be right.
"""

from datetime import date

from django.db import connection, transaction

from plumbline.evidence.measures import CountingRule

FIRST_DAY = date(2021, 1, 1)
DAYS = 1095
OWNERS, SUBJECTS = 12, 20_000
PART = 1_000_000

VISITS = {"unit": "家次", "aggregation": "count", "title_zh": "走访企业", "title_en": "Visits"}
RULES = (
    CountingRule(measure="bench.visits", version=1, counts_zh="走访", counts_en="visits", **VISITS),
    CountingRule(measure="bench.copies", version=1, counts_zh="印发", counts_en="copies", **VISITS | {"unit": "份"}),
    CountingRule(measure="bench.cases", version=1, counts_zh="办件", counts_en="cases", **VISITS | {"unit": "件"}),
)
_COLUMNS = (
    "measure_id, owner_id, happened_on, quantity_millionths, subject, dimensions, act, idempotency_key, reverses_id,"
    " reason, salt, recorded_at, recorded_by_id"
)
_TOTALS = """
    INSERT INTO ledger_total
        (measure_id, owner_id, day, known_from, dimensions, slot, entries, net, quantity_millionths, last_recorded_at)
    SELECT e.measure_id, e.owner_id, COALESCE(o.happened_on, e.happened_on), e.happened_on, e.dimensions, 0, COUNT(*),
        SUM(CASE WHEN e.reverses_id IS NULL THEN 1 ELSE -1 END),
        SUM(CASE WHEN e.reverses_id IS NULL THEN e.quantity_millionths ELSE -e.quantity_millionths END),
        MAX(e.recorded_at)
    FROM ledger_entry e LEFT JOIN ledger_entry o ON o.id = e.reverses_id
    WHERE e.measure_id IN ({measures})
    GROUP BY e.measure_id, e.owner_id, COALESCE(o.happened_on, e.happened_on), e.happened_on, e.dimensions
"""
_SUBJECTS = """
    INSERT INTO ledger_subjectyear (measure_id, owner_id, year, subject, net, first_on)
    SELECT e.measure_id, e.owner_id, {year}, e.subject, COUNT(*), MIN(e.happened_on)
    FROM ledger_entry e
    WHERE e.measure_id IN ({measures}) AND e.reverses_id IS NULL
        AND NOT EXISTS (SELECT 1 FROM ledger_entry r WHERE r.reverses_id = e.id)
    GROUP BY e.measure_id, e.owner_id, {year}, e.subject
"""
_NUMBERS = {
    "sqlite": "WITH RECURSIVE s(n) AS (SELECT {first} UNION ALL SELECT n + 1 FROM s WHERE n < {last})",
    "postgresql": "WITH s AS (SELECT n::bigint AS n FROM generate_series({first}, {last}) n)",
}
_DAY = {
    "sqlite": "date('{start}', '+' || ((n * 7919) % {days}) || ' days')",
    "postgresql": "(DATE '{start}' + ((n * 7919) % {days})::int)",
}
_LATER = {"sqlite": "date(happened_on, '+20 days')", "postgresql": "happened_on + 20"}
_YEAR = {
    "sqlite": "CAST(substr(e.happened_on, 1, 4) AS INTEGER)",
    "postgresql": "EXTRACT(YEAR FROM e.happened_on)",
}


def prepare() -> tuple[list[int], list[int]]:
    """Write the measures and the owners; return the keys of either."""
    from servicecloud.identity.enums import OrganisationKind
    from servicecloud.identity.models import Organisation
    from servicecloud.ledger.registry import DECLARED, Dimension, declare
    from servicecloud.ledger.services.measures import keep_declared_measures
    from servicecloud.ledger.services.posting import keep_owner

    district, channel = Dimension("district", "所在区", "District"), Dimension("channel", "渠道", "Channel")
    for rule in RULES:
        declare(rule, dimensions=(district, channel))
    keep_declared_measures()
    owners = []
    for number in range(OWNERS):
        made, _is_new = Organisation.everywhere.get_or_create(
            code=f"U-BENCH-{number}", defaults={"kind": OrganisationKind.UNIT, "name_zh": f"测量单位{number}"}
        )
        owners.append(keep_owner(made.pk).pk)
    return [DECLARED[rule.measure].key for rule in RULES], owners


def fill(count: int, *, is_waiting: bool) -> None:
    """Add `count` entries and what posting keeps beside them; with `is_waiting` they can be sealed."""
    measures, owners = prepare()
    with connection.cursor() as cursor:
        for first in range(1, count + 1, PART):
            with transaction.atomic():
                cursor.execute(_entries(first, min(first + PART - 1, count), measures=measures, owners=owners))
        listed = ",".join(str(key) for key in measures)
        with transaction.atomic():
            cursor.execute(_reversals(listed))
            cursor.execute(_TOTALS.format(measures=listed))
            cursor.execute(_SUBJECTS.format(measures=listed, year=_YEAR[connection.vendor]))
            if is_waiting:
                cursor.execute(
                    "INSERT INTO ledger_waiting (entry_id) SELECT e.id FROM ledger_entry e"
                    f" WHERE e.measure_id IN ({listed}) ORDER BY e.id"
                )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _entries(first: int, last: int, *, measures: list[int], owners: list[int]) -> str:
    start = FIRST_DAY.isoformat()
    day = _DAY[connection.vendor].format(start=start, days=DAYS)
    measure = f"CASE WHEN n % 10 < 6 THEN {measures[0]} WHEN n % 10 < 8 THEN {measures[1]} ELSE {measures[2]} END"
    owner = "CASE (n / 10) % 12 " + " ".join(f"WHEN {at} THEN {key}" for at, key in enumerate(owners)) + " END"
    dimensions = """'{"channel":"c' || ((n / 3) % 2) || '","district":"d' || ((n / 7) % 4) || '"}'"""
    numbers = _NUMBERS[connection.vendor].format(first=first, last=last)
    text = (
        f"INSERT INTO ledger_entry ({_COLUMNS}) SELECT {measure}, {owner}, {day}, 1000000 * (1 + n % 5),"
        f" 'E' || ((n * 31) % {SUBJECTS}), {dimensions}, 'visit:' || n, 'bench:' || n, NULL, '', 'salt-' || n,"
        " @recorded@, NULL FROM s"
    )
    if connection.vendor == "sqlite":
        return text.replace(" SELECT ", f" {numbers} SELECT ", 1).replace("@recorded@", f"{day} || ' 08:00:00'")
    return f"{numbers} {text}".replace("@recorded@", f"({day} + TIME '08:00') AT TIME ZONE 'UTC'")


def _reversals(measures: str) -> str:
    later = _LATER[connection.vendor]
    return (
        f"INSERT INTO ledger_entry ({_COLUMNS}) SELECT measure_id, owner_id, {later}, quantity_millionths, subject,"
        " dimensions, 'reversal:' || id, 'reversal:' || id, id, '填错', salt || 'r', recorded_at, NULL"
        f" FROM ledger_entry WHERE measure_id IN ({measures}) AND id % 200 = 7"
    )
