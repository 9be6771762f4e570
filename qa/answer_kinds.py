"""Whether the kind of thing that a question wants is in a sentence."""

import re
from functools import lru_cache

from qa.question import Question, Wanted, years_in
from qa.terms import Term, same, terms

_NUMBER_WORDS = (
    r"(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|"
    r"eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?|millions?|billions?|"
    r"dozens?|half|a third|two-thirds|a quarter|three-quarters|twice|doubled?)"
)
_MONEY = re.compile(r"[£$€]\s?\d|\b\d[\d,.]*\s?(?:million|billion|bn|m)?\s?pounds\b", re.IGNORECASE)
_PERCENTAGE = re.compile(r"\d\s?%|\bper ?cent\b|\bpercentage points?\b", re.IGNORECASE)
_PERCENTAGE_ASKED = re.compile(r"\bper ?cent(?:age)?\b", re.IGNORECASE)
_SHARE = re.compile(
    r"\d\s?%|\bper ?cent\b|\b(?:half|third|quarter|fifth|tenth|majority|most|all)\b"
    r"|\b\w+ (?:in|out of) (?:every )?[\w,]+\b",
    re.IGNORECASE,
)
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)"
)
_DATE = re.compile(
    rf"\b(?:19|20)\d\d\b|\b{_MONTH}\b(?! be\b)|\b(?:spring|summer|autumn|winter)\b|"
    r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|"
    r"\b\w+ (?:years?|months?|weeks?|days?) (?:ago|later|after)\b|\bwithin \w+ (?:years?|months?|weeks?|days?)\b"
)
_NUMERAL = re.compile(rf"\b\d[\d,.]*|\b{_NUMBER_WORDS}\b", re.IGNORECASE)
_FIGURE = re.compile(r"[£$€]?\d[\d,.]*(?:\s?(?:%|per cent|million|billion|bn\b|m\b))?", re.IGNORECASE)
_REFERENCE = re.compile(
    rf"\b\d{{1,2}}(?:st|nd|rd|th)? {_MONTH}\b|"
    r"\b(?:section|sections|chapter|part|page|article|paragraph|annex|figure|table|s|p|no)\.?\s\d+\b|"
    r"\b(?:19|20)\d\d(?:[-–/]\d{2,4})?\b",
    re.IGNORECASE,
)


def holds(sentence: str, question: Question) -> bool:
    """Tell whether the sentence holds a number, sum, share, date or name as the question wants one."""
    if question.wanted is Wanted.NUMBER:
        return _NUMERAL.search(_REFERENCE.sub(" ", sentence)) is not None
    if question.wanted is Wanted.MONEY:
        return _MONEY.search(sentence) is not None
    if question.wanted is Wanted.SHARE:
        exact = _PERCENTAGE_ASKED.search(question.focus) is not None
        return (_PERCENTAGE if exact else _SHARE).search(sentence) is not None
    if question.wanted is Wanted.DATE:
        return _DATE.search(sentence) is not None
    if question.wanted is Wanted.NAME:
        return _has_other_name(sentence, question)
    return True


def counts_the_same(sentence: str, question: Question) -> bool:
    """Tell whether a number stands right before what the question counts: "750 youth centres"."""
    if not question.counted:
        return False
    words = _without_references(sentence)
    for position, word in enumerate(words):
        if word.is_number or re.fullmatch(_NUMBER_WORDS, word.word, re.IGNORECASE):
            following = words[position + 1 : position + 4]
            if any(same(term, other) for term in question.counted for other in following):
                return True
    return False


@lru_cache(maxsize=8_192)
def figures(sentence: str) -> frozenset[str]:
    """Return the figures of a sentence, as "£2bn", "45" or "22.6%", without years, dates and references."""
    return frozenset(match.group().rstrip(".,").strip() for match in _FIGURE.finditer(_REFERENCE.sub(" ", sentence)))


@lru_cache(maxsize=8_192)
def _without_references(sentence: str) -> list[Term]:
    return terms(_REFERENCE.sub(" ", sentence), keep_stop_words=True)


def year_conflict(sentence: str, question: Question) -> bool:
    """Tell whether the sentence names years, but none of those that the question names."""
    stated = years_in(sentence)
    return bool(question.years) and bool(stated) and not stated & set(question.years)


def _has_other_name(sentence: str, question: Question) -> bool:
    asked = {term.word.lower() for term in terms(question.text, keep_stop_words=True)}
    words = re.findall(r"\w[\w'’-]*", sentence)
    names = [word for word in words[1:] if word[0].isupper()]
    if len(words) > 1 and words[0][0].isupper() and (words[1][0].isupper() or words[0].isupper()):
        names.append(words[0])  # a sentence's first word has a capital anyway; a name goes on
    return any(name.lower().removesuffix("s") not in asked and name.lower() not in asked for name in names)
