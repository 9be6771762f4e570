from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from pydantic import SecretStr

from index.library import Library
from qa.api import create, file_name
from qa.settings import Settings
from tests.encoder import HashingEncoder
from tests.index.pdf_making import lines, pdf

JSON = {"content-type": "application/json"}
SURROGATE = b'{"question": "what?", "organisation": ["\\ud800"]}'
TEXT = b"The council closed 75 fish passes.\n\nOtters live in rivers and eat fish."


def client_for(home: Path, **settings: Any) -> TestClient:
    application = create(Library(home), HashingEncoder(), Settings(home=home, **settings))
    return TestClient(application, base_url="http://127.0.0.1:8000")


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    with client_for(tmp_path) as opened:
        yield opened


def upload(client: TestClient, content: bytes = TEXT, name: str = "fish.txt", **fields: str) -> Any:
    return client.post("/api/documents", files={"file": (name, content)}, data=fields)


def assert_problem(response: Any, status: int, words: str) -> None:
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"
    body = response.json()
    assert body["status"] == status
    assert body["title"]
    assert words in body["detail"]


def test_a_document_goes_in_is_read_and_leaves(client: TestClient) -> None:
    added = upload(client, title="On fish", organisation="River Trust", kind="response", date="2022-05")
    assert added.status_code == 201
    document = added.json()
    assert (document["title"], document["organisation"], document["kind"]) == (
        "On fish",
        "River Trust",
        "response",
    )
    assert client.get("/api/documents").json() == {"documents": [document]}
    assert client.get(f"/api/documents/{document['id']}").json() == document
    assert client.get(f"/api/documents/{document['id']}/text").json() == {"text": TEXT.decode(), "pages": []}
    health = client.get("/api/health").json()
    assert (health["status"], health["documents"]) == ("ok", 1)
    assert upload(client).status_code == 200
    assert client.delete(f"/api/documents/{document['id']}").status_code == 204
    assert_problem(client.get(f"/api/documents/{document['id']}"), 404, document["id"])
    assert_problem(client.delete(f"/api/documents/{document['id']}"), 404, document["id"])


def test_ask_and_search_have_the_contracts_shape(client: TestClient) -> None:
    document = upload(client).json()["id"]
    answer = client.post("/api/ask", json={"question": "How many fish passes closed?"}).json()
    assert answer["verdict"] == "answered"
    assert answer["engine"] == "extractive"
    citation = answer["statements"][0]["citations"][0]
    assert citation["quote"] == answer["statements"][0]["text"] == "The council closed 75 fish passes."
    assert {
        "number",
        "document",
        "title",
        "organisation",
        "date",
        "page",
        "page_label",
        "start",
        "end",
    } < set(citation)
    found = client.get("/api/search", params={"q": "otters", "k": 1}).json()
    assert found["query"] == "otters"
    (passage,) = found["passages"]
    assert passage["document"] == document
    refused = client.post("/api/ask", json={"question": "How many fish passes reopened in 2021?"}).json()
    assert (refused["verdict"], refused["statements"]) == ("not_in_documents", [])
    assert set(refused["nearest"][0]) == set(passage)


@pytest.mark.parametrize(
    ("method", "path", "arguments", "status", "words"),
    [
        ("POST", "/api/ask", {"json": {"question": " "}}, 422, "empty"),
        ("POST", "/api/ask", {"json": {"query": "what?"}}, 422, "question"),
        ("POST", "/api/ask", {"json": {"question": "what?", "kind": ["gossip"]}}, 422, "review, response"),
        ("POST", "/api/ask", {"content": b"{", "headers": JSON}, 422, "JSON"),
        ("POST", "/api/ask", {"content": b'{"question": "\\ud800"}', "headers": JSON}, 422, "broken characters"),
        ("POST", "/api/ask", {"content": SURROGATE, "headers": JSON}, 422, "broken characters"),
        ("GET", "/api/search", {"params": {"q": "fish", "k": 0}}, 422, "k"),
        ("GET", "/api/search", {}, 422, "q"),
        ("GET", "/api/nothing", {}, 404, "/docs"),
        ("PUT", "/api/ask", {}, 405, "/docs"),
        ("GET", "/api/documents/none/text", {}, 404, "none"),
    ],
)
def test_errors_are_problem_documents(
    client: TestClient, method: str, path: str, arguments: dict[str, Any], status: int, words: str
) -> None:
    assert_problem(client.request(method, path, **arguments), status, words)


def test_bad_uploads_say_why_and_change_nothing(client: TestClient) -> None:
    assert_problem(upload(client, b"%PDF-1.7 broken", "broken.pdf"), 422, "broken.pdf")
    assert_problem(upload(client, b"", "empty.txt"), 422, "empty")
    assert_problem(upload(client, TEXT, "film.mp4"), 422, "film.mp4")
    assert_problem(upload(client, TEXT, "fish.txt", kind="gossip"), 422, "gossip")
    assert_problem(upload(client, TEXT, "fish.txt", date="yesterday"), 422, "2022-05-23")
    assert_problem(client.post("/api/documents", data={"title": "no file"}), 422, "file")
    assert client.get("/api/health").json()["documents"] == 0


