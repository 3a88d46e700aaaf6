"""How the forms of one file and year round, for those whose own figures do not tell."""

from collections.abc import Iterable

from plumbline.forms.model import Form, SelfEvaluation
from plumbline.rulebooks.model import RoundingHow
from plumbline.scoring import infer_rounding_of

FileAndYear = tuple[str, int | None]


class FileRounding:
    """The rounding of each file and year of a set of forms; a file whose forms contradict each other has none."""

    def __init__(self, forms: Iterable[Form]) -> None:
        self._members: dict[FileAndYear, list[SelfEvaluation]] = {}
        self._found: dict[FileAndYear, RoundingHow | None] = {}
        for form in forms:
            if isinstance(form, SelfEvaluation):
                self._members.setdefault((form.source, form.year), []).append(form)

    def of(self, form: Form) -> RoundingHow | None:
        """Return the rounding that the forms of this one's file and year share; None for a form that stands alone."""
        key = (form.source, form.year)
        members = self._members.get(key, ())
        if len(members) < 2:
            return None
        if key not in self._found:
            self._found[key] = infer_rounding_of(members).how
        return self._found[key]
