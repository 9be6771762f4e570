"""Sentences as words, and words as lines of a given width.

Marks in a sentence that the reader of the page doesn't see as such: ``note_mark`` raises a footnote's mark,
``raised`` raises letters that belong to the words ("m2"), ``bold`` sets words in bold. ``clean`` gives the
sentence as it is to be read.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tests.index.truth.sheets import width

_MARK, _RAISED, _END, _BOLD = "\ue000", "\ue001", "\ue002", "\ue003"
_BOLD_FONTS = {"Times-Roman": "Times-Bold", "Helvetica": "Helvetica-Bold", "Vera": "VeraBd"}
_RAISED_TEXT = re.compile(f"({_MARK}|{_RAISED})(.*?){_END}")
SOFT_HYPHEN = "\u00ad"

BREAKS = {
    word.replace("|", ""): word
    for word in """au|thor|ity com|mit|tee coun|cil coun|cillors coun|ted vol|un|teers fam|ilies com|mu|nities
    com|mu|ni|ties’ con|ser|va|tion neigh|bour|ing par|ishes as|sess|ment rec|om|men|ded rec|om|men|da|tions
    ar|range|ments har|vest sea|son dif|fi|cul|ties in|for|ma|tion com|pared pub|lished pro|vi|sional
    house|holds moor|ings ves|tig|es far|mers let|ters met|res sum|mer al|though be|cause lad|ders wil|lows
    clear|er prom|ised test|ed pre|vi|ous al|lowed re|sults re|turn""".split()
}
"""Where words may be broken."""
COMPOUNDS = ("child-centred", "long-term", "community-led", "well-known", "self-governing", "twenty-first")


def note_mark(mark: str) -> str:
    return f"{_MARK}{mark}{_END}"


def raised(text: str) -> str:
    return f"{_RAISED}{text}{_END}"


def bold(text: str) -> str:
    return " ".join(f"{_BOLD}{word}" for word in text.split(" "))


def clean(sentence: str) -> str:
    """Return the sentence as it is to be read."""
    sentence = sentence.replace("ﬁ", "fi").replace("ﬂ", "fl").replace(_BOLD, "")
    return _RAISED_TEXT.sub(lambda found: found[2] if found[1] == _RAISED else "", sentence)


def marks_of(word: str) -> list[str]:
    return [found[2] for found in _RAISED_TEXT.finditer(word) if found[1] == _MARK]


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a line in one font; ``rise`` is in points."""

    text: str
    font: str
    size: float
    rise: float = 0

    @property
    def width(self) -> float:
        return width(self.text, self.font, self.size)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of words: its words as pieces, the sentences that begin on it, and the notes that it refers to.

    ``broken`` is the whole word that is broken at the end of the line.
    """

    words: tuple[tuple[Piece, ...], ...]
    begins: tuple[int, ...] = ()
    notes: tuple[str, ...] = ()
    broken: str | None = None
    last: bool = False

    @property
    def text(self) -> str:
        return " ".join("".join(piece.text for piece in word) for word in self.words)


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    sentence: int | None


def wrapped(
    sentences: Sequence[str],
    font: str,
    size: float,
    measure: float,
    *,
    hyphen: str | None = None,
    first_indent: float = 0,
) -> list[Line]:
    """Return the lines that sentences make; words are broken with ``hyphen`` where it is given."""
    words = [
        _Word(text, number if position == 0 else None)
        for number, sentence in enumerate(sentences)
        for position, text in enumerate(sentence.split(" "))
    ]
    lines: list[Line] = []
    current: list[_Word] = []
    room = measure - first_indent
    space = width(" ", font, size)
    while words:
        word = words.pop(0)
        if _width(word.text, font, size) <= room:
            current.append(word)
            room -= _width(word.text, font, size) + space
            continue
        broken = _broken(word, font, size, room, hyphen)
        if broken:
            current.append(broken[0])
            words.insert(0, broken[1])
        elif not current:
            raise ValueError(f"{word.text!r} is wider than {measure} points")
        else:
            words.insert(0, word)
        lines.append(_line(current, font, size, word.text if broken else None))
        current, room = [], measure
    lines.append(_line(current, font, size, None, last=True))
    return lines


def _broken(word: _Word, font: str, size: float, room: float, hyphen: str | None) -> tuple[_Word, _Word] | None:
    """Return a word's parts before and after a line's end, the longest first part that fits, if any."""
    for left, right in _parts(word.text, hyphen):
        if _width(left, font, size) <= room:
            return _Word(left, word.sentence), _Word(right, None)
    return None


def _parts(word: str, hyphen: str | None) -> Iterator[tuple[str, str]]:
    bare = word.rstrip(".,;:!?)”").replace("ﬁ", "fi").replace("ﬂ", "fl")
    if bare in COMPOUNDS:
        left, right = bare.split("-")
        yield f"{left}-", right + word[len(bare) :]
    elif hyphen and bare in BREAKS:
        parts = BREAKS[bare].split("|")
        for count in range(len(parts) - 1, 0, -1):
            yield "".join(parts[:count]) + hyphen, "".join(parts[count:]) + word[len(bare) :]


def _line(words: Sequence[_Word], font: str, size: float, broken: str | None, last: bool = False) -> Line:
    return Line(
        words=tuple(tuple(_pieces(word.text, font, size)) for word in words),
        begins=tuple(word.sentence for word in words if word.sentence is not None),
        notes=tuple(mark for word in words for mark in marks_of(word.text)),
        broken=broken,
        last=last,
    )


def _width(word: str, font: str, size: float) -> float:
    if _END not in word and _BOLD not in word:
        return width(word, font, size)
    return sum(piece.width for piece in _pieces(word, font, size))


def _pieces(word: str, font: str, size: float) -> Iterator[Piece]:
    if word.startswith(_BOLD):
        word, font = word[1:], _BOLD_FONTS[font]
    position = 0
    for found in _RAISED_TEXT.finditer(word):
        if found.start() > position:
            yield Piece(word[position : found.start()], font, size)
        yield Piece(found[2], font, round(size * 0.6, 1), round(size * 0.35, 1))
        position = found.end()
    if position < len(word):
        yield Piece(word[position:], font, size)
