"""Footnotes stand apart, their marks are left out of the text, and raised figures that are no marks stay."""

from collections.abc import Sequence

import pytest

from index.offset_map import Comparison, Step
from tests.index.pdf_making import Ink, checked, lines, notes, page_texts, pdf

Run = tuple[str, bool]
"""A piece of a line, and whether it is raised and smaller."""


def line(y: float, *runs: Run, x: float = 72, size: float = 11) -> list[Ink]:
    found: list[Ink] = []
    for text, raised in runs:
        ink = Ink(text, x, y + 4, 0.6 * size) if raised else Ink(text, x, y, size)
        found.append(ink)
        x = ink.right
    return found


def filler(count: int, top: float = 700) -> list[Ink]:
    return lines(*[f"Line {n} of a text which says that families wait for a long time." for n in range(count)], top=top)


def foot(*texts: str, y: float = 100) -> list[Ink]:
    return lines(*texts, top=y, size=8, step=10)


def test_a_mark_is_left_out_and_leads_to_its_note() -> None:
    page = [
        *line(740, ("There were 80,080", False), ("3", True), (" children in care. They", False)),
        *lines("wait for too long.", top=726),
        *foot("3 Department for Education, Children looked after, 2021."),
    ]
    document = checked(pdf([page]))
    body = "There were 80,080 children in care. They wait for too long."
    assert document.text[: document.body_end].strip() == body
    assert notes(document) == [(1, "3 Department for Education, Children looked after, 2021.")]
    assert document.text[: document.notes[0].anchor] == "There were 80,080"
    comparison = Comparison(document.text, document.raw, document.offset_map)
    assert Step.NOTE in (comparison.steps(0, len(body)) or ())


@pytest.mark.parametrize("mark", ["*", "†", "1", "12"])
@pytest.mark.parametrize("behind", [".", ",", " and"])
def test_marks_of_all_kinds(mark: str, behind: str) -> None:
    page = [
        *line(740, ("Families wait for too long", False), (mark, True), (behind, False)),
        *filler(4, top=720),
        *foot(f"{mark} See the report."),
    ]
    document = checked(pdf([page]))
    assert document.text.startswith(f"Families wait for too long{behind}")
    assert notes(document) == [(1, f"{mark} See the report.")]


def test_a_mark_behind_the_stop_and_one_drawn_after_everything_else() -> None:
    first = line(740, ("Families wait.", False), ("1", True), (" They told us so.", False))
    page = [first[0], first[2], *filler(3, top=720), *foot("1 See the report."), first[1]]
    assert checked(pdf([page])).text.startswith("Families wait. They told us so.")


def test_several_notes_with_several_lines() -> None:
    page = [
        *line(740, ("One", False), ("1", True), (" and two", False), ("2", True), (" and three.", False), ("3", True)),
        *filler(3, top=720),
        *foot("1 The first note goes on for more than", "one line.", "2 The second, of 12 May", "3 A third one."),
    ]
    document = checked(pdf([page]))
    assert document.text.startswith("One and two and three.")
    assert notes(document) == [
        (1, "1 The first note goes on for more than one line."), (1, "2 The second, of 12 May"), (1, "3 A third one.")
    ]  # fmt: skip


def test_a_sentence_that_notes_interrupt_at_the_end_of_a_page_is_whole() -> None:
    first = [
        *line(740, ("It began", False), ("1", True), (" so.", False)),
        *filler(40, top=720),
        *lines("The last line of the page ends in the middle of a sentence", top=160),
        *foot("1 A note."),
    ]
    second = [*lines("Ofsted had begun, and here it ends.", top=740), *filler(3, top=720)]
    document = checked(pdf([first, second]))
    assert "ends in the middle of a sentence Ofsted had begun, and here it ends." in document.text
    assert notes(document) == [(1, "1 A note.")]
    assert [text.split()[0] for text in page_texts(document)] == ["It", "Ofsted"]


