"""Which rulebook each form is audited under when the user names none."""

from collections.abc import Iterable

from plumbline.audit.file_rounding import FileRounding
from plumbline.audit.model import RulebookUse
from plumbline.forms.model import Form, SelfEvaluation
from plumbline.rulebooks import Rulebook, load_rulebook
from plumbline.rulebooks.choose import choose_rulebook
from plumbline.scoring import infer_rounding

FALLBACK = "national-2020"


class AutomaticRulebooks:
    """Chooses by region, kind and year; where a form names no year, by how it and its file round."""

    def __init__(self, forms: Iterable[Form]) -> None:
        self._rounding = FileRounding(forms)

    def __call__(self, form: Form) -> tuple[Rulebook, RulebookUse]:
        """Return the rulebook and why it was chosen; the national one, said to be uncertain, where none covers the form."""
        how = None
        if form.year is None and isinstance(form, SelfEvaluation):
            how = infer_rounding(form).how or self._rounding.of(form)
        choice = choose_rulebook(form, rounding=how)
        if choice.rulebook is not None:
            return choice.rulebook, RulebookUse(choice.certain, choice.reason_zh, choice.reason_en)
        book = load_rulebook(FALLBACK)
        return book, RulebookUse(
            False,
            f"{choice.reason_zh}暂按“{book.title_zh}”审核。",
            f"{choice.reason_en} It is audited under {book.title_en} for now.",
        )
