"""What is fetched, what is refused, and what is given up."""

import gzip
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.errors import FetchError
from index.fetch import fetch, fetch_all
from tests.index.fetch.fetching import PAGE, Fetching, original, pdf
from tests.index.fetch.misbehaving_server import HOST, Answer, Asked, document, drip, in_order, publisher

REPORT = pdf()
TAG = '"one"'


@pytest.fixture
def fetching(tmp_path: Path) -> Iterator[Fetching]:
    with publisher() as server:
        yield Fetching(server, tmp_path / "originals")


def package(name: str, first: tuple[str, str] | None = None) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as file:
        if first is not None:
            file.writestr(*first)
        file.writestr(name, "<document/>" * 500)
    return content.getvalue()


WORD = package("word/document.xml")
OPEN_DOCUMENT = package("content.xml", ("mimetype", "application/vnd.oasis.opendocument.text"))


def test_an_original_is_fetched_whole_with_its_progress(fetching: Fetching) -> None:
    fetching.server.answers["/report.pdf"] = document(REPORT, etag=TAG)
    fetched = fetching.get()
    assert fetched.path.read_bytes() == REPORT
    assert fetched.path == fetching.folder / "report.pdf"
    assert (fetched.filename, fetched.changed) == ("report.pdf", True)
    assert fetched.url == fetching.server.url("/report.pdf")
    assert fetching.files() == {"report.pdf", "report.json"}
    assert fetching.progress[0] == (0, len(REPORT))
    assert fetching.progress[-1] == (len(REPORT), len(REPORT))
    assert fetching.progress == sorted(fetching.progress)


@pytest.mark.parametrize(
    ("path", "kind", "body", "filename"),
    [
        ("/report.pdf", "application/pdf", REPORT, "report.pdf"),
        ("/download?id=7", "application/pdf", REPORT, "report.pdf"),
        ("/report.pdf", "application/octet-stream", REPORT, "report.pdf"),
        ("/view", "text/html; charset=utf-8", PAGE, "report.html"),
        ("/view.aspx?page=2", "text/html", b"\xef\xbb\xbf\n <!-- x --><html>" + PAGE, "report.html"),
        ("/view.htm", "application/xhtml+xml", b'<?xml version="1.0"?>' + PAGE, "report.html"),
        ("/view", "text/html", "\ufeff<html>Ours</html>".encode("utf-16-le"), "report.html"),
        ("/view.txt", "text/plain", "Our view – in full".encode(), "report.txt"),
        ("/view.docx", "application/octet-stream", WORD, "report.docx"),
        (
            "/view",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            WORD,
            "report.docx",
        ),
        ("/view", "application/vnd.oasis.opendocument.text", OPEN_DOCUMENT, "report.odt"),
        ("/view", "application/octet-stream", OPEN_DOCUMENT, "report.odt"),
    ],
)
def test_a_file_is_named_for_what_it_is(fetching: Fetching, path: str, kind: str, body: bytes, filename: str) -> None:
    fetching.server.answers[path] = document(body, kind)
    fetched = fetching.get(path)
    assert fetched.filename == fetched.path.name == filename
    assert fetched.path.read_bytes() == body


@pytest.mark.parametrize(
    ("path", "kind", "body", "message"),
    [
        ("/report.pdf", "text/html", PAGE, "What came is text/html, not PDF"),
        ("/report.pdf", "application/pdf", PAGE, "says that it is PDF, but its bytes are web page"),
        ("/report.pdf", "application/pdf", b"\x7fELF" + bytes(9000), "but its bytes are something else"),
        ("/report.pdf", "application/pdf", b"", "but its bytes are"),
        ("/report.pdf", "application/pdf", REPORT[:200_000], "not a whole PDF"),
        ("/report", "application/octet-stream", PAGE, "but its bytes are web page"),
        ("/report", "image/png", b"\x89PNG" + bytes(9000), "What came is image/png"),
        ("/report", "application/msword", b"\xd0\xcf\x11\xe0" + bytes(9000), "What came is application/msword"),
        ("/report", "text/html", REPORT, "but its bytes are PDF"),
        ("/report", "text/html", b"Service unavailable", "but its bytes are plain text"),
        ("/report.txt", "text/plain", PAGE, "but its bytes are web page"),
        ("/report.txt", "text/plain", b"", "not a whole plain text"),
        ("/report.docx", "application/octet-stream", package("other.xml"), "not a whole Word document"),
        ("/report.docx", "application/octet-stream", WORD[:3000], "not a whole Word document"),
        ("/report.docx", "application/octet-stream", OPEN_DOCUMENT, "but its bytes are OpenDocument text"),
    ],
)
def test_what_is_not_the_document_is_refused(
    fetching: Fetching, path: str, kind: str, body: bytes, message: str
) -> None:
    fetching.server.answers[path] = document(body, kind, etag=TAG)
    assert message in fetching.fails(path)
    assert fetching.files() == set()
    assert fetching.server.paths() == [path]


