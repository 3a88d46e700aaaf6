"""Taking an upload into memory only: no temporary file exists, however large the upload is."""

from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest


class MemoryOnly(FileUploadHandler):
    """Keeps at most one byte more than allowed, so that whoever looks sees that there was too much; the rest is let go."""

    def __init__(self, request: HttpRequest, *, most: int) -> None:
        super().__init__(request)
        self.most = most

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin."""
        super().new_file(*args, **kwargs)
        self.kept = BytesIO()

    def receive_data_chunk(self, raw_data: bytes, _start: int) -> None:
        """Keep what there is room for."""
        self.kept.write(raw_data[: self.most + 1 - self.kept.tell()])

    def file_complete(self, _file_size: int) -> InMemoryUploadedFile:
        """Hand over what was kept."""
        size = self.kept.tell()
        self.kept.seek(0)
        return InMemoryUploadedFile(
            self.kept, self.field_name, self.file_name or "", self.content_type or "", size, self.charset
        )
