"""What the commands of ``verse`` share: options, the library and its encoder, progress, and how places are written."""

import contextlib
import dataclasses
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from index.encoder import Encoder
    from index.fetch.originals import Original
    from index.library import Library
    from index.search import Filters

AsJson = Annotated[bool, typer.Option("--json", help="Print what the API answers, as JSON.")]
ByOrganisation = Annotated[
    list[str] | None,
    typer.Option("--organisation", help="Only who speaks, or whom a note is about. Repeatable."),
]
ByDocument = Annotated[list[str] | None, typer.Option("--document", help="Only this document's id. Repeatable.")]
ByKind = Annotated[
    list[str] | None,
    typer.Option("--kind", help="Only review, response, government, evidence or note. Repeatable."),
]
Title = Annotated[str | None, typer.Option(help="Title of the document.")]
Organisation = Annotated[str | None, typer.Option(help="Who speaks in it.")]
About = Annotated[str | None, typer.Option(help="For a note: whose position it describes.")]
KindOption = Annotated[str | None, typer.Option("--kind", help="review, response, government, evidence or note.")]
Date = Annotated[str | None, typer.Option(help="When it was published: YYYY-MM-DD, YYYY-MM or YYYY.")]
Url = Annotated[str | None, typer.Option(help="Where it was published.")]
DocumentArgument = Annotated[str, typer.Argument(metavar="DOCUMENT", help="Id, or whole title, of the document.")]


@contextlib.contextmanager
def library() -> "Iterator[Library]":
    """Open the library of ``VERSE_HOME``, and close it at the end."""
    from index.library import Library
    from qa.settings import limits, settings

    opened = Library(settings().home, limits(settings()))
    try:
        yield opened
    finally:
        opened.close()


def load_encoder() -> "Encoder":
    """Load the encoder of the settings, which takes seconds."""
    from index.encoder import TransformerEncoder
    from qa.settings import settings

    return TransformerEncoder(settings().encoder, settings().precision, settings().offline)


def encoder() -> "Encoder":
    """Return the encoder of the settings; it is loaded when it is first used."""
    from index.deferred_encoder import DeferredEncoder
    from qa.settings import settings

    return DeferredEncoder(settings().encoder, load_encoder)


def filters(organisation: list[str] | None, document: list[str] | None, kind: list[str] | None) -> "Filters":
    """Return the limits of a search."""
    from index.search import Filters

    return Filters(tuple(organisation or ()), tuple(document or ()), tuple(kind or ()))


@contextlib.contextmanager
def progress(wanted: bool) -> Iterator[Callable[[Path], Callable[[int, int], None]] | None]:
    """Show a bar for each file that is worked on; ``None`` where nobody would see it."""
    if not wanted or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bars:

        def for_file(path: Path) -> Callable[[int, int], None]:
            bar = bars.add_task(path.name, total=None)

            def advance(done: int, total: int) -> None:
                bars.update(bar, completed=done, total=total, visible=done < total)

            return advance

        yield for_file


@contextlib.contextmanager
def fetching(wanted: bool) -> "Iterator[Callable[[Original, int, int | None], None]]":
    """Show a bar for each original that is being fetched, in bytes."""
    if not wanted or not sys.stderr.isatty():
        yield lambda original, done, total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TaskID, TextColumn

    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bars:
        known: dict[str, TaskID] = {}

        def show(original: "Original", done: int, total: int | None) -> None:
            if original.name not in known:
                known[original.name] = bars.add_task(original.name, total=total)
            bars.update(known[original.name], completed=done, total=total, visible=total is None or done < total)

        yield show


def print_json(value: Any) -> None:
    """Print dataclasses, lists and plain values as the API shows them."""
    print(json.dumps(value, default=dataclasses.asdict, ensure_ascii=False, indent=2))


def complain(line: str) -> None:
    """Print one line for a person on standard error."""
    sys.stderr.write(f"verse: {line}\n")
