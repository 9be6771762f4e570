"""Columns, boxes and turned pages: whatever the order of drawing, the text comes in the order of reading."""

import io
import random

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from tests.index.pdf_making import HEADING, Ink, checked, headings, lines, page_texts, paragraph, pdf, typeset

LEFT = (
    "The review says that councils should",
    "spend more on early help because",
    "families wait for too long. Children",
    "who need protection must get it when",
    "they need it, and the environ-",
    "mental costs are high in the area",
)
RIGHT = (
    "which is near to them. Homes are far",
    "away and cost a great deal of money.",
    "We heard this in every part of the",
    "country. Kinship carers get little",
    "support although they keep children",
    "within their families.",
)
BOTH = (
    "The review says that councils should spend more on early help because families wait for too long. Children "
    "who need protection must get it when they need it, and the environmental costs are high in the area which is "
    "near to them. Homes are far away and cost a great deal of money. We heard this in every part of the country. "
    "Kinship carers get little support although they keep children within their families."
)
SENTENCES = (
    "Families told us that they had waited for months before anybody came to see them. "
    "A new duty would change this for good and for everyone who is concerned. "
    "Foster carers leave because nobody asks them what they need. "
)


@pytest.mark.parametrize("order", ["left first", "right first", "line by line", "from below", "shuffled"])
def test_two_columns_are_read_one_after_the_other(order: str) -> None:
    left, right = lines(*LEFT), lines(*RIGHT, x=320)
    drawn = {
        "left first": [*left, *right],
        "right first": [*right, *left],
        "line by line": [ink for pair in zip(left, right, strict=True) for ink in pair],
        "from below": [*left, *right][::-1],
        "shuffled": random.Random(7).sample([*left, *right], 12),
    }[order]
    assert checked(pdf([drawn])).text == BOTH


def test_columns_whose_lines_do_not_stand_side_by_side() -> None:
    assert checked(pdf([[*lines(*LEFT), *lines(*RIGHT, x=320, top=695)]])).text == BOTH


def test_a_title_over_both_columns_comes_first_and_a_heading_in_a_column_stays_in_it() -> None:
    page = [
        Ink("What families told us about early help", 72, 760, 20),
        *lines(*LEFT),
        Ink("Foster care", 72, 590, 14),
        *lines("There are not enough of them in the", "areas in which children live.", top=565),
        *lines(*RIGHT, x=320),
        *lines("Nobody had asked them for it before", "the review came to see them here.", x=320, top=590),
    ]
    document = checked(pdf([page]))
    assert [text for _, text in headings(document)] == ["What families told us about early help", "Foster care"]
    assert document.text.split("\n\n") == [
        "What families told us about early help",
        BOTH.partition(" which is near")[0],
        "Foster care",
        "There are not enough of them in the areas in which children live.",
        BOTH[BOTH.index("which is near") :],
        "Nobody had asked them for it before the review came to see them here.",
    ]


def test_a_line_over_both_columns_divides_the_page() -> None:
    full = "This line goes over the whole page and stands between the two parts of it, above and below."
    page = [
        *lines(*LEFT[:4]),
        *lines(*RIGHT[:4], x=320),
        Ink(full, 72, 600),
        *lines("Below it on the left there is a text", "that goes on for some lines of it and", "it ends.", top=560),
        *lines("Below it on the right is one more", "which goes on for some lines as well", "there.", x=320, top=560),
    ]  # fmt: skip
    text = checked(pdf([page])).text
    places = [
        text.index(part) for part in ("The review", "which is near", full, "Below it on the left", "Below it on the r")
    ]
    assert places == sorted(places)


def test_a_heading_below_two_columns_stands_over_the_text_that_follows() -> None:
    page = [
        *lines(*LEFT), *lines(*RIGHT, x=320),
        Ink("Foster care", 72, 590, 14),
        *lines("There are not enough of them, and this line goes over the whole page up to its margin.", top=565),
    ]  # fmt: skip
    assert checked(pdf([page])).text.split("\n\n")[:2] == [BOTH, "Foster care"]


def test_three_columns() -> None:
    flow = [paragraph("Early help", HEADING), *[paragraph(f"Number {n}. {SENTENCES * 3}") for n in range(8)]]
    document = checked(typeset(flow, columns=3, gap=14))
    assert [document.text.index(f"Number {n}.") for n in range(8)] == sorted(
        document.text.index(f"Number {n}.") for n in range(8)
    )
    assert document.text.replace("\n\n", " ").count(SENTENCES.strip()) == 24


def test_a_list_with_hanging_numbers_is_no_column() -> None:
    page = [
        ink
        for row in range(5)
        for ink in (Ink(f"3.{row + 1}", 72, 700 - 30 * row), *lines(
            f"Paragraph {row} says that councils should spend more on help which", "comes early.",
            x=110, top=700 - 30 * row,
        ))
    ]  # fmt: skip
    text = checked(pdf([page])).text
    for row in range(5):
        assert f"3.{row + 1} Paragraph {row} says that councils should spend more on help which comes early." in text


