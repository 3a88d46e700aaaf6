"""The three scores of a self-evaluation as conditions on projects: what the unit claims, what the rules give, what was verified."""

from dataclasses import dataclass

from django.db.models import Q

from servicecloud.boards.enums import ScoreKind
from servicecloud.boards.selectors.bands import GAP_BANDS, SCORE_BANDS
from servicecloud.performance.enums import DocumentState

NOT_GIVEN = "none"
GIVEN = "given"
"""In the place of a band: any score at all."""

SUBMITTED = (DocumentState.IN_REVIEW, DocumentState.APPROVED)
_SENT = Q(evaluation__state__in=SUBMITTED)
_NOT_SENT = Q(evaluation=None) | ~_SENT


@dataclass(frozen=True)
class ScoreFields:
    """Where a kind of score is kept. `there` and `missing` say of a project whether it can have one at all."""

    score: str
    grade: str
    there: Q
    missing: Q


SCORES: dict[str, ScoreFields] = {
    ScoreKind.CLAIMED: ScoreFields("evaluation__total_score", "evaluation__grade", _SENT, _NOT_SENT),
    ScoreKind.COMPUTED: ScoreFields(
        "summary__computed_score", "summary__computed_grade", _SENT, _NOT_SENT | Q(summary=None)
    ),
    ScoreKind.VERIFIED: ScoreFields("summary__verified_score", "summary__verified_grade", Q(), Q(summary=None)),
}
"""A claim and what the rules give for it stand while it is submitted; what was verified stands until something else is submitted."""


def fields_of(by: str) -> ScoreFields:
    """Return where a kind of score is kept; blank is the claim."""
    return SCORES.get(by) or SCORES[ScoreKind.CLAIMED]


def graded(grade: str, by: str = "") -> Q:
    """Return the projects with a grade; `none` those without one."""
    found = fields_of(by)
    if grade == NOT_GIVEN:
        return found.missing | Q(**{found.grade: ""})
    return found.there & Q(**{found.grade: grade})


def scored(band: str, by: str = "") -> Q:
    """Return the projects with a score in a band; `given` those with any, `none` those without one."""
    found = fields_of(by)
    known = {each.key: each for each in SCORE_BANDS}
    if band in known:
        return known[band].q(found.score) & found.there
    if band == GIVEN:
        return found.there & Q(**{f"{found.score}__isnull": False})
    return found.missing | Q(**{found.score: None})


def apart(band: str) -> Q:
    """Return the projects whose self-evaluation lies above the verified score by a difference in a band; `given` those with any."""
    known = {each.key: each for each in GAP_BANDS}
    return known[band].q("summary__score_gap") if band in known else Q(summary__score_gap__isnull=False)
