"""All examples by name, each made when it is asked for."""

from collections.abc import Callable
from functools import cache

from tests.index.truth import (
    office_files,
    pdf_blocks,
    pdf_columns,
    pdf_flowables,
    pdf_headings,
    pdf_margins,
    pdf_notes,
    pdf_tables,
    pdf_together,
    pdf_words,
    report,
    text_files,
    web_files,
    word_files,
)
from tests.index.truth.checks import Reading, reading_of
from tests.index.truth.model import Example

EXAMPLES: dict[str, Callable[[], Example]] = {
    **pdf_margins.EXAMPLES,
    **pdf_words.EXAMPLES,
    **pdf_columns.EXAMPLES,
    **pdf_notes.EXAMPLES,
    **pdf_headings.EXAMPLES,
    **pdf_tables.EXAMPLES,
    **pdf_blocks.EXAMPLES,
    **pdf_flowables.EXAMPLES,
    **pdf_together.EXAMPLES,
    **report.EXAMPLES,
    **word_files.EXAMPLES,
    **web_files.EXAMPLES,
    **text_files.EXAMPLES,
    **office_files.EXAMPLES,
}
SLOW: dict[str, Callable[[], Example]] = {
    **pdf_margins.SLOW,
    **pdf_columns.SLOW,
    **pdf_flowables.SLOW,
    **pdf_together.SLOW,
    **report.SLOW,
}


@cache
def reading(name: str) -> Reading:
    """Return an example and what its reader makes of it."""
    return reading_of((EXAMPLES | SLOW)[name]())
