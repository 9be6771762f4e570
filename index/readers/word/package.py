"""The parts of a .docx file by what they are to each other: they may stand at any path."""

import posixpath
import re

from lxml import etree

from index.readers.xml_package import XmlPackage

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
OFF = {"0", "false", "off", "none"}
_BROKEN = "the Word document is broken or of another kind. Open it in Word and save it again as .docx."
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
# "Strict" documents say the same in other namespaces.
_STRICT = re.compile(
    rb"""(xmlns(?::\w+)?\s*=\s*["'])http://purl\.oclc\.org/ooxml/
         (?:(wordprocessingml/)main|(officeDocument/)(relationships|math))(?=["'])""",
    re.VERBOSE,
)


class WordPackage:
    """Gives the parts of one file."""

    def __init__(self, content: bytes, name: str) -> None:
        """Raises ``UnreadableFileError``, as every method does, where the file is damaged or no .docx."""
        self._parts = XmlPackage(content, name, _BROKEN)
        self.broken = self._parts.broken

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
            if relationship.get("Type", "").endswith(f"/{kind}") and relationship.get("TargetMode") != "External":
                target = posixpath.join("/", folder, relationship.get("Target", ""))
                return posixpath.normpath(target).lstrip("/")
        return None

    def part(self, path: str | None) -> etree._Element | None:
        """Return the root of the part at ``path``, ``None`` where there is none."""
        return None if path is None else self._parts.xml(path, _usual)


def value(element: etree._Element, path: str) -> str | None:
    """Return what is said at a path below an element, such as ``pPr/pStyle``; ``None`` where nothing is."""
    found = element.find("/".join(f"{W}{tag}" for tag in path.split("/")))
    return None if found is None else found.get(f"{W}val")


def is_on(element: etree._Element, path: str) -> bool | None:
    """Return whether a property that is on or off is on, ``None`` where nothing is said."""
    found = element.find("/".join(f"{W}{tag}" for tag in path.split("/")))
    return None if found is None else found.get(f"{W}val", "1").lower() not in OFF


def whole_number(text: str | None) -> int | None:
    """Return the number that an attribute gives, ``None`` for what is none or too large to be meant."""
    return int(text) if text is not None and re.fullmatch(r"-?[0-9]{1,9}", text) else None


def _usual(content: bytes) -> bytes:
    def usual(match: re.Match[bytes]) -> bytes:
        start, words, office, kind = match.groups()
        return (
            start
            + b"http://schemas.openxmlformats.org/"
            + (words + b"2006/main" if words else office + b"2006/" + kind)
        )

    return _STRICT.sub(usual, content)
