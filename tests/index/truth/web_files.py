"""Web pages and e-books: articles among menus, banners and related links, with notes, tables and lists."""

import io
import zipfile
from collections.abc import Callable, Sequence
from functools import partial
from html import escape

from index.document import Metadata
from tests.index.truth.language import Writer
from tests.index.truth.model import Example, Planted, PlantedCell, PlantedNote
from tests.index.truth.pdf_tables import numbers, remarks

MENU = ("All services", "Council tax", "Bins and recycling", "Contact us", "Sign in to your account")
RELATED = ("Fishing licences for beginners", "Where to moor a boat", "How to report a flood")
BANNER = "We use cookies to make this site work and to count our visitors."
FOOTER = "Copyright of the valley councils, all rights reserved"


class WebAuthor:
    """Writes the inside of an article and the truth about it."""

    def __init__(self, seed: int) -> None:
        self.writer = Writer(seed)
        self.parts: list[str] = []
        self.planted: list[Planted] = []
        self.headings: list[str] = []
        self.notes: list[PlantedNote] = []
        self.cells: list[PlantedCell] = []
        self.others: list[str] = []
        self._path: list[tuple[int, str]] = []

    def heading(self, text: str, level: int = 2, inner: str = "") -> None:
        self._path = [*(above for above in self._path if above[0] < level), (level, text)]
        self.headings.append(text)
        self.parts.append(f"<h{level}>{escape(text)}{inner}</h{level}>")

    def plant(self, sentences: Sequence[str]) -> None:
        path = tuple(text for _, text in self._path)
        self.planted += [Planted(sentence, heading=path) for sentence in sentences]

    def paragraph(self, sentences: Sequence[str], tag: str = "p") -> None:
        self.plant(sentences)
        self.parts.append(f"<{tag}>{escape(' '.join(sentences))}</{tag}>")

    def styled(self, sentences: Sequence[str]) -> None:
        """Add a paragraph with bold, linked and wrapped words."""
        self.plant(sentences)
        html = escape(" ".join(sentences)).replace(" the ", " <em>the</em>\n   <a href='/x'>", 1)
        words = html.split(" ")
        words[-3] = f"<strong>{words[-3]}</strong>"
        self.parts.append(f"<p>\n  {' '.join(words)}</a></p>" if "<a" in html else f"<p>{html}</p>")

    def noted(self, number: int, mark: str = "[{}]") -> None:
        before, after = self.writer.sentence(), self.writer.sentences(2)
        self.plant([before, *after])
        self.notes.append(PlantedNote(self.writer.sentence(), None, before))
        reference = f'<sup id="ref{number}"><a href="#note{number}">{mark.format(number)}</a></sup>'
        self.parts.append(f"<p>{escape(before)}{reference} {escape(' '.join(after))}</p>")

    def note_list(self) -> str:
        items = "".join(
            f'<li id="note{number}">{escape(note.text)} <a href="#ref{number}">↩</a></li>'
            for number, note in enumerate(self.notes, start=1)
        )
        return f'<section class="footnotes"><ol>{items}</ol></section>'

    def items(self, count: int = 4, tag: str = "ul", nested: bool = False) -> None:
        inner = []
        for number in range(count):
            text = self.writer.item() if number % 2 else self.writer.sentence(1)
            self.plant([text])
            below = ""
            if nested:
                deeper = [self.writer.item() for _ in range(2)]
                self.plant(deeper)
                below = f"<ul>{''.join(f'<li>{escape(item)}</li>' for item in deeper)}</ul>"
            inner.append(f"<li>{escape(text)}{below}</li>")
        self.parts.append(f"<{tag}>{''.join(inner)}</{tag}>")

    def table(self, rows: Sequence[Sequence[str]], caption: str = "") -> None:
        head = "".join(f"<th>{escape(cell)}</th>" for cell in rows[0])
        body = "".join(
            f"<tr><th scope='row'>{escape(row[0])}</th>{''.join(f'<td>{escape(cell)}</td>' for cell in row[1:])}</tr>"
            for row in rows[1:]
        )
        above = f"<caption>{caption}</caption>" if caption else ""
        self.others += [caption] if caption else []
        self.parts.append(f"<table>{above}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>")
        self.cells += [
            PlantedCell(row[0], header, value)
            for row in rows[1:]
            for header, value in zip(rows[0][1:], row[1:], strict=True)
            if value
        ]

    def article(self, kind: str) -> None:
        """Write the usual parts of an article."""
        writer = self.writer
        self.paragraph(writer.sentences(2))
        for section in range(3):
            self.heading(writer.heading())
            self.paragraph(writer.sentences(4))
            self.styled([writer.sentence(1), writer.sentence(2)])
            if kind == "notes":
                self.noted(section + 1)
            if kind == "table":
                rows = numbers(writer, 4, 3, gaps=True) if section else remarks(writer, 3)
                self.table(rows, f"Table {section + 1}: Otters by river")
                self.paragraph(writer.sentences(2))
            if kind == "lists":
                self.items(4, ("ul", "ol", "ul")[section], nested=section == 2)
                self.paragraph(writer.sentences(2))
            if kind == "deep":
                self.heading(writer.heading(), 3)
                self.paragraph(writer.sentences(3))
                self.heading(writer.heading(), 4)
                self.paragraph(writer.sentences(2))
            if kind == "quote":
                quoted = writer.sentences(2)
                self.plant(quoted)
                self.parts.append(f"<blockquote><p>{escape(' '.join(quoted))}</p></blockquote>")
                shown = writer.heading()
                self.others.append(shown)
                self.parts.append(
                    f"<figure><img src='x.png' alt='otter'><figcaption>{escape(shown)}</figcaption></figure>"
                )
                self.paragraph(writer.sentences(2))


