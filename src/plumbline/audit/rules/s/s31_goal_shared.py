"""S-31 目标或完成情况文字与其他项目相同."""

import datetime as dt

from plumbline.audit import AuditedForm, Corpus, CorpusVerdicts, Verdicts, Words, cite, rule
from plumbline.audit.corpus.matching import described, described_en
from plumbline.audit.wording import condensed, shortened

_SHORTEST = 20
"""Shorter goals are often alike without being copied."""


@rule(
    "S-31",
    severity="warning",
    scope=("target", "self_evaluation", "monitoring"),
    needs="corpus",
    title_zh="目标或完成情况与其他项目文字相同",
    title_en="Goal or completion is that of another project",
    source=cite(
        "review-practice",
        "自评表常见问题：目标、完成情况照抄其他项目",
        "Common faults: goal or completion copied from another project",
        "well_known",
    ),
    since=dt.date(2020, 1, 1),
)
def check(corpus: Corpus, out: CorpusVerdicts) -> None:
    """Two different projects do not have the same goal, nor the same completion, word for word.

    The finding stands in every form but the first. Forms of one project (its targets and its self-evaluation, or several years) rightly
    share their goal. A completion that was copied together with the goal is listed under it.
    """
    goals: dict[str, AuditedForm] = {}
    completions: dict[str, AuditedForm] = {}
    for form in corpus.forms:
        own = out.of(form)
        goal_field = "expected_goal" if form.kind != "target" else "annual_goal"
        _compare(form, goal_field, form.expected_goal, goals, own)
        if form.kind == "self_evaluation":
            _compare(form, "actual_completion", form.actual_completion, completions, own)


def _compare(form: AuditedForm, field: str, text: str | None, seen: dict[str, AuditedForm], out: Verdicts) -> None:
    words = condensed(text or "")
    if text is None or len(words) < _SHORTEST or not form.project_key:
        out.not_applicable(field, "没有文字，或过短", "no text, or a short one")
        return
    first = seen.setdefault(words, form)
    with_goal = [("S-31", "expected_goal")] if field == "actual_completion" else []
    if first.project_key == form.project_key:
        out.passed(field)
        return
    what_zh, what_en = ("完成情况", "completion") if field == "actual_completion" else ("绩效目标", "goal")
    message = Words(
        f"{what_zh}与{described(first)}一字不差，看不出本项目要做什么" if what_en == "goal"
        else f"{what_zh}与{described(first)}一字不差，看不出本项目做了什么",
        f"The {what_en} is, word for word, that of {described_en(first)}",
        "请按本项目的内容重写；两个项目内容确实相同的，应当合并。",
        "Write it anew for this project; two projects that really do the same should be merged.",
    )  # fmt: skip
    follows = [("I-16", field)] if what_en == "goal" else [row.key("S-27", "actual") for row in form.rows]
    out.failed(form.spot(field), message, printed=shortened(text, 60), explains=follows, explained_by=with_goal)
