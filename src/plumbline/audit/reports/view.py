"""What a report shows of a form: header facts, score lines with their sentences, and what was not checked, grouped."""

from collections.abc import Iterable, Sequence
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from plumbline.audit.model import FormAudit, LineScore, Outcome, Severity
from plumbline.audit.reports import Background
from plumbline.audit.reports.words import KINDS, ROUNDINGS, SEVERITY_ORDER, row_label, row_names, rule_title, say
from plumbline.errors import Lang
from plumbline.forms.model import Form, SelfEvaluation, TargetTable
from plumbline.rulebooks import BUNDLED_IDS, load_rulebook
from plumbline.rulebooks.model import Rulebook

_SHOWN_PATHS = 12


class Fact(NamedTuple):
    """A labelled value of a form's head."""

    label: str
    value: str


class ScoreLine(NamedTuple):
    """A line of the score table; figures as text, None when blank. `is_wrong` when the claim lies outside of what is right."""

    name: str
    weight: str | None
    claimed: str | None
    computed: str
    difference: str | None
    sentence: str
    is_wrong: bool


class Unchecked(NamedTuple):
    """A rule that gave no answer for the same reason at some places."""

    rule: str
    title: str
    reason: str
    places: int
    where: str


class FormView(NamedTuple):
    """One form of a report."""

    audit: FormAudit
    title: str
    kind: str
    facts: tuple[Fact, ...]
    scores: tuple[ScoreLine, ...]
    total: ScoreLine | None
    grade: tuple[Fact, ...]
    undetermined: tuple[Unchecked, ...]
    not_applicable: tuple[Unchecked, ...]
    names: dict[str, str]

    def number_of(self, severity: Severity) -> int:
        """How many findings have a severity."""
        return sum(1 for finding in self.audit.findings if finding.severity == severity)


def form_views(audits: Iterable[FormAudit], background: Background, lang: Lang) -> list[FormView]:
    """Prepare every form of a report, in the order of the audits."""
    seen = list(audits)  # the forms may come to be known while the audits are made
    forms = {(form.source, form.ordinal): form for form in background.forms}
    books = {book.id: book for book in background.rulebooks}
    return [_view(audit, forms.get((audit.source, audit.ordinal)), books, lang) for audit in seen]


def rulebook_named(rulebook_id: str, own: dict[str, Rulebook]) -> Rulebook | None:
    """Find a rulebook among the user's own and the bundled ones."""
    if rulebook_id in own:
        return own[rulebook_id]
    return load_rulebook(rulebook_id) if rulebook_id in BUNDLED_IDS else None


def _view(audit: FormAudit, form: Form | None, books: dict[str, Rulebook], lang: Lang) -> FormView:
    book = rulebook_named(audit.rulebook, books)
    lines, total = _score_lines(audit, form, book, lang)
    names = _names(audit, form)
    blank = say(("（项目名称未填）", "(no project name)"), lang)
    return FormView(
        audit,
        audit.project_name or blank,
        say(KINDS[audit.kind], lang),
        tuple(_facts(audit, form, book, lang)),
        lines,
        total,
        tuple(_grade(audit, lang)),
        _grouped(audit, "undetermined", names, lang),
        _grouped(audit, "not_applicable", names, lang),
        names,
    )


def _facts(audit: FormAudit, form: Form | None, book: Rulebook | None, lang: Lang) -> list[Fact]:
    entries: list[tuple[str, str, str | None]] = []
    if form is not None:
        declaring = form.declaring_unit if isinstance(form, TargetTable) else None
        entries += [
            ("主管部门", "Supervising department", form.supervising_department),
            ("实施单位", "Implementing unit", form.implementing_unit or declaring),
            ("年度", "Year", str(form.year) if form.year else None),
            ("资金", "Funds", _money(form, lang)),
        ]
    title = audit.rulebook if book is None else f"{say((book.title_zh, book.title_en), lang)} · {audit.rulebook}"
    entries.append(("规则手册", "Rulebook", title))
    use = audit.rulebook_use
    if use is not None:
        entries.append(("选用理由", "Why this rulebook", say((use.reason_zh, use.reason_en), lang)))
    if audit.rounding is not None:
        entries.append(("取位方式", "Rounding", _rounding(audit, lang)))
    return [Fact(say((zh, en), lang), value) for zh, en, value in entries if value]


