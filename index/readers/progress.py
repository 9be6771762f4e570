"""How a reader tells how far it is."""

from typing import Protocol


class ReadingProgress(Protocol):
    """Called by a reader after each page.

    ``recognised`` tells that the page's words had to be recognised in a picture, which takes long: the reader
    is then given its whole time again for the next page.
    """

    def __call__(self, done: int, total: int, recognised: bool = False) -> None:
        """Take note that ``done`` of ``total`` pages are read."""
