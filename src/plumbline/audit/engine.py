"""Audit forms: run every rule of the catalogue that applies, fold what follows under its cause, count what was checked."""

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from typing import NamedTuple

from plumbline.audit.context import AuditedForm, kind_of
from plumbline.audit.file_rounding import FileRounding
from plumbline.audit.fold import fold
from plumbline.audit.model import FormAudit, RulebookUse
from plumbline.audit.pairs import Corpus, CorpusVerdicts, pairs_of
from plumbline.audit.registry import Needs, Rule, all_rules
from plumbline.audit.scores_found import rounding_found, scores_found
from plumbline.audit.verdicts import Verdicts
from plumbline.forms.model import Form
from plumbline.rulebooks.model import FormKind, Rulebook

ENGINE_VERSION = "2"
"""Counted up when the same forms may give other findings, so that stored results are not used again."""

RulebookChooser = Callable[[Form], "Rulebook | tuple[Rulebook, RulebookUse]"]
"""Gives the rulebook of a form, and why it was chosen when it was not told. `choosing.AutomaticRulebooks` is one."""

_MISSING: dict[Needs, tuple[str, str]] = {
    "pair": (
        "需与同一项目的目标表、监控表或上年度的表对照，未提供",
        "needs the target table, monitoring table or last year's form of the same project, which was not given",
    ),
    "corpus": ("需与其他表一并审核，未提供", "needs other forms beside this one, which were not given"),
}


class Plan(NamedTuple):
    """The rules of one rulebook for one kind of form."""

    form: tuple[Rule, ...]
    pair: tuple[Rule, ...]
    corpus: tuple[Rule, ...]
    external: tuple[Rule, ...]


def audit_form(
    form: Form,
    rulebook: Rulebook,
    *,
    detailed: bool = False,
    rulebook_use: RulebookUse | None = None,
    rows_total: Decimal | None = None,
) -> FormAudit:
    """Audit one form by itself.

    Rules that need other forms or things no form holds are counted as undetermined. `detailed` keeps the list of obligations.
    `rows_total` is what the weights of the indicators come to, where whoever has the form made knows it.
    """
    run = _Run(AuditedForm(form, rulebook, rows_total=rows_total), rulebook_use, detailed=detailed)
    run.form_rules()
    return run.result()


def audit_forms(forms: Iterable[Form], rulebook_for: RulebookChooser, *, detailed: bool = False) -> list[FormAudit]:
    """Audit forms together, in their order: each by itself, the pairs among them, and all as one corpus."""
    together = tuple(forms)
    rounding = FileRounding(together)
    runs = []
    for form in together:
        chosen = rulebook_for(form)
        rulebook, use = chosen if isinstance(chosen, tuple) else (chosen, None)
        audited = AuditedForm(form, rulebook, rounding_of_file=rounding.of(form))
        runs.append(_Run(audited, use, detailed=detailed))
    for run in runs:
        run.form_rules()
    _pair_rules(runs)
    _corpus_rules(runs)
    return [run.result() for run in runs]


class _Run:
    """One form while it is being audited."""

    def __init__(self, form: AuditedForm, use: RulebookUse | None, *, detailed: bool) -> None:
        self.form = form
        self.use = use
        self.out = Verdicts(detailed=detailed, doubts=form.doubts)
        self.plan = plan_of(form.rulebook, form.kind)
        self.compared: set[str] = set()
        self.is_blank = form.form.is_blank_template

    def form_rules(self) -> None:
        out, form = self.out, self.form
        is_partial = not form.rows or not form.funds
        for rule in self.plan.form:
            out.begin(rule.id, rule.severity)
            if self.is_blank:
                out.not_applicable("form", "空白模板，不作为数据审核", "a blank template is not audited as data")
            elif rule.check is not None:
                before = out.answers if is_partial else None
                rule.check(form, out)
                if is_partial and out.answers == before:
                    out.not_applicable(
                        "form", "表中没有该规则检查的内容", "the form has nothing that this rule looks at"
                    )

    def result(self) -> FormAudit:
        self._say_what_was_not_checked()
        form = self.form.form
        scores = None if self.is_blank else self.form.scores
        return FormAudit(
            source=form.source,
            ordinal=form.ordinal,
            kind=self.form.kind,
            project_name=form.project_name,
            rulebook=self.form.rulebook.id,
            rulebook_use=self.use,
            rounding=rounding_found(scores) if scores else None,
            findings=fold(self.out.findings),
            obligations=self.out.count(),
            scores=scores_found(scores) if scores else None,
        )

    def _say_what_was_not_checked(self) -> None:
        out = self.out
        for rule in (*self.plan.pair, *self.plan.corpus):
            if rule.id not in self.compared:
                out.begin(rule.id, rule.severity)
                out.undetermined("form", *_MISSING[rule.needs])
        for rule in self.plan.external:
            out.begin(rule.id, rule.severity)
            out.undetermined("form", rule.missing_zh or "", rule.missing_en or "")


def _pair_rules(runs: Sequence[_Run]) -> None:
    run_of = {id(run.form): run for run in runs}
    for pair in pairs_of(run.form for run in runs):
        run = run_of[id(pair.later)]
        for rule in run.plan.pair:
            run.out.begin(rule.id, rule.severity)
            before = run.out.answers
            if rule.check is not None:
                rule.check(pair, run.out)
            if run.out.answers > before:
                run.compared.add(rule.id)


def _corpus_rules(runs: Sequence[_Run]) -> None:
    filled = [run for run in runs if not run.is_blank]
    if len(filled) < 2:
        return
    for rule in all_rules():
        members = [run for run in filled if rule in run.plan.corpus]
        if rule.needs != "corpus" or rule.check is None or len(members) < 2:
            continue
        corpus = Corpus(tuple(run.form for run in members))
        for run in members:
            run.out.begin(rule.id, rule.severity)
        before = [run.out.answers for run in members]
        rule.check(corpus, CorpusVerdicts([run.out for run in members], corpus))
        for run, answers in zip(members, before, strict=True):
            if run.out.answers > answers:
                run.compared.add(rule.id)


_PLANS: dict[tuple[int, FormKind], tuple[Rulebook, Plan]] = {}


def plan_of(rulebook: Rulebook, kind: FormKind) -> Plan:
    """Return the rules that a rulebook applies to a kind of form."""
    known = _PLANS.get((id(rulebook), kind))
    if known is None or known[0] is not rulebook:
        if len(_PLANS) > 64:
            _PLANS.clear()
        rules = [rule for rule in all_rules() if kind in rule.scope and rulebook.audit.applies(rule.id)]
        by_need = {
            need: tuple(rule for rule in rules if rule.needs == need) for need in ("form", "pair", "corpus", "external")
        }
        known = (rulebook, Plan(**by_need))
        _PLANS[id(rulebook), kind] = known
    return known[1]


__all__ = ["ENGINE_VERSION", "Plan", "RulebookChooser", "audit_form", "audit_forms", "kind_of", "plan_of"]
