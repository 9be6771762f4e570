"""What holds for files of every format, whole, damaged and wrongly named."""

import io
import random
import zipfile

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from index.document import ParsedDocument
from index.errors import UnreadableFileError
from index.offset_map import Comparison
from index.readers import SUFFIXES, read

LINE = "Councils say that families need help early, and that “£1.4bn” must be found for it by No. 10."


def word_file() -> bytes:
    document = docx.Document()
    document.core_properties.title = "A paper"
    document.add_heading("Part one", 1)
    document.add_paragraph(LINE)
    document.add_paragraph("an item", style="List Bullet")
    document.add_table(2, 2).cell(0, 0).text = "cell"
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def pdf_file() -> bytes:
    stream = io.BytesIO()
    canvas = Canvas(stream, invariant=True, pageCompression=0)
    for number in range(3):
        canvas.setFont("Helvetica", 18)
        canvas.drawString(72, 740, f"Part {number}")
        canvas.setFont("Helvetica", 11)
        canvas.drawString(72, 700, "Councils say that families need help early,")
        canvas.drawString(72, 686, "and that it must be paid for.")
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def e_book() -> bytes:
    """Return an e-book of one chapter."""
    parts = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
        '<rootfile full-path="b/c.opf"/></rootfiles></container>',
        "b/c.opf": '<package xmlns="http://www.idpf.org/2007/opf"><manifest>'
        '<item id="a" href="a.xhtml" media-type="application/xhtml+xml"/></manifest>'
        "<spine><itemref idref='a'/></spine></package>",
        "b/a.xhtml": f'<html xmlns="http://www.w3.org/1999/xhtml"><body><h1>Part</h1><p>{LINE}</p></body></html>',
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for path, text in parts.items():
            archive.writestr(path, text)
    return stream.getvalue()


FILES = {
    "a.txt": f"A heading\n\n{LINE}\n- an item\n- another\n".encode(),
    "a.md": (
        f"---\ntitle: A note\ndate: 2022-05-23\n---\n# A note\n\n{LINE}\n\n- *one*\n- two\n\n| A |\n|---|\n| b |\n"
    ).encode(),
    "a.html": (
        '<html><head><meta charset="utf-8"><title>T</title>'
        '<meta property="article:published_time" content="2022-05-23">'
        f"</head><body><main><h1>Part</h1><p>{LINE}</p><ul><li>one</li></ul><table><tr><td>b</table></main></body></html>"
    ).encode(),
    "a.docx": word_file(),
    "a.pdf": pdf_file(),
    "a.epub": e_book(),
}


def read_or_refused(content: bytes, name: str) -> ParsedDocument | None:
    """Return what the reader makes of a file, after checking what every one keeps to."""
    try:
        document = read(content, name)
    except UnreadableFileError as error:
        refusal = str(error)
    else:
        check_document(document)
        return document
    assert refusal.startswith(f"{name}: ")
    assert refusal.endswith(".")
    assert len(refusal.splitlines()) == 1
    return None


def check_document(document: ParsedDocument) -> None:
    assert document.text.encode().decode() == document.text
    assert document.text.strip()
    assert all(character == "\n" or character >= " " for character in document.text)
    rows = {document.text.rfind("\n", 0, cell.start) + 1 for cell in document.cells}
    start = 0
    for line in document.text.split("\n"):
        # Empty cells at the ends of a row leave their bars.
        assert line == line.strip() or start in rows
        assert len(line.splitlines()) <= 1
        start += len(line) + 1
    position = 0
    for heading in document.headings:
        assert position <= heading.start < heading.end <= len(document.text)
        assert "\n" not in document.text[heading.start : heading.end]
        position = heading.end
    position = 0
    for number, page in enumerate(document.pages, start=1):
        assert page.number == number
        assert page.label is None or page.label.strip()
        assert position <= page.start <= page.end <= document.body_end
        assert 0 <= page.raw_start <= page.raw_end <= len(document.raw)
        position = page.end
    position = document.body_end
    for note in document.notes:
        assert position <= note.start < note.end <= len(document.text)
        assert 0 <= note.anchor <= document.body_end
        position = note.end
    for cell in document.cells:
        assert 0 <= cell.start < cell.end <= len(document.text)
        assert "\n" not in document.text[cell.start : cell.end]
    comparison = Comparison(document.text, document.raw, document.offset_map)
    assert comparison.steps(0, len(document.text)) is not None
    assert comparison.lost() == []
    assert comparison.read_twice() == []


