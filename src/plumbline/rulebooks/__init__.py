"""Rulebooks: the rules of a region and year as dated, cited data."""

from plumbline.rulebooks.faults import InvalidRulebookError, RulebookFault, UnknownRulebookError
from plumbline.rulebooks.load import BUNDLED_IDS, bundled_rulebooks, load_rulebook, rulebook_from_yaml
from plumbline.rulebooks.model import Citation, Rulebook

__all__ = [
    "BUNDLED_IDS",
    "Citation",
    "InvalidRulebookError",
    "Rulebook",
    "RulebookFault",
    "UnknownRulebookError",
    "bundled_rulebooks",
    "load_rulebook",
    "rulebook_from_yaml",
]
