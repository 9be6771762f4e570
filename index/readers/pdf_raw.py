"""The raw text of a PDF's page, as pdfium gives it."""

import ctypes
import re
from typing import Any

import pypdfium2
import pypdfium2.raw

LINE_HYPHEN = "\ufffe"
"""Stands in the raw text for a hyphen at which the printed line broke."""
_UNSURE = re.compile("[\x00\ud800-\udfff\uffff-\U0010ffff]")


def raw_text(text_page: pypdfium2.PdfTextPage) -> tuple[str, list[int] | None]:
    """Return the text as pdfium orders it, and pdfium's index of each character where that is not its place."""
    count = text_page.count_chars()
    if count <= 0:
        return "", None
    buffer = (ctypes.c_ushort * (count + 1))()
    written = pypdfium2.raw.FPDFText_GetText(text_page.raw, 0, count, buffer)
    text = bytes(memoryview(buffer)[: written - 1]).decode("utf-16-le", "surrogatepass")
    if len(text) == count and not _UNSURE.search(text):
        return text, None
    return _slow_raw_text(text_page.raw, count)


def _slow_raw_text(handle: Any, count: int) -> tuple[str, list[int]]:
    """Read one character after the other: what is no character goes, halves of a pair become one."""
    characters: list[str] = []
    indexes: list[int] = []
    high = 0
    for index in range(count):
        code = pypdfium2.raw.FPDFText_GetUnicode(handle, index)
        if 0xDC00 <= code < 0xE000 and high:
            code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00)
            index -= 1
        high = code if 0xD800 <= code < 0xDC00 else 0
        if code == 0x02:
            code = ord(LINE_HYPHEN)
        if (
            code in {0, 0xFFFF}
            or 0xD800 <= code < 0xE000
            or code > 0x10FFFF
            or (code < 0x20 and code not in {9, 10, 13})
        ):
            continue
        characters.append(chr(code))
        indexes.append(index)
    return "".join(characters), indexes