@pytest.mark.parametrize("name", FILES)
def test_files_as_they_should_be_are_read(name: str) -> None:
    document = read_or_refused(FILES[name], name)
    assert document is not None
    assert "Councils say that families need help early" in document.text
    assert document.headings


@pytest.mark.parametrize("name", FILES)
def test_a_truncated_file_is_read_or_refused(name: str) -> None:
    content = FILES[name]
    for share in range(1, 40):
        read_or_refused(content[: len(content) * share // 40], name)


def damaged(content: bytes, chance: random.Random) -> bytes:
    data = bytearray(content)
    for _ in range(chance.randrange(1, 8)):
        at = chance.randrange(len(data))
        match chance.randrange(4):
            case 0:
                data[at] = chance.randrange(256)
            case 1:
                data[at] ^= 1 << chance.randrange(8)
            case 2:
                del data[at : at + chance.randrange(1, 30)]
            case _:
                data[at:at] = data[at : at + chance.randrange(1, 30)]
    return bytes(data)


@pytest.mark.parametrize("name", FILES)
def test_a_damaged_file_is_read_or_refused(name: str) -> None:
    chance = random.Random(7)
    for _ in range(40):
        read_or_refused(damaged(FILES[name], chance), name)


@pytest.mark.parametrize(
    "part",
    ["word/document.xml", "word/styles.xml", "_rels/.rels", "docProps/core.xml", "[Content_Types].xml"],
)
def test_a_word_file_with_a_damaged_or_missing_part_is_read_or_refused(part: str) -> None:
    chance = random.Random(7)
    for round_number in range(15):
        stream = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(FILES["a.docx"])) as before, zipfile.ZipFile(stream, "w") as after:
            for name in before.namelist():
                data = before.read(name)
                if name != part:
                    after.writestr(name, data)
                elif round_number:
                    after.writestr(name, damaged(data, chance))
        read_or_refused(stream.getvalue(), "a.docx")


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=200) | st.text(max_size=80).map(str.encode), st.sampled_from(SUFFIXES))
def test_any_bytes_under_any_name_are_read_or_refused(content: bytes, suffix: str) -> None:
    read_or_refused(content, f"a{suffix}")


@settings(max_examples=100, deadline=None)
@given(st.text("-#*>`[]()!|~<b/>&;:.1aA \n\t\"'\\_=", max_size=80), st.sampled_from([".md", ".txt", ".html"]))
def test_any_marks_in_a_text_are_read_or_refused(text: str, suffix: str) -> None:
    read_or_refused(text.encode(), f"a{suffix}")


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("content", [b"", b" \n\t ", b"\r\n"])
def test_an_empty_file_is_refused(content: bytes, suffix: str) -> None:
    with pytest.raises(UnreadableFileError, match=rf"^a\{suffix}: the file is empty\."):
        read(content, f"a{suffix}")


def test_a_file_with_a_byte_order_mark_alone_is_refused() -> None:
    with pytest.raises(UnreadableFileError, match=r"^a\.txt: no text was found in it\."):
        read(b"\xef\xbb\xbf\n", "a.txt")


OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)


