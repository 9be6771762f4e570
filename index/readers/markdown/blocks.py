"""The blocks of a Markdown text: each token of the parser as headings, paragraphs, items, rows and notes."""

import re

from markdown_it import MarkdownIt
from markdown_it.token import Token

from index.blocks import Block
from index.offset_map import Step, left_out
from index.readers.markdown.inline import Findings, inline_text
from index.readers.markdown.notes import add_notes
from index.readers.markdown.source import Source
from index.traced import Traced, joined

# Far more than any text needs; what is nested deeper is read line by line.
_DEEPEST = 60
_MARKS_ALONE = re.compile(r"[\s>*+\-_=#.)|:`~0-9]*")


class MarkdownBlocks:
    """The ``blocks`` of a Markdown text, and the ``findings``, both placed in the text of the file."""

    def __init__(self, text: str, start: int) -> None:
        """``start`` is where the text stands in the file."""
        self.blocks: list[Block] = []
        self.findings = Findings()
        self._parser = MarkdownIt("commonmark", {"html": True, "maxNesting": _DEEPEST})
        self._parser.enable(["table", "strikethrough"]).disable("text_join")
        add_notes(self._parser)
        self._source = Source(text, start)
        self._firsts: list[int] = []
        self._marks: list[str] = []
        self._row: list[Token] = []
        self._line = 0
        self._table = -1
        self._notes: dict[str, list[Traced]] = {}
        self._note: str | None = None
        # Lines of nothing but marks, such as rules across the page.
        self._left_out: set[int] = set()
        environment: dict[str, object] = {}
        tokens = self._parser.parse(text, environment)
        for position, token in enumerate(tokens):
            self._read(token, tokens[position - 1])
        self._read_other_lines(environment)
        self._leave_out_marks()
        self._add_notes()

    def _read(self, token: Token, opener: Token) -> None:
        first, end = token.map or (0, 0)
        if token.type == "list_item_open":
            self._marks.append(f"{token.info}{token.markup} " if token.info else "• ")
        elif token.type == "list_item_close":
            self._marks.pop()
        elif token.type in {"note_open", "note_close"}:
            self._note = token.info if token.nesting > 0 else None
        elif token.type == "table_open":
            self._table += 1
            self._left_out.add(first + 1)
        elif token.type == "tr_open":
            self._row, self._line = [], first
        elif token.type == "tr_close":
            # What stands behind the last column of the table's head is not shown.
            sources = self._source.cells(self._line, [cell.content for cell in self._row])
            cells = [inline_text(self._parser, *pair, self.findings) for pair in zip(self._row, sources, strict=True)]
            self._add(Block("row", cells=tuple(cells), table=self._table))
        elif token.type in {"hr", "html_block"}:
            self._left_out.update(range(first, end))
        elif token.type in {"fence", "code_block"}:
            code = self._source.found(token.content, first + (token.type == "fence"), end)
            self._left_out.update(set(range(first, end)) - self._source.touched)
            self._add_text(code, first)
        elif token.type == "inline":
            self._inline(token, opener, first, end)

    def _inline(self, token: Token, opener: Token, first: int, end: int) -> None:
        if opener.type in {"td_open", "th_open"}:
            self._row.append(token)
            return
        if opener.type == "heading_open" and opener.markup[:1] == "#":
            source = self._source.heading(token.content, first)
        else:
            source = self._source.found(token.content, first, end)
        text = inline_text(self._parser, token, source, self.findings)
        if opener.type == "heading_open":
            self._left_out.update(set(range(first, end)) - self._source.touched)
            self._add(Block("heading", text, level=int(opener.tag[1])), first)
        else:
            self._add_text(text, first)

    def _add_text(self, text: Traced, first: int) -> None:
        if not self._marks or self._note is not None:
            self._add(Block("paragraph", text), first)
            return
        mark = ""
        if text.text.strip():
            mark, self._marks[-1] = self._marks[-1], ""
        self._add(Block("item", Traced.added(mark) + text), first)

    def _add(self, block: Block, first: int = -1) -> None:
        if self._note is not None:
            self._notes.setdefault(self._note, []).append(joined([block.text, *block.cells], " "))
        else:
            self.blocks.append(block)
            self._firsts.append(first if first >= 0 else self._firsts[-1] if self._firsts else 0)

    def _read_other_lines(self, environment: dict[str, object]) -> None:
        """Read lines that the parser gave up on; definitions of links and lines of marks alone say nothing."""
        for definitions in (environment.get("references"), environment.get("duplicate_refs")):
            for definition in _definitions(definitions):
                self._left_out.update(range(*definition))
        for number, line in enumerate(self._source.lines):
            if number in self._source.touched or number in self._left_out:
                continue
            if _MARKS_ALONE.fullmatch(line) or re.fullmatch(r"\s*\[\^[^\]\s]+\]:\s*", line):
                self._left_out.add(number)
                continue
            place = next((i for i, first in enumerate(self._firsts) if first > number), len(self.blocks))
            self.blocks.insert(place, Block("paragraph", self._source.line(number)))
            self._firsts.insert(place, number)

    def _leave_out_marks(self) -> None:
        """Leave out the lines of marks, and on lines with words the marks of quotes, lists, headings and tables."""
        for number in self._left_out - self._source.touched:
            self.findings.omissions += left_out(self._source.line(number), Step.MARKUP)
        self.findings.omissions += self._source.marks()

    def _add_notes(self) -> None:
        order = list(dict.fromkeys([*self.findings.references, *self._notes]))
        numbered = all(label.isdecimal() and len(label) < 5 for label in order)
        for label, texts in self._notes.items():
            number = label if numbered else str(order.index(label) + 1)
            text = Traced.added(f"{number}. ") + joined(texts, " ")
            self.blocks.append(Block("note", text, anchor=self.findings.references.get(label, -1)))


def _definitions(found: object) -> list[list[int]]:
    """Return the lines of the definitions of links that the parser lists, by label or in order."""
    listed = found.values() if isinstance(found, dict) else found if isinstance(found, list) else []
    return [definition["map"] for definition in listed]
