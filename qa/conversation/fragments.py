"""Follow-ups that are no sentence: "What about Scotland?", "And in 2021?", "And the LGA?", "How many girls?"."""

import re
from collections.abc import Iterable
from itertools import pairwise

from qa.conversation.parts import PEOPLE, Parts, Span, is_plural, with_article
from qa.conversation.reading import take_apart
from qa.conversation.sorts import Sort, sort_of
from qa.conversation.words import (
    AUXILIARY,
    BOUNDARY_VERB,
    DATE,
    ONLY_DATE,
    PREPOSITIONS,
    RELATIVE,
    STANCE,
    YEAR,
)
from qa.terms import stem, terms

_ABOUT = re.compile(r"(?:(?:and|but)\s+)?(?:what|how)\s+about\s+", re.IGNORECASE)
_PREPOSITION = re.compile(
    r"(according to|from|for|in|on|about|by|to|with|of|at|under|among|since|during|until|after|before|across|within)"
    r"\s+",
    re.IGNORECASE,
)
_QUESTION_WORDS = frozenset("who what which when where why how whose whom".split())
_UNRESOLVED = frozenset("it its they them their he she him her his this that these those there then one ones".split())
_OTHER_TIME = re.compile(
    r"\b(?:(?:year|month|week|day|decade)s? (?:before|after|earlier|later|ago)|(?:last|next|this) (?:year|month|week)|"
    r"before|after|now|today|then|yesterday|earlier|later)$",
    re.IGNORECASE,
)
"""Times that only a calendar resolves."""
_MOST_WORDS = 9
_PLURAL_ACTORS = frozenset({"ministers", "the ministers", "councils", "charities"})
_AGREEING = {"do": "does", "have": "has", "are": "is", "were": "was"}


def replacement(bare: str, last: Parts, organisations: Iterable[str], led: bool, asked: bool) -> str | None:
    """Return the last question with what the fragment names in the place of what is of its kind.

    ``led`` tells of an "and" that was before it, ``asked`` of a question mark.
    """
    about = _ABOUT.match(bare)
    fragment = bare[about.end() :] if about else bare
    words = fragment.lower().split()
    if not words or len(words) > _MOST_WORDS or _is_sentence(words) or set(words) & _UNRESOLVED:
        return None
    if _OTHER_TIME.search(fragment) or any(mark in fragment for mark in ':;()"“”'):
        return None
    names = tuple(organisations)
    both = _organisation_and_topic(fragment, names)
    if both and (about or led) and last.speaker and last.topic:
        changed = last.put(last.topic, both[1])
        return _spoken(last, both[0], changed) if last.speaker.end <= last.topic.start else None
    time = DATE.search(fragment)
    rest = (fragment[: time.start()] + fragment[time.end() :]).strip() if time else ""
    if time and rest:  # "And in Wales in 2021?"
        then = _at(last, time.group())
        return _placed(rest, take_apart(then, names), names, True) if then and (about or led) else None
    return _placed(fragment, last, names, about is not None or led, asked)


def _placed(fragment: str, last: Parts, organisations: tuple[str, ...], sure: bool, asked: bool = True) -> str | None:
    match = _PREPOSITION.match(fragment)
    if match:
        fragment = fragment[0].lower() + fragment[1:]
    preposition = match[1].lower() if match else ""
    thing = fragment[match.end() :] if match else fragment
    if ONLY_DATE.fullmatch(fragment) or ONLY_DATE.fullmatch(thing):
        return _at(last, fragment if match else f"in {fragment}") if sure or asked else None
    sort = sort_of(thing, organisations)
    if sort is Sort.UNSURE or (not sure and (not asked or sort is Sort.TOPIC)):
        return None
    if sort is Sort.PLACE:
        return _where(last, thing, preposition or "in")
    if sort is Sort.ORGANISATION and preposition in {"", "according to", "from", "by"}:
        return _said_by(last, thing)
    if not sure:
        return None
    if preposition in {"", "on", "about", "to"}:
        return _on(last, thing)
    return _behind(last, preposition, thing)


def count_of(bare: str, last: Parts) -> str | None:
    """Resolve "How many girls?", "How many in Scotland?", "How many are there?" and "How many were girls?"."""
    match = re.fullmatch(r"how (many|much)\s+(.+)", bare, re.IGNORECASE)
    if match is None:
        return None
    rest = match[2]
    words = rest.lower().split()
    if words[0] in {"in", "for", "across", "by", "since", "from"}:
        counts = re.match(rf"how {match[1]}\b", last.text, re.IGNORECASE)
        return _placed(rest, last, (), True) if counts else None
    if words in (["are", "there"], ["were", "there"]) and last.topic:
        return f"How many {last.words(last.topic)} {rest}"
    counted = last.words(last.counted)
    if match[1].lower() == "much" or not counted or set(words) & _UNRESOLVED:
        return None
    if words[0] in {"were", "are", "was", "is", "have", "had"} and len(words) > 1:
        return f"How many {counted} {rest}" if _same_frame(words, last) else _of_those(last, rest)
    if BOUNDARY_VERB.fullmatch(words[0]) and (len(words) == 1 or words[1] in PREPOSITIONS):
        return f"How many {counted} {rest}"
    short = len(words) <= 3 and is_plural(words[-1]) and not _is_sentence(words)
    if short and words[0] not in PREPOSITIONS | {"more"} and last.counted and last.opens_with("how many"):
        return last.put(last.counted, rest)
    return None


def _of_those(last: Parts, rest: str) -> str | None:
    return f"How many of the {last.described} {rest}" if last.described else None


