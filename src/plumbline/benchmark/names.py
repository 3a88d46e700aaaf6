"""Names of invented projects."""

from random import Random

from plumbline.benchmark.vocabulary import Theme

_PLACES = ("", "", "东城片区", "北部新城", "滨江街道", "高新园区", "南湖片区", "老城区")
_ENDS = ("", "", "项目", "经费")
_ORDINALS = ("", "", "（一期）", "（二期）", "（三期）")


def project_name(theme: Theme, rng: Random) -> str:
    """Name a project after its theme, its place and its stage."""
    return f"{rng.choice(_PLACES)}{theme.name}{rng.choice(_ENDS)}{rng.choice(_ORDINALS)}"
