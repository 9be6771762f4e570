"""Follow-ups that leave out what they are about: "Why?", "When?", "Who disagrees?", "What does Ofsted say?"."""

import re
from collections.abc import Iterable

from qa.conversation.parts import Parts, names_several
from qa.conversation.words import ACTOR, AUXILIARY, FINAL_VERB, PARTICIPLE, PREPOSITIONS, SPEECH, STANCE, YEAR
from qa.organisations import mentions
from qa.terms import terms

_BARE = re.compile(
    r"(why not|why|when|since when|by when|by whom|where|how often|how long|how come|how much|how many|how|"
    r"which ones?|which)"
    r"(?:\s+(?:is|was|are|were)\s+(?:that|this|so|it)|\s+so"
    r"|\s+(?:did|does|do|has|have|had|would)\s+(?:they|it|he|she)\s+(?:do|done)\s+(?:that|this|so|it))?"
    r"(?:\s+exactly)?",
    re.IGNORECASE,
)
_MORE = (
    r"(?:who|what) else|anything else|what else (?:did|does|do) (?:they|it|he|she) say|"
    r"(?:please )?(?:tell me )?more|go on"
)
_NEGATED = {"will": "won't", "can": "can't"}
_THIS_BEHIND = re.compile(
    r"\b(?:say|think|believe|feel|argue|recommend|propose|suggest|conclude|find|report|estimate|promise|make|want|"
    r"support|oppose|welcome|back|reject|accept|criticise|demand|ask|call|praise|like|dislike)\b",
    re.IGNORECASE,
)
_ANYBODY = re.compile(
    r"(?:does|did|do|has|is|was)\s+(?:anyone|anybody|any organisation|somebody)(?:\s+else)?\s+(.+)", re.IGNORECASE
)
_STANDS = re.compile(
    rf"(who(?:\s+else|\s+also)?|which (?:organisations?|charities|councils|bodies|groups)(?:\s+else)?)\s+"
    rf"((?:does not |did not |doesn't |didn't |is |was |are |were )?"
    rf"(?:agree[sd]?|disagree[sd]?|object(?:s|ed)?|against|opposed|in favour|complain(?:s|ed)?|{STANCE}|"
    rf"says? so|said so|thinks so|thought so))(?:\s+(?:with|of|to|about))?(?:\s+(?:it|that|this|them|these|those))?",
    re.IGNORECASE,
)
_PREPOSITION_OF = (
    (r"disagree[sd]?|agree[sd]?", "with"),
    (r"object(?:s|ed)?|opposed", "to"),
    (r"in favour", "of"),
    (r"complain(?:s|ed)?|(?:says?|said|thinks|thought) so", "about"),
)


def bare_word(bare: str, last: Parts) -> str | None:
    """Resolve a question word that stands alone, "Why?" or "But why is that?"."""
    if re.fullmatch(_MORE, bare, re.IGNORECASE):
        return _more(bare, last)
    match = _BARE.fullmatch(bare)
    if match is None:
        return None
    word = match[1].lower()
    if word in {"how come", "why"} or (word == "how" and bare.lower().endswith(" so")):
        word = "why"
    return _asked_with(word, last)


def _more(bare: str, last: Parts) -> str | None:
    if bare.lower() == "who else":
        match = re.match(r"who\s+(?!else|also)", last.text, re.IGNORECASE)
        if match:
            return f"Who also {last.text[match.end() :]}"
        return f"Who also says something about {last.about}" if last.speaker and last.topic else None
    match = re.match(r"what\s+(?=(?:did|does|do|has|have)\b)", last.text, re.IGNORECASE)
    return f"What more {last.text[match.end() :]}" if match else None


