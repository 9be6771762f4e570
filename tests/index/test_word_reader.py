import io
import zipfile

import docx
import pytest
from docx.document import Document as WordDocument
from docx.oxml import parse_xml

from index.document import Metadata, ParsedDocument
from index.errors import UnreadableFileError
from index.readers import read

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)


def saved(document: WordDocument) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def word(document: WordDocument) -> ParsedDocument:
    return read(saved(document), "paper.docx")


def body(xml: str) -> str:
    """Return the text of a document with this XML as its body."""
    document = docx.Document()
    for element in parse_xml(f"<w:body {NAMESPACES}>{xml}</w:body>"):
        document.element.body.insert(len(document.element.body) - 1, element)
    return word(document).text


def changed(content: bytes, part: str, old: bytes, new: bytes) -> bytes:
    """Return a .docx file with some bytes of one part replaced."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(stream, "w") as after:
        for name in before.namelist():
            data = before.read(name)
            if name == part:
                assert old in data
                data = data.replace(old, new)
            after.writestr(name, data)
    return stream.getvalue()


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def test_headings_lists_and_paragraphs_by_their_styles() -> None:
    document = docx.Document()
    document.add_heading("The title", 0)
    document.add_heading("Part one", 1)
    document.add_paragraph("Text of it.")
    document.add_heading("Deeper", 2)
    document.add_paragraph("They are:")
    document.add_paragraph("one", style="List Bullet")
    document.add_paragraph("two", style="List Number")
    document.add_paragraph("Only indented.", style="List Paragraph")
    custom = document.styles.add_style("Section title", 1)
    custom.base_style = document.styles["Heading 3"]
    document.add_paragraph("By a style of our own", style="Section title")
    document.add_paragraph("")
    document.add_paragraph("End.")
    parsed = word(document)
    assert parsed.text == (
        "The title\n\nPart one\n\nText of it.\n\nDeeper\n\nThey are:\n\n• one\n• two\n\nOnly indented.\n\n"
        "By a style of our own\n\nEnd."
    )
    assert [(h.level, parsed.text[h.start : h.end]) for h in parsed.headings] == [
        (1, "The title"), (1, "Part one"), (2, "Deeper"), (3, "By a style of our own")
    ]  # fmt: skip
    assert parsed.pages == ()


def test_title_and_date_come_from_the_properties() -> None:
    document = docx.Document()
    document.add_paragraph("Text.")
    assert word(document).metadata == Metadata()
    document.core_properties.title = "  A\n title "
    document.core_properties.created = document.core_properties.created.replace(year=2022)
    assert word(document).metadata == Metadata("A title", date="2022-12-23")


def test_runs_tabs_and_breaks() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("child")
    paragraph.add_run("ren").bold = True
    paragraph.add_run("\tand\nfamilies")
    assert word(document).text == "children and families"


@pytest.mark.parametrize(
    ("xml", "text"),
    [
        (
            f"<w:p>{run('Kept ')}<w:del><w:r><w:delText>gone </w:delText></w:r></w:del>"
            f"<w:ins>{run('new ')}</w:ins>"
            f"<w:moveFrom>{run('from ')}</w:moveFrom><w:moveTo>{run('to')}</w:moveTo></w:p>",
            "Kept new to",
        ),
        (
            f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{run('One ')}</w:p>"
            f"<w:p>{run('two')}</w:p><w:p>{run('three')}</w:p>",
            "One two\n\nthree",
        ),
        (f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{run('At the end')}</w:p>", "At the end"),
        (f"<w:p>{run('See ')}<w:hyperlink>{run('the page')}</w:hyperlink>{run('.')}</w:p>", "See the page."),
        (
            f"<w:p>{run('On ')}<w:r><w:fldChar w:fldCharType='begin'/><w:instrText>PAGE</w:instrText></w:r>"
            f"{run('7')}</w:p>",
            "On 7",
        ),
        (
            "<w:p><w:r><w:t>child</w:t><w:noBreakHyphen/><w:t>led</w:t><w:softHyphen/></w:r></w:p>",
            "child\u2011led",
        ),
        (f"<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r>{run('seen')}</w:p>", "seen"),
        (f"<w:p>{run('Note')}<w:r><w:footnoteReference w:id='2'/></w:r>{run('.')}</w:p>", "Note."),
        (f"<w:sdt><w:sdtContent><w:p>{run('In a control')}</w:p></w:sdtContent></w:sdt>", "In a control"),
        (
            f"<w:p><w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{run('Click')}</w:sdtContent>"
            f"</w:sdt>{run('x')}</w:p>",
            "x",
        ),
        (
            f"<w:p>{run('Text')}<w:r><mc:AlternateContent>"
            f"<mc:Choice><w:txbxContent><w:p>{run('In a box')}</w:p></w:txbxContent></mc:Choice>"
            f"<mc:Fallback><w:txbxContent><w:p>{run('In a box')}</w:p></w:txbxContent></mc:Fallback>"
            "</mc:AlternateContent></w:r></w:p>",
            "Text\n\nIn a box",
        ),
        (
            f"<w:p><w:pPr><w:pStyle w:val='TOC1'/></w:pPr>{run('Part one 3')}</w:p><w:p>{run('x')}</w:p>",
            "Part one 3\n\nx",
        ),
    ],
)
def test_the_text_is_what_a_reader_sees(xml: str, text: str) -> None:
    assert body(xml) == text


def test_the_table_of_contents_is_left_out() -> None:
    document = docx.Document()
    document.styles.add_style("toc 1", 1)
    document.add_paragraph("Part one 3", style="toc 1")
    document.add_paragraph("Text.")
    assert word(document).text == "Text."


def test_a_table_has_a_line_for_each_row_and_merged_cells_once() -> None:
    document = docx.Document()
    table = document.add_table(3, 3)
    for row_number, row in enumerate(table.rows):
        for column, cell in enumerate(row.cells):
            cell.text = f"{row_number}{column}"
    table.cell(0, 0).merge(table.cell(0, 1)).text = "wide"
    table.cell(1, 2).merge(table.cell(2, 2)).text = "tall\nlines"
    table.cell(2, 0).text = ""
    table.cell(2, 1).add_table(1, 2).cell(0, 1).text = "inner"
    assert word(document).text == "wide | 02\n10 | 11 | tall lines\n| 21 | inner"


def test_a_deleted_row_does_not_read() -> None:
    row = "<w:tr>{}<w:tc><w:p>{}</w:p></w:tc><w:tc><w:p>{}</w:p></w:tc></w:tr>"
    rows = row.format("", run("a"), run("b")) + row.format("<w:trPr><w:del/></w:trPr>", run("c"), run("d"))
    assert body(f"<w:tbl>{rows}</w:tbl>") == "a | b"


def test_a_table_of_one_cell_is_a_box_around_text() -> None:
    document = docx.Document()
    document.add_table(1, 1).cell(0, 0).text = "One.\nTwo."
    assert word(document).text == "One. Two."
    document.tables[0].cell(0, 0).add_paragraph("Three.")
    assert word(document).text == "One. Two.\n\nThree."


def test_the_strict_form_of_the_format_is_read() -> None:
    document = docx.Document()
    document.add_heading("Part", 1)
    content = saved(document)
    for part in ("word/document.xml", "word/styles.xml"):
        content = changed(
            content,
            part,
            b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        )
    parsed = read(content, "strict.docx")
    assert (parsed.text, len(parsed.headings)) == ("Part", 1)


def archive(**files: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as target:
        for name, data in files.items():
            target.writestr(name, data)
    return stream.getvalue()


def document_with(part: str, old: bytes, new: bytes) -> bytes:
    document = docx.Document()
    document.add_paragraph("Text.")
    return changed(saved(document), part, old, new)


@pytest.mark.parametrize(
    "content",
    [
        archive(readme=b"no document"),
        b"PK\x03\x04" + bytes(100),
        document_with("word/document.xml", b"</w:body>", b""),
        document_with("word/document.xml", b"w:body>", b"w:other>"),
        document_with("word/styles.xml", b"</w:styles>", b""),
        document_with("_rels/.rels", b'officeDocument"', b'else"'),
        document_with("_rels/.rels", b"word/document.xml", b"word/absent.xml"),
    ],
)
def test_what_is_no_whole_word_document_is_refused(content: bytes) -> None:
    with pytest.raises(UnreadableFileError, match=r"^a\.docx: the Word document is broken or of another kind[^\n]*$"):
        read(content, "a.docx")


def test_entities_are_never_followed() -> None:
    content = document_with(
        "word/document.xml",
        b"<w:document",
        b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hosts">]><w:document',
    )
    with pytest.raises(UnreadableFileError, match="broken or of another kind"):
        read(changed(content, "word/document.xml", b"Text.", b"Text&e;."), "a.docx")
