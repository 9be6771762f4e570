"""Whose words a sentence reports, measured on sentences written for it; the rules were made on the half `tune`."""

import json
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.attribution import reported_speaker

LIBRARY = (
    "Action for Children", "Association of Directors of Children's Services", "Barnardo's", "Become",
    "British Association of Social Workers", "Care Quality Commission", "Chapter & Verse notes",
    "Children's Commissioner for England", "Competition and Markets Authority", "Department for Education", "ECPAT UK",
    "Environment Agency", "House of Commons Education Committee", "Independent Review of Children's Social Care",
    "Kinship", "Local Government Association", "NSPCC", "National Audit Office", "National Farmers' Union", "Ofsted",
    "Office of Rail and Road", "River Trust", "Royal College of Nursing", "The Children's Society",
)  # fmt: skip
PARTS = ["The ", "NAO ", "review ", "found that ", "it ", "says ", "was told by ", "Ofsted", "’s ", "according to ",
         ", ", "and ", "“We ", "” ", ". ", "? ", "report ", "LGA ", "\n", "in 2019 ", "parents "]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Case:
    half: str
    speaker: str
    before: list[str]
    sentence: str
    expected: str | None

    def found(self) -> str | None:
        return reported_speaker(self.sentence, self.before, self.speaker, LIBRARY)


CASES = [Case(**json.loads(line)) for line in Path(__file__).with_name("attribution.jsonl").read_text().splitlines()]


@pytest.mark.parametrize("half", ["tune", "report"])
def test_nineteen_sentences_in_twenty_get_the_right_speaker_or_none(half: str) -> None:
    cases = [case for case in CASES if case.half == half]
    misses = [case for case in cases if case.found() != case.expected]
    shown = "\n".join(f"{case.found()!r}, not {case.expected!r}: {case.sentence}" for case in misses)
    assert len(cases) >= 100
    assert len(misses) <= 0.05 * len(cases), f"{len(misses)} of {len(cases)} are wrong:\n{shown}"


def test_a_note_needs_no_second_name_for_the_one_that_it_is_about() -> None:
    said = "ECPAT UK said that hotels were unsafe."
    assert reported_speaker(said, (), "ECPAT UK", LIBRARY) is None
    assert reported_speaker(said, (), "Ofsted", LIBRARY) == "ECPAT UK"


def test_it_means_the_one_who_was_reported_before() -> None:
    assert (
        reported_speaker("It also found gaps.", ("The NAO said no.",), "Ofsted", LIBRARY) == "the National Audit Office"
    )
    assert reported_speaker("It also found gaps.", ("We surveyed 90 homes.",), "Ofsted", LIBRARY) is None
    assert reported_speaker("It also found gaps.", (), "Ofsted", LIBRARY) is None


def test_initials_that_two_organisations_share_are_left_as_they_are() -> None:
    two = ("National Audit Office", "National Archives Office")
    assert reported_speaker("The NAO said no.", (), "Ofsted", two) == "the NAO"


@given(st.lists(st.sampled_from(PARTS), max_size=60).map("".join), st.lists(st.text(max_size=40), max_size=2))
def test_any_words_can_be_read(sentence: str, before: list[str]) -> None:
    found = reported_speaker(sentence, before, "Local Government Association", LIBRARY)
    assert found is None or found.strip()
    assert found != "the Local Government Association"


@given(st.text(max_size=200))
def test_a_question_reports_nobody(words: str) -> None:
    assert reported_speaker(f"The NAO said that {words}?", (), "Ofsted", LIBRARY) is None
