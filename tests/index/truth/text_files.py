"""Markdown and plain text: wrapped lines, lists, headings, front matter, tables and notes."""

import textwrap
from collections.abc import Callable, Sequence
from functools import partial

from index.document import Metadata
from tests.index.truth.language import Writer
from tests.index.truth.model import Example, Planted, PlantedCell, PlantedNote
from tests.index.truth.pdf_tables import numbers


def markdown(seed: int, measure: int) -> Example:
    """Return a note with front matter; lines are wrapped at ``measure`` characters."""
    writer = Writer(seed)
    lines = ["---", "title: Otters along eight rivers", "organisation: Valley Councils", "date: 2031-05-04", "---", ""]
    lines += ["# Otters along eight rivers", ""]
    planted: list[Planted] = []
    headings: list[str] = []
    cells: list[PlantedCell] = []
    notes: list[PlantedNote] = []

    def put(sentences: Sequence[str], first: str = "", marked: str | None = None) -> None:
        planted.extend(Planted(sentence, heading=tuple(path)) for sentence in sentences)
        text = marked or " ".join(sentences)
        lines.extend(
            textwrap.wrap(
                text,
                measure,
                initial_indent=first,
                subsequent_indent=" " * len(first),
                break_on_hyphens=False,
                break_long_words=False,
            )
        )

    path: list[str] = []
    for section in range(3):
        path = [writer.heading()]
        headings.append(path[0])
        lines += [f"## {path[0]}", ""]
        put(writer.sentences(4))
        lines.append("")
        emphasised = writer.sentence(2)
        words = emphasised.split(" ")
        words[2] = f"**{words[2]}**"
        words[4] = f"[{words[4]}](https://valley.example/{section})"
        put([emphasised], marked=" ".join(words))
        lines.append("")
        for _ in range(3):
            put([writer.item()], first="- ")
        lines.append("")
        path = [*path, writer.heading()]
        headings.append(path[1])
        lines += [f"### {path[1]}", ""]
        before, note = writer.sentence(), writer.sentence()
        after = writer.sentence()
        put([before, after], marked=f"{before}[^{section}] {after}")
        notes.append(PlantedNote(note, None, before))
        lines += ["", f"[^{section}]: {note}", ""]
        for number in range(1, 4):
            put(writer.sentences(1), first=f"{number}. ")
        lines.append("")
        rows = numbers(writer, 3, 2)
        cells += [
            PlantedCell(row[0], header, value)
            for row in rows[1:]
            for header, value in zip(rows[0][1:], row[1:], strict=True)
        ]
        lines += [f"| {' | '.join(rows[0])} |", "|---|---|---|", *(f"| {' | '.join(row)} |" for row in rows[1:]), ""]
        put(writer.sentences(2), first="> ") if section == 5 else put(writer.sentences(2))
        lines.append("")
    return Example(
        name=f"markdown-{measure}", content="\n".join(lines).encode(), file_name="otters.md", planted=tuple(planted),
        headings=tuple(headings), title="Otters along eight rivers", notes=tuple(notes), cells=tuple(cells),
        expected=Metadata(title="Otters along eight rivers", organisation="Valley Councils", date="2031-05-04"),
    )  # fmt: skip


def plain_text(seed: int, measure: int, ending: str, bom: bool = False) -> Example:
    """Return plain text with headings that stand alone, lists and wrapped paragraphs; ``measure`` 0 wraps nothing."""
    writer = Writer(seed)
    lines: list[str] = []
    planted: list[Planted] = []
    headings: list[str] = []

    def put(sentences: Sequence[str], first: str = "") -> None:
        planted.extend(Planted(sentence, heading=(headings[-1],)) for sentence in sentences)
        text = " ".join(sentences)
        if not measure:
            lines.append(first + text)
            return
        lines.extend(
            textwrap.wrap(
                text, measure, initial_indent=first, subsequent_indent=" " * len(first), break_on_hyphens=False
            )
        )

    for _ in range(3):
        headings.append(writer.heading())
        lines += [headings[-1], ""]
        for _ in range(2):
            put(writer.sentences(4))
            lines.append("")
        for _ in range(3):
            put([writer.item()], first="- ")
        lines.append("")
        for number in range(1, 4):
            put([writer.sentence(1)], first=f"{number}. ")
        lines.append("")
    content = ending.join(lines).encode("utf-8-sig" if bom else "utf-8")
    return Example(
        name=f"plain-{measure}", content=content, file_name="otters.txt", planted=tuple(planted),
        headings=tuple(headings),
    )  # fmt: skip


def short_names(seed: int) -> Example:
    """Return sentences that end with short names, which are no abbreviations."""
    writer = Writer(seed)
    names = ("Wend", "Exe", "Don", "Wear", "Ouse", "Nene", "Tees", "Cam")
    sentences = []
    for name in names:
        sentences += [f"The wardens counted {writer.number()} otters along the {name}.", writer.sentence(1)]
    return Example(
        name="plain-short-names", content=" ".join(sentences).encode(), file_name="names.txt",
        planted=tuple(Planted(sentence) for sentence in sentences),
    )  # fmt: skip


EXAMPLES: dict[str, Callable[[], Example]] = {
    **{f"markdown-{measure}": partial(markdown, 900 + measure, measure) for measure in (72, 100, 4000)},
    "plain-72": partial(plain_text, 911, 72, "\n"),
    "plain-100": partial(plain_text, 912, 100, "\r\n"),
    "plain-unwrapped": partial(plain_text, 913, 0, "\n", True),
    "plain-short-names": partial(short_names, 914),
}
