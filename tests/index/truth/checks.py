"""What must hold between a document and what a reader makes of it. Each check returns the faults it finds."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.document import Cell, Page, ParsedDocument, page_at
from index.offset_map import Comparison
from index.passages import split
from index.readers import read
from tests.index.truth.model import Example, PlantedCell

PASSAGE_TOKENS = 250
_SHOWN = 90
_MARK = re.compile(r"[\s\[(]*(?:\w{1,4}|[*†‡§]{1,3})?[\s\].):^↑]*")
"""What may stand before a note's words."""
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})


@dataclass(frozen=True, slots=True)
class Reading:
    """An example and what its reader makes of it; ``spans`` has the sentences of all passages by their words."""

    example: Example
    document: ParsedDocument
    spans: tuple[tuple[int, int, tuple[str, ...]], ...]
    places: dict[str, list[tuple[int, int, tuple[str, ...]]]]


def count_words(texts: Sequence[str]) -> list[int]:
    return [len(text.split()) for text in texts]


def reading_of(example: Example) -> Reading:
    document = read(example.content, example.file_name)
    spans = tuple(
        (start, end, passage.heading)
        for passage in split(document, count_words, PASSAGE_TOKENS)
        for start, end in passage.sentences
    )
    places: dict[str, list[tuple[int, int, tuple[str, ...]]]] = {}
    for start, end, heading in spans:
        places.setdefault(document.text[start:end], []).append((start, end, heading))
    return Reading(example, document, spans, places)


def sentences_not_found(reading: Reading) -> list[str]:
    """Planted sentences that are not exactly once a sentence of the document, word for word."""
    return list(_not_found(reading))


def _not_found(reading: Reading) -> Iterator[str]:
    for planted in reading.example.planted:
        found = len(reading.places.get(planted.sentence, ()))
        if found != 1:
            yield f"{planted.sentence!r} is found {found} times; {_what_is_there(reading, planted.sentence)}"


def _what_is_there(reading: Reading, sentence: str) -> str:
    """Return what the document has around the number that only this sentence has."""
    number = re.search(r"\d[\d,]{3,}", sentence)
    place = reading.document.text.find(number.group() if number else sentence[:20])
    if place < 0:
        return "nothing like it is read"
    return f"there is {reading.document.text[max(0, place - _SHOWN) : place + _SHOWN]!r}"


def wrong_pages(reading: Reading) -> list[str]:
    """Planted sentences that are not on their page, or not under its printed number."""
    return list(_wrong_pages(reading))


def _wrong_pages(reading: Reading) -> Iterator[str]:
    example, document = reading.example, reading.document
    if len(document.pages) != example.pages:
        yield f"there are {len(document.pages)} pages, not {example.pages}"
    for planted in example.planted:
        for start, _, _ in reading.places.get(planted.sentence, ()):
            page = page_at(document.pages, start)
            number, label = _place(page)
            right = label == planted.label or (example.unknown_labels and label is None)
            if number != planted.page or not right:
                yield (
                    f"{planted.sentence[:_SHOWN]!r} is on page {number} labelled {label!r}, "
                    f"not {planted.page} labelled {planted.label!r}"
                )


def _place(page: Page | None) -> tuple[int | None, str | None]:
    return (page.number, page.label) if page else (None, None)


def wrong_headings(reading: Reading) -> list[str]:
    """Planted sentences that don't stand below their headings; the document's title may stand above these."""
    title = reading.example.title
    return [
        f"{planted.sentence[:_SHOWN]!r} stands below {heading}, not {planted.heading}"
        for planted in reading.example.planted
        for _, _, heading in reading.places.get(planted.sentence, ())
        if heading != planted.heading and (title is None or heading != (title, *planted.heading))
    ]


def strays(reading: Reading) -> list[str]:
    """Sentences of the body that nobody planted: furniture, torn or wrongly joined words, false headings."""
    return list(_strays(reading))


def _strays(reading: Reading) -> Iterator[str]:
    example, document = reading.example, reading.document
    known = {planted.sentence for planted in example.planted} | {*example.headings, *example.others}
    known |= {example.title} if example.title else set()
    loose = set(words(example.loose))
    rows = _rows(document)
    for start, end, _ in reading.spans:
        text = document.text[start:end]
        in_row = any(left <= start and end <= right for left, right in rows)
        if end <= document.body_end and not in_row and text not in known and not set(words(text)) <= loose:
            yield f"{text!r} is read as a sentence"
    for heading in document.headings:
        text = document.text[heading.start : heading.end]
        if text not in {*example.headings, example.title} and not set(words(text)) <= loose:
            yield f"{text!r} is read as a heading"
    headings = [document.text[heading.start : heading.end] for heading in document.headings]
    yield from (f"{text!r} is not read as a heading" for text in example.headings if text not in headings)


def _rows(document: ParsedDocument) -> list[tuple[int, int]]:
    """Return the spans of the lines that hold cells."""
    rows = set()
    for cell in document.cells:
        start = document.text.rfind("\n", 0, cell.start) + 1
        end = document.text.find("\n", cell.end)
        rows.add((start, len(document.text) if end < 0 else end))
    return sorted(rows)


def unwanted_words(reading: Reading) -> list[str]:
    """Furniture and hidden words that are read."""
    example, text = reading.example, reading.document.text
    known = [*(planted.sentence for planted in example.planted), *example.headings, *example.others]
    known += [*(note.text for note in example.notes), *([example.title] if example.title else [])]
    faults = [f"{words!r} is read" for words in example.absent if words in text]
    for words in example.furniture:
        found, allowed = text.count(words), sum(line.count(words) for line in known)
        if found > allowed:
            faults.append(f"{words!r} is read {found} times, not {allowed}")
    return faults


