"""What is planted in a document is read, word for word and in its place, and nothing else is."""

import pytest

from tests.index.truth import checks
from tests.index.truth.catalogue import EXAMPLES, SLOW, reading

each_document = pytest.mark.parametrize(
    "name", [*EXAMPLES, *(pytest.param(name, marks=pytest.mark.slow) for name in SLOW)]
)


@each_document
def test_every_sentence_is_found_once_and_whole(name: str) -> None:
    assert checks.sentences_not_found(reading(name)) == []


@each_document
def test_every_sentence_is_on_its_page(name: str) -> None:
    assert checks.wrong_pages(reading(name)) == []


@each_document
def test_every_sentence_stands_below_its_headings(name: str) -> None:
    assert checks.wrong_headings(reading(name)) == []


@each_document
def test_nothing_is_read_that_is_no_sentence(name: str) -> None:
    assert checks.strays(reading(name)) == []


@each_document
def test_running_heads_and_hidden_words_are_not_read(name: str) -> None:
    assert checks.unwanted_words(reading(name)) == []


@each_document
def test_notes_are_set_apart_and_know_their_place(name: str) -> None:
    assert checks.wrong_notes(reading(name)) == []


@each_document
def test_notes_are_quoted_without_their_marks(name: str) -> None:
    assert checks.note_sentences_not_found(reading(name)) == []


@each_document
def test_values_are_in_their_row_and_column(name: str) -> None:
    assert checks.wrong_cells(reading(name)) == []


@each_document
def test_every_sentence_leads_back_to_the_same_words_of_the_file(name: str) -> None:
    assert checks.faults_of_the_map(reading(name)) == []


@each_document
def test_metadata_of_the_file_are_given(name: str) -> None:
    assert checks.wrong_metadata(reading(name)) == []


def test_all_planted_sentences_of_all_documents_are_found() -> None:
    readings = [reading(name) for name in EXAMPLES]
    planted = sum(len(one.example.planted) for one in readings)
    missing = sum(len(checks.sentences_not_found(one)) for one in readings)
    inside = sum(len(checks.unwanted_words(one)) for one in readings)
    assert planted > 5_000
    assert f"{planted - missing} of {planted} found, {inside} foreign" == f"{planted} of {planted} found, 0 foreign"
