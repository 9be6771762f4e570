"""One request at a time, with pauses, as often as a server can bear, and only what its robots.txt allows."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.fetch import fetch_all
from index.fetch.publishers import retry_after
from index.fetch.robots import parse
from tests.index.fetch.fetching import Fetching, original, pdf
from tests.index.fetch.misbehaving_server import HOST, Answer, document, publisher

REPORT = pdf(5000)


@pytest.fixture
def fetching(tmp_path: Path) -> Iterator[Fetching]:
    with publisher() as server:
        server.answers["/report.pdf"] = document(REPORT)
        yield Fetching(server, tmp_path / "originals")


def robots(text: str, **headers: object) -> Answer:
    return lambda asked: asked.answer(200, text.encode(), content_type="text/plain", **headers)


def then(first: Answer, times: int) -> Answer:
    """Answer so many times in the first way, then with the report."""
    left = [first] * times
    return lambda asked: (left.pop() if left else document(REPORT))(asked)


def test_we_say_who_we_are(fetching: Fetching) -> None:
    fetching.get()
    assert [path for path, _ in fetching.server.asked] == ["/robots.txt", "/report.pdf"]
    for _, headers in fetching.server.asked:
        assert headers["User-Agent"] == "ChapterAndVerse/0.1 (+reads public documents; one request at a time)"
        assert headers["Cookie"] is None
        assert headers["Referer"] is None


def test_one_host_is_asked_with_pauses_and_another_at_once(fetching: Fetching) -> None:
    names = {"a": HOST, "b": "other.example", "c": HOST}
    for name in names:
        fetching.server.answers[f"/{name}.pdf"] = document(REPORT)
    wanted = [original(fetching.server.url(f"/{name}.pdf", host), name) for name, host in names.items()]
    policy = fetching.policy(seconds_between_requests=15.0)
    outcomes = list(fetch_all(wanted, names.values(), fetching.folder, lambda *_: None, policy))
    assert [outcome.reason for outcome in outcomes] == [None, None, None]
    # After each robots.txt, and before the second document of the first host.
    assert len(fetching.waits) == 3
    assert all(0 < wait <= 15 for wait in fetching.waits)


def test_a_site_may_ask_for_longer_pauses(fetching: Fetching) -> None:
    fetching.server.answers["/robots.txt"] = robots("User-agent: *\nCrawl-delay: 11\n")
    fetching.server.answers["/report.pdf"] = then(lambda asked: asked.answer(302, location="/b.pdf"), 1)
    fetching.server.answers["/b.pdf"] = document(REPORT)
    fetching.get()
    assert len(fetching.waits) == 1
    assert 10 < fetching.waits[0] <= 11


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504, 522])
def test_a_server_in_trouble_is_asked_three_times_with_longer_pauses(fetching: Fetching, status: int) -> None:
    fetching.server.answers["/report.pdf"] = lambda asked: asked.answer(status)
    line = fetching.fails(seconds_before_retry=2.0)
    assert f"{HOST} answers {status}" in line
    assert line.endswith("after 3 tries. Run it again later.")
    assert len(fetching.server.paths()) == 3
    assert fetching.waits == [2.0, 4.0]


def test_a_server_that_recovers_gives_its_document(fetching: Fetching) -> None:
    fetching.server.answers["/report.pdf"] = then(lambda asked: asked.answer(503), 2)
    assert fetching.get().path.read_bytes() == REPORT


@pytest.mark.parametrize("status", [429, 503])
def test_a_server_is_left_alone_for_as_long_as_it_asks(fetching: Fetching, status: int) -> None:
    fetching.server.answers["/report.pdf"] = then(lambda asked: asked.answer(status, retry_after="7"), 1)
    assert fetching.get().path.read_bytes() == REPORT
    assert fetching.waits == [7.0]


def test_a_server_that_asks_for_too_long_a_wait_is_left_for_another_day(fetching: Fetching) -> None:
    fetching.server.answers["/report.pdf"] = lambda asked: asked.answer(429, retry_after="3600")
    assert "429 Too Many Requests, and asks to wait 3600 seconds. Run it again after that." in fetching.fails()
    assert len(fetching.server.paths()) == 1
    assert fetching.waits == []


def test_a_wait_may_be_asked_for_in_either_form() -> None:
    soon = datetime.now(UTC) + timedelta(seconds=50)
    wait = retry_after(format_datetime(soon, usegmt=True))
    assert wait is not None
    assert 40 < wait <= 50
    assert retry_after("Mon, 23 May 2022 09:00:00 GMT") == 0.0
    assert [retry_after(value) for value in (None, "", "soon", "-3", "1.5")] == [None] * 5
    assert retry_after("12") == 12.0


@given(st.text(max_size=40))
def test_any_wait_that_is_asked_for_is_a_time_or_nothing(value: str) -> None:
    wait = retry_after(value)
    assert wait is None or wait >= 0


@pytest.mark.parametrize("text", ["User-agent: *\nDisallow: /", "User-agent: ChapterAndVerse\nDisallow: /report"])
def test_what_a_site_does_not_want_fetched_is_not_fetched(fetching: Fetching, text: str) -> None:
    fetching.server.answers["/robots.txt"] = robots(text)
    assert f"{HOST} asks programs not to fetch /report.pdf (in its robots.txt)" in fetching.fails()
    assert fetching.server.paths() == []


def test_a_redirect_leads_nowhere_that_a_site_does_not_want_fetched(fetching: Fetching) -> None:
    fetching.server.answers["/robots.txt"] = robots("User-agent: *\nDisallow: /private/")
    fetching.server.answers["/report.pdf"] = lambda asked: asked.answer(302, location="/private/report.pdf")
    assert "asks programs not to fetch /private/report.pdf" in fetching.fails()
    assert fetching.server.paths() == ["/report.pdf"]


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_a_site_without_robots_allows_everything(fetching: Fetching, status: int) -> None:
    fetching.server.answers["/robots.txt"] = lambda asked: asked.answer(status)
    assert fetching.get().path.read_bytes() == REPORT


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (lambda asked: asked.answer(503), "answers 503 Service Unavailable, after 3 tries"),
        (lambda asked: asked.answer(429, retry_after="900"), "asks to wait 900 seconds"),
        (lambda asked: asked.answer(302, location="http://evil.example/robots.txt"), "'evil.example' is not listed"),
        (lambda asked: asked.send(b"garbage\r\n\r\n"), "is not HTTP"),
    ],
)
def test_a_site_whose_robots_cannot_be_read_is_not_asked(fetching: Fetching, answer: Answer, message: str) -> None:
    fetching.server.answers["/robots.txt"] = answer
    for name in ("a", "b"):
        fetching.server.answers[f"/{name}.pdf"] = document(REPORT)
    wanted = [original(fetching.server.url(f"/{name}.pdf"), name) for name in ("a", "b")]
    outcomes = list(fetch_all(wanted, {HOST}, fetching.folder, lambda *_: None, fetching.policy()))
    for name, outcome in zip(("a", "b"), outcomes, strict=True):
        start = f"{name}: What {HOST} allows programs to fetch is not known, so nothing was. "
        assert outcome.reason is not None
        assert outcome.reason.startswith(start)
        assert message in outcome.reason
    assert fetching.server.paths() == []
    assert len(fetching.server.asked) <= 3


def test_robots_may_be_elsewhere_and_are_read_once_a_host(fetching: Fetching) -> None:
    fetching.server.answers["/robots.txt"] = lambda asked: asked.answer(301, location="/rules.txt")
    fetching.server.answers["/rules.txt"] = robots("User-agent: *\nDisallow: /b")
    wanted = [original(fetching.server.url(f"/{name}"), name) for name in ("a", "b", "c")]
    for name in ("a", "b", "c"):
        fetching.server.answers[f"/{name}"] = document(REPORT)
    outcomes = list(fetch_all(wanted, {HOST}, fetching.folder, lambda *_: None, fetching.policy()))
    assert [outcome.reason is None for outcome in outcomes] == [True, False, True]
    assert [path for path, _ in fetching.server.asked] == ["/robots.txt", "/rules.txt", "/a", "/c"]


def test_robots_without_end_are_read_as_far_as_they_need_be(fetching: Fetching) -> None:
    fetching.server.answers["/robots.txt"] = robots("User-agent: *\nDisallow: /report\n" + "# more\n" * 200_000)
    assert "asks programs not to fetch" in fetching.fails()


@pytest.mark.parametrize(
    ("rules", "target", "allowed"),
    [
        ("", "/a", True),
        ("Disallow:", "/a", True),
        ("Disallow: /", "/a", False),
        ("Disallow: /a", "/ab", False),
        ("Disallow: /a/", "/a", True),
        ("Disallow: /\nAllow: /public/", "/public/a", True),
        ("Allow: /\nDisallow: /private/", "/private/a", False),
        ("Allow: /page\nDisallow: /page", "/page", True),
        ("Disallow: /*.pdf$", "/files/report.pdf", False),
        ("Disallow: /*.pdf$", "/files/report.pdf?x=1", True),
        ("Disallow: /*?", "/files?x=1", False),
        ("Disallow: /*?", "/files", True),
        ("Disallow: /a*b*c", "/axxbyyczz", False),
        ("Disallow: /a*b*c$", "/abcabx", True),
        ("Disallow: /a*b$", "/ab-b", False),
        ("Disallow: /ab*b$", "/ab", True),
        ("Disallow: /a$", "/a", False),
        ("Disallow: /a$", "/ab", True),
        ("Disallow: *", "/a", False),
        ("Disallow: /caf%C3%A9", "/caf%c3%a9/menu", False),
        ("Disallow: /café", "/caf%C3%A9", False),
        ("Disallow: /%61bc", "/abc", False),
        ("Disallow: /a%2Fb", "/a/b", True),
        ("Disallow: /a # not this", "/a", False),
        ("disallow : /a", "/a", False),
        ("Nonsense\nDisallow: /a\n: :", "/a", False),
        ("Disallow: /" + "*a" * 3000 + "$", "/" + "a" * 2000 + "b", True),
    ],
)
def test_the_longest_rule_that_fits_decides(rules: str, target: str, allowed: bool) -> None:
    assert parse(f"User-agent: *\n{rules}\n").allows(target) is allowed


def test_rules_that_name_us_count_instead_of_those_for_all() -> None:
    text = "User-agent: *\nDisallow: /\n\nUser-agent: other\nUser-agent: chapterANDverse/0.1\nDisallow: /b\n"
    assert parse(text).allows("/a")
    assert not parse(text).allows("/b")
    more = f"{text}\nUser-agent: *\nCrawl-delay: 5\nUser-agent: ChapterAndVerse\nDisallow: /c\nCrawl-delay: 2.5"
    assert not parse(more).allows("/c")
    assert parse(more).delay == 2.5
    assert not parse("Disallow: /a\nUser-agent: *\nSitemap: /x\nDisallow: /b").allows("/b")
    assert parse("User-agent: other\nDisallow: /").allows("/a")


@given(st.text())
def test_any_text_can_be_read_as_robots(text: str) -> None:
    assert parse(text).delay >= 0
    assert parse(f"{text}\nUser-agent: chapterandverse\nDisallow: /\n").allows("/") in (True, False)
