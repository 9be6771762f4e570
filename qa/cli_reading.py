"""The commands that show what a document says, and get the originals from their publishers."""

import re
from pathlib import Path
from typing import Annotated

import typer

from index.errors import InvalidRequestError
from qa.cli_shared import AsJson, complain, library, print_json

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
    sources: Annotated[Path, typer.Option(help="The list of originals.", readable=False)] = Path(
        "documents/sources.toml"
    ),
    as_json: AsJson = False,
) -> None:
    """Get the public originals from their publishers into the library; without names, list them."""
    raise InvalidRequestError("Not yet.")


def install(app: typer.Typer) -> None:
    """Give the commands to the program."""
    for command in (show, fetch):
        app.command()(command)
