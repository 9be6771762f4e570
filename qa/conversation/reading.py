"""How an earlier question is taken apart, by its words and their order."""

import re
from collections.abc import Iterable

from qa.conversation.parts import Parts, Span, is_plural, with_article
from qa.conversation.words import (
    ACTOR,
    ARTICLES,
    AUXILIARY,
    BOUNDARY_VERB,
    DATE,
    FINAL_VERB,
    PARTICIPLE,
    PLACE,
    PREPOSITIONS,
    RELATIVE,
    SPEECH,
    TOPIC_BEHIND,
)
from qa.organisations import Mention, mentions

_WORD = re.compile(r"\S+")
_OPENING = re.compile(
    r"(?:(?:in|by|since|from|to|at|for|of|on|until)\s+)?"
    r"(?:how\s+(?:many|much|old|long|often|big|large|far|high|low)|"
    r"(?:what|which)\s+(?:percentage|per\s?cent|proportion|share|fraction|number)\s+of|"
    r"what|which|who(?:se|m)?|when|where|why|how)\b",
    re.IGNORECASE,
)
_COUNTS = re.compile(r"(?:how\s+(?:many|much)|which|(?:what|which)\s+\w+(?:\s?cent)?\s+of)", re.IGNORECASE)
_MOST_COUNTED = 6
_MOST_SUBJECT = 8


def take_apart(question: str, organisations: Iterable[str]) -> Parts:
    """Take a question apart; ``organisations`` are the names that the library knows."""
    text = re.sub(r"\s+", " ", question).strip().rstrip("?!. ")
    text = re.sub(r"^(what|who|where|when|how)['’]s\b", r"\1 is", text, flags=re.IGNORECASE)
    found = mentions(text, organisations)
    opening = _OPENING.match(text)
    auxiliary = _auxiliary(text, opening.end() if opening else 0)
    date = _last(m for m in DATE.finditer(text) if not _in_name(text, m.end()))
    speaker = _speaker(text, found, auxiliary)
    topic = _topic(text, (auxiliary or Span(0, 0)).end, speaker)
    return Parts(
        text,
        tuple(found),
        Span(*opening.span()) if opening else None,
        auxiliary,
        speaker,
        topic,
        _subject(text, opening, auxiliary) if topic is None else None,
        _counted(text, opening, auxiliary),
        date,
        _place(text, found),
    )


def _auxiliary(text: str, start: int) -> Span | None:
    """Return the first auxiliary at or behind ``start`` that is not part of a relative clause."""
    before = ""
    for word in _WORD.finditer(text, start):
        if word.group().lower().replace("’", "'") in AUXILIARY and before not in RELATIVE:
            return Span(*word.span())
        before = word.group().lower()
    return None


def _in_name(text: str, end: int) -> bool:
    return re.match(r"\s+(?:[A-Z]\w+\s+)*(?:Act|Review|Statement|Census|Bill)\b", text[end:]) is not None


def _last(matches: Iterable[re.Match[str]]) -> Span | None:
    spans = [Span(*match.span()) for match in matches]
    return spans[-1] if spans else None


def _speaker(text: str, found: list[Mention], auxiliary: Span | None) -> Span | None:
    """Return who says something: a known organisation, else whoever stands before the verb."""
    according = re.search(r"\baccording to ([^,?]+?)(?=$|,)", text, re.IGNORECASE)
    if according:
        return Span(*according.span(1))
    for mention in found:
        if mention.speaks:
            # "BASW Cymru" is not BASW.
            longer = re.match(r"(?:\s+[A-Z]\w+)*", text[mention.end :])
            return Span(with_article(text, mention.start), mention.end + (longer.end() if longer else 0))
    if auxiliary is not None:
        match = re.match(rf"\s+((?:\S+\s+){{0,{_MOST_SUBJECT - 1}}}?\S+)\s+(?:{SPEECH})\b", text[auxiliary.end :])
        if match and not {word.lower() for word in match[1].split()} & (PREPOSITIONS - {"of", "for", "in"} | AUXILIARY):
            return Span(auxiliary.end + match.start(1), auxiliary.end + match.end(1))
        actor = re.match(rf"\s+({ACTOR.pattern})\b", text[auxiliary.end :], re.IGNORECASE)
        if actor:
            return Span(auxiliary.end + actor.start(1), auxiliary.end + actor.end(1))
    possessor = re.match(
        r"what\s+(?:is|was|are|were)\s+(.{2,60}?)['’]s?\s+(?:position|views?|stance|opinion|line)\b",
        text,
        re.IGNORECASE,
    )
    if possessor:
        return Span(*possessor.span(1))
    for mention in found:
        start = with_article(text, mention.start)
        if auxiliary is not None and start == auxiliary.end + 1:
            return Span(start, mention.end)
    return None


