"""`python -m servicecloud.files.pdf_picture FILE PICTURE`: draw the first page of a PDF as PNG.

Runs as a process of its own: a file that crashes the drawing library, or eats memory or time, harms nobody else.
"""

import resource
import struct
import sys
import zlib
from pathlib import Path

WIDTH = 900
LARGEST_SIDE = 4000
MEMORY = 1024 * 1024 * 1024
SECONDS = 20


def draw(source: Path, target: Path) -> None:
    """Draw the first page, 900 pixels wide."""
    import pypdfium2

    document = pypdfium2.PdfDocument(source)
    page = document[0]
    width, height = page.get_size()
    scale = min(WIDTH / width, LARGEST_SIDE / height)
    bitmap = page.render(scale=scale, rev_byteorder=True, may_draw_forms=False)
    target.write_bytes(
        _png(bytes(bitmap.buffer), bitmap.width, bitmap.height, stride=bitmap.stride, channels=bitmap.n_channels)
    )


def _png(pixels: bytes, width: int, height: int, *, stride: int, channels: int) -> bytes:
    """Return a PNG of rows of grey, RGB or RGBA pixels."""
    colour = {1: 0, 3: 2, 4: 6}[channels]
    rows = b"".join(b"\0" + pixels[row * stride : row * stride + width * channels] for row in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, colour, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(rows, 6)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in parts)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def main() -> int:
    """Draw within limits of memory and time."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    draw(Path(sys.argv[1]), Path(sys.argv[2]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
