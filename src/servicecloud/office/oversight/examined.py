"""What the page of an examination shows: rows with their three scores, what the unit says, what may be done."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy

from servicecloud.activity.selectors import timeline_of
from servicecloud.files.selectors import files_of
from servicecloud.identity.models import User
from servicecloud.ledger.facts import civil_date
from servicecloud.office.oversight.acting import allows, words_field
from servicecloud.office.oversight.confirming_panel import confirmation_of
from servicecloud.oversight import policies
from servicecloud.oversight.declarations import reasons
from servicecloud.oversight.enums import UNSENT, ExaminationKind, ExaminationState
from servicecloud.oversight.models import Examination
from servicecloud.oversight.ownership import OBJECTION
from servicecloud.oversight.selectors import records
from servicecloud.oversight.selectors.examined import examined_version, frozen_content
from servicecloud.oversight.selectors.findings import findings_of
from servicecloud.oversight.services.writers import writers_of
from servicecloud.oversight.typed import is_deduction, unread_entries
from servicecloud.oversight.values import FUNDS, Deduction, ExaminedContent, VerifiedResult, VerifiedRow
from servicecloud.oversight.verifying import verified
from servicecloud.pages.templatetags.pages import stated

SLOTS = 2
"""How many reasons the page offers for each row."""

TAGS = {
    ExaminationState.WORKING: "",
    ExaminationState.SUBMITTED: "tag-accent",
    ExaminationState.SENT: "tag-accent",
    ExaminationState.OBJECTED: "tag-warn",
    ExaminationState.FINAL: "tag-good",
}


class ObjectionForm(forms.Form):
    """Why the unit objects; what it says at single rows stands in the table."""

    statement = words_field(gettext_lazy("异议理由"), help_text=gettext_lazy("也可以在上面有关的行里逐行写明。"))


class DecisionForm(forms.Form):
    """Why an objection is decided as it is."""

    grounds = words_field(
        gettext_lazy("决定的理由"),
        help_text=gettext_lazy("在上面勾选采纳的行，恢复其自评得分；一行都不勾选即维持原结果。"),
    )


@dataclass(frozen=True)
class Slot:
    """A reason to deduct as its fields show it; `is_unread` where the points are as typed and cannot be read."""

    code: str = ""
    points: str = ""
    note: str = ""
    is_unread: bool = False


@dataclass(frozen=True)
class ExaminedLine:
    """One row as its page shows it; `typed_entries` are what was typed where an entry cannot be read."""

    row: VerifiedRow
    slots: list[Slot]
    said: list[tuple[str, Deduction]]
    snapshot: int | None
    problems: list[str]
    objection: str
    typed_entries: str = ""

    @property
    def is_funds(self) -> bool:
        """Whether this is the row of budget execution, whose value comes from the payments."""
        return self.row.key == FUNDS

    @property
    def is_open(self) -> bool:
        """Whether something was found about the row, so that its fields stand open."""
        row = self.row
        return bool(row.actual or row.deductions or row.comment or row.entries or self.typed_entries) or any(
            slot.is_unread for slot in self.slots
        )

    @property
    def entries(self) -> str:
        """The entries looked at, as they are typed."""
        return self.typed_entries or ", ".join(str(entry) for entry in self.row.entries)

    @property
    def gap(self) -> Decimal | None:
        """Verified minus claimed."""
        return None if self.row.claimed_score is None else self.row.verified_score - self.row.claimed_score


def context_of(
    found: Examination,
    content: ExaminedContent,
    user: User,
    *,
    objected: Mapping[str, str],
    typed: Mapping[str, Mapping[str, Any]],
) -> dict[str, Any]:
    """Return the page's context; `objected` is what the unit typed at rows and has not sent yet, `typed` what was typed in a draft."""
    is_recheck, is_working = found.kind == ExaminationKind.RECHECK, found.state == ExaminationState.WORKING
    is_unsent = found.state in UNSENT
    if is_recheck:
        may_examine = allows(policies.check_can_examine, user, found.body_id, found.of)
    else:
        may_examine = allows(policies.check_can_verify, user, found.project)
    result, problems, kept = _result(found, content)
    answers = allows(policies.check_can_answer, user, found.project.owner_id)
    oversees = allows(policies.check_can_oversee, user, found.body_id)
    says = getattr(found, "objection", None)
    can_object = answers and found.state == ExaminationState.SENT
    is_late = bool(found.term_on and civil_date(timezone.now()) > found.term_on)
    is_objected = oversees and found.state == ExaminationState.OBJECTED
    wrote = {*writers_of(found), says.made_by_id} if is_objected and says else set()
    can_decide = is_objected and user.pk not in wrote
    return {
        "found": found,
        "project": found.project,
        "tag": TAGS[ExaminationState(found.state)],
        "is_recheck": is_recheck,
        "result": result,
        "kept": kept,
        "lines": _lines(found, content, result, problems, says.rows if says else objected, typed),
        "comment": content.comment,
        "reasons": reasons().reasons,
        "can_edit": is_working and may_examine,
        "is_barred": is_working and oversees and not may_examine,
        "can_object": can_object,
        "is_late": is_late,
        "can_decide": can_decide,
        "oversees": oversees,
        "can_require": oversees and not is_unsent,
        "objection": says,
        "objection_form": ObjectionForm() if can_object and not is_late else None,
        "decision_form": DecisionForm() if can_decide else None,
        "restored": [],
        "decision": records.decision_of(found) if says and found.state == ExaminationState.FINAL else None,
        "files": list(files_of(OBJECTION, found.pk)) if is_recheck and not is_unsent else [],
        "findings": findings_of(found.of) if oversees else [],
        "timeline": timeline_of(found, limit=10),
        "sentence": "",
        "problems": [],
        "clashes": [],
        "version": found.version,
        "is_barred_from_deciding": is_objected and not can_decide,
        **confirmation_of(user, found, oversees=oversees),
    }


