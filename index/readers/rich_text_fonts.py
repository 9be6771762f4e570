"""Which characters the bytes of an RTF file stand for: that depends on the font that they are written in."""

import codecs
from dataclasses import dataclass, field

from index.readers.symbols import symbol

_CHARSETS = {
    77: "mac_roman", 128: "cp932", 129: "cp949", 130: "johab", 134: "gbk", 136: "cp950", 161: "cp1253",
    162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874",
    238: "cp1250", 254: "cp437", 255: "cp850",
}  # fmt: skip
_CODE_PAGES = {10000: "mac_roman", 65001: "utf-8", 936: "gbk", 1361: "johab"}
_SYMBOLS = 2
_PRIVATE = 0xF000


@dataclass(slots=True)
class Fonts:
    """The fonts of a file by their numbers, and what holds where no font says anything."""

    codec: str = "cp1252"
    default: int = 0
    charsets: dict[int, int] = field(default_factory=dict)
    names: dict[int, str] = field(default_factory=dict)

    def set_code_page(self, number: int) -> None:
        """Take the number of a code page as that of the whole file, if it is known."""
        name = _CODE_PAGES.get(number, f"cp{number}")
        try:
            self.codec = codecs.lookup(name).name
        except LookupError:
            return

    def decoded(self, data: bytes, font: int) -> str:
        """Return the characters of bytes in a font; such as cannot be are shown as U+FFFD."""
        charset = self.charsets.get(font)
        if charset == _SYMBOLS:
            return "".join(self.character(_PRIVATE + byte, font) if byte > 0x20 else " " for byte in data)
        return data.decode(_CHARSETS.get(charset or 0, self.codec), "replace")

    def character(self, code: int, font: int) -> str:
        """Return the character of a code of 16 bits in a font; half of a pair stays one."""
        private = _PRIVATE <= code <= _PRIVATE + 0xFF
        return (symbol(self.names.get(font, ""), code) if private else None) or chr(code)
