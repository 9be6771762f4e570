"""Follows the control words of an RTF file and puts its words where they belong."""

import copy
import re
from dataclasses import replace

from index.errors import UnreadableFileError
from index.readers.rich_text.fonts import Characters
from index.readers.rich_text.header import Header
from index.readers.rich_text.story import Paragraph, Piece, RichNote, State, Story, TableEnd
from index.readers.rich_text.tokens import Token, Tokens
from index.readers.rich_text.words import CHARACTERS, SIGNS, SILENT, is_followed, is_skipped

_DEEPEST = 200
_SYMBOL_FIELD = re.compile(r'\s*SYMBOL\s+(\d{1,3})\b.*?\\f\s*"?([\w ]+)')
_PRIVATE = 0xF000


class Parser:
    """Reads one file."""

    def __init__(self, broken: UnreadableFileError) -> None:
        """``broken`` is raised where a file is none of this format, is cut off, or has too many groups in groups."""
        self.header = Header()
        self._broken = broken
        self._tokens = Tokens(b"")
        self._state = State(Story())
        self._outer: list[State] = []
        self._characters = Characters(self.header.fonts)
        self._note_is_numbered = False
        self._code = ""
        self._edges: list[int] = []

    def read(self, content: bytes) -> Story:
        """Return the body of a file."""
        self._tokens = Tokens(content.lstrip())
        found = iter(self._tokens)
        first, second = next(found, None), next(found, None)
        if first != Token("brace", "{") or second is None or second.word != "rtf":
            raise self._broken
        for token in found:
            if token.word == "}" and token.kind == "brace" and not self._outer:
                self._flush()
                self._end_story(self._state.story)
                return self._state.story
            self._meet(token)
        raise self._broken

    def _meet(self, token: Token) -> None:
        state = self._state
        if token.kind == "brace":
            self._characters.end_stand_ins()
            self._flush()
            self._open() if token.word == "{" else self._close()
        elif token.word == "*":
            state.starred = True
        elif state.into == "skip":
            if token.word == "ud" and state.choice is not None:
                state.into, state.choice = state.choice, None
        elif token.data:
            self._characters.add_bytes(token.data)
        elif token.kind == "sign":
            self._sign(token.word)
        else:
            self._word(token.word, token.number)

    def _open(self) -> None:
        if len(self._outer) >= _DEEPEST:
            raise self._broken
        self._outer.append(self._state)
        self._state = copy.copy(self._state)
        self._state.starred = False

    def _close(self) -> None:
        ended, self._state = self._state, self._outer.pop()
        if ended.story is not self._state.story:
            self._end_story(ended.story, ended)
        if ended.into == "code" and self._state.into != "code":
            self._end_code()

    def _sign(self, sign: str) -> None:
        if sign in "\r\n":
            self._word("par", None)
        elif sign in "\\{}":
            # May be the second byte of a character.
            self._characters.add_bytes(sign.encode())
        elif sign in SIGNS:
            self._characters.add(SIGNS[sign], self._state.font)

    def _word(self, word: str, number: int | None) -> None:
        starred, self._state.starred = self._state.starred, False
        if word in CHARACTERS:
            self._characters.add(CHARACTERS[word], self._state.font)
        elif word == "u":
            self._characters.add_number(number or 0, self._state.font, self._state.fallback)
        elif is_skipped(word, starred):
            self._flush()
            self._state.into, self._state.choice = "skip", None
            self._tokens.skip()
        elif is_followed(word):
            self._flush()
            for follow in (self._group_word, self._paragraph_word, self._table_word, self._format_word):
                if follow(word, number):
                    return
            self.header.follow(word, number, self._state.into)

    def _flush(self) -> None:
        """Put the characters that were met to where the words of the group go."""
        text = self._characters.taken(self._state.font)
        if not text:
            return
        into, story = self._state.into, self._state.story
        if into == "text":
            story.open.pieces.append(Piece(text, self._state.left_out))
        elif into == "mark":
            story.open.mark += text
        elif into == "code":
            self._code += text
        else:
            self.header.take(text, into)

    def _group_word(self, word: str, number: int | None) -> bool:
        """Follow a word that says where the words of its group go."""
        state = self._state
        if word in {"fonttbl", "stylesheet"}:
            state.into = "fonts" if word == "fonttbl" else "styles"
            self.header.begin()
        elif word in SILENT:
            state.into = "nowhere"
        elif word in {"title", "creatim"} and state.into == "nowhere":
            state.into = "title" if word == "title" else "date"
        elif word in {"listtext", "pntext"} and state.into == "text":
            state.into = "mark"
        elif word == "fldinst":
            state.into, self._code = "code", ""
        elif word == "upr":
            state.into, state.choice = "skip", state.into
        elif word == "footnote":
            note = RichNote(Story(), state.left_out or state.into != "text", is_numbered=self._note_is_numbered)
            note.story.note, self._note_is_numbered = note, False
            state.story.open.pieces.append(note)
            self._begin_story(note.story)
        elif word in {"shptxt", "dptxbxtext"}:
            story = Story()
            state.story.open.boxes.append((story, state.left_out))
            self._begin_story(story)
        else:
            return False
        return True

    def _begin_story(self, story: Story) -> None:
        self._state = State(story, font=self.header.fonts.default, fallback=self._state.fallback)

    def _end_code(self) -> None:
        """Follow the code of a field that has ended: a symbol, or a table of contents."""
        code, self._code = self._code, ""
        if match := _SYMBOL_FIELD.match(code):
            fonts = self.header.fonts
            fonts.names[-1] = match.group(2).strip()
            number = _PRIVATE + (int(match.group(1)) & 0xFF)
            self._characters.add(fonts.character(number, -1), self._state.font)
            self._flush()
            self._state.into = "nowhere"
        elif code.split()[:1] == ["TOC"]:
            self._state.contents = True

    def _paragraph_word(self, word: str, number: int | None) -> bool:
        """Follow a word that ends or forms a paragraph, or tells what a note is."""
        state = self._state
        if state.into != "text":
            return False
        if word in {"par", "sect"}:
            self._characters.end_stand_ins()
            self._end_paragraph(state.story, state, runs_on=state.deleted and word == "par")
        elif word == "pard":
            state.paragraph, state.in_table = Paragraph(), False
        elif word == "s":
            state.paragraph = replace(state.paragraph, style=number or 0)
        elif word == "outlinelevel":
            state.paragraph = replace(state.paragraph, outline=number)
        elif word == "ls":
            state.paragraph = replace(state.paragraph, is_item=bool(number))
        elif word == "chftn":
            if state.story.note is not None:
                state.story.note.is_numbered = True
            else:
                self._note_is_numbered = True
        elif word == "ftnalt" and state.story.note is not None:
            state.story.note.is_endnote = True
        else:
            return False
        return True

    def _table_word(self, word: str, number: int | None) -> bool:
        state = self._state
        if state.into not in {"text", "nowhere"}:
            return False
        depth = max(state.paragraph.depth, 2) if word.startswith("nest") else 1
        if word == "trowd":
            self._edges = []
        elif word == "cellx":
            self._edges.append(number or 0)
        elif word == "itap":
            state.paragraph = replace(state.paragraph, depth=min(max(0, number or 0), _DEEPEST))
        elif word == "intbl":
            state.in_table = True
        elif word in {"cell", "nestcell"} and state.into == "text":
            self._characters.end_stand_ins()
            self._end_paragraph(state.story, state, depth=depth)
            state.story.items.append(TableEnd("cell", depth))
        elif word in {"row", "nestrow"}:
            state.story.items.append(TableEnd("row", depth, tuple(self._edges)))
        else:
            return False
        return True

    def _format_word(self, word: str, number: int | None) -> bool:
        """Follow a word that forms characters."""
        state = self._state
        if word == "plain":
            state.hidden = state.deleted = state.moved = False
            state.font = self.header.fonts.default
        elif word == "v":
            state.hidden = number != 0
        elif word == "deleted":
            state.deleted = number != 0
        elif word == "mvf":
            state.moved = number != 0
        elif word == "deff":
            state.font = self.header.fonts.default = number or 0
        elif word == "f" and state.into != "fonts":
            state.font = number or 0
        elif word == "uc":
            state.fallback = min(max(0, number or 0), 100)
        else:
            return False
        return True

    def _end_paragraph(self, story: Story, state: State, runs_on: bool = False, depth: int | None = None) -> None:
        ended, story.open = story.open, Paragraph()
        form = state.paragraph
        if depth is None:
            depth = max(form.depth, 1) if state.in_table else 0
        story.items.append(
            replace(form, pieces=ended.pieces, boxes=ended.boxes, mark=ended.mark, runs_on=runs_on, depth=depth)
        )

    def _end_story(self, story: Story, state: State | None = None) -> None:
        if story.open.pieces or story.open.boxes:
            self._end_paragraph(story, state or self._state)
