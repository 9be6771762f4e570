"""Hostile and broken files: one clear line each, or a document that is proved, and a library that is whole."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.doctor import examine
from index.document import Document
from index.errors import UnreadableFileError
from index.library import Library
from index.printable import shown_name
from index.readers.limits import Limits
from tests.encoder import HashingEncoder
from tests.index.hostile import canary
from tests.index.hostile.kinds import MIB, Kind
from tests.index.hostile.open_packages import OPEN_FILES
from tests.index.hostile.packages import WORD_FILES
from tests.index.hostile.pages import MARKDOWN, PAGES
from tests.index.hostile.pdfs import PDFS
from tests.index.hostile.texts import NAMES, PLAIN, RICH
from tests.index.hostile.watch import Watch

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")

KINDS = (*PDFS, *WORD_FILES, *OPEN_FILES, *PAGES, *MARKDOWN, *RICH, *PLAIN, *NAMES)
SECONDS = 30
LIMITS = Limits(seconds=10)
"""Less than the default, so that all kinds together take minutes: what is slower is cut off in the same way."""
MEMORY = 1024 * MIB
GOOD = b"A good text.\n\nIt was here before, and it stays."


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    opened = Library(tmp_path / "home", LIMITS)
    yield opened
    opened.close()


@pytest.fixture(scope="module", autouse=True)
def _canary() -> Iterator[None]:
    yield
    canary.close()


def contents(library: Library) -> tuple[list[Document], object, list[str]]:
    """Return all that a library holds, and the files in its folder."""
    with library.database.read() as connection:
        facts = [tuple(row) for row in connection.execute("SELECT * FROM facts ORDER BY 1")]
        facts += [tuple(row) for row in connection.execute("SELECT number, text FROM passages ORDER BY 1")]
    return library.documents(versions=True), facts, sorted(os.listdir(library.home))


@pytest.mark.parametrize(
    "kind",
    [pytest.param(kind, id=kind.name, marks=[pytest.mark.slow] if kind.slow else []) for kind in KINDS],
)
def test_one_clear_line_or_a_whole_document(library: Library, kind: Kind) -> None:
    encoder = HashingEncoder()
    good = library.add(GOOD, "good.txt", encoder).document
    before = contents(library)
    content = kind.make()
    added, refusal = None, ""
    with Watch() as watch:
        began = time.monotonic()
        try:
            added = library.add(content, kind.file_name, encoder)
        except UnreadableFileError as error:
            refusal = str(error)
        seconds = time.monotonic() - began
    print(f"{kind.name}: {seconds:.1f} s, {watch.others // MIB} + {watch.own // MIB} MiB: {refusal or 'added'}")
    # A whole document takes as long as its passages take to encode; a refusal must not keep anybody waiting.
    assert added is not None or seconds < SECONDS
    assert watch.others < MEMORY
    assert watch.own < MEMORY
    diagnosis = examine(library, encoder)
    assert diagnosis.problems == ()
    if added is None:
        assert refusal.isprintable()
        assert refusal.startswith(f"{shown_name(kind.file_name)}: ")
        assert len(refusal) < 500
        assert contents(library) == before
    else:
        assert not kind.refused
        assert {document.id for document in library.documents()} == {good.id, added.document.id}
        assert added.document.title.isprintable()
        assert canary.SONG not in library.text(added.document.id)
        library.remove(added.document.id)
        assert contents(library)[0] == before[0]
    assert not canary.called()
    assert not list(Path("/tmp").glob("verse-escaped*"))  # noqa: S108  (where the traps lead)


@pytest.mark.parametrize("limit", [100, pytest.param(300, marks=pytest.mark.slow)])
@pytest.mark.parametrize(
    "unit", [b"\0", pytest.param(b" ", marks=pytest.mark.slow), pytest.param(b"\n", marks=pytest.mark.slow)]
)
def test_200_mib_of_nothing_on_the_command_line(tmp_path: Path, unit: bytes, limit: int) -> None:
    file = tmp_path / "nothing.txt"
    with file.open("wb") as stream:
        if unit == b"\0":
            stream.truncate(200 * MIB)
        else:
            stream.writelines([unit * MIB] * 200)
    home = tmp_path / "home"
    environment = os.environ | {"VERSE_HOME": str(home), "VERSE_UPLOAD_LIMIT_MIB": str(limit)}
    with Watch() as watch:
        began = time.monotonic()
        done = subprocess.run(
            [sys.executable, "-m", "qa.cli", "add", str(file)], env=environment, capture_output=True, text=True
        )
        seconds = time.monotonic() - began
    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    assert line.startswith("verse: nothing.txt: ")
    assert line.isprintable()
    assert seconds < SECONDS
    assert watch.others < MEMORY
    library = Library(home)
    assert library.documents() == []
    assert examine(library).problems == ()
    library.close()


def test_there_are_enough_kinds() -> None:
    assert len({kind.name for kind in KINDS}) == len(KINDS) >= 45
