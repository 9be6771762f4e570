"""Follow-ups: "And what about Scotland?" becomes a question that stands by itself, by rules and without a model.

A follow-up is resolved against the question before it, and what comes of it is asked as if it had been typed: no
answer rests on what was said earlier. A question that stands by itself is left as it is, and so is one that no rule
surely resolves, as a wrong question is worse than a short one.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from qa.citations import Citation
from qa.conversation.bare import bare_word, without_object, without_topic
from qa.conversation.fragments import count_of, replacement
from qa.conversation.pronouns import without_pronouns
from qa.conversation.reading import take_apart

_LEADER = re.compile(r"(?:and|but|so|ok|okay|also|then|yes|right)\b[,\s…]*", re.IGNORECASE)
_SENTENCE_ENDS = re.compile(r"[.!?]\s+\S")
_LONGEST = 2000
_LONGEST_FOLLOW_UP = 200
"""Characters; what is longer says what it is about."""


@dataclass(frozen=True, slots=True)
class Turn:
    """What was asked, as it was understood, and the organisations that the answer quotes or tells of."""

    question: str
    organisations: tuple[str, ...] = ()


def quoted(citations: Iterable[Citation]) -> tuple[str, ...]:
    """Return the organisations that citations quote or, in notes, tell of, each once."""
    return tuple(dict.fromkeys(citation.about or citation.organisation for citation in citations))


def in_a_row(questions: Iterable[str], organisations: Iterable[str]) -> tuple[Turn, ...]:
    """Return the turns of questions that were asked one after another, the newest last."""
    names = tuple(organisations)
    turns: tuple[Turn, ...] = ()
    for question in questions:
        turns += (Turn(standalone(question, turns, names)),)
    return turns


def standalone(question: str, earlier: Sequence[Turn], organisations: Iterable[str]) -> str:
    """Return the question that stands by itself.

    ``earlier`` are the turns before, the newest last; ``organisations`` the names that the library knows. What
    stands by itself or cannot be resolved is returned unchanged, to the letter.
    """
    text = re.sub(r"\s+", " ", question).strip()
    if not earlier or not text or len(text) > _LONGEST_FOLLOW_UP or _SENTENCE_ENDS.search(text):
        return question
    names = tuple(organisations)
    newest = earlier[-1]
    last = take_apart(newest.question, names)
    leader = _LEADER.match(text)
    bare = text[leader.end() :] if leader else text
    asked = bare.endswith("?")
    bare = bare.rstrip("?!. …")
    if not bare:
        return question
    resolved = (
        replacement(bare, last, names, led=leader is not None, asked=asked)
        or bare_word(bare, last)
        or count_of(bare, last)
        or without_object(bare, last, names)
        or without_topic(bare, last, names)
    )
    if resolved is None:
        resolved = without_pronouns(bare, last, newest.organisations, names)
        if resolved is not None:
            resolved = without_topic(resolved, last, names) or resolved
    if resolved is None:
        return question
    finished = _finished(resolved)
    return finished if len(finished) <= _LONGEST and _finished(bare) != finished else question


def _finished(text: str) -> str:
    text = re.sub(r"\s+([,;])", r"\1", re.sub(r"\s+", " ", text)).strip(" ,;?")
    return text[:1].upper() + text[1:] + "?"
