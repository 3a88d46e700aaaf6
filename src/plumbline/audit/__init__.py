"""Audit: every contradiction of a form at its cell, once, by its root cause; and what could not be checked."""

from plumbline.audit.context import AuditedForm, FundFacts, RowFacts
from plumbline.audit.engine import ENGINE_VERSION, audit_form, audit_forms
from plumbline.audit.model import Consequence, Finding, FormAudit, Obligation, RulebookUse, Spot, Words
from plumbline.audit.pairs import Corpus, CorpusVerdicts, FormPair
from plumbline.audit.registry import Rule, all_rules, declare, rule, rule_named
from plumbline.audit.sources import cite
from plumbline.audit.verdicts import Verdicts

__all__ = [
    "ENGINE_VERSION",
    "AuditedForm",
    "Consequence",
    "Corpus",
    "CorpusVerdicts",
    "Finding",
    "FormAudit",
    "FormPair",
    "FundFacts",
    "Obligation",
    "RowFacts",
    "Rule",
    "RulebookUse",
    "Spot",
    "Verdicts",
    "Words",
    "all_rules",
    "audit_form",
    "audit_forms",
    "cite",
    "declare",
    "rule",
    "rule_named",
]
