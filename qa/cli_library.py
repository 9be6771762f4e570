"""The commands that fill, show and keep the library."""

from pathlib import Path
from typing import Annotated

import typer

from index.errors import InvalidRequestError
from qa.cli_shared import (
    About,
    AsJson,
    Date,
    DocumentArgument,
    KindOption,
    Organisation,
    Title,
    Url,
    complain,
    encoder,
    library,
    print_json,
    progress,
)

Replaces = Annotated[
    str | None,
    typer.Option(
        metavar="DOCUMENT",
        help="Add as the new version of this document; `none`: as a document of its own, even if its file changed.",
    ),
]


def add(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help="Files, or folders of files.", readable=False)],
    title: Title = None,
    organisation: Organisation = None,
    about: About = None,
    kind: KindOption = None,
    date: Date = None,
    url: Url = None,
    replaces: Replaces = None,
    as_json: AsJson = False,
) -> None:
    """Add documents to the library; a file that has changed becomes a new version of its document."""
    from index.intake import add_files, files, shown
    from index.metadata import validated
    from qa.settings import settings

    metadata = validated(title, organisation, about, kind, date, url)
    found = files(paths)
    if replaces is not None and len(found.files) != 1:
        raise InvalidRequestError("--replaces goes with one file. Name it.")
    with library() as opened, progress(not as_json) as bars:
        outcomes = list(
            add_files(opened, encoder(), found.files, metadata, bars, replaces, settings().upload_limit_mib)
        )
    refused = [outcome for outcome in outcomes if outcome.reason is not None]
    if as_json:
        print_json(
            {
                "documents": [outcome.document for outcome in outcomes if outcome.document is not None],
                "added": sum(outcome.created for outcome in outcomes),
                "refused": [{"file": shown(str(outcome.path)), "reason": outcome.reason} for outcome in refused],
                "passed_over": [shown(str(path)) for path in found.passed_over],
            }
        )
    else:
        for outcome in outcomes:
            if outcome.document is not None:
                word = "version" if outcome.replaced else "added  " if outcome.created else "known  "
                after = f" (version {outcome.document.version})" if outcome.replaced else ""
                print(f"{word} {outcome.document.id}  {outcome.document.title}{after}")
        new = sum(outcome.created for outcome in outcomes)
        print(f"{new} added, {len(outcomes) - new - len(refused)} known already, {len(refused)} refused.")
        if found.passed_over:
            names = ", ".join(shown(path.name) for path in found.passed_over[:5])
            more = ", …" if len(found.passed_over) > 5 else ""
            print(f"{len(found.passed_over)} passed over, as no reader is for their type: {names}{more}.")
    for outcome in refused:
        complain(str(outcome.reason))
    if not found.files:
        complain("there are no documents in the folder. Name one that holds some.")
    if refused or not found.files:
        raise typer.Exit(1)


def sync(
    folder: Annotated[Path, typer.Argument(help="Folder that the library is to follow.", readable=False)],
    organisation: Organisation = None,
    kind: KindOption = None,
    as_json: AsJson = False,
) -> None:
    """Bring the library in line with a folder: add what is new or changed, remove what is gone."""
    from index.metadata import validated
    from index.sync import STATUSES
    from index.sync import sync as run
    from qa.settings import settings

    metadata = validated(organisation=organisation, kind=kind)
    with library() as opened, progress(not as_json) as bars:
        changes = list(run(opened, encoder(), folder, metadata, bars, settings().upload_limit_mib))
    refused = [change for change in changes if change.status == "refused"]
    if as_json:
        print_json({"changes": changes})
    else:
        for change in changes:
            if change.status not in {"unchanged", "refused"}:
                print(f"{change.status:<8} {change.document}  {change.title}")
        statuses = [change.status for change in changes]
        print(", ".join(f"{statuses.count(status)} {status}" for status in STATUSES) + ".")
    for change in refused:
        complain(str(change.reason))
    if refused:
        raise typer.Exit(1)


def documents(
    versions: Annotated[bool, typer.Option("--versions", help="Also the versions that were replaced.")] = False,
    as_json: AsJson = False,
) -> None:
    """List what is in the library."""
    with library() as opened:
        found = opened.documents(versions)
    if as_json:
        print_json({"documents": found})
    elif not found:
        print("The library is empty. Add documents with `verse add PATH`.")
    for document in found if not as_json else []:
        about = f" about {document.about}" if document.about else ""
        when = f", {document.date}" if document.date else ""
        version = f", version {document.version}" if document.version > 1 or document.newer else ""
        replaced = f", replaced by {document.newer}" if document.newer else ""
        scan = ", words recognised from pictures" if document.recognised else ""
        print(f"{document.id}\n    {document.title}")
        print(f"    {document.kind} by {document.organisation}{about}{when}{version}{replaced}{scan}")


def remove(document: DocumentArgument, as_json: AsJson = False) -> None:
    """Remove a document and every trace of it from the library."""
    with library() as opened:
        removed = opened.remove(document)
    if as_json:
        print_json(removed)
    else:
        print(f"removed {removed.id}  {removed.title}")


def doctor(
    repair: Annotated[bool, typer.Option("--repair", help="Rebuild what can be rebuilt.")] = False,
    as_json: AsJson = False,
) -> None:
    """Prove that files, text, map, passages, full-text rows and vectors agree."""
    from index.doctor import examine
    from index.repair import repair as mend
    from index.repair import update_format
    from qa.settings import limits, settings

    mended: list[str] = []
    if repair:
        mended += update_format(settings().home, encoder(), limits(settings()))
    with library() as opened:
        if repair:
            mended += mend(opened, encoder())
        diagnosis = examine(opened)
    if as_json:
        print_json(
            {
                "documents": diagnosis.documents,
                "passages": diagnosis.passages,
                "problems": diagnosis.problems,
                "healthy": diagnosis.healthy,
                "mended": mended,
            }
        )
    else:
        for line in mended:
            print(f"mended: {line}")
        for problem in diagnosis.problems:
            print(problem)
        verdict = "all agree" if diagnosis.healthy else f"{len(diagnosis.problems)} problems"
        print(f"{diagnosis.documents} documents, {diagnosis.passages} passages: {verdict}.")
    if not diagnosis.healthy:
        complain(
            "what is left cannot be mended from the library itself: remove each document named above and add it again."
            if repair
            else "run `verse doctor --repair`; it rebuilds what can be rebuilt."
        )
        raise typer.Exit(1)


def export(
    file: Annotated[Path, typer.Argument(help="Archive to write, such as library.zip.")], as_json: AsJson = False
) -> None:
    """Write the whole library into one archive."""
    from index.archive import export as run

    with library() as opened:
        summary = run(opened, file)
    if as_json:
        print_json(summary)
    else:
        print(f"{summary.documents} documents, {summary.passages} passages: {summary.bytes} bytes in {file}.")


def import_(
    file: Annotated[Path, typer.Argument(help="Archive that `verse export` wrote.", readable=False)],
    as_json: AsJson = False,
) -> None:
    """Bring in the library of an archive, where there is none yet."""
    from index.archive import import_ as run
    from qa.settings import settings

    summary = run(file, settings().home)
    if as_json:
        print_json(summary)
    else:
        print(f"{summary.documents} documents, {summary.passages} passages from {file}.")


def install(app: typer.Typer) -> None:
    """Give the commands to the program."""
    for command in (add, sync, documents, remove, doctor, export):
        app.command()(command)
    app.command("import")(import_)