def test_an_error_page_leaves_what_was_fetched_before(fetching: Fetching) -> None:
    fetching.server.answers["/report.pdf"] = in_order(document(REPORT), document(PAGE, "text/html"))
    path = fetching.get().path
    fetching.fails()
    assert path.read_bytes() == REPORT


def test_a_file_larger_than_the_limit_is_refused_before_it_comes(fetching: Fetching) -> None:
    fetching.server.answers["/report.pdf"] = document(REPORT)
    assert "larger than 0.25 MiB" in fetching.fails(size_limit=2**18)
    assert fetching.progress == []
    assert fetching.files() == set()


def endless(asked: Asked) -> None:
    asked.answer(200, REPORT, content_type="application/pdf", content_length=None)
    while not asked.closing.is_set():
        asked.send(bytes(65536))


def endless_chunks(asked: Asked) -> None:
    asked.answer(200, content_type="application/pdf", content_length=None, transfer_encoding="chunked")
    asked.send(b"%x\r\n%b\r\n" % (len(REPORT), REPORT))
    while not asked.closing.is_set():
        asked.send(b"10000\r\n" + bytes(65536) + b"\r\n")


def bomb(asked: Asked) -> None:
    packed = gzip.compress(REPORT[:5000] + bytes(20 * 2**20))
    assert len(packed) < 2**17
    asked.answer(200, packed, content_type="application/pdf", content_encoding="gzip")


@pytest.mark.parametrize("answer", [endless, endless_chunks, bomb])
def test_a_body_that_grows_past_the_limit_is_refused_while_it_comes(fetching: Fetching, answer: Answer) -> None:
    fetching.server.answers["/report.pdf"] = answer
    assert "larger than 1 MiB" in fetching.fails(size_limit=2**20)
    assert fetching.files() == set()
    assert max(done for done, _ in fetching.progress) <= 2**20


def test_what_is_compressed_unasked_is_unpacked(fetching: Fetching) -> None:
    packed = gzip.compress(PAGE * 20_000)
    fetching.server.answers["/view"] = in_order(
        document(packed, "text/html", cut_after=900, content_encoding="gzip", etag=TAG),
        document(packed, "text/html", content_encoding="gzip", etag=TAG),
    )
    assert fetching.get("/view").path.read_bytes() == PAGE * 20_000
    assert [headers["Accept-Encoding"] for headers in fetching.server.headers()] == ["identity", "identity"]
    assert [headers["Range"] for headers in fetching.server.headers()] == [None, None]


@pytest.mark.parametrize(
    ("body", "encoding", "message"),
    [
        (b"not gzip at all", "gzip", "damaged gzip"),
        (PAGE, "br", "compressed as 'br'"),
        (PAGE, "gzip, gzip", "compressed as 'gzip, gzip'"),
        (gzip.compress(PAGE)[:-12], "gzip", "The compressed answer broke off"),
    ],
)
def test_what_cannot_be_unpacked_is_refused(fetching: Fetching, body: bytes, encoding: str, message: str) -> None:
    fetching.server.answers["/view"] = document(body, "text/html", content_encoding=encoding)
    assert message in fetching.fails("/view")


def test_a_length_that_promises_more_than_comes_is_a_broken_download(fetching: Fetching) -> None:
    fetching.server.answers["/report.pdf"] = document(REPORT, content_length=len(REPORT) + 1000)
    assert "broke off" in fetching.fails()
    assert len(fetching.server.paths()) == 3
    assert "report.pdf" not in fetching.files()


def test_a_length_that_promises_less_than_comes_is_a_broken_document(fetching: Fetching) -> None:
    fetching.server.answers["/report.pdf"] = document(REPORT, content_length=len(REPORT) - 1000)
    assert "not a whole PDF" in fetching.fails()


