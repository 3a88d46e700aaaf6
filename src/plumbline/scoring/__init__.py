"""Scoring: what the rules give for a form, line by line, with the explanation."""

from plumbline.scoring.engine import score
from plumbline.scoring.money import UnitMix, find_unit_mix
from plumbline.scoring.outcomes import (
    Explanation,
    FormScores,
    FundRate,
    GradeScore,
    RoundingEvidence,
    RoundingInference,
    RoundingUse,
    Score,
)
from plumbline.scoring.rounding import infer_rounding, infer_rounding_of
from plumbline.scoring.units import UnitMatch, reconcile_units

__all__ = [
    "Explanation",
    "FormScores",
    "FundRate",
    "GradeScore",
    "RoundingEvidence",
    "RoundingInference",
    "RoundingUse",
    "Score",
    "UnitMatch",
    "UnitMix",
    "find_unit_mix",
    "infer_rounding",
    "infer_rounding_of",
    "reconcile_units",
    "score",
]
