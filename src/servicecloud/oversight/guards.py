"""Whether the triggers that keep oversight's growing tables are in place."""

from servicecloud import append_only

PROTECTED = (
    *("frame", "frameproject", "seed", "drawnproject"),
    *("examinationresult", "objection", "objectiondecision"),
    *("evaluationreport", "evaluationreply", "rectificationstep", "budgetadvice"),
    *("examinationconfirmation", "evaluationconfirmation"),
)


def missing_triggers() -> list[str]:
    """Return the names of triggers of oversight that should be there and are not (or are switched off)."""
    return append_only.missing_triggers(f"oversight_{table}" for table in PROTECTED)
