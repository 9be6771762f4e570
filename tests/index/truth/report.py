"""Whole reports of any length, as councils and reviews publish them."""

from collections.abc import Callable
from functools import partial

from tests.index.truth.language import Writer
from tests.index.truth.margins import arabic, band, chapter, number_alone, roman, together
from tests.index.truth.model import Example
from tests.index.truth.pages import Style
from tests.index.truth.pdf_tables import numbers, remarks
from tests.index.truth.sheets import Sheet
from tests.index.truth.typesetter import Typesetter
from tests.index.truth.wrapping import note_mark

HEAD = "The Valley Review: final report"
_ANNEX_SHARE = 8
"""One page of so many belongs to the annex."""


def report(pages: int, seed: int) -> Example:
    """Return a report of at least 4 pages with some 450 words on each.

    It has a cover, front matter with Roman numbers, chapters and sections with bookmarks, alternating heads,
    footnotes, tables, lists, boxes and figures, and an annex in two columns. The file has page labels.
    """
    author = _Author(pages, seed)
    author.front_matter()
    author.chapters(pages - max(2, pages // _ANNEX_SHARE))
    author.annex(pages)
    return author.finish(f"pdf-report-{pages}-{seed}")


class _Author:
    def __init__(self, pages: int, seed: int) -> None:
        self.writer = Writer(seed)
        style = Style(size=11, leading=15, margin=74, justified=seed % 2 == 0, hyphen="-" if seed % 2 == 0 else None)
        self.setter = Typesetter(style)
        self.front = 2 if pages >= 8 else 1
        self.mark = 0
        self.tables = 0

    def front_matter(self) -> None:
        setter, writer = self.setter, self.writer
        setter.sheets[0].bare = True
        setter.space(200)
        setter.heading("Rivers for everyone", size=34, title=True)
        setter.words("The final report of the Valley Review", 74, 430, "Times-Italic", 16)
        setter.words("May 2031", 74, 120, "Times-Roman", 12)
        if self.front == 2:
            setter.new_page()
            setter.heading("Foreword")
            while setter.room > 120:
                setter.paragraph(writer.sentences(4))

    def chapters(self, last: int) -> None:
        number = 0
        while self.setter.number < last:
            number += 1
            self.setter.new_page()
            self.setter.heading(f"Chapter {number}: {self.writer.heading()}")
            end = min(last, self.setter.number + 11)
            if last - end < 3:
                end = last
            self._section()
            while self.setter.number < end - 1 or (self.setter.number < end and self.setter.room < 400):
                self._section()

    def annex(self, pages: int) -> None:
        setter, writer = self.setter, self.writer
        setter.new_page()
        setter.heading("Annex: what people told the review")
        setter.columns(2)
        while setter.number < pages or setter.room > 200:
            setter.paragraph(writer.sentences(3))
        assert setter.number == pages

    def finish(self, name: str) -> Example:
        total = self.setter.number
        assert total >= 4
        labels = [*roman(self.front), *arabic(total - self.front)]
        return self.setter.finish(
            name,
            furniture=together(band(_head, "outer", top=True), band(number_alone, "outer")),
            labels=labels,
            running=(HEAD,),
            file_labels={0: ("ROMAN_LOWER", 1), self.front: ("ARABIC", 1)},
            outline=True,
            properties={"Title": "Rivers for everyone", "Author": "The Valley Review"},
        )

    def _section(self) -> None:
        setter, writer, chance = self.setter, self.writer, self.writer.chance
        setter.heading(writer.heading(), 2)
        for _ in range(chance.randrange(2, 5)):
            self._paragraph()
        kind = chance.choice(("table", "words", "list", "box", "figure", "deeper", "none"))
        if kind in ("table", "words"):
            self.tables += 1
            setter.caption(f"Table {self.tables}: What was counted, part {writer.number()}")
            rows = numbers(writer, 6, 4, gaps=True) if kind == "table" else remarks(writer, 4)
            shares = [2.0, 1, 1, 1, 1] if kind == "table" else [1.2, 1, 2.5]
            setter.table(rows, shares, ruled=chance.random() < 0.6, numeric=kind == "table")
        elif kind == "list":
            setter.paragraph([f"The {writer.number()} people who wrote to the review ask for three things:"])
            for _ in range(3):
                setter.item("•", [writer.item()])
            setter.space(6)
        elif kind == "box":
            setter.boxed(writer.sentences(3))
        elif kind == "figure":
            setter.figure(90)
            setter.caption(f"Figure {writer.number()}: Otters seen from the bridges")
        elif kind == "deeper":
            setter.heading(writer.heading(), 3)
            self._paragraph()
        self._paragraph()

    def _paragraph(self) -> None:
        sentences = self.writer.sentences(self.writer.chance.randrange(3, 7))
        notes = {}
        if self.writer.chance.random() < 0.35:
            self.mark += 1
            position = self.writer.chance.randrange(len(sentences))
            sentences[position] += note_mark(str(self.mark))
            notes[str(self.mark)] = self.writer.sentence()
        self.setter.paragraph(sentences, notes)


def _head(sheet: Sheet, number: int, total: int, label: str | None) -> str | None:
    return HEAD if number % 2 == 0 else chapter(sheet, number, total, label)


EXAMPLES: dict[str, Callable[[], Example]] = {
    f"pdf-report-{pages}-{seed}": partial(report, pages, seed) for pages, seed in ((4, 1), (12, 2), (30, 3))
}
SLOW: dict[str, Callable[[], Example]] = {
    f"pdf-report-{pages}-{seed}": partial(report, pages, seed) for pages, seed in ((30, 4), (200, 5))
}
