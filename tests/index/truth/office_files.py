"""OpenDocument and rich text files, written by hand: headings, lists, a table, notes, deleted and hidden words."""

import io
import zipfile
from collections.abc import Callable, Sequence
from functools import partial
from html import escape

from index.document import Metadata
from tests.index.truth.language import Writer
from tests.index.truth.model import Example, Planted, PlantedCell, PlantedNote
from tests.index.truth.pdf_tables import numbers

TITLE = "Otters along eight rivers"
_SPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in {
        "office": "office", "text": "text", "table": "table", "style": "style", "meta": "meta",
        "fo": "xsl-fo-compatible", "draw": "drawing",
    }.items()
)  # fmt: skip


class _Truth:
    def __init__(self, seed: int) -> None:
        self.writer = Writer(seed)
        self.planted: list[Planted] = []
        self.headings: list[str] = []
        self.notes: list[PlantedNote] = []
        self.cells: list[PlantedCell] = []
        self.absent: list[str] = []
        self._path: list[tuple[int, str]] = []

    def heading(self, level: int) -> str:
        text = self.writer.heading()
        self._path = [*(above for above in self._path if above[0] < level), (level, text)]
        self.headings.append(text)
        return text

    def plant(self, sentences: Sequence[str]) -> str:
        path = tuple(text for _, text in self._path)
        self.planted += [Planted(sentence, heading=path) for sentence in sentences]
        return " ".join(sentences)

    def noted(self) -> tuple[str, str, str]:
        """Plant two sentences; return the first, the note that it bears, and the second."""
        before, note, after = self.writer.sentence(), self.writer.sentence(), self.writer.sentence()
        self.plant([before, after])
        self.notes.append(PlantedNote(note, None, before))
        return before, note, after

    def table(self) -> list[list[str]]:
        rows = numbers(self.writer, 4, 3, gaps=True)
        self.cells += [
            PlantedCell(row[0], header, value)
            for row in rows[1:]
            for header, value in zip(rows[0][1:], row[1:], strict=True)
            if value
        ]
        return rows

    def hidden(self) -> str:
        self.absent.append(self.writer.sentence())
        return self.absent[-1]

    def example(self, name: str, content: bytes, file_name: str) -> Example:
        return Example(
            name=name, content=content, file_name=file_name, planted=tuple(self.planted),
            headings=tuple(self.headings), title=TITLE, notes=tuple(self.notes), cells=tuple(self.cells),
            absent=tuple(self.absent), expected=Metadata(title=TITLE, date="2031-05-04"),
        )  # fmt: skip


