"""The instructions of a page as objects: the library's parser, with a short way for the tokens of which pages are made."""

import re
from io import BytesIO
from typing import Any

from pdfminer.pdfinterp import PDFContentParser
from pdfminer.psparser import KWD, LIT, PSKeyword

_SIMPLE_TOKEN = re.compile(
    rb"\s*(?:"
    rb"([+-]?\d+)(?=[^0-9.])"
    rb"|([+-]?(?:\d+\.\d*|\.\d+))(?=[^0-9])"
    rb"|([A-Za-z][^#/%\[\]()<>{}\s]*)(?=[#/%\[\]()<>{}\s])"
    rb"|<((?:[0-9a-fA-F]{2})*)>(?=[^>])"
    rb"|([\[\]])"
    rb"|/([^#/%\[\]()<>{}\s\x80-\xff]*)(?=[/%\[\]()<>{}\s])"
    rb"|\(([^()\\]*)\))"
)
"""A token that ends in the same piece of the stream, in the library's own reading of where tokens end."""
_INT, _FLOAT, _WORD, _HEX, _BRACKET, _NAME, _STRING = range(1, 8)
_OPEN, _CLOSE = KWD(b"["), KWD(b"]")
_STRUCTURE = frozenset(map(KWD, (b"[", b"]", b"<<", b">>", b"{", b"}", b"BI", b"ID")))
"""Words that begin or end something; the library puts it together."""
_BOOLEANS = {b"true": True, b"false": False}


class ContentParser(PDFContentParser):
    """Gives the objects that the library gives, several times as fast where nothing unusual stands in the way."""

    def nexttoken(self) -> tuple[int, Any]:
        """Take a simple token in one step; leave every other one to the library."""
        if not self._tokens and not self.eof and self._parse1 == self._parse_main:
            found = _SIMPLE_TOKEN.match(self.buf, self.charpos)
            if found is not None:
                kind = found.lastindex or 0
                token = _token(kind, found[kind])
                if token is not None:
                    self.charpos = found.end()
                    start = found.start(kind) - (kind in (_HEX, _NAME, _STRING))
                    return self.bufpos + start, token
        return super().nexttoken()

    def nextobject(self) -> tuple[int, Any]:
        """Return the next object; the library puts together what is more than an instruction, an operand or a list of operands."""
        if self.results or self.context or self.curstack:
            return super().nextobject()
        found = self.nexttoken()
        if found[1] is _OPEN:
            return self._list(found[0])
        if isinstance(found[1], PSKeyword) and found[1] in _STRUCTURE:
            self._tokens.insert(0, found)
            return super().nextobject()
        return found

    def _list(self, start: int) -> tuple[int, Any]:
        """Return a list of operands; begin again with the library when there is more than operands in it."""
        operands: list[tuple[int, Any]] = []
        while not isinstance((found := self.nexttoken())[1], PSKeyword):
            operands.append(found)
        if found[1] is _CLOSE:
            return start, [operand for _, operand in operands]
        self._tokens.insert(0, found)
        self.start_type(start, "a")
        self.push(*operands)
        return super().nextobject()

    def get_inline_data(self, pos: int, target: bytes = b"EI") -> tuple[int, bytes]:
        """Move behind the picture; its bytes are not needed."""
        self.seek(pos)
        if not isinstance(self.fp, BytesIO):
            return pos, b""
        content = self.fp.getvalue()
        end = pos
        while (end := content.find(target, end)) >= 0:
            end += len(target)
            if target != b"EI" or content[end : end + 1].isspace() or end == len(content):
                break
        self.seek(end if end >= 0 else len(content))
        return pos, b""


def _token(kind: int, text: bytes) -> Any:
    """Make the token; None when the library has to say what it is."""
    if kind in (_INT, _FLOAT):
        try:
            return int(text) if kind == _INT else float(text)
        except ValueError:
            return None
    if kind == _WORD:
        known = _BOOLEANS.get(text)
        return KWD(text) if known is None else known
    if kind == _HEX:
        return bytes.fromhex(text.decode("ascii"))
    if kind == _BRACKET:
        return KWD(text)
    return LIT(text.decode("ascii")) if kind == _NAME else text
