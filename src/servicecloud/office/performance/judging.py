"""What a reviewer judges a target table by: the money of two years, and of each row its past and what history advises."""

from dataclasses import dataclass

from plumbline.forms.model import TargetTable
from plumbline.rulebooks.model import Rulebook
from servicecloud.office.performance.history import RowAdvice, advice_of
from servicecloud.performance.models import Project
from servicecloud.performance.selectors.past import PastValue, past_of
from servicecloud.performance.selectors.rulebooks import rulebook_for
from servicecloud.performance.selectors.target_money import TwoYears, two_years_of
from servicecloud.performance.target_forms import target_form
from servicecloud.performance.values import TargetContent, TargetRow


@dataclass(frozen=True)
class JudgedRow:
    """A row with what it promised and reached before, and what history says of its target."""

    row: TargetRow
    past: PastValue | None
    advice: RowAdvice | None


@dataclass(frozen=True)
class Judged:
    """A target table with everything beside it."""

    form: TargetTable
    book: Rulebook
    money: TwoYears
    rows: list[JudgedRow]

    @property
    def by_key(self) -> dict[str, JudgedRow]:
        """The rows by their keys."""
        return {each.row.key: each for each in self.rows}


def judged(project: Project, content: TargetContent) -> Judged:
    """Return a target table with the money and the past of its rows: a handful of queries, however many rows there are."""
    book, money = rulebook_for(project), two_years_of(project)
    form = target_form(project, content, book=book, money=money.printed)
    past = past_of(project, content.rows)
    advice = advice_of(form, past.history, book)
    rows = [JudgedRow(row, past.latest.get(row.key), advice.get(place)) for place, row in enumerate(content.rows)]
    return Judged(form, book, money, rows)
