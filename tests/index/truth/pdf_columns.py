"""PDFs in columns, drawn column by column or line by line across the page."""

from collections.abc import Callable
from functools import partial

from tests.index.truth.flow import fill, run_over
from tests.index.truth.language import Writer
from tests.index.truth.margins import arabic, band, number_alone, together
from tests.index.truth.model import Example
from tests.index.truth.pages import Style
from tests.index.truth.sheets import SANS, SERIF, Order
from tests.index.truth.typesetter import Typesetter
from tests.index.truth.wrapping import note_mark

HEAD = "Proceedings of the otter survey, volume nine"


def paper(columns: int, order: Order, pages: int, seed: int, *, indented: bool = True, notes: bool = False) -> Example:
    """Return a paper: title and abstract over the whole width, and the rest in columns."""
    writer = Writer(seed)
    style = Style(
        face=SERIF if columns == 2 else SANS, size=9.5, leading=11.5, margin=58, justified=True, hyphen="-",
        indented=indented, gap=5, gutter=18,
    )  # fmt: skip
    setter = Typesetter(style)
    setter.heading("On the number of otters in rivers that have been cleaned", size=20, title=True)
    setter.heading("Abstract", 1, size=12)
    setter.paragraph(writer.sentences(4))
    setter.space(10)
    setter.columns(columns)
    mark = 0
    while setter.number < pages or setter.room > 150:
        if writer.chance.random() < 0.3:
            setter.heading(writer.heading(), 1, size=12, before=8)
        sentences = writer.sentences(writer.chance.randrange(2, 5))
        added = {}
        if notes and writer.chance.random() < 0.4:
            mark += 1
            sentences[1] += note_mark(str(mark))
            added[str(mark)] = writer.sentence()
        setter.paragraph(sentences, added)
    return setter.finish(
        f"pdf-columns-{columns}-{order}-{seed}", furniture=together(band(number_alone), band(HEAD, top=True)),
        labels=arabic(setter.number, 41), running=(HEAD,), order=order,
    )  # fmt: skip


def short_columns(order: Order, seed: int) -> Example:
    """Return a page with a few lines of two columns between two wide paragraphs."""
    writer = Writer(seed)
    setter = Typesetter(Style(size=10, leading=12.5))
    setter.heading(writer.heading())
    setter.paragraph(writer.sentences(4))
    setter.heading(writer.heading())
    setter.columns(2)
    setter.frame.bottom = setter.frame.y - 240
    run_over(setter, writer)
    setter.paragraph(writer.sentences(1))
    return setter.finish(f"pdf-short-columns-{order}", labels=[None], order=order)


def annex(seed: int) -> Example:
    """Return a report in one column with an annex in two."""
    writer = Writer(seed)
    setter = Typesetter()
    fill(setter, writer, 2)
    setter.new_page()
    setter.heading("Annex: what the boat clubs said")
    setter.columns(2)
    fill(setter, writer, 4, headings=0)
    setter.new_page()
    setter.columns(1)
    setter.heading("Annex: the questions")
    fill(setter, writer, 5, headings=0)
    return setter.finish("pdf-annex-in-columns", furniture=band(number_alone), labels=arabic(setter.number))


_ORDERS: tuple[Order, Order] = ("body", "interleaved")

EXAMPLES: dict[str, Callable[[], Example]] = {
    **{
        f"pdf-columns-{columns}-{order}": partial(paper, columns, order, 3, 200 + columns % 2, indented=columns == 2)
        for columns in (2, 3)
        for order in _ORDERS
    },
    "pdf-columns-with-notes": partial(paper, 2, "body", 3, 210, notes=True),
    "pdf-columns-with-notes-interleaved": partial(paper, 2, "interleaved", 3, 211, notes=True),
    "pdf-short-columns": partial(short_columns, "body", 220),
    "pdf-short-columns-interleaved": partial(short_columns, "interleaved", 221),
    "pdf-annex-in-columns": partial(annex, 222),
}
SLOW: dict[str, Callable[[], Example]] = {
    f"pdf-columns-{columns}-{order}-{seed}": partial(paper, columns, order, 3, seed, indented=seed % 2 == 0)
    for columns in (2, 3)
    for order in _ORDERS
    for seed in (201, 202)
}
