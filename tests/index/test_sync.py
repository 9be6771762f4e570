import os
from pathlib import Path

import pytest

from index.deferred_encoder import DeferredEncoder
from index.document import Metadata
from index.encoder import Encoder
from index.errors import InvalidRequestError
from index.library import Library
from index.search import Searcher
from index.sync import sync
from tests.encoder import HashingEncoder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "papers"
    (folder / "deep").mkdir(parents=True)
    (folder / "otters.txt").write_text("The council counted 14 otters.")
    (folder / "deep" / "badgers.txt").write_text("The council counted 30 badgers.")
    (folder / "list.toml").write_text("a = 1")
    return folder


def statuses(library: Library, folder: Path, encoder: Encoder | None = None) -> dict[str, str]:
    changes = sync(library, encoder or HashingEncoder(), folder, Metadata(organisation="River Trust"))
    return {Path(change.path).name: change.status for change in changes}


def never() -> Encoder:
    raise AssertionError("the encoder was loaded")


def test_new_changed_gone(library: Library, folder: Path, encoder: HashingEncoder) -> None:
    assert statuses(library, folder) == {"otters.txt": "added", "badgers.txt": "added"}
    (folder / "otters.txt").write_text("The council counted 15 otters, and 2 pups.")
    (folder / "deep" / "badgers.txt").unlink()
    (folder / "beavers.txt").write_text("The council counted 3 beavers.")
    assert statuses(library, folder) == {"otters.txt": "changed", "badgers.txt": "gone", "beavers.txt": "added"}
    found = {passage.text for passage in Searcher(library, encoder).search("council counted badgers otters")}
    assert found == {"The council counted 15 otters, and 2 pups.", "The council counted 3 beavers."}
    assert {document.organisation for document in library.documents()} == {"River Trust"}


def test_what_has_not_changed_costs_nothing(library: Library, folder: Path) -> None:
    statuses(library, folder)
    quiet = DeferredEncoder("hashing", never)
    assert statuses(library, folder, quiet) == {"otters.txt": "unchanged", "badgers.txt": "unchanged"}
    # Touched, but the same bytes: looked at, not read again.
    os.utime(folder / "otters.txt", (1, 1))
    assert statuses(library, folder, quiet)["otters.txt"] == "unchanged"


def test_a_renamed_file_stays_the_same_document(library: Library, folder: Path) -> None:
    statuses(library, folder)
    before = {document.id for document in library.documents()}
    (folder / "otters.txt").rename(folder / "deep" / "river.txt")
    assert statuses(library, folder)["river.txt"] == "moved"
    assert {document.id for document in library.documents()} == before
    assert statuses(library, folder) == {"river.txt": "unchanged", "badgers.txt": "unchanged"}


def test_documents_from_elsewhere_are_left_alone(library: Library, folder: Path, encoder: HashingEncoder) -> None:
    library.add(b"Uploaded by somebody.", "upload.txt", encoder)
    beside = folder.with_name("papers and more")
    beside.mkdir()
    (beside / "other.txt").write_text("Something else.")
    statuses(library, beside)
    statuses(library, folder)
    (folder / "otters.txt").unlink()
    assert statuses(library, folder)["otters.txt"] == "gone"
    assert library.counts().documents == 3


def test_an_empty_folder_does_not_empty_the_library(library: Library, folder: Path) -> None:
    statuses(library, folder)
    for path in (folder / "otters.txt", folder / "deep" / "badgers.txt"):
        path.unlink()
    with pytest.raises(InvalidRequestError, match="holds no documents, but the library has 2 from it"):
        statuses(library, folder)
    with pytest.raises(InvalidRequestError, match="nowhere"):
        statuses(library, folder / "nowhere")
    assert library.counts().documents == 2


def test_a_changed_file_that_cannot_be_read_keeps_its_old_version_and_is_tried_again(
    library: Library, folder: Path
) -> None:
    statuses(library, folder)
    (folder / "otters.txt").write_bytes(b"\0\1\2\3")
    assert statuses(library, folder)["otters.txt"] == "refused"
    assert library.counts().documents == 2
    assert statuses(library, folder)["otters.txt"] == "refused"
