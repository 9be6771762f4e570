"""What a sentence may lack although it says the question's words."""

import pytest

from qa.mismatches import Mismatch, mismatches
from qa.question import analyse

NAMES = ("River Trust", "Otter Society", "Fish Council")


def found(question: str, sentence: str, around: str = "", *bodies: str) -> set[Mismatch]:
    return set(mismatches(analyse(question, NAMES), sentence, around, bodies))


@pytest.mark.parametrize(
    ("question", "sentence", "amiss"),
    [
        ("How many fish passes closed?", "The council closed 45 old mills near the fish passes.", "COUNTS_OTHERS"),
        ("How many otters live there?", "On 12 March 2021 a study of otters began.", "COUNTS_OTHERS"),
        ("Which three rivers were chosen?", "Three rivers were chosen in 2021.", "ONLY_COUNTED"),
        ("What were the four demands that they made?", "They put four demands to the minister.", "ONLY_COUNTED"),
        ("Which of the recommendations did they back?", "They backed some of the recommendations.", "ONLY_COUNTED"),
        ("Who chairs the board?", "The board is to have a chair from outside the Water Office.", "NOBODY_NAMED"),
        (
            "Who is the director of the trust?",
            "The director of the trust spoke to the Water Committee.",
            "NOBODY_NAMED",
        ),
        ("When were the mills closed?", "The trust recommended in May 2022 that the mills be closed.", "NOT_DONE"),
        ("When did the council open the weir?", "Anglers called for the weir to be open by 2023.", "NOT_DONE"),
        ("How many weirs has Wales?", "England has 90 weirs.", "OTHER_PLACE"),
        ("Does the Otter Society back the levy?", "Anglers back the levy.", "OTHER_ORGANISATION"),
        ("Who opposed the levy?", "The Otter Society called for the levy.", "OTHER_POSITION"),
        ("Who supports the levy?", "The Otter Society fears the levy.", "OTHER_POSITION"),
        ("What concerns were raised about the levy?", "The levy would be due in spring.", "OTHER_POSITION"),
    ],
)
def test_a_near_miss_is_seen(question: str, sentence: str, amiss: str) -> None:
    assert found(question, sentence) == {Mismatch[amiss]}


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("How many fish passes closed?", "The council closed 45 old fish passes."),
        ("How many young otters went missing?", "In all, 12 young otters went missing."),
        ("Which three rivers were chosen?", "Three rivers were chosen: the Exe, the Dart and the Teign."),
        ("Which rivers were chosen?", "The Exe, the Dart and the Teign were the first three rivers."),
        ("Who chairs the board?", "Ada Lovelace chairs the board."),
        ("When were the mills closed?", "The mills were closed in May 2022."),
        ("What did the trust recommend when the mills were closed?", "It recommended that the mills be opened."),
        ("How many weirs has Wales?", "England has 90 weirs and Wales 40."),
        ("How many weirs has Wales?", "There are 90 weirs in the UK, 40 weirs of them small."),
        ("Does the Otter Society back the levy?", "The Otter Society backs the levy."),
        ("Who opposed the levy?", "The Otter Society was not convinced of the levy."),
        ("Who supports the levy?", "The Otter Society welcomed the levy."),
    ],
)
def test_an_answer_is_not_taken_for_one(question: str, sentence: str) -> None:
    assert found(question, sentence) == set()


def test_who_speaks_need_not_be_named_again() -> None:
    assert found("Does the Otter Society back the levy?", "We back the levy.", "", "Otter Society") == set()
    assert found("Does the Otter Society back the levy?", "It backs the levy.", "What the Otter Society said") == set()


def test_the_nation_may_stand_in_the_heading() -> None:
    assert found("How many weirs has Wales?", "There are 90 weirs.", "Weirs in Wales") == set()
    assert found("How many weirs has Wales?", "There are 90 weirs.", "Weirs in England") == {Mismatch.OTHER_PLACE}
