"""What a page is asked to do: done, told and led on; a refusal is said where it belongs, and what was typed stays."""

from collections.abc import Callable
from typing import Any, TypeVar

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise

from servicecloud.errors import DomainError, InvalidInputError
from servicecloud.versioning import StaleRecordError

Made = TypeVar("Made")

_PAGES_OF_THEIR_OWN = (403, 404)
"""What a person may not do, or does not see, is answered by the site's own pages and never beside a field."""
_MOST_PROBLEMS = 8


def put_errors(form: forms.Form, error: InvalidInputError) -> None:
    """Show the sentences of a refusal at their fields, above the form where it has no such field."""
    for name, sentences in error.fields.items():
        form.add_error(name if name in form.fields else None, sentences)


def carried_out(form: forms.Form, act: Callable[[dict[str, Any]], Made]) -> Made | None:
    """Do what a form asks for and return what came of it; None when it is not sent, not filled in well or refused (the form says why).

    A clash of two saves is not answered here: the page has to lay both contents side by side.
    """
    if not form.is_valid():
        return None
    try:
        return act(form.cleaned_data)
    except StaleRecordError:
        raise
    except InvalidInputError as error:
        put_errors(form, error)
    except DomainError as error:
        if error.status in _PAGES_OF_THEIR_OWN:
            raise
        form.add_error(None, str(error))
    return None


def done(request: HttpRequest, act: Callable[[], object], *, said: str | Promise, to: str, pk: int) -> HttpResponse:
    """Do an act for which nothing is typed and go back to its page with what was done, or with why it was not."""
    try:
        act()
    except DomainError as error:
        if error.status in _PAGES_OF_THEIR_OWN:
            raise
        messages.error(request, str(error))
        for problem in list(getattr(error, "problems", ()))[:_MOST_PROBLEMS]:
            messages.error(request, problem)
        for sentences in getattr(error, "fields", {}).values():
            messages.error(request, " ".join(sentences))
    else:
        messages.success(request, str(said))
    return redirect(to, pk=pk)
