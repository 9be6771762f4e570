"""The commands that show what a document says, and get the originals from their publishers."""

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qa.cli_shared import AsJson, complain, encoder, fetching, library, print_json

if TYPE_CHECKING:
    from index.fetch.originals import Original

SOURCES = Path(__file__).parents[1] / "documents" / "sources.toml"
_QUOTE = re.compile(r"<?(?P<document>.+):(?P<start>\d+)-(?P<end>\d+)>?")


def show(
    document: Annotated[
        str, typer.Argument(metavar="DOCUMENT", help="Id or title of a document, or a place in it as answers give it.")
    ],
    page: Annotated[int | None, typer.Option(min=1, help="Only this page of the file, counted from 1.")] = None,
    label: Annotated[str | None, typer.Option(help="Only the page with this printed number, such as iv.")] = None,
    raw: Annotated[bool, typer.Option("--raw", help="As the file has it, before any cleaning.")] = False,
    as_json: AsJson = False,
) -> None:
    """Print a document, a page of it, or one quote with the proof that the file says the same."""
    from qa.quotation import quotation
    from qa.reading import page_of_document, whole

    place = _QUOTE.fullmatch(document)
    with library() as opened:
        if place is not None and place["document"] in {found.id for found in opened.documents(versions=True)}:
            quote = quotation(opened, place["document"], int(place["start"]), int(place["end"]))
            if as_json:
                print_json(quote)
            elif raw:
                print(quote.raw)
            else:
                print(quote.shown())
            newer = quote.newer
        else:
            if page is None and label is None:
                reading = whole(opened, document)
            else:
                reading = page_of_document(opened, document, page, label)
            if as_json:
                print_json(reading)
            else:
                print(reading.raw if raw else reading.text)
            newer = reading.newer
    if newer is not None and not as_json:
        complain(f"this version has been replaced; {newer} is the current one.")


def fetch(
    names: Annotated[list[str] | None, typer.Argument(metavar="[NAME...]", help="Originals, by name.")] = None,
    everything: Annotated[bool, typer.Option("--all", help="All originals of the list.")] = False,
    sources: Annotated[
        Path, typer.Option(metavar="FILE", help="The list of originals; else that of the program.", readable=False)
    ] = SOURCES,
    as_json: AsJson = False,
) -> None:
    """Get public originals from their publishers into the library; without names, list what there is."""
    from index.fetch import fetch_all
    from index.fetch.arrivals import add_fetched
    from index.fetch.originals import choose, load
    from qa.settings import settings

    listed = load(sources)
    chosen = list(listed.originals) if everything else choose(listed, names or [])
    if not chosen:
        _print_originals(listed.originals, as_json)
        return
    refused = []
    results = []
    with library() as opened, fetching(not as_json) as bars:
        fetched = fetch_all(chosen, listed.hosts, settings().home / "originals", bars)
        for outcome in add_fetched(opened, encoder(), fetched, settings().upload_limit_mib):
            results.append(outcome)
            if outcome.reason is not None:
                refused.append(outcome.reason)
                complain(outcome.reason)
            elif not as_json:
                print(f"{outcome.status:<8} {outcome.document}  {outcome.name}")
    if as_json:
        print_json({"originals": results})
    else:
        print(f"{len(chosen) - len(refused)} of {len(chosen)} originals are in the library.")
    if refused:
        raise typer.Exit(1)


def _print_originals(originals: "tuple[Original, ...]", as_json: bool) -> None:
    if as_json:
        print_json({"originals": originals})
        return
    for original in originals:
        when = f", {original.date}" if original.date else ""
        print(f"{original.name}\n    {original.title}\n    {original.organisation}{when}, {original.url}")
    print(f"{len(originals)} originals. `verse fetch NAME` gets one from its publisher, `verse fetch --all` gets all.")


def install(app: typer.Typer) -> None:
    """Give the commands to the program."""
    for command in (show, fetch):
        app.command()(command)
