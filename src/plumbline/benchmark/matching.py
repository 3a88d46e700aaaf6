"""Findings against labels: what was found, what was missed, what was named that is not there."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from plumbline.audit.model import Finding, FormAudit
from plumbline.benchmark.model import Label, Truth

_OWNER = re.compile(r"(?:funds|indicators)\[\d+\]")


class Judged(NamedTuple):
    """One finding and what it is.

    `label` is the error it names, None for a finding that is not there. `is_repeat` says that another finding named the error before: one
    root cause ought to give one finding, so a repeat counts as false.
    """

    form: int
    finding: Finding
    label: Label | None
    is_repeat: bool


class CaseResult(NamedTuple):
    """What an audit made of a case. `hidden` are labels that were named only as the consequence of another finding."""

    truth: Truth
    judged: tuple[Judged, ...]
    found: tuple[Label, ...]
    hidden: tuple[Label, ...]
    missed: tuple[Label, ...]
    unread: bool


def owner_of(path: str) -> str:
    """Return the thing a path belongs to: ``indicators[3]``, ``funds[0]``, else the form.

    >>> owner_of("indicators[3].claimed_score"), owner_of("grade_printed")
    ('indicators[3]', 'form')
    """
    found = _OWNER.match(path)
    if found:
        return found[0]
    return "funds" if path == "funds" else "form"


def _is_at(owner: str, places: Sequence[str]) -> bool:
    return owner in places or ("funds" in places and owner.startswith("funds"))


def _names(label: Label, *, form: int, rule: str, path: str) -> bool:
    return label.form in (form, -1) and rule in label.rules and _is_at(owner_of(path), label.places)


def judge(truth: Truth, audits: Sequence[FormAudit]) -> CaseResult:
    """Match the findings of a case with its labels, each label with at most one finding.

    A file that was read as other forms than were printed counts as unread: all of its labels are missed, all of its findings false.
    """
    unread = len(audits) != len(truth.forms) or any(
        (audit.source, audit.ordinal) != (form.file, form.ordinal)
        for audit, form in zip(audits, truth.forms, strict=False)
    )
    open_labels = [] if unread else list(truth.labels)
    found: list[Label] = []
    judged: list[Judged] = []
    for form, audit in enumerate(audits):
        for finding in audit.findings:
            label = _first(open_labels, form, finding)
            if label is not None:
                open_labels.remove(label)
                found.append(label)
                judged.append(Judged(form, finding, label, is_repeat=False))
            else:
                again = _first(found, form, finding)
                judged.append(Judged(form, finding, again, is_repeat=again is not None))
    hidden = [label for label in open_labels if _is_consequence(label, audits)]
    missed = [label for label in truth.labels if label not in found]
    return CaseResult(truth, tuple(judged), tuple(found), tuple(hidden), tuple(missed), unread)


def _first(labels: Sequence[Label], form: int, finding: Finding) -> Label | None:
    return next((label for label in labels if _names(label, form=form, rule=finding.rule, path=finding.path)), None)


def _is_consequence(label: Label, audits: Sequence[FormAudit]) -> bool:
    return any(
        _names(label, form=form, rule=one.rule, path=one.path)
        for form, audit in enumerate(audits)
        for finding in audit.findings
        for one in finding.consequences
    )
