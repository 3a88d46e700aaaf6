"""The categories of performance indicators, and what each is called at levels 1 and 2 under either official taxonomy.

Two taxonomies are in use. `style-2020` (财预〔2015〕88号, kept by 财预〔2020〕10号) has cost under output; `core-2021`
(财预〔2021〕101号) made cost a level 1 of its own with three kinds. A category is the finest kind that either knows, so that each
has a place in both. 可持续影响 is no level 2 of `core-2021`; most places kept it there, and so does this table.
"""

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files


@dataclass(frozen=True)
class Taxonomy:
    """An official classification of indicators: in force from `since`, by the documents of `source`."""

    id: str
    title_zh: str
    title_en: str
    since: date
    source: str


@dataclass(frozen=True)
class Category:
    """One kind of indicator with its names, and its levels 1 and 2 by taxonomy."""

    id: str
    name_zh: str
    name_en: str
    levels: dict[str, tuple[str, str]]


STYLE_2020, CORE_2021 = "style-2020", "core-2021"
TAXONOMIES = {
    STYLE_2020: Taxonomy(
        STYLE_2020, "2020年式样", "2020 style", date(2015, 5, 21), "财预〔2015〕88号、财预〔2020〕10号附件1"
    ),
    CORE_2021: Taxonomy(CORE_2021, "2021年核心指标式样", "2021 core style", date(2021, 8, 18), "财预〔2021〕101号"),
}


@cache
def categories() -> dict[str, Category]:
    """Return the categories by their id, in the order in which a target table lists them."""
    text = (files(__package__) / "indicator_categories.csv").read_text(encoding="utf-8")
    return {
        row["category"]: Category(
            row["category"],
            row["name_zh"],
            row["name_en"],
            {
                STYLE_2020: (row["level1_2020"], row["level2_2020"]),
                CORE_2021: (row["level1_2021"], row["level2_2021"]),
            },
        )
        for row in csv.DictReader(text.splitlines())
    }


def level_names(taxonomy: str) -> dict[str, tuple[str, ...]]:
    """Return the levels 2 of each level 1 of a taxonomy, each once, in order."""
    found: dict[str, dict[str, None]] = {}
    for category in categories().values():
        level1, level2 = category.levels[taxonomy]
        found.setdefault(level1, {})[level2] = None
    return {level1: tuple(names) for level1, names in found.items()}


def category_of(level1: str, level2: str) -> Category | None:
    """Return the category that two printed levels name under either taxonomy; None when they name none.

    指标 at the end may be missing. 成本 is read as economic cost, the only kind that the older style meant.
    """
    second = _bare(level2)
    if not second:
        return categories()["economic_cost"] if _bare(level1) == "成本" else None
    if second in ("成本", "满意度"):
        return categories()["economic_cost" if second == "成本" else "satisfaction"]
    return next((each for each in categories().values() if each.name_zh == second), None)


def translated(level1: str, level2: str, *, taxonomy: str) -> tuple[str, str]:
    """Return two levels as a taxonomy calls them; what neither taxonomy knows stays as it is."""
    category = category_of(level1, level2)
    return category.levels[taxonomy] if category else (level1, level2)


def _bare(level: str) -> str:
    return "".join(level.split()).removesuffix("指标")
