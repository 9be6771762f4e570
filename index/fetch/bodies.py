"""The bytes of an answer as they were before they were compressed, in pieces that stay small."""

import zlib
from collections.abc import Iterable, Iterator

from index.errors import FetchError
from index.fetch.policy import PassingFault

_PIECE = 256 * 1024
_GZIP = 16 + zlib.MAX_WBITS


def is_encoded(encoding: str) -> bool:
    """Tell whether a Content-Encoding header means that the bytes on the wire are not the document's own."""
    return encoding.strip().lower() not in ("", "identity")


def decoded(blocks: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    """Return the bytes before their encoding, no more than 256 KiB at a time however well they were compressed.

    We ask for no compression, but some servers compress all the same. Raises ``FetchError`` for anything but
    gzip, or for bytes that are not gzip, and ``PassingFault`` where they end too early.
    """
    if not is_encoded(encoding):
        yield from blocks
        return
    if encoding.strip().lower() not in ("gzip", "x-gzip"):
        raise FetchError(
            f"It came compressed as {encoding.strip()[:40]!r}, which was not asked for. "
            "Download it in a browser and add it with `verse add`."
        )
    decompressor = zlib.decompressobj(_GZIP)
    for block in blocks:
        rest = block
        while True:
            try:
                piece = decompressor.decompress(rest, _PIECE)
            except zlib.error as error:
                raise FetchError("It came as damaged gzip. Run it again later.") from error
            if piece:
                yield piece
            rest = decompressor.unconsumed_tail
            if not rest and len(piece) < _PIECE:
                break
    if not decompressor.eof:
        raise PassingFault("The compressed answer broke off")
