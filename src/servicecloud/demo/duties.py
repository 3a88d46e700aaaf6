"""A year of the invented centre's duties as registers: what is kept, in which unit, how much. Figures are of the size of a city."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

DAYS = 365


@dataclass(frozen=True)
class Duty:
    """One register with its year: `total` in its unit over `rows` rows. Below `full_at` enterprises there are fewer rows in proportion."""

    title_zh: str
    title_en: str
    counts_zh: str
    counts_en: str
    unit: str
    counting: str
    total: int
    rows: int
    evidence: str
    dimension: tuple[str, str, tuple[str, ...]]
    subjects: int = 0
    full_at: int = 0
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class DutyRow:
    """One row of a year."""

    happened_on: date
    quantity: Decimal
    value: str
    subject: int | None
    note: str


_PLACES = ("望潮区", "石桥区", "云栖湖区", "青屏区", "古渡区", "澄江新区", "松岭县", "白鹭洲县")
_DISTRICT = ("所在区", "District", _PLACES)

DUTIES = (
    Duty(
        "会刊印发", "Magazines", "已签收的会刊", "magazines that were signed for", "份", "sum", 4660, 48, "签收单",
        ("渠道", "Channel", ("邮寄", "现场", "园区代发")), notes=("春季刊", "夏季刊", "秋季刊", "冬季刊"),
    ),
    Duty(
        "档案整理", "Archives", "已归档上架的案卷", "files put in order and shelved", "卷", "sum", 300, 24, "移交清单",
        ("类别", "Kind", ("文书", "会计", "项目", "声像")), notes=("年度文书档案", "项目档案", "会计凭证"),
    ),
    Duty(
        "企业培训", "Training", "到场参加培训的企业", "enterprises that attended a class", "家次", "count", 2384, 2384, "签到表",
        _DISTRICT, subjects=900, full_at=400, notes=("数字化转型", "财税合规", "知识产权", "融资对接", "安全生产"),
    ),
    Duty(
        "诉求办结", "Appeals closed", "已办结并答复的诉求", "appeals closed and answered", "件", "count", 2145, 2145, "答复记录",
        ("来源", "Source", ("热线", "网站", "走访", "转办")), subjects=1500, full_at=400,
        notes=("融资", "用工", "用地", "证照", "政策咨询"),
    ),
    Duty(
        "完成服务订单", "Orders completed", "经企业确认完成的服务订单", "orders that the enterprise confirmed", "单", "count",
        120_722, 120_722, "确认记录", _DISTRICT, subjects=15_000, full_at=15_000,
        notes=("知识产权", "检验检测", "管理咨询", "法律服务", "数字化"),
    ),
    Duty(
        "培训覆盖企业", "Enterprises trained", "参加过培训的企业", "enterprises that attended any class", "家", "distinct", 900, 2384,
        "签到表", _DISTRICT, subjects=900, full_at=400, notes=("数字化转型", "财税合规", "知识产权", "融资对接", "安全生产"),
    ),
    Duty(
        "产业对接活动", "Matchmaking events", "已举办的对接活动", "matchmaking events held", "场", "count", 36, 36, "活动小结",
        ("主题", "Theme", ("智能制造", "生物医药", "新材料", "绿色低碳")), notes=("供需对接会", "路演", "沙龙"),
    ),
    Duty(
        "境外展会补助", "Fair allowances", "已拨付的参展补助", "allowances paid for fairs abroad", "万元", "sum", 486, 60, "拨付凭证",
        ("地区", "Region", ("欧洲", "东南亚", "中东", "美洲")), subjects=60, notes=("展位费", "特装费"),
    ),
)  # fmt: skip


def rows_of(duty: Duty, *, year: int, scale: int) -> Iterator[DutyRow]:
    """Yield a duty's year in order of days, the same at every run. `scale` is the number of enterprises in the demonstration."""
    draw = random.Random(f"lanchuan:{duty.title_zh}")  # noqa: S311 - invented data, not a secret
    share = min(1.0, scale / duty.full_at) if duty.full_at else 1.0
    count = max(12, round(duty.rows * share))
    subjects = max(6, min(duty.subjects, round(scale * 0.9))) if duty.subjects else 0
    left = Decimal(duty.total)
    days = sorted(_day(draw) for _ in range(count))
    for at, day in enumerate(days):
        quantity = Decimal(1)
        if duty.counting == "sum":
            quantity = (
                left if at == count - 1 else Decimal(round(left / (count - at) * Decimal(draw.uniform(0.6, 1.4))))
            )
            left -= quantity
        yield DutyRow(
            date(year, 1, 1) + timedelta(days=day),
            quantity,
            draw.choice(duty.dimension[2]),
            draw.randrange(subjects) if subjects else None,
            draw.choice(duty.notes),
        )


def _day(draw: random.Random) -> int:
    """Return a day of the year; fewer in January and February, more towards the end, as in life."""
    return min(DAYS - 1, int(DAYS * draw.random() ** 0.85))
