import io
import zipfile
import zlib
from collections.abc import Mapping

import pytest

from index.document import Metadata, ParsedDocument
from index.errors import UnreadableFileError
from index.offset_map import Comparison, Step
from index.readers.epub import read_epub

CONTAINER = (
    '<?xml version="1.0"?><container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">'
    '<rootfiles><rootfile full-path="OEBPS/book%20one.opf" media-type="application/oebps-package+xml"/></rootfiles>'
    "</container>"
)
DESCRIPTION = (
    '<dc:title id="t">Kinship care</dc:title><dc:creator>A. Author</dc:creator><dc:publisher>Kinship</dc:publisher>'
    "<dc:date>2022-05-23T00:00:00Z</dc:date><dc:identifier>urn:isbn:1</dc:identifier>"
    "<dc:identifier>https://kinship.org.uk/book</dc:identifier>"
)
OPEN = '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><head><title/></head>'


def chapter(inside: str) -> str:
    return f'<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html>{OPEN}<body>{inside}</body></html>'


def book(*chapters: str, description: str = DESCRIPTION, others: Mapping[str, str | bytes] | None = None) -> bytes:
    """Return a book with chapters ``c0.xhtml`` and so on; ``others`` replaces or adds parts by their paths."""
    items = "".join(
        f'<item id="c{n}" href="text/c{n}.xhtml" media-type="application/xhtml+xml"/>' for n in range(len(chapters))
    )
    references = "".join(f'<itemref idref="c{n}"/>' for n in range(len(chapters)))
    parts: dict[str, str | bytes] = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": CONTAINER,
        "OEBPS/book one.opf": '<package xmlns="http://www.idpf.org/2007/opf" xmlns:opf="http://www.idpf.org/2007/opf"'
        f' xmlns:dc="http://purl.org/dc/elements/1.1/" version="3.0"><metadata>{description}</metadata><manifest>'
        f'{items}<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>'
        '<item id="side" href="text/side.xhtml" media-type="application/xhtml+xml"/>'
        f'<item id="css" href="a.css" media-type="text/css"/></manifest><spine><itemref idref="nav"/>{references}'
        '<itemref idref="side" linear="no"/></spine></package>',
        "OEBPS/nav.xhtml": chapter('<nav epub:type="toc"><ol><li>Contents</li></ol></nav>'),
        "OEBPS/text/side.xhtml": chapter("<p>Beside the text.</p>"),
        **{f"OEBPS/text/c{n}.xhtml": chapter(inside) for n, inside in enumerate(chapters)},
        **(others or {}),
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in parts.items():
            archive.writestr(path, content)
    return stream.getvalue()


def epub(content: bytes) -> ParsedDocument:
    """Return what is made of a book, after proving that it says what its raw text says."""
    document = read_epub(content, "a.epub")
    comparison = Comparison(document.text, document.raw, document.offset_map)
    assert comparison.steps(0, len(document.text)) is not None
    assert comparison.lost() == []
    assert comparison.read_twice() == []
    return document


def refusal(content: bytes) -> str:
    with pytest.raises(UnreadableFileError) as caught:
        read_epub(content, "a.epub")
    assert len(str(caught.value).splitlines()) == 1
    return str(caught.value)


def test_chapters_come_in_reading_order_without_the_table_of_contents() -> None:
    parsed = epub(
        book(
            '<section epub:type="chapter"><header><h1>One</h1></header><p>First&nbsp;words &amp; more.</p></section>',
            "<h2>Two</h2><table><tr><th>A</th><td>1</td></tr></table><aside><p>Beside.</p></aside><ol><li>x</li></ol>",
        )
    )
    assert parsed.text == "One\n\nFirst\u00a0words & more.\n\nTwo\n\nA | 1\n\nBeside.\n\n1. x"
    assert parsed.raw == "One\nFirst\u00a0words & more.\nTwo\nA\n1\nBeside.\nx\n"
    assert [(h.level, parsed.text[h.start : h.end]) for h in parsed.headings] == [(1, "One"), (2, "Two")]
    assert [(c.table, c.row, c.column) for c in parsed.cells] == [(0, 0, 0), (0, 0, 1)]


def test_tables_are_numbered_through_the_book() -> None:
    table = "<table><tr><td>a</td></tr></table>"
    assert [c.table for c in epub(book(table, f"{table}<p>b</p>{table}")).cells] == [0, 1, 2]


def test_the_description_tells_title_publisher_date_and_address() -> None:
    expected = Metadata("Kinship care", "Kinship", date="2022-05-23", url="https://kinship.org.uk/book")
    assert epub(book("<p>x</p>")).metadata == expected


@pytest.mark.parametrize(
    ("description", "date"),
    [
        ('<dc:date opf:event="creation">2020</dc:date><dc:date opf:event="publication">2022-05</dc:date>', "2022-05"),
        ('<dc:date opf:event="modification">2023-01-01</dc:date>', None),
        ("<dc:date>0101-01-01T00:00:00+00:00</dc:date>", None),
        ("<dc:date>soon</dc:date>", None),
        ("<dc:date/>", None),
    ],
)
def test_a_date_is_taken_where_it_is_certain(description: str, date: str | None) -> None:
    assert epub(book("<p>x</p>", description=description)).metadata == Metadata(date=date)


