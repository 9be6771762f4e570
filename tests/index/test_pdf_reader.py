"""What holds for a PDF as a whole: its pages, its metadata, what is refused, and that threads may share the reader."""

import io
import threading

import pypdfium2
import pytest
from reportlab.pdfgen.canvas import Canvas

from index.errors import UnreadableFileError
from index.readers import pdf as reader
from index.readers import read
from index.readers.pdf import read_pdf
from tests.index.pdf_making import Ink, checked, lines, page_labels, page_texts, pdf

KEY = "x"


def test_pages_have_the_labels_of_the_file_and_their_own_text() -> None:
    words = ("one", "two", "three", "four")
    content = pdf(
        [lines(f"This is on page {word} of it.") for word in words], labels=[(0, "ROMAN_LOWER", 1), (2, "ARABIC", 1)]
    )
    document = checked(content)
    assert [(page.number, page.label) for page in document.pages] == [(1, "i"), (2, "ii"), (3, "1"), (4, "2")]
    assert page_texts(document) == [f"This is on page {word} of it." for word in words]


def test_pages_without_labels_have_none_and_empty_pages_have_empty_spans() -> None:
    document = checked(pdf([lines("One."), [], lines("Three.")]))
    assert page_texts(document) == ["One.", "", "Three."]
    assert page_labels(document) == [None, None, None]


def test_the_raw_text_is_that_of_the_file_page_by_page() -> None:
    document = checked(pdf([lines("The environ-", "mental plan."), lines("On page two.")]))
    assert [document.raw[page.raw_start : page.raw_end] for page in document.pages] == [
        "The environ\ufffemental plan.", "On page two."
    ]  # fmt: skip
    assert document.raw[document.pages[0].raw_end] == "\f"
    assert document.text == "The environmental plan.\n\nOn page two."


@pytest.mark.parametrize(
    ("stored", "title"),
    [
        ("Final report", "Final report"),
        ("Microsoft Word - Final report.docx", "Final report"),
        ("untitled", None),
        ("(anonymous)", None),
        ("  ", None),
        ("A\nB", "A B"),
    ],
)
def test_titles_that_programs_leave_behind_are_no_titles(stored: str, title: str | None) -> None:
    document = checked(pdf([lines("Text.")], title=stored))
    assert document.metadata.title == title
    assert document.metadata.date == "2000-01-01"


def test_progress_is_told_page_by_page() -> None:
    told: list[tuple[int, int]] = []
    read_pdf(pdf([lines("One."), [], lines("Three.")]), "paper.pdf", lambda done, pages: told.append((done, pages)))
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_a_pdf_with_a_password_is_refused() -> None:
    with pytest.raises(UnreadableFileError, match=r"^paper\.pdf: the PDF is protected by a password[^\n]*$"):
        read_pdf(pdf([lines("Text.")], password=KEY), "paper.pdf")


def test_a_pdf_without_text_is_refused() -> None:
    with pytest.raises(UnreadableFileError, match=r"^paper\.pdf: no text was found in it\."):
        read(pdf([[]]), "paper.pdf")


def test_a_broken_pdf_is_refused() -> None:
    with pytest.raises(UnreadableFileError, match=r"^paper\.pdf: the PDF is broken\."):
        read_pdf(pdf([lines("Text.")])[:300], "paper.pdf")


def test_a_page_whose_text_cannot_be_had_is_named() -> None:
    content = pdf([lines("One."), lines("Two."), lines("Three.")])
    page = [place for place in range(len(content)) if content.startswith(b"/Type /Page\n", place)][1]
    broken = content[:page] + b"/Type /Nope\n" + content[page + 12 :]
    with pytest.raises(UnreadableFileError, match=r"^paper\.pdf: page 2 of the PDF is broken\.[^\n]*$"):
        read_pdf(broken, "paper.pdf")


def test_characters_outside_the_first_plane_and_halves_of_them() -> None:
    # A, B and C are said to mean an emoji, half of one, and nothing.
    meanings = b"3 beginbfchar\n<41> <D83DDE00>\n<42> <D83D>\n<43> <0000>\nendbfchar"
    cmap = b"/CIDInit /ProcSet findresource begin\nbegincmap\n1 begincodespacerange\n<00> <FF>\nendcodespacerange\n"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R"
        b" /Resources << /Font << /F 5 0 R /G 7 0 R >> >> >>",
        _stream(b"BT /G 12 Tf 72 700 Td (Families ) Tj /F 12 Tf (A) Tj /G 12 Tf ( told ) Tj /F 12 Tf (BC) Tj"
                b" /G 12 Tf ( us 80,080 times.) Tj ET"),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 6 0 R >>",
        _stream(cmap + meanings + b"\nendcmap end"),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]  # fmt: skip
    content = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    content += b"xref\n0 8\n0000000000 65535 f \n%strailer << /Size 8 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (
        table, len(content),
    )  # fmt: skip
    document = checked(content)
    assert document.text.startswith("Families \U0001f600 told")
    assert document.text.endswith("us 80,080 times.")
    document.text.encode("utf-8")
    document.raw.encode("utf-8")


def _stream(content: bytes) -> bytes:
    return b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content)


def test_too_many_pages_are_refused_before_they_are_read() -> None:
    made = pypdfium2.PdfDocument.new()
    for _ in range(reader.MOST_PAGES + 1):
        made.new_page(100, 100)
    stream = io.BytesIO()
    made.save(stream)
    told: list[int] = []
    with pytest.raises(UnreadableFileError, match=r"^paper\.pdf: the PDF has 5,001 pages, more than 5,000\."):
        read_pdf(stream.getvalue(), "paper.pdf", lambda done, _: told.append(done))
    assert told == []


def test_pages_of_different_sizes() -> None:
    def draw(canvas: Canvas, number: int) -> None:
        canvas.setPageSize((400 + 100 * number, 600 + 50 * number))

    made = pdf(
        [[Ink(f"The review, part {'abc'[n]}", 72, 580 + 50 * n, 8), *lines("It goes on to say so", "here.", top=400)]
         for n in range(3)], draw=draw,
    )  # fmt: skip
    assert checked(made).text.count("It goes on to say so here.") == 3


def test_several_threads_may_read_at_once() -> None:
    content = pdf([lines(f"This is page {number} of it.", "It goes on.") for number in range(30)])
    expected = read_pdf(content, "paper.pdf")
    found: list[tuple[str, str]] = []

    def run() -> None:
        document = read_pdf(content, "paper.pdf")
        found.append((document.text, document.raw))

    threads = [threading.Thread(target=run) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [(expected.text, expected.raw)] * 6
