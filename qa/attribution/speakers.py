"""Whom a few words name: the document itself, somebody known from before, or a speaker with a name or a role."""

import re

from qa.attribution.grammar import (
    FUNCTION_WORDS,
    NAME,
    NO_SPEAKERS,
    PEOPLE,
    PERSONS,
    SOURCES,
    STRONG_BODIES,
    WEAK_BODIES,
)
from qa.attribution.names import Kind, Names, Speaker

_MOST_WORDS = 20
_LOWER = (
    r"(?:(?!(?:of|on|in|at|by|for|from|with|to|too|so|such|as|what|and|or|no|every|each|any)\b)"
    r"[a-z][\w-]*(?:['’]s)?\s+)"
)
_WORD = r"(?:" + _LOWER + r"|(?-i:[A-Z])[\w-]*\s+(?:and\s+)?)"
_DETERMINER = r"(?:(?:the|this|that|these|those|a|an|one|some|many|most|several|both|two|three|four|five|\d+)\s+)"
_MEMBER = rf"(?:{PERSONS}|{PEOPLE})"
_CAPITALS = r"[A-Z]"
_TITLE = re.compile(
    r"(?:Mrs?|Ms|Miss|Dr|Prof|Professor|Sir|Dame|Lord|Lady|Baroness|Baron|Rt Hon|Justice|Judge|Councillor)\b"
)
_NAMED = re.compile(rf"(?P<article>the\s+)?(?P<before>{_LOWER}{{0,3}})(?P<name>{NAME})")
_OWNED = re.compile(
    rf"(?P<owner>(?:the\s+|a\s+|one\s+|this\s+)?{_LOWER}{{0,3}}?(?:{NAME}(?:\s+(?:{STRONG_BODIES}))?|{STRONG_BODIES}))"
    rf"(?P<apostrophe>(?:['’]s?)?)\s+(?:(?:\d{{4}}|[A-Z]\w+|[a-z][\w-]*)\s+){{0,3}}?"
    rf"(?:(?P<member>(?:{_LOWER}){{0,2}}{_MEMBER})|(?P<source>{SOURCES}))(?:\s+(?:of|on|in|into|for|to)\s+[^,;:]+)?"
)
_PUBLISHED = re.compile(rf"{_DETERMINER}?(?:[a-z][\w-]*\s+){{0,3}}?(?:{SOURCES})\b[^,;:]{{0,50}}")
_BY = re.compile(r"(?<!led)(?<!chaired)(?<!commissioned)(?<!ordered)(?<!requested)(?<!run) (?:by|from|of) ")
_OUR_SOURCE = re.compile(rf"(?:this|our|my)\b.*|{_DETERMINER}?(?:\w+\s+){{0,3}}(?:members of )?our\b.*", re.IGNORECASE)
_ANONYMOUS = re.compile(
    rf"(?:the|that|these|those|its|their|his|her)\s+(?:[a-z][\w-]*\s+){{0,2}}(?P<noun>{SOURCES}|authors|researchers)"
)
_BODY = re.compile(
    rf"(?P<body>{_DETERMINER}{_WORD}{{0,3}}?(?P<noun>{STRONG_BODIES}))"
    rf"(?:\s+(?:(?:led|chaired|published|set up)\s+by\b[^,;:]*)|(?P<topic>\s+(?:of|into|on|for)\s+[^,;:]{{1,60}}))?",
    re.IGNORECASE,
)
_WEAK = re.compile(rf"(?:the|that|this)\s+(?:[a-z][\w-]*\s+){{0,2}}(?P<noun>{WEAK_BODIES})", re.IGNORECASE)
_PERSON = re.compile(
    rf"{_DETERMINER}?(?:{_WORD}|(?-i:[A-Z])[\w-]*['’]s\s+){{0,4}}?(?P<noun>{PERSONS})"
    rf"(?:\s+(?:of|for|from|at|in|on|to|with)\s+(?P<where>[^,;:]{{1,60}}))?",
    re.IGNORECASE,
)
_PEOPLE = re.compile(
    rf"{_DETERMINER}?{_WORD}{{0,3}}?(?P<noun>{PEOPLE})"
    rf"(?:\s+(?:of|for|from|at|in|with)\s+(?P<where>[^,;:]{{1,60}}))?",
    re.IGNORECASE,
)
_PRONOUN = re.compile(r"(?:it|they|he|she)", re.IGNORECASE)
_NO_NAME_INSIDE = re.compile(
    r"\b(?:who|which|that|whose|if|whether|when|because|than|is|are|was|were|has|have|had|do|does|did)\b"
)


