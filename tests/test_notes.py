"""The notes that come with the program keep their own rules."""

from pathlib import Path

import pytest
import yaml

from index.document import Metadata
from index.passages import split
from index.readers import read
from index.sentences import sentence_spans
from tests.encoder import HashingEncoder

FOLDER = Path(__file__).parents[1] / "documents"
NOTES = sorted(FOLDER.glob("*.md"))


def front_matter(path: Path) -> dict[str, object]:
    values = yaml.safe_load(path.read_text(encoding="utf-8").split("---")[1])
    assert isinstance(values, dict)
    return values


def test_there_are_enough_of_them() -> None:
    metadata = [read(path.read_bytes(), path.name).metadata for path in NOTES]
    about = {known.about for known in metadata}
    assert len(NOTES) >= 20
    assert {"ECPAT UK", "Local Government Association", "Competition and Markets Authority"} <= about
    assert len(about) >= 16
    assert {path.name for path in FOLDER.iterdir()} == {path.name for path in NOTES}


@pytest.mark.parametrize("path", NOTES, ids=lambda path: path.stem)
def test_each_note_says_what_it_is_and_where_it_is_from(path: Path) -> None:
    document = read(path.read_bytes(), path.name)
    known: Metadata = document.metadata
    assert (known.kind, known.organisation) == ("note", "Chapter & Verse notes")
    assert known.title
    assert known.about
    assert known.date
    assert known.url
    sources = front_matter(path)["sources"]
    assert isinstance(sources, list)
    assert known.url in sources
    assert all(str(source).startswith(("https://", "http://")) for source in sources)
    words = document.text.removeprefix(known.title).split()
    assert 250 <= len(words) <= 700


@pytest.mark.parametrize("path", NOTES, ids=lambda path: path.stem)
def test_each_sentence_can_be_quoted_on_its_own(path: Path) -> None:
    document = read(path.read_bytes(), path.name)
    encoder = HashingEncoder()
    passages = split(document, encoder.count_tokens, 1000)
    assert passages
    for passage in passages:
        for start, end in passage.sentences:
            sentence = document.text[start:end]
            assert sentence[-1] in ".”):", sentence
            assert sentence.split()[0] not in {"It", "They", "This", "These", "He", "She"}, sentence
    assert sentence_spans(document.text)