def test_wide_gaps_of_justified_lines_are_no_columns() -> None:
    rows = [
        "Councils should spend more on help that comes early and",
        "stays, because families which wait for too long",
        "are those that come back after a year or so with",
        "needs that nobody can meet any longer, whatever",
        "it costs and however much the people who work there",
        "would want to do for them.",
    ]
    page: list[Ink] = []
    for row, line in enumerate(rows):
        words = line.split()
        gap = (440 - sum(Ink(word, 0, 0).right for word in words)) / (len(words) - 1) if row < 5 else 4
        x = 72.0
        for word in words:
            page.append(Ink(word, x, 700 - 14 * row))
            x = page[-1].right + gap
    assert checked(pdf([page])).text == " ".join(rows)


def test_text_along_the_margin_does_no_harm() -> None:
    def draw(canvas: Canvas, _: int) -> None:
        canvas.rotate(90)
        canvas.setFont("Helvetica", 8)
        canvas.drawString(200, -30, "Downloaded on 3 May")
        canvas.rotate(-90)

    document = checked(pdf([lines(*LEFT[:4])], draw=draw))
    assert document.text.split("\n\n")[0] == " ".join(LEFT[:4])
    # On several pages it is furniture.
    document = checked(pdf([lines(*LEFT[:4])] * 2, draw=draw))
    assert "Downloaded" not in document.text


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_a_turned_page_reads_like_any_other(degrees: int) -> None:
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=A4)
    canvas.setPageRotation(degrees)
    # reportlab turns the paper too.
    width, height = A4 if degrees == 180 else A4[::-1]
    {90: lambda: canvas.translate(width, 0), 180: lambda: canvas.translate(width, height),
     270: lambda: canvas.translate(0, height)}[degrees]()  # fmt: skip
    canvas.rotate(degrees)
    for ink in [*lines(*LEFT, top=500), *lines(*RIGHT, x=320, top=500)]:
        canvas.setFont("Helvetica", 11)
        canvas.drawString(ink.x, ink.y, ink.text)
    canvas.showPage()
    canvas.save()
    assert checked(stream.getvalue()).text == BOTH


def test_words_outside_the_visible_page_are_not_read() -> None:
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=A4, cropBox=(50, 50, 545, 790))
    for ink in [*lines(*LEFT[:4]), Ink("report.indd 12", 60, 815), Ink("3/05/22", 400, 20)]:
        canvas.setFont(ink.font, ink.size)
        canvas.drawString(ink.x, ink.y, ink.text)
    canvas.showPage()
    canvas.save()
    assert checked(stream.getvalue()).text == " ".join(LEFT[:4])


def test_a_sentence_goes_on_behind_a_box_that_stands_in_it() -> None:
    def draw(canvas: Canvas, _: int) -> None:
        canvas.rect(72, 570, 440, 60)

    page = [
        *lines("The review found that families wait for too long, and that councils which act", "early save much of",
               top=700),
        *lines("Box 1. What children said to us", "They want to be heard.", x=84, top=610),
        *lines("the money that they spend later.", top=540),
    ]  # fmt: skip
    text = checked(pdf([page], draw=draw)).text
    assert "councils which act early save much of the money that they spend later." in text
    assert "Box 1. What children said to us" in text
    assert "They want to be heard." in text


def test_a_caption_at_the_foot_of_a_page_does_not_interrupt_a_sentence() -> None:
    body = [f"Line number {row} of a text that goes on and on and does not end before the next" for row in range(20)]
    first = [*lines(*body, top=760), Ink("Figure 1: Children in need, 2010 to 2020", 72, 120, 9)]
    second = [Ink("Figure 2: Costs by year", 72, 760, 9), *lines("Minister comes to see it.", top=700)]
    text = checked(pdf([first, second])).text
    assert "does not end before the next Minister comes to see it." in text
    assert text.startswith("Figure 1: Children in need, 2010 to 2020\n\n")
    assert text.endswith("\n\nFigure 2: Costs by year")


def test_captions_on_every_page_do_not_interrupt_a_paragraph_of_three_pages() -> None:
    def page(number: int) -> list[Ink]:
        texts = [f"In line {number}.{row} they said so. The text goes on and does not end before" for row in range(20)]
        return [*lines(*texts, top=760), Ink(f"Figure {number}: Costs of the year {2010 + number}", 72, 120, 9)]

    document = checked(pdf([page(1), page(2), page(3)]))
    for number in (1, 2):
        assert f"goes on and does not end before In line {number + 1}.0 they said so." in document.text
    for number in (1, 2, 3):
        assert f"\n\nFigure {number}: Costs of the year {2010 + number}\n\n" in f"\n\n{document.text}\n\n"
        assert f"Figure {number}:" in page_texts(document)[number - 1]


def test_tiny_fonts_that_are_scaled_up_and_words_set_letter_by_letter() -> None:
    def draw(canvas: Canvas, _: int) -> None:
        canvas.saveState()
        canvas.scale(11, 11)
        canvas.setFont("Helvetica", 1)
        for row, line in enumerate(LEFT[:2]):
            canvas.drawString(72 / 11, (700 - 14 * row) / 11, line)
        canvas.restoreState()
        canvas.setFont("Helvetica", 11)
        for row, line in enumerate(LEFT[2:4], start=2):
            x = 72.0
            for letter in line:
                canvas.drawString(x, 700 - 14 * row, letter)
                x += canvas.stringWidth(letter, "Helvetica", 11)

    document = checked(pdf([[]], draw=draw))
    assert document.text == " ".join(LEFT[:4])
    assert page_texts(document) == [document.text]
