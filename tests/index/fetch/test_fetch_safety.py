"""Only listed hosts, only public addresses, and every redirect as if it were the first address."""

import socket
import ssl
from collections.abc import Iterator
from ipaddress import ip_address
from pathlib import Path

import pytest

from index.errors import FetchError
from index.fetch import fetch
from index.fetch.addresses import is_public, resolve
from index.fetch.policy import Policy
from tests.index.fetch.certificate import self_signed
from tests.index.fetch.fetching import Fetching, original, pdf
from tests.index.fetch.misbehaving_server import HOST, Answer, document, publisher, secure_port

REPORT = pdf(5000)


@pytest.fixture
def fetching(tmp_path: Path) -> Iterator[Fetching]:
    with publisher() as server:
        server.answers["/report.pdf"] = document(REPORT)
        yield Fetching(server, tmp_path / "originals")


def redirect(location: str | None, status: int = 302) -> Answer:
    return lambda asked: asked.answer(status, location=location)


def test_a_private_address_is_never_connected_to(fetching: Fetching) -> None:
    for address in ("127.0.0.1", "::ffff:127.0.0.1", "10.0.0.7"):
        line = fetching.fails(resolve=lambda host, port, address=address: [address], may_connect=is_public)
        assert f"{HOST} leads to {ip_address(address)}, which is not on the public internet" in line
    assert fetching.server.asked == []
    assert fetching.waits == []


def test_one_private_address_among_public_ones_is_enough_to_refuse(fetching: Fetching) -> None:
    for addresses in (["127.0.0.1", "10.0.0.1"], ["10.0.0.1", "127.0.0.1"]):
        line = fetching.fails(resolve=lambda host, port, addresses=addresses: addresses)
        assert "leads to 10.0.0.1" in line
    assert fetching.server.asked == []


def test_the_address_that_was_checked_is_the_one_that_is_used(fetching: Fetching) -> None:
    # On this machine 127.0.0.1 stands for the public address, and 127.0.0.2 for the one behind the firewall.
    with publisher("127.0.0.2", fetching.server.port) as inner:
        inner.answers["/report.pdf"] = document(REPORT)
        answers = iter([["127.0.0.1"], ["127.0.0.1"], ["127.0.0.2"]])
        asked: list[str] = []

        def rebinding(host: str, port: int) -> list[str]:
            asked.append(host)
            return next(answers)

        assert fetching.get(resolve=rebinding).path.read_bytes() == REPORT
        assert asked == [HOST] * len(fetching.server.asked)  # once for each connection, never to check it first
        assert "leads to 127.0.0.2" in fetching.fails(resolve=rebinding)
        assert inner.asked == []


def test_a_name_that_turns_private_between_two_tries_is_refused(fetching: Fetching) -> None:
    fetching.server.answers["/report.pdf"] = lambda asked: asked.answer(503)
    answers = iter([["127.0.0.1"], ["127.0.0.1"], ["127.0.0.2"]])
    assert "leads to 127.0.0.2" in fetching.fails(resolve=lambda host, port: next(answers))
    assert len(fetching.server.paths()) == 1


def test_another_address_is_tried_where_the_first_does_not_answer(fetching: Fetching) -> None:
    both = ["127.0.0.3", "127.0.0.1"]
    fetched = fetching.get(resolve=lambda host, port: both, may_connect=lambda address: str(address) in both)
    assert fetched.path.read_bytes() == REPORT


def test_a_host_without_an_address_or_a_server_is_named(fetching: Fetching) -> None:
    def unknown(host: str, port: int) -> list[str]:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    def for_now(host: str, port: int) -> list[str]:
        raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")

    def closed(host: str, port: int) -> list[str]:
        return ["127.0.0.3"]

    assert f"There is no host {HOST}." in fetching.fails(resolve=unknown)
    assert f"{HOST} cannot be reached, after 3 tries" in fetching.fails(resolve=for_now)
    assert f"{HOST} cannot be reached, after 3 tries" in fetching.fails(resolve=lambda host, port: [])
    assert f"{HOST} cannot be reached" in fetching.fails(resolve=closed, may_connect=lambda address: True)


