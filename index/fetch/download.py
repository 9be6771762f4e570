"""One original from its publisher into a folder, continued where an earlier try was cut off."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from index.errors import FetchError
from index.fetch.bodies import is_encoded
from index.fetch.connection import Answer
from index.fetch.files import Place, State, state_of
from index.fetch.formats import (
    BEGINNING,
    FORMATS,
    Format,
    WrongContentError,
    announced,
    check_whole,
    expected,
    recognised,
)
from index.fetch.originals import Original
from index.fetch.policy import MEBIBYTE, Deadline, PassingFault
from index.fetch.publishers import Publishers, described

Progress = Callable[[int, int | None], None]
"""Called with how many bytes are there and how many there will be, ``None`` where the publisher does not say."""

_CONTENT_RANGE = re.compile(r"bytes ([0-9]{1,18})-[0-9]{1,18}/([0-9]{1,18}|\*)")
_ACCEPTED = ", ".join(sorted(media_type for form in FORMATS for media_type in form.media_types)) + ", */*;q=0.1"


@dataclass(frozen=True, slots=True)
class Fetched:
    """A file that is there whole: where, what it should be called in a library, and the address that gave it.

    ``changed`` is false where the publisher still gives what was fetched before.
    """

    path: Path
    filename: str
    url: str
    changed: bool


class Download:
    """The tries to get one original."""

    def __init__(
        self, original: Original, publishers: Publishers, folder: Path, progress: Progress, deadline: Deadline
    ) -> None:
        """Prepare for an original whose files are in ``folder``, which exists."""
        self._url = original.url
        self._publishers = publishers
        self._limit = publishers.policy.size_limit
        self._place = Place(folder, original.name, original.url)
        self._progress = progress
        self._deadline = deadline
        self._formats = expected(original.url)

    def attempt(self) -> Fetched:
        """Try once. Raises ``PassingFault`` where a further try may succeed, with the part kept if it can go on."""
        finished, part = self._place.finished_state(), self._place.part_state()
        with self._publishers.open(self._url, self._headers(finished, part), self._deadline) as answer:
            match answer.status:
                case 200:
                    return self._receive(answer, finished)
                case 206 if part is not None:
                    return self._continue(answer, part, finished)
                case 304 if finished is not None:
                    return self._fetched(finished, changed=False)
                case 206 | 304 | 416:
                    self._place.discard()
                    raise PassingFault(
                        f"{answer.address.host} answers {described(answer.status)} though nothing asks for it", 0
                    )
                case status:
                    raise FetchError(_advice(status, answer.address.host))

    def _headers(self, finished: State | None, part: State | None) -> dict[str, str]:
        headers = {"Accept": _ACCEPTED}
        if part is not None:
            headers["Range"] = f"bytes={self._place.part.stat().st_size}-"
            headers["If-Range"] = part.condition
        elif finished is not None and finished.tag:
            headers["If-None-Match"] = finished.tag
        elif finished is not None and finished.modified:
            headers["If-Modified-Since"] = finished.modified
        return headers

    def _receive(self, answer: Answer, finished: State | None) -> Fetched:
        state = state_of(self._url, answer.address.url, answer.headers)
        encoded = is_encoded(answer.headers.get("content-encoding", ""))
        length = answer.headers.get("content-length", "")
        total = int(length) if re.fullmatch("[0-9]{1,18}", length) and not encoded else None
        formats = announced(answer.headers.get("content-type", ""), self._formats)
        self._refuse_larger(total)
        # What arrives compressed cannot be continued: a range would count the compressed bytes.
        self._place.begin(State(state.url, state.final_url, "", "") if encoded else state)
        return self._complete(answer, state, formats, 0, total, finished)

    def _continue(self, answer: Answer, part: State, finished: State | None) -> Fetched:
        there = self._place.part.stat().st_size
        given = _CONTENT_RANGE.fullmatch(answer.headers.get("content-range", "").strip())
        same = part.tag == answer.headers.get("etag", part.tag) and part.final_url == answer.address.url
        encoded = is_encoded(answer.headers.get("content-encoding", ""))
        if given is None or int(given[1]) != there or not same or encoded:
            self._place.discard()
            raise PassingFault(f"{answer.address.host} does not continue what it began", 0)
        total = None if given[2] == "*" else int(given[2])
        self._refuse_larger(total)
        formats = announced(answer.headers.get("content-type", ""), self._formats)
        return self._complete(answer, part, formats, there, total, finished)

    def _complete(
        self,
        answer: Answer,
        state: State,
        formats: Sequence[Format],
        there: int,
        total: int | None,
        finished: State | None,
    ) -> Fetched:
        try:
            form = self._write(answer.blocks, formats, there, total)
            size = self._place.part.stat().st_size
            if total is not None and size != total:
                raise PassingFault(f"{answer.address.host} sent {size} bytes and not the {total} that it promised")
            check_whole(form, self._place.part)
        except WrongContentError:
            self._place.discard()
            raise
        state = self._place.finish(state, form.suffix)
        return self._fetched(state, changed=finished is None or finished.sha256 != state.sha256)

    def _write(self, blocks: Iterable[bytes], formats: Sequence[Format], there: int, total: int | None) -> Format:
        with self._place.part.open("rb") as file:
            beginning = file.read(BEGINNING)
        form = None
        self._progress(there, total)
        with self._place.part.open("ab") as file:
            for block in blocks:
                there += len(block)
                self._refuse_larger(there)
                file.write(block)
                self._progress(there, total)
                if form is None:
                    beginning += block[:BEGINNING]
                    if len(beginning) >= BEGINNING:
                        form = recognised(beginning[:BEGINNING], formats)
        return form or recognised(beginning, formats)

    def _refuse_larger(self, size: int | None) -> None:
        if size is not None and size > self._limit:
            raise WrongContentError(
                f"It is larger than {self._limit / MEBIBYTE:g} MiB, the most that is fetched. "
                "Download it in a browser and add it with `verse add`."
            )

    def _fetched(self, state: State, changed: bool) -> Fetched:
        return Fetched(self._place.folder / state.filename, state.filename, state.final_url, changed)


def _advice(status: int, host: str) -> str:
    match status:
        case 404 | 410:
            advice = "Look for the document on the publisher's site, and put its new address into sources.toml."
        case 401 | 402 | 403 | 451:
            advice = "Programs may not have it; download it in a browser and add it with `verse add`."
        case _:
            advice = "Run it again later, or download it in a browser and add it with `verse add`."
    return f"{host} answers {described(status)}. {advice}"
