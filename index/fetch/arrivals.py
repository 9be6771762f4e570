"""Originals that were fetched, on their way into the library."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from index.encoder import Encoder
from index.fetch import Outcome
from index.intake import LARGEST_FILE_MIB, add_files
from index.library import Library


@dataclass(frozen=True, slots=True)
class Arrival:
    """What became of an original in the library; ``reason`` says why it is not there.

    ``status`` is "added", "changed" (a new version), "known" or "refused"; ``document`` is the document's id.
    """

    name: str
    status: str
    document: str | None
    reason: str | None = None


def add_fetched(
    library: Library, encoder: Encoder, outcomes: Iterable[Outcome], limit_mib: int = LARGEST_FILE_MIB
) -> Iterator[Arrival]:
    """Add each original as soon as it is there, and yield what became of it.

    An original that its publisher has changed becomes a new version of its document.
    """
    for outcome in outcomes:
        name = outcome.original.name
        if outcome.fetched is None:
            yield Arrival(name, "refused", None, outcome.reason)
            continue
        (added,) = add_files(library, encoder, [outcome.fetched.path], outcome.original.metadata, limit_mib=limit_mib)
        if added.document is None:
            yield Arrival(name, "refused", None, added.reason)
        else:
            status = "changed" if added.replaced else "added" if added.created else "known"
            yield Arrival(name, status, added.document.id)