def wrong_notes(reading: Reading) -> list[str]:
    """Notes that are not set apart, word for word, with their page and the place that they belong to."""
    return list(_wrong_notes(reading))


def _wrong_notes(reading: Reading) -> Iterator[str]:
    document = reading.document
    text, body_end = document.text, document.body_end
    for planted in reading.example.notes:
        if planted.text in text[:body_end]:
            yield f"the note {planted.text[:_SHOWN]!r} is read in the body"
            continue
        start = text.find(planted.text, body_end)
        note = next((note for note in document.notes if note.start <= start < note.end), None)
        if note is None:
            yield f"the note {planted.text!r} is not found; {_what_is_there(reading, planted.text)}"
            continue
        if not _MARK.fullmatch(text[note.start : start]):
            yield f"{text[note.start : start]!r} stands before the note {planted.text[:_SHOWN]!r}"
        if note.page != (planted.page or 0):
            yield f"the note {planted.text[:_SHOWN]!r} is on page {note.page}, not {planted.page}"
        place = text.find(planted.after)
        place += len(planted.after) if place >= 0 else 0
        if abs(note.anchor - place) > 2:
            at = text[max(0, note.anchor - 40) : note.anchor]
            yield f"the note {planted.text[:_SHOWN]!r} belongs behind {planted.after[-40:]!r}, not {at!r}"
    if not reading.example.notes:
        yield from (f"{text[note.start : note.end]!r} is no note" for note in document.notes)


def note_sentences_not_found(reading: Reading) -> list[str]:
    """Notes whose first sentence can't be quoted without their mark."""
    starts = {start for start, _, _ in reading.spans}
    text, body_end = reading.document.text, reading.document.body_end
    places = [(note.text, text.find(note.text, body_end)) for note in reading.example.notes]
    return [
        f"no sentence begins with {note[:_SHOWN]!r}" for note, place in places if place >= 0 and place not in starts
    ]


def wrong_cells(reading: Reading) -> list[str]:
    """Values that are not found in the row and column that they belong to."""
    return list(_wrong_cells(reading))


def _wrong_cells(reading: Reading) -> Iterator[str]:
    document = reading.document
    by_table: dict[int, list[Cell]] = {}
    for cell in document.cells:
        by_table.setdefault(cell.table, []).append(cell)
    for planted in reading.example.cells:
        found = [cell for cell in document.cells if document.text[cell.start : cell.end] == planted.value]
        if not any(_fits(document, by_table[cell.table], cell, planted) for cell in found):
            shown = [(cell.table, cell.row, cell.column) for cell in found]
            around = "" if found else f"; {_what_is_there(reading, planted.value)}"
            yield f"{planted.value!r} of {planted.row!r} and {planted.column!r} is found at {shown}{around}"
    if not reading.example.cells:
        yield from (f"{document.text[cell.start : cell.end]!r} is no cell" for cell in document.cells)


def _fits(document: ParsedDocument, table: Sequence[Cell], cell: Cell, planted: PlantedCell) -> bool:
    row = {document.text[other.start : other.end] for other in table if other.row == cell.row and other is not cell}
    above = {
        document.text[other.start : other.end]
        for other in table
        if other.row < cell.row and other.column == cell.column
    }
    return planted.row in row and planted.column in above


def faults_of_the_map(reading: Reading) -> list[str]:
    """Places where the way between reading text and raw text is not proven, or leads to other words."""
    return list(_faults_of_the_map(reading))


def _faults_of_the_map(reading: Reading) -> Iterator[str]:
    document = reading.document
    comparison = Comparison(document.text, document.raw, document.offset_map)
    yield from (f"{document.raw[start:end][:_SHOWN]!r} of the raw text is lost" for start, end in comparison.lost())
    twice = comparison.read_twice()
    if twice:
        yield f"{len(twice)} characters are read twice, the first in {document.raw[twice[0] : twice[0] + 40]!r}"
    if comparison.steps(0, len(document.text)) is None:
        yield "the text as a whole is not explained"
    origin = document.offset_map.origin()
    for start, end, _ in reading.spans:
        if comparison.steps(start, end) is None:
            yield f"{document.text[start:end][:_SHOWN]!r} is not explained"
        places = [int(place) for place in origin[start:end] if place >= 0]
        once = [place for position, place in enumerate(places) if position == 0 or place != places[position - 1]]
        raw = "".join(document.raw[place] for place in once)
        if "".join(words(raw)) != "".join(words(document.text[start:end])):
            yield f"{document.text[start:end][:_SHOWN]!r} leads back to {raw[:_SHOWN]!r}"


def wrong_metadata(reading: Reading) -> list[str]:
    """Metadata that the file has and the reader doesn't give."""
    given, faults = reading.document.metadata, []
    for name in ("title", "organisation", "date", "url"):
        expected = getattr(reading.example.expected, name)
        if expected is not None and getattr(given, name) != expected:
            faults.append(f"{name} is {getattr(given, name)!r}, not {expected!r}")
    return faults


def words(text: str) -> list[str]:
    """Return a text's words as letters and digits alone, with hyphens and ligatures folded."""
    folded = re.sub(r"[-‐\u00ad\ufffe\x02]", "", text.translate(_LIGATURES))
    return ["".join(c for c in word if c.isalnum()) for word in folded.split() if any(c.isalnum() for c in word)]