def test_a_note_that_runs_on_at_the_foot_of_the_next_page() -> None:
    first = [
        *line(740, ("It began", False), ("4", True), (" so.", False)), *filler(30, top=720),
        *foot("4 A note that is longer than the room which there is on this page and goes on in the"),
    ]  # fmt: skip
    second = [
        *line(740, ("And on", False), ("5", True), (" it went.", False)), *filler(30, top=720),
        *foot("next one, where it ends.", "5 Another note."),
    ]  # fmt: skip
    document = checked(pdf([first, second]))
    assert notes(document) == [
        (1, "4 A note that is longer than the room which there is on this page and goes on in the"),
        (2, "next one, where it ends."),
        (2, "5 Another note."),
    ]
    assert "goes on in the next one, where it ends.\n\n5 Another note." in document.text
    assert document.text[: document.notes[2].anchor].endswith("And on")
    assert document.text[: document.notes[1].anchor].endswith("It began")


def test_a_note_that_found_no_room_on_its_page_stands_on_the_next() -> None:
    first = [*filler(30, top=740), *line(300, ("There were 80,080", False), ("4", True), (" of them.", False))]
    second = [*filler(30, top=740), *foot("4 See the report of 2021.")]
    document = checked(pdf([first, second]))
    assert "There were 80,080 of them." in document.text
    assert notes(document) == [(2, "4 See the report of 2021.")]
    assert document.text[: document.notes[0].anchor].endswith("There were 80,080")


def test_the_own_mark_of_a_note_stays_apart_from_its_words() -> None:
    page = [
        *line(740, ("It began", False), ("7", True), (" so.", False)), *filler(3, top=720),
        *line(100, ("7", True), ("See the report of 2021.", False), size=8),
    ]  # fmt: skip
    assert notes(checked(pdf([page]))) == [(1, "7 See the report of 2021.")]


@pytest.mark.parametrize(
    ("runs", "expected"),
    [
        ([("A room of 40 m², CO", False), ("is no mark", False)], "A room of 40 m², COis no mark"),
        ([("A room of 40 m", False), ("2", True), (" is small.", False)], "A room of 40 m2 is small."),
        ([("On the 20", False), ("th", True), (" of May.", False)], "On the 20th of May."),
        ([("Children*", False), (" are meant.", False)], "Children* are meant."),
        ([("It is 10³ times as much.", False)], "It is 10³ times as much."),
    ],
)
def test_what_is_no_mark_stays(runs: Sequence[Run], expected: str) -> None:
    page = [
        *line(740, *runs), *line(700, ("But this", False), ("2", True), (" is one.", False)),
        *filler(3, top=660), *foot("2 The second note."),
    ]  # fmt: skip
    document = checked(pdf([page]))
    assert document.text.startswith(expected)
    assert "But this is one." in document.text


def test_a_lowered_figure_stays() -> None:
    first = Ink("The CO", 72, 740)
    low = Ink("2", first.right, 737, 7)
    page = [first, low, Ink(" rises.", low.right, 740), *filler(3, top=700), *foot("2 A note.")]
    assert checked(pdf([page])).text.startswith("The CO2 rises.")


def test_a_raised_figure_without_a_note_never_becomes_part_of_a_number() -> None:
    page = [*line(740, ("There were 80,080", False), ("3", True), (" children.", False)), *filler(3, top=720)]
    text = checked(pdf([page])).text
    assert "80,0803" not in text
    assert text.startswith("There were 80,080 3 children.")


def test_marks_of_endnotes_that_count_up_through_the_document_are_left_out() -> None:
    pages = [
        [
            *line(740, ("Families wait", False), (str(2 * n + 1), True), (" for long.", False)),
            *line(726, ("Nobody listens.", False), (str(2 * n + 2), True)),
            *filler(5, top=700),
        ]
        for n in range(3)
    ]
    document = checked(pdf(pages))
    assert document.text.count("Families wait for long.") == 3
    assert document.text.count("Nobody listens.") == 3
    assert document.notes == ()


def test_small_type_at_the_foot_that_is_no_note_stays_in_the_text() -> None:
    page = [*filler(10), *foot("Source: Department for Education, 2021.")]
    document = checked(pdf([page]))
    assert document.notes == ()
    assert document.text.endswith("Source: Department for Education, 2021.")
