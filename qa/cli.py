"""The command ``verse``. Nothing heavy is imported before a command needs it, so that help is instant."""

import contextlib
import dataclasses
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from index.errors import InvalidRequestError, VerseError

if TYPE_CHECKING:
    from index.encoder import Encoder
    from index.library import Library
    from index.search import Filters
    from qa.answer import Answer, Passage
    from qa.citations import Citation

app = typer.Typer(
    name="verse",
    help="Answers questions about a library of documents and gives chapter and verse for every word.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

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


def main() -> None:
    """Run the command line; exit 0 on success, 1 on a user's error, 2 on wrong usage."""
    try:
        app()
    except VerseError as error:
        sys.stderr.write(f"verse: {error}\n")
        sys.exit(1)
    except KeyboardInterrupt:
        sys.stderr.write("verse: stopped.\n")
        sys.exit(130)
    except BrokenPipeError:
        # `verse documents | head`: the reader has gone, which is no error.
        sys.stderr.close()
        sys.exit(0)


@app.command()
def add(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help="Files, or folders of files.", readable=False)],
    title: Annotated[str | None, typer.Option(help="Title of the document.")] = None,
    organisation: Annotated[str | None, typer.Option(help="Who speaks in it.")] = None,
    about: Annotated[str | None, typer.Option(help="For a note: whose position it describes.")] = None,
    kind: Annotated[str | None, typer.Option(help="review, response, government, evidence or note.")] = None,
    date: Annotated[str | None, typer.Option(help="When it was published: YYYY-MM-DD, YYYY-MM or YYYY.")] = None,
    url: Annotated[str | None, typer.Option(help="Where it was published.")] = None,
    as_json: AsJson = False,
) -> None:
    """Add documents to the library."""
    from index.intake import add_files, files, shown
    from index.metadata import validated

    metadata = validated(title, organisation, about, kind, date, url)
    found = files(paths)
    with _library() as library, _progress(not as_json) as progress:
        outcomes = list(add_files(library, _encoder(), found, metadata, progress)) if found else []
    refused = [outcome for outcome in outcomes if outcome.reason is not None]
    if as_json:
        _print_json(
            {
                "documents": [outcome.document for outcome in outcomes if outcome.document is not None],
                "added": sum(outcome.created for outcome in outcomes),
                "refused": [{"file": shown(str(outcome.path)), "reason": outcome.reason} for outcome in refused],
            }
        )
    else:
        for outcome in outcomes:
            if outcome.document is not None:
                print(f"{'added  ' if outcome.created else 'known  '} {outcome.document.id}  {outcome.document.title}")
        new = sum(outcome.created for outcome in outcomes)
        print(f"{new} added, {len(outcomes) - new - len(refused)} known already, {len(refused)} refused.")
    for outcome in refused:
        sys.stderr.write(f"verse: {outcome.reason}\n")
    if refused or not found:
        if not found:
            sys.stderr.write("verse: there are no files in the folder. Name one that holds documents.\n")
        raise typer.Exit(1)


@app.command()
def documents(as_json: AsJson = False) -> None:
    """List what is in the library."""
    with _library() as library:
        found = library.documents()
    if as_json:
        _print_json({"documents": found})
    elif not found:
        print("The library is empty. Add documents with `verse add PATH`.")
    for document in found if not as_json else []:
        about = f" about {document.about}" if document.about else ""
        when = f", {document.date}" if document.date else ""
        print(f"{document.id}\n    {document.title}\n    {document.kind} by {document.organisation}{about}{when}")


@app.command()
def remove(
    document: Annotated[str, typer.Argument(help="Id, or whole title, of the document.")],
    as_json: AsJson = False,
) -> None:
    """Remove a document and every trace of it from the library."""
    with _library() as library:
        removed = library.remove(document)
    if as_json:
        _print_json(removed)
    else:
        print(f"removed {removed.id}  {removed.title}")


@app.command()
def search(
    words: Annotated[str, typer.Argument(help="What to look for.")],
    count: Annotated[int, typer.Option("-k", min=1, max=50, help="How many passages.")] = 10,
    organisation: ByOrganisation = None,
    document: ByDocument = None,
    kind: ByKind = None,
    as_json: AsJson = False,
) -> None:
    """Find passages, best first."""
    from index.search import Searcher
    from qa.answer import checked, shown

    limits = _filters(organisation, document, kind)
    words = checked(words)
    with _library() as library:
        found = [shown(passage) for passage in Searcher(library, _encoder()).search(words, count, limits)]
    if as_json:
        _print_json({"query": words, "passages": found})
        return
    for passage in found:
        _print_passage(passage)
    if not found:
        print("No passage was found.")