def speaker_named(words: str, names: Names) -> Speaker | None:
    """Return whom the words name, all of them and nobody else; None where they name no speaker."""
    words = re.sub(r"\s+", " ", words.strip())
    if not words or words.count(" ") >= _MOST_WORDS:
        return None
    first = words.split(" ", 1)[0]
    if re.sub(r"['’]\w*$", "", first).lower() in FUNCTION_WORDS | {"members"} and not names.knows(words):
        words = words[0].lower() + words[1:] if first not in ("I",) else words
    if words in ("we", "I", "us"):
        return Speaker(words, Kind.OWN)
    if _PRONOUN.fullmatch(words):
        return Speaker(words.lower(), Kind.PRONOUN)
    if _NO_NAME_INSIDE.search(words):
        return None
    if _OUR_SOURCE.fullmatch(words):
        return Speaker(words, Kind.OWN)
    whole = _one(words, names)
    return whole if whole is not None else _several(words, names)


def _one(words: str, names: Names) -> Speaker | None:
    for read in (_read_name, _read_reference, _read_body, _read_owned, _read_person, _read_people):
        found = read(words, names)
        if found is not None:
            return found
    return None


def _read_name(words: str, names: Names) -> Speaker | None:
    match = _NAMED.fullmatch(words)
    if not match:
        return None
    name, before = match["name"], match["before"]
    ends = (re.split(r"[\s'’]", name)[0].lower(), re.split(r"\s", name)[-1].lower())
    if not names.knows(name) and any(end in NO_SPEAKERS for end in ends):
        return None
    if ends[0] in FUNCTION_WORDS and not names.knows(name):
        return None
    if names.is_own(name):
        return Speaker(name, Kind.OWN)
    noun = ends[1]
    if re.fullmatch(STRONG_BODIES, noun) and " " not in name and not before:
        return _read_body(words, names)
    if before:
        if not match["article"] or re.search(
            rf"\b(?:of|by|in|for|at|from|to|and|with|on|than|as)\b|\b(?:{SOURCES})\b", before
        ):
            return None
        return Speaker(words, Kind.BODY)
    if " and " in name and not names.knows(name):
        several = _several(words, names)
        if several is not None:
            return several
    if (
        name.islower() is False
        and " " not in name
        and not names.knows(name)
        and re.fullmatch(r"[A-Z][a-z]+[^su'’]s", name)
    ):
        return Speaker(name[0].lower() + name[1:], Kind.PEOPLE)
    person = bool(_TITLE.match(name)) or (re.search(PERSONS, name, re.IGNORECASE) is not None and not names.knows(name))
    person = person or (
        not match["article"] and re.fullmatch(r"[A-Z][a-z]+ (?:Mac|Mc|O['’])?[A-Z][a-z]+", name) is not None
    )
    return Speaker(names.full(words), Kind.PERSON if person and not names.knows(name) else Kind.BODY)


def _read_reference(words: str, names: Names) -> Speaker | None:
    match = _ANONYMOUS.fullmatch(words)
    if match and not re.fullmatch(STRONG_BODIES, match["noun"]):
        return Speaker(
            words, Kind.REFERENCE, "" if words.split()[0] in ("its", "their", "his", "her") else match["noun"]
        )
    weak = _WEAK.fullmatch(words)
    return Speaker(words, Kind.REFERENCE, weak["noun"].lower()) if weak else None


