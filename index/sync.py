"""Sync: bring the library in line with a folder. What has not changed costs a look at its date and size."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from index.document import Metadata
from index.encoder import Encoder
from index.errors import InvalidRequestError
from index.intake import LARGEST_FILE_MIB, add_files, files, shown, source
from index.library import Library, Progress

Status = Literal["added", "changed", "moved", "unchanged", "gone", "refused"]
STATUSES: tuple[Status, ...] = get_args(Status)


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one file. ``document`` is an id, ``None`` for what was refused; ``reason`` then says why.

    "moved" are bytes that the library has already, found at a path that is new or was something else.
    """

    path: str
    status: Status
    document: str | None
    title: str | None
    reason: str | None = None


def sync(
    library: Library,
    encoder: Encoder,
    folder: Path,
    metadata: Metadata,
    progress: Callable[[Path], Progress] | None = None,
    limit_mib: int = LARGEST_FILE_MIB,
) -> Iterator[Change]:
    """Add what is new in a folder, add what has changed as a new version, remove what is gone, and yield each.

    Only documents that were added from this folder are removed. Raises ``InvalidRequestError`` where there is no
    such folder, or where it holds no documents but did: a disk that is not mounted must not empty a library.
    """
    if not folder.is_dir():
        raise InvalidRequestError(f"There is no folder {str(folder)!r}. Check the spelling.")
    found = files([folder]).files
    known = library.files_below(shown(str(folder.resolve())))
    if known and not found:
        raise InvalidRequestError(
            f"The folder {str(folder)!r} holds no documents, but the library has {len(known)} from it. Check that its "
            "disk is there, or remove the documents with `verse remove`."
        )
    todo = []
    present = set()
    for path in found:
        here = source(path)
        present.add(here.path)
        entry = known.get(here.path)
        if entry is not None and entry.source == here:
            yield Change(here.path, "unchanged", entry.document, entry.title)
        else:
            todo.append(path)
    for outcome in add_files(library, encoder, todo, metadata, progress, limit_mib=limit_mib):
        place = shown(str(outcome.path.resolve()))
        if outcome.document is None:
            yield Change(place, "refused", None, None, outcome.reason)
            continue
        before = known.get(place)
        status: Status = "changed" if outcome.replaced else "added" if outcome.created else "moved"
        if before is not None and before.document == outcome.document.id:
            status = "unchanged"
        yield Change(place, status, outcome.document.id, outcome.document.title)
    for place, entry in known.items():
        if place not in present and library.forget_file(place) is not None:
            yield Change(place, "gone", entry.document, entry.title)