TITLE = "Otters along eight rivers"
_SCRIPT = "<script>var otters = 'nobody reads this line of script';</script><style>.x { color: red }</style>"


def _menu(tag: str) -> str:
    links = "".join(f"<li><a href='/{number}'>{text}</a></li>" for number, text in enumerate(MENU))
    return f"<{tag}><ul>{links}</ul></{tag}>"


def page(kind: str, shell: str, seed: int) -> Example:
    """Return a web page. ``shell`` is "semantic" (main, nav, footer), "classes" (divs with classes) or "bare"."""
    author = WebAuthor(seed)
    author.article(kind)
    absent: tuple[str, ...] = ()
    inside = f"<h1>{TITLE}</h1>{''.join(author.parts)}{author.note_list() if author.notes else ''}"
    if shell != "bare":
        absent = (*MENU, *RELATED, BANNER, FOOTER, "nobody reads this")
        related = "".join(f"<li><a href='/r{number}'>{text}</a></li>" for number, text in enumerate(RELATED))
        if shell == "semantic":
            inside = (
                f"<div class='cookie-banner' role='dialog'><p>{BANNER}</p><button>Accept</button></div>"
                f"<header>{_menu('nav')}"
                f"</header><main><article>{inside}</article></main><aside><h2>Related</h2><ul>{related}</ul></aside>"
                f"<footer><p>{FOOTER}</p></footer>"
            )
        else:
            inside = (
                f"<div id='cookie-consent' class='cookies'><p>{BANNER}</p></div>"
                f"<div class='navbar menu'>{_menu('div')}</div>"
                f"<div class='content'><div class='article-body'>{inside}</div>"
                "<div class='related-links'><h3>Related</h3>"
                f"<ul>{related}</ul></div></div><div class='site-footer footer'><p>{FOOTER}</p></div>"
            )
    html = (
        "<!DOCTYPE html><html lang='en'><head><meta charset='utf-8'><title>Otters along eight rivers - Valley Councils"
        "</title><meta property='og:title' content='Otters along eight rivers'>"
        "<meta property='og:site_name' content='Valley Councils'>"
        "<meta property='article:published_time' content='2031-05-04T09:30:00Z'>"
        "<link rel='canonical' href='https://valley.example/otters'>"
        f"{_SCRIPT}</head><body>{inside}</body></html>"
    )
    return Example(
        name=f"html-{kind}-{shell}", content=html.encode(), file_name="otters.html", planted=tuple(author.planted),
        headings=tuple(author.headings), title=TITLE, notes=tuple(author.notes), cells=tuple(author.cells),
        others=tuple(author.others), absent=absent,
        expected=Metadata(title=TITLE, organisation="Valley Councils", date="2031-05-04", url="https://valley.example/otters"),
    )  # fmt: skip


