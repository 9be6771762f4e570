"""The parts of an earlier question: who speaks in it, what it is about, what it counts, when and where."""

import re
from dataclasses import dataclass

from qa.conversation.words import PARTICIPLE, PLACE, PREPOSITIONS
from qa.organisations import Mention

PEOPLE = re.compile(
    r"(?:children|people|carers?|workers?|adopters|parents|girls|boys|leavers|officers|families|mothers|fathers|readers|"
    r"teenagers|babies|adults|members|advocates|companies|councils|charities|organisations|kids)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Span:
    """Where something stands in a question."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Parts:
    """A question without its question mark, and where its parts stand in it; ``None`` for what it has not.

    ``opening`` is the question word ("How many"), ``auxiliary`` the "did" of "did the LGA say". ``speaker`` is
    who says or does something, with its article. ``topic`` is what the question is about, without time and
    place behind it; ``subject`` the thing of which something is asked ("How much did X cost?"); ``counted`` the
    noun behind "how many". ``date`` has its preposition; ``place`` has none.
    """

    text: str
    mentions: tuple[Mention, ...]
    opening: Span | None
    auxiliary: Span | None
    speaker: Span | None
    topic: Span | None
    subject: Span | None
    counted: Span | None
    date: Span | None
    place: Span | None

    def words(self, span: Span | None) -> str:
        """Return the words of a span, and nothing for none."""
        return self.text[span.start : span.end] if span else ""

    def put(self, span: Span, words: str) -> str:
        """Return the question with other words in a span."""
        return self.text[: span.start] + words + self.text[span.end :]

    def added(self, words: str) -> str:
        """Return the question with words at its end, but before a time that stands there."""
        if self.date and self.date.end == len(self.text) and self.date.start:
            return f"{self.text[: self.date.start].rstrip()} {words} {self.words(self.date)}"
        return f"{self.text} {words}"

    def opens_with(self, words: str) -> bool:
        """Tell whether its question words are these."""
        return self.words(self.opening).lower() == words

    @property
    def about(self) -> str:
        """The topic with the place behind it: what "it" and "that" stand for; "" if the question has none."""
        if self.topic is None:
            return ""
        behind = re.match(rf"(?:,?\s+(?:in|across|for)\s+{PLACE.pattern})?", self.text[self.topic.end :])
        return self.text[self.topic.start : self.topic.end + (behind.end() if behind else 0)]

    @property
    def is_matter(self) -> bool:
        """Whether the topic is only spoken about, so that nobody can be said to disagree with it as such."""
        before = self.text[: self.topic.start] if self.topic else ""
        return re.search(r"\b(?:about|on|of|regarding|concerning)\s+$", before, re.IGNORECASE) is not None

    @property
    def thing(self) -> str:
        """What the question is about as a noun with what is said of it, "children in care in England", or ""."""
        return self.about or self.words(self.subject) or self.described

    @property
    def described(self) -> str:
        """What is counted with what is said of it: "children who went missing from hotels"; "" if unknown."""
        if self.counted is None:
            return ""
        noun, rest = self.words(self.counted), self.text[self.counted.end :].strip()
        rest = re.sub(r",?\s+according to .+$", "", rest, flags=re.IGNORECASE)
        if not rest:
            return noun
        first, _, behind = rest.partition(" ")
        pronoun = "who" if PEOPLE.fullmatch(noun.split()[-1]) else "that"
        there = re.match(r"\w+ there\b(?: be\b)?\s*", rest)
        if there:
            return f"{noun} {rest[there.end() :]}".strip()
        if first.lower() in {"is", "are", "was", "were"}:
            second = behind.partition(" ")[0].lower()
            if second in PREPOSITIONS or PARTICIPLE.fullmatch(second):
                return f"{noun} {behind}"
            return f"{noun} {pronoun} {rest}"
        if first.lower() in {"did", "does", "do"}:
            return ""
        return f"{noun} {pronoun} {rest}"


def is_plural(word: str) -> bool:
    """Tell whether a word in small letters looks like a noun in the plural."""
    return word in {"children", "people"} or (word.endswith("s") and not word.endswith("ss"))


def names_several(thing: str) -> bool:
    """Tell whether a name or a noun with what is said of it is in the plural: "cooperatives in Wales"."""
    head = (re.split(r",|\s+(?:of|for|in|on|with|to|from|who|that)\s+", thing)[0].split() or [""])[-1]
    return not head.isupper() and not re.search(r"['’]s?$", head) and is_plural(head.lower())


def with_article(text: str, start: int) -> int:
    """Return where a name begins with the "the" before it."""
    match = re.search(r"\bthe\s+$", text[:start], re.IGNORECASE)
    return match.start() if match else start
