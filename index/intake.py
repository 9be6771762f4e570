"""Intake: add the files that a person names, one by one, so that a bad one does not keep the others out."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath

from index.document import Document, Metadata
from index.encoder import Encoder
from index.errors import InvalidRequestError, UnreadableFileError
from index.files import Source
from index.library import Library, Progress
from index.printable import shown_name
from index.readers import SUFFIXES

LARGEST_FILE_MIB = 100


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file: its document and whether it is new, or the reason why it did not go in.

    ``replaced`` is the version before, where the file is a new version of a document.
    """

    path: Path
    document: Document | None
    created: bool
    reason: str | None
    replaced: Document | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """The files to add, in order, and those in folders that are passed over, as no reader is for their type."""

    files: tuple[Path, ...]
    passed_over: tuple[Path, ...]


def files(paths: Sequence[Path]) -> Found:
    """Return the files named, and those in the folders named.

    In folders, hidden files and folders are passed over, and what no reader is for. Raises
    ``InvalidRequestError`` for a path that does not exist.
    """
    found: dict[Path, None] = {}
    passed_over: dict[Path, None] = {}
    for path in paths:
        if path.is_dir():
            # A link may lead anywhere; only what is in the folder itself was meant.
            within = path.resolve()
            for file in sorted(path.rglob("*")):
                hidden = any(part[0] == "." for part in file.relative_to(path).parts)
                if not hidden and file.is_file() and file.resolve().is_relative_to(within):
                    (found if is_readable(file) else passed_over)[file] = None
        elif path.exists():
            found[path] = None
        else:
            raise InvalidRequestError(f"There is no file or folder {str(path)!r}. Check the spelling.")
    return Found(tuple(found), tuple(passed_over))


def is_readable(path: PurePath) -> bool:
    """Tell whether a reader is for files of this ending; editors' lock files have the ending, too, but no text."""
    return path.suffix.lower() in SUFFIXES and not path.name.startswith("~$")


def add_files(
    library: Library,
    encoder: Encoder,
    paths: Sequence[Path],
    metadata: Metadata,
    progress: Callable[[Path], Progress] | None = None,
    replaces: str | None = None,
    limit_mib: int = LARGEST_FILE_MIB,
) -> Iterator[Outcome]:
    """Add files and yield what became of each; ``progress`` gives the progress call for a file.

    Files of more than ``limit_mib`` are refused unread.
    """
    for path in paths:
        try:
            content = _content(path, limit_mib)
            added = library.add(
                content,
                shown(path.name),
                encoder,
                metadata,
                progress(path) if progress is not None else None,
                source(path),
                replaces,
            )
        except UnreadableFileError as error:
            yield Outcome(path, None, created=False, reason=str(error))
        else:
            yield Outcome(path, added.document, added.created, None, added.replaced)


def source(path: Path) -> Source:
    """Return where a file lies and what tells whether it was changed since."""
    status = path.stat()
    return Source(shown(str(path.resolve())), status.st_size, status.st_mtime_ns)


def shown(name: str) -> str:
    """Return a file name that can be stored and printed: what is not UTF-8 in it becomes question marks."""
    return name.encode("utf-8", "replace").decode("utf-8")


def _content(path: Path, limit_mib: int) -> bytes:
    if path.suffix.lower() not in SUFFIXES:
        # Said before the bytes are read: a folder may hold a video.
        raise UnreadableFileError(
            f"{shown_name(path.name)}: files of this type cannot be read. Save it as one of {', '.join(SUFFIXES)}."
        )
    if not path.is_file():
        # A pipe or a device would never end.
        raise UnreadableFileError(
            f"{shown_name(path.name)}: this is no ordinary file. Save what is in it to one and add that."
        )
    size = path.stat().st_size
    if size > limit_mib << 20:
        raise UnreadableFileError(
            f"{shown_name(path.name)}: the file has {size >> 20} MiB, and at most {limit_mib} are read. Save the part "
            "that you need, or raise VERSE_UPLOAD_LIMIT_MIB."
        )
    try:
        return path.read_bytes()
    except OSError as error:
        raise UnreadableFileError(
            f"{shown_name(path.name)}: the file cannot be opened ({error.strerror}). Check its rights."
        ) from None
