"""One form on the report page: its head, findings by severity, scores beside the rules, and what was not checked."""

from collections.abc import Iterable, Sequence

from plumbline.audit.model import Finding
from plumbline.audit.reports.markup import Markup, element
from plumbline.audit.reports.view import FormView, ScoreLine, Unchecked
from plumbline.audit.reports.words import (
    SEVERITY_GROUPS,
    SEVERITY_ORDER,
    ConsequenceWords,
    FindingWords,
    counted,
    finding_words,
    say,
)
from plumbline.errors import Lang

_LONG_FACT = 24
_OPEN = ("无法判断的事项及原因", "What could not be determined, and why")
_SKIPPED = ("不适用的规则", "Rules that did not apply")


def form_section(view: FormView, number: int, lang: Lang, *, has_summary: bool) -> Markup:
    """Write the section of a form; `number` is its place in the report."""
    audit = view.audit
    kind = say((f"{view.kind}　文件内第{audit.ordinal}张", f"{view.kind} · form {audit.ordinal} of its file"), lang)
    back = say(("回到汇总", "Back to the summary"), lang)
    return element(
        "section",
        element(
            "header",
            element("p", kind, class_="kind"),
            element("h2", view.title),
            element("p", say_findings(view, lang), class_="verdict"),
        ),
        _facts(view),
        _findings(view, lang),
        _scores(view, lang),
        _outcomes(view, lang),
        element("p", element("a", back, href="#top"), class_="up") if has_summary else None,
        class_="form",
        id=f"form-{number}",
    )


def say_findings(view: FormView, lang: Lang) -> str:
    """Sum a form's audit up in one sentence."""
    counts = {severity: view.number_of(severity) for severity in SEVERITY_ORDER}
    unknown = view.audit.obligations.undetermined
    if not any(counts.values()):
        said = say(("未发现问题", "No findings"), lang)
    else:
        comma = say(("、", ", "), lang)
        found = comma.join(counted(severity, count, lang) for severity, count in counts.items() if count)
        said = say((f"发现{found}", f"Findings: {found}"), lang)
    if unknown:
        said += say((f"；另有 {unknown} 项无法判断", f"; {unknown} more could not be determined"), lang)
    return said + say(("。", "."), lang)


def _facts(view: FormView) -> Markup | None:
    if not view.facts:
        return None
    entries: list[Markup] = []
    short = [fact for fact in view.facts if len(fact.value) <= _LONG_FACT]
    paired = len(short) - len(short) % 2
    for fact in (*short[:paired], *short[paired:], *(fact for fact in view.facts if fact not in short)):
        is_wide = fact not in short[:paired]
        entries += [element("dt", fact.label), element("dd", fact.value, class_="wide" if is_wide else None)]
    return element("dl", entries, class_="facts")


def _findings(view: FormView, lang: Lang) -> Markup | None:
    parts: list[Markup] = []
    for severity in SEVERITY_ORDER:
        members = [finding for finding in view.audit.findings if finding.severity == severity]
        if members:
            label = say(SEVERITY_GROUPS[severity], lang)
            parts.append(
                element("h3", say((f"{label}（{len(members)}）", f"{label} ({len(members)})"), lang), class_="part")
            )
            parts += [_finding(finding, view, lang) for finding in members]
    return Markup("".join(parts)) if parts else None


def _finding(finding: Finding, view: FormView, lang: Lang) -> Markup:
    words = finding_words(finding, lang, view.names)
    where = say(("，", " · "), lang).join(part for part in (words.row, words.field, words.place) if part)
    rows: list[tuple[tuple[str, str], Markup | str | None]] = [
        (("问题", "Finding"), words.problem),
        (("填写", "Printed") if words.printed else ("应为", "Expected"), _figures(words, lang)),
        (("依据", "Basis"), words.basis),
        (("建议", "Advice"), words.advice),
    ]
    said = [(element("dt", say(label, lang)), element("dd", text)) for label, text in rows if text]
    return element(
        "article",
        element(
            "h4",
            element("span", words.severity, class_="tag"),
            element("span", words.title),
            element("span", words.rule, class_="rule"),
        ),
        element("p", where, class_="where"),
        element("dl", [part for pair in said for part in pair], class_="said"),
        _consequences(words.consequences, lang),
        class_=f"finding {finding.severity}",
    )


def _figures(words: FindingWords, lang: Lang) -> Markup | None:
    """Set what is printed and what is right side by side."""
    expected = element("b", words.expected) if words.expected else None
    if not words.printed or expected is None:
        return element("span", words.printed) if words.printed else expected
    between = element("span", say(("应为", "expected"), lang), class_="soft between")
    return element("span", words.printed, between, expected)