def _asked_with(word: str, last: Parts) -> str | None:
    """Return the last question with another question word in the place of its own."""
    text, opening, auxiliary = last.text, last.opening, last.auxiliary
    if opening is None:
        if auxiliary is None or auxiliary.start != 0 or word in {"which", "which one", "which ones"}:
            return None
        if word == "why not":
            return f"Why {_negated(last.words(auxiliary))}{text[auxiliary.end :]}"
        return None if word in {"how many", "by whom"} else f"{word} {text[0].lower()}{text[1:]}"
    own = last.words(opening).lower()
    if word == own:
        return text
    if word == "why not":
        return None
    if last.counted is not None:
        return _of_counted(word, last)
    if own == "what":
        return _of_what(word, last)
    if own.startswith("who"):
        return _of_who(word, last)
    if auxiliary is None or auxiliary.start != opening.end + 1 or word.startswith(("how m", "which")):
        return None
    if own == "how much":
        end = " that much" if re.search(r"\b(?:cost|raise|spend|spent)$", text) else ""
        return f"{word} {text[auxiliary.start :]}{end}" if end else None
    if word == "by whom":
        done = PARTICIPLE.fullmatch(text.split()[-1]) and last.words(auxiliary).lower() in {"is", "are", "was", "were"}
        return f"{word} {text[auxiliary.start :]}" if done else None
    swapped = own in {"why", "when", "where", "how", "how often", "how long"}
    return f"{word} {text[auxiliary.start :]}" if swapped else None


def _negated(auxiliary: str) -> str:
    lower = auxiliary.lower()
    return lower if lower.endswith("n't") else _NEGATED.get(lower, f"{lower}n't")


def _of_counted(word: str, last: Parts) -> str | None:
    noun, rest = last.words(last.counted), last.text[last.counted.end :].strip() if last.counted else ""
    own = last.words(last.opening).lower()
    if word in {"which", "which one", "which ones"}:
        return f"Which {noun} {rest}" if own == "how many" else None
    if word == "how many":
        return f"How many {noun} {rest}" if own == "which" else None
    if word == "how much" or not rest:
        return None
    first, _, behind = rest.partition(" ")
    if first.lower() not in AUXILIARY:
        return f"{word} is it that {noun} {rest}"
    there = re.match(r"there\b(?: be\b)?", behind)
    if there:
        return f"{word} {first} {there.group()} {noun}{behind[there.end() :]}"
    if first.lower() in {"did", "does", "do"}:
        return _with_object(f"{word} {first} {behind}", noun)
    if first.lower() in {"is", "are", "was", "were"} or behind.split()[0].lower() in {"been", "be"}:
        return f"{word} {first} {noun} {behind}"
    return None


def _with_object(text: str, noun: str) -> str | None:
    """Return ``text`` with ``noun`` behind its verb, as far as the verb can be told."""
    if FINAL_VERB.fullmatch(text.split()[-1]):
        return f"{text} {noun}"
    for match in re.finditer(r"\b([a-z]+)\s+(\w+)\b", text):
        if match[2] in PREPOSITIONS and FINAL_VERB.fullmatch(match[1]):
            return f"{text[: match.end(1)]} {noun}{text[match.end(1) :]}"
    return None


def _of_what(word: str, last: Parts) -> str | None:
    speaker, about = last.words(last.speaker), last.about
    if last.auxiliary is None or last.speaker is None or not about:
        return None
    if word in {"which", "which one", "which ones"}:
        return None
    if word == "how much":
        return f"According to {speaker}, how much {'are' if names_several(about) else 'is'} {about}"
    if word == "how many":
        return f"According to {speaker}, how many {about} are there" if names_several(about) else None
    behind = last.text[last.speaker.end :]
    verb = _THIS_BEHIND.search(behind)
    if verb is None or not last.speaker.start > last.auxiliary.start:
        return None
    rest = behind[: verb.end()] + " this" + behind[verb.end() :]
    return f"{word} {last.text[last.auxiliary.start : last.speaker.end]}{rest}"


def _of_who(word: str, last: Parts) -> str | None:
    match = re.match(r"who(?:\s+also)?\s+(\w+)(.*)", last.text, re.IGNORECASE)
    if match is None or word != "why" or match[1].lower() in AUXILIARY:
        return None
    verb = match[1]
    if verb.endswith("s") and not verb.endswith("ss"):
        verb = verb[:-1]
    return f"Why is it that some {verb}{match[2]}"


