"""PDFs with footnotes: between the two halves of a sentence, over two pages, and beside what only looks like one."""

from collections.abc import Callable
from functools import partial

from tests.index.truth.flow import fill
from tests.index.truth.language import Writer
from tests.index.truth.margins import arabic, band, number_alone, together
from tests.index.truth.model import Example
from tests.index.truth.pages import Style
from tests.index.truth.sheets import SANS, SERIF, Unit
from tests.index.truth.typesetter import Typesetter
from tests.index.truth.wrapping import clean, note_mark, raised

HEAD = "What the valley says about its otters"


def interrupting(seed: int, *, style: Style, pages: int = 4, per_page: bool = False, unit: Unit = "line") -> Example:
    """Return a document most of whose pages end in the middle of a sentence, above footnotes."""
    writer = Writer(seed)
    setter = Typesetter(style)
    setter.heading(writer.heading())
    mark, page = 0, 1
    interrupted = 0
    while setter.number < pages or setter.room > 150:
        sentences = writer.sentences(4)
        if per_page and setter.number != page and setter.room > 300:
            mark, page = 0, setter.number
        notes = {}
        for position in (0, 2):
            mark += 1
            sentences[position] += note_mark(str(mark))
            notes[str(mark)] = " ".join(writer.sentences(writer.chance.choice((1, 1, 2))))
        before = setter.number
        setter.paragraph(sentences, notes)
        interrupted += setter.number > before
    assert interrupted >= 2
    return setter.finish(
        f"pdf-notes-{seed}", furniture=together(band(number_alone), band(HEAD, "outer", top=True)),
        labels=arabic(setter.number), running=(HEAD,), unit=unit,
    )  # fmt: skip


def inside_sentences(seed: int) -> Example:
    """Return a document with marks behind figures and commas, and with raised digits that are no marks."""
    writer = Writer(seed)
    setter = Typesetter(Style(face=SERIF if seed % 2 else SANS))
    setter.heading(writer.heading())
    for mark in range(1, 10, 3):
        first, second, third = (str(mark + step) for step in range(3))
        setter.paragraph(
            [
                writer.sentence(1),
                f"Of {writer.number()}{note_mark(first)} children in the valley most have never seen an otter.",
                f"The pond measures {writer.number()} m{raised('2')} and is open to all.",
                writer.sentence(1),
                f"All {writer.number()} wardens,{note_mark(second)} who walk the banks by night, ask for lamps.",
                writer.sentence(2),
                f"Clean water costs {writer.number()} crowns a year{note_mark(third)} and more in a flood.",
            ],
            {number: writer.sentence() for number in (first, second, third)},
        )
        setter.paragraph(writer.sentences(3))
    return setter.finish(f"pdf-notes-inside-{seed}", furniture=band(number_alone), labels=arabic(setter.number))


def over_two_pages(seed: int) -> Example:
    """Return a document with long notes that go on at the foot of the next page."""
    writer = Writer(seed)
    style = Style(splits_notes=True, justified=True)
    setter = Typesetter(style)
    setter.heading(writer.heading())
    for mark in range(1, 13):
        sentences = writer.sentences(4)
        sentences[3] += note_mark(str(mark))
        while setter.room > 1.5 * 14 * 8 and mark % 4 == 0:
            setter.paragraph(writer.sentences(2))
        setter.paragraph(sentences, {str(mark): " ".join(writer.sentences(6 if mark % 4 == 0 else 1))})
    fill(setter, writer, setter.number, headings=0)
    assert setter.splits >= 1
    return setter.finish(
        f"pdf-notes-over-two-pages-{seed}", furniture=band(number_alone), labels=arabic(setter.number + 1)
    )


def with_symbols(seed: int) -> Example:
    """Return a document whose notes have marks that are no numbers."""
    writer = Writer(seed)
    setter = Typesetter()
    setter.heading(writer.heading())
    for _ in range(2):
        sentences = writer.sentences(6)
        sentences[1] += note_mark("*")
        sentences[4] += note_mark("†")
        setter.paragraph(sentences, {"*": writer.sentence(), "†": writer.sentence()})
        fill(setter, writer, setter.number, headings=0)
        setter.new_page()
    setter.paragraph(writer.sentences(3))
    return setter.finish(f"pdf-notes-symbols-{seed}", furniture=band(number_alone), labels=arabic(setter.number))


def with_address(seed: int) -> Example:
    """Return a page of notes that hold an address, a year and no stop."""
    writer = Writer(seed)
    setter = Typesetter()
    setter.heading(writer.heading())
    sentences = writer.sentences(8)
    sentences[2] += note_mark("1")
    sentences[5] += note_mark("2")
    notes = {
        "1": f"See https://otters.example/survey/{writer.number()}/results for the tables",
        "2": f"Otter Trust, Rivers and their banks (2031), page {writer.number()}",
    }
    setter.paragraph(sentences, notes)
    assert all(clean(note) == note for note in notes.values())
    return setter.finish(f"pdf-notes-address-{seed}", labels=[None])


EXAMPLES: dict[str, Callable[[], Example]] = {
    "pdf-notes-serif": partial(interrupting, 301, style=Style()),
    "pdf-notes-sans": partial(interrupting, 302, style=Style(face=SANS, justified=True, hyphen="-")),
    "pdf-notes-indented": partial(interrupting, 303, style=Style(indented=True, size=12, leading=15)),
    "pdf-notes-unraised": partial(interrupting, 304, style=Style(raises_notes=False)),
    "pdf-notes-by-page": partial(interrupting, 305, style=Style(), per_page=True),
    "pdf-notes-drawn-in-words": partial(interrupting, 306, style=Style(justified=True), unit="word"),
    "pdf-notes-inside-sentences": partial(inside_sentences, 311),
    "pdf-notes-inside-sentences-sans": partial(inside_sentences, 312),
    "pdf-notes-over-two-pages": partial(over_two_pages, 313),
    "pdf-notes-over-two-pages-again": partial(over_two_pages, 2313),
    "pdf-notes-symbols": partial(with_symbols, 314),
    "pdf-notes-address": partial(with_address, 315),
}
