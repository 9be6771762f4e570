import pytest

from index.doctor import examine
from index.document import Metadata
from index.files import Source
from index.library import Library
from index.repair import repair
from index.search import Searcher
from tests.encoder import HashingEncoder

TEXT = b"Otters live\nin rivers. They eat fish.\n\nThe council counted 14 otters in 2021."
LOST = ("original file has changed", "original file is missing")
"""What cannot be rebuilt from anything."""

DAMAGES = [
    ("UPDATE documents SET text = replace(text, '14', '15')", "says what the raw text does not say"),
    ("UPDATE readings SET raw = replace(raw, '14', '15')", "says what the raw text does not say"),
    ("UPDATE readings SET raw = raw || ' More.'", "leaves out without a reason"),
    ("UPDATE readings SET pieces = x''", "does not fit the text"),
    ("UPDATE readings SET omissions = x'000000000100000063000000'", "a step that there is not"),
    ("DELETE FROM readings", "raw text is missing"),
    ("INSERT INTO headings VALUES (1, 1, 50, 500)", "outside the text"),
    ("INSERT INTO headings VALUES (1, 1, 0, 11)", "its file gives other headings"),
    ("UPDATE originals SET content = x'00'", LOST[0]),
    ("DELETE FROM originals", LOST[1]),
    ("DELETE FROM vectors", "has no vectors"),
    ("UPDATE vectors SET dense = zeroblob(length(dense))", "not of unit length"),
    ("UPDATE vectors SET token_scales = x''", "do not fit its sentences"),
    ("DELETE FROM words", "full-text index"),
    ("UPDATE passages SET text = replace(text, '14', '15')", "differs from the text"),
    ("UPDATE passages SET sentences = x''", "sentences outside it"),
    ("DELETE FROM passages", "no passages"),
    ("INSERT INTO words (rowid, title, heading, text) VALUES (999, 'a', 'b', 'c')", "rows of passages that are gone"),
    ("UPDATE facts SET value = 'another' WHERE name = 'encoder'", "made by another"),
]


@pytest.mark.parametrize(("damage", "finding"), DAMAGES)
def test_each_damage_is_found_and_what_is_derived_is_mended(
    library: Library, encoder: HashingEncoder, damage: str, finding: str
) -> None:
    document = library.add(TEXT, "otters.txt", encoder).document
    text, found = library.text(document.id), Searcher(library, encoder).search("council counted otters")
    assert examine(library, encoder).problems == ()
    with library.database.write() as connection:
        connection.execute(damage)
    assert any(finding in problem for problem in examine(library, encoder).problems)
    mended = repair(library, encoder)
    if finding in LOST:
        assert any(finding in problem for problem in examine(library, encoder).problems)
        return
    assert mended
    assert examine(library, encoder).problems == ()
    assert library.text(document.id) == text
    again = Searcher(library, encoder).search("council counted otters")
    assert [(p.text, p.score) for p in again] == [(p.text, p.score) for p in found]


def test_a_running_search_sees_what_was_mended(library: Library, encoder: HashingEncoder) -> None:
    library.add(TEXT, "otters.txt", encoder)
    searcher = Searcher(library, encoder)
    before = searcher.search("council counted otters")
    with library.database.write() as connection:
        connection.execute("UPDATE passages SET sentences = x''")
    repair(library, encoder)
    after = searcher.search("council counted otters")
    assert [p.text for p in after] == [p.text for p in before]
    assert {p.number for p in after}.isdisjoint(p.number for p in before)


def test_old_versions_are_examined_too(library: Library, encoder: HashingEncoder) -> None:
    here = Source("/papers/otters.txt", 1, 1)
    old = library.add(TEXT, "otters.txt", encoder, Metadata(title="Otters"), source=here).document
    library.add(TEXT + b" And pups.", "otters.txt", encoder, source=here)
    with library.database.write() as connection:
        connection.execute("UPDATE documents SET text = replace(text, '14', '15') WHERE current = 0")
    assert any(problem.startswith(old.id) for problem in examine(library, encoder).problems)
    repair(library, encoder)
    assert examine(library, encoder).problems == ()
    assert "14 otters" in library.text(old.id)
    assert library.document(old.id).newer is not None


def test_nothing_is_done_where_nothing_is_wrong(library: Library, encoder: HashingEncoder) -> None:
    library.add(TEXT, "otters.txt", encoder)
    assert repair(library, encoder) == []


def test_an_empty_library_is_healthy(library: Library) -> None:
    assert examine(library).healthy
