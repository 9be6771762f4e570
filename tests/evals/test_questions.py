"""Questions are read as they are written, and a line that is wrong is named."""

import json
from pathlib import Path
from typing import Any

import pytest

from evals.questions import evenly, golden_questions, guidance_pages, guidance_questions
from index.errors import InvalidRequestError

GOLDEN: dict[str, Any] = {
    "id": "x-1",
    "set": "hard",
    "part": "tune",
    "question": "How many otters?",
    "asks": "how many",
    "answerable": True,
    "near_miss": False,
    "why": "",
    "evidence": [{"document": "river.txt", "sentence": "It counted 64 otters."}],
}
PAGE: dict[str, Any] = {"document": "fishing-licence", "sentences": ["You need a  licence.", "It costs £6."]}
ASKED: dict[str, Any] = {
    "document": "fishing-licence",
    "scenario": "I fish.",
    "question": "What does it cost?",
    "evidence": ["It costs £6."],
    "answerable": True,
}


def write(path: Path, *items: object) -> Path:
    path.write_text("".join(json.dumps(item) + "\n" for item in items), encoding="utf-8")
    return path


def folder(path: Path, page: object, asked: object) -> Path:
    write(path / "govuk_documents.jsonl", page)
    write(path / "govuk_questions.jsonl", asked)
    return path


def test_the_bundled_golden_set_is_read_whole() -> None:
    questions = golden_questions(Path(__file__).parents[2] / "evals" / "golden.jsonl")
    assert len(questions) == 290
    assert len({question.id for question in questions}) == 290
    assert sum(question.answerable for question in questions) == 168


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"id": None}, "'id' must be a text"),
        ({"question": "  "}, "'question' must be a text"),
        ({"set": "easy"}, "'set' must be one of ordinary, hard"),
        ({"part": "test"}, "'part' must be one of tune, report"),
        ({"answerable": "yes"}, "'answerable' must be true or false"),
        ({"answerable": False}, "'evidence' must be given where 'answerable' is true, and nowhere else"),
        ({"evidence": []}, "'evidence' must be given where 'answerable' is true, and nowhere else"),
        ({"evidence": "It counted 64 otters."}, "'evidence' must be a list of objects"),
        ({"evidence": [{"document": "river.txt"}]}, "'sentence' must be a text"),
        ({"near_miss": True}, "a question that is answerable is no 'near_miss'"),
    ],
)
def test_a_golden_question_that_is_wrong_is_refused_by_its_line(
    tmp_path: Path, change: dict[str, object], complaint: str
) -> None:
    path = write(tmp_path / "golden.jsonl", GOLDEN, GOLDEN | change)
    with pytest.raises(InvalidRequestError) as error:
        golden_questions(path)
    assert str(error.value) == f"golden.jsonl, line 2: {complaint}. Correct the line."


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b'{"id": ', "golden.jsonl, line 1: this is not JSON"),
        (b"\n[1, 2]\n", "golden.jsonl, line 2: this is not a JSON object"),
        (b"\n", "is empty"),
        (b"\xff", "is not UTF-8"),
    ],
)
def test_a_file_that_is_no_list_of_questions_is_refused(tmp_path: Path, content: bytes, complaint: str) -> None:
    path = tmp_path / "golden.jsonl"
    path.write_bytes(content)
    with pytest.raises(InvalidRequestError, match=complaint):
        golden_questions(path)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(InvalidRequestError, match=r"govuk_documents\.jsonl cannot be read"):
        guidance_pages(tmp_path)


def test_guidance_is_read_with_its_scenario_and_single_spaces(tmp_path: Path) -> None:
    pages = guidance_pages(folder(tmp_path, PAGE, ASKED))
    assert pages[0].title == "fishing licence"
    assert pages[0].lines == ("You need a licence.", "It costs £6.")
    asked = guidance_questions(tmp_path, pages)
    assert (asked[0].text, asked[0].right) == ("I fish. What does it cost?", ("It costs £6.",))


@pytest.mark.parametrize(
    ("page", "asked", "complaint"),
    [
        ({"sentences": []}, {}, "documents.jsonl, line 1: 'sentences' must hold at least one line"),
        ({"sentences": ["one", 2]}, {}, "documents.jsonl, line 1: 'sentences' must be a list of texts"),
        ({}, {"document": "hunting"}, "questions.jsonl, line 1: there is no page 'hunting' in govuk_documents.jsonl"),
        (
            {},
            {"evidence": ["It is free."]},
            "questions.jsonl, line 1: the page 'fishing-licence' has no line 'It is",
        ),
        ({}, {"evidence": []}, "questions.jsonl, line 1: 'evidence' must be given where 'answerable' is true"),
    ],
)
def test_guidance_that_is_wrong_is_refused_by_its_line(
    tmp_path: Path, page: dict[str, object], asked: dict[str, object], complaint: str
) -> None:
    folder(tmp_path, PAGE | page, ASKED | asked)
    with pytest.raises(InvalidRequestError) as error:
        guidance_questions(tmp_path, guidance_pages(tmp_path))
    assert complaint in str(error.value)


def test_a_sample_is_spread_over_all() -> None:
    items = tuple(range(10))
    assert evenly(items, 5) == (0, 2, 4, 6, 8)
    assert evenly(items, 3) == (0, 3, 6)
    assert evenly(items, 10) == evenly(items, 99) == evenly(items, None) == items
