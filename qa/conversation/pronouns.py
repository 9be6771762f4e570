"""Pronouns of a follow-up, "What did they say about it?", put back into the words that they stand for."""

import re
from collections.abc import Iterable, Sequence

from qa.conversation.parts import Parts, names_several
from qa.conversation.words import (
    ACTOR,
    AUXILIARY,
    DATE,
    PARTICIPLE,
    PLACE,
    PREPOSITIONS,
    RELATIVE,
    SPEECH,
    SUBORDINATORS,
)
from qa.organisations import mentions
from qa.terms import stem, terms

_SUBJECTS = frozenset({"it", "they", "he", "she", "that", "this", "these", "those"})
_OBJECTS = frozenset({"it", "them", "that", "this", "these", "those"})
_POSSESSIVES = frozenset({"its", "their", "his", "her"})
_VERB_BEHIND_THAT = frozenset(
    "cost mean happen work change begin start end help include cover affect apply come go take lead make raise save "
    "bring involve require last fail succeed continue matter".split()
)
_EMPTY_IT = re.compile(
    r"\b(?:is|was|be|would|does|did|will|has|have|can|could|should)\s+it\s+"
    r"(?:(?:always|really|still|not|ever|be|been|cost|take|took|matter|too|so)\s+)*(?:\w+\s+)?"
    r"(?:that|to|for|who|whether|when|if)\b"
    r"|\b(?:is|was|be|would)\s+it\b.*\b(?:to|that|for|whether|if|than)\b",
    re.IGNORECASE,
)
_OF_THEM = re.compile(
    r"((?:how many|how much|which|who|what (?:share|percentage|proportion|number)|were any|are any|were all|are all|"
    r"did any|do any|have any)\s+of\s+)(?:them|these|those)"
    rf"(?=$|\s+(?:{'|'.join(sorted(AUXILIARY | PREPOSITIONS))}|(?!children|people)\w+ed)\b)",
    re.IGNORECASE,
)
_SENTENCE = re.compile(rf"(?:{'|'.join(sorted(AUXILIARY))}|who|whose|what|which|when|where|why|how)\b", re.IGNORECASE)
_ONE_FOR_SEVERAL = {"do": "does", "have": "has", "are": "is", "were": "was", "don't": "doesn't"}
_OF_SPEAKERS = re.compile(
    r"(?:main |final |first |overall |own )?(?:positions?|views?|stance|opinions?|response|reaction|line|arguments?|"
    r"reasons?|recommendations?|concerns?|evidence|advice|proposals?|reports?|mind|criticisms?|demands?|asks|members)\b",
    re.IGNORECASE,
)
_PUBLISHED = re.compile(r"\b(?:published|released|launched|written|issued|come out|say|said)\b", re.IGNORECASE)
_PAPER = re.compile(r"\b(?:review|report|strategy|study|framework|paper|inquiry|Love)\b", re.IGNORECASE)


def without_pronouns(bare: str, last: Parts, cited: Sequence[str], organisations: Iterable[str]) -> str | None:
    """Return the follow-up with its pronouns resolved; ``None`` if it has none, or one that cannot be resolved.

    ``cited`` are the organisations of the last answer: if there is just one, "they" may be it.
    """
    speaker = last.words(last.speaker) or _only_mention(last) or (cited[0] if len(set(cited)) == 1 else "")
    if not _SENTENCE.match(bare):
        return None
    text = _of_them(bare, last)
    if text is None:
        return None
    text = _those_nouns(text, last)
    names = tuple(organisations)
    words = list(re.finditer(r"[^\s,;:]+", text))
    pieces: list[tuple[int, int, str]] = []
    for position, word in enumerate(words):
        found = _stands_for(words, position, text, last, speaker, names)
        if found is None:
            continue
        if not found:
            return None
        before = words[position - 1] if position else None
        if before and (agreeing := _agreeing(before.group(), word.group(), found)):
            pieces.append((before.start(), before.end(), agreeing))
        pieces.append((word.start(), word.end(), found))
    for start, end, found in reversed(pieces):
        text = text[:start] + found + text[end:]
    text = _there(text, last)
    return text if text != bare else None


def _only_mention(last: Parts) -> str:
    if len(last.mentions) != 1:
        return ""
    mention = last.mentions[0]
    before = "the " if re.search(r"\bthe\s+$", last.text[: mention.start], re.IGNORECASE) else ""
    return before + last.text[mention.start : mention.end]


def _stands_for(
    words: list[re.Match[str]], position: int, text: str, last: Parts, speaker: str, organisations: tuple[str, ...]
) -> str | None:
    """Return what a word stands for; "" where that is not to be told, ``None`` where it is no such pronoun."""
    word = words[position].group().lower()
    before = [other.group().lower() for other in words[:position]]
    behind = [other.group() for other in words[position + 1 :]]
    if word in _POSSESSIVES:
        return _possessor(word, text, words[position], last, speaker, organisations)
    if before and before[-1] in AUXILIARY:
        if word in _SUBJECTS and _is_simple(before[:-1], text[: words[position].start()]):
            passive = before[-1] in {"is", "are", "was", "were"}
            return _subject(word, behind, text, last, speaker, passive)
        return None
    if word in _OBJECTS and before and _ends_here(behind) and _is_simple(before, text[: words[position].start()]):
        return _object(word, before, last, speaker)
    return None


def _is_simple(before: list[str], text: str) -> bool:
    """Tell whether no other clause stands before, in which a pronoun may find its noun."""
    other_clause = set(before[1:]) & (SUBORDINATORS - {"as", "before", "after", "since", "so"})
    return not other_clause and not re.search("[,;:]", text)


