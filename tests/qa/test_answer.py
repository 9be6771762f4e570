"""Answers through the public door, over made-up documents, with the small encoder."""

import threading

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.document import Metadata
from index.errors import InvalidRequestError
from index.library import Library
from index.search import Filters, Searcher
from qa.answer import Answer, Answerer
from qa.citations import QuoteMismatchError
from tests.encoder import HashingEncoder
from tests.index.pdf_making import lines, pdf

RIVER = """The River Trust counts otters. In 2009/10 it counted 64 otters, and by 2019/20 it counted 80 otters.

Spending on rivers fell from £1.4bn in 2010/11 to £429m in 2019/20, which led to the closure of 75 fish passes.

The Fish Guardians, once called Fish Advocates, watch over the passes. They report to Dr. J. Smith.
"""
LAKE = """The Lake Society welcomes the plan for lakes. It is disappointed that Fish Wardens would be replaced.

Fish Wardens hold councils to account. The plan was published on 23 May 2022.
"""
NOTE = """The Lake Society said in May 2022 that Fish Wardens were needed.
"""


@pytest.fixture
def answerer(library: Library, encoder: HashingEncoder) -> Answerer:
    library.add(
        RIVER.encode(),
        "river.txt",
        encoder,
        Metadata("On rivers", "River Trust", None, "response", "2022-03"),
    )
    library.add(LAKE.encode(), "lake.txt", encoder, Metadata("On lakes", "Lake Society", None, "response", "2022-05"))
    library.add(NOTE.encode(), "note.txt", encoder, Metadata("A note", "Our notes", "Lake Society", "note", "2026-01"))
    for number in range(12):
        text = f"Report {number} tells of roads, bridges and trains. Nothing in it concerns water or animals."
        library.add(text.encode(), f"other-{number}.txt", encoder, Metadata(organisation="Road Office"))
    return Answerer(library, Searcher(library, encoder))


def first(answer: Answer) -> str:
    assert answer.verdict == "answered", answer
    return answer.statements[0].text


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("How many fish passes closed?", "closure of 75 fish passes"),
        ("How many otters were counted in 2009/10?", "64 otters"),
        ("When was the plan published?", "23 May 2022"),
        ("What does the Lake Society say about Fish Wardens?", "Fish Wardens"),
        ("What were Fish Guardians once called?", "once called Fish Advocates"),
    ],
)
def test_the_right_sentence_comes_first(answerer: Answerer, question: str, words: str) -> None:
    assert words in first(answerer.ask(question))


@pytest.mark.parametrize(
    "question",
    [
        "How many fish passes reopened in 2021?",
        "How many otters were counted in 2015/16?",
        "What does the River Trust say about Fish Wardens?",
        "What is the capital of France?",
        "What does the Road Office say about otters?",
    ],
)
def test_what_the_documents_do_not_say_is_refused(answerer: Answerer, question: str) -> None:
    answer = answerer.ask(question)
    assert answer.verdict == "not_in_documents"
    assert answer.statements == ()
    assert answer.nearest


def test_own_words_come_before_a_note_about_them(answerer: Answerer) -> None:
    answer = answerer.ask("What does the Lake Society say about Fish Wardens?")
    assert answer.statements[0].citations[0].kind == "response"
    noted = answerer.ask("What does the Lake Society say about Fish Wardens?", Filters(kind=("note",)))
    (citation,) = noted.statements[0].citations
    assert (citation.organisation, citation.kind, citation.about) == ("Our notes", "note", "Lake Society")


def test_filters_limit_the_answer(answerer: Answerer) -> None:
    answer = answerer.ask("How many fish passes closed?", Filters(organisation=("Lake Society",)))
    assert answer.verdict == "not_in_documents"