_CONTAINER = (
    '<?xml version="1.0"?><container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
)


def book(seed: int) -> Example:
    """Return an e-book of three chapters, whose files are not in the order of reading, with a contents page."""
    author = WebAuthor(seed)
    writer = author.writer
    chapters = []
    for number in range(1, 4):
        author.parts = []
        author.heading(writer.heading(), 1)
        author.paragraph(writer.sentences(3))
        author.heading(writer.heading(), 2)
        author.styled([writer.sentence(1), writer.sentence(2)])
        author.items(3)
        author.table(numbers(writer, 3, 2))
        before = writer.sentence()
        note = writer.sentence()
        author.plant([before])
        author.notes.append(PlantedNote(note, None, before))
        author.parts.append(
            f'<p>{escape(before)}<a epub:type="noteref" href="#n{number}">{number}</a></p>'
            f'<aside epub:type="footnote" id="n{number}"><p>{escape(note)}</p></aside>'
        )
        chapters.append("".join(author.parts))
    names = ["c.xhtml", "a.xhtml", "b.xhtml"]
    manifest = "".join(
        f'<item id="i{number}" href="{name}" media-type="application/xhtml+xml"/>' for number, name in enumerate(names)
    )
    spine = "".join(f'<itemref idref="i{number}"/>' for number in range(3))
    package = (
        '<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id">'
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="id">x</dc:identifier>'
        f"<dc:title>{TITLE}</dc:title><dc:publisher>Valley Press</dc:publisher><dc:date>2031-05-04</dc:date>"
        '<dc:language>en</dc:language></metadata><manifest><item id="nav" href="nav.xhtml" properties="nav" '
        f'media-type="application/xhtml+xml"/>{manifest}</manifest><spine>{spine}</spine></package>'
    )
    links = "".join(f'<li><a href="{name}">Contents of {name}</a></li>' for name in names)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
        archive.writestr("META-INF/container.xml", _CONTAINER)
        archive.writestr("OEBPS/book.opf", package)
        archive.writestr("OEBPS/nav.xhtml", _xhtml(f'<nav epub:type="toc"><ol>{links}</ol></nav>'))
        for name, chapter in sorted(zip(names, chapters, strict=True)):
            archive.writestr(f"OEBPS/{name}", _xhtml(chapter))
    return Example(
        name=f"epub-{seed}", content=stream.getvalue(), file_name="otters.epub", planted=tuple(author.planted),
        headings=tuple(author.headings), title=TITLE, notes=tuple(author.notes), cells=tuple(author.cells),
        absent=("Contents of",), expected=Metadata(title=TITLE, organisation="Valley Press", date="2031-05-04"),
    )  # fmt: skip


def _xhtml(body: str) -> str:
    return (
        '<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml" '
        f'xmlns:epub="http://www.idpf.org/2007/ops"><head><title>x</title></head><body>{body}</body></html>'
    )


KINDS = ("plain", "notes", "table", "lists", "deep", "quote")
EXAMPLES: dict[str, Callable[[], Example]] = {
    **{
        f"html-{kind}-{shell}": partial(page, kind, shell, 800 + number)
        for number, kind in enumerate(KINDS)
        for shell in ("semantic", "classes", "bare")
    },
    **{f"epub-{seed}": partial(book, seed) for seed in (821, 822)},
}
