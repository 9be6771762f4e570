"""Which of the library's organisations a question names, and whether it asks for their own words."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

_SMALL_WORDS = frozenset({"of", "for", "and", "the", "in", "on"})
_SPEECH = (
    r"said|says?|saying|think|thinks|thought|wants?|wanted|calls?|called|calling|recommend\w*|believ\w*|argu\w+|propos\w+|"
    r"welcom\w+|oppos\w+|support\w*|respon\w+|react\w*|views?|positions?|concern\w*|critici\w+|describ\w+|warn\w*|"
    r"ask(?:s|ed)?|demand\w*|disappoint\w*|pleased|agree\w*|disagree\w*|suggest\w*|urge[ds]?|state[ds]?|note[ds]?|"
    r"report(?:s|ed)?|claim\w*|find|finds|found|conclude[ds]?|estimate[ds]?|feels?|felt|like|likes|dislikes?|mentions?|mentioned|"
    r"worr\w+|promis\w+|pledg\w+|commit\w*|expect\w*|prefers?|reject\w*|accept\w*|praise[ds]?|complain\w*|stance|opinion"
)
_TOPIC_BEFORE = re.compile(
    r"\b(?:about|on|regarding|concerning|towards?|against|to|with|in)\s+(?:the\s+)?$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Mention:
    """An organisation that a question names: its full name and the span of the question that names it.

    ``speaks`` is true where the question asks for the organisation's own words ("What does X say …").
    """

    organisation: str
    start: int
    end: int
    speaks: bool


def aliases(organisation: str) -> list[str]:
    """Return what people call an organisation: its name, without "The", without 's, and its initials."""
    names = [organisation]
    bare = re.sub(r"^The\s+", "", organisation)
    inside = re.search(r"\(([A-Z][A-Za-z&]+)\)", organisation)
    if inside:
        names.append(inside.group(1))
        bare = re.sub(r"\s*\([^)]*\)", "", bare)
    names.append(bare)
    names.append(bare.replace("'", "’"))
    names.append(bare.replace("'", "").replace("’", ""))
    words = [word for word in re.findall(r"[A-Za-z]+(?:['’]s)?", bare) if word.lower() not in _SMALL_WORDS]
    if len(words) >= 3:
        names.append("".join(word[0].upper() for word in words))
    if len(words) > 1 and len(words[-1]) <= 3 and words[-1].isupper():
        # "ECPAT UK" is called ECPAT, too.
        names.append(" ".join(words[:-1]))
    return list(dict.fromkeys(name for name in names if len(name) > 1))


def mentions(question: str, organisations: Iterable[str]) -> list[Mention]:
    """Return the organisations named in a question, in the order of their names there.

    Names of two words or more and abbreviations match in capitals and small letters; a name that is one
    ordinary word ("Become", "Kinship") must be written as the organisation writes it, not at the start.
    """
    found: list[Mention] = []
    candidates = sorted(
        ((alias, organisation) for organisation in organisations for alias in aliases(organisation)),
        key=lambda pair: -len(pair[0]),
    )
    for alias, organisation in candidates:
        for match in re.finditer(rf"(?<!\w){re.escape(alias)}(?!\w)", question, re.IGNORECASE):
            start, end = match.span()
            if any(start < other.end and other.start < end for other in found):
                continue
            ordinary = " " not in alias and not alias.isupper()
            if ordinary and (match.group() != alias or not question[:start].strip()):
                continue
            found.append(Mention(organisation, start, end, _speaks(question, start, end)))
    return sorted(found, key=lambda mention: mention.start)


def reports(sentence: str, organisation: str) -> bool:
    """Tell whether a sentence of somebody else says what the organisation said."""
    return any(
        re.search(
            rf"(?<!\w){re.escape(alias)}(?!\w)[^.;]{{0,40}}?\b(?:{_SPEECH})\b|"
            rf"\baccording to (?:the )?{re.escape(alias)}(?!\w)",
            sentence,
        )
        for alias in aliases(organisation)
    )


def _speaks(question: str, start: int, end: int) -> bool:
    if re.search(r"according to (?:the )?$", question[:start], re.IGNORECASE):
        return True
    if _TOPIC_BEFORE.search(question[:start]):
        return False
    return re.search(rf"\b(?:{_SPEECH})\b", question[:start] + question[end:], re.IGNORECASE) is not None
