"""Receiving uploads: a request whose files grow beyond what any page takes is not written to the disk any further."""

from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, StopUpload

FLAG = "plumbline.upload_too_large"


class LargestUploadHandler(FileUploadHandler):
    """Stands before Django's own handlers and counts. The page then finds no file and says that it was too large."""

    def __init__(self, request: Any = None) -> None:
        super().__init__(request)
        self._seen = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:  # noqa: ARG002 - Django's interface
        """Pass the chunk on while the sum is within the limit."""
        self._seen += len(raw_data)
        if self._seen > settings.UPLOAD_LARGEST_BYTES:
            if self.request is not None:
                self.request.META[FLAG] = True
            raise StopUpload(connection_reset=False)
        return raw_data

    def file_complete(self, file_size: int) -> None:  # noqa: ARG002
        """Leave the file to the next handler."""
        return