def test_uploads_are_bounded_with_and_without_a_declared_length(tmp_path: Path) -> None:
    with client_for(tmp_path, upload_limit_mib=1) as client:
        large = b"x" * (2 << 20)
        assert_problem(upload(client, large), 413, "1 MiB")

        def chunks() -> Iterator[bytes]:
            yield b'--b\r\nContent-Disposition: form-data; name="file"; filename="f.txt"\r\n\r\n'
            yield from (large[i : i + 65536] for i in range(0, len(large), 65536))
            yield b"\r\n--b--\r\n"

        headers = {"content-type": "multipart/form-data; boundary=b"}
        assert_problem(client.post("/api/documents", content=chunks(), headers=headers), 413, "1 MiB")
        assert client.get("/api/health").json()["documents"] == 0


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8000", "127.0.0.1.evil.example", "", "[", "localhost@evil.example"]
)
def test_foreign_hosts_are_refused(client: TestClient, host: str) -> None:
    assert_problem(client.get("/api/health", headers={"host": host}), 400, "VERSE_ALLOWED_HOSTS")


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "https://localhost.evil.example"])
def test_foreign_origins_are_refused(client: TestClient, origin: str) -> None:
    assert_problem(client.get("/api/health", headers={"origin": origin}), 403, "VERSE_ALLOWED_HOSTS")


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost", "LOCALHOST:1", "[::1]:8000"])
def test_own_hosts_and_origins_pass(client: TestClient, host: str) -> None:
    assert client.get("/api/health", headers={"host": host, "origin": f"http://{host}"}).status_code == 200


def test_a_token_that_is_set_must_be_sent(tmp_path: Path) -> None:
    with client_for(tmp_path, token=SecretStr("geheim"), allowed_hosts=("library.example",)) as client:
        assert_problem(client.get("/api/health"), 401, "VERSE_TOKEN")
        assert_problem(client.get("/api/health", headers={"authorization": "Bearer wrong"}), 401, "VERSE_TOKEN")
        good = {"authorization": "Bearer geheim", "host": "library.example"}
        assert client.get("/api/health", headers=good).status_code == 200


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\temp\\a.pdf", "a.pdf"),
        ("/abs/b.md", "b.md"),
        ("c.txt", "c.txt"),
    ],
)
def test_file_names_from_outside_are_never_paths(given: str, kept: str) -> None:
    assert file_name(given) == kept


def test_every_route_is_described(client: TestClient) -> None:
    paths = client.get("/openapi.json").json()["paths"]
    assert {"/api/ask", "/api/search", "/api/documents", "/api/documents/{document_id}/text"} < set(paths)
    for operations in paths.values():
        assert all(operation["summary"] for operation in operations.values())
    assert "examples" in paths["/api/ask"]["post"]["requestBody"]["content"]["application/json"]


def test_a_quote_is_held_against_its_file_and_says_that_a_newer_version_exists(client: TestClient) -> None:
    old = upload(client, b"The council closed 75\nfish passes.").json()
    new = upload(client, b"The council closed 76\nfish passes.").json()
    assert (new["version"], new["newer"]) == (2, None)
    assert client.get("/api/documents").json() == {"documents": [new]}
    listed = client.get("/api/documents", params={"versions": True}).json()["documents"]
    assert [document["id"] for document in listed] == [new["id"], old["id"]]
    quote = client.get(f"/api/documents/{old['id']}/quote", params={"start": 0, "end": 34}).json()
    assert quote["quote"] == "The council closed 75 fish passes."
    assert quote["raw"] == "The council closed 75\nfish passes."
    assert quote["verbatim"]
    assert quote["steps"] == ["white space and line breaks are read as one space"]
    assert (quote["version"], quote["newer"]) == (1, new["id"])
    assert client.get(f"/api/documents/{old['id']}").json()["newer"] == new["id"]
    assert client.get(f"/api/documents/{old['id']}/raw").json()["raw"] == quote["raw"]
    assert_problem(client.get(f"/api/documents/{old['id']}/quote", params={"start": 5, "end": 500}), 422, "no part")
    separate = upload(client, b"The council closed 77\nfish passes.", replaces="none").json()
    assert separate["version"] == 1


def test_pages_and_parts_of_a_document(client: TestClient) -> None:
    content = pdf([lines("One is here."), lines("Two is here.")], labels=[(0, "ROMAN_LOWER", 4)])
    document = upload(client, content, "paper.pdf").json()["id"]
    page = client.get(f"/api/documents/{document}/pages/2").json()
    assert (page["page"], page["page_label"], page["text"]) == (2, "v", "Two is here.")
    assert_problem(client.get(f"/api/documents/{document}/pages/3"), 422, "PDF pages 1 to 2, printed iv to v")
    raw = client.get(f"/api/documents/{document}/raw").json()
    assert raw["raw"][raw["pages"][1]["start"] : raw["pages"][1]["end"]].strip() == "Two is here."
    table = upload(client, b"# Head\n\n| a | b |\n|---|---|\n| c | d |\n", "table.md").json()["id"]
    parts = client.get(f"/api/documents/{table}/parts").json()
    text = client.get(f"/api/documents/{table}/text").json()["text"]
    assert [(c["row"], c["column"], text[c["start"] : c["end"]]) for c in parts["cells"]] == [
        (0, 0, "a"), (0, 1, "b"), (1, 0, "c"), (1, 1, "d")
    ]  # fmt: skip
    assert len(parts["headings"]) == 1
