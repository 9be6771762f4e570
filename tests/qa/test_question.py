import pytest

from qa.question import Wanted, analyse, years_in

ORGANISATIONS = [
    "Local Government Association",
    "ECPAT UK",
    "Barnardo's",
    "The Children's Society",
    "Become",
    "Kinship",
    "British Association of Social Workers",
]


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("How many youth centres closed?", Wanted.NUMBER),
        ("how much money did the review ask for", Wanted.MONEY),
        ("How much does a placement cost?", Wanted.MONEY),
        ("What percentage of councils overspent?", Wanted.SHARE),
        ("When did the review report?", Wanted.DATE),
        ("In which year was the Act passed?", Wanted.DATE),
        ("Who chaired the review?", Wanted.NAME),
        ("Which university developed contextual safeguarding?", Wanted.NAME),
        ("Which of the recommendations were accepted?", Wanted.ANYTHING),
        ("What are ICTAs now called?", Wanted.ANYTHING),
    ],
)
def test_the_kind_of_thing_wanted(question: str, wanted: Wanted) -> None:
    assert analyse(question).wanted is wanted


@pytest.mark.parametrize(
    ("question", "speakers"),
    [
        ("What does the LGA say about advocates?", ["Local Government Association"]),
        ("what does the lga think of advocates", ["Local Government Association"]),
        ("According to ECPAT, what is missing?", ["ECPAT UK"]),
        ("What is Barnardos' position on kinship care?", ["Barnardo's"]),
        ("What did Barnardo’s say?", ["Barnardo's"]),
        ("Does the Children's Society support this?", ["The Children's Society"]),
        ("What did BASW welcome?", ["British Association of Social Workers"]),
        ("What did the review say about the LGA?", []),
        ("How many members has the LGA?", []),
        ("What did the pilots become?", []),
        ("What did Become say about the pilots?", ["Become"]),
        ("What do kinship carers say?", []),
    ],
)
def test_whose_words_are_asked_for(question: str, speakers: list[str]) -> None:
    assert list(analyse(question, ORGANISATIONS).speakers) == speakers


def test_the_topic_leaves_out_who_speaks() -> None:
    question = analyse("What does ECPAT UK say about Independent Reviewing Officers?", ORGANISATIONS)
    assert [term.word for term in question.terms] == ["Independent", "Reviewing", "Officers"]


def test_years_are_the_same_however_written() -> None:
    assert years_in("from 2009/10, 2009–10 and 2009-2010 to 2021") == {"2009-10", "2021"}
    assert analyse("How many in 2009/10?").years == ("2009-10",)


@pytest.mark.parametrize("question", ["", "?", "who", "How many", "£", "’s", "a" * 2000])
def test_odd_questions_are_taken_apart(question: str) -> None:
    analyse(question, ORGANISATIONS)
