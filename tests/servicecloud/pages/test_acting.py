"""What a page is asked to do: a refusal lands where it belongs, and what is no matter of a form rises."""

import pytest
from django import forms

from servicecloud.errors import DomainError, InvalidInputError, NotFoundError, NotPermittedError
from servicecloud.pages.acting import carried_out
from servicecloud.versioning import StaleRecordError


class OneField(forms.Form):
    name = forms.CharField()


def refusing(error):
    def act(_typed):
        raise error

    return act


def test_what_came_of_the_act_is_given_back():
    assert carried_out(OneField({"name": "x"}), lambda typed: typed["name"] * 2) == "xx"


@pytest.mark.parametrize("form", [OneField(), OneField({"name": " "})])
def test_a_form_that_was_not_sent_or_not_filled_in_asks_for_nothing(form):
    assert carried_out(form, refusing(AssertionError())) is None


def test_a_refusal_of_a_field_stands_at_it_and_others_above_the_form():
    form = OneField({"name": "x"})

    assert carried_out(form, refusing(InvalidInputError({"name": ["太短"], "other": ["不合适"]}))) is None

    assert form.errors["name"] == ["太短"]
    assert form.non_field_errors() == ["不合适"]


def test_any_other_refusal_stands_above_the_form():
    form = OneField({"name": "x"})

    assert carried_out(form, refusing(DomainError())) is None

    assert form.non_field_errors() == ["这个操作没有被接受。"]


@pytest.mark.parametrize("error", [NotPermittedError(), NotFoundError(), StaleRecordError(current=None, submitted={})])
def test_what_is_not_permitted_not_found_or_stale_rises(error):
    with pytest.raises(type(error)):
        carried_out(OneField({"name": "x"}), refusing(error))
