"""Terms: what two texts share, whatever the endings of their words.

The words of a question are compared with those of a sentence by stem, by shared beginning ("closed" and
"closure"), and as abbreviations ("IROs" and "Independent Reviewing Officers"). Numbers only match themselves.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

import snowballstemmer

from index.words import STOP_WORDS

_POSSESSIVE = re.compile(r"(?<=\w)['’]s\b|(?<=s)['’](?!\w)")
_TOKEN = re.compile(r"£?\d[\d,]*(?:\.\d+)?(?:[-–/]\d{2,4})?[a-z%]*|[^\W\d_]+(?:['’][^\W\d_]+)?", re.IGNORECASE)
# What the stemmer does not know: each form, and the word that it is a form of.
_IRREGULAR = {
    form: word
    for word, forms in {
        "child": "children",
        "person": "people",
        "man": "men",
        "woman": "women",
        "life": "lives",
        "lose": "lost loss losses",
        "grow": "grew grown growth",
        "fall": "fell fallen",
        "rise": "rose risen",
        "spend": "spent",
        "pay": "paid",
        "build": "built",
        "leave": "left",
        "lead": "led",
        "sell": "sold",
        "meet": "met",
        "write": "wrote written",
        "run": "ran",
        "begin": "began begun",
        "choose": "chose chosen choice",
        "eat": "ate eaten",
        "send": "sent",
        "hold": "held",
        "keep": "kept",
        "bring": "brought",
        "buy": "bought",
        "seek": "sought",
        "win": "won",
        "speak": "spoke spoken",
        "know": "knew known",
        "see": "saw seen",
        "give": "gave given",
        "die": "death deaths died",
        "teach": "taught",
        "drive": "drove driven",
    }.items()
    for form in forms.split()
}
_JOINERS = frozenset({"of", "for", "and", "the", "in", "on", "to", "with"})
_STEMMER = snowballstemmer.stemmer("english")


@dataclass(frozen=True, slots=True)
class Term:
    """A word or number of a text. ``stem`` is what is compared; ``word`` is as it was written."""

    word: str
    stem: str

    @property
    def is_number(self) -> bool:
        """Whether the term begins with a digit or a pound sign."""
        return self.word[0].isdigit() or self.word[0] == "£"

    @property
    def abbreviation(self) -> str | None:
        """The term without a plural "s" if it is written in capitals ("IROs" gives "IRO"), else ``None``."""
        letters = self.word.removesuffix("s")
        return letters if len(letters) >= 2 and letters.isupper() and letters.isalpha() else None


def terms(text: str, keep_stop_words: bool = False) -> list[Term]:
    """Return the terms of a text in order, without stop words."""
    return [
        _term(word)
        for word in _TOKEN.findall(_POSSESSIVE.sub("", text))
        if keep_stop_words or word.lower() not in STOP_WORDS or (len(word) > 1 and word.isupper())
    ]


@lru_cache(maxsize=50_000)
def _term(word: str) -> Term:
    return Term(word, stem(word))


def stem(word: str) -> str:
    """Return what is left of a word when its endings are gone; numbers lose their commas only."""
    lower = word.lower().replace("’", "'")
    if lower[0].isdigit() or lower[0] == "£":
        return lower.replace(",", "").replace("–", "-").replace("/", "-")
    return str(_STEMMER.stemWord(_IRREGULAR.get(lower, lower)))


def same(left: Term, right: Term) -> bool:
    """Tell whether two terms are forms of one word."""
    if left.stem == right.stem:
        return True
    if left.is_number or right.is_number:
        return False
    shared = 0
    for one, other in zip(left.stem, right.stem, strict=False):
        if one != other:
            break
        shared += 1
    rest = max(len(left.stem), len(right.stem)) - shared
    # "closure" and "closed", but not "care" and "career": one of which is no other form of the other.
    both_end_otherwise = shared < min(len(left.stem), len(right.stem))
    return (shared >= 4 and rest <= (2 if both_end_otherwise else 1)) or (shared >= 6 and rest <= 3)


class TermSet:
    """The terms of a text, ready for many comparisons; make it with ``term_set``, which remembers."""

    def __init__(self, text: str) -> None:
        found = terms(text, keep_stop_words=True)
        self._stems = {term.stem for term in found}
        self._by_beginning: dict[str, list[Term]] = {}
        for term in found:
            if term.word.lower() not in STOP_WORDS:
                self._by_beginning.setdefault(term.stem[:4], []).append(term)
        self._abbreviations = {term.abbreviation for term in found} - {None}
        # "Independent Reviewing Officers from" gives "IRO-": capitals that an abbreviation may stand for.
        self._initials = "".join(
            term.word[0] if term.word[0].isupper() else "-" for term in found if term.word not in _JOINERS
        )

    def has(self, term: Term) -> bool:
        """Tell whether a form of the term, or what it abbreviates, is in the text."""
        if term.stem in self._stems or any(same(term, other) for other in self._by_beginning.get(term.stem[:4], ())):
            return True
        return term.abbreviation is not None and term.abbreviation in self._initials

    def abbreviates(self, phrase: list[Term]) -> bool:
        """Tell whether the text holds an abbreviation made of the first letters of the phrase's words."""
        return "".join(term.word[0] for term in phrase) in self._abbreviations


@lru_cache(maxsize=8_192)
def term_set(text: str) -> TermSet:
    """Return the terms of a text; the same sentence is asked about again and again."""
    return TermSet(text)


def capitalised_phrases(text: str) -> list[list[Term]]:
    """Return the runs of two or more capitalised words in a text, without "of", "for", "and", "the"."""
    phrases: list[list[Term]] = [[]]
    for term in terms(text, keep_stop_words=True):
        if term.word[0].isupper() and term.word.lower() not in STOP_WORDS:
            phrases[-1].append(term)
        elif term.word not in _JOINERS:
            phrases.append([])
    return [phrase for phrase in phrases if len(phrase) > 1]
