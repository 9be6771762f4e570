"""Words of a file or of its name as they can stand in a message or a list, whatever they hold."""

from index.traced import one_line

_LONGEST_NAME = 120
_LONGEST_LINE = 600


def printable(text: str, longest: int = _LONGEST_LINE) -> str:
    """Return a text as one line that does nothing to a terminal: what cannot be printed becomes question marks."""
    line = one_line(text[: 2 * longest])
    line = "".join(c if c.isprintable() else " " if c.isspace() else "?" for c in line)
    return line if len(line) <= longest else f"{line[:longest]}…"


def shown_name(name: str) -> str:
    """Return a file's name as it can stand in a message: printable, and long names without their middle."""
    line = printable(name if len(name) <= _LONGEST_LINE else name[:_LONGEST_NAME] + name[-_LONGEST_NAME:])
    if len(line) <= _LONGEST_NAME:
        return line or "a file without a name"
    return f"{line[: _LONGEST_NAME // 2]}…{line[-_LONGEST_NAME // 2 :]}"
