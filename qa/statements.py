"""Statements: which sentences make the answer, what else each of them needs to be understood, and in which order."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from qa.answer_kinds import counts_the_same, figures
from qa.evidence import FIGURES, Evidence
from qa.question import Question, Wanted, years_in

_MOST_STATEMENTS, _MOST_ITEMS = 5, 10
"""At most so many statements, and so many where a list is asked for."""
_GOOD_ENOUGH, _FACT_GOOD_ENOUGH, _ITEM_GOOD_ENOUGH = 0.82, 0.88, 0.75
"""Share of the best sentence's score that a further statement needs; more where one fact is asked for."""
_SAYS_AS_MUCH = 0.75
"""Share of what the best sentence says of the question's terms that a further statement must say."""
_SAYS_NEARLY = 0.6
"""The same for a sentence with another figure, whose neighbours must say as much."""
_NEARLY = 0.1
"""Share of the question's rarity that may be missing in a sentence that answers it for another year."""
_LONGEST = 900
"""Characters that a statement may grow to."""
_LEANS = re.compile(
    r"[“‘\"'(]?(?:This|That|These|Those|They|Their|It|Its|He|She|His|Her|Such|Both|Neither|However|Nevertheless|But|"
    r"And|Also|Instead|Otherwise|Therefore|Thus|Similarly|In addition|As a result|For example|For instance)\b"
    r"(?! (?:is|was) (?:important|clear|vital|essential|crucial|estimated|possible) (?:that|to)\b)"
)
_LIST_ASKED = re.compile(
    r"\b(?:which|what) (?:(?!(?:is|was|does|did|has|percentage)\b)[\w’'-]+ ){0,3}?(?!(?:is|was|does|has|this)\b)"
    r"[a-z’'-]+(?<!ss)s\b(?! (?:is|was|does|has)\b)|\b(?:list|name) (?:all|the|every)\b|\bwho (?:else|all)\b|"
    r"\bwho (?:supports?|opposes?|disagrees?|agrees?|objects?|welcomed|supported|opposed|criticised|called)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Chosen:
    """A statement before it is cited: its evidence in one place or several, and the span of each in its document."""

    evidence: tuple[Evidence, ...]
    spans: tuple[tuple[int, int], ...]


def choose(question: Question, evidence: Sequence[Evidence]) -> list[Chosen]:
    """Return the statements, the best first; evidence is best first and not empty.

    What follows comes in the order of its documents, and of its places there. For a list, statements of one
    organisation stand together. The same sentence in two places makes one statement.
    """
    listed = asks_for_list(question)
    share = _ITEM_GOOD_ENOUGH if listed else _GOOD_ENOUGH
    if question.wanted is not Wanted.ANYTHING and not listed:
        share = _FACT_GOOD_ENOUGH
    best = evidence[0]
    groups: list[list[Evidence]] = []
    for item in evidence:
        if item.score < share * best.score or len(groups) == (_MOST_ITEMS if listed else _MOST_STATEMENTS):
            break
        twin = next((same for same in groups if same[0].sentence.text == item.sentence.text), None)
        if twin is not None:
            twin.append(item)
        elif not groups or (_is_relevant(question, item, best) and not _repeats(item, groups)):
            groups.append([item])
    groups += [[item] for item in contradictions(question, evidence) if all(item not in group for group in groups)]
    return _without_overlaps([_chosen(group) for group in _ordered(groups, listed)])


def asks_for_list(question: Question) -> bool:
    """Tell whether more than one thing is asked for: "Which bodies …?", "What concerns …?", "Who else …?"."""
    return question.wanted in {Wanted.ANYTHING, Wanted.NAME} and _LIST_ASKED.search(question.focus) is not None


def contradictions(question: Question, evidence: Sequence[Evidence]) -> list[Evidence]:
    """Return the sentences of other documents that say the same as the best one, but with another figure."""
    best = evidence[0]
    ours = figures(best.sentence.text)
    if question.wanted not in FIGURES or not ours or not best.holds:
        return []
    found: dict[str, Evidence] = {}
    for item in evidence[1:]:
        theirs = figures(item.sentence.text)
        years, other_years = years_in(best.sentence.text), years_in(item.sentence.text)
        if (
            item.passage.document != best.passage.document
            and theirs
            and not ours & theirs
            and not item.conflict
            and not item.mismatches
            and (not years or not other_years or bool(years & other_years))
            and counts_the_same(item.sentence.text, question) == counts_the_same(best.sentence.text, question)
            and item.said >= _SAYS_NEARLY * best.said
            and item.in_context >= best.in_context
            and item.score >= _GOOD_ENOUGH * best.score
        ):
            found.setdefault(item.passage.document, item)
    return list(found.values())


def remarks(question: Question, evidence: Sequence[Evidence], *, answered: bool) -> tuple[str, ...]:
    """Return what a reader must know besides: that figures differ, or that only other years are given."""
    if answered:
        others = contradictions(question, evidence)
        if not others:
            return ()
        given = [f"{_named(item)} ({item.passage.organisation})" for item in (evidence[0], *others)]
        return (f"The documents give different figures: {'; '.join(given)}.",)
    if not question.years:
        return ()
    wanted = question.wanted is not Wanted.ANYTHING
    for item in evidence:
        stated = sorted(years_in(item.sentence.text) - set(question.years))
        if stated and item.missing <= _NEARLY and (item.holds or not wanted) and not item.years:
            return (f"The documents give {_and(stated)}, not {_and(question.years)}.",)
    return ()


def _named(item: Evidence) -> str:
    return ", ".join(sorted(figures(item.sentence.text)))


def _and(names: Sequence[str]) -> str:
    return " and ".join((", ".join(names[:-1]), names[-1])) if len(names) > 1 else names[0]


def _is_relevant(question: Question, item: Evidence, best: Evidence) -> bool:
    if question.wanted is not Wanted.ANYTHING and not item.holds:
        return False
    if len(item.mismatches) > len(best.mismatches):
        return False
    return not item.conflict and item.said >= _SAYS_AS_MUCH * best.said


def _repeats(item: Evidence, groups: list[list[Evidence]]) -> bool:
    words = set(item.sentence.text.lower().split())
    for same in groups:
        other = set(same[0].sentence.text.lower().split())
        if len(words & other) > 0.7 * min(len(words), len(other)):
            return True
    return False


def _ordered(groups: list[list[Evidence]], listed: bool) -> list[list[Evidence]]:
    def owner(group: list[Evidence]) -> str:
        passage = group[0].passage
        return (passage.about or passage.organisation) if listed else passage.document

    owners = list(dict.fromkeys(owner(group) for group in groups))
    first, *rest = groups
    return [first, *sorted(rest, key=lambda group: (owners.index(owner(group)), group[0].sentence.start))]


def _chosen(group: list[Evidence]) -> Chosen:
    return Chosen(tuple(group), tuple(_span(item) for item in group))


def _span(item: Evidence) -> tuple[int, int]:
    """Return the span of a sentence with the ones that it leans on, and with the list that it leads to."""
    passage = item.passage
    sentences = passage.sentences
    first = last = next(n for n, sentence in enumerate(sentences) if sentence.start == item.sentence.start)
    while first > 0 and _LEANS.match(sentences[first].text) and _together(item, first - 1, first):
        if sentences[last].end - sentences[first - 1].start > _LONGEST:
            break
        first -= 1
    if sentences[last].text.endswith(":"):
        lead = last
        # What is led to may be a paragraph of its own; the items that follow stand line by line.
        while last + 1 < len(sentences) and (last == lead or "\n\n" not in _between(item, last, last + 1)):
            if sentences[last + 1].end - sentences[first].start > _LONGEST:
                break
            last += 1
    return sentences[first].start, sentences[last].end


def _together(item: Evidence, one: int, other: int) -> bool:
    """Tell whether two neighbouring sentences stand in one paragraph."""
    return "\n" not in _between(item, one, other)


def _between(item: Evidence, one: int, other: int) -> str:
    passage = item.passage
    left, right = passage.sentences[one].end, passage.sentences[other].start
    return passage.text[left - passage.start : right - passage.start]


def _without_overlaps(found: list[Chosen]) -> list[Chosen]:
    """Leave out what stands within a statement before it."""
    kept: list[Chosen] = []
    for chosen in found:
        document, (start, end) = chosen.evidence[0].passage.document, chosen.spans[0]
        if not any(
            other.evidence[0].passage.document == document and other.spans[0][0] < end and start < other.spans[0][1]
            for other in kept
        ):
            kept.append(chosen)
    return kept
