"""The parts of a .docx file: a zip archive of XML, read without trusting a byte of it."""

import io
import posixpath
import zipfile
import zlib

from lxml import etree

from index.errors import UnreadableFileError

# "Strict" documents say the same in other namespaces.
_STRICT = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/math",
        b"http://schemas.openxmlformats.org/officeDocument/2006/math",
    ),
)
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_SIZE_LIMIT = 200_000_000
"""A part that unpacks to more bytes than this was not written by a person."""


class WordPackage:
    """Gives the parts of one file by what they are to each other."""

    def __init__(self, content: bytes, name: str) -> None:
        """Raises ``UnreadableFileError``, as every method does, where the file is damaged or no .docx."""
        self.broken = UnreadableFileError(
            f"{name}: the Word document is broken or of another kind. Open it in Word and save it again as .docx."
        )
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(content))
        except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
            raise self.broken from None

    def document(self) -> tuple[str, etree._Element]:
        """Return the path and the root of the main part."""
        path = self.related("", "officeDocument")
        root = self.part(path) if path else None
        if path is None or root is None:
            raise self.broken
        return path, root

    def related(self, path: str, kind: str) -> str | None:
        """Return the path of the first part of this kind that the part at ``path`` refers to, or ``None``."""
        folder, file = posixpath.split(path)
        relationships = self.part(posixpath.join(folder, "_rels", f"{file}.rels"))
        for relationship in relationships.iter(_RELATIONSHIP) if relationships is not None else ():
            if relationship.get("Type", "").endswith(f"/{kind}"):
                target = posixpath.join("/", folder, relationship.get("Target", ""))
                return posixpath.normpath(target).lstrip("/")
        return None

    def part(self, path: str | None) -> etree._Element | None:
        """Return the root of the part at ``path``, ``None`` where there is none."""
        if path is None:
            return None
        try:
            information = self._archive.getinfo(path)
        except KeyError:
            return None
        if information.file_size > _SIZE_LIMIT:
            raise self.broken
        try:
            content = self._archive.read(information)
        except (
            zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError
        ):  # fmt: skip
            # Damaged, of an odd compression (NotImplementedError), or locked (RuntimeError).
            raise self.broken from None
        for strict, usual in _STRICT:
            content = content.replace(strict, usual)
        parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
        try:
            root = etree.fromstring(content, parser)
        except etree.XMLSyntaxError:
            raise self.broken from None
        if root.getroottree().docinfo.doctype:
            # Word writes none; entities that it could define would hide words.
            raise self.broken
        return root
