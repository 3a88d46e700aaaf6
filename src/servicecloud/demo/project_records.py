"""The records behind the demonstration's projects of 2023: a year of each register, such that its number is the published figure."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

YEAR = 2023


@dataclass(frozen=True)
class Ledger:
    """One register. `rows` of it share `total`; a `split` gives the values of a dimension and how many rows have each.

    `last` is the quantity of the latest row; `subjects` is how many different enterprises the rows tell of.
    """

    title_zh: str
    title_en: str
    counts_zh: str
    counts_en: str
    unit: str
    counting: str
    rows: int
    evidence: str
    total: int = 0
    last: int = 0
    subjects: int = 0
    split: tuple[tuple[str, str, tuple[tuple[str, int], ...]], ...] = ()


@dataclass(frozen=True)
class Record:
    """One row of a year."""

    happened_on: date
    quantity: Decimal
    subject: int | None
    values: tuple[str, ...]


LEDGERS = (
    Ledger(
        "服务云订单", "Service cloud orders", "企业确认完成的服务订单", "orders that enterprises confirmed",
        "次", "sum", 52, "订单周报", total=120_722,
    ),
    Ledger(
        "企业诉求处理", "Appeals handled", "已处理并答复的企业诉求", "appeals handled and answered",
        "次", "count", 2145, "答复单", subjects=1500,
    ),
    Ledger(
        "创业企业培育", "Start-ups fostered", "接受培育服务的创业企业", "start-ups that were fostered",
        "家", "distinct", 460, "服务确认单", subjects=400,
    ),
    Ledger(
        "主题培训到场", "Training attended", "到场参加主题培训的企业", "enterprises at a training",
        "家次", "count", 2384, "签到表", subjects=900,
    ),
    Ledger(
        "服务云访问", "Service cloud visits", "前台页面的访问", "visits of public pages",
        "次", "sum", 365, "访问日志日报", total=10_578_089,
    ),
    Ledger(
        "运行监测样本", "Monitored enterprises", "当年按月报送数据的样本企业", "enterprises that reported monthly",
        "家", "distinct", 4000, "月报回执", subjects=4000,
    ),
    Ledger(
        "惠企政策发布", "Policies published", "已发布的惠企政策", "policies published",
        "条", "count", 1752, "发布页面",
    ),
    Ledger(
        "服务云运行巡检", "Inspections of the service cloud", "完成的运行巡检", "inspections made", "次", "count", 400, "巡检单",
        split=(("巡检结果", "Result", (("正常", 380), ("异常", 20))),),
    ),
    Ledger(
        "专项任务", "Tasks of the programme", "已办结的专项任务", "tasks completed", "项", "count", 60, "验收单",
        split=(("验收结论", "Acceptance", (("通过", 57), ("未通过", 3))), ("完成进度", "Progress", (("按期", 57), ("逾期", 3)))),
    ),
    Ledger(
        "融资担保授信", "Guarantees", "经本计划获得的融资担保", "guarantees granted",
        "万元", "sum", 80, "担保合同", total=20_000, subjects=80,
    ),
    Ledger(
        "政策推送名单", "Policy mailing list", "每次推送覆盖的企业", "enterprises reached by a mailing",
        "家次", "sum", 48, "推送记录", total=5_760_000, last=150_000,
    ),
    Ledger(
        "服务满意度回访", "Satisfaction survey", "有效回访", "valid answers", "份", "count", 600, "回访问卷",
        split=(("评价", "Answer", (("满意", 540), ("不满意", 60))),),
    ),
    Ledger(
        "单位建设任务", "Tasks of the unit", "列入计划的建设任务", "planned tasks", "项", "count", 40, "任务单",
        split=(("更新", "Renewed", (("已更新", 40), ("未更新", 0))), ("质量", "Quality", (("合格", 38), ("不合格", 2))),
            ("进度", "Progress", (("按期", 40), ("逾期", 0)))),
    ),
    Ledger(
        "员工满意度", "Staff survey", "有效问卷", "valid answers", "份", "count", 60, "问卷",
        split=(("评价", "Answer", (("满意", 57), ("不满意", 3))),),
    ),
)  # fmt: skip


def records_of(ledger: Ledger, *, year: int = YEAR) -> Iterator[Record]:
    """Yield the year of a register in order of days, the same at every run."""
    draw = random.Random(f"lanchuan:{year}:{ledger.title_zh}")  # noqa: S311 - invented data, not a secret
    days = sorted(draw.randrange(365) for _ in range(ledger.rows))
    left = ledger.total - ledger.last
    columns = [_column(values, draw) for _zh, _en, values in ledger.split]
    for at, day in enumerate(days):
        rest = ledger.rows - at - (1 if ledger.last else 0)
        quantity = 1
        if ledger.total:
            quantity = ledger.last if rest == 0 else left if rest == 1 else round(left / rest * draw.uniform(0.8, 1.2))
            left -= quantity
        yield Record(
            date(year, 1, 1) + timedelta(days=day),
            Decimal(quantity),
            at % ledger.subjects if ledger.subjects else None,
            tuple(column[at] for column in columns),
        )


def _column(values: tuple[tuple[str, int], ...], draw: random.Random) -> list[str]:
    column = [text for text, count in values for _ in range(count)]
    draw.shuffle(column)
    return column
