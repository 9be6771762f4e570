"""With the real encoder, where meaning matters: golden questions on the bundled notes and on a made-up response."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.document import Metadata
from index.encoder import TransformerEncoder
from index.intake import add_files, files
from index.library import Library
from index.search import Searcher
from qa.answer import Answerer

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[1]

RESPONSE = """The Harbour Trust welcomes the focus of the plan on families. We are disappointed, however, that it says
nothing on Harbour Wardens, who hold port authorities to account.

A cut in the budget for piers from £3.2bn in 2008/09 to £511m in 2018/19 led to the loss of 2,300 jobs on piers and the
closure of 410 lighthouses. The number of keepers fell from 9,120 in 2008/09 to 4,470 by 2018/19.

A quarter of ports use the tidal safety method developed by the University of Anglesey. Coastal Watch Volunteers, now
called Coastal Guardians, are not paid.
"""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    opened = Library(tmp_path_factory.mktemp("home"))
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def answerer(library: Library) -> Answerer:
    encoder = TransformerEncoder()
    for outcome in add_files(library, encoder, files([ROOT / "documents"]).files, Metadata()):
        assert outcome.created, outcome.reason
    known = Metadata("On harbours", "Harbour Trust", None, "response", "2019-06")
    library.add(RESPONSE.encode(), "harbour.txt", encoder, known)
    return Answerer(library, Searcher(library, encoder))


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("What does the Harbour Trust say about Harbour Wardens?", "disappointed, however"),
        ("How many lighthouses closed?", "closure of 410 lighthouses"),
        ("How many keepers were there in 2018/19?", "4,470 by 2018/19"),
        ("Which university developed the tidal safety method?", "University of Anglesey"),
        ("What are Coastal Watch Volunteers now called?", "now called Coastal Guardians"),
        ("how many jobs on the piers were lost", "loss of 2,300 jobs"),
        ("How many recommendations did ECPAT UK count?", "counted 72 recommendations"),
    ],
)
def test_the_right_sentence_comes_first(answerer: Answerer, question: str, words: str) -> None:
    answer = answerer.ask(question)
    assert answer.verdict == "answered"
    assert words in answer.statements[0].text


@pytest.mark.parametrize(
    "question",
    [
        "How many lighthouses reopened in 2021?",
        "How many keepers were there in 2022/23?",
        "What does the Local Government Association say about Harbour Wardens?",
        "What does the Harbour Trust say about Regional Care Cooperatives?",
        "What is the boiling point of tungsten?",
    ],
)
def test_what_the_documents_do_not_say_is_refused(answerer: Answerer, question: str) -> None:
    answer = answerer.ask(question)
    assert answer.verdict == "not_in_documents"
    assert answer.statements == ()
    assert answer.nearest


def test_every_golden_question_yields_verbatim_citations_only(answerer: Answerer, library: Library) -> None:
    lines = (ROOT / "evals" / "golden.jsonl").read_text(encoding="utf-8").splitlines()
    seen = 0
    for golden in map(json.loads, lines):
        answer = answerer.ask(golden["question"])
        for statement in answer.statements:
            for citation in statement.citations:
                assert library.text(citation.document)[citation.start : citation.end] == citation.quote
                assert citation.quote == statement.text
                seen += 1
    assert seen > 100


def test_every_golden_evidence_stands_in_its_note(library: Library, answerer: Answerer) -> None:
    texts = {document.title: library.text(document.id) for document in library.documents()}
    for golden in map(json.loads, (ROOT / "evals" / "golden.jsonl").read_text(encoding="utf-8").splitlines()):
        assert bool(golden["evidence"]) == golden["answerable"]
        for evidence in golden["evidence"]:
            assert any(evidence["sentence"] in text for text in texts.values()), golden["id"]


def test_both_number_formats_see_the_same_meaning() -> None:
    texts = ["How many lighthouses closed?", RESPONSE]
    for wide, narrow in zip(
        TransformerEncoder(precision="float32").encode(texts),
        TransformerEncoder(precision="bfloat16").encode(texts),
        strict=True,
    ):
        assert wide.dense @ narrow.dense > 0.999
        assert (wide.token_starts == narrow.token_starts).all()
        assert (wide.token_vectors * narrow.token_vectors).sum(axis=1).min() > 0.98


def test_no_message_of_a_library_reaches_the_user(tmp_path: Path) -> None:
    (tmp_path / "harbour.txt").write_text(RESPONSE, encoding="utf-8")
    environment = {**os.environ, "VERSE_HOME": str(tmp_path / "home")}
    for words in (["add", str(tmp_path / "harbour.txt")], ["ask", "How many lighthouses closed?", "--json"]):
        done = subprocess.run(
            [sys.executable, "-m", "qa.cli", *words], capture_output=True, text=True, check=True, env=environment
        )
        assert done.stderr == ""
    assert json.loads(done.stdout)["verdict"] == "answered"
