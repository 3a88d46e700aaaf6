"""What a page shows of a confirmation: who may confirm, who may take back, and what was said so far."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from servicecloud.identity.models import User
from servicecloud.office.oversight.acting import words_field
from servicecloud.oversight.selectors.confirmations import confirmations_of
from servicecloud.oversight.services.confirming import LONGEST, Record
from servicecloud.oversight.services.writers import writers_of
from servicecloud.oversight.telling import reviewers_of


class ReturnForm(forms.Form):
    """Why something goes back to its writers."""

    text = words_field(gettext_lazy("退回的理由"), rows=3, longest=LONGEST)


def confirmation_of(user: User, found: Record, *, oversees: bool) -> dict[str, Any]:
    """Return the panel's context: one query, two more while it waits. The steps are the body's own."""
    is_waiting = oversees and found.state == "submitted"
    writers = writers_of(found) if is_waiting else set()
    is_writer = user.pk in writers
    return {
        "confirmations": list(confirmations_of(found)) if oversees else [],
        "can_confirm": is_waiting and not is_writer,
        "can_take_back": is_waiting and is_writer,
        "confirmers": reviewers_of(found.body_id, without=writers) if is_waiting and is_writer else [],
        "return_form": ReturnForm() if is_waiting and not is_writer else None,
    }
