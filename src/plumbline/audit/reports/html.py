"""The report to read and print: a page that stands alone, in Chinese or English."""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import BinaryIO

from plumbline.audit.corpus.folder import folder_statistics, worth_showing
from plumbline.audit.corpus.statistics import CorpusStatistics
from plumbline.audit.engine import ENGINE_VERSION
from plumbline.audit.model import FormAudit, Severity
from plumbline.audit.reports import Background
from plumbline.audit.reports.folder_section import folder_section
from plumbline.audit.reports.form_page import form_section
from plumbline.audit.reports.markup import Markup, element, page
from plumbline.audit.reports.style import BASE, REPORT
from plumbline.audit.reports.view import FormView, form_views, severities_of
from plumbline.audit.reports.words import SEVERITY_GROUPS, SEVERITY_ORDER, rule_of, rule_title, say
from plumbline.errors import Lang

_MOST_RULES = 20


def write_html(audits: Iterable[FormAudit], out: BinaryIO, lang: Lang, background: Background) -> None:
    """Write the page: a summary over all forms, then file by file and form by form."""
    views = form_views(audits, background, lang)
    title = say(("绩效表审核报告", "Audit of performance forms"), lang)
    whole = folder_statistics(background.forms)
    body: list[Markup] = [_masthead(title, views, lang), _overview(views, whole, lang)]
    number = 0
    for source, group in groupby(views, key=lambda view: view.audit.source):
        body.append(element("h2", source, class_="file"))
        for view in group:
            number += 1
            body.append(form_section(view, number, lang, has_summary=len(views) > 1))
    body.append(_footer(lang))
    out.write(page(title=title, lang="zh-CN" if lang == "zh" else "en", style=BASE + REPORT, body=body))


def _masthead(title: str, views: Sequence[FormView], lang: Lang) -> Markup:
    files = len({view.audit.source for view in views})
    forms = len(views)
    of = say(
        (f"{files} 个文件，{forms} 张表", f"{files} file{'s' * (files != 1)}, {forms} form{'s' * (forms != 1)}"),
        lang,
    )
    return element(
        "header",
        element("p", say(("准绳", "PLUMBLINE"), lang), class_="by"),
        element("h1", title),
        element("p", of, class_="of"),
        class_="masthead",
        id="top",
    )


def _overview(views: Sequence[FormView], whole: CorpusStatistics, lang: Lang) -> Markup:
    found = severities_of(views)
    figures = [(say(SEVERITY_GROUPS[severity], lang), found[severity], severity) for severity in SEVERITY_ORDER]
    parts: list[Markup | None] = [_figures(figures), _not_silent(views, lang)]
    if len(views) > 1:
        parts += [_forms_table(views, lang), _rules_table(views, lang)]
    if worth_showing(whole):
        parts.append(folder_section(whole, lang))
    return element("section", parts, class_="overview")


def _figures(entries: Iterable[tuple[str, int, Severity]]) -> Markup:
    return element(
        "dl",
        [
            element("div", element("dt", label), element("dd", f"{count:,}"), class_=severity if count else None)
            for label, count, severity in entries
        ],
        class_="figures",
    )


def _not_silent(views: Sequence[FormView], lang: Lang) -> Markup:
    """Say what the figures rest on; what was not checked is never passed over."""
    counts = [view.audit.obligations for view in views]
    passed, failed = sum(one.passed for one in counts), sum(one.fail for one in counts)
    skipped, unknown = sum(one.not_applicable for one in counts), sum(one.undetermined for one in counts)
    whole = passed + failed + skipped + unknown
    zh = (
        f"共核对 {whole:,} 项：相符 {passed:,} 项，不符 {failed:,} 项，不适用 {skipped:,} 项，无法判断 {unknown:,} 项。"
        "无法判断的事项不等于没有问题，各表之后逐一列明原因。同一原因引起的多处不符并为一条问题。"
    )
    en = (
        f"{whole:,} things were to be checked: {passed:,} pass, {failed:,} fail, {skipped:,} do not apply, {unknown:,} could not be "
        "determined. Undetermined does not mean in order: each form lists the reasons. Failures with one root cause are one finding."
    )
    return element("p", say((zh, en), lang), class_="note")


