"""Running heads, feet and page numbers go; what the pages say stays; and the printed numbers become labels."""

from collections.abc import Callable

import pytest

from tests.index.pdf_making import HEIGHT, Ink, checked, lines, page_labels, page_texts, pdf

Dress = Callable[[int], list[Ink]]
WORDS = "children families councils homes carers schools judges doctors nurses teachers neighbours friends".split()


def body(number: int, top: float = 740, rows: int = 40) -> list[Ink]:
    """Return a full page of text in which no line is like another; its last sentence goes on on the next page."""
    texts = [
        f"Sentence {number}.{row} of it says that {WORDS[(number + row) % 12]} wait for {WORDS[row % 12]} and so on"
        for row in range(rows)
    ]
    return lines(*texts, top=top)


def foot(text: str, x: float = 72, y: float = 36, size: float = 9) -> Ink:
    return Ink(text, x, y, size)


def head(text: str, x: float = 72, size: float = 9) -> Ink:
    return Ink(text, x, HEIGHT - 36, size)


def roman(number: int) -> str:
    return ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")[number - 1]


DRESSES: dict[str, Dress] = {
    "bare": lambda n: [foot(str(n), 290)],
    "dashes": lambda n: [foot(f"- {n} -", 290)],
    "long dashes": lambda n: [foot(f"– {n} –", 290)],
    "of": lambda n: [foot(f"Page {n} of 6")],
    "slash": lambda n: [foot(f"{n}/6", 500)],
    "bar": lambda n: [foot(f"{n} | Final report")],
    "last": lambda n: [foot(f"Final report {n}", 400)],
    "apart": lambda n: [foot("Final report"), foot(str(n), 510)],
    "word": lambda n: [head(f"Page {n}", 480)],
    "left and right": lambda n: [foot(str(n), 72 if n % 2 else 510)],
    "head and foot": lambda n: [head("The independent review"), foot("Final report – May 2022"), foot(str(n), 510)],
    "two lines": lambda n: [Ink("The independent review", 72, 810, 9), Ink("of social care", 72, 799, 9), foot(str(n))],
    "alternating": lambda n: [head("The independent review" if n % 2 else "Final report", 72 if n % 2 else 400),
                              foot(str(n))],
    "chapters": lambda n: [head("Early help" if n < 4 else "Foster care"), foot(str(n))],
    "chapters and numbers": lambda n: [head(f"{n}   Early help" if n < 4 else f"{n}   Foster care")],
}  # fmt: skip


@pytest.mark.parametrize("dress", DRESSES)
def test_furniture_goes_and_sentences_run_on_over_pages(dress: str) -> None:
    document = checked(pdf([[*body(n), *DRESSES[dress](n)] for n in range(1, 7)]))
    expected = " ".join(ink.text for n in range(1, 7) for ink in body(n))
    assert document.text == expected
    assert page_labels(document) == [str(n) for n in range(1, 7)]


@pytest.mark.parametrize("pages", [2, 3])
def test_short_documents_have_furniture_too(pages: int) -> None:
    made = [[*body(n), head("Response to the review"), foot(str(n), 290)] for n in range(1, pages + 1)]
    document = checked(pdf(made))
    assert document.text == " ".join(ink.text for n in range(1, pages + 1) for ink in body(n))
    assert page_labels(document) == [str(n) for n in range(1, pages + 1)]


def test_the_order_in_which_heads_are_drawn_does_not_matter() -> None:
    first = checked(pdf([[*body(n), head("The review"), foot(str(n))] for n in range(1, 6)]))
    second = checked(pdf([[foot(str(n)), head("The review"), *body(n)] for n in range(1, 6)]))
    assert first.text == second.text
    assert "The review" not in first.text


def test_a_head_that_a_single_page_has_goes_where_heads_stand() -> None:
    heads = ["Early help"] * 4 + ["Kinship"] + ["Foster care"] * 4
    document = checked(pdf([[*body(n), head(text)] for n, text in enumerate(heads)]))
    assert document.text == " ".join(ink.text for n in range(9) for ink in body(n))


def test_blank_pages_with_a_head_do_not_interrupt_a_sentence() -> None:
    made = [[*(body(n) if n != 3 else []), head("The review"), foot(str(n), 290)] for n in range(1, 6)]
    document = checked(pdf(made))
    assert document.text == " ".join(ink.text for n in (1, 2, 4, 5) for ink in body(n))
    assert page_labels(document) == ["1", "2", "3", "4", "5"]


def test_a_text_that_begins_in_the_upper_margin_stays() -> None:
    document = checked(pdf([body(n, top=HEIGHT - 20, rows=56) for n in range(4)]))
    assert document.text == " ".join(ink.text for n in range(4) for ink in body(n, rows=56))


