"""What a sentence may lack although it says the question's words: the figure is of something else, the names are only
counted, the thing was asked for and not done, the place or the organisation is another one.

Each rule is about how English asks and answers, not about any document. A near miss that sounds right is the worst
answer that there is, so that each of these counts against a sentence and against the confidence.
"""

import re
from collections.abc import Iterable
from enum import StrEnum
from functools import lru_cache

from qa.answer_kinds import counts_the_same
from qa.organisations import aliases
from qa.question import Question, Wanted
from qa.terms import Term, same, terms


class Mismatch(StrEnum):
    """What is amiss with a sentence as an answer to a question."""

    COUNTS_OTHERS = "counts something else"
    ONLY_COUNTED = "counts what should be named"
    NOBODY_NAMED = "names no person"
    NOT_DONE = "was called for, not done"
    OTHER_PLACE = "is about another place"
    OTHER_POSITION = "takes another position, or none"
    OTHER_ORGANISATION = "does not speak of the organisation"


_QUANTITY = (
    r"(?:\d[\d,]*|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens of|hundreds of|some(?: of)?|"
    r"several(?: of)?|many(?: of)?|a number of|most(?: of)?|a range of|various|other|further)"
)
_LISTS = re.compile(
    r":|\b(?:such as|namely|including|for example|among them|they (?:are|were)|first|was named|were named|called)\b|"
    r"[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*(?:, [A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*)* and [A-Z]"
)
_NAMES_ASKED = re.compile(
    r"\b(?:which|what (?:are|were)(?: all)?(?: the)?)\s+((?:[\w’'-]+\s+){0,5}[\w’'-]+)", re.IGNORECASE
)
_PERSON_ASKED = re.compile(
    r"^\W*(?:and |so )?who(?:’s|'s| is| was| are| were| chairs?| chaired| leads?| led| heads?| headed| runs?| ran|"
    r" became| replaced| succeeded)\b|\bwho (?:was|is|has been) (?:appointed|chosen|named|made)\b|\bname of the\b",
    re.IGNORECASE,
)
_BODY = frozenset(
    """Act Agency Alliance Ambassador Assembly Association Authority Bank Bill Board Bureau Case Centre Chamber
    Chancellor Change Charity Children Coalition College Commission Commissioner Committee Commons Community
    Conference Consultation Council Court Department Director Education England English Europe European
    Executive Federation Foundation Framework Fund Government Group Health Home House Independent Inquiry
    Institute Ireland Justice Kingdom Law League Local London Lords Minister Ministry Monday National Network
    Northern Office Officer Order Panel Parliament Party Plan Police Policy Practice President Prime Programme
    Project Regulator Report Research Review Safeguarding School Scotland Scottish Secretary Service Services
    Social Society State Strategy Survey Taskforce Team The Treasury Tribunal Trust UK Union United University
    Wales Welsh Work Workers World Youth January February March April May June July August September October
    November December In On At For It This These They Its Their A An As But And If When While""".split()
)
_PERSON = re.compile(r"\b([A-Z][a-zà-ÿ’'-]+)\s+((?:[A-Z]\.?\s+)?[A-Z][a-zA-Zà-ÿ’'-]+)\b")
_WISH = re.compile(
    r"\b(?:(?:recommend|suggest|propos|demand|request|urg)(?:ed|s|es|ing)|call(?:ed|s|ing)? (?:for|on)|should|ought to|"
    r"ask(?:ed|s|ing)? (?:\w+ ){0,4}(?:to|for|that)|want(?:ed|s)? (?:\w+ ){0,5}to|hop(?:ed|es|ing) (?:for|that))\b",
    re.IGNORECASE,
)
_WISH_ASKED = re.compile(
    r"\b(?:recommend\w*|call\w*|urg\w+|ask\w*|propos\w+|demand\w*|want\w*|should|ought|would|could|might|plan\w*|suggest\w*|"
    r"will|think\w*|thought|say|said|says|support\w*|oppos\w*|view\w*|concern\w*|promis\w*|pledg\w*|aim\w*|if)\b",
    re.IGNORECASE,
)
_HAPPENED = re.compile(
    r"^\W*(?:when|where|by how much|how (?:many|much)|who|which)\b.*\b(?:did|was|were|has|have|had|\w{3,}ed)\b",
    re.IGNORECASE,
)
_AGAINST = (
    r"oppos\w+|against|disagree\w*|object(?:ed|s|ion|ions)?|critic\w+|reject\w*|concern\w*|worr\w+|warn\w*|fear\w*|"
    r"disappoint\w*|caution\w*|doubt\w*|regret\w*|risk\w*|fail\w*|lack\w*|weak\w*|wrong|unclear|not|no|never|without|"
    r"sceptic\w*|uneasy|harm\w*|damag\w*|threat\w*|danger\w*|missing|gaps?|too (?:little|few|slow\w*|much|many|late)"
)
_FOR = (
    r"support\w*|welcom\w+|agree[ds]?|back(?:ed|s|ing)?|favour\w*|endors\w+|pleased|prais\w+|call\w* for|glad|positive"
)
_POSITIONS = tuple(
    (re.compile(rf"\b(?:{asked})\b", re.IGNORECASE), re.compile(rf"\b(?:{shown})\b|n['’]t\b", re.IGNORECASE))
    for asked, shown in (
        (
            r"who (?:\w+ ){0,2}(?:oppos\w+|disagree\w*|object\w*|reject\w*|criticis\w+)|"
            r"(?:what|which) (?:\w+ ){0,2}(?:concerns|criticisms|objections|worries)",
            _AGAINST,
        ),
        (r"who (?:\w+ ){0,2}(?:support\w*|welcom\w+|agree[ds]?|back(?:ed|s)|favour\w*|endors\w+)", _FOR),
    )
)
_PLACES = {
    "england": r"England|English",
    "wales": r"Wales|Welsh",
    "scotland": r"Scotland|Scottish",
    "northern ireland": r"Northern Ireland|Northern Irish",
}
_ALL_PLACES = re.compile(r"\b(?:UK|United Kingdom|Great Britain|four nations|each nation)\b")


