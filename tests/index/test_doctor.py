import pytest

from index.doctor import examine
from index.library import Library
from tests.encoder import HashingEncoder

TEXT = b"Otters live in rivers. They eat fish.\n\nThe council counted 14 otters in 2021."


@pytest.mark.parametrize(
    ("damage", "finding"),
    [
        ("UPDATE documents SET text = replace(text, '14', '15')", "differs from the text"),
        ("UPDATE originals SET content = x'00'", "original file has changed"),
        ("DELETE FROM originals", "original file is missing"),
        ("DELETE FROM vectors", "has no vectors"),
        ("UPDATE vectors SET dense = zeroblob(length(dense))", "not of unit length"),
        ("UPDATE vectors SET token_scales = x''", "do not fit its sentences"),
        ("DELETE FROM words", "full-text index"),
        ("UPDATE passages SET sentences = x''", "sentences outside it"),
        ("DELETE FROM passages", "no passages"),
        (
            "INSERT INTO words (rowid, title, heading, text) VALUES (999, 'a', 'b', 'c')",
            "rows of passages that are gone",
        ),
    ],
)
def test_each_damage_is_found(library: Library, encoder: HashingEncoder, damage: str, finding: str) -> None:
    library.add(TEXT, "otters.txt", encoder)
    assert examine(library, encoder).problems == ()
    with library.database.write() as connection:
        connection.execute(damage)
    assert any(finding in problem for problem in examine(library, encoder).problems)


def test_an_empty_library_is_healthy(library: Library) -> None:
    assert examine(library).healthy
