"""The library as a table: its headings, one indicator as a line, a line as values. What is exported can be imported again."""

import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from plumbline.reference.indicator_categories import CORE_2021, STYLE_2020, category_of
from servicecloud.directory.errors import UnreadableTableError
from servicecloud.directory.reading import cells_of
from servicecloud.indicators import enums, words
from servicecloud.indicators.models import LibraryIndicator

STARTER = "sme-service-centre.csv"
MOST_ROWS = 5000
FIRST_ROWS = 20
HEADINGS = {
    "code": ("指标编码", "code"),
    "kind": ("指标属性", "kind"),
    "level1": ("一级指标", "level1"),
    "level2": ("二级指标", "level2"),
    "name": ("三级指标", "指标名称", "name"),
    "definition": ("指标解释", "definition"),
    "direction": ("指标性质", "计算符号", "direction"),
    "unit": ("度量单位", "unit"),
    "source": ("完成值来源", "完成值数据来源", "source"),
    "counting_rule": ("计数口径", "countingrule"),
    "evidence": ("佐证资料要求", "evidence"),
    "measure": ("建议的计量项目", "measure"),
    "taking": ("取法", "taking"),
    "share": ("占比的分子", "share"),
    "usual_weight": ("常用分值", "分值权重", "usualweight"),
    "reference_value": ("参考值", "历史参考值", "referencevalue"),
    "target_basis": ("指标值设定依据", "targetbasis"),
    "scoring_rule": ("赋分规则", "scoringrule"),
    "policy_basis": ("政策依据", "指标来源", "policybasis"),
    "note": ("备注", "note"),
}
NEEDED = ("code", "level1", "level2", "name")
_CHOICES = {
    "kind": enums.IndicatorKind,
    "direction": enums.Direction,
    "source": enums.ValueSource,
    "taking": enums.Taking,
    "target_basis": enums.TargetBasis,
}
_NO_HEADING = _("前20行中没有找到“指标编码”“一级指标”“二级指标”“三级指标”四列。请使用导出文件的表头。")


@dataclass(frozen=True)
class Line:
    """One line of a file: its number, its values, and what of it could not be read."""

    number: int
    values: dict[str, str]
    problems: tuple[str, ...]


def starter() -> bytes:
    """Return the starter library for SME service centres as it lies in the package."""
    return (files(__package__) / "data" / STARTER).read_bytes()


def read_lines(data: bytes, name: str) -> Iterator[Line]:
    """Yield the lines below the heading; blank ones are skipped. Raises UnreadableTableError."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"library{Path(name).suffix.lower()}"
        path.write_bytes(data)
        table = iter(cells_of(path))
        places = _places(table)
        for count, (number, cells) in enumerate(table):
            if count >= MOST_ROWS:
                break
            texts = {field: _plain(cells[place]) for field, place in places.items() if place < len(cells)}
            if any(texts.values()):
                yield _line(number, texts)


def _plain(cell: str) -> str:
    """Return a cell without the apostrophe that an export puts before what a spreadsheet would take for a formula."""
    text = cell.strip()
    return text[1:] if text.startswith(("'=", "'+", "'-", "'@")) else text


def _places(table: Iterator[tuple[int, list[str]]]) -> dict[str, int]:
    for number, cells in table:
        plain = ["".join(cell.split()).lower().split("(")[0].split("（")[0] for cell in cells]
        found = {
            field: plain.index(heading)
            for field, headings in HEADINGS.items()
            for heading in reversed(headings)
            if heading in plain
        }
        if set(NEEDED) <= found.keys():
            return found
        if number >= FIRST_ROWS:
            break
    raise UnreadableTableError(why=_NO_HEADING)


def _line(number: int, texts: dict[str, str]) -> Line:
    problems = []
    values = dict(texts)
    level1, level2 = values.pop("level1", ""), values.pop("level2", "")
    category = category_of(level1, level2)
    if category is None:
        problems.append(str(words.NO_CATEGORY % {"level1": level1, "level2": level2}))
    values["category"] = category.id if category else ""
    for field, kind in _CHOICES.items():
        text = texts.get(field, "")
        known = _known(kind)
        if text and text not in known:
            choices = "、".join(str(label) for label in kind.labels)
            problems.append(f"{HEADINGS[field][0]}：{words.NO_CHOICE % {'text': text, 'choices': choices}}")
        values[field] = known.get(text, "")
    return Line(number, values, tuple(problems))


@cache
def _known(kind: Any) -> dict[str, str]:
    """Return what may stand in a cell for each choice: its value, its label in either language, the label's sign alone."""
    found: dict[str, str] = {}
    for language in ("en", "zh-hans"):
        with translation.override(language):
            for value, label in kind.choices:
                found |= {value: value, str(label): value}
                found |= dict.fromkeys(str(label).split(), value)
    if kind is enums.Direction:
        found |= {"=": "equal", "≧": "at_least", ">=": "at_least", "≦": "at_most", "<=": "at_most"}
    return found


def lines_of(rows: Iterable[LibraryIndicator]) -> Iterator[list[str]]:
    """Yield the heading and a line for each indicator, levels in the 2021 taxonomy, and after them those of 2020."""
    yield [headings[0] for headings in HEADINGS.values()] + ["一级指标(2020)", "二级指标(2020)", "取值方式"]
    for row in rows:
        version = row.current
        if version is None:
            continue
        level1, level2 = version.levels(CORE_2021)
        older = version.levels(STYLE_2020)
        weight = "" if version.usual_weight is None else f"{version.usual_weight.normalize():f}"
        texts = {
            "code": row.code,
            "kind": str(row.get_kind_display()),
            "level1": level1,
            "level2": level2,
            "direction": str(version.get_direction_display()),
            "source": str(version.get_source_display()),
            "taking": str(version.get_taking_display()),
            "target_basis": str(version.get_target_basis_display()) if version.target_basis else "",
            "usual_weight": weight,
        }
        yield [
            *(texts.get(field, "") or str(getattr(version, field, "")) for field in HEADINGS),
            *older,
            version.method,
        ]
