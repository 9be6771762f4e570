"""Zip archives that are not what they say, written byte by byte."""

import io
import struct
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

from tests.index.hostile.kinds import deflated


@dataclass(frozen=True, slots=True)
class Member:
    """A member of an archive: its name, its packed bytes, and what the archive says of them."""

    name: str
    packed: bytes
    size: int
    crc: int
    method: int = zipfile.ZIP_DEFLATED
    flags: int = 0


def member(name: str, content: bytes) -> Member:
    packer = zlib.compressobj(6, zlib.DEFLATED, -15)
    return Member(name, packer.compress(content) + packer.flush(), len(content), zlib.crc32(content))


def bomb_member(name: str, start: bytes, unit: bytes, times: int, end: bytes) -> Member:
    """Return a member of ``start + unit * times + end``."""
    packed = deflated(start, 1, wrapped=False)
    # Streams end with a last block; all but the last are cut before it.
    last = len(deflated(b"", 0, wrapped=False))
    stream = packed[:-last] + deflated(unit, times, wrapped=False)[:-last] + deflated(end, 1, wrapped=False)
    crc = zlib.crc32(start)
    for _ in range(times):
        crc = zlib.crc32(unit, crc)
    return Member(name, stream, len(start) + len(unit) * times + len(end), zlib.crc32(end, crc))


def archive(members: Sequence[Member]) -> bytes:
    """Return an archive of members as they are."""
    out = io.BytesIO()
    places = []
    for each in members:
        places.append(out.tell())
        out.write(_local(each) + each.packed)
    return _with_directory(out.getvalue(), list(zip(members, places, strict=True)))


def overlapping(content: bytes, members: int, first: Sequence[Member]) -> bytes:
    """Return an archive in which each member holds the next, and the last holds ``content``.

    Each begins with a stored block that quotes the next one's header, so that all share the packed content.
    """
    packed = member("", content).packed
    size, crc = len(content), zlib.crc32(content)
    layers = [Member(f"part{members}.xml", packed, size, crc)]
    whole = content
    headers = [_local(layers[0])]
    body = headers[0] + packed
    for number in range(members - 1, 0, -1):
        head = headers[0]
        whole = head + whole
        quoted = b"\0" + struct.pack("<HH", len(head), ~len(head) & 0xFFFF)
        layer = Member(f"part{number}.xml", quoted + body, len(whole), zlib.crc32(whole))
        layers.insert(0, layer)
        headers.insert(0, _local(layer))
        body = headers[0] + quoted + body
    out = archive_start(first)
    start = len(out)
    places = []
    for header in headers:
        places.append(start)
        start += len(header) + 5
    starts = [place for _, place in _places(first)]
    return _with_directory(out + body, [*zip(first, starts, strict=True), *zip(layers, places, strict=True)])


def archive_start(members: Sequence[Member]) -> bytes:
    return b"".join(_local(each) + each.packed for each in members)


def _places(members: Sequence[Member]) -> list[tuple[Member, int]]:
    found, place = [], 0
    for each in members:
        found.append((each, place))
        place += len(_local(each)) + len(each.packed)
    return found


def _local(each: Member) -> bytes:
    name = each.name.encode()
    return (
        b"PK\x03\x04"
        + struct.pack(
            "<HHHHHIIIHH", 20, each.flags, each.method, 0, 33, each.crc, len(each.packed), each.size, len(name), 0
        )
        + name
    )


def _with_directory(body: bytes, members: Sequence[tuple[Member, int]]) -> bytes:
    directory = b""
    for each, place in members:
        name = each.name.encode()
        numbers = (20, 20, each.flags, each.method, 0, 33, each.crc, len(each.packed), each.size, len(name))
        directory += b"PK\x01\x02" + struct.pack("<HHHHHHIIIHHHHHII", *numbers, 0, 0, 0, 0, 0, place) + name
    count = len(members)
    end = struct.pack("<HHHHIIH", 0, 0, count, count, len(directory), len(body), 0)
    return body + directory + b"PK\x05\x06" + end
