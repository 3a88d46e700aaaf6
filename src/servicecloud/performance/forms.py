"""The official forms of a project as the core's frozen values: what is scored, audited, printed and frozen."""

import decimal
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

import msgspec

from plumbline.forms.model import (
    FundRow,
    Indicator,
    MonitoringIndicator,
    MonitoringTable,
    PrintedFund,
    PrintedIndicator,
    SelfEvaluation,
)
from plumbline.forms.places import Cell
from plumbline.forms.value_grammar import parse_actual, parse_target
from plumbline.rulebooks.model import Rulebook
from plumbline.scoring import FormScores, score
from plumbline.scoring.completed import LABEL, statement
from servicecloud.performance.enums import FundSource
from servicecloud.performance.models import Project
from servicecloud.performance.reporting_errors import UnknownTokenError
from servicecloud.performance.tokens import TOKEN, in_a_sentence, places_named
from servicecloud.performance.values import (
    EvaluationContent,
    FundsFrozen,
    MonitoredRow,
    MonitoringContent,
    TargetContent,
    TargetRow,
)

FILE = "plumbline"
TEN_THOUSAND = Decimal(10_000)
TWO_PLACES = Decimal("0.01")
ROUNDING = {"half_up": decimal.ROUND_HALF_UP, "half_even": decimal.ROUND_HALF_EVEN, "truncate": decimal.ROUND_DOWN}
_PART = {
    FundSource.FISCAL: "其中：当年财政拨款",
    FundSource.CARRIED_OVER: "上年结转资金",
    FundSource.OTHER: "其他资金",
}


_CAUSES = {
    "funding": "经费保障",
    "institution": "制度保障",
    "staff": "人员保障",
    "hardware": "硬件条件保障",
    "other": "其他",
}


@dataclass(frozen=True)
class Evaluated:
    """A self-evaluation as its official form, with the scores the rulebook gives."""

    form: SelfEvaluation
    scores: FormScores
    book: Rulebook


def evaluation_form(project: Project, target: TargetContent, content: EvaluationContent, book: Rulebook) -> Evaluated:
    """Return the self-evaluation with its scores: proposed where the rules give one, the person's where they leave a choice.

    Raises UnknownTokenError for a bound number that names no indicator.
    """
    blank = _evaluation(project, target, content, book, scores=None)
    proposed = score(blank, book, rounding=book.rounding.row.how)
    form = _evaluation(project, target, content, book, scores=proposed)
    return Evaluated(form, score(form, book, rounding=book.rounding.row.how), book)


def monitoring_form(
    project: Project, target: TargetContent, content: MonitoringContent, book: Rulebook
) -> MonitoringTable:
    """Return the monitoring table as the official form."""
    unit, amount = money_unit(content.funds)
    if any(each % 100 for each in (content.projected_yuan, *content.projected_of.values()) if each is not None):
        unit, amount = "元", lambda yuan: yuan.quantize(TWO_PLACES)
    rows = tuple(_monitored_row(row, content, number) for number, row in enumerate(target.rows, start=1))
    return MonitoringTable(
        source=FILE,
        ordinal=1,
        layout="monitoring",
        title_printed="项目支出绩效目标执行监控表",
        year=project.year,
        project_name=project.name,
        money_unit_label=unit,
        supervising_department=project.department.name_zh,
        implementing_unit=project.owner.name_zh,
        period_start_month=content.start_month,
        period_end_month=content.end_month,
        expected_goal=target.goal or None,
        funds=_monitored_funds(content, amount, book),
        other_fields=_why_money_deviates(content),
        indicators=rows,
    )


def _why_money_deviates(content: MonitoringContent) -> dict[str, str]:
    """Return the labelled field that says why the money deviates: the causes by their headings, and the words."""
    causes = "、".join(_CAUSES[cause] for cause in content.funds_causes)
    text = "：".join(each for each in (causes, content.funds_deviation) if each)
    return {"预算执行偏差原因": text} if text else {}


