"""A self-evaluation with findings of different kinds, as a form and in the files that people have."""

from functools import lru_cache

from tests.plumbline.audit.builders import fund, part, row, rows_of_90, self_evaluation

from plumbline.audit import audit_forms
from plumbline.audit.annotate import annotate
from plumbline.audit.choosing import AutomaticRulebooks
from plumbline.audit.model import FormAudit
from plumbline.forms.model import Form, SelfEvaluation
from plumbline.forms.reading import read_forms
from plumbline.forms.writers import Output, write

PROJECT = "澜川企业服务专项"
HOSTILE = '<script>alert("x")</script> =1+1'


def faulty_form(**changes: object) -> SelfEvaluation:
    """Amounts in two units, a proportional score wrong, a score above its weight, a wrong total, no grade."""
    in_yuan = {"executed": "950,000.00", "rate": "950000.00"}
    return self_evaluation(
        row("服务企业数", "≥100(家)", "80(家)", weight="20", score="20"),
        row("活动举办合格率", "≥95(%)", "达成指标", level2="质量指标", weight="20", score="22"),
        *rows_of_90()[2:],
        funds=[fund(score="95000.00", **in_yuan), part(**in_yuan)],
        total="99.89",
        grade=None,
        **changes,
    )


@lru_cache
def faulty_file(kind: Output) -> bytes:
    """The form as a file."""
    return write(faulty_form(), to=kind)


def audited(data: bytes, file: str) -> list[FormAudit]:
    """Audit the forms of a file, obligations listed."""
    return list(_audited(data, file))


@lru_cache
def _audited(data: bytes, file: str) -> list[FormAudit]:
    forms = read_forms(data, file).forms
    return audit_forms(forms, AutomaticRulebooks(forms), detailed=True)


def annotated_copy(kind: Output) -> bytes:
    """The file with its findings at their cells."""
    data = faulty_file(kind)
    return annotate(data, f"copy.{kind}", audited(data, f"copy.{kind}")).data


def audited_forms(*forms: Form) -> list[FormAudit]:
    """Audit forms together, obligations listed."""
    return audit_forms(forms, AutomaticRulebooks(forms), detailed=True)
