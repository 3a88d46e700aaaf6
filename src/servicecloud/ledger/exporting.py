"""An export on disk that can be interrupted: it goes on after the last whole lot."""

from collections.abc import Callable
from pathlib import Path

from plumbline.errors import PlumblineError
from plumbline.evidence.export import ReadSeal, read_line
from servicecloud.ledger.exports import export_lines

_TAIL = 64 * 1024


class ExportFile:
    """A file of sealed lots."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def write(self, *, progress: Callable[[int], None] | None = None) -> int:
        """Append the lots that the file does not have, after cutting off what a killed run left; return the number of lines written."""
        after, size = self._last_lot()
        written = 0
        with self.path.open("r+b" if size else "wb") as stream:
            stream.truncate(size)
            stream.seek(size)
            for line in export_lines(reach=None, after=after):
                stream.write(line)
                written += 1
                if progress is not None and written % 20_000 == 0:
                    progress(written)
        return written

    def _last_lot(self) -> tuple[int, int]:
        """Return the number of the last seal in the file and where its line ends; zeros when there is none."""
        if not self.path.exists():
            return 0, 0
        end = self.path.stat().st_size
        with self.path.open("rb") as stream:
            while end > 0:
                start = max(0, end - _TAIL)
                stream.seek(start)
                block = stream.read(min(_TAIL * 2, self.path.stat().st_size - start))
                found = _last_seal(block, is_start=start == 0)
                if found is not None:
                    return found[0], start + found[1]
                end = start
        return 0, 0


def _last_seal(block: bytes, *, is_start: bool) -> tuple[int, int] | None:
    at = 0 if is_start else block.find(b"\n") + 1
    found = None
    for line in block[at:].splitlines(keepends=True):
        at += len(line)
        if not line.endswith(b"\n"):
            break
        if line[75:].startswith(b'","seal":'):
            try:
                read = read_line(line.rstrip(b"\n"), line=0)
            except PlumblineError:
                continue
            if isinstance(read, ReadSeal):
                found = (read.seal.number, at)
    return found