def _money(form: Form, lang: Lang) -> str | None:
    """Say budget, expenditure and rate as the form prints them in its first fund row."""
    if isinstance(form, TargetTable) and form.budgets.current_year:
        budget = f"{form.budgets.current_year}{form.money_unit_label or ''}"
        return say((f"当年预算 {budget}", f"budget of the year {budget}"), lang)
    if not form.funds:
        return None
    printed, unit = form.funds[0].printed, form.money_unit_label or ""
    parts = (
        ("全年预算数", "annual budget", printed.annual_budget, unit),
        ("执行数", "executed", printed.executed, unit),
        ("执行率", "rate", printed.execution_rate, "" if "%" in (printed.execution_rate or "") else "%"),
    )
    said = [f"{say((zh, en), lang)} {value}{tail}" for zh, en, value, tail in parts if value]
    return say(("，", ", "), lang).join(said) or None


def _rounding(audit: FormAudit, lang: Lang) -> str:
    found = audit.rounding
    if found is None:
        return ""
    used = say(ROUNDINGS[found.used], lang)
    if found.origin == "inferred":
        return say((f"{used}（由印出的数字推断）", f"{used} (inferred from the printed figures)"), lang)
    if found.origin == "file":
        return say(
            (f"{used}（由同一文件同年度的其他表推断）", f"{used} (inferred from the other forms of its file and year)"),
            lang,
        )
    inferred = say(ROUNDINGS[found.inferred], lang)
    return say(
        (f"{used}（按规则手册；印出的数字{inferred}）", f"{used} (by the rulebook; from the figures: {inferred})"), lang
    )


def _score_lines(
    audit: FormAudit, form: Form | None, book: Rulebook | None, lang: Lang
) -> tuple[tuple[ScoreLine, ...], ScoreLine | None]:
    found = audit.scores
    if found is None:
        return (), None
    sentences = _sentences(audit, form, book, lang)
    disputed = _disputed(audit)
    funds_name = say(("预算执行率", "Budget execution"), lang)
    lines = [_line(found.funds, funds_name, sentences.get("funds", ""), lang, is_wrong="funds" in disputed)]
    lines += [
        _line(
            row, row.name, sentences.get(f"indicators[{index}]", ""), lang, is_wrong=f"indicators[{index}]" in disputed
        )
        for index, row in enumerate(found.rows)
    ]
    total = found.total
    band = _band(total.computed_low, total.computed_high, total.computed, lang)
    total_line = ScoreLine(
        say(("总分", "Total"), lang),
        None,
        total.claimed,
        band,
        _difference(total.claimed, total.computed_low, total.computed_high),
        sentences.get("total", ""),
        "total" in disputed,
    )
    claimed = any(line.claimed for line in lines) or total.claimed
    return (tuple(lines), total_line) if claimed else ((), None)


def _disputed(audit: FormAudit) -> set[str]:
    """Name the score lines that an error is about, folded ones included."""
    named: set[str] = set()
    errors = [finding for finding in audit.findings if finding.severity == "error"]
    paths = [finding.path for finding in errors] + [one.path for finding in errors for one in finding.consequences]
    for path in paths:
        owner, _, field = path.rpartition(".")
        if path == "total_score_printed":
            named.add("total")
        elif field == "claimed_score":
            named.add("funds" if owner.startswith("funds") else owner)
    return named


def _sentences(audit: FormAudit, form: Form | None, book: Rulebook | None, lang: Lang) -> dict[str, str]:
    rows = audit.scores.rows if audit.scores else ()
    if not isinstance(form, SelfEvaluation) or book is None or len(form.indicators) != len(rows):
        return {}
    from plumbline.scoring import score

    use = audit.rounding
    scores = score(form, book, rounding=use.used if use and use.origin == "file" else None)
    said = {f"indicators[{index}]": row.sentence(lang) for index, row in enumerate(scores.rows)}
    return {**said, "funds": scores.funds.sentence(lang), "total": scores.total.sentence(lang)}


