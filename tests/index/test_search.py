import pytest

from index.document import Metadata
from index.errors import InvalidRequestError
from index.library import Library
from index.search import Filters, Searcher
from tests.encoder import HashingEncoder


@pytest.fixture
def searcher(library: Library, encoder: HashingEncoder) -> Searcher:
    for number in range(80):
        text = f"Otters live in rivers and eat fish, says report {number}.".encode()
        library.add(text, f"loud-{number}.txt", encoder, Metadata(organisation="Loud Trust", kind="response"))
    quiet = b"Rivers are wet. A quiet word on otters."
    library.add(quiet, "quiet.txt", encoder, Metadata(title="Quiet", organisation="Quiet Trust", kind="review"))
    note = b"Quiet Trust likes rivers."
    library.add(note, "note.txt", encoder, Metadata("Note", "Our notes", "Quiet Trust", "note"))
    return Searcher(library, encoder)


def test_filters_apply_before_ranking_is_cut(searcher: Searcher) -> None:
    found = searcher.search("otters live in rivers and eat fish", 3, Filters(kind=("review",)))
    assert [passage.title for passage in found] == ["Quiet"]


def test_an_organisation_is_who_speaks_or_whom_a_note_is_about(searcher: Searcher) -> None:
    found = searcher.search("rivers", 10, Filters(organisation=("quiet trust",)))
    assert {passage.title for passage in found} == {"Quiet", "Note"}


def test_a_document_filter_takes_ids(searcher: Searcher) -> None:
    wanted = searcher.search("rivers", 1, Filters(document=("Note",)))[0].document
    assert {p.document for p in searcher.search("otters", 10, Filters(document=(wanted,)))} == {wanted}


def test_a_filter_that_nothing_passes_gives_nothing(searcher: Searcher) -> None:
    assert searcher.search("rivers", 10, Filters(organisation=("Nobody",))) == []


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(InvalidRequestError, match="review, response"):
        Filters(kind=("gossip",))


def test_passages_come_best_first_with_their_own_text(searcher: Searcher, library: Library) -> None:
    found = searcher.search("otters eat fish", 10)
    assert [p.score for p in found] == sorted((p.score for p in found), reverse=True)
    for passage in found:
        text = library.text(passage.document)
        assert text[passage.start : passage.end] == passage.text
        for sentence in passage.sentences:
            assert text[sentence.start : sentence.end] == sentence.text


@pytest.mark.parametrize(
    "question", ["", "   ", "?", '"', "AND OR NOT", "a*b NEAR(c)", "' OR 1=1 --", "\x00", "日本語", "-"]
)
def test_odd_questions_do_no_harm(searcher: Searcher, question: str) -> None:
    searcher.search(question, 3)
