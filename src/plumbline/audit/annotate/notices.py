"""What must be said about some copies."""

from typing import NamedTuple

from plumbline.errors import Lang


class Notice(NamedTuple):
    """Something the reader of the copy must know; `code` is stable."""

    code: str
    zh: str
    en: str

    def message(self, lang: Lang) -> str:
        """Return the sentence in the asked language."""
        return self.zh if lang == "zh" else self.en


SIGNED = Notice(
    "signature_broken",
    "原文件带有数字签名，加批注后的副本签名失效；以原文件为准。",
    "The file is signed; the signature does not hold for the annotated copy. The original counts.",
)
SIGNED_PDF = Notice(
    "signed_before",
    "原文件带有数字签名，签名只覆盖加批注之前的内容；阅读软件会提示签名后有改动。",
    "The file is signed; the signature covers it as it was before the annotations, and readers will say that it was changed since.",
)
AS_PAGE = Notice(
    "copy_is_a_page",
    "这种文件不能直接加批注，已另存为带批注的网页。",
    "This kind of file holds no comments; the annotated copy is a web page.",
)
PDF_AS_PAGE = Notice(
    "pdf_as_page",
    "这个 PDF 不能原样追加批注（已加密或结构有损），已另存为带批注的网页。",
    "Nothing can be appended to this PDF (it is encrypted or damaged); the annotated copy is a web page.",
)
