"""The footnotes and endnotes of a Word document: which of them the text refers to, where, and their numbers."""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from index.readers.word.numbering import formatted
from index.readers.word.package import OFF, W, value, whole_number

KINDS = ("footnote", "endnote")


@dataclass(frozen=True, slots=True)
class Reference:
    """Where the raw text refers to a note, and what Word shows there as its number."""

    number: str
    anchor: int


@dataclass(frozen=True, slots=True)
class _Counting:
    """How the notes of a section are numbered."""

    form: str
    start: int
    anew: bool


class References:
    """Counts the references to notes; each must be met once, in the order of the document."""

    def __init__(self, body: etree._Element, settings: etree._Element | None) -> None:
        sections = [
            section for section in body.iter(f"{W}sectPr") if section.getparent().tag in {f"{W}pPr", f"{W}body"}
        ]
        self._countings = {
            kind: [_counting(kind, [section, settings]) for section in sections] or [_counting(kind, [settings])]
            for kind in KINDS
        }
        self._section = 0
        self._numbers = {kind: self._countings[kind][0].start - 1 for kind in KINDS}
        self.found: dict[str, dict[str, Reference]] = {kind: {} for kind in KINDS}

    def meet(self, reference: etree._Element, anchor: int) -> None:
        """Note a reference to a note; only the first one to each counts."""
        kind = "footnote" if reference.tag == f"{W}footnoteReference" else "endnote"
        name = reference.get(f"{W}id", "")
        if name in self.found[kind]:
            return
        number = ""
        if not has_own_mark(reference):
            self._numbers[kind] += 1
            number = formatted(self._numbers[kind], self._counting(kind).form)
        self.found[kind][name] = Reference(number, anchor)

    def end_section(self) -> None:
        """Go on to the next section, where numbers may begin anew."""
        self._section += 1
        for kind in KINDS:
            counting = self._counting(kind)
            if counting.anew:
                self._numbers[kind] = counting.start - 1

    def _counting(self, kind: str) -> _Counting:
        countings = self._countings[kind]
        return countings[min(self._section, len(countings) - 1)]


def notes(root: etree._Element | None, kind: str) -> Iterator[tuple[str, etree._Element]]:
    """Return the notes of a part with their ids, without the lines that separate notes from the text."""
    for note in root.iter(f"{W}{kind}") if root is not None else ():
        if note.get(f"{W}type", "normal") == "normal":
            yield note.get(f"{W}id", ""), note


def has_own_mark(reference: etree._Element) -> bool:
    """Tell whether the author gave a note a mark instead of a number."""
    return reference.get(f"{W}customMarkFollows", "0") not in OFF


def _counting(kind: str, sources: list[etree._Element | None]) -> _Counting:
    """Return what the first of the sources that says something says."""

    def said(path: str) -> str | None:
        values = (value(source, f"{kind}Pr/{path}") for source in sources if source is not None)
        return next((found for found in values if found is not None), None)

    start = whole_number(said("numStart"))
    return _Counting(
        form=said("numFmt") or ("decimal" if kind == "footnote" else "lowerRoman"),
        start=1 if start is None else start,
        anew=said("numRestart") == "eachSect",
    )
