"""What of the collected forms waits for the person."""

from django.urls import reverse
from django.utils.translation import gettext as _

from servicecloud.collection.policies import check_can_collect
from servicecloud.collection.selectors import files_with_personal_data, publisher_of
from servicecloud.errors import NotPermittedError
from servicecloud.identity.models import User
from servicecloud.pages.waiting import Waiting


def collection_waiting(user: User) -> list[Waiting]:
    """Files that one's organisation collected and that hold personal data: they are hidden, and to be withdrawn."""
    try:
        check_can_collect(user)
    except NotPermittedError:
        return []
    url = reverse("office:published_files")
    return [
        Waiting(f"{publisher_of(row)} · {row.file_name}", _("含个人信息，待撤下"), url, row.collected_at)
        for row in files_with_personal_data(user)[:50]
    ]
