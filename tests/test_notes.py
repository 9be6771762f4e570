"""The notes that come with the program, and the list of their originals, keep their own rules."""

import tomllib
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import yaml

from index.document import Metadata
from index.fetch.originals import ORIGINAL_KINDS, load
from index.passages import split
from index.readers import read
from index.sentences import sentence_spans
from tests.encoder import HashingEncoder

FOLDER = Path(__file__).parents[1] / "documents"
NOTES = sorted(FOLDER.glob("*.md"))
SOURCES = FOLDER / "sources.toml"
ORIGINALS = load(SOURCES).originals


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
    assert {path.name for path in FOLDER.iterdir()} == {path.name for path in [*NOTES, SOURCES]}


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


def secure(url: object) -> str:
    """Return an address as the list of originals has it: nothing is fetched over plain http."""
    return str(url).replace("http://", "https://", 1)


def test_the_list_of_originals_keeps_its_rules() -> None:
    names = [original.name for original in ORIGINALS]
    urls = [original.url for original in ORIGINALS]
    assert len(names) >= 100
    assert len(set(names)) == len(names)
    assert len(set(urls)) == len(urls)
    assert {original.kind for original in ORIGINALS} == set(ORIGINAL_KINDS)
    assert all(url.startswith("https://") for url in urls)


def test_only_hosts_that_are_needed_or_declared_are_listed() -> None:
    values = tomllib.loads(SOURCES.read_text(encoding="utf-8"))
    needed = {str(urlsplit(original.url).hostname) for original in ORIGINALS}
    assert values["hosts"] == sorted(needed)
    assert needed.isdisjoint(values["further_hosts"])
    assert load(SOURCES).hosts == needed | set(values["further_hosts"])


@pytest.mark.parametrize("path", NOTES, ids=lambda path: path.stem)
def test_each_note_has_its_originals(path: Path) -> None:
    values = front_matter(path)
    behind = {original.url for original in ORIGINALS if path.name in original.notes}
    assert secure(values["url"]) in behind
    sources = values["sources"]
    assert isinstance(sources, list)
    # What a note goes back to must say so, however many notes it stands behind.
    listed = {original.url for original in ORIGINALS}
    assert listed & {secure(source) for source in sources} <= behind


def test_each_original_stands_behind_a_note_that_there_is() -> None:
    there = {path.name for path in NOTES}
    assert all(original.notes and set(original.notes) <= there for original in ORIGINALS)


def test_originals_are_never_given_out_as_our_own() -> None:
    assert not [original.name for original in ORIGINALS if "Chapter & Verse" in original.organisation]
