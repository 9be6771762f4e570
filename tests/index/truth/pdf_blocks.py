"""PDFs with lists, figures and boxes, and with pages that are turned, empty, large or nearly bare."""

from collections.abc import Callable
from functools import partial

from tests.index.truth.flow import chosen, fill
from tests.index.truth.language import Writer
from tests.index.truth.margins import arabic, band, number_alone, together
from tests.index.truth.model import Example
from tests.index.truth.pages import Style
from tests.index.truth.sheets import A4, A5, LANDSCAPE, LETTER, SANS, SERIF
from tests.index.truth.typesetter import Typesetter

HEAD = "Lists and pictures of the river"


def lists(seed: int, bullet: str, apart: bool) -> Example:
    """Return lists over two pages, between paragraphs; bullet "1" counts."""
    writer = Writer(seed)
    setter = Typesetter(Style(face=SERIF if seed % 2 else SANS))
    setter.heading(writer.heading())
    for _ in range(3):
        setter.paragraph([*writer.sentences(3), f"The {writer.number()} people of the valley ask for this:"])
        for number in range(1, 9):
            mark = f"{number}." if bullet == "1" else f"({'abcdefgh'[number - 1]})" if bullet == "a" else bullet
            sentences = [writer.item()] if number % 3 else writer.sentences(2)
            setter.item(mark, sentences, apart=apart)
        setter.space(6)
        setter.paragraph(writer.sentences(3))
    return setter.finish(
        f"pdf-list-{seed}", furniture=together(band(number_alone), band(HEAD, top=True)),
        labels=arabic(setter.number), running=(HEAD,),
    )  # fmt: skip


def nested_lists(seed: int) -> Example:
    writer = Writer(seed)
    setter = Typesetter()
    setter.heading(writer.heading())
    setter.paragraph([*writer.sentences(2), f"The {writer.number()} wardens ask for:"])
    for _ in range(3):
        setter.item("•", [writer.sentence(2)])
        for _ in range(2):
            setter.item("–", [writer.item()], level=2)
    setter.space(6)
    setter.paragraph(writer.sentences(4))
    return setter.finish(f"pdf-list-nested-{seed}", labels=[None])


def items_over_pages(seed: int) -> Example:
    """Return a list of long items, one of which goes on over the end of the page."""
    writer = Writer(seed)
    setter = Typesetter()
    setter.heading(writer.heading())
    setter.paragraph([f"The {writer.number()} members of the panel agreed:"])
    while setter.number == 1:
        setter.item("•", writer.sentences(3))
    for _ in range(4):
        setter.item("•", writer.sentences(2))
    setter.paragraph(writer.sentences(3))
    return setter.finish(f"pdf-items-over-pages-{seed}", furniture=band(number_alone), labels=arabic(setter.number))


def figures(seed: int) -> Example:
    writer = Writer(seed)
    setter = Typesetter()
    setter.heading(writer.heading())
    for number in range(1, 4):
        setter.paragraph(writer.sentences(4))
        setter.figure(90, ("Spring", "Summer", "Autumn") if number % 2 else ())
        setter.caption(f"Figure {number}: Otters seen from the bridges, in thousands")
        setter.paragraph(writer.sentences(4))
    return setter.finish(
        f"pdf-figures-{seed}", furniture=together(band(number_alone), band(HEAD, "right", top=True)),
        labels=arabic(setter.number), running=(HEAD,),
    )  # fmt: skip


def boxes(seed: int) -> Example:
    writer = Writer(seed)
    setter = Typesetter(Style(justified=True))
    for _ in range(3):
        setter.heading(writer.heading())
        setter.paragraph(writer.sentences(4))
        setter.boxed(writer.sentences(3))
        setter.paragraph(writer.sentences(4))
    return setter.finish(f"pdf-boxes-{seed}", furniture=band(number_alone), labels=arabic(setter.number))


def figure_within_a_sentence(seed: int) -> Example:
    """Return text with a picture and its caption on top of a page, between the two halves of a sentence."""
    writer = Writer(seed)
    setter = Typesetter()
    setter.heading(writer.heading())
    setter.float_caption = "Figure 1: The old bridge in the flood"
    fill(setter, writer, 1, headings=0)
    setter.paragraph(chosen(setter, writer, lambda lines, fits: 0 < fits < len(lines) - 1 and not lines[fits].begins))
    assert setter.number == 2
    setter.paragraph(writer.sentences(4))
    return setter.finish(f"pdf-figure-floated-{seed}", furniture=band(number_alone), labels=arabic(setter.number))


def turned(seed: int, in_file: bool) -> Example:
    """Return a document with a wide table's page on its side, turned in the file or made wide."""
    writer = Writer(seed)
    setter = Typesetter()
    fill(setter, writer, 1)
    setter.new_page(LANDSCAPE, turned=in_file)
    setter.heading(writer.heading())
    for _ in range(4):
        setter.paragraph(writer.sentences(4))
    setter.new_page(A4)
    fill(setter, writer, 3)
    return setter.finish(
        f"pdf-turned-{seed}", furniture=together(band(number_alone), band(HEAD, top=True)),
        labels=arabic(setter.number), running=(HEAD,),
    )  # fmt: skip


def mixed_sizes(seed: int) -> Example:
    writer = Writer(seed)
    setter = Typesetter()
    for size in (A4, LETTER, A5, LANDSCAPE, A4):
        if setter.sheets[0].inks:
            setter.new_page(size)
        setter.heading(writer.heading())
        for _ in range(3):
            setter.paragraph(writer.sentences(3))
    return setter.finish(
        f"pdf-mixed-sizes-{seed}", furniture=together(band(number_alone), band(HEAD, "left", top=True)),
        labels=arabic(setter.number), running=(HEAD,),
    )  # fmt: skip


def bare_pages(seed: int) -> Example:
    """Return a document with empty pages and a page of a single word."""
    writer = Writer(seed)
    setter = Typesetter()
    fill(setter, writer, 2)
    setter.new_page(bare=True)
    setter.new_page()
    setter.space(250)
    setter.heading("Annexes", size=30)
    setter.new_page(bare=True)
    setter.new_page()
    setter.heading(writer.heading(), 2)
    fill(setter, writer, 6, headings=0)
    return setter.finish(f"pdf-bare-pages-{seed}", furniture=band(number_alone), labels=arabic(setter.number))


def one_word(seed: int) -> Example:
    setter = Typesetter()
    setter.paragraph(["Otters."])
    return setter.finish(f"pdf-one-word-{seed}")


EXAMPLES: dict[str, Callable[[], Example]] = {
    "pdf-list-bullets": partial(lists, 601, "•", True),
    "pdf-list-bullets-in-line": partial(lists, 602, "•", False),
    "pdf-list-dashes": partial(lists, 603, "–", True),
    "pdf-list-numbers": partial(lists, 604, "1", True),
    "pdf-list-numbers-in-line": partial(lists, 605, "1", False),
    "pdf-list-letters": partial(lists, 606, "a", True),
    "pdf-list-nested": partial(nested_lists, 607),
    "pdf-items-over-pages": partial(items_over_pages, 608),
    "pdf-figures": partial(figures, 609),
    "pdf-figure-floated": partial(figure_within_a_sentence, 610),
    "pdf-boxes": partial(boxes, 611),
    "pdf-turned-in-file": partial(turned, 612, True),
    "pdf-turned-wide": partial(turned, 613, False),
    "pdf-mixed-sizes": partial(mixed_sizes, 614),
    "pdf-bare-pages": partial(bare_pages, 615),
    "pdf-one-word": partial(one_word, 616),
}
