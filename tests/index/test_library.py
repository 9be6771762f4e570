import threading
from pathlib import Path

import pytest

from index.doctor import examine
from index.document import Metadata
from index.errors import EncoderError, LibraryError, UnknownDocumentError, UnreadableFileError
from index.library import Library
from index.search import Filters, Searcher
from tests.encoder import HashingEncoder

OTTERS = b"Otters live in rivers. They eat fish.\n\nThe council counted 14 otters in 2021."
BADGERS = b"Badgers live in setts.\n\nThe council counted 30 badgers in 2019."


def test_what_goes_in_comes_out(library: Library, encoder: HashingEncoder) -> None:
    metadata = Metadata("On otters", "River Trust", None, "response", "2022-05", "https://example.org/otters")
    added = library.add(OTTERS, "otters.txt", encoder, metadata)
    assert added.created
    document = library.document(added.document.id)
    assert document == added.document
    assert (document.title, document.organisation, document.kind) == ("On otters", "River Trust", "response")
    assert (document.date, document.url) == ("2022-05", "https://example.org/otters")
    assert library.text(document.id) == OTTERS.decode()
    assert library.counts().documents == 1


def test_same_bytes_again_change_nothing(library: Library, encoder: HashingEncoder) -> None:
    first = library.add(OTTERS, "otters.txt", encoder)
    again = library.add(OTTERS, "renamed.txt", encoder, Metadata(title="Another title"))
    assert not again.created
    assert again.document == first.document
    assert library.counts().documents == 1


def test_an_unreadable_file_leaves_the_library_untouched(library: Library, encoder: HashingEncoder) -> None:
    with pytest.raises(UnreadableFileError, match=r"broken\.pdf"):
        library.add(b"%PDF-1.7 and nothing else", "broken.pdf", encoder)
    assert library.counts().documents == 0
    assert examine(library).healthy


def test_a_removed_document_leaves_no_trace_in_search(library: Library, encoder: HashingEncoder) -> None:
    otters = library.add(OTTERS, "otters.txt", encoder).document
    library.add(BADGERS, "badgers.txt", encoder)
    searcher = Searcher(library, encoder)
    assert searcher.search("otters fish")[0].document == otters.id
    library.remove(otters.id)
    assert all(passage.document != otters.id for passage in searcher.search("otters fish"))
    with pytest.raises(UnknownDocumentError, match=otters.id):
        library.text(otters.id)
    assert examine(library).healthy


def test_numbers_of_removed_passages_are_never_given_again(library: Library, encoder: HashingEncoder) -> None:
    def numbers() -> set[int]:
        with library.database.read() as connection:
            return {row[0] for row in connection.execute("SELECT number FROM passages")}

    document = library.add(OTTERS, "otters.txt", encoder).document
    before = numbers()
    library.remove(document.id)
    library.add(BADGERS, "badgers.txt", encoder)
    assert not before & numbers()


def test_a_title_names_a_document_unless_two_have_it(library: Library, encoder: HashingEncoder) -> None:
    library.add(OTTERS, "otters.txt", encoder, Metadata(title="Report"))
    assert library.document("Report").characters == len(OTTERS)
    library.add(BADGERS, "badgers.txt", encoder, Metadata(title="Report"))
    with pytest.raises(UnknownDocumentError, match="2 documents are called 'Report'"):
        library.remove("Report")


def test_another_encoder_is_refused(library: Library, encoder: HashingEncoder) -> None:
    library.add(OTTERS, "otters.txt", encoder)
    other = HashingEncoder()
    other.name = "another"
    with pytest.raises(EncoderError, match="hashing"):
        library.add(BADGERS, "badgers.txt", other)
    with pytest.raises(EncoderError, match="VERSE_ENCODER"):
        Searcher(library, other)


def test_a_library_of_another_format_is_refused(tmp_path: Path) -> None:
    library = Library(tmp_path)
    with library.database.write() as connection:
        connection.execute("PRAGMA user_version = 99")
    library.close()
    with pytest.raises(LibraryError, match="another version"):
        Library(tmp_path)


def test_a_file_that_is_no_library_is_refused(tmp_path: Path) -> None:
    (tmp_path / "library.sqlite").write_bytes(b"not a database" * 100)
    with pytest.raises(LibraryError, match="VERSE_HOME"):
        Library(tmp_path)


def test_a_second_opening_sees_what_the_first_adds_and_removes(tmp_path: Path, encoder: HashingEncoder) -> None:
    first, second = Library(tmp_path), Library(tmp_path)
    searcher = Searcher(second, encoder)
    assert searcher.search("otters") == []
    document = first.add(OTTERS, "otters.txt", encoder).document
    assert searcher.search("otters")[0].document == document.id
    first.remove(document.id)
    assert searcher.search("otters") == []
    first.close()
    second.close()


def test_questions_are_answered_while_documents_are_added(library: Library, encoder: HashingEncoder) -> None:
    library.add(OTTERS, "otters.txt", encoder)
    searcher = Searcher(library, encoder)
    failures: list[BaseException] = []
    done = threading.Event()

    def ask() -> None:
        try:
            while not done.is_set():
                assert searcher.search("otters", filters=Filters(kind=("evidence",)))
        except BaseException as error:  # noqa: BLE001  (a thread's failure must reach the test)
            failures.append(error)

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for number in range(30):
        document = library.add(BADGERS + f" Sett {number}.".encode(), f"{number}.txt", encoder).document
        if number % 3 == 0:
            library.remove(document.id)
    done.set()
    for thread in threads:
        thread.join()
    assert not failures
    assert library.counts().documents == 21
    assert examine(library).healthy


def test_two_adders_of_the_same_bytes_make_one_document(library: Library, encoder: HashingEncoder) -> None:
    barrier = threading.Barrier(4)
    created: list[bool] = []

    def add() -> None:
        barrier.wait()
        created.append(library.add(OTTERS, "otters.txt", encoder).created)

    threads = [threading.Thread(target=add) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(created) == [False, False, False, True]
    assert library.counts().documents == 1
