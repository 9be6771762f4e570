"""The parts of a sentence: where a verb's subject may begin, what stands in quotation marks, what is a heading."""

import re

_BULLET = re.compile(r"^\s*(?:[-*•–]\s+|\(?\w{1,3}[.)]\s+|\d[\d.]*\s+)?")
_QUOTED = re.compile(r"“[^”]*”|(?<!\w)\"[^\"]*\"|(?<!\w)‘[^’]*’(?!\w)")
_ENDED = re.compile(r"[.!;:…][”\"’')\]]*\d*\s*$")
_BREAK = re.compile(r"[,;:()–—“”]|\s-\s")
INTRODUCTION = re.compile(
    r"^(?:(?:However|Indeed|Similarly|Meanwhile|Moreover|Furthermore|But|And|Yet|So|As|Also|Recently|Elsewhere|Then|Now|"
    r"Instead|Nevertheless|as|and|but|yet|for|when|When|After|Since)\s+)?"
    r"(?:(?:In|On|By|During|Since|Last|This|in|on|by|last)\s+(?:(?:[\w-]+\s+){0,2}?\d{4}|(?:the\s+)?(?:same\s+)?(?:year|month|"
    r"week|May|June|July|March|April|January|February|August|September|October|November|December)(?!\s+\d))\s+)?"
)
_JOINS = re.compile(r"^(?:and|but|yet|as)\s+|\b(?:that|but|yet|when|(?<!such )as)\s+")


def subjects(text: str, left: int) -> list[tuple[int, str]]:
    """Return where the subject of a verb may begin, with its words: the longest within its clause first.

    A list ("A, B and C") reaches over commas; what stands between two commas before the verb is read over.
    """
    head = text[:left].rstrip()
    aside = re.search(r"(?:,\s[^,;:]{2,90},|\s\([^()]*\))$", head)
    if aside:
        head = head[: aside.start()]
    elif head.endswith((",", ";", ":", "“", "–", "—")):
        return []
    dated = re.search(r"\s(?:in|on)\s+(?:[\w]+\s+){0,3}\d{4}$", head)
    if dated:
        head = head[: dated.start()]
    breaks = [0, *(match.end() for match in _BREAK.finditer(head))]
    starts = []
    if ", " in head and " and " in head[breaks[-1] :]:
        starts.append(breaks[0])
    starts.append(breaks[-1])
    found, joined = [], []
    for start in starts:
        words = head[start:]
        start += len(words) - len(words.lstrip())
        words = words.strip()
        introduction = INTRODUCTION.match(words)
        if introduction and introduction.end():
            found.append((start + introduction.end(), words[introduction.end() :]))
        found.append((start, words))
        joined += [(start + join.end(), words[join.end() :]) for join in list(_JOINS.finditer(words))[-4:]]
    return found + joined


def masked(sentence: str) -> str:
    """Return the sentence without its bullet and with what stands in quotation marks blotted out."""
    return _QUOTED.sub(
        lambda match: match.group()[0] + "x" * (len(match.group()) - 2) + match.group()[-1],
        _BULLET.sub("", sentence, count=1),
    )


def is_heading(text: str) -> bool:
    """Tell whether a line without a stop is too short to be anything but a heading."""
    return not _ENDED.search(text) and len(text.split()) <= 12 and " that " not in text
