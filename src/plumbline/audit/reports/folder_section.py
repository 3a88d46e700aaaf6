"""The part of a report about all self-evaluations of a folder together."""

from plumbline.audit.corpus.folder import NOTE, OUTCOMES, TITLES, chance_text, sentence
from plumbline.audit.corpus.statistics import CorpusStatistics
from plumbline.audit.reports.markup import Markup, element
from plumbline.audit.reports.words import say
from plumbline.errors import Lang

HEAD = ("整体统计", "The folder as a whole")
STATISTIC_HEADS = (("统计", "Statistic"), ("结果", "Result"), ("说明", "What it says"), ("偶然可能", "By chance"))
UNIT_HEADS = (
    ("单位", "Unit"),
    ("表数", "Forms"),
    ("最低总分", "Lowest"),
    ("中位数", "Median"),
    ("最高总分", "Highest"),
)


def statistic_rows(found: CorpusStatistics, lang: Lang) -> list[tuple[str, str, str, str, bool]]:
    """Return title, result, sentence and chance of each statistic, and whether it is unusual."""
    return [
        (
            say(TITLES[one.code], lang),
            say(OUTCOMES[one.outcome], lang),
            sentence(one, lang),
            chance_text(one.chance),
            one.outcome == "unusual",
        )
        for one in found.statistics
    ]


def folder_section(found: CorpusStatistics, lang: Lang) -> Markup:
    """Write the statistics of a folder and the totals of its units."""
    parts = [element("h2", say(HEAD, lang)), element("p", say(NOTE, lang), class_="note"), _statistics(found, lang)]
    if len(found.units) > 1:
        parts.append(_units(found, lang))
    return Markup("".join(parts))


def _statistics(found: CorpusStatistics, lang: Lang) -> Markup:
    labels = [say(head, lang) for head in STATISTIC_HEADS]
    rows = [
        element(
            "tr",
            element("th", title, scope="row"),
            element("td", result, class_="warning" if is_unusual else None, data_label=labels[1]),
            element("td", text),
            element("td", chance, class_="number small", data_label=labels[3]),
        )
        for title, result, text, chance, is_unusual in statistic_rows(found, lang)
    ]
    return _table(labels, rows, numbers_from=3)


def _units(found: CorpusStatistics, lang: Lang) -> Markup:
    labels = [say(head, lang) for head in UNIT_HEADS]
    rows = [
        element(
            "tr",
            element("th", one.unit, scope="row"),
            [
                element("td", value, class_="number small", data_label=label)
                for label, value in zip(
                    labels[1:],
                    (str(one.forms), f"{one.lowest:.2f}", f"{one.median:.2f}", f"{one.highest:.2f}"),
                    strict=True,
                )
            ],
        )
        for one in found.units
    ]
    return _table(labels, rows, numbers_from=1)


def _table(labels: list[str], rows: list[Markup], *, numbers_from: int) -> Markup:
    head = element(
        "tr",
        [
            element("th", label, scope="col", class_="number" if index >= numbers_from else None)
            for index, label in enumerate(labels)
        ],
    )
    return element("table", element("thead", head), element("tbody", rows), class_="cards")