def mismatches(question: Question, sentence: str, around: str, bodies: Iterable[str]) -> frozenset[Mismatch]:
    """Return what is amiss with a sentence.

    ``around`` is the text near it with its headings and title; ``bodies`` are the organisation that speaks in the
    document and, for a note, the one that it is about.
    """
    found = set()
    if question.wanted is Wanted.NUMBER and question.counted and not counts_the_same(sentence, question):
        found.add(Mismatch.COUNTS_OTHERS)
    if _only_counts(question.focus, sentence):
        found.add(Mismatch.ONLY_COUNTED)
    if _PERSON_ASKED.search(question.focus) and not _names_person(sentence, question.focus):
        found.add(Mismatch.NOBODY_NAMED)
    if _HAPPENED.search(question.focus) and not _WISH_ASKED.search(question.focus) and _WISH.search(sentence):
        found.add(Mismatch.NOT_DONE)
    if _is_elsewhere(question.focus, sentence, around):
        found.add(Mismatch.OTHER_PLACE)
    if any(asked.search(question.focus) and not shown.search(sentence) for asked, shown in _POSITIONS):
        found.add(Mismatch.OTHER_POSITION)
    if not _speaks_of_all(question, f"{sentence} {around}", frozenset(bodies)):
        found.add(Mismatch.OTHER_ORGANISATION)
    return frozenset(found)


def _only_counts(question: str, sentence: str) -> bool:
    """Tell whether the things that a question wants named are counted in the sentence and not listed there."""
    match = _NAMES_ASKED.search(question)
    if match is None:
        return False
    for noun in _plurals(match.group(1)):
        for counted in _counted_nouns(sentence):
            if same(noun, counted):
                return _LISTS.search(sentence) is None
    return False


@lru_cache(maxsize=1_024)
def _plurals(words: str) -> tuple[Term, ...]:
    return tuple(term for term in terms(words) if term.word.endswith("s") and not term.word.endswith("ss"))


@lru_cache(maxsize=8_192)
def _counted_nouns(sentence: str) -> tuple[Term, ...]:
    """Return the words up to three places behind a quantity."""
    return tuple(
        term
        for match in re.finditer(rf"\b{_QUANTITY}\s+((?:[\w’'-]+\s+){{0,3}}[\w’'-]+)", sentence, re.IGNORECASE)
        for term in terms(match.group(1))
    )


def _names_person(sentence: str, question: str) -> bool:
    asked = {word.lower() for word in re.findall(r"[\w’'-]+", question)}
    for match in _PERSON.finditer(sentence):
        words = [word.removesuffix("’s").removesuffix("'s") for word in (match.group(1), match.group(2).split()[-1])]
        if not any(word in _BODY or word.lower() in asked for word in words):
            return True
    return False


def _is_elsewhere(question: str, sentence: str, around: str) -> bool:
    """Tell whether a question names a nation and the sentence, or else what stands around it, only others."""
    asked = _places(question)
    if not asked:
        return False
    for text in (sentence, around):
        named = _places(text)
        if named or _ALL_PLACES.search(text):
            return bool(named) and not asked & named
    return False


@lru_cache(maxsize=8_192)
def _places(text: str) -> frozenset[str]:
    return frozenset(place for place, words in _PLACES.items() if re.search(rf"\b(?:{words})\b", text))


def _speaks_of_all(question: Question, text: str, bodies: frozenset[str]) -> bool:
    names = {mention.organisation for mention in question.mentions}
    return all(name in bodies or _is_named(name, text) for name in names)


@lru_cache(maxsize=8_192)
def _is_named(organisation: str, text: str) -> bool:
    return any(re.search(rf"(?<!\w){re.escape(alias)}(?!\w)", text) for alias in aliases(organisation))