def _read_owned(words: str, names: Names) -> Speaker | None:
    match = _OWNED.fullmatch(words)
    if match:
        owner = match["owner"]
        whole = owner + match["apostrophe"]
        own_name = re.sub(rf"^.*?(?={_CAPITALS})", "", whole)
        if names.knows(own_name) or names.is_own(own_name):
            owner = whole
        else:
            owner = re.sub(r"['’]s?$", "", whole)
        if match["source"] and names.is_own_noun(match["source"]):
            # "Her review" and "Smith's review" are what a note calls the review that it is about.
            return Speaker(words, Kind.OWN)
        found = _one(owner, names)
        if found is None or found.kind in (Kind.PRONOUN, Kind.PEOPLE):
            return None
        if found.kind is Kind.OWN:
            return found
        if match["member"]:
            return Speaker(words, Kind.PERSON)
        return Speaker(found.name, Kind.SOURCE, found.noun) if found.kind is not Kind.REFERENCE else found
    for by in sorted(_BY.finditer(words), key=lambda match: match.group() == " of "):
        owner = words[by.end() :]
        found = _one(owner, names) if _PUBLISHED.fullmatch(words[: by.start()]) else None
        if found is not None and found.kind not in (Kind.PEOPLE, Kind.PRONOUN):
            return found if found.kind in (Kind.OWN, Kind.REFERENCE) else Speaker(found.name, Kind.SOURCE)
    return None


def _read_body(words: str, names: Names) -> Speaker | None:
    match = _BODY.fullmatch(words)
    if not match:
        return None
    noun = match["noun"].lower()
    body = match["body"]
    inside = body.split()[1:-1]
    named = any(word[0].isupper() for word in inside)
    topic = match["topic"] or ""
    if names.is_own(re.sub(r"^[Tt]he\s+", "", body)) or body.lower().startswith("this "):
        return Speaker(words, Kind.OWN)
    if names.is_own_noun(noun) and not topic and (not named or match["noun"][0].islower()):
        # "The MacAlister review" is what people call the review that speaks; "the Munro Review" is another.
        return Speaker(words, Kind.OWN)
    return Speaker(names.full(body) + topic, Kind.BODY, "" if named or topic else noun)


def _read_person(words: str, names: Names) -> Speaker | None:
    match = _PERSON.fullmatch(words)
    if not match or words.split()[0].lower() in ("no", "every", "each", "any"):
        return None
    where = match["where"]
    if where and names.is_own(re.sub(r"^[Tt]he\s+", "", where)):
        return Speaker(words, Kind.OWN)
    determiner = re.match(_DETERMINER, words, re.IGNORECASE)
    if not determiner and not words[0].isupper():
        return None
    return Speaker(words, Kind.PERSON)


def _read_people(words: str, names: Names) -> Speaker | None:
    match = _PEOPLE.fullmatch(words)
    if not match:
        return None
    where = match["where"]
    if where and (names.is_own(re.sub(r"^[Tt]he\s+", "", where)) or where.startswith("our ")):
        return Speaker(words, Kind.OWN)
    if words.split()[0].lower() not in ("the", "a") and words[0].isupper() and not words.split()[0].isupper():
        plain = words[0].lower() + words[1:]
        words = plain if _PEOPLE.fullmatch(plain) and not re.search("[A-Z]", words.split()[0][1:]) else words
    return Speaker(words, Kind.PEOPLE)


def _several(words: str, names: Names) -> Speaker | None:
    match = re.fullmatch(r"(?P<first>.+?)(?:,)?\s+and\s+(?P<last>(?:(?!\band\b).)+)", words)
    if not match:
        return None
    parts = [*match["first"].split(", "), match["last"]]
    found = [_one(part, names) for part in parts if part]
    speakers = [speaker for speaker in found if speaker is not None]
    if len(speakers) < len(parts) or any(s.kind in (Kind.PRONOUN, Kind.REFERENCE) for s in speakers):
        return None
    if any(speaker.kind is Kind.OWN for speaker in speakers):
        return Speaker(words, Kind.OWN)
    said = [speaker.name for speaker in speakers]
    people = all(speaker.kind is Kind.PEOPLE for speaker in speakers)
    return Speaker(", ".join(said[:-1]) + " and " + said[-1], Kind.PEOPLE if people else Kind.BODY)
