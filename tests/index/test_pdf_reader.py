import io
import threading
from collections.abc import Sequence

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase.pdfdoc import PDFPageLabel, PDFPageLabels
from reportlab.pdfgen.canvas import Canvas

from index.document import ParsedDocument
from index.errors import UnreadableFileError
from index.readers import read

KEY = "x"
Placed = tuple[str, int, int]
"""A line of text, its height above the page's lower edge and its size, in points."""


def pdf(
    pages: Sequence[Sequence[Placed]],
    labels: Sequence[tuple[int, str, int]] = (),
    title: str | None = None,
    password: str | None = None,
) -> bytes:
    """Return a PDF. ``labels`` has (first page from 0, style, first number) for each run of pages."""
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=A4, invariant=True, encrypt=StandardEncryption(password) if password else None)
    if title is not None:
        canvas.setTitle(title)
    if labels:
        tree = PDFPageLabels()
        for first, style, number in labels:
            tree.addPageLabel(first, PDFPageLabel(style, number))
        canvas._doc.Catalog.PageLabels = tree
    for page in pages:
        for text, height, size in page:
            canvas.setFont("Helvetica", size)
            canvas.drawString(72, height, text)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def lines(*texts: str, top: int = 700) -> list[Placed]:
    return [(text, top - 15 * row, 12) for row, text in enumerate(texts)]


def parsed(*pages: Sequence[Placed]) -> ParsedDocument:
    return read(pdf(pages), "paper.pdf")


def page_texts(document: ParsedDocument) -> list[str]:
    return [document.text[page.start : page.end] for page in document.pages]


def test_pages_have_the_labels_of_the_file_and_their_own_text() -> None:
    content = pdf(
        [lines(f"This is on page {number} of it.") for number in ("one", "two", "three", "four")],
        labels=[(0, "ROMAN_LOWER", 1), (2, "ARABIC", 1)],
    )
    document = read(content, "paper.pdf")
    assert [(page.number, page.label) for page in document.pages] == [(1, "i"), (2, "ii"), (3, "1"), (4, "2")]
    assert page_texts(document) == [f"This is on page {number} of it." for number in ("one", "two", "three", "four")]


def test_pages_without_labels_are_numbered_and_empty_pages_have_empty_spans() -> None:
    document = parsed(lines("One."), [], lines("Three."))
    assert [(page.label, text) for page, text in zip(document.pages, page_texts(document), strict=True)] == [
        ("1", "One."), ("2", ""), ("3", "Three.")
    ]  # fmt: skip


def test_lines_become_paragraphs_and_gaps_part_them() -> None:
    document = parsed(
        [
            *lines(
                "The review says that councils should spend more on",
                "early help. Children agree with that.",
                top=700,
            ),
            *lines("Families said that they had waited for too long and", "that nobody had listened.", top=650),
        ]
    )
    assert document.text == (
        "The review says that councils should spend more on early help. Children agree with that.\n\n"
        "Families said that they had waited for too long and that nobody had listened."
    )


def test_larger_lines_are_headings_by_size() -> None:
    document = parsed(
        [
            ("Annual report", 760, 24),
            ("Early help", 700, 16),
            *lines("Councils should spend more on it.", top=670),
        ],
        [("What families", 700, 16), ("told us", 682, 16), *lines("They had waited for too long.", top=650)],
    )
    assert [(h.level, document.text[h.start : h.end]) for h in document.headings] == [
        (1, "Annual report"), (2, "Early help"), (2, "What families told us")
    ]  # fmt: skip


def test_bullets_begin_items() -> None:
    document = parsed(
        lines(
            "They want three things from us:",
            "• more help, which comes early and",
            "stays for long",
            "• homes",
        )
    )
    assert document.text == (
        "They want three things from us:\n\n• more help, which comes early and stays for long\n• homes"
    )


def test_words_broken_at_a_line_are_whole_again() -> None:
    document = parsed(
        lines(
            "The environ-",
            "mental plan for a child is child-",
            "centred, and the inter-",
            "vention is non-",
            "statutory. An",
        )
    )
    assert document.text == (
        "The environmental plan for a child is child-centred, and the intervention is non-statutory. An"
    )


def test_a_sentence_goes_on_over_the_end_of_a_page() -> None:
    document = parsed(
        lines("The review says that councils"), lines("should spend more. It is impor-"), lines("tant to us.")
    )
    assert document.text == "The review says that councils should spend more. It is important to us."
    assert page_texts(document) == [
        "The review says that councils",
        "should spend more. It is impor",
        "tant to us.",
    ]


def test_running_heads_and_page_numbers_go_and_sentences_stay() -> None:
    def page(number: int, text: str) -> list[Placed]:
        body = lines(f"{text} is what it says here and", "it goes on until here.", "It ends.")
        return [
            ("Review of social care", 810, 9),
            *body,
            (f"{number} | Final report", 30, 9),
            (str(number), 20, 9),
        ]

    document = parsed(page(1, "One"), page(2, "Two"), page(3, "Three"))
    assert page_texts(document)[0].replace("\n\n", " ").startswith("One is what it says here and it goes on")
    assert "social care" not in document.text
    assert "9" not in document.text
    assert not any(text.split()[-1].isdigit() for text in page_texts(document))


def test_a_line_that_is_all_of_a_page_stays() -> None:
    document = parsed([("The same", 810, 12)], [("The same", 810, 12)], [("The same", 810, 12)], [("4", 30, 12)])
    assert page_texts(document) == ["The same", "The same", "The same", "4"]


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
    document = read(pdf([lines("Text.")], title=stored), "paper.pdf")
    assert document.metadata.title == title
    assert document.metadata.date == "2000-01-01"


def test_a_pdf_with_a_password_is_refused() -> None:
    with pytest.raises(UnreadableFileError, match=r"^paper\.pdf: the PDF is protected by a password[^\n]*$"):
        read(pdf([lines("Text.")], password=KEY), "paper.pdf")


def test_a_pdf_without_text_is_taken_for_a_scan() -> None:
    with pytest.raises(UnreadableFileError, match=r"^paper\.pdf: no text was found in it\. If it is a scan"):
        read(pdf([[]]), "paper.pdf")


def test_a_broken_pdf_is_refused() -> None:
    with pytest.raises(UnreadableFileError, match=r"^paper\.pdf: the PDF is broken\."):
        read(pdf([lines("Text.")])[:300], "paper.pdf")


def test_several_threads_may_read_at_once() -> None:
    content = pdf([lines(f"This is page {number} of it.", "It goes on.") for number in range(30)])
    expected = read(content, "paper.pdf")
    found: list[ParsedDocument] = []
    threads = [threading.Thread(target=lambda: found.append(read(content, "paper.pdf"))) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [expected] * 6
