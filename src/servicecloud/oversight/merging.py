"""How examinations and evaluations come apart into the parts that two people's work is merged by: rows, chapters, the comment. Pure."""

import msgspec

from servicecloud.oversight.values import EvaluatedContent, ExaminedContent, ExaminedRow
from servicecloud.performance.merging import ROW, TEXT, Parts

COMMENT = f"{TEXT}comment"


class ExaminationShape:
    """What was found at each row, and the comment on the whole. A row at which nothing was found is no part."""

    def parts(self, content: ExaminedContent) -> Parts:
        """Return the comment and the rows."""
        rows = {f"{ROW}{row.key}": row for row in content.rows if row != ExaminedRow(key=row.key)}
        return {COMMENT: content.comment, **rows} if content.comment else {**rows}

    def joined(self, parts: Parts, *, mine: ExaminedContent, theirs: ExaminedContent) -> ExaminedContent:
        """Put the rows together; the parts say everything."""
        del mine, theirs
        rows = tuple(row for name, row in parts.items() if name.startswith(ROW))
        return ExaminedContent(rows=rows, comment=parts.get(COMMENT, ""))


class EvaluationShape:
    """The items of the framework and the chapters of the report."""

    def parts(self, content: EvaluatedContent) -> Parts:
        """Return the items by their codes and the chapters that say something."""
        texts = {f"{TEXT}{code}": text for code, text in content.texts.items() if text}
        return {**{f"{ROW}{item.code}": item for item in content.items}, **texts}

    def joined(self, parts: Parts, *, mine: EvaluatedContent, theirs: EvaluatedContent) -> EvaluatedContent:
        """Put items and chapters together; a chapter that was emptied stays a chapter."""
        codes = [*theirs.texts, *(code for code in mine.texts if code not in theirs.texts)]
        return msgspec.structs.replace(
            theirs,
            items=tuple(parts.get(f"{ROW}{item.code}", item) for item in theirs.items),
            texts={code: parts.get(f"{TEXT}{code}", "") for code in codes},
        )


EXAMINATION, EVALUATION = ExaminationShape(), EvaluationShape()
