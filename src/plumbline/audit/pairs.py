"""Which forms belong together: the target table and the self-evaluation of a project, one year's form and the next one's."""

from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from plumbline.audit.context import AuditedForm
from plumbline.audit.verdicts import Verdicts

Relation = Literal[
    "promise_and_result", "promise_and_monitoring", "monitoring_and_result", "year_on_year", "result_and_promise"
]
"""Target table and self-evaluation, target and monitoring table, monitoring table and self-evaluation of one year; two forms of
one kind of consecutive years; or a self-evaluation and the target table of the year after it."""

_STAGE = {"target": 0, "monitoring": 1, "self_evaluation": 2}
_RELATIONS: dict[tuple[str, str], Relation] = {
    ("target", "self_evaluation"): "promise_and_result",
    ("target", "monitoring"): "promise_and_monitoring",
    ("monitoring", "self_evaluation"): "monitoring_and_result",
}


class FormPair(NamedTuple):
    """Two forms of one project. What a pair rule finds stands in the `later` one."""

    earlier: AuditedForm
    later: AuditedForm
    relation: Relation


class Corpus(NamedTuple):
    """All forms that are audited together, in their order."""

    forms: tuple[AuditedForm, ...]


class CorpusVerdicts:
    """Where corpus rules put their answers: the verdicts of each form of the corpus."""

    def __init__(self, verdicts: Sequence[Verdicts], corpus: Corpus) -> None:
        self._of = {id(form): out for form, out in zip(corpus.forms, verdicts, strict=True)}

    def of(self, form: AuditedForm) -> Verdicts:
        """Return the verdicts of one form of the corpus."""
        return self._of[id(form)]


def pairs_of(forms: Iterable[AuditedForm]) -> list[FormPair]:
    """Find the pairs among forms: same project, units that do not differ, same year or consecutive years.

    A form without a project name or a year belongs to no pair: a wrong pair would accuse the wrong form.
    """
    projects: dict[str, list[AuditedForm]] = {}
    for form in forms:
        if form.project_key and form.form.year is not None and not form.form.is_blank_template:
            projects.setdefault(form.project_key, []).append(form)
    pairs: list[FormPair] = []
    for group in projects.values():
        group.sort(key=lambda form: (form.form.year or 0, _STAGE[form.kind]))
        for index, earlier in enumerate(group):
            for later in group[index + 1 :]:
                relation = _relation(earlier, later)
                if relation is not None:
                    pairs.append(FormPair(earlier, later, relation))
    return pairs


def _relation(earlier: AuditedForm, later: AuditedForm) -> Relation | None:
    units = (earlier.unit_name, later.unit_name)
    if None not in units and units[0] != units[1]:
        return None
    gap = (later.form.year or 0) - (earlier.form.year or 0)
    if gap == 0:
        return _RELATIONS.get((earlier.kind, later.kind))
    if gap != 1:
        return None
    if earlier.kind == later.kind:
        return "year_on_year"
    return "result_and_promise" if (earlier.kind, later.kind) == ("self_evaluation", "target") else None