def _topic(text: str, after: int, speaker: Span | None) -> Span | None:
    for pattern in TOPIC_BEHIND:
        match = re.compile(pattern, re.IGNORECASE).search(text, after)
        if match is None or match.end() >= len(text):
            continue
        end = _without_time_and_place(text, match.end())
        if speaker is not None and match.end() <= speaker.start < end:
            continue
        start = match.end()
        first = re.match(r"(\w+)\s+", text[start:end])
        if first and first[1].lower() in {"or", "and"}:
            continue
        if first and first[1].lower() in PREPOSITIONS:
            start += first.end()
        if end > start:
            return Span(start, end)
    return None


def _without_time_and_place(text: str, start: int) -> int:
    end = len(text)
    while True:
        rest = text[start:end]
        behind = re.search(
            rf"(?:,?\s+(?:in|across|for)\s+{PLACE.pattern}|,?\s+{DATE.pattern}|,?\s+according to .+)$", rest
        )
        if behind is None:
            return end
        end = start + behind.start()


def _subject(text: str, opening: re.Match[str] | None, auxiliary: Span | None) -> Span | None:
    """Return the X of "How much did X cost?", "When was X launched?", "What is X?" and "Who chairs X?"."""
    if opening is None:
        return None
    end = _without_time_and_place(text, opening.end())
    if auxiliary is None or auxiliary.start >= end:
        match = re.match(r"who\s+\w+(?:s|ed|d)\s+(.+)$", text[:end], re.IGNORECASE)
        return Span(*match.span(1)) if match else None
    words = list(_WORD.finditer(text, auxiliary.end, end))
    if not words or words[0].group().lower() == "there":
        return None
    is_be = text[auxiliary.start : auxiliary.end].lower() in {"is", "are", "was", "were"}
    if PARTICIPLE.fullmatch(words[0].group()):
        return None  # "How much was set aside?"
    if len(words) > 1 and FINAL_VERB.fullmatch(words[-1].group()):
        before = words[-3] if len(words) > 2 and words[-2].group() in {"be", "been", "being"} else words[-2]
        return Span(words[0].start(), before.end())
    if is_be and auxiliary.start == opening.end() + 1 and words[0].group().lower() not in PREPOSITIONS:
        return Span(words[0].start(), words[-1].end())
    return None


def _counted(text: str, opening: re.Match[str] | None, auxiliary: Span | None) -> Span | None:
    """Return the noun behind "how many", up to the auxiliary or to what looks like a verb."""
    if opening is None or not _COUNTS.fullmatch(opening.group()):
        return None
    limit = auxiliary.start if auxiliary else len(text)
    words = list(_WORD.finditer(text, opening.end(), limit))
    if auxiliary is None:
        many = "many" in opening.group().lower()
        verb = next(
            (
                position
                for position, word in enumerate(words)
                if position and BOUNDARY_VERB.fullmatch(word.group())
                # "injured" of "badly injured children" is no verb: a plural comes first.
                if not many or is_plural(words[position - 1].group().lower())
            ),
            None,
        )
        if verb is None:
            return None
        words = words[:verb]
    if not words or len(words) > _MOST_COUNTED or words[0].group().lower() in PREPOSITIONS | AUXILIARY:
        return None
    if words[0].group().lower() in ARTICLES and len(words) == 1:
        return None
    return Span(words[0].start(), words[-1].end())


def _place(text: str, found: list[Mention]) -> Span | None:
    """Return the last place that is not part of a name ("Social Work England")."""
    places = []
    for match in PLACE.finditer(text):
        named = any(match.start() < mention.end and mention.start < match.end() for mention in found)
        before = re.search(r"(\S+)\s+$", text[: match.start()])
        part_of_name = before is not None and before[1][0].isupper() and before.start() > 0
        if not named and not part_of_name and not re.match(r"\s+[A-Z]", text[match.end() :]):
            places.append(Span(*match.span()))
    return places[-1] if places else None