def _line(row: LineScore, name: str, sentence: str, lang: Lang, *, is_wrong: bool) -> ScoreLine:
    if row.outcome == "not_applicable":
        computed = say(("不计分", "not scored"), lang)
    else:
        computed = _band(row.computed_low, row.computed_high, row.computed, lang)
        if row.outcome == "undetermined":
            computed = say(("不能确定", "undetermined"), lang)
    decided = row.outcome == "computed"
    difference = _difference(row.claimed, row.computed_low, row.computed_high) if decided else None
    return ScoreLine(name, row.weight, row.claimed, computed, difference, sentence, is_wrong)


def _band(low: str | None, high: str | None, computed: str | None, lang: Lang) -> str:
    if low is None or high is None:
        return computed or say(("不能确定", "undetermined"), lang)
    return low if low == high else f"{low}–{high}"


def _difference(claimed: str | None, low: str | None, high: str | None) -> str | None:
    """Say how far a claim lies outside of what is right; None when it lies within, or nothing can be said."""
    try:
        numbers = [Decimal(text.replace(",", "")) for text in (claimed, low, high) if text is not None]
    except InvalidOperation:
        return None
    if len(numbers) != 3:
        return None
    own, least, most = numbers
    off = own - most if own > most else own - least if own < least else Decimal(0)
    return f"{off.normalize():+f}".replace("-", "−") if off else None


def _grade(audit: FormAudit, lang: Lang) -> list[Fact]:
    if audit.scores is None:
        return []
    grade = audit.scores.total.grade
    entries = (
        ("印出的等级", "Grade printed", grade.claimed),
        ("按自报总分", "By the claimed total", grade.of_claimed_total),
        ("按重算总分", "By the computed total", grade.computed),
    )
    if not any(value for _, _, value in entries):
        return []
    blank = say(("未填", "blank"), lang), say(("不能确定", "undetermined"), lang)
    return [Fact(say((zh, en), lang), value or blank[min(index, 1)]) for index, (zh, en, value) in enumerate(entries)]


def _names(audit: FormAudit, form: Form | None) -> dict[str, str]:
    """Name the rows of a form by their paths."""
    rows = audit.scores.rows if audit.scores else ()
    if form is not None:
        indicators = {f"indicators[{index}]": indicator.level3 for index, indicator in enumerate(form.indicators)}
        return {**row_names(form), **indicators}
    return {f"indicators[{index}]": row.name for index, row in enumerate(rows)}


def _grouped(audit: FormAudit, outcome: Outcome, names: dict[str, str], lang: Lang) -> tuple[Unchecked, ...]:
    groups: dict[tuple[str, str], list[str]] = {}
    for one in audit.obligations.list or ():
        if one.outcome == outcome:
            groups.setdefault((one.rule, say((one.reason_zh or "", one.reason_en or ""), lang)), []).append(one.path)
    return tuple(
        Unchecked(rule, rule_title(rule, lang), reason, len(paths), _where(paths, names, lang))
        for (rule, reason), paths in groups.items()
    )


def _where(paths: Sequence[str], names: dict[str, str], lang: Lang) -> str:
    """Name the rows; nothing for the form as a whole."""
    known = [name for path in paths if (name := names.get(path) or row_label(path, lang))]
    more = [say((f"等{len(known)}项", f"… {len(known)} in all"), lang)] if len(known) > _SHOWN_PATHS else []
    return say(("、", ", "), lang).join([*known[:_SHOWN_PATHS], *more])


def severities_of(views: Sequence[FormView]) -> dict[Severity, int]:
    """Count the findings of all forms by severity."""
    return {severity: sum(view.number_of(severity) for view in views) for severity in SEVERITY_ORDER}
