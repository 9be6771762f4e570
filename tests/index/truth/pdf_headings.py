"""PDFs with headings by size, by weight alone, with numbers, with bookmarks, and of two lines."""

from collections.abc import Callable
from functools import partial

from tests.index.truth.language import Writer
from tests.index.truth.margins import arabic, band, number_alone
from tests.index.truth.model import Example
from tests.index.truth.pages import Style
from tests.index.truth.sheets import SANS, SERIF
from tests.index.truth.typesetter import Typesetter

LONG = "What the councils, the wardens and the people of the valley have told the survey about the otters"


def by_size(seed: int, *, outline: bool = False, levels: int = 3, bold: bool = True) -> Example:
    writer = Writer(seed)
    setter = Typesetter(Style(face=SERIF if seed % 2 else SANS))
    font = None if bold else setter.style.face.regular
    setter.heading("Eight rivers", size=28, title=True)
    for position in range(9):
        level = 1 + position % levels
        setter.heading(writer.heading(), level, size=(20, 16, 13)[level - 1], font=font)
        for _ in range(writer.chance.randrange(1, 4)):
            setter.paragraph(writer.sentences(3))
    return setter.finish(
        f"pdf-headings-size-{seed}", furniture=band(number_alone), labels=arabic(setter.number), outline=outline
    )


def by_weight(seed: int, outline: bool) -> Example:
    """Return a document whose headings are bold and no larger than its text."""
    writer = Writer(seed)
    setter = Typesetter(Style(face=SERIF if seed % 2 else SANS))
    for _ in range(7):
        setter.heading(writer.heading(), 1, size=11, before=8)
        for _ in range(writer.chance.randrange(1, 4)):
            setter.paragraph(writer.sentences(4))
    return setter.finish(
        f"pdf-headings-weight-{seed}", furniture=band(number_alone), labels=arabic(setter.number), outline=outline
    )


def numbered(seed: int, *, same_size: bool, outline: bool) -> Example:
    """Return a document with headings "1 …", "1.1 …" and "1.1.1 …"."""
    writer = Writer(seed)
    setter = Typesetter()
    sizes = (13, 13, 13) if same_size else (20, 15, 12)
    for chapter in (1, 2, 3):
        setter.heading(f"{chapter} {writer.heading()}", 1, size=sizes[0])
        setter.paragraph(writer.sentences(4))
        for section in (1, 2):
            setter.heading(f"{chapter}.{section} {writer.heading()}", 2, size=sizes[1])
            setter.paragraph(writer.sentences(5))
            if section == 2:
                setter.heading(f"{chapter}.{section}.1 {writer.heading()}", 3, size=sizes[2])
                setter.paragraph(writer.sentences(4))
                setter.paragraph(writer.sentences(3))
    return setter.finish(
        f"pdf-headings-numbered-{seed}", furniture=band(number_alone), labels=arabic(setter.number), outline=outline
    )


def of_two_lines(seed: int, outline: bool) -> Example:
    writer = Writer(seed)
    setter = Typesetter()
    for position, title in enumerate((LONG, "Boats", f"{LONG} in their letters of this year", "Lamps")):
        setter.heading(title, 1 + position % 2, size=(20, 16)[position % 2])
        for _ in range(3):
            setter.paragraph(writer.sentences(4))
    return setter.finish(
        f"pdf-headings-two-lines-{seed}", furniture=band(number_alone), labels=arabic(setter.number), outline=outline
    )


def at_page_tops(seed: int) -> Example:
    """Return a document each page of which begins with a heading, as high up as a running head may be."""
    writer = Writer(seed)
    setter = Typesetter(Style(margin=50))
    for position in range(4):
        if position:
            setter.new_page()
        setter.heading(writer.heading(), 1, size=15)
        for _ in range(6):
            setter.paragraph(writer.sentences(4))
    return setter.finish(f"pdf-headings-at-tops-{seed}", furniture=band(number_alone), labels=arabic(setter.number))


def with_contents(seed: int, outline: bool) -> Example:
    """Return a report with a table of contents, whose lines are no headings of what follows."""
    writer = Writer(seed)
    setter = Typesetter()
    setter.heading("Eight rivers", size=28, title=True)
    titles = [f"{number} {writer.heading()}" for number in range(1, 8)]
    setter.heading("Contents")
    y = setter.frame.y
    for number, title in enumerate(titles):
        dots = "." * int((380 - len(title) * 5) / 3)
        setter.words(f"{title} {dots} {2 + number // 2}", 72, y - 20 * number - 20, "Times-Roman", 11)
    for number, title in enumerate(titles):
        if number % 2 == 0:
            setter.new_page()
        setter.heading(title)
        for _ in range(3):
            setter.paragraph(writer.sentences(4))
    return setter.finish(
        f"pdf-contents-{seed}", furniture=band(number_alone), labels=arabic(setter.number), outline=outline
    )


EXAMPLES: dict[str, Callable[[], Example]] = {
    "pdf-headings-size": partial(by_size, 401),
    "pdf-headings-size-sans": partial(by_size, 402),
    "pdf-headings-size-light": partial(by_size, 403, bold=False),
    "pdf-headings-bookmarks": partial(by_size, 404, outline=True),
    "pdf-headings-two-levels": partial(by_size, 405, levels=2),
    "pdf-headings-weight": partial(by_weight, 406, False),
    "pdf-headings-weight-sans": partial(by_weight, 407, False),
    "pdf-headings-weight-bookmarks": partial(by_weight, 408, True),
    "pdf-headings-numbered": partial(numbered, 409, same_size=False, outline=False),
    "pdf-headings-numbered-same-size": partial(numbered, 410, same_size=True, outline=False),
    "pdf-headings-numbered-bookmarks": partial(numbered, 411, same_size=True, outline=True),
    "pdf-headings-two-lines": partial(of_two_lines, 412, False),
    "pdf-headings-two-lines-bookmarks": partial(of_two_lines, 413, True),
    "pdf-headings-at-page-tops": partial(at_page_tops, 414),
    "pdf-contents": partial(with_contents, 415, False),
    "pdf-contents-bookmarks": partial(with_contents, 416, True),
}
