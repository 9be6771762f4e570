"""Zip archives of XML parts, such as .docx and .odt files, read without trusting a byte of them."""

import io
import zipfile
import zlib
from collections.abc import Callable

from lxml import etree

from index.errors import UnreadableFileError

_PART_LIMIT = 200_000_000
"""A part that unpacks to more bytes than this was not written by a person."""
_WHOLE_LIMIT = 400_000_000
_CHUNK = 1 << 20
_ENCRYPTED = 0x1


class XmlPackage:
    """Gives the parts of one archive by their paths. Nothing is unpacked before it is asked for.

    Every method raises ``UnreadableFileError`` where the archive is damaged, locked or far too big.
    """

    def __init__(self, content: bytes, name: str, broken: str) -> None:
        """``broken`` is what to say, after the file's name, of a file that cannot be read."""
        self.broken = UnreadableFileError(f"{name}: {broken}")
        self.locked = UnreadableFileError(f"{name}: the document is locked with a password. Save a copy without one.")
        self._too_big = UnreadableFileError(
            f"{name}: its parts unpack to more than a document can hold ({_PART_LIMIT // 1_000_000} MB for one, "
            f"{_WHOLE_LIMIT // 1_000_000} MB for all). Take out pictures and embedded files and save it again."
        )
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(content))
        except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
            raise self.broken from None
        self._parts: dict[str, list[zipfile.ZipInfo]] = {}
        for information in self._archive.infolist():
            self._parts.setdefault(_same(information.filename), []).append(information)
        if sum(information.file_size for information in self._archive.infolist()) > _WHOLE_LIMIT:
            raise self._too_big

    def part(self, path: str) -> bytes | None:
        """Return the bytes of the part at ``path``, ``None`` where there is none."""
        found = self._parts.get(_same(path), [])
        if not found:
            return None
        if len(found) > 1:
            # Which of them a program shows depends on the program.
            raise self.broken
        information = found[0]
        if information.flag_bits & _ENCRYPTED:
            raise self.locked
        if information.file_size > _PART_LIMIT:
            raise self._too_big
        # Other ways of packing are not unpacked piece by piece, so that a small file could fill the memory.
        if information.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
            raise self.broken
        try:
            return self._unpacked(information)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError):
            # Damaged, or not what it says that it is: zipfile checks size and checksum at the end.
            raise self.broken from None

    def xml(self, path: str, rewritten: Callable[[bytes], bytes] | None = None) -> etree._Element | None:
        """Return the root of the XML part at ``path``, ``None`` where there is none.

        ``rewritten`` may change the bytes before they are parsed.
        """
        content = self.part(path)
        if content is None:
            return None
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
        )
        try:
            root = etree.fromstring(rewritten(content) if rewritten else content, parser)
        except (etree.XMLSyntaxError, ValueError):
            # The parser also refuses tags that are nested more than 256 deep.
            raise self.broken from None
        if root.getroottree().docinfo.doctype:
            # Office programs write none; entities that it could define would hide words.
            raise self.broken
        return root

    def _unpacked(self, information: zipfile.ZipInfo) -> bytes:
        pieces = []
        with self._archive.open(information) as packed:
            # Piece by piece: a part may unpack to far more than it says.
            while piece := packed.read(_CHUNK):
                pieces.append(piece)
        content = b"".join(pieces)
        if len(content) != information.file_size:
            raise self.broken
        return content


def _same(path: str) -> str:
    """Return a path in the form in which equal paths are equal: office programs ignore case."""
    return path.replace("\\", "/").lstrip("/").lower()