@pytest.mark.parametrize(
    ("content", "name", "reason"),
    [
        (FILES["a.pdf"], "a.docx", "this is a PDF, not a .docx file"),
        (FILES["a.pdf"], "a.txt", "the name says .txt but this is a PDF"),
        (FILES["a.docx"], "a.pdf", "the name says .pdf but this is a zip archive or Office file"),
        (FILES["a.docx"], "a.html", "a zip archive or Office file"),
        (OLD_OFFICE, "a.docx", "protected by a password, save a copy without one"),
        (OLD_OFFICE, "a.txt", "an old or encrypted Office file"),
        (PNG, "a.txt", "a PNG picture"),
        (b"\xff\xd8\xff\xe0" + bytes(20), "a.pdf", "a JPEG picture"),
        (b"{\\rtf1\\ansi text}", "a.docx", "an RTF file"),
        (b"Only text.", "a.docx", "not a Word document"),
        (b"Only text.", "a.pdf", "not a PDF"),
        (b"\x7fELF" + bytes(60), "a.txt", "not text"),
    ],
)
def test_a_wrongly_named_file_is_refused_with_what_it_is(content: bytes, name: str, reason: str) -> None:
    assert read_or_refused(content, name) is None
    with pytest.raises(UnreadableFileError, match=reason):
        read(content, name)


@pytest.mark.parametrize("name", ["a.doc", "a", ".md", "a.pdf.exe", "pdf"])
def test_a_file_of_another_type_is_refused_with_the_types_that_there_are(name: str) -> None:
    with pytest.raises(UnreadableFileError, match=r"\.txt, \.md, .*\.docx, .*\.pdf\.$"):
        read(b"Text.", name)


def test_endings_in_capitals_and_names_with_line_breaks_do_no_harm() -> None:
    assert read(b"Text.", "A.TXT").text == "Text."
    with pytest.raises(UnreadableFileError, match=r"^a b\.txt: [^\n]*$"):
        read(b"", "a\nb.txt")


def test_a_web_page_named_txt_is_text() -> None:
    assert read(b"<p>Text.</p>", "a.txt").text == "<p>Text.</p>"


def plain(text: str) -> ParsedDocument:
    document = read(text.encode(), "a.txt")
    check_document(document)
    assert document.raw == text
    return document


def test_wrapped_lines_of_plain_text_are_joined_and_paragraphs_are_not() -> None:
    assert (
        plain("One goes on\nuntil here.\n \nTwo is\nhere too.\n").text == "One goes on until here.\n\nTwo is here too."
    )


def test_long_lines_of_plain_text_are_paragraphs() -> None:
    assert plain(f"{LINE} {LINE}\n{LINE}\n").text == f"{LINE} {LINE}\n\n{LINE}"


def test_lists_in_plain_text_keep_their_lines() -> None:
    parsed = plain("They are:\n- one\n- two, which\n  goes on\n1) three\n(b) four\n")
    assert parsed.text == "They are:\n\n- one\n- two, which goes on\n1) three\n(b) four"


def test_a_number_that_only_wrapped_begins_no_item() -> None:
    assert plain("A child is accommodated under Section\n20. The duty is one of councils").text == (
        "A child is accommodated under Section 20. The duty is one of councils"
    )


def test_lines_that_stand_alone_above_text_are_headings() -> None:
    parsed = plain("Our response\n\nWho we are\n\nWe are a charity.\n\nYours,\n\nJane Smith\n")
    assert [parsed.text[h.start : h.end] for h in parsed.headings] == ["Our response", "Who we are"]


def test_characters_that_nobody_sees_go() -> None:
    assert plain("chil\u00addren\u200b and\u2028families\ufeff").text == "children and families"


def test_wide_lines_that_break_sentences_are_joined() -> None:
    text = (
        "The trust welcomes the focus of the plan on families. We are disappointed, however, that it says next to\n"
        "nothing on wardens, who hold authorities to account.\n\nA second paragraph is here.\n"
    )
    assert "next to nothing on wardens" in plain(text).text


def test_a_paragraph_a_line_stays_a_paragraph_a_line() -> None:
    text = f"{'The first paragraph is long. ' * 6}\n{'The second paragraph is long. ' * 6}\nA third one.\n"
    assert plain(text).text.count("\n\n") == 2


def test_lines_of_bars_alone_are_no_text() -> None:
    assert plain("One.\n\n | | \n\nTwo.\n").text == "One.\n\nTwo."


@settings(max_examples=100, deadline=None)
@given(st.text("ab1.-•|:\u00ad\u200b\u00a0\u2028ﬁ\f\t \n", max_size=80))
def test_any_plain_text_is_read_faithfully_and_whole(text: str) -> None:
    plain(f"word {text}")
