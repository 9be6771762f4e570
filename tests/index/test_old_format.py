"""A library that an earlier version of the program wrote is brought up to date, or says how."""

import hashlib
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from index.doctor import examine
from index.errors import LibraryError
from index.library import DATABASE_NAME, Library
from index.readers.limits import Limits
from index.repair import update_format
from index.search import Searcher
from tests.encoder import HashingEncoder

# What of the first format an update looks at.
FIRST_FORMAT = """
CREATE TABLE documents (
    number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, title TEXT NOT NULL, organisation TEXT NOT NULL,
    about TEXT, kind TEXT NOT NULL, date TEXT, url TEXT, sha256 TEXT NOT NULL UNIQUE, filename TEXT NOT NULL,
    added TEXT NOT NULL, text TEXT NOT NULL
) STRICT;
CREATE TABLE originals (document INTEGER PRIMARY KEY REFERENCES documents (number), content BLOB NOT NULL) STRICT;
PRAGMA user_version = 1;
"""
OTTERS = b"The council counted 14 otters."


@pytest.fixture
def home(tmp_path: Path) -> Path:
    home = tmp_path / "home"
    home.mkdir()
    with closing(sqlite3.connect(home / DATABASE_NAME)) as connection, connection:
        connection.executescript(FIRST_FORMAT)
        for number, (name, content) in enumerate((("otters.txt", OTTERS), ("broken.pdf", b"%PDF-1.7")), start=1):
            connection.execute(
                "INSERT INTO documents VALUES (?, ?, 'On otters', 'River Trust', NULL, 'response', '2022', NULL, ?,"
                " ?, '2026', '')",
                (number, name, hashlib.sha256(content).hexdigest(), name),
            )
            connection.execute("INSERT INTO originals VALUES (?, ?)", (number, content))
    return home


def test_opening_it_says_what_to_do(home: Path) -> None:
    with pytest.raises(LibraryError, match="verse doctor --repair"):
        Library(home)


def test_its_documents_are_read_again_and_the_old_file_is_kept(home: Path, encoder: HashingEncoder) -> None:
    done = update_format(home, encoder, Limits())
    assert len(done) == 2
    assert "otters.txt was read again" in done[0]
    assert "broken.pdf" in done[1]
    with closing(Library(home)) as library:
        assert examine(library, encoder).problems == ()
        (document,) = library.documents()
        assert (document.title, document.organisation, document.date) == ("On otters", "River Trust", "2022")
        assert Searcher(library, encoder).search("otters")[0].text == OTTERS.decode()
    assert sorted(path.name for path in home.iterdir()) == ["library-format-1.sqlite", DATABASE_NAME]
    assert update_format(home, encoder, Limits()) == []


def test_a_library_of_a_later_version_is_left_alone(home: Path, encoder: HashingEncoder) -> None:
    with closing(sqlite3.connect(home / DATABASE_NAME)) as connection:
        connection.execute("PRAGMA user_version = 99")
    assert update_format(home, encoder, Limits()) == []
    with pytest.raises(LibraryError, match="another version of this program"):
        Library(home)
