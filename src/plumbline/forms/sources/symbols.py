"""Characters typed in symbol fonts: ticks and boxes of the Wingdings family as Unicode."""

_WINGDINGS = {
    0x6C: "●", 0x6D: "❍", 0x6E: "■", 0x6F: "□", 0x70: "□", 0x71: "❑", 0x72: "❒", 0xA1: "○", 0xA8: "□",
    0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
_WINGDINGS_2 = {
    0x2A: "☐", 0x30: "☐", 0x35: "☐", 0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0xA2: "■", 0xA3: "□",
}  # fmt: skip
_SYMBOL = {0xB3: "≥", 0xA3: "≤", 0xB9: "≠", 0xB1: "±", 0xB4: "×", 0xB8: "÷", 0xA5: "∞", 0xD6: "√", 0xBB: "≈", 0xB0: "°"}
_FONTS = {"wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2, "symbol": _SYMBOL}


def is_symbol_font(font: str) -> bool:
    """Tell whether the characters of a font are not what their codes say."""
    return font.lower() in _FONTS


def symbol_text(text: str, font: str) -> str:
    """Turn text set in a symbol font into the characters that are seen; what is unknown stays as it is."""
    table = _FONTS.get(font.lower())
    if table is None:
        return text
    return "".join(table.get(_code(character), character) for character in text)


def _code(character: str) -> int:
    """Symbol fonts live at U+F000 to U+F0FF, or at the code itself."""
    code = ord(character)
    return code - 0xF000 if 0xF000 <= code <= 0xF0FF else code
