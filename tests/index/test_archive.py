import hashlib
import json
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path

import pytest

from index.archive import export, import_
from index.errors import InvalidRequestError
from index.files import Source
from index.library import DATABASE_NAME, Library
from index.search import Searcher
from tests.encoder import HashingEncoder


@pytest.fixture
def archive(library: Library, encoder: HashingEncoder, tmp_path: Path) -> Path:
    here = Source("/home/somebody/otters.txt", 1, 1)
    library.add(b"The council counted 14 otters.", "otters.txt", encoder, source=here)
    library.add(b"The council counted 15 otters.", "otters.txt", encoder, source=here)
    library.add(b"Badgers live in setts.", "badgers.txt", encoder)
    path = tmp_path / "library.zip"
    export(library, path)
    return path


def test_the_whole_library_goes_out_and_comes_back(
    library: Library, archive: Path, tmp_path: Path, encoder: HashingEncoder
) -> None:
    summary = import_(archive, tmp_path / "other")
    assert (summary.documents, summary.passages) == (2, 2)
    with closing(Library(tmp_path / "other")) as arrived:
        assert arrived.documents(versions=True) == library.documents(versions=True)
        words = "council counted otters"
        assert Searcher(arrived, encoder).search(words) == Searcher(library, encoder).search(words)
        for document in arrived.documents(versions=True):
            assert arrived.text(document.id) == library.text(document.id)


def test_no_path_of_this_machine_goes_along(archive: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(archive) as opened:
        opened.extract(DATABASE_NAME, tmp_path / "out")
    assert b"somebody" not in (tmp_path / "out" / DATABASE_NAME).read_bytes()


def test_nothing_is_overwritten(library: Library, archive: Path) -> None:
    with pytest.raises(InvalidRequestError, match="there already"):
        export(library, archive)
    with pytest.raises(InvalidRequestError, match="holds documents already"):
        import_(archive, library.home)


def changed(archive: Path, **members: bytes) -> Path:
    """Return a copy of an archive in which members are others; an empty one is left out."""
    path = archive.with_name("changed.zip")
    with zipfile.ZipFile(archive) as opened, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as copy:
        for name in opened.namelist():
            content = members.pop(name.partition(".")[0], None)
            if content != b"":
                copy.writestr(name, opened.read(name) if content is None else content)
        for name, content in members.items():
            copy.writestr(name, content)
    return path


def with_database(archive: Path, tmp_path: Path, statement: str) -> Path:
    """Return an archive whose database was changed, with a manifest that fits it."""
    database = tmp_path / "changed.sqlite"
    with zipfile.ZipFile(archive) as opened:
        database.write_bytes(opened.read(DATABASE_NAME))
        manifest = json.loads(opened.read("manifest.json"))
    with closing(sqlite3.connect(database, isolation_level=None)) as connection:
        connection.execute(statement)
    content = database.read_bytes()
    manifest |= {"size": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    return changed(archive, library=content, manifest=json.dumps(manifest).encode())


@pytest.mark.parametrize(
    ("members", "why"),
    [
        ({"manifest": b""}, "other members"),
        ({"manifest": b"{"}, "no manifest"),
        ({"manifest": b"[]"}, "no manifest"),
        ({"manifest": b'{"format": 9, "size": 1, "sha256": ""}'}, "format 9"),
        ({"manifest": b'{"format": 2, "size": 1, "sha256": ""}'}, "not those that were written"),
        ({"manifest": b'{"format": 2, "size": 999999999999, "sha256": ""}'}, "unpacks to too much"),
        ({"library": bytes(range(256)) * 2000}, "not those that were written"),
        ({"library": b"no database"}, "was changed since"),
        ({"manifest": b'{"format": 2, "size": "many", "sha256": 1}'}, "no manifest"),
        ({"../escape": b"x"}, "other members"),
    ],
)
def test_what_was_changed_is_refused(archive: Path, tmp_path: Path, members: dict[str, bytes], why: str) -> None:
    with pytest.raises(InvalidRequestError, match=why):
        import_(changed(archive, **members), tmp_path / "other")
    assert not (tmp_path / "other" / DATABASE_NAME).exists()


@pytest.mark.parametrize(
    ("statement", "why"),
    [
        ("CREATE TRIGGER surprise AFTER DELETE ON documents BEGIN DELETE FROM passages; END", "tables are others"),
        ("CREATE VIEW surprise AS SELECT 1", "tables are others"),
        ("UPDATE documents SET text = replace(text, '15', '16')", "was changed since"),
        ("DELETE FROM words", "was changed since"),
    ],
)
def test_a_database_that_does_not_prove_itself_is_refused(
    archive: Path, tmp_path: Path, statement: str, why: str
) -> None:
    with pytest.raises(InvalidRequestError, match=why):
        import_(with_database(archive, tmp_path, statement), tmp_path / "other")
    assert not (tmp_path / "other" / DATABASE_NAME).exists()


def test_what_is_no_archive_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(b"PK\x03\x04 and no more")
    for name, why in (("a.zip", "no whole zip"), ("nowhere.zip", "no file")):
        with pytest.raises(InvalidRequestError, match=why):
            import_(tmp_path / name, tmp_path / "other")
