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


class Characters:
    """Gathers the characters of one font, which come as bytes, by their numbers and by names.

    Characters after one that was given by its number stand in for it in old programs and are passed over.
    """

    def __init__(self, fonts: Fonts) -> None:
        self._fonts = fonts
        self._bytes = bytearray()
        self._text: list[str] = []
        self._passed_over = 0

    def add_bytes(self, data: bytes) -> None:
        """Add characters as bytes, which may be parts of characters."""
        start = min(self._passed_over, len(data))
        self._passed_over -= start
        self._bytes += data[start:]

    def add(self, text: str, font: int) -> None:
        """Add a character."""
        if self._passed_over:
            self._passed_over -= 1
        else:
            self._decode(font)
            self._text.append(text)

    def add_number(self, number: int, font: int, stand_ins: int) -> None:
        """Add the character of a number, negative above 32767, which some characters follow that stand in for it."""
        self._passed_over = 0
        code = number + 0x10000 if number < 0 else number
        if 0x20 <= code <= 0x10FFFF:
            self.add(self._fonts.character(code, font), font)
        self._passed_over = stand_ins

    def end_stand_ins(self) -> None:
        """Pass over no more characters."""
        self._passed_over = 0

    def taken(self, font: int) -> str:
        """Return what has been gathered and begin anew."""
        if not self._bytes and not self._text:
            return ""
        self._decode(font)
        text = "".join(self._text)
        self._text.clear()
        # Characters beyond U+FFFF come as two halves.
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")

    def _decode(self, font: int) -> None:
        if self._bytes:
            self._text.append(self._fonts.decoded(bytes(self._bytes), font))
            self._bytes.clear()
