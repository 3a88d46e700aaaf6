"""W-01 权重合计不等于100."""

import datetime as dt
from decimal import Decimal

from plumbline.audit import AuditedForm, Verdicts, Words, cite, rule
from plumbline.audit.wording import plain


@rule(
    "W-01",
    severity="error",
    scope=("target", "self_evaluation"),
    title_zh="分值合计不等于满分（自评100分，申报90分或100分）",
    title_en="Weights do not add up to the full score (self-evaluation 100, declaration 90 or 100)",
    source=cite(
        "caiyu-2020-10", "自评指标权重：满分100分", "Weights of self-evaluation: 100 points in all", "well_known"
    ),
    since=dt.date(2020, 2, 25),
)
def check(form: AuditedForm, out: Verdicts) -> None:
    """Add up the weights of all lines. A line of budget execution without points of its own counts as the rulebook has it."""
    weights = [row.weight for row in form.rows if row.weight is not None]
    if not weights:
        out.not_applicable("form", "表中没有分值", "the form gives no weights")
        return
    book = form.rulebook.weights
    fund = form.scored_fund
    rows = sum(weights, Decimal(0))
    printed = fund.fund.weight if fund is not None else None
    total = rows + (printed or 0)
    allowed = _allowed(form)
    is_without_funds = printed is None and form.rows_total is None
    if total in allowed or (is_without_funds and rows in (book.declaration_total, book.total - _points_of_funds(form))):
        out.passed("form")
        return
    if len(weights) < len(form.rows):
        out.undetermined("form", "有指标未填分值，无法合计", "some indicators have no weight, so there is no sum")
        return
    out.failed(
        form.spot("total_weight_printed", cell_of="total_weight"),
        _words(total, rows, printed, allowed),
        printed=plain(total),
        expected=plain(allowed[0]),
    )


def _allowed(form: AuditedForm) -> tuple[Decimal, ...]:
    """Return what the weights may come to. Declarations of others are seen with the points of the money and without."""
    book, fund = form.rulebook.weights, form.scored_fund
    if form.rows_total is not None:
        return (form.rows_total + ((fund.fund.weight if fund is not None else None) or 0),)
    return (book.total,) if form.kind == "self_evaluation" else (book.total, book.declaration_total)


def _points_of_funds(form: AuditedForm) -> Decimal:
    """Return the points with which the execution of the budget was scored, where they are printed nowhere."""
    scores = form.scores
    weights = form.rulebook.weights
    default = weights.total - weights.declaration_total
    return default if scores is None or scores.funds.weight is None else scores.funds.weight


def _words(total: Decimal, rows: Decimal, funds: Decimal | None, allowed: tuple[Decimal, ...]) -> Words:
    full = allowed[0]
    gap = total - full
    parts_zh = "" if funds is None else f"（预算执行{plain(funds)}分、指标{plain(rows)}分）"
    parts_en = "" if funds is None else f" (execution {plain(funds)}, indicators {plain(rows)})"
    return Words(
        f"各项分值合计{plain(total)}分{parts_zh}，应为{'或'.join(plain(value) for value in allowed)}分",
        f"The weights add up to {plain(total)}{parts_en}, not to {' or '.join(plain(value) for value in allowed)}",
        f"{'多' if gap > 0 else '少'}{plain(abs(gap))}分，请对照批复的指标分值逐项核对。",
        f"They are {plain(abs(gap))} points too {'many' if gap > 0 else 'few'}; compare each weight with the approved one.",
    )
