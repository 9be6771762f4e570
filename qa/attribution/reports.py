"""Whose words a sentence reports: the document speaks, but the finding, view or saying may be somebody else's.

The rules, in the order in which they decide:

- Questions and headings report nobody; nor does what is denied ("does not say") or not yet said ("should say").
- Words in quotation marks are read over: who says them stands outside.
- The document's own organisation, "we", "our survey" and, for a review, "the review" need no second name.
- A document that welcomes, shares or regrets somebody's words speaks for itself, and so does one that only
  concedes them: "Although the review recommends a levy, we …".
- Where one speaker passes on the words of another ("the charity said that the court had found …"), the inner
  speaker is named if the reported clause begins with that speaker and a reporting verb; otherwise the outer one.
- "It", "they", "the report" and "the charity" mean the speaker before, if there is one, and otherwise nobody.
- Where the rules do not tell, nobody is named: a missing name is better than a wrong one.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from qa.attribution.clauses import INTRODUCTION, is_heading, masked, subjects
from qa.attribution.grammar import (
    ACCORDING,
    FOLLOWS,
    HEARD_FROM,
    HELPERS,
    HOLDING,
    IN_VIEW,
    INVERTED,
    NEUTRAL,
    PASSIVE,
    PEOPLE_SAY,
    PLURAL_VERB,
    REACTION,
    UNSAID,
    VERBS,
    VIEW_OF,
    WRITTEN_BY_US,
)
from qa.attribution.names import Kind, Names, Speaker, names_of
from qa.attribution.speakers import speaker_named

_LONGEST = 2000
_SUBORDINATE = re.compile(
    r"\b(?:if|unless|whether|although|though|while|whilst|because|until|what|how|where|why|which|who|whose|than|whatever)\s*$",
    re.IGNORECASE,
)
_CONCEDES = re.compile(r"^\s*(?:Although|Though|While|Whilst|Whereas|If|Unless|Even (?:if|though))\b")
_WORTH = re.compile(
    r"\b(?:worth|important to|fair to|useful to)\s+(?:noting|note|recalling|recall|remembering|remember)\s+that\s*$|"
    r"\b[Ii]t\s+(?:is|was)\s+(?:also\s+)?(?:notable|significant|striking|telling|well known)\s+that\s*$"
)
_SPOKE = ("said", "says", "told", "wrote")
_BETWEEN = re.compile(r"\s*(?:(?:in|on)\s+[^,;:]{1,30}?\s*)?(?:,?\s*that)?,?\s*$")
_TOLD = re.compile(r"\s*[^,;:.]{0,60}?\s+that,?\s*$")


@dataclass(frozen=True, slots=True)
class _Report:
    """One report of words: its span from the speaker's first word to the verb's end, who speaks, and the verb."""

    start: int
    end: int
    speaker: Speaker
    verb: str


def reported_speaker(sentence: str, before: Sequence[str], speaker: str, names: Sequence[str]) -> str | None:
    """Return the one whose words or findings a sentence reports, or None where the document itself speaks.

    ``before`` is up to two sentences before it in the same passage, in their order. ``speaker`` is the document's
    organisation; for a note, the organisation that it is about. ``names`` are the library's organisations: one of
    them is given by its full name, anybody else as the sentence does. The name reads as it should after the word
    "quoting": "the National Audit Office", "Ofsted", "parents".
    """
    return _Reader(names_of(speaker, tuple(names))).name(sentence, tuple(before)[-2:])


class _Reader:
    """Reads sentences for one document."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self._earlier: dict[tuple[str, ...], Speaker | None] = {}

    def name(self, sentence: str, before: tuple[str, ...]) -> str | None:
        found = self._speaker(sentence, before)
        return found.name if found is not None and found.kind is not Kind.OWN else None

    def _speaker(self, sentence: str, before: tuple[str, ...]) -> Speaker | None:
        """Return who is speaking, the document itself included; None where nobody is reported."""
        if len(sentence) > _LONGEST:
            return None
        text = masked(sentence)
        if sentence.rstrip(' ”"’)').endswith("?") or is_heading(sentence):
            return None
        reports = [self._known(report, text, before) for report in self._reports(text)]
        said = sorted((report for report in reports if report is not None), key=lambda report: report.start)
        own: Speaker | None = None
        for place, report in enumerate(said):
            if report.speaker.kind is Kind.OWN:
                own = own or report.speaker
                continue
            if self._stands(text, report, said[:place]):
                return self._innermost(text, report, said[place + 1 :]).speaker
        return own

    def _reports(self, text: str) -> list[_Report]:
        found = [report for match in VERBS.finditer(text) for report in self._spoken(text, match)]
        for form in (ACCORDING, VIEW_OF, INVERTED, HEARD_FROM):
            for match in form.finditer(text):
                found += self._named_after(text, match.start(), match.end(), "according")
        for match in PASSIVE.finditer(text):
            if not re.match(r"(?:should|would|could|might|may|must|can|will|shall|to|not)\b", match["be"]):
                found += self._named_after(text, match.start(), match.end(), "by")
        for match in IN_VIEW.finditer(text):
            found += self._owner(match["who"], match)
        if not REACTION.search(text):
            for match in HOLDING.finditer(text):
                found += self._owner(match["who"], match)
        return found

    def _spoken(self, text: str, verb: re.Match[str]) -> list[_Report]:
        """Return the report that a verb makes with the subject before it, if it makes one."""
        if not any(form.match(verb.group()) and after.match(text, verb.end()) for form, after in FOLLOWS):
            return []
        helpers = HELPERS.search(text, 0, verb.start())
        left = helpers.start() if helpers else verb.start()
        if UNSAID.search(text, left, verb.start()):
            return []
        for start, words in subjects(text, left):
            found = speaker_named(words, self._names)
            if found is None:
                continue
            if found.kind is Kind.PEOPLE and not PEOPLE_SAY.match(verb.group()):
                return []
            if re.search(r"['’]s?$", words) and not self._names.knows(words) and verb.group() not in _SPOKE:
                continue  # "The panel's proposed units": no verb at all
            if PLURAL_VERB.match(verb.group()) and not _is_many(found):
                continue
            return [_Report(start, verb.end(), found, verb.group())]
        return []

    def _named_after(self, text: str, start: int, end: int, verb: str) -> list[_Report]:
        """Return a report whose speaker's name begins at ``end``: the longest words that name one."""
        words = re.split(
            r"[,.;:()“”–—]|\b(?:that|as|to be|how|who|at|is|are|was|were|has|have|should|would)\s", text[end:]
        )[0].split()
        for count in range(min(len(words), 14), 0, -1):
            found = speaker_named(" ".join(words[:count]), self._names)
            if found is not None:
                return [_Report(start, end + len(" ".join(words[:count])), found, verb)]
        return []

    def _owner(self, words: str, match: re.Match[str]) -> list[_Report]:
        """Return a report by the one to whom a view or a finding belongs, the shortest words first."""
        parts = words.split()
        for first in range(len(parts)):
            owner = " ".join(parts[first:])
            bare = owner if self._names.knows(owner) else re.sub(r"['’]s?$", "", owner)
            found = speaker_named(bare, self._names)
            if found is not None and found.kind is not Kind.PEOPLE:
                return [_Report(match.start() + words.index(owner), match.end(), found, "holds")]
        return []

    def _known(self, report: _Report, text: str, before: tuple[str, ...]) -> _Report | None:
        """Return the report with "it" and "the report" resolved; None where nobody can be told."""
        speaker = report.speaker
        if speaker.kind not in (Kind.PRONOUN, Kind.REFERENCE):
            fuller = self._before(before) if speaker.noun and before else None
            if fuller and fuller.name.lower().endswith(" " + speaker.noun) and fuller.kind is not Kind.OWN:
                return replace(report, speaker=fuller)
            return report
        if report.verb in ("replied", "replies", "denied", "denies"):
            return None
        earlier = self._subject(text[: report.start]) if report.start else None
        meant = earlier or self._before(before)
        return replace(report, speaker=meant) if meant is not None and _fits(speaker, meant) else None

    def _before(self, before: tuple[str, ...]) -> Speaker | None:
        if not before:
            return None
        if before not in self._earlier:
            self._earlier[before] = self._speaker(before[-1], before[:-1]) or self._subject(before[-1])
        return self._earlier[before]

    def _subject(self, text: str) -> Speaker | None:
        """Return the speaker that a sentence begins with, whether it speaks there or not."""
        text = INTRODUCTION.sub("", text, count=1)
        words = re.split(r"[,.;:()“”–—]", text)[0].split()
        for count in range(min(len(words), 10), 0, -1):
            found = speaker_named(" ".join(words[:count]), self._names)
            if found is not None and found.kind not in (Kind.PRONOUN, Kind.REFERENCE):
                return found
        return None

    def _stands(self, text: str, report: _Report, earlier: list[_Report]) -> bool:
        """Tell whether a report is what its sentence says, and not a part of something else that it says."""
        lead = text[: report.start]
        if _SUBORDINATE.search(lead):
            return False
        if _CONCEDES.match(text) and "," not in lead:
            return False
        if re.search(r"\b[Aa]s\s*$", lead) and report.verb in WRITTEN_BY_US:
            return False
        if re.search(r"\bthat,?\s*$", lead):
            return bool(_WORTH.search(lead)) or any(_passes_on(text, other, report) for other in earlier)
        return True

    def _innermost(self, text: str, report: _Report, later: list[_Report]) -> _Report:
        for other in later:
            if other.speaker.kind is not Kind.OWN and _passes_on(text, report, other):
                return self._innermost(text, other, [r for r in later if r.start > other.start])
        return report


def _is_many(speaker: Speaker) -> bool:
    return speaker.kind is not Kind.PERSON and (
        speaker.kind in (Kind.PEOPLE, Kind.OWN, Kind.SOURCE) or speaker.name == "they" or " and " in speaker.name
    )


def _passes_on(text: str, outer: _Report, inner: _Report) -> bool:
    if not NEUTRAL.match(outer.verb) or inner.start < outer.end:
        return False
    between = text[outer.end : inner.start]
    return bool((_TOLD if outer.verb in ("told", "heard") else _BETWEEN).fullmatch(between)) and "that" in between


def _fits(reference: Speaker, meant: Speaker) -> bool:
    """Tell whether a pronoun or a noun may mean a speaker: "she" no committee, "it" no person."""
    if reference.name in ("he", "she"):
        return meant.kind is Kind.PERSON
    if reference.name == "it":
        return meant.kind not in (Kind.PERSON, Kind.PEOPLE)
    if reference.kind is Kind.REFERENCE and meant.kind is Kind.PEOPLE:
        return False
    return True