def _consequences(consequences: Sequence[ConsequenceWords], lang: Lang) -> Markup | None:
    if not consequences:
        return None
    count = len(consequences)
    items = []
    for one in consequences:
        where = say(("，", " · "), lang).join(part for part in (one.row, one.field, one.place) if part)
        items.append(
            element(
                "li",
                element("span", f"{one.rule} ", class_="rule"),
                one.problem,
                " ",
                element("span", where, class_="soft"),
            )
        )
    summary = say(
        (f"由此引起或同类的其他不符（{count} 处）", f"What follows from it or repeats it ({count})"),
        lang,
    )
    return element("details", element("summary", summary), element("ul", items), class_="follow")


def _scores(view: FormView, lang: Lang) -> Markup | None:
    if not view.scores:
        return None
    heads = (
        ("指标", "Indicator"),
        ("分值", "Points"),
        ("自报", "Claimed"),
        ("重算", "Computed"),
        ("差", "Off by"),
        ("说明", "Why"),
    )
    labels = [say(head, lang) for head in heads]
    head = element(
        "tr",
        [element("th", label, scope="col", class_="number" if 0 < at < 5 else None) for at, label in enumerate(labels)],
    )
    body = [_score_row(line, labels) for line in view.scores]
    foot = element("tfoot", _score_row(view.total, labels)) if view.total else None
    return Markup(
        element("h3", say(("得分复核", "Scores under the rules"), lang), class_="part")
        + element("table", element("thead", head), element("tbody", body), foot, class_="scores cards")
        + (_grade(view, lang) or "")
    )


def _score_row(line: ScoreLine, labels: Sequence[str]) -> Markup:
    cells = [
        (labels[1], line.weight, ""),
        (labels[2], line.claimed, " claimed"),
        (labels[3], line.computed, ""),
        (labels[4], line.difference, ""),
    ]
    return element(
        "tr",
        element("th", line.name, scope="row"),
        [element("td", value or "", class_=f"number small{more}", data_label=label) for label, value, more in cells],
        element("td", line.sentence, class_="why"),
        class_="wrong" if line.is_wrong else None,
    )  # fmt: skip


def _grade(view: FormView, lang: Lang) -> Markup | None:
    if not view.grade:
        return None
    said = say(("；", "; "), lang).join(f"{fact.label}{say(('：', ': '), lang)}{fact.value}" for fact in view.grade)
    return element("p", said, class_="grade")


def _outcomes(view: FormView, lang: Lang) -> Markup:
    counts = view.audit.obligations
    entries = (
        ("相符", "Pass", counts.passed, "pass"),
        ("不符", "Fail", counts.fail, "fail"),
        ("无法判断", "Undetermined", counts.undetermined, "open"),
        ("不适用", "Not applicable", counts.not_applicable, "none"),
    )
    whole = sum(count for _, _, count, _ in entries) or 1
    spoken = [element("span", say((zh, en), lang), element("b", f"{count:,}")) for zh, en, count, _ in entries]
    drawn = [
        element("i", class_=tone, style=f"width:{100 * count / whole:.2f}%") for _, _, count, tone in entries if count
    ]
    parts: list[Markup | None] = [
        element("h3", say(("核对情况", "What was checked"), lang), class_="part"),
        element("p", spoken, class_="outcomes"),
        element("div", drawn, class_="bar", aria_hidden="true"),
        _unchecked(view.undetermined, _OPEN, lang, is_minor=False),
        _unchecked(view.not_applicable, _SKIPPED, lang, is_minor=True),
    ]
    return Markup("".join(part for part in parts if part))


def _unchecked(groups: Iterable[Unchecked], title: tuple[str, str], lang: Lang, *, is_minor: bool) -> Markup | None:
    items = [
        element(
            "li",
            element("span", f"{one.rule} ", class_="rule"),
            say((f"{one.title}：{one.reason}", f"{one.title}: {one.reason}"), lang),
            element("span", say((f"（{one.where}）", f" ({one.where})"), lang), class_="soft") if one.where else None,
        )
        for one in groups
    ]
    if not items:
        return None
    summary = element("summary", say((f"{title[0]}（{len(items)}）", f"{title[1]} ({len(items)})"), lang))
    return element(
        "details",
        summary,
        element("ul", items),
        class_="unchecked minor" if is_minor else "unchecked",
        open=not is_minor,
    )
