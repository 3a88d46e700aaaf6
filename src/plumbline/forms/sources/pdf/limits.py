"""What one file may cost. Counted in bytes, objects and characters, never in seconds, so that a file always reads the same."""

import struct
import zlib

from pdfminer.psexceptions import PSException

from plumbline.errors import UnreadableFileError
from plumbline.forms.sources.refusals import refusal

MAX_FILE_BYTES = 100_000_000
MAX_PAGES = 5_000
MAX_STREAM_BYTES = 64_000_000
MAX_FILTERED_IN_PYTHON_BYTES = 3_000_000
"""Filters and predictors that the library decodes byte by byte in Python: more would take a minute."""
MAX_PAGE_CONTENT_BYTES = 4_000_000
MAX_PAGE_GLYPHS = 100_000
MAX_PAGE_FORMS = 3_000
MAX_FORM_DEPTH = 24
MAX_SAVED_STATES = 256
MAX_PAGE_SEGMENTS = 30_000

LIBRARY_FAULTS: tuple[type[Exception], ...] = (
    PSException,
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    NameError,
    OSError,
    RuntimeError,
    TypeError,
    ValueError,
    struct.error,
    zlib.error,
)
"""What the PDF library raises on bytes that no writer would write; it has no common base class for them."""


class PageTooHeavyError(Exception):
    """One page draws more than any printed page holds; the other pages can still be read."""


def bomb() -> UnreadableFileError:
    """Refuse a file that unpacks to far more than it holds."""
    return refusal("bomb", "解开后的内容远大于文件本身", "it unpacks to far more than it holds")


class Budget:
    """What is left to spend on one file."""

    def __init__(self, file_bytes: int) -> None:
        self._held_limit = 4 * file_bytes + 64_000_000
        self._unpacked_limit = 256_000_000 + 8 * file_bytes
        self._drawn_left = MAX_PAGE_CONTENT_BYTES + 60 * file_bytes
        self._held = 0
        self._unpacked = 0

    def hold(self, count: int) -> None:
        """Count raw bytes of streams kept in memory."""
        self._held += count
        if self._held > self._held_limit:
            raise bomb()

    def unpack(self, count: int) -> None:
        """Count unpacked bytes kept in memory."""
        self._unpacked += count
        if self._unpacked > self._unpacked_limit:
            raise bomb()

    def draw(self, count: int) -> None:
        """Count bytes of drawing instructions carried out, each time they are."""
        self._drawn_left -= count
        if self._drawn_left < 0:
            raise bomb()

    def release(self) -> None:
        """Forget what was held: the cache that held it has been emptied."""
        self._held = 0
        self._unpacked = 0
