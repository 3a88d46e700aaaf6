"""The invented city: districts, and enterprises drawn from a fixed seed, the same at every run for the same number."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from stdnum.cn import uscc

DISTRICTS = (
    ("LJ01", "望潮区", "Wangchao District"),
    ("LJ02", "石桥区", "Shiqiao District"),
    ("LJ03", "云栖湖区", "Yunqihu District"),
    ("LJ04", "青屏区", "Qingping District"),
    ("LJ05", "古渡区", "Gudu District"),
    ("LJ06", "澄江新区", "Chengjiang New Area"),
    ("LJ07", "松岭县", "Songling County"),
    ("LJ08", "白鹭洲县", "Bailuzhou County"),
)
_FIRST = (
    *(
        ("澜", "Lan"),
        ("衡", "Heng"),
        ("昱", "Yu"),
        ("朗", "Lang"),
        ("禾", "He"),
        ("砺", "Li"),
        ("沐", "Mu"),
        ("铎", "Duo"),
    ),
    *(
        ("泽", "Ze"),
        ("翊", "Yi"),
        ("岚", "Lan"),
        ("煦", "Xu"),
        ("珩", "Heng"),
        ("拓", "Tuo"),
        ("颐", "Yi"),
        ("璟", "Jing"),
    ),
)
_SECOND = (
    *(
        ("舟", "zhou"),
        ("川", "chuan"),
        ("石", "shi"),
        ("棠", "tang"),
        ("岳", "yue"),
        ("帆", "fan"),
        ("芯", "xin"),
        ("野", "ye"),
    ),
    *(
        ("桥", "qiao"),
        ("林", "lin"),
        ("源", "yuan"),
        ("光", "guang"),
        ("屿", "yu"),
        ("谷", "gu"),
        ("辰", "chen"),
        ("风", "feng"),
    ),
)
_TRADES = (
    ("3411", "通用机械", "Machinery"), ("3521", "专用装备", "Equipment"), ("3670", "汽车零部件", "Auto Parts"),
    ("3812", "电气", "Electric"), ("3976", "电子器件", "Electronics"), ("4014", "仪器仪表", "Instruments"),
    ("2710", "生物医药", "Biopharma"), ("1399", "食品", "Foods"), ("1810", "服饰", "Apparel"), ("2669", "新材料", "Materials"),
    ("6513", "软件", "Software"), ("6531", "数据技术", "Data Technology"), ("6420", "网络信息", "Network"),
    ("5177", "商贸", "Trading"), ("5299", "零售", "Retail"), ("5430", "物流", "Logistics"), ("5990", "仓储", "Storage"),
    ("4790", "建设工程", "Construction"), ("4911", "机电安装", "Installation"), ("7243", "咨询", "Consulting"),
    ("7320", "检测研究", "Research"), ("7484", "工程设计", "Design"), ("0141", "农业", "Agriculture"), ("6110", "酒店", "Hotels"),
    ("6210", "餐饮", "Catering"), ("7020", "物业服务", "Property Services"), ("8090", "家政服务", "Home Services"),
    ("7721", "环保", "Environment"),
)  # fmt: skip
_FORMS = (("有限公司", "Co., Ltd."), ("股份有限公司", "Joint Stock Co., Ltd."), ("有限责任公司", "LLC"))
_SCALE = ((0.02, 900, 3000), (0.16, 120, 899), (0.44, 15, 119), (1.0, 1, 14))
"""Share of enterprises (cumulative) with staff between two numbers: few large, most micro."""


@dataclass(frozen=True)
class InventedEnterprise:
    """One enterprise of the invented city with its last years."""

    credit_code: str
    name_zh: str
    name_en: str
    district: str
    industry: str
    established_on: date
    contact_name: str
    contact_phone: str
    years: tuple[tuple[int, int, Decimal, Decimal], ...]


def credit_code(number: int) -> str:
    """Return a code with valid check digits; the region digits 999900 belong to no real place."""
    body = f"{number:08d}"
    code = f"91999900MB{body[1:]}"[:17]
    return code + uscc.calc_check_digit(code)


def enterprises(count: int) -> Iterator[InventedEnterprise]:
    """Yield the first `count` enterprises of the city; a larger city begins with the same ones."""
    for number in range(count):
        yield _invent(number)


def _invent(number: int) -> InventedEnterprise:
    draw = random.Random(f"lanchuan:{number}")  # noqa: S311 - invented data, not a secret
    first, second = _FIRST[number % 16], _SECOND[(number // 16) % 16]
    industry, trade_zh, trade_en = _TRADES[draw.randrange(len(_TRADES))]
    form_zh, form_en = _FORMS[0 if draw.random() < 0.85 else draw.randrange(1, 3)]
    series = number // 256
    mark_zh, mark_en = (_numeral(series), f" No. {series}") if series else ("", "")
    return InventedEnterprise(
        credit_code=credit_code(1_000_000 + number),
        name_zh=f"澜川市{first[0]}{second[0]}{mark_zh}{trade_zh}{form_zh}",
        name_en=f"Lanchuan {first[1]}{second[1]}{mark_en} {trade_en} {form_en}",
        district=DISTRICTS[draw.randrange(len(DISTRICTS))][0],
        industry=industry,
        established_on=date(1996, 1, 1) + timedelta(days=draw.randrange(365 * 26)),
        contact_name=draw.choice("赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨") + draw.choice(("女士", "先生", "经理", "主任")),
        contact_phone=f"1990000{draw.randrange(10_000):04d}",
        years=_years(draw),
    )


def _years(draw: random.Random) -> tuple[tuple[int, int, Decimal, Decimal], ...]:
    share = draw.random()
    low, high = next((low, high) for limit, low, high in _SCALE if share <= limit)
    staff = draw.randint(low, high)
    revenue = staff * draw.uniform(12, 110)
    found = []
    for year in (2022, 2023):
        assets = revenue * draw.uniform(0.5, 1.6)
        found.append(
            (year, staff, Decimal(revenue).quantize(Decimal("0.01")), Decimal(assets).quantize(Decimal("0.01")))
        )
        staff, revenue = max(1, round(staff * draw.uniform(0.95, 1.12))), revenue * draw.uniform(0.9, 1.2)
    return tuple(found)


def _numeral(number: int) -> str:
    """Return a number in Chinese digits, as series of names have them."""
    return "".join("〇一二三四五六七八九"[int(digit)] for digit in str(number))