def _monitored_funds(
    content: MonitoringContent, amount: Callable[[Decimal], Decimal], book: Rulebook
) -> tuple[FundRow, ...]:
    """Return the whole and its parts with what was executed of each in the period, and the year where it can be told."""
    step, rows = book.rounding.rate, []
    for number, (name, fund) in enumerate(_whole_and_parts(content.funds), start=1):
        annual, executed = fund.annual_yuan, fund.executed_yuan
        rate = (
            (executed * 100 / annual).quantize(Decimal(1).scaleb(-step.places), ROUNDING[step.how]) if annual else None
        )
        projected = content.projected_yuan if number == 1 else content.projected_of.get(fund.source)
        if number > 1 and content.projected_of and not annual and not executed:
            projected = annual
        rows.append(
            FundRow(
                name=name,
                cell=cell_at("funds", number),
                printed=PrintedFund(execution_rate=None if number == 1 or annual else "-"),
                initial_budget=amount(fund.initial_yuan),
                annual_budget=amount(annual),
                executed=amount(executed),
                execution_rate=rate,
                projected_executed=None if projected is None else amount(projected),
            )
        )
    return tuple(rows)


def _monitored_row(row: TargetRow, content: MonitoringContent, number: int) -> MonitoringIndicator:
    base, entered = target_row(row, number), content.row(row.key) or MonitoredRow(key=row.key)
    fields = {name: getattr(base, name) for name in base.__struct_fields__}
    fields |= {
        "printed": PrintedIndicator(target=row.target or None, actual=entered.actual or None),
        "actual": parse_actual(entered.actual) if entered.actual else None,
        "deviation": entered.deviation or None,
        "projected": parse_actual(entered.projected) if entered.projected else None,
        "deviation_causes": entered.causes,
        "likelihood": entered.likelihood or None,
    }
    return MonitoringIndicator(**fields)


def narrative(content: EvaluationContent, target: TargetContent) -> str:
    """Return the completion text with every [[name]] replaced by that indicator's actual value.

    A text of before that names several rows at once keeps the value it had, the last one's; it is not saved or submitted so again.
    """

    def replaced(found: re.Match[str]) -> str:
        places = places_named(found[1], target.rows)
        if not places:
            raise UnknownTokenError(name=found[1].strip())
        entered = content.row(target.rows[places[-1]].key)
        return in_a_sentence(entered.actual if entered else "", before=found.string[found.end() :]) or "—"

    return TOKEN.sub(replaced, content.completion)


def _evaluation(
    project: Project, target: TargetContent, content: EvaluationContent, book: Rulebook, *, scores: FormScores | None
) -> SelfEvaluation:
    unit, amount = money_unit(content.funds)
    rows = tuple(
        _evaluated_row(row, content, number, claimed=_claim(row, content, scores, number))
        for number, row in enumerate(target.rows, start=1)
    )
    funds = _fund_rows(content, amount, book, scores)
    claims = [row.claimed_score for row in rows] + [funds[0].claimed_score if funds else None]
    total = sum((claim for claim in claims if claim is not None), Decimal(0))
    is_complete = scores is not None and all(claim is not None for claim in claims)
    grade = book.grades.grade_of(total) if is_complete else None
    weights = sum((row.weight or Decimal(0) for row in rows), funds[0].weight or Decimal(0) if funds else Decimal(0))
    return SelfEvaluation(
        source=FILE,
        ordinal=1,
        layout="shanghai-self-evaluation" if book.region == "shanghai" else "national-self-evaluation",
        title_printed="财政项目支出绩效自评表" if book.region == "shanghai" else "项目支出绩效自评表",
        year=project.year,
        project_name=project.name,
        money_unit_label=unit,
        supervising_department=project.department.name_zh,
        implementing_unit=project.owner.name_zh,
        expected_goal=target.goal or None,
        actual_completion=narrative(content, target) or None,
        funds=funds,
        total_weight_printed=_plain(weights),
        total_score_printed=_plain(total) if is_complete else None,
        grade_printed=grade.name if grade else None,
        indicators=rows,
        other_fields=_other_fields(content, book),
    )


def _other_fields(content: EvaluationContent, book: Rulebook) -> dict[str, str]:
    """Return the labelled fields that the official form prints besides: why the money deviates, whether the project is completed."""
    fields = {"偏差原因": content.funds_deviation} if content.funds_deviation else {}
    if book.asks_completion and content.completed:
        fields[LABEL] = statement(is_completed=content.completed == "yes", reason=content.completed_reason)
    return fields


