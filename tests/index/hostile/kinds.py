"""What a kind of hostile file is, and what packs a great deal into few bytes."""

import zlib
from collections.abc import Callable
from dataclasses import dataclass

MIB = 1 << 20


@dataclass(frozen=True, slots=True)
class Kind:
    """A hostile, broken or odd file.

    ``refused`` kinds must be refused; others may also be read, as what is odd in them does no harm. ``slow``
    kinds take more than a second.
    """

    name: str
    file_name: str
    make: Callable[[], bytes]
    refused: bool = False
    slow: bool = False


def deflated(unit: bytes, times: int, wrapped: bool = True) -> bytes:
    """Return ``unit * times`` as a deflate stream, of which each unit takes some bytes only, without making it.

    With ``wrapped`` as zlib has it, with its header and checksum.
    """
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(unit) + packer.flush(zlib.Z_FULL_FLUSH)
    # After a full flush nothing refers back, so that the same bytes may come again.
    stream = packed * times + packer.flush()
    if not wrapped:
        return stream
    total = 1
    for _ in range(times):
        total = zlib.adler32(unit, total)
    return b"\x78\xda" + stream + total.to_bytes(4, "big")
