"""Sentences: the unit that is quoted.

nupunkt finds the boundaries; this module adds what real reports need beside it: a full stop with no space
after it ("councils.The"), and bullets and list numbers that are not part of the sentence.
"""

import re

import nupunkt

Span = tuple[int, int]

_MISSING_SPACE = re.compile(r"(?<=[a-z]{3})[.!?][”’\"')\]]*(?=[“‘\"'(]?[A-Z][a-z]*[ ,’'])")
_ADDRESS = re.compile(r"\S*(?:www\.|://|@)\S*")
_BULLET = re.compile(r"\s*(?:[•*‣◦▪●○–-]|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)])\s+(?=\S)")
# Abbreviations after which nupunkt sees an end although a number or name follows.
_UNFINISHED = re.compile(
    r"(?:^|[\s(])(?:Sec|Sect|Section|Sch|Art|Reg|Regs|Para|Paras|para|paras|Chap|Ch|Fig|Vol|Nos?|nos?|pp?|ss?|"
    r"Dr|Mr|Mrs|Ms|Prof|Rev|Hon|Rt|Sir|St|e\.g|i\.e|cf|vs|v|ca|approx|Approx|al|Cllr|Lt|Col)\.$"
)
_INITIAL = re.compile(r"(?:^|[\s(.])[A-Z]\.$")


def sentence_spans(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """Return the spans of the sentences in ``text[start:end]``, in code points of ``text``.

    Lines are blocks (see ``index.blocks``), so no sentence crosses a line break. Spans carry no white space
    at their ends and no bullet; every letter and digit of the text besides list numbers is in one of them.
    """
    spans: list[Span] = []
    position = start
    for line in text[start:end].split("\n"):
        spans += [(position + left, position + right) for left, right in _line_spans(line)]
        position += len(line) + 1
    return spans


def _line_spans(line: str) -> list[Span]:
    bullet = _BULLET.match(line)
    offset = bullet.end() if bullet else 0
    body = line[offset:]
    if not body.strip():
        return []
    cuts = sorted({right for _, right in nupunkt.sent_spans(body)} | set(_missing_spaces(body)) | {len(body)})
    spans: list[Span] = []
    left = 0
    for cut in cuts:
        piece = body[left:cut].strip()
        if cut != len(body) and _continues(piece, body[cut:].lstrip()):
            continue
        if any(character.isalnum() for character in piece):
            begin = left + len(body[left:cut]) - len(body[left:cut].lstrip())
            spans.append((offset + begin, offset + begin + len(piece)))
        elif spans and piece:
            spans[-1] = (spans[-1][0], offset + left + len(body[left:cut].rstrip()))
        left = cut
    return spans


def _missing_spaces(body: str) -> list[int]:
    addresses = [match.span() for match in _ADDRESS.finditer(body)]
    return [
        match.end()
        for match in _MISSING_SPACE.finditer(body)
        if not any(left <= match.start() < right for left, right in addresses)
    ]


def _continues(piece: str, rest: str) -> bool:
    """Tell whether the sentence goes on after ``piece``, which nupunkt or a missing space ended."""
    if not rest:
        return False
    if rest[0].islower():
        # "etc. and", "p.m. on": a sentence does not begin with a small letter.
        return piece[-1] == "."
    if _UNFINISHED.search(piece):
        return True
    return bool(_INITIAL.search(piece)) and bool(re.match(r"(?:[A-Z]\.|[A-Z][a-z]+(?:[ ,.;)]|$))", rest)) and (
        len(piece.split()[-1]) == 2 and len(piece.split()) > 1 and not piece.split()[-2].islower()
    )
