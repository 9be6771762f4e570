"""What was cut off is continued, and what is there whole is asked for again only if it has changed."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from index.fetch import fetch
from tests.index.fetch.fetching import PAGE, Fetching, original, pdf
from tests.index.fetch.misbehaving_server import Answer, document, drip, in_order, publisher

REPORT = pdf()
TAG = '"one"'


@pytest.fixture
def fetching(tmp_path: Path) -> Iterator[Fetching]:
    with publisher() as server:
        yield Fetching(server, tmp_path / "originals")


def test_a_download_that_is_cut_off_is_continued_at_once(fetching: Fetching) -> None:
    fetching.server.answers["/report.pdf"] = in_order(
        document(REPORT, cut_after=100_000, etag=TAG),
        document(REPORT, cut_after=50_000, etag=TAG),
        document(REPORT, etag=TAG),
    )
    assert fetching.get().path.read_bytes() == REPORT
    ranges = [(headers["Range"], headers["If-Range"]) for headers in fetching.server.headers()]
    assert ranges == [(None, None), ("bytes=100000-", TAG), ("bytes=150000-", TAG)]


def test_a_later_call_goes_on_from_where_an_earlier_one_stopped(fetching: Fetching) -> None:
    fetching.server.answers["/report.pdf"] = document(REPORT, cut_after=100_000, etag=TAG)
    assert "broke off" in fetching.fails(tries=1)
    assert fetching.files() == {"report.part", "report.part.json"}
    fetching.server.answers["/report.pdf"] = document(REPORT, etag=TAG)
    fetching.progress.clear()
    assert fetching.get().path.read_bytes() == REPORT
    assert fetching.progress[0] == (100_000, len(REPORT))
    assert fetching.files() == {"report.pdf", "report.json"}


def test_what_a_person_interrupts_can_be_continued(fetching: Fetching) -> None:
    def interrupted(done: int, total: int | None) -> None:
        if done > 100_000:
            raise KeyboardInterrupt

    fetching.server.answers["/report.pdf"] = document(REPORT, etag=TAG)
    wanted = original(fetching.server.url("/report.pdf"))
    with pytest.raises(KeyboardInterrupt):
        fetch(wanted, fetching.hosts, fetching.folder, interrupted, fetching.policy())
    there = (fetching.folder / "report.part").stat().st_size
    assert 100_000 < there < len(REPORT)
    assert fetching.get().path.read_bytes() == REPORT
    assert fetching.progress[0] == (there, len(REPORT))


def test_a_date_serves_where_there_is_no_tag(fetching: Fetching) -> None:
    dates: dict[str, Any] = {"last_modified": "Mon, 23 May 2022 09:00:00 GMT", "date": "Tue, 24 May 2022 09:00:00 GMT"}
    fetching.server.answers["/report.pdf"] = in_order(
        document(REPORT, cut_after=100_000, **dates), document(REPORT, **dates)
    )
    assert fetching.get().path.read_bytes() == REPORT
    assert fetching.get().changed is False
    first, second, third = fetching.server.headers()
    assert (second["Range"], second["If-Range"]) == ("bytes=100000-", dates["last_modified"])
    assert third["If-Modified-Since"] == dates["last_modified"]
    assert first["If-Modified-Since"] is None


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"etag": 'W/"weak"'},
        {"last_modified": "Mon, 23 May 2022 09:00:00 GMT"},
        {"last_modified": "Mon, 23 May 2022 09:00:00 GMT", "date": "Mon, 23 May 2022 09:00:01 GMT"},
        {"last_modified": "yesterday", "date": "today"},
    ],
)
def test_what_may_have_changed_meanwhile_is_begun_anew(fetching: Fetching, headers: dict[str, Any]) -> None:
    fetching.server.answers["/report.pdf"] = in_order(
        document(pdf(seed=8), cut_after=100_000, **headers), document(REPORT, **headers)
    )
    assert fetching.get().path.read_bytes() == REPORT
    assert [asked["Range"] for asked in fetching.server.headers()] == [None, None]


def test_a_file_that_changes_between_its_parts_is_begun_anew(fetching: Fetching) -> None:
    new = pdf(seed=8)
    fetching.server.answers["/report.pdf"] = in_order(
        document(REPORT, cut_after=100_000, etag=TAG), document(new, etag='"two"')
    )
    assert fetching.get().path.read_bytes() == new
    assert [asked["Range"] for asked in fetching.server.headers()] == [None, "bytes=100000-"]


@pytest.mark.parametrize(
    "second",
    [
        lambda asked: asked.answer(206, REPORT[5:], content_type="application/pdf", content_range="bytes 5-9/10"),
        lambda asked: asked.answer(206, REPORT[100_000:], content_type="application/pdf", etag=TAG),
        lambda asked: asked.answer(
            206,
            REPORT[100_000:],
            content_type="application/pdf",
            content_range=f"bytes 100000-{len(REPORT) - 1}/{len(REPORT)}",
            etag='"two"',
        ),
        lambda asked: asked.answer(416, content_range=f"bytes */{len(REPORT)}"),
    ],
    ids=["another range", "no range", "another tag", "no such range"],
)
def test_a_part_that_does_not_fit_is_thrown_away(fetching: Fetching, second: Answer) -> None:
    fetching.server.answers["/report.pdf"] = in_order(
        document(pdf(seed=8), cut_after=100_000, etag=TAG), second, document(REPORT, etag=TAG)
    )
    assert fetching.get().path.read_bytes() == REPORT
    assert [asked["Range"] for asked in fetching.server.headers()] == [None, "bytes=100000-", None]


def test_a_server_that_answers_only_parts_that_nobody_asked_for_is_given_up(fetching: Fetching) -> None:
    fetching.server.answers["/report.pdf"] = lambda asked: asked.answer(206, REPORT, content_range="bytes 0-1/2")
    assert "206 Partial Content though nothing asks for it, after 3 tries" in fetching.fails()
    assert len(fetching.server.paths()) == 3


@pytest.mark.parametrize("damage", ["", "{}", "[]", "\x00", '{"url": 7}'])
def test_a_damaged_note_of_a_part_begins_it_anew(fetching: Fetching, damage: str) -> None:
    fetching.server.answers["/report.pdf"] = document(pdf(seed=8), cut_after=100_000, etag=TAG)
    fetching.fails(tries=1)
    (fetching.folder / "report.part.json").write_text(damage)
    fetching.server.answers["/report.pdf"] = document(REPORT, etag=TAG)
    assert fetching.get().path.read_bytes() == REPORT


def test_a_part_of_another_address_is_not_continued(fetching: Fetching) -> None:
    fetching.server.answers["/old.pdf"] = document(pdf(seed=8), cut_after=100_000, etag=TAG)
    fetching.server.answers["/report.pdf"] = document(REPORT, etag=TAG)
    fetching.fails("/old.pdf", tries=1)
    assert fetching.get().path.read_bytes() == REPORT


def test_what_has_not_changed_is_not_sent_again(fetching: Fetching) -> None:
    fetching.server.answers["/report.pdf"] = document(REPORT, etag=TAG)
    first = fetching.get()
    second = fetching.get()
    assert (first.changed, second.changed) == (True, False)
    assert second.path.read_bytes() == REPORT
    assert fetching.server.headers()[1]["If-None-Match"] == TAG


def test_the_same_bytes_sent_again_are_no_change(fetching: Fetching) -> None:
    fetching.server.answers["/report.pdf"] = document(REPORT)
    assert [fetching.get().changed, fetching.get().changed] == [True, False]


def test_what_has_changed_takes_the_place_of_what_was_there(fetching: Fetching) -> None:
    fetching.server.answers["/report"] = in_order(
        document(PAGE, "text/html", etag=TAG), document(REPORT, "application/pdf", etag='"two"')
    )
    fetching.get("/report")
    fetched = fetching.get("/report")
    assert (fetched.changed, fetched.path.read_bytes()) == (True, REPORT)
    assert fetching.files() == {"report.pdf", "report.json"}


@pytest.mark.parametrize("damage", [lambda path: path.unlink(), lambda path: path.write_bytes(b"%PDF-1.7 short")])
def test_a_file_that_was_lost_or_damaged_is_fetched_again(fetching: Fetching, damage: Callable[[Path], object]) -> None:
    fetching.server.answers["/report.pdf"] = document(REPORT, etag=TAG)
    damage(fetching.get().path)
    assert fetching.get().path.read_bytes() == REPORT


def test_what_dripped_in_is_not_lost(fetching: Fetching) -> None:
    fetching.server.answers["/report.pdf"] = in_order(
        drip(REPORT[:5000], len(REPORT), etag=TAG), document(REPORT, etag=TAG)
    )
    fetching.fails(total_seconds=0.8)
    there = (fetching.folder / "report.part").stat().st_size
    assert there >= 5000
    assert json.loads((fetching.folder / "report.part.json").read_text())["tag"] == TAG
    (fetching.folder / "report.part").write_bytes(REPORT[:there])
    assert fetching.get().path.read_bytes() == REPORT
    assert fetching.server.headers()[1]["Range"] == f"bytes={there}-"
