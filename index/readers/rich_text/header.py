"""What an RTF file says of itself before its words and among them: fonts, styles, title, date, forms of numbers."""

import re
from dataclasses import dataclass, field

from index.readers.rich_text.fonts import Fonts
from index.readers.rich_text.story import Paragraph

_CODECS = {"mac": "mac_roman", "pc": "cp437", "pca": "cp850"}
_DATE_PARTS = ("yr", "mo", "dy")


@dataclass(slots=True)
class Style:
    """A paragraph style: its name, the style that it is based on, and its level in the outline from 0."""

    name: str = ""
    base: int | None = None
    outline: int | None = None


@dataclass(slots=True)
class Header:
    """``date`` is year, month and day; ``note_forms`` has the form of the numbers of footnotes and endnotes."""

    fonts: Fonts = field(default_factory=Fonts)
    styles: dict[int, Style] = field(default_factory=dict)
    title: str = ""
    date: list[int] = field(default_factory=lambda: [0, 0, 0])
    note_forms: dict[bool, str] = field(default_factory=lambda: {False: "ar", True: "ar"})
    _entry: int = 0

    def begin(self) -> None:
        """Begin a table of fonts or styles."""
        self._entry = 0

    def follow(self, word: str, number: int | None, into: str) -> None:
        """Follow a control word in a group whose words go ``into`` fonts, styles, the date or anywhere."""
        match into, word:
            case ("fonts", "f") | ("styles", "s"):
                self._entry = number or 0
            case "fonts", "fcharset":
                self.fonts.charsets[self._entry] = number or 0
            case "styles", "sbasedon":
                self._style().base = number
            case "styles", "outlinelevel":
                self._style().outline = number
            case "date", "yr" | "mo" | "dy":
                self.date[_DATE_PARTS.index(word)] = number or 0
            case _, "ansicpg":
                self.fonts.set_code_page(number or 0)
            case _, "mac" | "pc" | "pca":
                self.fonts.codec = _CODECS[word]
            case _:
                if form := re.fullmatch(r"(a?)ftnn(ar|alc|auc|rlc|ruc|chi)", word):
                    self.note_forms[bool(form.group(1))] = form.group(2)

    def take(self, text: str, into: str) -> None:
        """Take words of a group that go ``into`` the title, fonts or styles."""
        if into == "title":
            self.title += text
        elif into == "fonts":
            names = self.fonts.names
            names[self._entry] = _entry_name(names.get(self._entry, "") + text)
        elif into == "styles":
            self._style().name = _entry_name(self._style().name + text).split(",")[0].lower()

    def heading_level(self, paragraph: Paragraph) -> int:
        """Return 1 to 9, or 0 for what is no heading."""
        outlines = [paragraph.outline]
        for style in self._chain(paragraph.style):
            if style.name == "title":
                return 1
            match = re.fullmatch(r"heading ([1-9])", style.name)
            outlines += [style.outline, int(match.group(1)) - 1 if match else None]
        outline = next((outline for outline in outlines if outline is not None), None)
        return 0 if outline is None or not 0 <= outline < 9 else outline + 1

    def is_contents(self, paragraph: Paragraph) -> bool:
        """Tell whether a paragraph belongs to a table of contents."""
        return any(style.name.startswith(("toc ", "toc heading")) for style in self._chain(paragraph.style))

    def _style(self) -> Style:
        return self.styles.setdefault(self._entry, Style())

    def _chain(self, number: int | None) -> list[Style]:
        found: list[Style] = []
        while number is not None and (style := self.styles.get(number)) is not None:
            if any(style is one for one in found):
                break
            found.append(style)
            number = style.base
        return found


def _entry_name(text: str) -> str:
    return text.split(";")[0].strip()
