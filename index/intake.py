"""Intake: add the files that a person names, one by one, so that a bad one does not keep the others out."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from index.document import Document, Metadata
from index.encoder import Encoder
from index.errors import InvalidRequestError, UnreadableFileError
from index.library import Library, Progress
from index.readers import SUFFIXES


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file: its document and whether it is new, or the reason why it did not go in."""

    path: Path
    document: Document | None
    created: bool
    reason: str | None


def files(paths: Sequence[Path]) -> list[Path]:
    """Return the files named, and those in the folders named, in order.

    In folders, hidden files and folders are passed over. Raises ``InvalidRequestError`` for a path that
    does not exist.
    """
    found: dict[Path, None] = {}
    for path in paths:
        if path.is_dir():
            # A link may lead anywhere; only what is in the folder itself was meant.
            within = path.resolve()
            inside = (f for f in sorted(path.rglob("*")) if f.is_file() and f.resolve().is_relative_to(within))
            found.update(
                (file, None) for file in inside if not any(part[0] == "." for part in file.relative_to(path).parts)
            )
        elif path.exists():
            found[path] = None
        else:
            raise InvalidRequestError(f"There is no file or folder {str(path)!r}. Check the spelling.")
    return list(found)


def add_files(
    library: Library,
    encoder: Encoder,
    paths: Sequence[Path],
    metadata: Metadata,
    progress: Callable[[Path], Progress] | None = None,
) -> Iterator[Outcome]:
    """Add files and yield what became of each; ``progress`` gives the progress call for a file."""
    for path in paths:
        try:
            added = library.add(
                _content(path), shown(path.name), encoder, metadata, progress(path) if progress is not None else None
            )
        except UnreadableFileError as error:
            yield Outcome(path, None, created=False, reason=str(error))
        else:
            yield Outcome(path, added.document, added.created, reason=None)


def shown(name: str) -> str:
    """Return a file name that can be stored and printed: what is not UTF-8 in it becomes question marks."""
    return name.encode("utf-8", "replace").decode("utf-8")


def _content(path: Path) -> bytes:
    if path.suffix.lower() not in SUFFIXES:
        # Said before the bytes are read: a folder may hold a video.
        raise UnreadableFileError(
            f"{shown(path.name)}: files of this type cannot be read. Save it as one of {', '.join(SUFFIXES)}."
        )
    if not path.is_file():
        # A pipe or a device would never end.
        raise UnreadableFileError(
            f"{shown(path.name)}: this is no ordinary file. Save what is in it to one and add that."
        )
    try:
        return path.read_bytes()
    except OSError as error:
        raise UnreadableFileError(
            f"{shown(path.name)}: the file cannot be opened ({error.strerror}). Check its rights."
        ) from None
