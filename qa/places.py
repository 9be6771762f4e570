"""How a place in a document is written for people."""


def page_words(number: int | None, label: str | None) -> str:
    """Return "p. 217 (PDF page 219)", shorter where the two are the same or the printed number is not known.

    Empty where the format has no pages.
    """
    if number is None:
        return ""
    if label is None:
        return f"PDF page {number}"
    return f"p. {label}" if label == str(number) else f"p. {label} (PDF page {number})"
