"""A changed file is a new version; what was cited before still stands in the version that it was taken from."""

from pathlib import Path

import pytest

from index.doctor import examine
from index.document import Metadata
from index.errors import InvalidRequestError, UnknownDocumentError
from index.files import Source
from index.library import SEPARATE, Library
from index.search import Searcher
from tests.encoder import HashingEncoder

FIRST = b"Otters live in rivers. The council counted 14 otters in 2021."
SECOND = b"Otters live in rivers. The council counted 15 otters in 2021."
THIRD = b"Otters live in lakes. The council counted 16 otters in 2022."


def lying_at(path: str, size: int = 1) -> Source:
    return Source(path, size, 0)


def texts(library: Library, encoder: HashingEncoder, words: str) -> list[str]:
    return [passage.text for passage in Searcher(library, encoder).search(words)]


def test_a_changed_file_is_a_new_version_and_the_old_one_still_resolves(
    library: Library, encoder: HashingEncoder
) -> None:
    here = lying_at("/papers/otters.txt")
    known = Metadata(title="On otters", organisation="River Trust")
    old = library.add(FIRST, "otters.txt", encoder, known, source=here).document
    changed = library.add(SECOND, "otters.txt", encoder, source=here)
    assert changed.created
    assert changed.replaced is not None
    assert (changed.replaced.id, changed.replaced.newer) == (old.id, changed.document.id)
    new = changed.document
    assert (new.version, new.newer) == (2, None)
    # What a person said of the first version is said of the second, too.
    assert (new.title, new.organisation) == ("On otters", "River Trust")
    assert library.document(old.id).newer == new.id
    assert "14 otters" in library.text(old.id)
    assert library.parsed(old.id).raw == FIRST.decode()
    assert [document.id for document in library.documents()] == [new.id]
    assert [document.id for document in library.documents(versions=True)] == [new.id, old.id]
    assert library.document("On otters").id == new.id
    assert library.counts().documents == 1
    assert examine(library, encoder).problems == ()


def test_a_replaced_version_never_shows_in_a_search_again(library: Library, encoder: HashingEncoder) -> None:
    here = lying_at("/papers/otters.txt")
    searcher = Searcher(library, encoder)
    library.add(FIRST, "otters.txt", encoder, source=here)
    assert "14 otters" in searcher.search("council counted otters")[0].text
    new = library.add(SECOND, "otters.txt", encoder, source=here).document
    found = searcher.search("council counted 14 otters")
    assert {passage.document for passage in found} == {new.id}
    assert not any("14 otters" in passage.text for passage in found)


def test_a_file_that_is_changed_back_is_a_third_version(library: Library, encoder: HashingEncoder) -> None:
    here = lying_at("/papers/otters.txt")
    ids = [library.add(content, "otters.txt", encoder, source=here).document.id for content in (FIRST, SECOND, FIRST)]
    assert len(set(ids)) == 3
    assert library.document(ids[2]).version == 3
    assert library.document(ids[0]).newer == ids[2]
    assert examine(library, encoder).problems == ()


def test_files_at_two_paths_are_two_documents(library: Library, encoder: HashingEncoder) -> None:
    library.add(FIRST, "report.txt", encoder, source=lying_at("/a/report.txt"))
    added = library.add(SECOND, "report.txt", encoder, source=lying_at("/b/report.txt"))
    assert added.replaced is None
    assert library.counts().documents == 2


def test_the_same_bytes_at_two_paths_live_on_at_the_second(library: Library, encoder: HashingEncoder) -> None:
    library.add(FIRST, "a.txt", encoder, source=lying_at("/papers/a.txt"))
    library.add(FIRST, "b.txt", encoder, source=lying_at("/papers/b.txt"))
    added = library.add(SECOND, "a.txt", encoder, source=lying_at("/papers/a.txt"))
    assert added.replaced is None
    assert sorted(texts(library, encoder, "council counted")) == sorted([FIRST.decode(), SECOND.decode()])


def test_a_file_that_becomes_a_copy_of_another_document_joins_its_versions(
    library: Library, encoder: HashingEncoder
) -> None:
    a = library.add(FIRST, "a.txt", encoder, source=lying_at("/papers/a.txt")).document
    b = library.add(SECOND, "b.txt", encoder, source=lying_at("/papers/b.txt")).document
    assert not library.add(SECOND, "a.txt", encoder, source=lying_at("/papers/a.txt")).created
    assert library.document(a.id).newer == b.id
    assert library.document(b.id).version == 2
    assert texts(library, encoder, "council counted") == [SECOND.decode()]
    assert examine(library, encoder).problems == ()


def test_an_upload_under_the_same_name_and_title_is_a_new_version(library: Library, encoder: HashingEncoder) -> None:
    old = library.add(FIRST, "otters.txt", encoder, Metadata(organisation="River Trust")).document
    others = library.add(THIRD, "otters.txt", encoder, Metadata(organisation="Lake Trust"))
    assert others.replaced is None
    new = library.add(SECOND, "otters.txt", encoder, Metadata(organisation="River Trust"))
    assert new.replaced is not None
    assert new.replaced.id == old.id


def test_a_person_may_say_what_is_a_version_of_what(library: Library, encoder: HashingEncoder) -> None:
    old = library.add(FIRST, "otters.txt", encoder).document
    assert library.add(SECOND, "otters.txt", encoder, replaces=SEPARATE).replaced is None
    new = library.add(THIRD, "lakes.txt", encoder, replaces=old.id)
    assert new.replaced is not None
    assert new.replaced.id == old.id
    with pytest.raises(InvalidRequestError, match="has these bytes already"):
        library.add(SECOND, "otters.txt", encoder, replaces=new.document.id)
    with pytest.raises(UnknownDocumentError):
        library.add(b"More.", "more.txt", encoder, replaces="nothing")


def test_the_current_version_goes_with_all_before_it_and_an_old_one_alone(
    library: Library, encoder: HashingEncoder
) -> None:
    here = lying_at("/papers/otters.txt")
    ids = [library.add(content, "otters.txt", encoder, source=here).document.id for content in (FIRST, SECOND, THIRD)]
    library.remove(ids[0])
    assert [document.id for document in library.documents(versions=True)] == [ids[2], ids[1]]
    library.remove(ids[2])
    assert library.documents(versions=True) == []
    assert texts(library, encoder, "council counted otters") == []
    assert examine(library, encoder).problems == ()


def test_a_version_that_cannot_be_read_leaves_the_one_before(library: Library, encoder: HashingEncoder) -> None:
    here = lying_at("/papers/otters.txt")
    library.add(FIRST, "otters.txt", encoder, source=here)
    with pytest.raises(Exception, match=r"otters\.txt"):
        library.add(b"\0\1\2", "otters.txt", encoder, source=here)
    assert texts(library, encoder, "council counted otters") == [FIRST.decode()]


def test_opening_twice_sees_the_same_versions(tmp_path: Path, encoder: HashingEncoder) -> None:
    here = lying_at("/papers/otters.txt")
    library = Library(tmp_path / "home")
    searching = Searcher(Library(tmp_path / "home"), encoder)
    library.add(FIRST, "otters.txt", encoder, source=here)
    assert len(searching.search("otters")) == 1
    library.add(SECOND, "otters.txt", encoder, source=here)
    assert ["15 otters" in passage.text for passage in searching.search("otters")] == [True]
