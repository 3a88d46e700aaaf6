"""The catalogue of audit rules: every rule registers itself under its official id."""

import datetime as dt
import importlib
import pkgutil
import re
from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from plumbline.audit.sources import RuleSource
from plumbline.rulebooks.model import FormKind

if TYPE_CHECKING:
    from plumbline.audit.model import Severity

Needs = Literal["form", "pair", "corpus", "external"]
"""What a rule looks at: one form, two forms of one project, a folder of forms, or something no form holds."""

Check = Callable[[Any, Any], None]
"""`(AuditedForm, Verdicts)` for form rules, `(FormPair, Verdicts)` for pair rules, `(Corpus, CorpusVerdicts)` for corpus rules."""

GROUPS = ("B", "U", "F", "W", "I", "S", "V", "M", "R", "D")
"""In the order of the catalogue: basics, units, funds, weights, indicators, scores, evidence, monitoring, review, disclosure."""

_ID = re.compile(rf"[{''.join(GROUPS)}]-\d\d")


class Rule(NamedTuple):
    """One rule of the catalogue. `check` is None for a rule that is declared only; `missing` then says what it still needs."""

    id: str
    severity: "Severity"
    scope: tuple[FormKind, ...]
    needs: Needs
    title_zh: str
    title_en: str
    source: RuleSource
    since: dt.date
    check: Check | None
    missing_zh: str | None = None
    missing_en: str | None = None

    @property
    def group(self) -> str:
        """The letter of the id."""
        return self.id[0]


class DuplicateRuleError(ValueError):
    """Two rules claim the same id; ids are never used twice."""


_REGISTERED: dict[str, Rule] = {}


def rule(
    rule_id: str,
    *,
    severity: "Severity",
    scope: tuple[FormKind, ...],
    needs: Needs = "form",
    title_zh: str,
    title_en: str,
    source: RuleSource,
    since: dt.date,
) -> Callable[[Check], Check]:
    """Register a function as the check of a rule."""

    def register(check: Check) -> Check:
        _register(Rule(rule_id, severity, scope, needs, title_zh, title_en, source, since, check))
        return check

    return register


def declare(
    rule_id: str,
    *,
    severity: "Severity",
    scope: tuple[FormKind, ...],
    title_zh: str,
    title_en: str,
    source: RuleSource,
    since: dt.date,
    missing: tuple[str, str],
) -> None:
    """Register a rule that no form can answer; `missing` says in Chinese and English what it still needs."""
    _register(Rule(rule_id, severity, scope, "external", title_zh, title_en, source, since, None, *missing))


def _register(new: Rule) -> None:
    if not _ID.fullmatch(new.id):
        raise ValueError(f"{new.id!r} is no rule id of the catalogue; ids look like S-04")
    known = _REGISTERED.get(new.id)
    if known is not None:
        raise DuplicateRuleError(f"{new.id} is already taken by “{known.title_en}”")
    _REGISTERED[new.id] = new


@lru_cache(maxsize=1)
def all_rules() -> tuple[Rule, ...]:
    """Return the whole catalogue in its order, importing every rule once."""
    package = importlib.import_module("plumbline.audit.rules")
    for found in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
        importlib.import_module(found.name)
    return tuple(sorted(_REGISTERED.values(), key=lambda one: (GROUPS.index(one.group), one.id)))


def rule_named(rule_id: str) -> Rule | None:
    """Return a rule by its id, None when the catalogue has none."""
    all_rules()
    return _REGISTERED.get(rule_id.strip().upper())
