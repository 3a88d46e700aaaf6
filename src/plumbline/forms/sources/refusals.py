"""Why a file is refused: one sentence in either language for each stable code, always with what to do.

The codes are listed in docs/reference/reading-problems.md.
"""

from typing import Literal

from plumbline.errors import UnreadableFileError

RefusalCode = Literal[
    "empty_file",
    "damaged",
    "encrypted",
    "too_large",
    "too_deep",
    "bomb",
    "unknown_type",
    "needs_libreoffice",
    "conversion_failed",
]

_SENTENCES: dict[RefusalCode, tuple[str, str]] = {
    "empty_file": (
        "文件是空的，里面没有任何内容；请重新下载或重新导出后再试。",
        "The file is empty; download or export it again.",
    ),
    "damaged": (
        "文件不完整或已损坏（{zh}）；请重新下载，或用原软件打开后另存一份再试。",
        "The file is incomplete or damaged ({en}); download it again, or open it in its own program and save a new copy.",
    ),
    "encrypted": (
        "文件设有密码或已加密；请在原软件中取消密码后另存一份再试。",
        "The file is encrypted or has a password; remove the password in its own program and save a new copy.",
    ),
    "too_large": (
        "文件过大（{zh}）；请拆分成较小的文件再试。",
        "The file is too large ({en}); split it into smaller files.",
    ),
    "too_deep": (
        "文件中的表格或元素层层嵌套过深，不是正常的表单；请用原软件打开后另存一份再试。",
        "Tables or elements in the file are nested too deeply for a form; open it in its own program and save a new copy.",
    ),
    "bomb": (
        "文件展开后会异常膨胀（{zh}），为安全起见不予读取；请确认来源，用原软件打开后另存一份再试。",
        "Unpacked, the file would swell abnormally ({en}), so it is not read; check where it comes from and save a new copy of it.",
    ),
    "unknown_type": (
        "这不是可以读取的表单文件（{zh}）；请提供 Word、Excel、PDF、网页、CSV 或文本文件。",
        "This is not a form file that can be read ({en}); give a Word, Excel, PDF, web page, CSV or text file.",
    ),
    "needs_libreoffice": (
        "旧版 Word 或 WPS 文件须借助 LibreOffice 读取，而本机没有安装；请安装 LibreOffice，或另存为 docx 再试。",
        "Old Word and WPS files are read through LibreOffice, which is not installed here; install it, or save the file as docx.",
    ),
    "conversion_failed": (
        "LibreOffice 未能转换这个旧版 Word 或 WPS 文件（{zh}）；请用原软件打开后另存为 docx 再试。",
        "LibreOffice could not convert this old Word or WPS file ({en}); open it in its own program and save it as docx.",
    ),
}

CODES: tuple[RefusalCode, ...] = tuple(_SENTENCES)


def refusal(code: RefusalCode, zh: str = "", en: str = "") -> UnreadableFileError:
    """Make the error of a code; `zh` and `en` name the particular cause where the sentence has a place for it."""
    sentence_zh, sentence_en = _SENTENCES[code]
    return UnreadableFileError(code, sentence_zh.format(zh=zh), sentence_en.format(en=en))


def damaged(zh: str, en: str) -> UnreadableFileError:
    """Refuse a file whose structure is broken."""
    return refusal("damaged", zh, en)
