"""Footnotes in Markdown: ``[^1]`` in the text and ``[^1]: The note.`` anywhere, as rules for the parser."""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

_DEFINITION = re.compile(r"\[\^([^\]\s]{1,80})\]:[ \t]*")
_REFERENCE = re.compile(r"\[\^([^\]\s]{1,80})\]")
_INDENT = 4


def add_notes(parser: MarkdownIt) -> None:
    """Teach a parser footnotes: tokens ``note_open``, ``note_close`` and, in a line, ``note_reference``.

    Their ``info`` is the note's label. Only labels that are defined somewhere are references.
    """
    parser.block.ruler.before("reference", "note", _definition, {"alt": ["paragraph", "reference"]})
    parser.inline.ruler.before("link", "note_reference", _reference)


def _definition(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    begin = state.bMarks[start] + state.tShift[start]
    found = _DEFINITION.match(state.src, begin, state.eMarks[start])
    if state.is_code_block(start) or found is None:
        return False
    if silent:
        return True
    state.env.setdefault("notes", set()).add(found.group(1))
    token = state.push("note_open", "", 1)
    token.info, token.map = found.group(1), [start, start + 1]
    before = state.bMarks[start], state.tShift[start], state.sCount[start], state.blkIndent, state.parentType
    # The words behind the mark are read as if they stood where a note's further lines are indented to.
    state.blkIndent += _INDENT
    state.bMarks[start], state.tShift[start], state.sCount[start] = found.end(), 0, state.blkIndent
    if found.end() < state.eMarks[start]:
        state.md.block.tokenize(state, start, end)
    else:
        state.line = start + 1
    state.bMarks[start], state.tShift[start], state.sCount[start], state.blkIndent, state.parentType = before
    state.push("note_close", "", -1)
    return True


def _reference(state: StateInline, silent: bool) -> bool:
    found = _REFERENCE.match(state.src, state.pos, state.posMax)
    if found is None or found.group(1) not in state.env.get("notes", ()):
        return False
    if not silent:
        token = state.push("note_reference", "", 0)
        token.info, token.markup = found.group(1), found.group()
    state.pos = found.end()
    return True
