"""S-32 偏差原因在多张表中雷同."""

import datetime as dt
from collections import defaultdict

from plumbline.audit import Corpus, CorpusVerdicts, Words, cite, rule
from plumbline.audit.wording import condensed, shortened


@rule(
    "S-32",
    severity="warning",
    scope=("self_evaluation",),
    needs="corpus",
    title_zh="偏差原因在多张自评表中雷同",
    title_en="One sentence is the reason in many forms",
    source=cite(
        "caiyu-2020-10",
        "未完成的指标应逐项分析偏离原因、提出改进措施",
        "The reason is analysed for each indicator that was missed",
        "well_known",
    ),
    since=dt.date(2020, 2, 25),
)
def check(corpus: Corpus, out: CorpusVerdicts) -> None:
    """A reason word for word does not serve the rulebook's number of projects or more. One finding a form, at its first such row."""
    forms_with: dict[str, set[str]] = defaultdict(set)
    for form in corpus.forms:
        for row in form.rows:
            if row.deviation:
                forms_with[condensed(row.deviation)].add(form.project_key)
    for form in corpus.forms:
        own = out.of(form)
        reasons = {condensed(row.deviation): row for row in reversed(form.rows) if row.deviation}
        if not reasons:
            own.not_applicable("form", "没有填写偏差原因", "no reasons are given")
            continue
        fewest = int(form.limit("S-32"))
        shared = {words: row for words, row in reasons.items() if len(forms_with[words]) >= fewest}
        if not shared:
            own.passed("form")
            continue
        words, row = max(shared.items(), key=lambda item: (len(forms_with[item[0]]), -item[1].index))
        number = len(forms_with[words])
        reason = shortened(row.deviation or "")
        message = Words(
            f"偏差原因“{reason}”在{number}个项目的自评表中一字不差，是套话而不是原因",
            f"The reason “{reason}” stands word for word in the forms of {number} projects: it is a stock phrase, not a reason",
            "请写明本项目的具体原因和改进措施。",
            "Give the cause and the measures of this project.",
        )
        own.failed(
            row.spot("deviation"),
            message,
            printed=row.deviation,
            explained_by=[row.key("S-28", "deviation"), row.key("S-10", "deviation")],
        )
