"""The rows of a self-evaluation as their page shows them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from plumbline.rulebooks.model import Rulebook
from plumbline.scoring import Score
from servicecloud.office.performance.targets import lang
from servicecloud.pages.official_words import official
from servicecloud.performance.forms import Evaluated
from servicecloud.performance.models import SelfEvaluation
from servicecloud.performance.selectors.auditing import Lint, Said
from servicecloud.performance.selectors.choices import unexplained
from servicecloud.performance.selectors.known_files import Held
from servicecloud.performance.selectors.samples import is_asked, sample_words
from servicecloud.performance.services.targets import target_in_force
from servicecloud.performance.values import EvaluatedRow, EvaluationContent, TargetRow

LEVELS = (
    ("达成年度指标", "部分达成年度指标并具有一定效果", "未达成年度指标且效果较差"),
    ("基本达成目标", "部分实现目标", "实现目标程度较低"),
)
"""The levels as official forms word them: the three of 10号, and those that 101号 has instead."""


def levels_of(book: Rulebook) -> list[tuple[str, str]]:
    """Return the levels in the words of a rulebook, each with its name in the active language."""
    usual, *others = LEVELS
    own = {band.words[0] for band in book.qualitative.bands}
    words = next((each for each in others if own == set(each)), usual)
    return [(word, str(official(word))) for word in words]


@dataclass(frozen=True)
class EvaluationLine:
    """One row as its page shows it: promised, reached, what the rules give and why, what people said."""

    place: int
    row: TargetRow
    entered: EvaluatedRow
    score: Score
    claimed: Decimal | None
    explanation: str
    said: list[Said]
    interval: str
    files: int
    levels: list[tuple[str, str]]
    claimed_text: str = ""
    fault: str = ""

    def with_fault(self, faults: Mapping[str, str], posted: Mapping[str, str]) -> "EvaluationLine":
        """Return the line with what stands in its field for the score, and why that cannot be kept."""
        name = f"claimed_score:{self.row.key}"
        score = self.entered.claimed_score
        text = posted.get(name, "") if name in faults else "" if score is None else str(score)
        return replace(self, claimed_text=text, fault=faults.get(name, ""))

    @property
    def is_bound(self) -> bool:
        """Whether the actual comes from the ledger."""
        return self.entered.snapshot is not None

    @property
    def unexplained(self) -> str:
        """What the person chose in this row and has to explain."""
        return unexplained(self.entered)

    @property
    def has_other_level(self) -> bool:
        """Whether the level was chosen in words that this rulebook does not offer: it stays until another is chosen."""
        return bool(self.entered.level) and self.entered.level not in dict(self.levels)

    @property
    def lacks_file(self) -> bool:
        """Whether the declaration asks for evidence and nothing is attached."""
        return self.files == 0 and self.row.binding is not None and bool(self.row.binding.evidence)

    @property
    def has_choice(self) -> bool:
        """Whether the rules leave the score to a person; one that was chosen when they did can be taken back."""
        return not self.score.is_exact or self.entered.claimed_score is not None


def lines_of(
    document: SelfEvaluation, content: EvaluationContent, evaluated: Evaluated, lint: Lint, held: Held
) -> list[EvaluationLine]:
    """Return the rows ready to print."""
    target = target_in_force(document.target)
    taken, files, levels = held.snapshots, held.files, levels_of(evaluated.book)
    words = {
        row.key: sample_words(snapshot, asked=is_asked(row.level1, row.level3))
        for row in target.rows
        if (entered := content.row(row.key)) is not None and (snapshot := taken.get(entered.snapshot or 0)) is not None
    }
    return [
        EvaluationLine(
            place=number,
            row=row,
            entered=content.row(row.key) or EvaluatedRow(key=row.key),
            score=evaluated.scores.rows[number],
            claimed=evaluated.form.indicators[number].claimed_score,
            explanation=evaluated.scores.rows[number].sentence(lang()),
            said=lint.by_row.get(number, []),
            interval=words.get(row.key, ""),
            files=len(files.get(row.key, ())),
            levels=levels,
        )
        for number, row in enumerate(target.rows)
    ]
