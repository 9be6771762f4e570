"""The errors that a person may see.

Each says what happened, names the thing, and tells what to do. The command line prints the text, the
API puts it into a problem document and the page shows it, so nothing else has to be added to it.
"""


class VerseError(Exception):
    """Base of every error whose text is fit to show.

    ``status`` is the HTTP status that the API answers with, ``title`` the heading of its problem document.
    """

    status = 400
    title = "That cannot be done"


class UnreadableFileError(VerseError):
    """A file that no reader can turn into text."""

    status = 422
    title = "The file cannot be read"


class UnknownDocumentError(VerseError):
    """A document that the library does not have."""

    status = 404
    title = "No such document"


class InvalidRequestError(VerseError):
    """Words, numbers or filters that make no sense."""

    status = 422
    title = "The request makes no sense"


class LibraryError(VerseError):
    """A library folder that cannot be opened or used as it is."""

    status = 500
    title = "The library cannot be used"


class EncoderError(VerseError):
    """An encoder that is missing, changed, or not the one that the library was indexed with."""

    status = 500
    title = "The encoder cannot be used"


class FetchError(VerseError):
    """An original that its publisher does not give, or that is not what it should be."""

    status = 502
    title = "The original cannot be fetched"