def open_document(seed: int) -> Example:
    truth = _Truth(seed)
    writer = truth.writer
    parts = [f'<text:p text:style-name="Title">{TITLE}</text:p>']
    for section in range(3):
        parts.append(f'<text:h text:outline-level="1">{escape(truth.heading(1))}</text:h>')
        parts.append(f"<text:p>{escape(truth.plant(writer.sentences(3)))}</text:p>")
        first, second = truth.plant([writer.sentence(2)]).split(" the ", 1)
        parts.append(
            f'<text:p>{escape(first)}<text:s/><text:span text:style-name="T1">the</text:span> {escape(second)}</text:p>'
        )
        parts.append(f'<text:h text:outline-level="2">{escape(truth.heading(2))}</text:h>')
        before, note, after = truth.noted()
        parts.append(
            f'<text:p>{escape(before)}<text:note text:id="n{section}" text:note-class="footnote"><text:note-citation>'
            f"{section + 1}</text:note-citation><text:note-body><text:p>{escape(note)}</text:p></text:note-body>"
            f"</text:note> {escape(after)}</text:p>"
        )
        items = [writer.item(), writer.sentence(1), writer.item()]
        truth.plant(items)
        inner = "".join(f"<text:list-item><text:p>{escape(item)}</text:p></text:list-item>" for item in items)
        parts.append(f'<text:list text:style-name="L{section % 2}">{inner}</text:list>')
        parts.append(_open_table(truth.table()))
        remark, rest = truth.hidden(), truth.plant(writer.sentences(2))
        parts.append(
            f"<text:p><office:annotation><text:p>{escape(remark)}</text:p></office:annotation>{escape(rest)}</text:p>"
        )
        rest = truth.plant(writer.sentences(2))
        parts.append(f'<text:p>{escape(rest)}<text:change text:change-id="c{section}"/></text:p>')
    deleted = "".join(
        f'<text:changed-region text:id="c{number}"><text:deletion><office:change-info/><text:p>{escape(truth.hidden())}'
        "</text:p></text:deletion></text:changed-region>"
        for number in range(3)
    )
    body = f"<text:tracked-changes>{deleted}</text:tracked-changes>{''.join(parts)}"
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {_SPACES} office:version="1.2">'
        '<office:automatic-styles><text:list-style style:name="L0"><text:list-level-style-bullet text:level="1" '
        'text:bullet-char="•"/></text:list-style><text:list-style style:name="L1"><text:list-level-style-number '
        'text:level="1" style:num-format="1" style:num-suffix="."/></text:list-style></office:automatic-styles>'
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    meta = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-meta {_SPACES} '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><office:meta>'
        f"<dc:title>{TITLE}</dc:title><meta:creation-date>2031-05-04T10:00:00</meta:creation-date></office:meta>"
        "</office:document-meta>"
    )
    kind = "application/vnd.oasis.opendocument.text"
    manifest = (
        '<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/></manifest:manifest>'
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", kind)
        archive.writestr("content.xml", content)
        archive.writestr("meta.xml", meta)
        archive.writestr("META-INF/manifest.xml", manifest)
    return truth.example(f"odt-{seed}", stream.getvalue(), "otters.odt")


def _open_table(rows: Sequence[Sequence[str]]) -> str:
    shown = []
    for row in rows:
        cells = "".join(
            f"<table:table-cell><text:p>{escape(cell)}</text:p></table:table-cell>" if cell else "<table:table-cell/>"
            for cell in row
        )
        shown.append(f"<table:table-row>{cells}</table:table-row>")
    columns = f'<table:table-column table:number-columns-repeated="{len(rows[0])}"/>'
    head = f"<table:table-header-rows>{shown[0]}</table:table-header-rows>"
    return f'<table:table table:name="T">{columns}{head}{"".join(shown[1:])}</table:table>'


def rich_text(seed: int, unicode: bool) -> Example:
    """Return a rich text file; what is not ASCII is written as Unicode or as bytes of Windows' code page."""
    truth = _Truth(seed)
    writer = truth.writer

    def told(text: str) -> str:
        return "".join(_rtf_character(character, unicode) for character in text)

    parts = [rf"\pard\plain\s3\qc\fs40 {TITLE}\par"]
    for _ in range(3):
        parts.append(rf"\pard\plain\s1\outlinelevel0\b\fs32 {told(truth.heading(1))}\par")
        parts.append(rf"\pard\plain\fs22 {told(truth.plant(writer.sentences(3)))}\par")
        first, second = truth.plant([writer.sentence(2)]).split(" the ", 1)
        parts.append(rf"\pard\plain {told(first)} {{\i the}}" + "\r\n" + rf" {told(second)}\par")
        parts.append(rf"\pard\plain\s2\outlinelevel1\b\fs26 {told(truth.heading(2))}\par")
        before, note, after = truth.noted()
        parts.append(
            rf"\pard\plain {told(before)}{{\super\chftn}}{{\footnote\pard\plain {{\super\chftn}} {told(note)}}}"
            rf" {told(after)}\par"
        )
        for item in (writer.item(), writer.sentence(1)):
            truth.plant([item])
            parts.append(rf"{{\listtext\'95\tab}}\pard\plain\ls1\fi-360\li720 {told(item)}\par")
        for row in truth.table():
            edges = "".join(rf"\cellx{2000 * number}" for number in range(1, len(row) + 1))
            cells = "".join(rf"\pard\intbl {told(cell)}\cell " for cell in row)
            parts.append(rf"\trowd{edges} {cells}\row")
        gone = told(truth.hidden())
        parts.append(rf"\pard\plain {{\deleted {gone} }}{told(truth.plant(writer.sentences(2)))}\par")
        parts.append(rf"\pard\plain {told(truth.plant(writer.sentences(2)))}{{\v {told(truth.hidden())}}}\par")
    running = truth.hidden()
    head = (
        r"{\rtf1\ansi\ansicpg1252\deff0\uc1{\fonttbl{\f0\froman Times New Roman;}}{\colortbl;\red0\green0\blue0;}"
        r"{\stylesheet{\s0 Normal;}{\s1 heading 1;}{\s2 heading 2;}{\s3 Title;}}"
        rf"{{\info{{\title {TITLE}}}{{\creatim\yr2031\mo5\dy4\hr10}}}}{{\*\generator by hand;}}"
        rf"{{\header\pard {told(running)}\par}}"
    )
    content = f"{head}\r\n{chr(10).join(parts)}}}".encode("ascii")
    return truth.example(f"rtf-{seed}", content, "otters.rtf")


def _rtf_character(character: str, unicode: bool) -> str:
    if character in "\\{}":
        return f"\\{character}"
    if character < "\x80":
        return character
    if unicode:
        return f"\\u{ord(character)}?"
    return f"\\'{character.encode('cp1252')[0]:02x}"


EXAMPLES: dict[str, Callable[[], Example]] = {
    **{f"odt-{seed}": partial(open_document, seed) for seed in (951, 952)},
    "rtf-code-page": partial(rich_text, 961, False),
    "rtf-unicode": partial(rich_text, 962, True),
}
