"""Beginning a target table: from an earlier year of the unit, or from a template. What stands in the draft already stays."""

from collections.abc import Sequence

import msgspec
from django.db import transaction

from plumbline.audit.name_facts import canonical
from plumbline.reference.indicator_categories import translated
from servicecloud.errors import NotFoundError
from servicecloud.identity.models import User
from servicecloud.indicators.selectors.offered import offered_to, templates_offered_to
from servicecloud.indicators.values import rows_from_json
from servicecloud.performance.selectors.library import suggested_binding, suggested_measures, taxonomy_of
from servicecloud.performance.selectors.past import copyable
from servicecloud.performance.services.rows import check_fits
from servicecloud.performance.services.targets import editable_target, keep_target, target_in_force
from servicecloud.performance.values import TargetContent, TargetRow, fresh_key, from_json


@transaction.atomic
def copy_earlier_year(*, actor: User, project_id: int, expected: int, chosen: int) -> int:
    """Add the rows of an earlier year's target in force, with where their values come from; return how many.

    `chosen` is the project, 0 for the same project's latest year. Goal and texts are taken where the draft has none.
    """
    table = editable_target(actor, project_id)
    rows = copyable(table.project)
    source = (rows.filter(project_id=chosen) if chosen else rows.filter(project__name=table.project.name)).first()
    if source is None or source.approved is None:
        raise NotFoundError
    before, earlier = from_json(table.content, TargetContent), target_in_force(source.approved)
    fresh = [msgspec.structs.replace(row, key=fresh_key()) for row in earlier.rows]
    texts = earlier.texts | {name: text for name, text in before.texts.items() if text}
    content = TargetContent(goal=before.goal or earlier.goal, rows=_joined(before.rows, fresh), texts=texts)
    keep_target(table, content, actor=actor, expected=expected, quiet=False)
    return len(content.rows) - len(before.rows)


@transaction.atomic
def start_from_template(*, actor: User, project_id: int, expected: int, chosen: int) -> int:
    """Add the rows of a template in the table's own taxonomy, bound where the library suggests it; return how many."""
    table = editable_target(actor, project_id)
    project = table.project
    template = templates_offered_to(project.owner_id).filter(pk=chosen).first()
    if template is None or template.current is None:
        raise NotFoundError
    before = from_json(table.content, TargetContent)
    taxonomy, measures = taxonomy_of(project, before.rows), suggested_measures()
    rows = rows_from_json(template.current.rows)
    versions = offered_to(project.owner_id, [row.origin.indicator for row in rows if row.origin])
    fresh = []
    for row in rows:
        version = versions.get(row.origin.indicator) if row.origin else None
        level1, level2 = translated(row.level1, row.level2, taxonomy=taxonomy)
        fresh.append(
            TargetRow(
                key=fresh_key(),
                level1=level1,
                level2=level2,
                level3=row.level3,
                target=row.target,
                weight=row.weight,
                origin=row.origin if version else None,
                binding=suggested_binding(version, measures, year=project.year) if version else None,
            )
        )
    content = TargetContent(
        goal=before.goal or template.current.goal, rows=_joined(before.rows, fresh), texts=before.texts
    )
    keep_target(table, content, actor=actor, expected=expected, quiet=False)
    return len(content.rows) - len(before.rows)


def _joined(standing: Sequence[TargetRow], fresh: Sequence[TargetRow]) -> tuple[TargetRow, ...]:
    """Return the rows that stand and after them those of new names. Raises TooManyRowsError, before anything is written."""
    names = {canonical(row.level3) for row in standing}
    rows = (*standing, *(row for row in fresh if canonical(row.level3) not in names))
    check_fits(len(rows))
    return rows
