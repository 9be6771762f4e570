"""Writes Word files part by part, and the truth about them."""

import io
import zipfile
from collections.abc import Sequence
from typing import Any

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from index.document import Metadata
from tests.index.truth.language import Writer
from tests.index.truth.model import Example, Planted, PlantedCell, PlantedNote

NAMESPACES = (
    nsdecls("w") + ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml"'
)
_BY = 'w:id="{id}" w:author="A warden" w:date="2031-05-01T09:00:00Z"'


class WordAuthor:
    """Writes a Word file and the truth about it."""

    def __init__(self, seed: int) -> None:
        self.writer = Writer(seed)
        self.file = docx.Document()
        self.planted: list[Planted] = []
        self.headings: list[str] = []
        self.notes: list[PlantedNote] = []
        self.cells: list[PlantedCell] = []
        self.others: list[str] = []
        self.absent: list[str] = []
        self.loose: list[str] = []
        self.title: str | None = None
        self._path: list[tuple[int, str]] = []
        self._note_texts: dict[str, list[str]] = {"footnote": [], "endnote": []}
        self._comments: list[str] = []
        self._ids = 100

    def heading(self, text: str, level: int = 1) -> None:
        self._path = [*(above for above in self._path if above[0] < level), (level, text)]
        self.headings.append(text)
        self.file.add_heading(text, level)

    def main_title(self, text: str) -> None:
        self.title = text
        self.file.add_heading(text, 0)

    def plant(self, sentences: Sequence[str]) -> None:
        path = tuple(text for _, text in self._path)
        self.planted += [Planted(sentence, heading=path) for sentence in sentences]

    def paragraph(self, sentences: Sequence[str], style: str | None = None) -> None:
        self.plant(sentences)
        self.file.add_paragraph(" ".join(sentences), style=style)

    def raw_paragraph(self, xml: str, sentences: Sequence[str], style: str | None = None) -> None:
        """Add a paragraph of given runs, which reads as the sentences."""
        self.plant(sentences)
        paragraph = self.file.add_paragraph(style=style)
        for element in parse_xml(f"<w:p {NAMESPACES}>{xml}</w:p>"):
            paragraph._p.append(element)

    def noted(self, before: str, after: str = "", kind: str = "footnote", note: str | None = None) -> None:
        """Add a sentence with a note's mark between its two parts."""
        text = note or self.writer.sentence()
        texts = self._note_texts[kind]
        texts.append(text)
        reference = (
            f'<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:{kind}Reference w:id="{len(texts) + 1}"/></w:r>'
        )
        self.notes.append(PlantedNote(text, None, before))
        rest = self.writer.sentences(2)
        self.raw_paragraph(
            f"{run(before)}{reference}{run(f'{after} {rest[0]} {rest[1]}')}", [f"{before}{after}", *rest]
        )

    def mark(self) -> str:
        """Return the attributes of a tracked change."""
        self._ids += 1
        return _BY.format(id=self._ids)

    def table(self, rows: Sequence[Sequence[str]], style: str = "Table Grid") -> Any:
        table = self.file.add_table(len(rows), len(rows[0]), style=style)
        for cells, row in zip(table.rows, rows, strict=True):
            for cell, text in zip(cells.cells, row, strict=True):
                cell.text = text
        self.cells += [
            PlantedCell(row[0], header, value)
            for row in rows[1:]
            for header, value in zip(rows[0][1:], row[1:], strict=True)
            if value
        ]
        return table

    def comment(self, text: str) -> str:
        """Return the mark of a comment, to stand in a paragraph."""
        self._comments.append(text)
        self.absent.append(text)
        return f'<w:r><w:commentReference w:id="{len(self._comments) - 1}"/></w:r>'

    def finish(self, name: str, expected: Metadata = Metadata()) -> Example:  # noqa: B008  (frozen)
        stream = io.BytesIO()
        self.file.save(stream)
        content = stream.getvalue()
        for kind, texts in self._note_texts.items():
            if texts:
                content = with_part(content, f"{kind}s", _notes_part(kind, texts))
        if self._comments:
            content = with_part(content, "comments", _comments_part(self._comments))
        return Example(
            name=name, content=content, file_name=f"{name}.docx", planted=tuple(self.planted),
            headings=tuple(self.headings), title=self.title, notes=tuple(self.notes), cells=tuple(self.cells),
            others=tuple(self.others), loose=" ".join(self.loose), absent=tuple(self.absent), expected=expected,
        )  # fmt: skip


def run(text: str, properties: str = "", element: str = "t") -> str:
    shown = text.replace("&", "&amp;").replace("<", "&lt;")
    return f'<w:r><w:rPr>{properties}</w:rPr><w:{element} xml:space="preserve">{shown}</w:{element}></w:r>'


def _notes_part(kind: str, texts: Sequence[str]) -> str:
    """Return the part with the notes; as Word has it, with a line above them as notes -1 and 0."""
    separators = "".join(
        f'<w:{kind} w:type="{what}" w:id="{number}"><w:p><w:r><w:{what}/></w:r></w:p></w:{kind}>'
        for number, what in ((-1, "separator"), (0, "continuationSeparator"))
    )
    notes = "".join(
        f'<w:{kind} w:id="{number}"><w:p><w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr>'
        f'<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:{kind}Ref/></w:r>'
        f"{run(f' {text}')}</w:p></w:{kind}>"
        for number, text in enumerate(texts, start=2)
    )
    return f"<w:{kind}s {NAMESPACES}>{separators}{notes}</w:{kind}s>"


def _comments_part(texts: Sequence[str]) -> str:
    comments = "".join(
        f'<w:comment w:id="{number}" w:author="A warden" w:initials="W"><w:p>{run(text)}</w:p></w:comment>'
        for number, text in enumerate(texts)
    )
    return f"<w:comments {NAMESPACES}>{comments}</w:comments>"


def with_part(content: bytes, name: str, xml: str) -> bytes:
    """Return a .docx file with one more part, named in its relations and types."""
    kind = f"application/vnd.openxmlformats-officedocument.wordprocessingml.{name}+xml"
    relation = f"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{name}"
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as after:
        for entry in before.namelist():
            data = before.read(entry)
            if entry == "[Content_Types].xml":
                new = f'<Override PartName="/word/{name}.xml" ContentType="{kind}"/></Types>'
                data = data.replace(b"</Types>", new.encode())
            if entry == "word/_rels/document.xml.rels":
                new = f'<Relationship Id="rId9{name}" Type="{relation}" Target="{name}.xml"/></Relationships>'
                data = data.replace(b"</Relationships>", new.encode())
            after.writestr(entry, data)
        after.writestr(f"word/{name}.xml", f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>{xml}')
    return stream.getvalue()
