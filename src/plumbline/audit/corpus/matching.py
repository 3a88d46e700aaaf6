"""How forms of a folder are put side by side."""

from plumbline.audit.context import AuditedForm
from plumbline.audit.wording import condensed, said, shortened


def unit_key(form: AuditedForm) -> str:
    """Return the name of the unit that answers for a form, or else of its department; empty when neither is given."""
    return condensed(form.unit_name or said(form.form.supervising_department) or "")


def described(form: AuditedForm) -> str:
    """Name another form in a message: its project, and the file it stands in."""
    name = shortened(form.form.project_name or "（无项目名称）", 24)
    return f"“{name}”（{form.form.source} 第{form.form.ordinal}张）"


def described_en(form: AuditedForm) -> str:
    """Name another form in an English message."""
    name = shortened(form.form.project_name or "(no name)", 24)
    return f"“{name}” ({form.form.source}, form {form.form.ordinal})"
