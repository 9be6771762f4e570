from dataclasses import replace

import pytest

from ui.shapes import Citation, Document
from ui.words import confidence_words, date_words, note_words, page_words, source_words

NOTE = Document("d1", "What they said", "Chapter & Verse notes", "ECPAT UK", "note", "2026-11", None, "0", 0, 1, "2026")


@pytest.mark.parametrize(
    ("number", "label", "words"),
    [(12, "12", "p. 12"), (14, "12", "p. 12 (PDF page 14)"), (3, None, "PDF page 3"), (None, None, "")],
)
def test_pages(number: int | None, label: str | None, words: str) -> None:
    assert page_words(number, label) == words


@pytest.mark.parametrize(
    ("date", "words"),
    [
        ("2022-05-23", "23 May 2022"),
        ("2022-05", "May 2022"),
        ("2022", "2022"),
        ("2026-11-21T10:00:00Z", "21 November 2026"),
        ("2022-13", "2022-13"),
        ("soon", "soon"),
        (None, ""),
    ],
)
def test_dates(date: str | None, words: str) -> None:
    assert date_words(date) == words


@pytest.mark.parametrize(
    ("confidence", "word"),
    [(1.0, "high"), (0.8, "high"), (0.79, "fair"), (0.6, "fair"), (0.59, "low"), (0.0, "low")],
)
def test_confidence_is_a_word(confidence: float, word: str) -> None:
    assert confidence_words(confidence) == f"Confidence: {word}"


def test_a_note_never_passes_for_the_words_of_those_it_is_about() -> None:
    assert note_words(NOTE) == "Note by Chapter & Verse about ECPAT UK – our words, not theirs"
    assert note_words(replace(NOTE, about=None)) == "Note by Chapter & Verse – our words"
    theirs = replace(NOTE, organisation="Our Trust")
    assert note_words(theirs) == "Note by Our Trust about ECPAT UK – not the words of ECPAT UK"
    assert note_words(replace(theirs, about=None)) == "Note by Our Trust"
    assert note_words(replace(NOTE, kind="response")) is None
    assert note_words(None) is None


def test_what_stands_under_a_quote() -> None:
    citation = Citation(1, "d1", "Reply", "LGA", "2022-05-23", 14, "12", 0, 3, "Yes")
    assert source_words(citation, None) == ("Reply", "LGA", "23 May 2022", "p. 12 (PDF page 14)")
    pageless = replace(citation, page=None, page_label=None, date=None)
    assert source_words(pageless, replace(NOTE, kind="response")) == ("Reply", "LGA")
    assert source_words(pageless, NOTE)[1] == "Note by Chapter & Verse about ECPAT UK – our words, not theirs"


def test_whoever_is_quoted_is_named_beside_the_one_who_quotes() -> None:
    citation = Citation(1, "d1", "Reply", "LGA", None, None, None, 0, 3, "Yes", quoting="the National Audit Office")
    assert source_words(citation, None)[1] == "LGA, quoting the National Audit Office"
    assert source_words(citation, NOTE)[1] == (
        "Note by Chapter & Verse about ECPAT UK – our words, not theirs, reporting the National Audit Office"
    )


def test_words_read_from_a_picture_are_said_to_be() -> None:
    citation = Citation(1, "d1", "Reply", "LGA", None, 3, None, 0, 3, "Yes", recognised=True)
    assert source_words(citation, None)[-1] == "words recognised from a picture, check them against the page"
