"""Charts with their tables: the figures stand in the page as a table, and the drawing is made from them."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from django.utils.functional import Promise

Text = str | Promise


@dataclass(frozen=True)
class Series:
    """One value for each label; None where there is none, which is drawn as a gap and never as zero."""

    label: Text
    values: Sequence[Decimal | None]
    shape: Literal["bar", "line"] = "bar"


@dataclass(frozen=True)
class Chart:
    """Series over the same labels, in one unit. `key` is its id in the page; `links` lead from a label to what is behind it.

    `lies` draws the bars from left to right, for labels that are long.
    """

    key: str
    title: Text
    heading: Text
    unit: Text
    labels: Sequence[Text]
    series: Sequence[Series]
    links: Sequence[str] = ()
    lies: bool = False

    @property
    def rows(self) -> list[tuple[Text, str, list[Decimal | None]]]:
        """Return the table: label, link (may be blank) and one value for each series."""
        links = self.links or [""] * len(self.labels)
        return [
            (label, link, [series.values[at] for series in self.series])
            for at, (label, link) in enumerate(zip(self.labels, links, strict=True))
        ]

    @property
    def drawing(self) -> dict[str, Any]:
        """Return what the script draws. Its numbers are floats: they place a mark and are never counted with."""
        return {
            "unit": str(self.unit),
            "labels": [str(label) for label in self.labels],
            "links": list(self.links),
            "lies": self.lies,
            "series": [
                {
                    "name": str(series.label),
                    "shape": series.shape,
                    "values": [None if value is None else float(value) for value in series.values],
                }
                for series in self.series
            ],
        }
