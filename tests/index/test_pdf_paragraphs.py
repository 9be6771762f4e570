"""Lines become paragraphs, items and headings again, and words that were broken are whole."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import ListFlowable, ListItem

from tests.index.pdf_making import BODY, Ink, checked, headings, lines, page_texts, paragraph, pdf, typeset

ONE = "The review says that councils should spend more on early help because families wait for too long."
TWO = "Children who need protection must get it when they need it, and nobody should have to ask for it twice."
THREE = "Foster carers leave because nobody asks them what they need; a new duty would change this for everyone."


@pytest.mark.parametrize(
    ("lines_", "expected"),
    [
        (["A plan for the environ-", "mental costs of it"], "A plan for the environmental costs of it"),
        (["It is about safe-", "guarding them well"], "It is about safeguarding them well"),
        (["It is child-", "centred, as a child-centred plan is"], "It is child-centred, as a child-centred plan is"),
        (["Some are non-", "statutory bodies"], "Some are non-statutory bodies"),
        (["Both pre-", "and post-care help"], "Both pre- and post-care help"),
        (["More than ten thous-", "and of them"], "More than ten thousand of them"),
        (["The years 2019-", "20 were hard"], "The years 2019-20 were hard"),
        (["The years 2019–", "20 were hard"], "The years 2019–20 were hard"),
        (["An Anglo-", "Welsh plan"], "An Anglo-Welsh plan"),
        (["Her mother-in-", "law came to us"], "Her mother-in-law came to us"),
        (["A cooperation. This co-", "operation is new"], "A cooperation. This cooperation is new"),
        (["The co-operation. This co-", "operation is new"], "The co-operation. This co-operation is new"),
        (["A plan of care -", "and one of work"], "A plan of care - and one of work"),
        (["See www.gov.uk/", "children for more"], "See www.gov.uk/children for more"),
        (["This is so—", "and will be"], "This is so—and will be"),
        (["It takes a great deal of under\u00ad", "standing"], "It takes a great deal of understanding"),
        (["AN ENVIRON-", "MENTAL PLAN FOR US"], "AN ENVIRONMENTAL PLAN FOR US"),
    ],
)  # fmt: skip
def test_words_broken_at_a_line_are_whole_again(lines_: list[str], expected: str) -> None:
    assert checked(pdf([lines(*lines_)])).text == expected


def test_what_the_document_writes_elsewhere_decides() -> None:
    first = lines("We want a decision-", "making body.", top=740)
    assert "a decision-making body." in checked(pdf([[*first, *lines("Decision-making is slow.", top=600)]])).text
    assert "a decisionmaking body." in checked(pdf([[*first, *lines("Decisionmaking is slow.", top=600)]])).text


@pytest.mark.parametrize(("half", "word"), [("environ-", "environmental"), ("child-", "child-mental")])
def test_a_word_that_is_broken_at_the_end_of_a_page(half: str, word: str) -> None:
    document = checked(pdf([lines(ONE, f"It is a {half}"), lines("mental plan for all of them.", TWO)]))
    assert f"It is a {word} plan for all of them." in document.text
    assert page_texts(document)[0].endswith(word.removesuffix("mental"))
    assert page_texts(document)[1].startswith("mental plan")


def test_a_sentence_goes_on_over_pages_even_with_a_capital() -> None:
    first = lines(
        "The minister said this to the committee, and so did", "the chief inspector of the office that is called"
    )
    second = lines("Ofsted, which inspects them. It is known to all who", "work with it.")
    assert "the office that is called Ofsted, which inspects them." in checked(pdf([first, second])).text


def test_a_short_last_line_ends_its_paragraph() -> None:
    first = lines("The minister said this to the committee, and so did", "Ofsted")
    second = lines("The next page begins with a line that stands for itself", "and goes on.")
    assert "Ofsted\n\nThe next page" in checked(pdf([first, second])).text


@pytest.mark.parametrize(
    "style",
    [
        BODY,
        ParagraphStyle("justified", parent=BODY, alignment=4),
        ParagraphStyle("indented", parent=BODY, firstLineIndent=14, spaceAfter=0),
        ParagraphStyle("wide", parent=BODY, leading=20, spaceAfter=10),
        ParagraphStyle("small", parent=BODY, fontSize=8, leading=9.6, spaceAfter=4),
        ParagraphStyle("centred", parent=BODY, alignment=1),
        ParagraphStyle("quote", parent=BODY, leftIndent=30, rightIndent=30),
    ],
    ids=lambda style: style.name,
)
def test_paragraphs_are_rebuilt(style: ParagraphStyle) -> None:
    texts = [f"{ONE} {TWO}", f"{TWO} {THREE} {ONE}", f"{THREE} {THREE}", f"{ONE} {ONE} {TWO}"]
    assert checked(typeset([paragraph(text, style) for text in texts])).text.split("\n\n") == texts


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.lists(st.sampled_from([ONE, TWO, THREE, "It was so."]), min_size=2, max_size=9), min_size=1, max_size=14
    ),
    st.sampled_from([1, 2, 3]),
    st.sampled_from([0, 4]),
)
def test_no_sentence_is_torn(drawn: list[list[str]], columns: int, alignment: int) -> None:
    # Numbers keep the sentences apart: what repeats at the foot of two pages is furniture.
    paragraphs = [
        [f"In case {100 * row + place} this was said. {sentence}" for place, sentence in enumerate(sentences)]
        for row, sentences in enumerate(drawn)
    ]
    style = ParagraphStyle("any", parent=BODY, alignment=alignment)
    document = checked(
        typeset([paragraph(" ".join(sentences), style) for sentences in paragraphs], columns=columns, gap=18)
    )
    assert " ".join(document.text.split()) == " ".join(" ".join(sentences) for sentences in paragraphs)


def test_items_are_items_and_go_on_over_pages() -> None:
    items = [f"{number} is a thing that they want: {TWO}" for number in ("One", "Another")] * 22
    flow = ListFlowable([ListItem(paragraph(text)) for text in items], bulletType="bullet", start="•")
    document = checked(typeset([paragraph("They want these things from us:"), flow, paragraph(ONE)]))
    assert document.text.split("\n\n")[1].replace("\n", " ") == " ".join(f"• {text}" for text in items)
    assert document.text.count("\n• ") == len(items)
    assert document.text.endswith(f"\n\n{ONE}")


def test_bullets_of_other_kinds_become_bullets_and_numbers_stay() -> None:
    document = checked(
        pdf([lines("They want this:", "– more help", "– homes", "and also:", "1. schools", "2. doctors")])
    )
    assert "• more help\n• homes" in document.text
    assert "1. schools\n2. doctors" in document.text


def test_headings_by_size_bold_type_and_number() -> None:
    flow = [
        paragraph("Annual report", ParagraphStyle("a", parent=BODY, fontSize=24, leading=28)),
        paragraph("Early help for families who wait for too long and for everyone who is concerned by it in England",
                  ParagraphStyle("b", parent=BODY, fontSize=16, leading=19)),
        paragraph(f"{ONE} {TWO}"),
        paragraph("What families said", ParagraphStyle("c", parent=BODY, fontName="Helvetica-Bold")),
        paragraph(f"<b>Families said</b> that they wait. {TWO} <b>{THREE}</b> {ONE}"),
        paragraph(f"<b>{ONE} {TWO}</b>"),
        paragraph("Foster care", ParagraphStyle("b", parent=BODY, fontSize=16, leading=19)),
        paragraph(THREE),
    ]  # fmt: skip
    assert headings(checked(typeset(flow))) == [
        (1, "Annual report"),
        (2, "Early help for families who wait for too long and for everyone who is concerned by it in England"),
        (3, "What families said"),
        (2, "Foster care"),
    ]


def test_numbers_of_headings_tell_their_depth() -> None:
    bold = ParagraphStyle("bold", parent=BODY, fontName="Helvetica-Bold")
    flow = [
        part
        for title in ("1 Early help", "1.1 What it is", "1.2 Who needs it", "2 Foster care", "2.1 Carers")
        for part in (paragraph(title, bold), paragraph(f"{ONE} {TWO}"))
    ]
    assert headings(checked(typeset(flow))) == [
        (1, "1 Early help"), (2, "1.1 What it is"), (2, "1.2 Who needs it"), (1, "2 Foster care"), (2, "2.1 Carers")
    ]  # fmt: skip


def test_the_outline_of_the_file_decides_first() -> None:
    pages = [
        [Ink("Early help", 72, 740), *lines(ONE, TWO, top=700), Ink("Who needs", 72, 640), Ink("it most", 72, 626),
         *lines(TWO, THREE, top=590), Ink("A bold word", 72, 520, 11, "Helvetica-Bold"), *lines(ONE, TWO, top=500)],
        [Ink("Foster care.", 72, 740), *lines(ONE, THREE, top=700)],
    ]  # fmt: skip
    outline = [("Early  HELP", 0, 0), ("Who needs it most", 0, 1), ("Not on the page", 0, 1), ("Foster care.", 1, 0)]
    found = headings(checked(pdf(pages, outline=outline)))
    assert [entry for entry in found if entry[1] != "A bold word"] == [
        (1, "Early help"), (2, "Who needs it most"), (1, "Foster care.")
    ]  # fmt: skip


def test_pages_with_one_word_and_without_any() -> None:
    document = checked(pdf([[Ink("Contents", 72, 700)], [], lines(ONE)]))
    assert page_texts(document) == ["Contents", "", ONE]


@pytest.mark.parametrize(
    ("initial", "rest", "whole"),
    [("T", "he review says", "The review"), ("A", "new duty is", "A new"), ("A", "fter it", "After")],
)
def test_a_large_initial_belongs_to_its_word(initial: str, rest: str, whole: str) -> None:
    first = Ink(initial, 72, 678, 40)
    page = [
        first, *lines(f"{rest} that councils", "should spend more on help", x=first.right + 3, top=700),
        *lines("because families wait for long.", top=672),
    ]  # fmt: skip
    assert checked(pdf([page])).text.startswith(f"{whole} ")