def test_a_number_at_the_foot_that_is_not_the_page_number_stays() -> None:
    years = ["2019", "2016", "2022", "2011"]
    made = [[*body(n), Ink(year, 72, 740 - 14 * 40)] for n, year in enumerate(years)]
    document = checked(pdf(made))
    assert [text.split()[-1] for text in page_texts(document)] == years
    assert page_labels(document) == [None] * 4


def test_a_heading_that_several_pages_begin_with_stays() -> None:
    starts = {2: "Case study", 5: "Case study", 8: "Case study"}
    made = [
        [*lines(starts.get(n, f"The page {n} begins so and goes"), top=740), *body(n, top=720, rows=38)]
        for n in range(12)
    ]
    document = checked(pdf(made))
    assert document.text.count("Case study") == 3


def test_headings_with_numbers_at_the_top_of_pages_stay() -> None:
    made = [
        [Ink(f"Recommendation {n}", 72, 740, 16), *body(n, top=700, rows=36), foot(str(n + 2), 290)]
        for n in range(1, 7)
    ]
    document = checked(pdf(made))
    assert [f"Recommendation {n}" in document.text for n in range(1, 7)] == [True] * 6
    assert page_labels(document) == ["3", "4", "5", "6", "7", "8"]


def test_items_that_repeat_stay() -> None:
    made = [[*lines("• none", top=740), *body(n, top=726, rows=30), *lines("• none", top=300)] for n in range(4)]
    assert checked(pdf(made)).text.count("• none") == 8


def test_pages_that_are_all_short_stay() -> None:
    made = [[Ink("The same", 72, 810)], [Ink("The same", 72, 810)], [Ink("The same", 72, 810)], [Ink("4", 290, 30)]]
    assert page_texts(checked(pdf(made))) == ["The same", "The same", "The same", "4"]


def test_front_matter_has_roman_numbers() -> None:
    numbers = [None, None, "iii", "iv", "v", "1", "2", "3", "4"]
    made = [[*body(n), *([foot(text, 290)] if text else [])] for n, text in enumerate(numbers)]
    document = checked(pdf(made))
    assert page_labels(document) == [None, None, "iii", "iv", "v", "1", "2", "3", "4"]
    assert document.text == " ".join(ink.text for n in range(9) for ink in body(n))


def test_a_page_without_a_number_within_a_run_has_the_one_it_must_have() -> None:
    numbers = ["11", "12", None, "14", "15", None]
    made = [[*body(n), *([foot(text, 290)] if text else [])] for n, text in enumerate(numbers)]
    assert page_labels(checked(pdf(made))) == ["11", "12", "13", "14", "15", None]


def test_printed_numbers_win_over_labels_that_only_count() -> None:
    made = [[*body(n), *([foot(str(n - 2), 290)] if n > 2 else [])] for n in range(1, 8)]
    document = checked(pdf(made, labels=[(0, "ARABIC", 1)]))
    assert page_labels(document) == [None, None, "1", "2", "3", "4", "5"]


def test_labels_of_the_file_count_where_nothing_contradicts_them() -> None:
    made = [body(n) for n in range(4)]
    assert page_labels(checked(pdf(made, labels=[(0, "ROMAN_LOWER", 1), (2, "ARABIC", 1)]))) == ["i", "ii", "1", "2"]
    assert page_labels(checked(pdf(made, labels=[(0, "ARABIC", 1)]))) == ["1", "2", "3", "4"]


def test_where_labels_and_printed_numbers_contradict_each_other_there_is_none() -> None:
    made = [[*body(n), foot(str(n), 290)] for n in range(1, 6)]
    document = checked(pdf(made, labels=[(0, "ROMAN_LOWER", 1), (2, "ARABIC", 1)]))
    assert page_labels(document) == [None] * 5
    assert page_labels(checked(pdf(made, labels=[(0, "ROMAN_LOWER", 1), (1, "ARABIC", 2)]))) == [
        None,
        "2",
        "3",
        "4",
        "5",
    ]


def test_a_document_with_neither_has_no_labels() -> None:
    assert page_labels(checked(pdf([body(n) for n in range(3)]))) == [None, None, None]


def test_numbers_that_do_not_count_with_the_pages_are_no_labels() -> None:
    made = [[*body(n), foot(text, 290)] for n, text in enumerate(["7", "3", "12", "5"])]
    document = checked(pdf(made))
    assert page_labels(document) == [None] * 4
    assert all(text in page.split() for text, page in zip(["7", "3", "12", "5"], page_texts(document), strict=True))
