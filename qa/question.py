"""What a question asks for: its topic, the kind of thing wanted, the years, and whose words."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from qa.organisations import Mention, mentions
from qa.terms import Term, stem, terms


class Wanted(StrEnum):
    """The kind of thing that must be in a sentence for it to answer."""

    ANYTHING = "anything"
    NUMBER = "number"
    MONEY = "money"
    SHARE = "share"
    DATE = "date"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Question:
    """A question taken apart.

    ``topic`` is the question without the organisations whose own words it asks for. ``terms`` are the
    topic's words that a sentence must speak of; ``years`` those it names, as "2021" or "2019-20". ``focus`` is the
    part that asks, where sentences before it tell of circumstances; else all of it.
    """

    text: str
    topic: str
    wanted: Wanted
    terms: tuple[Term, ...]
    years: tuple[str, ...]
    mentions: tuple[Mention, ...]
    counted: tuple[Term, ...] = ()
    focus: str = ""

    @property
    def speakers(self) -> tuple[str, ...]:
        """The organisations whose own words are asked for."""
        return tuple(dict.fromkeys(mention.organisation for mention in self.mentions if mention.speaks))


_WANTED = (
    (
        Wanted.SHARE,
        r"\b(?:what|which) (?:percentage|per ?cent|proportion|share|fraction)\b|\bhow (?:big|large) a share\b",
    ),
    (
        Wanted.MONEY,
        r"\bhow much (?:money|funding|extra|more|additional|new|investment|spending)\b|"
        r"\bwhat (?:sum|amount of money|budget|is the cost|was the cost)\b|"
        r"\bhow much\b.*\b(?:cost|spen[dt]|fund|funding|invest\w*|pa(?:y|id)|budgets?|money|receive|provide[ds]?)\b",
    ),
    (
        Wanted.NUMBER,
        r"\bhow (?:many|much|often|old|long|large|big|far|high|low)\b|\bwhat (?:number|age|amount|total)\b|"
        r"\bthe number of\b",
    ),
    (Wanted.DATE, r"\bwhen\b|\b(?:what|which) (?:year|date|month|day)\b|\bby what date\b"),
    (
        Wanted.NAME,
        r"\bwho(?:se|m)?\b|"
        r"\bwhich (?!(?:of|is|are|was|were|did|do|does|ways?|recommendations?|changes?|concerns?|points?)\b)\w",
    ),
)
# Words of a question that say how it asks, not what about.
_FRAME = frozenset(
    stem(word)
    for word in """say said says think thinks thought view views position opinion stance believe tell know explain
    describe mean means meaning call called name named give given many much percentage proportion number amount figure
    year date time please according document documents library respond responded response react reaction want wants
    wanted feel felt statement make made find found become happen happened take took organisation organisations
    organization body bodies mention mentioned get let may might must shall regard regarding concerning
    anything something thing things kind type way ways per cent""".split()
)
_YEAR = re.compile(r"\b(?:19|20)\d\d(?:\s?[-–/]\s?(?:\d{4}|\d{2}))?\b")


def analyse(text: str, organisations: Iterable[str] = ()) -> Question:
    """Take a question apart; ``organisations`` are the names that the library knows."""
    found = mentions(text, organisations)
    topic = _without(text, [mention for mention in found if mention.speaks])
    focus = _focus(text)
    wanted = next((kind for kind, pattern in _WANTED if re.search(pattern, focus, re.IGNORECASE)), Wanted.ANYTHING)
    words = terms(topic)
    meaningful = [term for term in words if term.stem not in _FRAME] or words
    unique = {term.stem: term for term in meaningful if not _YEAR.fullmatch(term.word)}
    years = tuple(dict.fromkeys(normalised_year(match.group()) for match in _YEAR.finditer(topic)))
    return Question(text, topic, wanted, tuple(unique.values()), years, tuple(found), _counted(topic), focus)


@lru_cache(maxsize=8_192)
def years_in(text: str) -> frozenset[str]:
    """Return the years and financial years that a text names, as ``normalised_year`` writes them."""
    return frozenset(normalised_year(match.group()) for match in _YEAR.finditer(text))


def normalised_year(year: str) -> str:
    """Return "2019-20" for 2019/20, 2019–20 and 2019/2020, and a single year as it is."""
    parts = re.split(r"\s?[-–/]\s?", year)
    return parts[0] if len(parts) == 1 else f"{parts[0]}-{parts[1][-2:]}"


def _focus(text: str) -> str:
    """Return the last sentence if it is a question, and what follows a question that only adds to it."""
    sentences = re.split(r"(?<=[.!?])\s+(?=\S)", text.strip())
    asking = [number for number, sentence in enumerate(sentences) if sentence.rstrip("”’\"')").endswith("?")]
    return " ".join(sentences[asking[-1] :]) if asking else text


def _without(text: str, speakers: list[Mention]) -> str:
    for mention in sorted(speakers, key=lambda m: -m.start):
        text = text[: mention.start] + text[mention.end :]
    return re.sub(r"\s+", " ", text).strip()


def _counted(text: str) -> tuple[Term, ...]:
    """Return the terms right behind "how many": what is counted."""
    match = re.search(r"\bhow many\s+((?:[\w'’-]+\s*){1,4})", text, re.IGNORECASE)
    if not match:
        return ()
    counted: list[Term] = []
    for term in terms(match.group(1), keep_stop_words=True):
        if not terms(term.word):  # a stop word ends the noun
            break
        counted.append(term)
    return tuple(counted)
