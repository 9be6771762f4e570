"""The words within a block of Markdown, found one after the other in the text that they were parsed from.

The parser's tokens come in the order of the text. Each mark is stepped over as well, and the targets of links,
so that a word in an address is never mistaken for a word of the sentence.
"""

import re
from dataclasses import dataclass, field

from markdown_it import MarkdownIt
from markdown_it.helpers import parseLinkDestination, parseLinkTitle
from markdown_it.token import Token

from index.offset_map import Omission, Step, left_out
from index.traced import Traced, joined

_LABEL = re.compile(r"\[(?:[^\[\]\\]|\\.)*\]", re.DOTALL)
_BREAK = re.compile(r"<br\b", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\n]*")


@dataclass(slots=True)
class Findings:
    """What is found on the way: spans that are not read, entities and what they stand for, references to notes.

    ``entities`` has start, end and characters in the file; ``references`` leads from a note's label to the place
    of its first mark.
    """

    omissions: list[Omission] = field(default_factory=list)
    entities: list[tuple[int, int, str]] = field(default_factory=list)
    references: dict[str, int] = field(default_factory=dict)


def inline_text(parser: MarkdownIt, token: Token, source: Traced, findings: Findings) -> Traced:
    """Return the words of an inline token; ``source`` is its content, traced."""
    reading = _Reading(parser, source, findings)
    reading.read(token.children or [])
    return joined(reading.pieces)


class _Reading:
    def __init__(self, parser: MarkdownIt, source: Traced, findings: Findings) -> None:
        self.pieces: list[Traced] = []
        self._parser, self._source, self._findings = parser, source, findings
        self._cursor = 0

    def read(self, children: list[Token]) -> None:
        autolink = False
        opened: list[Token] = []
        for child in children:
            if child.type == "text":
                if autolink:
                    self._auto()
                else:
                    self._copy(child.content)
            elif child.type == "text_special":
                self._special(child)
            elif child.type in {"softbreak", "hardbreak"}:
                self._line_break(child)
            elif child.type == "code_inline":
                self._code(child)
            elif child.type == "html_inline":
                self._skip(child.content)
                if _BREAK.match(child.content):
                    self.pieces.append(Traced.added(" "))
            elif child.type == "note_reference":
                place = self._skip(child.markup, Step.NOTE)
                if place is not None:
                    self._findings.references.setdefault(child.info, int(self._source.origin[place]))
            elif child.type == "image":
                self._skip("![")
                self.read(child.children or [])
                self._target(str(child.attrs.get("src", "")))
            elif child.type == "link_open":
                opened.append(child)
                autolink = child.markup == "autolink"
                self._skip("<" if autolink else "[")
            elif child.type == "link_close":
                if autolink:
                    self._skip(">")
                else:
                    self._target(str(opened[-1].attrs.get("href", "")))
                opened.pop()
                autolink = False
            elif child.markup:
                self._skip(child.markup)

    def _find(self, words: str) -> int | None:
        place = self._source.text.find(words, self._cursor)
        return place if place >= 0 else None

    def _copy(self, words: str) -> None:
        place = self._find(words)
        if place is not None:
            self.pieces.append(self._source[place : place + len(words)])
            self._cursor = place + len(words)

    def _skip(self, mark: str, step: Step = Step.MARKUP) -> int | None:
        place = self._find(mark)
        if place is not None:
            self._cursor = place + len(mark)
            self._leave_out(place, self._cursor, step)
        return place

    def _leave_out(self, start: int, end: int, step: Step = Step.MARKUP) -> None:
        self._findings.omissions += left_out(self._source[start:end], step)

    def _auto(self) -> None:
        # The parser shows addresses decoded; the text shows them as they are written.
        end = self._find(">")
        self._copy(self._source.text[self._cursor : end])

    def _special(self, special: Token) -> None:
        place = self._find(special.markup)
        if place is None:
            return
        end = place + len(special.markup)
        if special.info == "escape" or special.content == special.markup[:1]:
            kept = end - len(special.content) if special.info == "escape" else place
            self._leave_out(place, kept)
            self.pieces.append(self._source[kept : kept + len(special.content)])
            self._leave_out(kept + len(special.content), end)
        else:
            self._findings.entities.append(
                (
                    int(self._source.origin[place]),
                    int(self._source.origin[place]) + len(special.markup),
                    special.content,
                )
            )
            self.pieces.append(Traced(special.content, self._source[place : place + len(special.content)].origin))
        self._cursor = end

    def _line_break(self, token: Token) -> None:
        place = self._find("\n")
        if place is not None:
            self._leave_out(self._cursor, place)
            self.pieces.append(self._source[place : place + 1])
            self._cursor = place + 1

    def _code(self, code: Token) -> None:
        self._skip(code.markup)
        place = self._source.text.replace("\n", " ").find(code.content, self._cursor)
        if place >= 0:
            self.pieces.append(self._source[place : place + len(code.content)])
            self._cursor = place + len(code.content)
        self._skip(code.markup)

    def _target(self, address: str) -> None:
        """Step over ``](address "title")``, ``][label]`` or ``]``."""
        start = self._find("]")
        if start is None:
            return
        end = self._inline_target(start + 1, address)
        if end is None:
            label = _LABEL.match(self._source.text, start + 1)
            end = label.end() if label else start + 1
        self._leave_out(start, end)
        self._cursor = end

    def _inline_target(self, start: int, address: str) -> int | None:
        text = self._source.text
        if text[start : start + 1] != "(":
            return None
        place = _after_space(text, start + 1)
        destination = parseLinkDestination(text, place, len(text))
        if not destination.ok or self._parser.normalizeLink(destination.str) != address:
            return None
        place = _after_space(text, destination.pos)
        if text[place : place + 1] != ")":
            title = parseLinkTitle(text, place, len(text))
            place = _after_space(text, title.pos) if title.ok else place
        return place + 1 if text[place : place + 1] == ")" else None


def _after_space(text: str, place: int) -> int:
    space = _SPACE.match(text, place)
    return space.end() if space else place
