"""Filling pages with running text."""

from collections.abc import Callable

from tests.index.truth.language import Writer
from tests.index.truth.typesetter import Typesetter
from tests.index.truth.wrapping import Line, wrapped


def fill(setter: Typesetter, writer: Writer, pages: int, *, headings: int = 1, every: int = 4) -> None:
    """Set paragraphs, below a heading each few, until the page ``pages`` is nearly full."""
    count = 0
    while setter.number < pages or setter.room > 190:
        if headings and count % every == 0:
            setter.heading(writer.heading(), 1 + (count // every) % headings)
        setter.paragraph(writer.sentences(writer.chance.randrange(2, 6)))
        count += 1


def run_over(setter: Typesetter, writer: Writer, tries: int = 400) -> None:
    """Set a paragraph of which a sentence runs over the column's end right before a name with a capital."""

    def before_name(lines: list[Line], last: int) -> bool:
        return 0 < last < len(lines) - 1 and not lines[last].begins and lines[last].text[0].isupper()

    setter.paragraph(chosen(setter, writer, before_name, tries, names=True))


def chosen(
    setter: Typesetter, writer: Writer, wanted: Callable[[list[Line], int], bool], tries: int = 400,
    names: bool = False,
) -> list[str]:  # fmt: skip
    """Return sentences whose lines are as ``wanted``, which is told how many of them fit into the column."""
    style = setter.style
    while setter.room > 9 * style.leading:
        setter.paragraph(writer.sentences(2))
    fits = int(setter.room / style.leading)
    for _ in range(tries):
        sentences = writer.sentences(9)
        if names:
            sentences[writer.chance.randrange(1, 5)] = writer.roll_call()
        indent = 14.0 if style.indented else 0.0
        lines = wrapped(
            sentences, style.face.regular, style.size, setter.frame.measure, hyphen=style.hyphen, first_indent=indent
        )
        if wanted(lines, fits):
            return sentences
    raise AssertionError("no paragraph breaks as it should")
