"""Giving bytes: always under a name and a type we chose, never so that a browser would run them in our place."""

import uuid
from typing import cast

from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.http import require_safe

from servicecloud.files import storage
from servicecloud.files.content import is_image
from servicecloud.files.enums import CONTENT_TYPES, FileKind, PreviewState
from servicecloud.files.models import StoredFile
from servicecloud.files.selectors import file_to_give
from servicecloud.identity.models import User

_SHUT = "default-src 'none'; sandbox"


@require_safe
def download(request: HttpRequest, pk: uuid.UUID) -> FileResponse:
    """The file, to be saved."""
    file = file_to_give(actor=cast("User", request.user), file_id=pk)
    return _give(file, as_attachment=True)


@require_safe
def view(request: HttpRequest, pk: uuid.UUID) -> FileResponse:
    """A picture, shown in the page; every other kind is only ever saved."""
    file = file_to_give(actor=cast("User", request.user), file_id=pk)
    return _give(file, as_attachment=not is_image(file.kind))


@require_safe
def preview(request: HttpRequest, pk: uuid.UUID) -> FileResponse:
    """The picture of a document's first page."""
    file = file_to_give(actor=cast("User", request.user), file_id=pk)
    path = storage.preview_of(file.pk)
    if file.preview_state != PreviewState.READY or not path.exists():
        raise Http404
    return _shut(FileResponse(path.open("rb"), content_type="image/png"))


def _give(file: StoredFile, *, as_attachment: bool) -> FileResponse:
    path = storage.path_of(file.pk)
    if not path.exists():
        raise Http404
    return _shut(
        FileResponse(
            path.open("rb"),
            as_attachment=as_attachment,
            filename=file.name,
            content_type=CONTENT_TYPES[FileKind(file.kind)],
        )
    )


def _shut(response: FileResponse) -> FileResponse:
    response["Content-Security-Policy"] = _SHUT
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
