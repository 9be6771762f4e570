"""The questions that are asked, and what is right for each: the golden set, and a folder of guidance pages.

Every file has one JSON object a line. A line that is not as it should be is refused by its number.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from index.errors import InvalidRequestError

PARTS = ("tune", "report")
GROUPS = ("ordinary", "hard")
PAGES = "govuk_documents.jsonl"
QUESTIONS = "govuk_questions.jsonl"
_Item = TypeVar("_Item")


@dataclass(frozen=True, slots=True)
class Right:
    """A sentence that answers a question, and the file name of the document that holds it."""

    document: str
    sentence: str


@dataclass(frozen=True, slots=True)
class GoldenQuestion:
    """A question on the bundled notes.

    ``part`` says whether it may be tuned on or is only reported, ``group`` whether it is ordinary or hard, ``asks``
    what kind of thing it asks for. ``near_miss`` is a question without an answer that comes near to what is there,
    ``why`` says in what. ``right`` is empty where there is no answer.
    """

    id: str
    group: str
    part: str
    question: str
    asks: str
    answerable: bool
    near_miss: bool
    why: str
    right: tuple[Right, ...]


@dataclass(frozen=True, slots=True)
class GuidancePage:
    """A page: its name, with hyphens, and its lines, each without white space around or doubled within it."""

    name: str
    lines: tuple[str, ...]

    @property
    def title(self) -> str:
        """The name with spaces for hyphens."""
        return self.name.replace("-", " ")


@dataclass(frozen=True, slots=True)
class GuidanceQuestion:
    """A scenario with a question, the name of the page that it is about, and the lines of it that answer it."""

    text: str
    page: str
    right: tuple[str, ...]
    answerable: bool


def golden_questions(path: Path) -> tuple[GoldenQuestion, ...]:
    """Read the golden set. Raises ``InvalidRequestError`` for a file or a line that is not as it should be."""
    return _read(path, _golden)


def guidance_pages(folder: Path) -> tuple[GuidancePage, ...]:
    """Read the pages of a folder. Raises ``InvalidRequestError`` as ``golden_questions`` does."""
    return _read(folder / PAGES, _page)


def guidance_questions(folder: Path, pages: tuple[GuidancePage, ...]) -> tuple[GuidanceQuestion, ...]:
    """Read the questions of a folder. Raises ``InvalidRequestError`` also for evidence that its page does not hold."""
    lines = {page.name: frozenset(page.lines) for page in pages}

    def question(item: Mapping[str, Any]) -> GuidanceQuestion:
        read = _guidance_question(item)
        if read.page not in lines:
            raise ValueError(f"there is no page {read.page!r} in {PAGES}")
        missing = next((line for line in read.right if line not in lines[read.page]), None)
        if missing is not None:
            raise ValueError(f"the page {read.page!r} has no line {missing[:40]!r}")
        return read

    return _read(folder / QUESTIONS, question)


def evenly(items: tuple[_Item, ...], count: int | None) -> tuple[_Item, ...]:
    """Return ``count`` of the items at even distances; all where there are no more, or ``count`` is None."""
    if count is None or count >= len(items):
        return items
    return tuple(items[position * len(items) // count] for position in range(count))


def _golden(item: Mapping[str, Any]) -> GoldenQuestion:
    right = tuple(Right(_text(each, "document"), _text(each, "sentence")) for each in _list(item, "evidence", dict))
    answerable = _truth(item, "answerable")
    if answerable != bool(right):
        raise ValueError("'evidence' must be given where 'answerable' is true, and nowhere else")
    near_miss = _truth(item, "near_miss")
    if answerable and near_miss:
        raise ValueError("a question that is answerable is no 'near_miss'")
    return GoldenQuestion(
        _text(item, "id"),
        _one_of(item, "set", GROUPS),
        _one_of(item, "part", PARTS),
        _text(item, "question"),
        _text(item, "asks"),
        answerable,
        near_miss,
        _text(item, "why", empty=True),
        right,
    )


def _page(item: Mapping[str, Any]) -> GuidancePage:
    lines = tuple(" ".join(line.split()) for line in _list(item, "sentences", str))
    if not lines or not all(lines):
        raise ValueError("'sentences' must hold at least one line, and none without words")
    return GuidancePage(_text(item, "document"), lines)


def _guidance_question(item: Mapping[str, Any]) -> GuidanceQuestion:
    right = tuple(" ".join(line.split()) for line in _list(item, "evidence", str))
    answerable = _truth(item, "answerable")
    if answerable and not right:
        raise ValueError("'evidence' must be given where 'answerable' is true")
    text = f"{_text(item, 'scenario', empty=True)} {_text(item, 'question')}".strip()
    return GuidanceQuestion(text, _text(item, "document"), right, answerable)


def _read(path: Path, make: Callable[[Mapping[str, Any]], _Item]) -> tuple[_Item, ...]:
    try:
        content = path.read_text(encoding="utf-8")
    except OSError as error:
        raise InvalidRequestError(f"{path} cannot be read ({error.strerror}). Give the right path.") from None
    except UnicodeDecodeError:
        raise InvalidRequestError(f"{path} is not UTF-8. Save it as such.") from None
    items = []
    for number, item in _objects(path, content):
        try:
            items.append(make(item))
        except ValueError as error:
            raise InvalidRequestError(f"{path.name}, line {number}: {error}. Correct the line.") from None
    if not items:
        raise InvalidRequestError(f"{path} is empty. Give a file with at least one line.")
    return tuple(items)


def _objects(path: Path, content: str) -> Iterator[tuple[int, Mapping[str, Any]]]:
    # Not splitlines: a line of JSON may hold other characters that it takes for line ends.
    for number, line in enumerate(content.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            item = json.loads(line)
        except json.JSONDecodeError as error:
            raise InvalidRequestError(
                f"{path.name}, line {number}: this is not JSON ({error.msg}). Correct the line."
            ) from None
        if not isinstance(item, dict):
            raise InvalidRequestError(f"{path.name}, line {number}: this is not a JSON object. Correct the line.")
        yield number, item


def _text(item: Mapping[str, Any], name: str, *, empty: bool = False) -> str:
    value = item.get(name)
    if not isinstance(value, str) or not (value.strip() or empty):
        raise ValueError(f"{name!r} must be a text")
    return value


def _truth(item: Mapping[str, Any], name: str) -> bool:
    value = item.get(name)
    if not isinstance(value, bool):
        raise ValueError(f"{name!r} must be true or false")
    return value


def _one_of(item: Mapping[str, Any], name: str, known: tuple[str, ...]) -> str:
    value = item.get(name)
    if value not in known:
        raise ValueError(f"{name!r} must be one of {', '.join(known)}")
    return str(value)


def _list(item: Mapping[str, Any], name: str, kind: type[_Item]) -> list[_Item]:
    value = item.get(name)
    if not isinstance(value, list) or not all(isinstance(each, kind) for each in value):
        raise ValueError(f"{name!r} must be a list of {'texts' if kind is str else 'objects'}")
    return value
