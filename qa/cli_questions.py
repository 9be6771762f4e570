"""The commands that ask: ``verse search`` and ``verse ask``."""

import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from qa.cli_shared import AsJson, ByDocument, ByKind, ByOrganisation, encoder, filters, library, print_json
from qa.places import RECOGNISED, page_words

if TYPE_CHECKING:
    from qa.answer import Answer, Passage
    from qa.citations import Citation


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

    limits = filters(organisation, document, kind)
    words = checked(words)
    with library() as opened:
        found = [shown(passage) for passage in Searcher(opened, encoder()).search(words, count, limits)]
    if as_json:
        print_json({"query": words, "passages": found})
        return
    for passage in found:
        _print_passage(passage)
    if not found:
        print("No passage was found.")


def ask(
    question: Annotated[str, typer.Argument(help="A question in plain English.")],
    after: Annotated[
        list[str] | None,
        typer.Option("--after", help="A question asked before, which this may follow up. Repeatable, oldest first."),
    ] = None,
    organisation: ByOrganisation = None,
    document: ByDocument = None,
    kind: ByKind = None,
    as_json: AsJson = False,
) -> None:
    """Answer a question with verbatim, cited sentences, or say that the documents do not say."""
    from index.search import Searcher
    from qa.answer import Answerer, checked
    from qa.conversation import in_a_row, standalone
    from qa.settings import settings

    limits = filters(organisation, document, kind)
    question = checked(question)
    earlier = [checked(one) for one in after or ()]
    with library() as opened:
        searcher = Searcher(opened, encoder())
        names = searcher.organisations() if earlier else []
        understood = standalone(question, in_a_row(earlier, names), names)
        answer = Answerer(opened, searcher, settings().minimum_confidence).ask(understood, limits)
        if understood != question:
            answer = replace(answer, question=question, understood=understood)
        empty = opened.counts().documents == 0
    if as_json:
        print_json(answer)
    else:
        _print_answer(answer)
    if empty:
        sys.stderr.write("verse: the library is empty. Add documents with `verse add PATH`.\n")
    elif answer.verdict == "not_in_documents" and not answer.nearest:
        sys.stderr.write("verse: no passage is within these limits. `verse documents` lists names and ids.\n")


def _print_answer(answer: "Answer") -> None:
    if answer.understood:
        print(f"Understood as: {answer.understood}\n")
    if answer.verdict == "not_in_documents":
        print(" ".join(("The documents do not say.", *answer.remarks)))
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
            if citation.quoting:
                speaker += f", {'reporting' if citation.kind == 'note' else 'quoting'} {citation.quoting}"
            source = ", ".join(part for part in (speaker, citation.title, citation.date) if part)
            print(f"    [{citation.number}] {source}{_place(citation)}{_scan(citation)}")
        print()
    for remark in answer.remarks:
        print(f"{remark}\n")
    words = "Every sentence is quoted word for word."
    if any(citation.recognised for statement in answer.statements for citation in statement.citations):
        words = f"Every sentence is quoted as it was read. {RECOGNISED}"
    print(f"Confidence {answer.confidence:.0%}. {words}")


def _print_passage(passage: "Passage") -> None:
    source = ", ".join(part for part in (passage.organisation, passage.title, passage.heading) if part)
    print(f"{source}{_place(passage)}{_scan(passage)}\n    {passage.text}\n")


def _place(found: "Citation | Passage") -> str:
    page = page_words(found.page, found.page_label)
    return f"{f', {page}' if page else ''} <{found.document}:{found.start}-{found.end}>"


def _scan(found: "Citation | Passage") -> str:
    return " (recognised in a picture)" if found.recognised else ""


def install(app: typer.Typer) -> None:
    """Give the commands to the program."""
    for command in (search, ask):
        app.command()(command)