def names_of(found: Examination) -> dict[str, str]:
    """Return the names of the rows by their keys."""
    return {row.key: row.name for row in verified(examined_version(found.of), ExaminedContent())[0].rows}


def _result(found: Examination, content: ExaminedContent) -> tuple[VerifiedResult, dict[str, list[str]], Any]:
    """Return what is shown: while it is worked on what the draft gives, afterwards what was frozen."""
    if found.state in UNSENT:
        result, problems = verified(examined_version(found.of), content)
        return result, problems, None
    kept = records.latest_result(found)
    if kept is None:
        return *verified(examined_version(found.of), content), None
    return records.result_of(kept), {}, kept


def _lines(
    found: Examination,
    content: ExaminedContent,
    result: VerifiedResult,
    problems: dict[str, list[str]],
    said: Mapping[str, str],
    typed: Mapping[str, Mapping[str, Any]],
) -> list[ExaminedLine]:
    snapshots = {row.key: row.snapshot for row in frozen_content(found.of).rows}
    titles = {reason.code: reason.title for reason in reasons().reasons}
    return [
        ExaminedLine(
            row=row,
            slots=_slots(row, typed.get(row.key, {})),
            said=[(f"{each.code} {titles.get(each.code, '')}", each) for each in row.deductions],
            snapshot=snapshots.get(row.key),
            problems=problems.get(row.key, []) if content.row(row.key).deductions or row.actual else [],
            objection=said.get(row.key, ""),
            typed_entries=_unread_entries(typed.get(row.key, {})),
        )
        for row in result.rows
    ]


def _slots(row: VerifiedRow, typed: Mapping[str, Any]) -> list[Slot]:
    """Return the reasons of a row as kept; as typed where the points of one of them cannot be read."""
    given = [
        Slot(
            each["code"],
            each["points"],
            each["note"],
            bool(each["points"].strip()) and not is_deduction(each["points"]),
        )
        for each in typed.get("deductions", ())
        if each["code"]
    ]
    if not any(slot.is_unread for slot in given):
        given = [Slot(each.code, _points(each), each.note) for each in row.deductions]
    return [*given, *[Slot()] * max(0, SLOTS - len(given))]


def _points(given: Deduction) -> str:
    if given.points is not None:
        return stated(given.points)
    return "" if given.percent is None else f"{given.percent}%"


def _unread_entries(typed: Mapping[str, Any]) -> str:
    text = str(typed.get("entries", ""))
    return text.strip() if unread_entries(text) else ""