def test_the_same_sentence_in_two_documents_is_one_statement(library: Library, encoder: HashingEncoder) -> None:
    for name in ("one", "two"):
        text = f"This is document {name}.\n\nThe council closed 75 fish passes."
        library.add(text.encode(), f"{name}.txt", encoder)
    answer = Answerer(library, Searcher(library, encoder)).ask("How many fish passes closed?")
    (statement,) = answer.statements
    assert [citation.number for citation in statement.citations] == [1, 2]
    assert len({citation.document for citation in statement.citations}) == 2


def test_an_empty_library_says_nothing(library: Library, encoder: HashingEncoder) -> None:
    answer = Answerer(library, Searcher(library, encoder)).ask("How many fish passes closed?")
    assert (answer.verdict, answer.statements, answer.nearest) == ("not_in_documents", (), ())


@pytest.mark.parametrize("question", ["", " \n ", "x" * 2001, "what \ud800?"])
def test_a_question_must_be_one(answerer: Answerer, question: str) -> None:
    with pytest.raises(InvalidRequestError):
        answerer.ask(question)


def test_a_text_changed_behind_the_programs_back_is_never_quoted(answerer: Answerer, library: Library) -> None:
    with library.database.write() as connection:
        connection.execute("UPDATE documents SET text = replace(text, '75 fish', '57 fish')")
    with pytest.raises(QuoteMismatchError, match="verse doctor"):
        answerer.ask("How many fish passes closed?")


WORDS = st.sampled_from(
    """how many much when who which what does did say about otters fish passes wardens guardians closed counted spending
    river trust lake society 2009/10 2019/20 plan published councils account £429m . ? £ ’s "quoted" 日本 é""".split()
)


def test_every_citation_of_every_question_is_verbatim(library: Library, answerer: Answerer) -> None:
    @settings(max_examples=150, deadline=None)
    @given(st.lists(WORDS, min_size=1, max_size=12).map(" ".join))
    def ask(question: str) -> None:
        answer = answerer.ask(question)
        assert (answer.verdict == "answered") == bool(answer.statements)
        assert 0 <= answer.confidence <= 1
        numbers = [c.number for s in answer.statements for c in s.citations]
        assert numbers == list(range(1, len(numbers) + 1))
        assert len(answer.statements) <= 5
        for statement in answer.statements:
            for citation in statement.citations:
                text = library.text(citation.document)
                assert text[citation.start : citation.end] == citation.quote == statement.text
        for passage in answer.nearest:
            assert library.text(passage.document)[passage.start : passage.end] == passage.text

    ask()


def test_a_quote_from_a_pdf_names_its_page_as_the_pdf_does(library: Library, encoder: HashingEncoder) -> None:
    content = pdf(
        [lines("The preface thanks everybody."), lines("The council closed 75 fish passes.")],
        labels=[(0, "ROMAN_LOWER", 1), (1, "ARABIC", 1)],
    )
    library.add(content, "report.pdf", encoder)
    (statement,) = Answerer(library, Searcher(library, encoder)).ask("How many fish passes closed?").statements
    (citation,) = statement.citations
    assert (citation.quote, citation.page, citation.page_label) == ("The council closed 75 fish passes.", 2, "1")


@pytest.mark.parametrize("question", ["\U0001f642", "?!", "..."])
def test_a_question_without_words_is_not_answered(answerer: Answerer, question: str) -> None:
    assert answerer.ask(question).verdict == "not_in_documents"


def test_questions_survive_documents_that_are_removed_meanwhile(library: Library, encoder: HashingEncoder) -> None:
    answerer = Answerer(library, Searcher(library, encoder))
    done = threading.Event()

    def come_and_go() -> None:
        while not done.is_set():
            document = library.add(b"The council closed 75 fish passes.", "fish.txt", encoder).document
            library.remove(document.id)

    thread = threading.Thread(target=come_and_go)
    thread.start()
    try:
        verdicts = {answerer.ask("How many fish passes closed?").verdict for _ in range(150)}
    finally:
        done.set()
        thread.join()
    assert verdicts <= {"answered", "not_in_documents"}