@app.command()
def ask(
    question: Annotated[str, typer.Argument(help="A question in plain English.")],
    organisation: ByOrganisation = None,
    document: ByDocument = None,
    kind: ByKind = None,
    as_json: AsJson = False,
) -> None:
    """Answer a question with verbatim, cited sentences, or say that the documents do not say."""
    from index.search import Searcher
    from qa.answer import Answerer, checked
    from qa.settings import settings

    limits = _filters(organisation, document, kind)
    question = checked(question)
    with _library() as library:
        answerer = Answerer(library, Searcher(library, _encoder()), settings().minimum_confidence)
        answer = answerer.ask(question, limits)
        empty = library.counts().documents == 0
    if as_json:
        _print_json(answer)
    else:
        _print_answer(answer)
    if empty:
        sys.stderr.write("verse: the library is empty. Add documents with `verse add PATH`.\n")
    elif answer.verdict == "not_in_documents" and not answer.nearest:
        sys.stderr.write("verse: no passage is within these limits. `verse documents` lists names and ids.\n")


@app.command()
def serve(
    host: Annotated[
        str, typer.Option(help="Address to listen on; other than loopback needs VERSE_TOKEN.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port of the API.")] = 8000,
    ui_port: Annotated[int, typer.Option(min=1, max=65535, help="Port of the page, always on this machine.")] = 8501,
    no_ui: Annotated[bool, typer.Option("--no-ui", help="Serve the API without the page.")] = False,
) -> None:
    """Serve the API and the page."""
    from qa import log
    from qa.serve import check_address
    from qa.serve import serve as run
    from qa.settings import settings

    log.configure(settings().log_level)
    check_address(host, port, settings())
    if not no_ui:
        if port == ui_port:
            raise InvalidRequestError(f"API and page cannot both have port {port}. Give --ui-port another number.")
        check_address("127.0.0.1", ui_port, settings())
    with _library() as library:
        encoder = _encoder()
        print(f"API   http://{host}:{port}  (its documentation: /docs)")
        if not no_ui:
            print(f"Page  http://127.0.0.1:{ui_port}")
        print("Press Ctrl+C to stop.", flush=True)
        run(library, encoder, settings(), host, port, None if no_ui else ui_port)


@app.command()
def doctor(as_json: AsJson = False) -> None:
    """Prove that files, text, passages and vectors agree."""
    from index.doctor import examine

    with _library() as library:
        diagnosis = examine(library)
    if as_json:
        _print_json({**dataclasses.asdict(diagnosis), "healthy": diagnosis.healthy})
    else:
        for problem in diagnosis.problems:
            print(problem)
        verdict = "all agree" if diagnosis.healthy else f"{len(diagnosis.problems)} problems"
        print(f"{diagnosis.documents} documents, {diagnosis.passages} passages: {verdict}.")
    if not diagnosis.healthy:
        sys.stderr.write("verse: remove each document named above and add it again.\n")
        raise typer.Exit(1)


@contextlib.contextmanager
def _library() -> "Iterator[Library]":
    from index.library import Library
    from qa.settings import settings

    library = Library(settings().home)
    try:
        yield library
    finally:
        library.close()


def _encoder() -> "Encoder":
    from index.encoder import TransformerEncoder
    from qa.settings import settings

    return TransformerEncoder(settings().encoder, settings().precision, settings().offline)


def _filters(organisation: list[str] | None, document: list[str] | None, kind: list[str] | None) -> "Filters":
    from index.search import Filters

    return Filters(tuple(organisation or ()), tuple(document or ()), tuple(kind or ()))


@contextlib.contextmanager
def _progress(wanted: bool) -> Iterator[Callable[[Path], Callable[[int, int], None]] | None]:
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


def _print_json(value: Any) -> None:
    print(json.dumps(value, default=dataclasses.asdict, ensure_ascii=False, indent=2))


def _print_answer(answer: "Answer") -> None:
    if answer.verdict == "not_in_documents":
        print("The documents do not say.")
        if answer.nearest:
            print("\nNearest passages (they do not answer the question):\n")
        for passage in answer.nearest:
            _print_passage(passage)
        return
    for statement in answer.statements:
        print(f"“{statement.text}”")
        for citation in statement.citations:
            speaker = citation.organisation
            if citation.kind == "note" and citation.about:
                speaker += f" (our words about {citation.about})"
            source = ", ".join(part for part in (speaker, citation.title, citation.date) if part)
            print(f"    [{citation.number}] {source}{_place(citation)}")
        print()
    print(f"Confidence {answer.confidence:.0%}. Every sentence is quoted word for word.")


def _print_passage(passage: "Passage") -> None:
    source = ", ".join(part for part in (passage.organisation, passage.title, passage.heading) if part)
    print(f"{source}{_place(passage)}\n    {passage.text}\n")


def _place(found: "Citation | Passage") -> str:
    page = ""
    if found.page is not None:
        same = found.page_label == str(found.page)
        page = f", p. {found.page_label}" + ("" if same else f" (page {found.page} of the file)")
    return f"{page} <{found.document}:{found.start}-{found.end}>"


if __name__ == "__main__":
    main()
