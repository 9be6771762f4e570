"""A whole measurement over a few made-up documents and questions, with the small encoder."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from evals.__main__ import Options, main, run
from evals.golden import Outcome, rows
from evals.measures import share
from evals.questions import golden_questions
from evals.table import failure_table, golden_tables, measure_words
from index.errors import InvalidRequestError
from tests.encoder import HashingEncoder
from tests.evals.test_questions import GOLDEN, write

RIVER = "The River Trust counts otters. In 2019/20 it counted 80 otters.\n\nSpending on rivers fell to £429m.\n"
LAKE = "The Lake Society welcomes the plan for lakes. The plan was published on 23 May 2022.\n"
OTTERS = {"document": "river.txt", "sentence": "In 2019/20 it counted 80 otters."}
PAGES = {
    "fishing-licence": [
        "You need a licence to fish with a rod in a river.",
        "A licence costs £6 for one day.",
        "Children under 13 do not need one.",
    ],
    "boat-registration": [
        "You must register a boat that you keep on a canal.",
        "Registering a boat costs £50 a year.",
        "You can be fined if your boat has no registration.",
    ],
}


@pytest.fixture
def options(tmp_path: Path) -> Options:
    """Two questions of the reported part, of which one has no answer, and one to tune on."""
    documents = tmp_path / "documents"
    documents.mkdir()
    (documents / "river.txt").write_text(RIVER, encoding="utf-8")
    (documents / "lake.txt").write_text(LAKE, encoding="utf-8")
    reported = GOLDEN | {"part": "report", "set": "ordinary", "evidence": [OTTERS]}
    questions = [
        reported | {"id": "r-1", "question": "How many otters were counted in 2019/20?"},
        reported
        | {
            "id": "r-2",
            "question": "How many badgers live in Devon?",
            "answerable": False,
            "evidence": [],
            "why": "no",
        },
        reported | {"id": "t-1", "part": "tune", "set": "hard", "question": "How many otters were counted?"},
    ]
    golden = write(tmp_path / "golden.jsonl", *questions)
    return Options(results=tmp_path / "results.json", golden=golden, documents=documents)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "guidance"
    made.mkdir()
    write(made / "govuk_documents.jsonl", *({"document": name, "sentences": PAGES[name]} for name in PAGES))
    asked = [
        ("fishing-licence", "What does a licence cost for one day?", [PAGES["fishing-licence"][1]], True),
        ("boat-registration", "What does registering a boat cost?", [PAGES["boat-registration"][1]], True),
        ("boat-registration", "Can I be fined?", [PAGES["boat-registration"][2]], True),
        ("fishing-licence", "Who feeds the swans?", [], False),
    ]
    write(
        made / "govuk_questions.jsonl",
        *(
            {"document": page, "scenario": "", "question": text, "evidence": right, "answerable": answerable}
            for page, text, right, answerable in asked
        ),
    )
    return made


def test_the_golden_set_is_measured_printed_and_written(
    options: Options, encoder: HashingEncoder, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(replace(options, verbose=True), encoder) == 0
    printed = capsys.readouterr().out
    assert max(map(len, printed.replace(str(options.results), "").splitlines())) <= 120
    assert "No folder is given." in printed
    assert "Golden set: each failure of the reported part" in printed
    results = json.loads(options.results.read_text(encoding="utf-8"))
    named = {(row["part"], row["group"]): row for row in results["golden"]}
    assert set(named) == {("tune", "hard"), ("tune", "all"), ("report", "ordinary"), ("report", "all")}
    headline = named["report", "all"]
    assert (headline["answerable"], headline["unanswerable"]) == (1, 1)
    assert headline["sentence_first"]["value"] == headline["passage_in_five"]["value"] == 1
    assert headline["refused"]["value"] == 1
    assert headline["refused_near"] is None
    assert headline["citations"] == headline["verified"] > 0
    assert results["guidance"] is None


def test_a_right_sentence_that_no_document_holds_is_an_error(options: Options, encoder: HashingEncoder) -> None:
    write(options.golden, GOLDEN)
    with pytest.raises(InvalidRequestError, match=r"x-1: river\.txt does not hold 'It counted 64 otters\.'"):
        run(options, encoder)


def test_a_folder_is_measured_beside_the_baselines(
    options: Options, folder: Path, encoder: HashingEncoder, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(replace(options, folder=folder), encoder) == 0
    printed = capsys.readouterr().out
    assert max(map(len, printed.replace(str(options.results), "").splitlines())) <= 120
    assert "Guidance: 3 answerable and 1 unanswerable questions over 6 lines" in printed
    assert "No folder is given." not in printed
    measured = json.loads(options.results.read_text(encoding="utf-8"))["guidance"]["rows"]
    assert [row["name"] for row in measured] == ["ours", "BM25 alone", "vectors alone"]
    for row in measured:
        assert row["line_in_five"]["of"] == 3
        assert row["line_in_five"]["value"] >= row["line_first"]["value"]
        assert row["line_first"]["value"] <= row["reciprocal"]["value"]
        assert row["line_first"]["value"] <= row["page_first"]["value"]
        assert row["roc"]["of"] == 4
    # These questions say nearly all words of their lines.
    assert measured[0]["line_first"]["value"] == measured[1]["line_first"]["value"] == 1
    assert measured[1]["roc"]["value"] == 1


def test_a_sample_of_a_folder_is_called_one(
    options: Options, folder: Path, encoder: HashingEncoder, capsys: pytest.CaptureFixture[str]
) -> None:
    run(replace(options, folder=folder, questions=2), encoder)
    assert "a sample, evenly spread, of 2 answerable and 1 unanswerable questions" in capsys.readouterr().out


def outcome(
    options: Options, position: int, *, refused: bool = False, right: bool = True, verified: int = 1
) -> Outcome:
    question = golden_questions(options.golden)[position]
    return Outcome(question, 1, right, right, refused, 0.7, int(not refused), 1, verified, "A sentence.", "A title")


def test_failures_are_told_apart(options: Options) -> None:
    assert outcome(options, 0).failure is None
    assert outcome(options, 0, right=False).failure == "wrong first"
    assert outcome(options, 0, refused=True).failure == "refused"
    assert outcome(options, 1, right=False).failure == "answered"
    assert outcome(options, 1, right=False, refused=True).failure is None


def test_failures_are_counted_by_what_is_asked_for_in_the_reported_part_alone(options: Options) -> None:
    outcomes = [
        outcome(options, 0, refused=True),
        outcome(options, 1, right=False),
        outcome(options, 2, refused=True),
    ]
    lines = failure_table(outcomes).splitlines()
    assert [line.split() for line in lines[-2:]] == [
        ["how", "many", "2", "2", "1", "0", "1"],
        ["all", "2", "2", "1", "0", "1"],
    ]


def test_a_citation_that_does_not_verify_shows(options: Options) -> None:
    printed = golden_tables(rows([outcome(options, 0), outcome(options, 1, verified=0)]), 0.5)
    assert "1 of 2" in printed


@pytest.mark.parametrize(
    ("held", "words"), [([True] * 4, "1.000 [.51–1.0]"), ([False] * 4, "0.000 [.00–.49]"), ([], "–")]
)
def test_a_measure_is_shown_with_its_interval(held: list[bool], words: str) -> None:
    assert measure_words(share(held)) == words


def test_a_wrong_number_of_questions_is_wrong_usage(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["evals", "--questions", "0"])
    with pytest.raises(SystemExit) as stopped:
        main()
    assert stopped.value.code == 2
    assert "--questions must be 1 or more" in capsys.readouterr().err


def test_a_folder_without_questions_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["evals", str(tmp_path)])
    assert main() == 1
    complaint = capsys.readouterr().err
    assert "govuk_documents.jsonl cannot be read" in complaint
    assert complaint.count("\n") == 1