def money_unit(funds: Sequence[FundsFrozen]) -> tuple[str, Callable[[Decimal], Decimal]]:
    """Return the unit the form prints and how 元 become it: 万元 with two decimals where that is exact, else 元."""
    amounts = [each for fund in funds for each in (fund.initial_yuan, fund.annual_yuan, fund.executed_yuan)]
    if all(each % 100 == 0 for each in amounts):
        return "万元", lambda yuan: (yuan / TEN_THOUSAND).quantize(TWO_PLACES)
    return "元", lambda yuan: yuan.quantize(TWO_PLACES)


def _whole_and_parts(funds: Sequence[FundsFrozen]) -> list[tuple[str, FundsFrozen]]:
    """Return 年度资金总额 and each source under it with the names the forms print; nothing where no money is known."""
    if not funds:
        return []
    known = {fund.source: fund for fund in funds}
    zero = Decimal("0.00")
    parts = [
        known.get(source, FundsFrozen(source=source, initial_yuan=zero, annual_yuan=zero, executed_yuan=zero))
        for source in FundSource.values
    ]
    whole = FundsFrozen(
        source="",
        initial_yuan=sum((part.initial_yuan for part in parts), zero),
        annual_yuan=sum((part.annual_yuan for part in parts), zero),
        executed_yuan=sum((part.executed_yuan for part in parts), zero),
    )
    names = ["年度资金总额", *(_PART[FundSource(source)] for source in FundSource.values)]
    return list(zip(names, (whole, *parts), strict=True))


def _fund_rows(
    content: EvaluationContent, amount: Callable[[Decimal], Decimal], book: Rulebook, scores: FormScores | None
) -> tuple[FundRow, ...]:
    rates = {rate.name: rate.computed for rate in scores.rates} if scores else {}
    rows = []
    for number, (name, fund) in enumerate(_whole_and_parts(content.funds), start=1):
        is_whole = number == 1
        rate = rates.get(name)
        rows.append(
            FundRow(
                name=name,
                cell=cell_at("funds", number),
                printed=PrintedFund(
                    weight=None if is_whole else "-",
                    score=None if is_whole else "-",
                    execution_rate="-" if scores and rate is None else None,
                ),
                initial_budget=amount(fund.initial_yuan),
                annual_budget=amount(fund.annual_yuan),
                executed=amount(fund.executed_yuan),
                weight=book.weights.schemes[0].execution if is_whole else None,
                execution_rate=rate,
                claimed_score=scores.funds.computed if scores and is_whole else None,
            )
        )
    return tuple(rows)


def _claim(row: TargetRow, content: EvaluationContent, scores: FormScores | None, number: int) -> Decimal | None:
    """Return the score the form claims: the person's own, else the exact one the rules give."""
    entered = content.row(row.key)
    if entered is not None and entered.claimed_score is not None:
        return entered.claimed_score
    if scores is None:
        return None
    line = scores.rows[number - 1]
    return line.computed if line.outcome == "computed" else None


def _evaluated_row(row: TargetRow, content: EvaluationContent, number: int, *, claimed: Decimal | None) -> Indicator:
    entered = content.row(row.key)
    actual = (entered.actual or entered.level if entered else "") or None
    deviation = entered.deviation if entered and entered.deviation else None
    return msgspec.structs.replace(
        target_row(row, number),
        printed=PrintedIndicator(target=row.target or None, actual=actual, deviation=deviation),
        actual=parse_actual(actual) if actual else None,
        claimed_score=claimed,
        deviation=deviation,
    )


def target_row(row: TargetRow, number: int) -> Indicator:
    """Return a row of the target as the form prints it."""
    return Indicator(
        level1=row.level1 or None,
        level2=row.level2 or None,
        level3=row.level3,
        shifted=False,
        cell=cell_at("indicators", number),
        printed=PrintedIndicator(target=row.target or None),
        target=parse_target(row.target) if row.target else None,
        weight=None if row.weight is None else Decimal(_plain(row.weight)),
    )


@lru_cache(maxsize=512)
def cell_at(part: str, row: int) -> Cell:
    """Return the place of a row in a form that was built here."""
    return Cell(FILE, part, row, 1)


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}" if number % 1 else f"{number.quantize(Decimal(1)):f}"
