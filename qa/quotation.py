"""One quote held against the file that it was taken from."""

import textwrap
from dataclasses import dataclass

from index.document import places
from index.errors import InvalidRequestError
from index.library import Library
from index.offset_map import Comparison
from qa.citations import page_of
from qa.places import RECOGNISED, page_words


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quote, the raw text that it stands for, and the steps that lead from the one to the other.

    ``verbatim`` tells that the raw text says the same up to those steps, which are sentences fit to show.
    ``newer`` is the id of the version that replaced the quote's document, if one did; the quote stays as it was.
    """

    document: str
    title: str
    organisation: str
    date: str | None
    version: int
    newer: str | None
    page: int | None
    page_label: str | None
    start: int
    end: int
    quote: str
    raw: str
    verbatim: bool
    steps: tuple[str, ...]
    recognised: bool

    def shown(self) -> str:
        """Return the quote with its place and its proof as lines of text."""
        page = page_words(self.page, self.page_label)
        lines = [
            f"“{self.quote}”",
            ", ".join(part for part in (self.organisation, self.title, self.date, page) if part),
        ]
        words = "Word for word as it was recognised" if self.recognised else "Word for word as in the file"
        lines.append(words + ("." if not self.steps else ", but for these steps:"))
        if not self.verbatim:
            lines[-1] = "This is not what the file says. Run `verse doctor`."
        lines += [f"- {step}" for step in self.steps]
        if self.recognised:
            lines.append(RECOGNISED)
        return "\n".join(lines) + "\nIn the file:\n" + textwrap.indent(self.raw, "    ")


def quotation(library: Library, document_id: str, start: int, end: int) -> Quotation:
    """Return ``text[start:end]`` of a document with the proof. Raises ``InvalidRequestError`` for a false span."""
    document = library.document(document_id)
    parsed = library.parsed(document.id)
    if not 0 <= start < end <= len(parsed.text):
        raise InvalidRequestError(
            f"{document.title!r} has characters 0 to {len(parsed.text)}, so {start} to {end} is no part of it."
        )
    comparison = Comparison(parsed.text, parsed.raw, parsed.offset_map)
    steps = comparison.steps(start, end)
    span = comparison.raw_span(start, end)
    page, label = page_of(places(parsed), start)
    return Quotation(
        document=document.id,
        title=document.title,
        organisation=document.organisation,
        date=document.date,
        version=document.version,
        newer=document.newer,
        page=page,
        page_label=label,
        start=start,
        end=end,
        quote=parsed.text[start:end],
        raw=parsed.raw[span[0] : span[1]] if span is not None else "",
        verbatim=steps is not None,
        steps=tuple(sorted(step.value for step in steps or ())),
        recognised=document.recognised,
    )
