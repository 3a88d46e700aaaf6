"""What a self-evaluation came to: by the rules, and as it was verified."""

from typing import Any

from servicecloud.boards.selectors.scores import SUBMITTED
from servicecloud.oversight.enums import ExaminationState
from servicecloud.oversight.models import Examination
from servicecloud.performance.forms import Evaluated
from servicecloud.performance.models import SelfEvaluation


def results_of(evaluation: SelfEvaluation | None, evaluated: Evaluated | None) -> dict[str, Any]:
    """Return the scores that a summary keeps beside the claim: one query, none without something submitted."""
    found: dict[str, Any] = {
        "computed_score": None,
        "computed_grade": "",
        "verified_score": None,
        "verified_grade": "",
        "score_gap": None,
        "examination": None,
    }
    if evaluation is None or evaluation.latest_id is None:
        return found
    if evaluated is not None and evaluation.state in SUBMITTED:
        found["computed_score"] = evaluated.scores.total.computed
        found["computed_grade"] = evaluated.scores.grade.of_computed_total or ""
    standing = standing_examination(evaluation.latest_id)
    if standing is not None and standing.verified_total is not None:
        found |= {
            "verified_score": standing.verified_total,
            "verified_grade": standing.verified_grade,
            "score_gap": None if standing.claimed_total is None else standing.claimed_total - standing.verified_total,
            "examination": standing,
        }
    return found


def standing_examination(version_id: int) -> Examination | None:
    """Return the final examination that stands for a version, of a re-check before the department's own, as the public page shows it."""
    rows = Examination.everywhere.filter(of_id=version_id, state=ExaminationState.FINAL)
    return rows.order_by("kind", "-pk").first()
