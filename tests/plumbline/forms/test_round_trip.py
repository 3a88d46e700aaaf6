"""Reading back what was written gives the same form, in all four office formats."""

from typing import Literal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.effort import tries
from tests.plumbline.forms.strategies import whole_forms

from plumbline.forms.model import Form
from plumbline.forms.reading import read_forms
from plumbline.forms.serialisation import content, same_content, to_builtins
from plumbline.forms.value_grammar import parse_actual, parse_target
from plumbline.forms.writers import write

Format = Literal["docx", "xlsx", "html", "pdf"]
FORMS = whole_forms(read_target=parse_target, read_actual=parse_actual)


def differences(one: Form, other: Form) -> dict[str, tuple[object, object]]:
    first, second = to_builtins(content(one)), to_builtins(content(other))
    return {key: (first[key], second.get(key)) for key in first if first[key] != second.get(key)}


def check(form: Form, to: Format) -> None:
    reading = read_forms(write(form, to=to), f"form.{to}")

    assert len(reading.forms) == 1
    assert differences(form, reading.forms[0]) == {}
    assert same_content(form, reading.forms[0])


@pytest.mark.parametrize("to", ["docx", "xlsx", "html"])
@given(data=st.data())
@settings(
    max_examples=tries(20), deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
def test_a_written_form_reads_back_the_same(to: Format, data: st.DataObject) -> None:
    check(data.draw(FORMS), to)


@given(form=FORMS)
@settings(
    max_examples=tries(6), deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
def test_a_form_written_as_pdf_reads_back_the_same(form: Form) -> None:
    check(form, "pdf")
