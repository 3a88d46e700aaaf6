"""What the audit says of the published forms, against the list that was made by hand (`real_findings.yaml`)."""

from pathlib import Path
from typing import Any, NamedTuple

import yaml

from plumbline.audit import FormAudit, audit_forms
from plumbline.audit.choosing import AutomaticRulebooks
from plumbline.benchmark.matching import owner_of
from plumbline.forms.reading import read_forms

LIST = Path(__file__).with_suffix(".yaml")


class Entry(NamedTuple):
    """One fault of the list. Any of `rules` names it; none: the product has no rule for it."""

    rules: tuple[str, ...]
    place: str
    expected: str | None

    def is_named(self, rule: str, path: str) -> bool:
        """Whether a finding of this rule at this path is about it."""
        owner = owner_of(path)
        return rule in self.rules and (owner == self.place or (self.place == "funds" and owner.startswith("funds")))


class Judgement(NamedTuple):
    """The comparison of all forms. `false` are findings that are neither in the list nor were agreed to afterwards."""

    named: int
    missed: tuple[str, ...]
    findings: int
    listed: int
    agreed: int
    false: tuple[str, ...]
    wrong_values: tuple[str, ...]

    @property
    def recall(self) -> float:
        """The share of the faults that had to be named, of those written down before the audit ran."""
        return self.named / (self.named + len(self.missed))

    @property
    def blind_precision(self) -> float:
        """The share of findings that were in the list before the audit ran."""
        return self.listed / self.findings

    @property
    def precision(self) -> float:
        """The share of findings that are right, those included that only a second look agreed to."""
        return (self.listed + self.agreed) / self.findings


def audits(folder: Path) -> list[FormAudit]:
    """Audit all published forms together, under the rulebooks that are chosen for them."""
    forms = [
        form for path in sorted(folder.glob("*.txt")) for form in read_forms(path.read_bytes(), path.name[:3]).forms
    ]
    return audit_forms(forms, AutomaticRulebooks(forms))


def judge(found: list[FormAudit]) -> Judgement:
    """Compare findings with the list."""
    listed = yaml.safe_load(LIST.read_text("utf-8"))
    of_form = {(entry["file"], entry["ordinal"]): entry for entry in listed["forms"]}
    named, count, in_list, agreed = 0, 0, 0, 0
    missed: list[str] = []
    false: list[str] = []
    wrong: list[str] = []
    for audit in found:
        entry = of_form[audit.source, audit.ordinal]
        must, may, later = (_entries(entry.get(key, []), listed["ids"]) for key in ("must", "may", "agreed"))
        where = f"{audit.source} #{audit.ordinal}"
        for fault in must:
            texts = _texts_about(audit, fault)
            named += bool(texts)
            if not texts:
                missed.append(f"{where} {fault.rules} {fault.place}")
            elif fault.expected is not None and not any(fault.expected in text.replace(",", "") for text in texts):
                wrong.append(f"{where} {fault.rules} {fault.place}: expected {fault.expected}")
        for finding in audit.findings:
            count += 1
            if any(fault.is_named(finding.rule, finding.path) for fault in must + may):
                in_list += 1
            elif any(fault.is_named(finding.rule, finding.path) for fault in later):
                agreed += 1
            else:
                false.append(f"{where} {finding.rule} {finding.path}")
    return Judgement(named, tuple(missed), count, in_list, agreed, tuple(false), tuple(wrong))


def _entries(items: list[dict[str, Any]], ids: dict[str, list[str]]) -> list[Entry]:
    made = []
    for item in items:
        rules = tuple(ids.get(item["rule"], [item["rule"]]))
        places = [f"indicators[{row}]" for row in item["rows"]] if "rows" in item else [item["place"]]
        made += [Entry(rules, place, item.get("expected")) for place in places]
    return made


def _texts_about(audit: FormAudit, fault: Entry) -> list[str]:
    """The texts of what names a fault: a finding, or one of the same kind that is listed under a finding of its rule."""
    texts = []
    for finding in audit.findings:
        if fault.is_named(finding.rule, finding.path):
            texts.append(f"{finding.expected} {finding.message_zh}")
        texts += [
            f"{one.expected} {one.message_zh}"
            for one in finding.consequences
            if one.rule == finding.rule and fault.is_named(one.rule, one.path)
        ]
    return texts