def _ends_here(behind: list[str]) -> bool:
    """Tell whether a question ends, or goes on with where and when only."""
    rest = " ".join(behind)
    where_or_when = rf"(?:in|for|across) {PLACE.pattern}|{DATE.pattern}|(?:in|for) \w+"
    return not rest or re.fullmatch(where_or_when, rest) is not None


def _subject(word: str, behind: list[str], text: str, last: Parts, speaker: str, passive: bool) -> str | None:
    following = behind[0].lower() if behind else ""
    if word in {"he", "she"}:
        known = any(speaker.endswith(last.text[m.start : m.end]) for m in last.mentions)
        return speaker if speaker and not known and re.fullmatch(r"[A-Z]\w+ [A-Z]\w+", speaker) else ""
    if word in {"that", "this", "these", "those"}:
        verb = not behind or following in _VERB_BEHIND_THAT | PREPOSITIONS or PARTICIPLE.fullmatch(following)
        whole = last.thing if word in {"these", "those"} else last.about or last.words(last.subject)
        return whole if verb else None
    speaks = not passive and re.fullmatch(SPEECH, following) is not None
    if word == "they":
        things = names_several(last.about) and not speaks
        if things and (not behind or passive or following in _VERB_BEHIND_THAT - {"change", "say"}):
            return last.about
        return speaker or (_the(last.described) if not speaks else "")
    if _EMPTY_IT.search(text) and not speaks:
        return None
    if speaks or (speaker and _PUBLISHED.search(text) and _PAPER.search(speaker)):
        return speaker
    if following == "in" or (following and following in AUXILIARY):
        return ""
    return (last.about or last.words(last.subject)) or speaker


def _the(described: str) -> str:
    return f"the {described}" if described else ""


def _object(word: str, before: list[str], last: Parts, speaker: str) -> str | None:
    if word == "that" and before[-1] in RELATIVE | {"all", "so", "like"}:
        return None
    if re.fullmatch(r"say|says|said|think|thinks|thought|do|did|does|mean|believe", before[-1]):
        if word == "it" or before[-1] in {"do", "did", "does", "mean"} or not last.topic:
            return "" if before[-1] not in {"say", "said", "says"} else None
        return None
    if word == "them":
        subject = last.words(last.subject)
        return last.about or _the(last.described) or (subject if names_several(subject) else speaker)
    return last.about or last.words(last.subject) or _the(last.described)


def _agreeing(auxiliary: str, pronoun: str, found: str) -> str | None:
    """Return the auxiliary that agrees with what stands for a pronoun, "does" for "do they", if it is another."""
    several = names_several(found)
    if pronoun.lower() in {"they", "these", "those"} and not several:
        changed = _ONE_FOR_SEVERAL.get(auxiliary.lower())
    elif pronoun.lower() in {"it", "this", "that"} and several:
        changed = {one: many for many, one in _ONE_FOR_SEVERAL.items()}.get(auxiliary.lower())
    else:
        return None
    return changed and (changed.capitalize() if auxiliary[0].isupper() else changed)


def _possessor(
    word: str, text: str, match: re.Match[str], last: Parts, speaker: str, organisations: tuple[str, ...]
) -> str | None:
    before, behind = text[: match.start()], text[match.end() :]
    if mentions(text, organisations) or ACTOR.search(before) or re.search("[,;:]", behind):
        return None  # The noun may stand in the question itself, also behind: "In its report, what did X say?".
    if [term for term in terms(before) if term.word.lower() != "many"]:
        return None
    if word == "their" and names_several(last.about) and not _OF_SPEAKERS.match(behind.strip()):
        owner = last.about
    else:
        owner = speaker or (last.words(last.subject) if word == "its" else "")
    if word in {"his", "her"} and not re.fullmatch(r"[A-Z]\w+ [A-Z]\w+", owner):
        return ""
    if not owner:
        return ""
    return owner if owner.endswith(("'s", "’s")) else f"{owner}'" if owner.endswith("s") else f"{owner}'s"


def _of_them(bare: str, last: Parts) -> str | None:
    """Return the follow-up with "of them" resolved; ``None`` if it is there and nothing was counted."""
    match = _OF_THEM.match(bare)
    if match is None:
        return bare
    counted = last.described or (last.about if last.about.endswith("s") else "")
    if not counted:
        return None
    article = "" if counted.lower().startswith(("the ", "its ", "their ")) else "the "
    return f"{match[1]}{article}{counted}{bare[match.end() :]}"


def _those_nouns(text: str, last: Parts) -> str:
    """Return the follow-up with "those children" as "unaccompanied children", if the last question spoke of them."""
    for match in re.finditer(r"\b(?:these|those)\s+([\w-]+)\b", text, re.IGNORECASE):
        of = re.search(r"\bof\s+$", text[: match.start()], re.IGNORECASE)
        counted = last.words(last.counted)
        for thing, whole in ((last.about,) * 2, (counted, last.described if of else counted)):
            words = thing.split()
            if len(words) > 1 and stem(words[-1]) == stem(match[1]) and terms(match[1]):
                thing = whole or thing
                the = "the " if of and words[0].lower() != "the" else ""
                return text[: match.start()] + the + thing + text[match.end() :]
    return text


def _there(text: str, last: Parts) -> str:
    match = re.search(r"\s(?!is|are|was|were)(\S+)\sthere$", text, re.IGNORECASE)
    if match is None or last.place is None or match[1].lower() in AUXILIARY:
        return text
    return f"{text[: match.end(1)]} in {last.words(last.place)}"
