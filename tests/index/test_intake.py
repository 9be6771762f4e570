import os
from pathlib import Path

import pytest

from index.document import Metadata
from index.errors import InvalidRequestError
from index.intake import Outcome, add_files, files
from index.library import Library
from tests.encoder import HashingEncoder


def added(library: Library, *paths: Path) -> list[Outcome]:
    return list(add_files(library, HashingEncoder(), files(paths).files, Metadata()))


def test_a_bad_file_does_not_keep_the_others_out(library: Library, tmp_path: Path) -> None:
    folder = tmp_path / "papers" / "deep"
    folder.mkdir(parents=True)
    (folder / "good.txt").write_text("A good text. It has two sentences.")
    (folder / "empty.txt").write_text("")
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7")
    (folder / "film.mp4").write_bytes(b"\0")
    (folder / "zo\u00eb \U0001f41f's “paper”.md").write_text("# Title\n\nWords.")
    (folder / ".hidden.txt").write_text("Not for us.")
    (folder / "loop").symlink_to(folder)
    (folder / "directory.pdf").mkdir()
    outcomes = {outcome.path.name: outcome for outcome in added(library, tmp_path / "papers")}
    assert {name for name, outcome in outcomes.items() if outcome.created} == {
        "good.txt",
        "zo\u00eb \U0001f41f's “paper”.md",
    }
    assert "film.mp4" not in outcomes
    assert [path.name for path in files([tmp_path / "papers"]).passed_over] == ["film.mp4"]
    for name in ("empty.txt", "broken.pdf"):
        reason = outcomes[name].reason
        assert reason is not None
        assert name in reason
        assert "\n" not in reason
    assert ".hidden.txt" not in outcomes


def test_a_pipe_is_refused_instead_of_waited_for(library: Library, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (outcome,) = added(library, tmp_path / "pipe.txt")
    assert outcome.reason is not None
    assert "pipe.txt" in outcome.reason


def test_a_path_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(InvalidRequestError, match="nowhere"):
        files([tmp_path / "nowhere"])


def test_the_same_file_twice_is_added_once(library: Library, tmp_path: Path) -> None:
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "a.txt").write_text("Some words stand here.")
    (folder / "b.txt").write_text("Some words stand here.")
    assert [outcome.created for outcome in added(library, folder, folder / "a.txt")] == [True, False]


def test_a_name_that_is_not_utf_8_is_shown_with_question_marks(library: Library, tmp_path: Path) -> None:
    folder = tmp_path / "papers"
    folder.mkdir()
    Path(os.fsdecode(os.fsencode(folder) + b"/bad\xff.txt")).write_text("Some words stand here.")
    (outcome,) = added(library, folder)
    assert outcome.document is not None
    assert outcome.document.title == "Bad?"


def test_links_out_of_a_folder_are_not_followed(library: Library, tmp_path: Path) -> None:
    folder = tmp_path / "papers"
    folder.mkdir()
    (tmp_path / "secret.txt").write_text("A secret.")
    (folder / "link.txt").symlink_to(tmp_path / "secret.txt")
    assert added(library, folder) == []
