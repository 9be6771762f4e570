"""PDFs in which several traps meet, as they do in real reports."""

from collections.abc import Callable
from functools import partial

from tests.index.truth.flow import fill, run_over
from tests.index.truth.language import Writer
from tests.index.truth.margins import arabic, band, chapter, number_alone, roman, together
from tests.index.truth.model import Example
from tests.index.truth.pages import Style
from tests.index.truth.pdf_tables import numbers, remarks
from tests.index.truth.sheets import A4, EMBEDDED, LANDSCAPE, SANS, SERIF, Face, Order, Unit
from tests.index.truth.typesetter import Typesetter
from tests.index.truth.wrapping import SOFT_HYPHEN, bold, note_mark, raised

HEAD = "The otter inquiry: evidence and findings"
_FACES: tuple[Face, ...] = (SERIF, SANS, EMBEDDED)
_UNITS: tuple[Unit, ...] = ("line", "word", "line")
_ORDERS: tuple[Order, ...] = ("body", "interleaved")


def everything(seed: int) -> Example:
    """Return a report with all traps; the seed chooses columns, fonts, hyphens and the order of drawing."""
    writer = Writer(seed)
    face = _FACES[seed % len(_FACES)]
    columns = 1 + seed // 3 % (2 if face is EMBEDDED else 3)
    style = Style(
        face=face, size=10 if columns < 2 else 9, leading=12.5 if columns < 2 else 11.5, margin=64,
        justified=seed % 2 == 0, hyphen=SOFT_HYPHEN if face is EMBEDDED else "-", indented=seed % 4 < 2, gap=6,
        splits_notes=columns == 1,
    )  # fmt: skip
    setter = Typesetter(style)
    setter.heading("What became of the otters of the eight rivers", size=24, title=True)
    setter.heading("Summary")
    setter.paragraph(writer.sentences(5))
    for _ in range(3):
        setter.item("•", [writer.item()])
    setter.space(6)
    fill(setter, writer, 1, headings=0)
    mark = 0
    for number in range(1, 4):
        setter.new_page()
        if columns > 1:
            setter.columns(1)
        setter.heading(f"{number} {writer.heading()}")
        if columns > 1:
            setter.columns(columns)
        end = setter.number + 1
        while setter.number < end or setter.room > 200:
            setter.heading(f"{number}.{mark + 1} {writer.heading()}", 2, size=13, before=9)
            for _ in range(3):
                mark += 1
                sentences = writer.sentences(4)
                sentences[writer.chance.randrange(4)] += note_mark(str(mark))
                setter.paragraph(sentences, {str(mark): " ".join(writer.sentences(1 + mark % 2))})
            extra = f"The old pond measures {writer.number()} m{raised('2')} in a dry summer."
            setter.paragraph([bold(writer.sentence(0)), writer.sentence(), extra])
            if columns == 1:
                setter.table(numbers(writer, 4, 3, gaps=True), [2, 1, 1, 1], ruled=mark % 2 == 0, numeric=True)
                setter.paragraph(writer.sentences(3))
    return setter.finish(
        f"pdf-everything-{seed}",
        furniture=together(
            band(HEAD, "inner", top=True), band(chapter, "outer", top=True), band(number_alone, "outer")
        ),
        labels=arabic(setter.number),
        running=(HEAD,),
        furniture_last=seed % 2 == 1,
        unit=_UNITS[seed // 2 % len(_UNITS)],
        order=_ORDERS[seed // 5 % 2],
        outline=seed % 5 == 0,
    )


def bold_words(seed: int) -> Example:
    """Return paragraphs that begin with bold words or a bold sentence, which are no headings."""
    writer = Writer(seed)
    setter = Typesetter(Style(face=_FACES[seed % 2]))
    setter.heading(writer.heading())
    for _ in range(6):
        name = writer.heading()
        setter.paragraph([f"{bold(f'{name}:')} {writer.number()} letters spoke of it.", *writer.sentences(2)])
        setter.paragraph([bold(writer.sentence(1)), *writer.sentences(2)])
        setter.paragraph([writer.sentence(1).replace(" the ", f" {bold('the')} "), *writer.sentences(2)])
    return setter.finish(f"pdf-bold-words-{seed}", furniture=band(number_alone), labels=arabic(setter.number))


def wide_spacing(seed: int) -> Example:
    """Return text set with as much room between its lines as a typed letter has."""
    writer = Writer(seed)
    setter = Typesetter(Style(size=12, leading=24, gap=12))
    setter.heading(writer.heading())
    run_over(setter, writer)
    fill(setter, writer, 3, headings=1)
    return setter.finish(f"pdf-wide-spacing-{seed}", furniture=band(number_alone), labels=arabic(setter.number))


def notes_without_rule(seed: int) -> Example:
    writer = Writer(seed)
    setter = Typesetter(Style(note_rule=False))
    setter.heading(writer.heading())
    for mark in range(1, 16):
        sentences = writer.sentences(4)
        sentences[2] += note_mark(str(mark))
        setter.paragraph(sentences, {str(mark): writer.sentence()})
    return setter.finish(f"pdf-notes-without-rule-{seed}", furniture=band(number_alone), labels=arabic(setter.number))


def lone_roman(seed: int) -> Example:
    """Return a document of page i and then pages 1 to 4."""
    writer = Writer(seed)
    setter = Typesetter()
    fill(setter, writer, 5)
    return setter.finish(
        f"pdf-lone-roman-{seed}", furniture=band(number_alone), labels=[*roman(1), *arabic(setter.number - 1)]
    )


def letters_of_embedded_font(seed: int) -> Example:
    """Return text drawn letter by letter in a font that is part of the file."""
    writer = Writer(seed)
    setter = Typesetter(Style(face=EMBEDDED, size=9.5))
    fill(setter, writer, 1)
    return setter.finish(f"pdf-letters-embedded-{seed}", labels=[None], unit="letter")


def head_with_chapter_and_number(seed: int, every: int) -> Example:
    """Return a document whose heads have the chapter, new after so many paragraphs, and the number in one line."""
    writer = Writer(seed)
    setter = Typesetter()
    fill(setter, writer, 8, every=every)
    return setter.finish(
        f"pdf-head-chapter-and-number-{seed}",
        furniture=band(lambda sheet, _n, _t, label: f"{sheet.above or HEAD}  |  {label}", "outer", top=True),
        labels=arabic(setter.number),
    )  # fmt: skip


def pages_of_numbers(seed: int) -> Example:
    """Return tables that fill pages, the last of them on its side, above page numbers of the same size."""
    writer = Writer(seed)
    setter = Typesetter(Style(margin=60))
    setter.heading(writer.heading())
    setter.paragraph(writer.sentences(3))
    setter.table(numbers(writer, 31, 4), [2, 1, 1, 1, 1], ruled=seed % 2 == 0, numeric=True, size=11)
    setter.new_page(LANDSCAPE, turned=True)
    setter.heading(writer.heading())
    setter.table(numbers(writer, 10, 6, gaps=True), [2, 1, 1, 1, 1, 1, 1], numeric=True)
    setter.new_page(A4)
    setter.heading(writer.heading())
    setter.table(remarks(writer, 6), [1.2, 1, 2.5], ruled=seed % 2 == 0)
    setter.paragraph(writer.sentences(3))
    return setter.finish(
        f"pdf-pages-of-numbers-{seed}", furniture=together(band(number_alone, size=11), band(HEAD, top=True)),
        labels=arabic(setter.number), running=(HEAD,),
    )  # fmt: skip


def capitals(seed: int) -> Example:
    """Return a document with headings in capitals, which stand in the running heads too."""
    writer = Writer(seed)
    setter = Typesetter(Style(face=SANS))
    for position in range(4):
        if position:
            setter.new_page()
        setter.heading(writer.heading().upper(), size=14)
        for _ in range(12):
            setter.paragraph(writer.sentences(3))
    return setter.finish(
        f"pdf-capitals-{seed}", furniture=together(band(chapter, "right", top=True), band(number_alone)),
        labels=arabic(setter.number),
    )  # fmt: skip


EXAMPLES: dict[str, Callable[[], Example]] = {
    **{f"pdf-everything-{seed}": partial(everything, seed) for seed in range(1100, 1105)},
    "pdf-bold-words": partial(bold_words, 1120),
    "pdf-bold-words-sans": partial(bold_words, 1121),
    "pdf-wide-spacing": partial(wide_spacing, 1122),
    "pdf-notes-without-rule": partial(notes_without_rule, 1123),
    "pdf-head-chapter-and-number": partial(head_with_chapter_and_number, 1124, 20),
    "pdf-head-new-on-each-page": partial(head_with_chapter_and_number, 1125, 6),
    "pdf-lone-roman": partial(lone_roman, 1129),
    "pdf-letters-embedded": partial(letters_of_embedded_font, 1130),
    "pdf-pages-of-numbers-ruled": partial(pages_of_numbers, 1126),
    "pdf-pages-of-numbers-unruled": partial(pages_of_numbers, 1127),
    "pdf-capitals": partial(capitals, 1128),
}
SLOW: dict[str, Callable[[], Example]] = {
    f"pdf-everything-{seed}": partial(everything, seed) for seed in range(1105, 1112)
}
