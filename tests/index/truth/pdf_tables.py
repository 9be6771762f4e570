"""PDFs with tables, ruled and not, within running text and over pages."""

from collections.abc import Callable
from functools import partial

from tests.index.truth.flow import chosen, fill
from tests.index.truth.language import RIVERS, Writer
from tests.index.truth.margins import arabic, band, number_alone, together
from tests.index.truth.model import Example
from tests.index.truth.pages import Style
from tests.index.truth.sheets import SANS, SERIF, Order, Unit
from tests.index.truth.typesetter import Typesetter

HEAD = "Tables of the otter survey"
_REMARKS = (
    "counted by boat in the first week of May and again in June", "not counted because the towpath was flooded",
    "an estimate of the wardens, who know the banks well", "counted twice", "from letters of the anglers",
    "as reported by the boat clubs, with gaps where no lamp was lit",
)  # fmt: skip


def numbers(writer: Writer, rows: int, columns: int, gaps: bool = False) -> list[list[str]]:
    """Return a table of numbers by river and year, with empty cells if asked."""
    header = ["River", *(str(2031 + column) for column in range(columns))]
    names = [*RIVERS, *(f"{river} Brook" for river in RIVERS), *(f"Upper {river}" for river in RIVERS)]
    names += [f"{river} Canal" for river in RIVERS]
    table = [header]
    for row in range(rows):
        values = [writer.number() for _ in range(columns)]
        if gaps and row % 3 == 1:
            values[row % columns] = ""
        table.append([names[row], *values])
    return table


def remarks(writer: Writer, rows: int, long: bool = True) -> list[list[str]]:
    """Return a table with words, which take several lines in their cells."""
    table = [["River", "Otters seen", "How they were counted"]]
    for row in range(rows):
        remark = _REMARKS[row % len(_REMARKS)] if long else "counted"
        table.append([RIVERS[row % len(RIVERS)], writer.number(), f"{remark} ({writer.number()} visits)"])
    return table


def within_text(
    kind: str, seed: int, *, ruled: bool, numeric: bool, unit: Unit = "line", order: Order = "body"
) -> Example:
    """Return text, a table, text, another table and text."""
    writer = Writer(seed)
    setter = Typesetter(Style(face=SERIF if seed % 2 else SANS))
    setter.heading(writer.heading())
    setter.paragraph(writer.sentences(4))
    for number in (1, 2):
        setter.caption(f"Table {number}: Otters by river, {2030 + number}")
        rows = numbers(writer, 5, 4, gaps=kind == "gaps") if kind != "words" else remarks(writer, 5)
        shares = [2, 1, 1, 1, 1] if kind != "words" else [1.2, 1, 2.5]
        setter.table(rows, shares, ruled=ruled, numeric=numeric)
        setter.paragraph(writer.sentences(4))
    setter.heading(writer.heading())
    setter.paragraph(writer.sentences(3))
    return setter.finish(
        f"pdf-table-{kind}-{seed}", furniture=together(band(number_alone), band(HEAD, top=True)),
        labels=arabic(setter.number), running=(HEAD,), unit=unit, order=order,
    )  # fmt: skip


def over_pages(seed: int, ruled: bool) -> Example:
    """Return a table over two pages, with its header repeated."""
    writer = Writer(seed)
    setter = Typesetter()
    setter.heading(writer.heading())
    for _ in range(4):
        setter.paragraph(writer.sentences(4))
    setter.table(numbers(writer, 30, 3), [2, 1, 1, 1], ruled=ruled, numeric=True, size=11)
    setter.paragraph(writer.sentences(4))
    assert setter.number == 2
    return setter.finish(
        f"pdf-table-over-pages-{seed}", furniture=together(band(number_alone), band(HEAD, "left", top=True)),
        labels=arabic(setter.number), running=(HEAD,),
    )  # fmt: skip


def floated(seed: int, ruled: bool) -> Example:
    """Return text with a table on top of a page, between the two halves of a sentence."""
    writer = Writer(seed)
    setter = Typesetter()
    setter.heading(writer.heading())
    setter.float_rows = (numbers(writer, 4, 3), (2.0, 1.0, 1.0, 1.0), ruled)
    fill(setter, writer, 1, headings=0)
    setter.paragraph(chosen(setter, writer, lambda lines, fits: 0 < fits < len(lines) - 1 and not lines[fits].begins))
    assert setter.number == 2
    setter.paragraph(writer.sentences(4))
    return setter.finish(
        f"pdf-table-floated-{seed}", furniture=together(band(number_alone), band(HEAD, top=True)),
        labels=arabic(setter.number), running=(HEAD,),
    )  # fmt: skip


def small(seed: int) -> Example:
    """Return tables of two rows and of two columns."""
    writer = Writer(seed)
    setter = Typesetter()
    setter.heading(writer.heading())
    setter.paragraph(writer.sentences(3))
    setter.table(numbers(writer, 1, 3), [1, 1, 1, 1])
    setter.paragraph(writer.sentences(3))
    setter.table(numbers(writer, 6, 1), [1, 1], numeric=True)
    setter.paragraph(writer.sentences(3))
    return setter.finish(f"pdf-table-small-{seed}", furniture=band(number_alone), labels=arabic(setter.number))


EXAMPLES: dict[str, Callable[[], Example]] = {
    "pdf-table-ruled": partial(within_text, "numbers", 501, ruled=True, numeric=False),
    "pdf-table-ruled-numeric": partial(within_text, "numbers", 502, ruled=True, numeric=True),
    "pdf-table-unruled": partial(within_text, "numbers", 503, ruled=False, numeric=False),
    "pdf-table-unruled-numeric": partial(within_text, "numbers", 504, ruled=False, numeric=True),
    "pdf-table-words-ruled": partial(within_text, "words", 505, ruled=True, numeric=False),
    "pdf-table-words-unruled": partial(within_text, "words", 506, ruled=False, numeric=False),
    "pdf-table-gaps-ruled": partial(within_text, "gaps", 507, ruled=True, numeric=True),
    "pdf-table-gaps-unruled": partial(within_text, "gaps", 508, ruled=False, numeric=True),
    "pdf-table-drawn-in-words": partial(within_text, "words", 509, ruled=True, numeric=False, unit="word"),
    "pdf-table-drawn-by-line": partial(within_text, "words", 510, ruled=True, numeric=False, order="interleaved"),
    "pdf-table-over-pages-ruled": partial(over_pages, 511, True),
    "pdf-table-over-pages-unruled": partial(over_pages, 512, False),
    "pdf-table-floated-ruled": partial(floated, 513, True),
    "pdf-table-floated-unruled": partial(floated, 514, False),
    "pdf-table-small": partial(small, 515),
}
