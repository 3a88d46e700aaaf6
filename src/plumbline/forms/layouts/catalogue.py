"""The list of layouts for people: what is recognised and which document prescribes it."""

from typing import NamedTuple

from plumbline.forms.layouts.recognise import LAYOUTS


class LayoutEntry(NamedTuple):
    """One recognised layout."""

    id: str
    kind: str
    title_zh: str
    title_en: str
    source: str


def layout_catalogue() -> list[LayoutEntry]:
    """Return every recognised layout, the flat table last."""
    entries = [LayoutEntry(item.id, item.kind, item.title_zh, item.title_en, item.source) for item in LAYOUTS]
    flat = LayoutEntry(
        "flat-table",
        "target | self_evaluation",
        "平表：一行一个指标，可由项目编码连接两个工作表",
        "Flat table: one row an indicator, two sheets joined by a project code",
        "系统导出的通用数据表",
    )
    return [*entries, flat]
