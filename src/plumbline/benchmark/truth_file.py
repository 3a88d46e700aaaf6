"""The truth beside the files: one JSON object a line, the first of them about the benchmark itself."""

from collections.abc import Iterable, Iterator

import msgspec

from plumbline.benchmark import FORMAT_VERSION, LICENCE
from plumbline.benchmark.model import Truth
from plumbline.errors import PlumblineError

FILE = "truth.ndjson"
_DECODER: msgspec.json.Decoder[Truth] = msgspec.json.Decoder(Truth)


class TruthFileError(PlumblineError):
    """The truth of a benchmark cannot be read."""

    code = "benchmark_truth"

    def __init__(self, line: int, why: str) -> None:
        self.line = line
        self.why = why
        super().__init__(
            f"{FILE} 第{line}行无法读取（{why}）。请用 plumbline benchmark generate 重新生成，或补齐该文件。",
            f"Line {line} of {FILE} cannot be read ({why}). Generate the benchmark again, or restore the file.",
        )

    def __reduce__(self) -> tuple[type["TruthFileError"], tuple[int, str]]:
        return type(self), (self.line, self.why)


def header(*, seed: int, cases: int) -> bytes:
    """Return the first line: licence, version, seed and number of cases."""
    about = {"benchmark": "plumbline", "version": FORMAT_VERSION, "licence": LICENCE, "seed": seed, "cases": cases}
    return msgspec.json.encode(about) + b"\n"


def line_of(truth: Truth) -> bytes:
    """Return the line of one case."""
    return msgspec.json.encode(truth) + b"\n"


def truths(lines: Iterable[bytes]) -> Iterator[Truth]:
    """Read the truth of every case.

    Raises `TruthFileError` that names the line.
    """
    for number, line in enumerate(lines, 1):
        if number == 1 or not line.strip():
            continue
        try:
            yield _DECODER.decode(line)
        except msgspec.DecodeError as error:
            raise TruthFileError(number, str(error)) from error
