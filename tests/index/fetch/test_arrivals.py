from pathlib import Path

from index.fetch import fetch_all
from index.fetch.arrivals import Arrival, add_fetched
from index.library import Library
from tests.encoder import HashingEncoder
from tests.index.fetch.fetching import Fetching, original
from tests.index.fetch.misbehaving_server import Publisher, publisher

PAGE = b"<!DOCTYPE html><html><head><title>Our view</title></head><body><main><p>Families %s.</p></main></body></html>"


def arrivals(library: Library, server: Publisher, folder: Path, *paths: str) -> dict[str, Arrival]:
    fetching = Fetching(server, folder)
    wanted = [original(server.url(path), path.strip("/").partition(".")[0]) for path in paths]
    outcomes = fetch_all(wanted, fetching.hosts, folder, lambda *_: None, fetching.policy())
    return {arrival.name: arrival for arrival in add_fetched(library, HashingEncoder(), outcomes)}


def serve(server: Publisher, path: str, content: bytes) -> None:
    server.answers[path] = lambda asked: asked.answer(200, content, content_type="text/html")


def test_originals_go_into_the_library_with_what_the_list_says_of_them(library: Library, tmp_path: Path) -> None:
    with publisher() as server:
        serve(server, "/view.html", PAGE % b"need help, and they need it early")
        first = arrivals(library, server, tmp_path, "/view.html", "/gone.html")
        assert (first["view"].status, first["gone"].status) == ("added", "refused")
        assert "gone" in str(first["gone"].reason)
        (document,) = library.documents()
        assert (document.title, document.organisation, document.kind) == ("The report", "A publisher", "review")
        assert document.url == server.url("/view.html")
        assert arrivals(library, server, tmp_path, "/view.html")["view"].status == "known"
        serve(server, "/view.html", PAGE % b"need help, and they need it now")
        again = arrivals(library, server, tmp_path, "/view.html")["view"]
    assert again.status == "changed"
    (current,) = library.documents()
    assert (current.id, current.version, current.title) == (again.document, 2, "The report")
    assert "early" in library.text(document.id)


def test_what_cannot_be_read_is_named_and_stops_no_other(library: Library, tmp_path: Path) -> None:
    with publisher() as server:
        server.answers["/report.pdf"] = lambda asked: asked.answer(
            200, b"%PDF-1.7\nnothing\nstartxref\n9\n%%EOF\n", content_type="application/pdf"
        )
        serve(server, "/view.html", PAGE % b"need help, and they need it early")
        found = arrivals(library, server, tmp_path, "/report.pdf", "/view.html")
    assert (found["report"].status, found["view"].status) == ("refused", "added")
    assert "report.pdf" in str(found["report"].reason)
