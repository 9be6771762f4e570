"""How a place in a document is written for people, and what is to be said beside it."""

RECOGNISED = "The words were recognised in a picture: check them against the page."
"""Said of every quote from a page that is the picture of one."""


def page_words(number: int | None, label: str | None) -> str:
    """Return "p. 217 (PDF page 219)", shorter where the two are the same or the printed number is not known.

    Empty where the format has no pages.
    """
    if number is None:
        return ""
    if label is None:
        return f"PDF page {number}"
    return f"p. {label}" if label == str(number) else f"p. {label} (PDF page {number})"