@pytest.mark.parametrize("length", ["-5", "many", "9" * 5000, "7, 8"])
def test_a_length_that_is_none_is_no_answer(fetching: Fetching, length: str) -> None:
    fetching.server.answers["/report.pdf"] = document(REPORT, content_length=length)
    assert "is not HTTP" in fetching.fails()


def drip_headers(asked: Asked) -> None:
    while not asked.closing.wait(0.02):
        asked.send(b"H")


@pytest.mark.parametrize("answer", [drip(REPORT[:5000], len(REPORT)), drip_headers])
def test_a_server_that_drips_is_given_up_at_the_deadline(fetching: Fetching, answer: Answer) -> None:
    fetching.server.answers["/report.pdf"] = answer
    assert "was not there after 0.8 seconds" in fetching.fails(total_seconds=0.8)
    assert len(fetching.server.paths()) == 1


def test_a_server_that_falls_silent_is_asked_again(fetching: Fetching) -> None:
    fetching.server.answers["/report.pdf"] = in_order(lambda asked: asked.closing.wait(5), document(REPORT))
    assert fetching.get(read_seconds=0.2).path.read_bytes() == REPORT


@pytest.mark.parametrize("garbage", [b"", b"\x16\x03\x01", b"SSH-2.0-OpenSSH_9.2\r\n" * 20, b"HTTP/1.1 abc\r\n\r\n"])
def test_what_is_not_http_is_given_up(fetching: Fetching, garbage: bytes) -> None:
    fetching.server.answers["/report.pdf"] = lambda asked: asked.send(garbage)
    assert "broke off or is not HTTP, after 3 tries" in fetching.fails()


@pytest.mark.parametrize(
    ("status", "message"),
    [
        (404, "404 Not Found. Look for the document on the publisher's site"),
        (410, "410 Gone. Look for the document"),
        (403, "403 Forbidden. Programs may not have it"),
        (204, "204 No Content. Run it again later"),
        (304, "304 Not Modified though nothing asks for it"),
        (299, "299. Run it again later"),
        (400, "400 Bad Request."),
    ],
)
def test_other_answers_are_told_with_what_to_do(fetching: Fetching, status: int, message: str) -> None:
    fetching.server.answers["/report.pdf"] = lambda asked: asked.answer(status)
    assert message in fetching.fails()


def test_a_failure_stops_no_other_original(fetching: Fetching) -> None:
    fetching.server.answers["/a.pdf"] = document(REPORT, etag=TAG)
    fetching.server.answers["/c"] = document(PAGE, "text/html")
    wanted = [original(fetching.server.url(f"/{path}"), path[0]) for path in ("a.pdf", "b.pdf", "c")]
    seen: list[str] = []
    outcomes = list(
        fetch_all(
            wanted, {HOST}, fetching.folder, lambda which, done, total: seen.append(which.name), fetching.policy()
        )
    )
    assert [outcome.original for outcome in outcomes] == wanted
    assert [outcome.fetched and outcome.fetched.filename for outcome in outcomes] == ["a.pdf", None, "c.html"]
    assert [outcome.reason and outcome.reason.split(" answers")[0] for outcome in outcomes] == [
        None,
        f"b: {HOST}",
        None,
    ]
    assert list(dict.fromkeys(seen)) == ["a", "c"]


def test_two_fetches_never_share_a_folder(fetching: Fetching) -> None:
    fetching.server.answers["/a.pdf"] = document(REPORT)
    wanted = [original(fetching.server.url("/a.pdf"), "a")]
    running = fetch_all(wanted, {HOST}, fetching.folder, lambda *_: None, fetching.policy())
    next(running)
    with pytest.raises(FetchError, match="another fetch is at work there"):
        fetching.get()
    assert list(running) == []
    fetching.server.answers["/report.pdf"] = document(REPORT)
    assert fetching.get().changed


def test_a_folder_that_cannot_be_made_is_named(fetching: Fetching) -> None:
    fetching.folder.write_text("a file")
    with pytest.raises(FetchError, match=r"originals: files cannot be kept there"):
        fetch(original(fetching.server.url("/a.pdf")), {HOST}, fetching.folder, lambda *_: None, fetching.policy())


def test_a_file_that_cannot_be_written_is_named(fetching: Fetching) -> None:
    fetching.server.answers["/report.pdf"] = document(REPORT)
    (fetching.folder / "report.part").mkdir(parents=True)
    assert "cannot be written or read (Is a directory)" in fetching.fails()
