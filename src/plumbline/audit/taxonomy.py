"""What an indicator or a fund row is about, told from its official labels, national or Shanghai's."""

from functools import lru_cache
from typing import Literal

Dimension = Literal["management", "cost", "output", "benefit", "satisfaction", "influence"]
"""Level 1: 投入与管理 (Shanghai, not scored nationally), 成本, 产出, 效益 (效果), 满意度, 影响力 (Shanghai, a benefit)."""

Aspect = Literal[
    "quantity", "quality", "timeliness", "cost", "economic", "social", "ecological", "sustainable", "satisfaction", "management",
    "influence",
]  # fmt: skip
"""Level 2: 数量, 质量, 时效, 成本, 经济效益, 社会效益, 生态效益, 可持续影响, 满意度; Shanghai's 投入管理 … and 长效管理 …"""

FundRole = Literal["total", "part", "other", "detail"]
"""`total` 年度资金总额, `part` 财政拨款 or 结转 under it, `other` 其他资金, `detail` a row within a part (中央, 省级 …)."""

_LEVEL1: tuple[tuple[str, Dimension], ...] = (
    ("满意度", "satisfaction"),
    ("成本", "cost"),
    ("产出", "output"),
    ("影响力", "influence"),
    ("效益", "benefit"),
    ("效果", "benefit"),
    ("投入", "management"),
    ("管理", "management"),
    ("过程", "management"),
    ("决策", "management"),
)
_LEVEL2: tuple[tuple[str, Aspect], ...] = (
    ("满意度", "satisfaction"),
    ("数量", "quantity"),
    ("质量", "quality"),
    ("时效", "timeliness"),
    ("成本", "cost"),
    ("经济效益", "economic"),
    ("社会效益", "social"),
    ("社会公众效益", "social"),
    ("生态", "ecological"),
    ("环境", "ecological"),
    ("可持续", "sustainable"),
    ("长效管理", "influence"),
    ("人力资源", "influence"),
    ("部门协助", "influence"),
    ("配套设施", "influence"),
    ("信息共享", "influence"),
    ("管理", "management"),
)
_BENEFITS = frozenset({"economic", "social", "ecological", "sustainable"})


@lru_cache(maxsize=4096)
def aspect_of(level1: str | None, level2: str | None) -> Aspect | None:
    """Return what the level-2 label means; a level 1 that says it all (满意度指标, 成本指标) stands in for a blank one."""
    for word, aspect in _LEVEL2:
        if word in (level2 or ""):
            return aspect
    if "满意度" in (level1 or ""):
        return "satisfaction"
    return "cost" if "成本" in (level1 or "") else None


@lru_cache(maxsize=4096)
def dimension_of(level1: str | None, level2: str | None) -> Dimension | None:
    """Return the dimension; Shanghai's satisfaction under 效果目标 counts as satisfaction, a blank level 1 follows level 2."""
    if "满意度" in (level2 or ""):
        return "satisfaction"
    for word, dimension in _LEVEL1:
        if word in (level1 or ""):
            return dimension
    aspect = aspect_of(None, level2)
    if aspect in ("quantity", "quality", "timeliness"):
        return "output"
    if aspect in _BENEFITS:
        return "benefit"
    if aspect in ("cost", "influence", "management"):
        return aspect
    return None


@lru_cache(maxsize=1024)
def fund_role_of(name: str) -> FundRole:
    """Return what a fund row is by its name."""
    text = "".join(name.split())
    if "总额" in text or "总数" in text or "总投资" in text:
        return "total"
    if (
        text.removeprefix("其中")
        .lstrip(":：123456789.、")
        .startswith(("中央", "省级", "市级", "区级", "县级", "地方", "上级", "本级"))
    ):
        return "detail"
    if "其他" in text or "其它" in text or "单位资金" in text or "自筹" in text or "自有" in text:
        return "other"
    return "part"
