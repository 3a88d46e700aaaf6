"""The verified scores that a disclosed project's page shows."""

from typing import Any

from servicecloud.oversight.declarations import reasons
from servicecloud.oversight.selectors.records import public_result


def verified_scores(project_id: int) -> dict[str, Any]:
    """Return the final verified scores with the reasons of each row that differs; nothing where there are none."""
    found = public_result(project_id)
    if found is None:
        return {"verified": None}
    titles = {reason.code: reason.title for reason in reasons().reasons}
    rows = [
        (row, ", ".join(titles.get(each.code, each.code) for each in row.deductions) or row.comment)
        for row in found[1].rows
        if row.is_changed
    ]
    return {"verified": found, "verified_rows": rows}