def without_object(bare: str, last: Parts, organisations: Iterable[str]) -> str | None:
    """Resolve "Who disagrees?", "Does anyone object?" and "Does the LGA agree?"."""
    if last.topic is None:
        return None
    match = _STANDS.fullmatch(bare)
    if match:
        who = re.sub(r"\s+else\b", " also", match[1])
        return f"{who} {_with_preposition(match[2], last)} {last.about}"
    anybody = _ANYBODY.fullmatch(bare)
    if anybody:
        stands = _STANDS.fullmatch(f"who {anybody[1]}")
        return f"{bare[: anybody.start(1)]}{_with_preposition(stands[2], last)} {last.about}" if stands else None
    found = mentions(bare, organisations)
    own = re.fullmatch(
        r"(?:does|did|do|would|is|was)\s+(.+?)\s+(agree|disagree|object|support|oppose|welcome|back|accept|reject|"
        r"like|against|in favour|opposed)",
        bare,
        re.IGNORECASE,
    )
    if own and (found or len(own[1].split()) <= 3):
        return f"{bare[: own.start(2)]}{_with_preposition(own[2], last)} {last.about}"
    return None


def _with_preposition(verb: str, last: Parts) -> str:
    if last.is_matter and re.search(r"agree[sd]?$", verb, re.IGNORECASE):
        return f"{verb} about"
    for pattern, preposition in _PREPOSITION_OF:
        if re.search(rf"\b(?:{pattern})$", verb, re.IGNORECASE):
            return f"{verb} {preposition}"
    return verb


def without_topic(bare: str, last: Parts, organisations: Iterable[str]) -> str | None:
    """Resolve "What does Ofsted say?" and "Why did the LGA say that?", which name a speaker and nothing else."""
    if re.search(YEAR, bare):
        return None
    match = re.fullmatch(
        rf"(?:what|why|when|how)(?:\s+(?:else|more))?\s+(?:did|does|do|has|have)\s+(.+?)\s+({SPEECH})"
        r"(?:\s+(?:that|this|so|it))?(?:\s+of (?:it|that|this))?",
        bare,
        re.IGNORECASE,
    ) or re.fullmatch(r"(who)\s+(says?|said|thinks|thought)\s+(?:that|this|so|it)", bare, re.IGNORECASE)
    if match is None:
        return None
    speaker = match[1]
    if speaker.lower() in {"it", "they", "he", "she", "that", "this", "these", "those", "we", "you", "i", "people"}:
        return None
    if re.search(rf"\b(?:{SPEECH})\b", ACTOR.sub("", speaker), re.IGNORECASE):
        return None  # "What did Children England say about the CMA's report?"
    named = mentions(bare, organisations)
    others = [term for term in terms(speaker) if not any(term.word in bare[m.start : m.end] for m in named)]
    if len(others) > 2:
        return None
    if last.topic is None:
        # "How many should there be?", "What does the LGA say?"
        says = named and last.speaker is None and last.opening and re.match(r"what\b.*\b(?:say|think)\b", bare, re.I)
        return f"According to {speaker}, {last.text[:1].lower()}{last.text[1:]}" if says else None
    if re.fullmatch(STANCE, match[2], re.IGNORECASE):
        return f"{bare[: match.end(2)]} {last.about}" if not bare.lower().startswith(("what", "how")) else None
    if re.fullmatch(r"make|made|call(?:s|ed)?|ask(?:s|ed)?", match[2], re.IGNORECASE):
        return f"{bare[: match.end(2)]} of {last.about}" if match[2] in {"make", "made"} else None
    said = re.sub(r"\s+of (?:it|that|this)$", "", bare)
    return f"{said} {_preposition_behind(match[2])} {last.about}"


def _preposition_behind(verb: str) -> str:
    lower = verb.lower()
    if lower.startswith(("respon", "react", "object")):
        return "to"
    return "with" if lower.startswith(("agree", "disagree")) else "about"
