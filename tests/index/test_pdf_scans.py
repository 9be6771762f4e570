"""Pages that are pictures of text are recognised where Tesseract is installed, and never silently empty."""

import io
import shutil

import pypdfium2
import pytest
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from index.errors import UnreadableFileError
from index.readers.pdf import read_pdf
from tests.index.pdf_making import HEIGHT, WIDTH, Ink, checked, lines, page_labels, pdf

LINES = (
    "The review says that councils should spend more on early help",
    "because families wait for too long. Children who need protection",
    "must get it when they need it, and nobody has to ask for it twice.",
)


def scanned(*pages: list[Ink], texts: tuple[int, ...] = ()) -> bytes:
    """Return a PDF whose pages are pictures, but for the ones numbered in ``texts`` (from 0)."""
    rendered = pypdfium2.PdfDocument(pdf(pages))
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(WIDTH, HEIGHT), invariant=True)
    for number, page in enumerate(pages):
        if number in texts:
            for ink in page:
                canvas.setFont(ink.font, ink.size)
                canvas.drawString(ink.x, ink.y, ink.text)
        else:
            bitmap = rendered[number].render(scale=200 / 72, grayscale=True)
            canvas.drawImage(ImageReader(bitmap.to_pil()), 0, 0, WIDTH, HEIGHT)
            bitmap.close()
        canvas.showPage()
    canvas.save()
    rendered.close()
    return stream.getvalue()


def page(*more: Ink) -> list[Ink]:
    return [*lines(*LINES, size=12, step=16), *more]


def test_a_scan_is_refused_where_nothing_can_recognise_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(UnreadableFileError) as caught:
        read_pdf(scanned(page(), page(), page(), texts=(1,)), "paper.pdf")
    assert str(caught.value) == (
        "paper.pdf: 2 of its 3 pages are pictures of text (a scan). Install Tesseract (tesseract-ocr), or run text "
        "recognition over it first, and add it again."
    )


def test_a_picture_on_the_cover_is_no_scan(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    document = read_pdf(scanned(page(), page(), page(), texts=(1, 2)), "paper.pdf")
    assert document.text.count("nobody has to ask for it twice.") == 2
    assert not document.recognised
    assert (document.pages[0].start, document.pages[0].end) == (0, 0)


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("tesseract") is None, reason="needs Debian's tesseract-ocr")
def test_a_scan_is_recognised() -> None:
    words = ("families", "councils", "judges")
    made = scanned(
        *[
            page(Ink(f"This is what {word} told us.", 72, 560, 12), Ink(f"Page {number}", 290, 40, 12))
            for number, word in enumerate(words, start=17)
        ]
    )
    document = checked(made)
    assert document.recognised
    assert document.text.split("\n\n") == [
        text for word in words for text in (" ".join(LINES), f"This is what {word} told us.")
    ]
    assert page_labels(document) == ["17", "18", "19"]


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("tesseract") is None, reason="needs Debian's tesseract-ocr")
def test_a_scan_of_two_columns_is_read_one_after_the_other() -> None:
    left = ("The review says that councils", "should spend more on early help", "because families wait for long.")
    right = ("Children who need protection", "must get it when they need it,", "wherever they live.")
    made = scanned([*lines(*left, size=12, step=16), *lines(*right, x=320, size=12, step=16)])
    assert " ".join(checked(made).text.split()) == " ".join([*left, *right])
