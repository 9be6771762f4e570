"""The documents, passages and questions on which systems are compared."""

import json
from pathlib import Path

import pytest

from bench.peers import corpora
from bench.peers.corpora import Corpus
from index.errors import InvalidRequestError
from tests.encoder import HashingEncoder

ROOT = Path(__file__).parents[2]
MARKED = "Give form *A* & <B> | [see](note) the `clerk` #2 - or write"
LONG = " ".join(
    f"Rule {number} says that each otter of the river has its own bank and keeps it." for number in range(12)
)


def folder_of(path: Path, questions: list[dict[str, object]]) -> Path:
    """Write a folder with two pages."""
    pages = [
        {
            "document": "otter-licence",
            "sentences": ["If you keep otters", "# You need a licence.", "2. Apply by post:", MARKED, LONG],
        },
        {"document": "fish-pass", "sentences": ["A fish pass costs £40.", "You need a licence."]},
    ]
    for name, lines in (("govuk_documents.jsonl", pages), ("govuk_questions.jsonl", questions)):
        (path / name).write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return path


def asked(document: str, *evidence: str, answerable: bool = True) -> dict[str, object]:
    return {
        "document": document,
        "scenario": "I live by a river.",
        "question": "What do I need?",
        "evidence": list(evidence),
        "answerable": answerable,
    }


def made(tmp_path: Path, *questions: dict[str, object]) -> Corpus:
    folder = folder_of(tmp_path, list(questions))
    return corpora.with_passages(corpora.guidance(folder), tmp_path / "home", HashingEncoder())


def test_each_line_of_a_page_is_text_as_it_stands(tmp_path: Path) -> None:
    corpus = made(tmp_path, asked("fish-pass", "You need a licence."))
    text = "\n".join(passage.text for passage in corpus.passages if passage.document == "otter-licence.md")
    assert [line for line in text.split("\n") if line][:4] == [
        "If you keep otters",
        "# You need a licence.",
        "2. Apply by post:",
        MARKED,
    ]
    assert all(passage.heading == () for passage in corpus.passages)
    assert {passage.title for passage in corpus.passages} == {"otter licence", "fish pass"}


def test_a_question_is_its_scenario_and_the_question(tmp_path: Path) -> None:
    corpus = made(tmp_path, asked("fish-pass", "You need a licence."))
    assert [question.text for question in corpus.questions] == ["I live by a river. What do I need?"]


def test_the_right_passage_holds_the_evidence_and_is_of_its_page(tmp_path: Path) -> None:
    corpus = made(tmp_path, asked("fish-pass", "You need a licence."))
    right = [passage for passage in corpus.passages if passage.number in corpus.questions[0].right]
    assert [(passage.document, passage.text) for passage in right] == [
        ("fish-pass.md", "A fish pass costs £40.\n\nYou need a licence.")
    ]


def test_evidence_that_is_divided_makes_each_of_its_passages_right(tmp_path: Path) -> None:
    corpus = made(tmp_path, asked("otter-licence", LONG))
    holding = tuple(passage.number for passage in corpus.passages if "each otter of the river" in passage.text)
    assert len(holding) > 1
    assert corpus.questions[0].right == holding


def test_questions_that_nothing_answers_are_left_out(tmp_path: Path) -> None:
    nothing = asked("fish-pass", "It rains.")
    unanswerable = asked("fish-pass", "You need a licence.", answerable=False)
    assert made(tmp_path, nothing, unanswerable).questions == ()


def test_fewer_questions_are_evenly_spread(tmp_path: Path) -> None:
    lines = [asked("fish-pass", str(number)) for number in range(10)]
    chosen = corpora.guidance(folder_of(tmp_path, lines), count=4).questions
    assert [question.evidence[0][1] for question in chosen] == ["0", "2", "5", "7"]
    assert len(corpora.guidance(tmp_path, count=99).questions) == 10


def test_a_folder_without_the_files_is_named(tmp_path: Path) -> None:
    with pytest.raises(InvalidRequestError, match=r"There is no govuk_documents\.jsonl in .*Give the folder"):
        corpora.guidance(tmp_path)


def test_a_corpus_is_the_same_after_it_was_saved(tmp_path: Path) -> None:
    corpus = made(tmp_path, asked("fish-pass", "You need a licence."))
    corpora.save(corpus, tmp_path / "corpus.json")
    assert corpora.load(tmp_path / "corpus.json") == corpus


def test_the_other_systems_get_title_and_headings_or_the_text_alone(tmp_path: Path) -> None:
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "otters.md").write_text("---\ntitle: Otters\n---\n# Banks\n\n## Left\n\nOtters dig.\n")
    (tmp_path / "golden.jsonl").write_text("")
    notes = corpora.notes(tmp_path / "notes", tmp_path / "golden.jsonl")
    corpus = corpora.with_passages(notes, tmp_path / "home", HashingEncoder())
    assert [passage.with_title for passage in corpus.passages] == ["Otters\nBanks\nLeft\nOtters dig."]
    assert [passage.with_title for passage in corpora.without_titles(corpus).passages] == ["Otters dig."]


def test_every_golden_question_has_a_right_passage_in_the_notes(tmp_path: Path) -> None:
    notes = corpora.notes(ROOT / "documents", ROOT / "evals" / "golden.jsonl")
    corpus = corpora.with_passages(notes, tmp_path / "home", HashingEncoder())
    home = {passage.number: passage.document for passage in corpus.passages}
    assert len(corpus.questions) == len(notes.questions) > 100
    for question in corpus.questions:
        assert {home[number] for number in question.right} == {document for document, _ in question.evidence}


def test_made_up_documents_come_with_questions_for_time_alone(tmp_path: Path) -> None:
    corpus = corpora.made_up(ROOT / "documents", ROOT / "evals" / "golden.jsonl")
    assert len(corpus.papers) == 20
    assert len(corpus.questions) == 60
    assert not any(question.evidence or question.right for question in corpus.questions)