def _same_frame(words: list[str], last: Parts) -> bool:
    """Tell whether the words of a count repeat those of the last one, as "are in care" of "are in care in 2018"."""
    behind = last.text[last.counted.end :].lower().split() if last.counted else []
    return len(words) > 2 and words[1:3] == behind[1:3]


def _is_sentence(words: list[str]) -> bool:
    if words[0] in _QUESTION_WORDS or words[0] in AUXILIARY:
        return True
    return any(word in AUXILIARY and before not in RELATIVE for before, word in pairwise(words))


def _organisation_and_topic(fragment: str, organisations: tuple[str, ...]) -> tuple[str, str] | None:
    match = re.fullmatch(r"(.+?)\s+(?:on|about)\s+(.+)", fragment)
    if match and sort_of(match[1], organisations) is Sort.ORGANISATION:
        return match[1], match[2]
    return None


def _at(last: Parts, time: str) -> str | None:
    if last.date:
        return last.put(last.date, time)
    return None if re.search(YEAR, last.text) else f"{last.text} {time}"


def _where(last: Parts, place: str, preposition: str) -> str:
    if last.place is None:
        return last.added(f"{preposition} {place}")
    before = re.search(r"\b(?:in|across|for|of|from|to)\s+(?:the\s+)?$", last.text[: last.place.start])
    if before is None:
        return last.put(last.place, re.sub(r"^the\s+", "", place))
    start = with_article(last.text, last.place.start)
    return last.put(Span(start, last.place.end), place)


def _said_by(last: Parts, organisation: str) -> str | None:
    if last.speaker is not None:
        about = re.sub(r"^the\s+", "", last.words(last.topic), flags=re.IGNORECASE)
        if about in {last.text[mention.start : mention.end] for mention in last.mentions}:
            return None  # "What did the review say about the LGA?": Ofsted may stand in either place.
        return _spoken(last, organisation, last.text)
    if re.match(r"(?:who|which|how many)\b", last.text, re.IGNORECASE) and last.topic and last.auxiliary is None:
        does = "do" if _is_plural(organisation) else "does"
        return f"What {does} {organisation} say about {last.about}"
    if last.opening is None and last.auxiliary is None:
        return None
    return f"According to {organisation}, {last.text[:1].lower()}{last.text[1:]}"


def _spoken(last: Parts, organisation: str, text: str) -> str | None:
    """Return ``text``, the last question or one that differs behind its speaker, with another speaker."""
    if last.speaker is None:
        return None
    before, behind = text[: last.speaker.start], text[last.speaker.end :]
    if re.match(r"['’]s\b", behind) and organisation.endswith(("'s", "’s")):
        behind = behind[2:]
    was_plural = _is_plural(last.words(last.speaker))
    plural = _is_plural(organisation)
    auxiliary = re.search(r"\b(\w+)\s+$", before)
    if auxiliary and plural != was_plural:
        forms = _AGREEING if was_plural else {one: many for many, one in _AGREEING.items()}
        word = auxiliary[1].lower()
        new = forms.get(word, word)
        before = before[: auxiliary.start(1)] + (new.capitalize() if auxiliary[1][0].isupper() else new) + " "
    return before + organisation + behind


def _is_plural(organisation: str) -> bool:
    two = re.search(r"[a-z,] and the [A-Z]|\b[A-Z]+ and (?:the )?[A-Z]+\b", organisation)
    return two is not None or organisation.lower() in _PLURAL_ACTORS


def _on(last: Parts, topic: str) -> str | None:
    alike = _with_same_head(last, topic)
    if alike is not None:
        return last.put(alike, topic)
    if last.topic is not None:
        return last.put(last.topic, topic)
    if last.counted is not None and last.opens_with("how many"):
        same_sort = _are_people(topic) == _are_people(last.words(last.counted))
        return last.put(last.counted, topic) if same_sort else None
    return last.put(last.subject, topic) if last.subject is not None else None


def _with_same_head(last: Parts, topic: str) -> Span | None:
    """Return where the last question speaks of a thing of the same name: "foster carers" for "kinship carers"."""
    words = re.findall(r"[\w'’-]+", topic)
    if len(words) < 2 or not terms(words[-1]):
        return None
    found = list(re.finditer(r"[\w'’-]+", last.text))
    for position in range(len(found) - 1, 0, -1):
        if stem(found[position].group()) != stem(words[-1]):
            continue
        if position + 1 < len(found) and terms(found[position + 1].group()):
            continue  # "Care" of "Regional Care Cooperatives" is not what that names.
        start = position
        while start > 1 and position - start < len(words) - 1 and _modifies(found[start - 1].group()):
            start -= 1
        if start == position:
            continue
        return Span(found[start].start(), found[position].end())
    return None


def _are_people(noun: str) -> bool:
    return PEOPLE.fullmatch(noun.split()[-1]) is not None


def _modifies(word: str) -> bool:
    if re.fullmatch(STANCE, word, re.IGNORECASE) or word.lower() in {"many", "much"}:
        return False
    return bool(terms(word))


def _behind(last: Parts, preposition: str, thing: str) -> str | None:
    """Return the last question with ``thing`` behind the same preposition, where it stands once and once only."""
    found = []
    for match in re.finditer(rf"\b{preposition}\s+", last.text, re.IGNORECASE):
        outside = [span for span in (last.date, last.place, last.speaker) if span]
        if not any(span.start <= match.end() and match.start() < span.end for span in outside):
            found.append(match)
    if not found and preposition == "for" and last.topic is not None:
        return last.added(f"for {thing}")
    if len(found) != 1:
        return None
    start = found[0].end()
    following = re.search(rf"\s+(?:{'|'.join(sorted(PREPOSITIONS))})\b", last.text[start:])
    end = start + following.start() if following else len(last.text)
    return last.put(Span(start, end), thing)