@pytest.mark.parametrize(
    ("location", "message"),
    [
        ("http://127.0.0.1:{port}/report.pdf", "'127.0.0.1' is not the name of a host"),
        ("http://2130706433:{port}/report.pdf", "'2130706433' is not the name of a host"),
        ("http://[::1]:{port}/report.pdf", "'::1' is not the name of a host"),
        ("http://localhost:{port}/report.pdf", "'localhost' is not the name of a host"),
        ("http://evil.example:{port}/report.pdf", "'evil.example' is not listed"),
        ("//evil.example:{port}/report.pdf", "'evil.example' is not listed"),
        ("http://originals.example:{port}@127.0.0.1/report.pdf", "user name"),
        ("http://originals.example:22/report.pdf", "names the port 22"),
        ("http://originals.example/report.pdf", "only port {port} is asked"),
        ("https://originals.example:{port}/report.pdf", "does not begin with http://"),
        ("file:///etc/passwd", "does not begin with http://"),
        ("javascript:alert(1)", "does not begin with http://"),
        ("http://[bad/report.pdf", "not a web address"),
        ("/moved.pdf", "redirects in a circle"),
        ("", "does not say where to"),
    ],
)
def test_a_redirect_is_checked_as_the_first_address_was(fetching: Fetching, location: str, message: str) -> None:
    target = location.format(port=fetching.server.port)
    fetching.server.answers["/moved.pdf"] = redirect(target or None)
    assert message.format(port=fetching.server.port) in fetching.fails("/moved.pdf")
    assert fetching.server.paths() == ["/moved.pdf"]


def test_a_redirect_to_a_listed_host_that_leads_inside_is_not_followed(fetching: Fetching) -> None:
    target = fetching.server.url("/report.pdf", "assets.example")
    fetching.server.answers["/moved.pdf"] = redirect(target, 301)
    fetching.hosts = (HOST, "assets.example")

    def found(host: str, port: int) -> list[str]:
        return ["127.0.0.1" if host == HOST else "127.0.0.2"]

    assert "assets.example leads to 127.0.0.2" in fetching.fails("/moved.pdf", resolve=found)
    assert fetching.server.paths() == ["/moved.pdf"]


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_to_a_listed_host_is_followed(fetching: Fetching, status: int) -> None:
    target = fetching.server.url("/the%20report,%20part%20é.pdf?a=1&b=%20#page=2", "assets.example")
    fetching.server.answers["/moved.pdf"] = redirect(target, status)
    fetching.server.answers["/the%20report,%20part%20%C3%83%C2%A9.pdf?a=1&b=%20"] = document(REPORT)
    fetching.hosts = (HOST, "assets.example")
    fetched = fetching.get("/moved.pdf")
    assert fetched.path.read_bytes() == REPORT
    assert fetched.url == fetching.server.url(fetching.server.paths()[-1], "assets.example")
    assert [headers["Host"] for headers in fetching.server.headers()] == [
        f"{host}:{fetching.server.port}" for host in (HOST, "assets.example")
    ]


def test_five_redirects_are_followed_and_not_six(fetching: Fetching) -> None:
    for number in range(6):
        fetching.server.answers[f"/{number}"] = redirect(f"/{number + 1}")
    fetching.server.answers["/6"] = document(REPORT)
    assert fetching.get("/1").path.read_bytes() == REPORT
    assert "redirects more than 5 times" in fetching.fails("/0")


def test_a_redirect_in_a_circle_ends(fetching: Fetching) -> None:
    fetching.server.answers["/a"] = redirect("/b")
    fetching.server.answers["/b"] = redirect("/a")
    assert "redirects in a circle" in fetching.fails("/a")
    assert fetching.server.paths() == ["/a", "/b"]


def test_a_proxy_of_the_environment_is_not_used(fetching: Fetching, monkeypatch: pytest.MonkeyPatch) -> None:
    with publisher() as proxy:
        for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{proxy.port}")
        assert fetching.get().path.read_bytes() == REPORT
        assert proxy.asked == []


def secure(fetching: Fetching, port: int) -> str:
    policy = fetching.policy(scheme="https", port=port, tries=1)
    with pytest.raises(FetchError) as caught:
        fetch(original(f"https://{HOST}:{port}/a.pdf"), {HOST}, fetching.folder, fetching.note, policy)
    return str(caught.value)


def test_the_connection_is_secured_for_the_name_and_not_for_its_number(fetching: Fetching) -> None:
    with secure_port() as (port, heard):
        assert "report: " in secure(fetching, port)
    assert heard[0].startswith(b"\x16\x03")
    assert HOST.encode() in heard[0]
    assert b"127.0.0.1" not in heard[0]


def test_a_server_that_cannot_prove_who_it_is_is_refused(fetching: Fetching, tmp_path: Path) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(self_signed(tmp_path, HOST))
    with secure_port(context) as (port, _):
        assert f"{HOST} cannot prove that it is {HOST} (self-signed certificate)" in secure(fetching, port)


def test_without_a_test_only_https_and_public_addresses_may_be_asked() -> None:
    policy = Policy()
    assert (policy.scheme, policy.port, policy.resolve, policy.may_connect) == ("https", 443, resolve, is_public)
    assert (policy.redirects, policy.tries, policy.longest_wait) == (5, 3, 60.0)
    assert policy.size_limit == 100 * 2**20
    assert policy.seconds_between_requests >= 1