def test_notes_of_all_chapters_stand_at_the_end() -> None:
    parsed = epub(
        book(
            '<p>They said so<a epub:type="noteref" href="#n1">1</a>.</p>'
            '<aside epub:type="footnote" id="n1" hidden="hidden"><p>1. A report.</p></aside><p>Then.</p>',
            '<p>Much more<sup><a href="c2.xhtml#n2" id="r2">2</a></sup> of it.</p>'
            '<p>And<sup><a href="side.xhtml#n3">*</a></sup> this.</p>',
            '<p>End.</p><div epub:type="rearnotes"><p id="n2"><a href="c1.xhtml#r2">2</a> Another.</p></div>',
            others={
                "OEBPS/text/side.xhtml": chapter(
                    '<h1>Notes</h1><section epub:type="endnotes"><ol><li id="n3">Beside.</li></ol></section>'
                )
            },
        )
    )
    assert parsed.text == (
        "They said so.\n\nThen.\n\nMuch more of it.\n\nAnd this.\n\nEnd.\n\n1. A report.\n\n2 Another.\n\n1. Beside."
    )
    assert [parsed.text[: note.anchor][-5:] for note in parsed.notes] == ["id so", " more", "\n\nAnd"]
    assert "Notes" in parsed.raw


def test_printed_page_numbers_are_left_out() -> None:
    parsed = epub(book('<p>One <span epub:type="pagebreak" title="12">12</span>word.<a id="p13"/> Two.</p>'))
    assert parsed.text == "One word. Two."
    spans = [(o.start, o.end) for o in parsed.offset_map.omissions if o.step == Step.FURNITURE]
    assert [parsed.raw[start:end] for start, end in spans] == ["12"]


def test_chapters_that_are_no_xml_are_read_as_web_pages_are() -> None:
    parsed = epub(
        book("x", others={"OEBPS/text/c0.xhtml": "<html><body><p>One<br>two &mdash; <b>three</p></body></html>"})
    )
    assert parsed.text == "One two — three"


def test_a_declared_encoding_counts() -> None:
    page = '<?xml version="1.0" encoding="windows-1251"?><html><body><p>Дети</p></body></html>'
    assert epub(book("x", others={"OEBPS/text/c0.xhtml": page.encode("cp1251")})).text == "Дети"


def test_a_second_edition_of_the_format_is_read() -> None:
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf" version="2.0"><metadata/><manifest>'
        '<item id="toc" href="toc.html" media-type="application/xhtml+xml"/>'
        '<item id="a" href="a.html" media-type="application/xhtml+xml"/></manifest>'
        '<spine toc="ncx"><itemref idref="toc"/><itemref idref="a"/><itemref idref="a"/><itemref idref="gone"/></spine>'
        '<guide><reference type="toc" href="toc.html"/></guide></package>'
    )
    parts = {"OEBPS/toc.html": chapter("<p>1 One</p>"), "OEBPS/a.html": chapter("<p>One.</p>")}
    assert epub(book(others={**parts, "OEBPS/book one.opf": package})).text == "One."


ENCRYPTION = (
    '<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container" xmlns:e="http://www.w3.org/2001/04/xmlenc#">'
    '<e:EncryptedData><e:EncryptionMethod Algorithm="{}"/></e:EncryptedData></encryption>'
)


def test_scrambled_fonts_are_no_protection() -> None:
    fonts = ENCRYPTION.format("http://www.idpf.org/2008/embedding")
    assert epub(book("<p>One.</p>", others={"META-INF/encryption.xml": fonts})).text == "One."


def test_a_protected_book_is_refused() -> None:
    locked = ENCRYPTION.format("http://www.w3.org/2001/04/xmlenc#aes128-cbc")
    refused = refusal(book("<p>One.</p>", others={"META-INF/encryption.xml": locked}))
    assert refused == "a.epub: this e-book is protected against copying. Get a copy of it without protection (DRM)."


@pytest.mark.parametrize("path", ["OEBPS/text/c0.xhtml", "OEBPS/book one.opf", "META-INF/container.xml"])
def test_entities_of_the_books_own_are_refused(path: str) -> None:
    bomb = '<!DOCTYPE a [<!ENTITY b "b"><!ENTITY c "&b;&b;&b;"><!ENTITY d SYSTEM "file:///etc/hostname">]><a>&c;&d;</a>'
    assert "defines entities of its own" in refusal(book("<p>One.</p>", others={path: bomb}))


def test_a_part_that_unpacks_to_too_much_is_refused_before_it_is_unpacked() -> None:
    packed = bytearray(book("<p>One.</p>"))
    # The size that the archive's directory gives for the chapter.
    place = packed.rindex(b"OEBPS/text/c0.xhtml") - 46 + 24
    packed[place : place + 4] = (300_000_000).to_bytes(4, "little")
    assert "unpack to more than" in refusal(bytes(packed))


@pytest.mark.parametrize(
    "parts",
    [
        {"META-INF/container.xml": "<container/>"},
        {"META-INF/container.xml": CONTAINER.replace("book%20one", "gone")},
        {"META-INF/container.xml": "no xml"},
        {"OEBPS/book one.opf": "<package"},
    ],
)
def test_a_damaged_book_is_refused_with_what_to_do(parts: dict[str, str]) -> None:
    refused = refusal(book("<p>One.</p>", others=parts))
    assert refused == "a.epub: the e-book is damaged. Open it in a program for e-books and save it as .epub again."


def test_a_book_with_a_missing_chapter_or_changed_bytes_is_refused() -> None:
    whole = book("<p>One.</p>")
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        package = archive.read("OEBPS/book one.opf")
    assert "damaged" in refusal(book(others={"OEBPS/book one.opf": package}))
    packed = zlib.compressobj(wbits=-15)
    data = packed.compress(chapter("<p>One.</p>").encode()) + packed.flush()
    assert data in whole
    assert "damaged" in refusal(whole.replace(data, data[:-9] + bytes(9)))