def _forms_table(views: Sequence[FormView], lang: Lang) -> Markup:
    heads = (
        ("项目", "Project"), ("表式", "Form"), ("自报总分", "Claimed"), ("重算总分", "Computed"), ("错误", "Errors"),
        ("须说明", "To explain"), ("提示", "Notes"), ("无法判断", "Undetermined"),
    )  # fmt: skip
    labels = [say(head, lang) for head in heads]
    rows = []
    for number, view in enumerate(views, 1):
        total = view.total
        cells: list[tuple[str, str | None, str]] = [
            (labels[2], total.claimed if total else None, ""),
            (labels[3], total.computed if total else None, ""),
            *(
                (label, _or_nothing(view.number_of(severity)), severity)
                for label, severity in zip(labels[4:7], SEVERITY_ORDER, strict=True)
            ),
            (labels[7], _or_nothing(view.audit.obligations.undetermined), ""),
        ]  # fmt: skip
        rows.append(
            element(
                "tr",
                element("th", element("a", view.title, href=f"#form-{number}"), scope="row"),
                element(
                    "td", f"{view.kind}", element("span", f" {view.audit.source} #{view.audit.ordinal}", class_="soft")
                ),
                [
                    element("td", value, data_label=label, class_=f"number small {tone}".strip())
                    for label, value, tone in cells
                ],
            )
        )
    head = element(
        "tr",
        [element("th", label, scope="col", class_="number" if at > 1 else None) for at, label in enumerate(labels)],
    )
    return Markup(
        element("h2", say(("各表情况", "Form by form"), lang))
        + element("table", element("thead", head), element("tbody", rows), class_="cards forms")
    )


def _or_nothing(count: int) -> str:
    return str(count) if count else "–"


def _rules_table(views: Sequence[FormView], lang: Lang) -> Markup | None:
    found = Counter(finding.rule for view in views for finding in view.audit.findings)
    if not found:
        return None
    spread = Counter(rule for view in views for rule in {finding.rule for finding in view.audit.findings})
    labels = [
        say(head, lang) for head in (("规则", "Rule"), ("依据", "Basis"), ("条数", "Findings"), ("涉及表数", "Forms"))
    ]
    rows = []
    for rule_id, count in sorted(found.items(), key=lambda item: (-item[1], item[0]))[:_MOST_RULES]:
        rule = rule_of(rule_id)
        rows.append(
            element(
                "tr",
                element("th", element("span", f"{rule_id} ", class_="rule"), rule_title(rule_id, lang), scope="row"),
                element("td", rule.source.sentence(lang) if rule else "", class_="soft"),
                element("td", str(count), class_="number small", data_label=labels[2]),
                element("td", str(spread[rule_id]), class_="number small", data_label=labels[3]),
            )
        )
    head = element(
        "tr",
        [element("th", label, scope="col", class_="number" if at > 1 else None) for at, label in enumerate(labels)],
    )
    return Markup(
        element("h2", say(("常见问题", "Most frequent findings"), lang))
        + element("table", element("thead", head), element("tbody", rows), class_="cards")
    )


def _footer(lang: Lang) -> Markup:
    zh = (
        f"本报告由准绳（规则引擎第 {ENGINE_VERSION} 版）依据表格印出的内容逐项核对生成，供审核人员参考；"
        "是否属实以原始凭证为准。"
    )
    en = (
        f"Made by Plumbline (rule engine {ENGINE_VERSION}) from what the forms print, for the use of reviewers; "
        "the vouchers behind the figures decide."
    )
    return element("footer", element("p", say((zh, en), lang)))
