"""Who may do what with a file: as its owning object says; before it is attached, its uploader alone."""

from servicecloud.errors import NotFoundError
from servicecloud.files.models import StoredFile
from servicecloud.files.owners import ownership_of
from servicecloud.identity.models import User


def check_can_read(actor: User, file: StoredFile) -> None:
    """Let somebody have the bytes."""
    if file.removed_at is not None:
        raise NotFoundError
    if not file.owner_kind:
        _check_uploader(actor, file)
        return
    ownership_of(file.owner_kind).check_can_read(actor, file.owner_id)


def check_can_change(actor: User, file: StoredFile) -> None:
    """Let somebody remove the file."""
    if file.removed_at is not None:
        raise NotFoundError
    if not file.owner_kind:
        _check_uploader(actor, file)
        return
    ownership_of(file.owner_kind).check_can_change(actor, file.owner_id)


def _check_uploader(actor: User, file: StoredFile) -> None:
    if file.uploaded_by_id != actor.pk:
        raise NotFoundError
