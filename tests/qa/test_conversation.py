"""Follow-ups: what each is read as after which questions, and what must be left alone."""

import json
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st

from qa.conversation import Turn, in_a_row, standalone
from qa.conversation.store import Conversations
from tests.qa import test_cli
from tests.qa.test_api import assert_problem, client_for, upload

ORGANISATIONS = (
    "Association of Directors of Children's Services",
    "Barnardo's",
    "Become",
    "British Association of Social Workers",
    "Competition and Markets Authority",
    "Department for Education",
    "ECPAT UK",
    "Kinship",
    "Local Government Association",
    "National Association of Independent Reviewing Officers",
    "Ofsted",
    "Social Work England",
    "The Children's Society",
    "The Fostering Network",
)
LGA = "What did the LGA say about Regional Care Cooperatives?"
IN_CARE = "How many children are in care in England?"
MISSING = "How many unaccompanied children went missing from Home Office hotels?"
LEAVE = "What does Kinship say about paid leave?"
TAX = "Who disagrees with the windfall tax?"
DATABASE = "How much did the Think Family Database in Bristol cost?"
RATED = "How many councils were rated good by Ofsted in July 2022?"
STUDY = "When did the CMA launch its market study?"
REFUSED = "Did the DfE accept the CMA's recommendations?"
HOMES = "When was Stable Homes, Built on Love published?"
CARERS = "What paid leave did the review recommend for foster carers?"

verse = test_cli.verse

FOLLOW_UPS = [
    # Places.
    (IN_CARE, "And what about Scotland?", "How many children are in care in Scotland?"),
    (IN_CARE, "Scotland?", "How many children are in care in Scotland?"),
    (IN_CARE, "but in Wales?", "How many children are in care in Wales?"),
    ("How many children were in care in England in 2018?", "what about Wales?",
     "How many children were in care in Wales in 2018?"),
    ("How many children were in care in 2018?", "In Scotland?", "How many children were in care in Scotland in 2018?"),
    (LGA, "And in Wales?", "What did the LGA say about Regional Care Cooperatives in Wales?"),
    ("How many Regional Care Cooperatives are planned in Wales?", "And in England?",
     "How many Regional Care Cooperatives are planned in England?"),
    (IN_CARE, "How many in Northern Ireland?", "How many children are in care in Northern Ireland?"),
    (IN_CARE, "How many foster carers live there?", "How many foster carers live in England?"),
    # Times.
    ("How many children were in care in 2018?", "And in 2021?", "How many children were in care in 2021?"),
    ("How many children were in care in 2018?", "2019-20?", "How many children were in care in 2019-20?"),
    (RATED, "And in July 2021?", "How many councils were rated good by Ofsted in July 2021?"),
    ("How many children were in care between 2016 and 2021?", "And in 2023?",
     "How many children were in care in 2023?"),
    (MISSING, "What about 2022?", "How many unaccompanied children went missing from Home Office hotels in 2022?"),
    (IN_CARE, "And in Wales in 2021?", "How many children are in care in Wales in 2021?"),
    # Organisations.
    (LGA, "And Ofsted?", "What did Ofsted say about Regional Care Cooperatives?"),
    # In small letters a name of one word may be a word.
    (LGA, "and kinship?", None),
    (LGA, "What about the Children's Society?",
     "What did the Children's Society say about Regional Care Cooperatives?"),
    (LGA, "How about BASW and Ofsted?", "What did BASW and Ofsted say about Regional Care Cooperatives?"),
    (LGA, "And according to Ofsted?", "What did Ofsted say about Regional Care Cooperatives?"),
    (LGA, "And UNISON?", "What did UNISON say about Regional Care Cooperatives?"),
    ("What does ADCS think about agency work?", "And the government?",
     "What does the government think about agency work?"),
    ("What do ministers think about agency work?", "And the LGA?", "What does the LGA think about agency work?"),
    ("What does the review say about advocacy?", "and ministers?", "What do ministers say about advocacy?"),
    ("What is the LGA's position on adoption?", "And Barnardo's?", "What is Barnardo's position on adoption?"),
    ("How did Kinship react to the final report?", "And Become?", "How did Become react to the final report?"),
    (MISSING, "What about the LGA?",
     "According to the LGA, how many unaccompanied children went missing from Home Office hotels?"),
    (TAX, "And Ofsted?", "What does Ofsted say about the windfall tax?"),
    (LEAVE, "And the Fostering Network on fostering?", "What does the Fostering Network say about fostering?"),
    ("What did the LGA say about Regional Care Cooperatives in 2023?", "And ADCS in 2022?",
     "What did ADCS say about Regional Care Cooperatives in 2022?"),
    # Either the one or the other could be meant.
    ("What did the LGA say about Ofsted?", "And Barnardo's?", None),
    ("How many Regional Care Cooperatives should there be?", "What does the LGA say?",
     "According to the LGA, how many Regional Care Cooperatives should there be?"),
    # Topics.
    (LEAVE, "And about advocacy?", "What does Kinship say about advocacy?"),
    (LGA, "What about the windfall tax?", "What did the LGA say about the windfall tax?"),
    (LGA, "And kinship care?", "What did the LGA say about kinship care?"),
    (CARERS, "What about kinship carers?", "What paid leave did the review recommend for kinship carers?"),
    ("What did the review recommend for foster carers?", "And for kinship carers?",
     "What did the review recommend for kinship carers?"),
    (DATABASE, "And The Big Ask?", "How much did The Big Ask cost?"),
    (IN_CARE, "And in residential care?", "How many children are in residential care in England?"),
    (IN_CARE, "How many girls?", "How many girls are in care in England?"),
    ("How many libraries closed?", "And how many reopened?", "How many libraries reopened?"),
    ("How many youth centres closed?", "And kinship carers?", None),
    (LEAVE, "And for foster carers?", "What does Kinship say about paid leave for foster carers?"),
    ("How much was set aside to train and support adopters?", "And foster carers?",
     "How much was set aside to train and support foster carers?"),
    # Question words alone.
    (LGA, "Why?", "Why did the LGA say this about Regional Care Cooperatives?"),
    (LGA, "But when was that?", "When did the LGA say this about Regional Care Cooperatives?"),
    (LGA, "How many?", "According to the LGA, how many Regional Care Cooperatives are there?"),
    ("What did the review say about the windfall tax?", "How much?",
     "According to the review, how much is the windfall tax?"),
    (MISSING, "Why?", "Why is it that unaccompanied children went missing from Home Office hotels?"),
    (IN_CARE, "Why is that?", "Why are children in care in England?"),
    (STUDY, "Why?", "Why did the CMA launch its market study?"),
    (REFUSED, "Why not?", "Why didn't the DfE accept the CMA's recommendations?"),
    (REFUSED, "When?", "When did the DfE accept the CMA's recommendations?"),
    (HOMES, "By whom?", "By whom was Stable Homes, Built on Love published?"),
    (RATED, "Which ones?", "Which councils were rated good by Ofsted in July 2022?"),
    (TAX, "Why?", "Why is it that some disagree with the windfall tax?"),
    ("How many recommendations did the collaborative make?", "When?",
     "When did the collaborative make recommendations?"),
    (DATABASE, "Why?", "Why did the Think Family Database in Bristol cost that much?"),
    # Who else thinks so.
    (LGA, "Who disagrees?", "Who disagrees about Regional Care Cooperatives?"),
    (TAX, "And who supports it?", "Who supports the windfall tax?"),
    (TAX, "Who else?", "Who also disagrees with the windfall tax?"),
    (LGA, "Does Ofsted agree?", "Does Ofsted agree about Regional Care Cooperatives?"),
    (LGA, "Does anyone object?", "Does anyone object to Regional Care Cooperatives?"),
    (LGA, "Which charities support them?", "Which charities support Regional Care Cooperatives?"),
    (LGA, "What does Ofsted say?", "What does Ofsted say about Regional Care Cooperatives?"),
    (LGA, "Tell me more", "What more did the LGA say about Regional Care Cooperatives?"),
    (LEAVE, "What else did they say?", "What more does Kinship say about paid leave?"),
    ("Why did Kinship oppose paid leave for kinship carers?", "Who supports it?",
     "Who supports paid leave for kinship carers?"),
    # Pronouns.
    (LGA, "What did they say about advocacy?", "What did the LGA say about advocacy?"),
    (LGA, "Why do they think that?", "Why does the LGA think that about Regional Care Cooperatives?"),
    (LGA, "And what did Ofsted say about it?", "What did Ofsted say about Regional Care Cooperatives?"),
    (LGA, "What are they?", "What are Regional Care Cooperatives?"),
    (LGA, "When will they start?", "When will Regional Care Cooperatives start?"),
    (LEAVE, "What is their position on legal aid?", "What is Kinship's position on legal aid?"),
    (STUDY, "What did they find?", "What did the CMA find?"),
    ("What did the review say about the Think Family Database in Bristol?", "How much did that cost?",
     "How much did the Think Family Database in Bristol cost?"),
    (DATABASE, "When did it start?", "When did the Think Family Database in Bristol start?"),
    ("What did the review say about the windfall tax?", "How much would it raise?",
     "How much would the windfall tax raise?"),
    (HOMES, "How much did it cost?", "How much did Stable Homes, Built on Love cost?"),
    (MISSING, "How many of them were girls?",
     "How many of the unaccompanied children who went missing from Home Office hotels were girls?"),
    (MISSING, "How many of those children were found?",
     "How many of the unaccompanied children who went missing from Home Office hotels were found?"),
    (MISSING, "Were they found?", "Were the unaccompanied children who went missing from Home Office hotels found?"),
    (IN_CARE, "What did Ofsted say about that?", "What did Ofsted say about the children in care in England?"),
    ("What did Josh MacAlister say about profit?", "What did he say about fostering?",
     "What did Josh MacAlister say about fostering?"),
    ("How many Regional Care Cooperatives should there be?", "Who would run them?",
     "Who would run the Regional Care Cooperatives?"),
    ("Where would Family Help Teams be based?", "Who would lead them?", "Who would lead Family Help Teams?"),
    ("How many children answered The Big Ask?", "How many were in care?",
     "How many of the children who answered The Big Ask were in care?"),
    ("When did the #GoneTooFar campaign start?", "Did it succeed?", "Did the #GoneTooFar campaign succeed?"),
    # What cannot be resolved is asked as it stands.
    (IN_CARE, "Who disagrees?", None),
    (IN_CARE, "And the year before?", None),
    ("Who founded Frontline?", "When?", None),
    ("advocacy spend per child", "What did they say?", None),
]  # fmt: skip

STANDALONE = [
    "What about the windfall tax did the LGA like?",
    "Who disagrees with the windfall tax?",
    "And how many children are in care in England?",
    "But why did Kinship oppose paid leave for kinship carers?",
    "So what is a Family Network Plan?",
    "What is kinship care?",
    "advocacy",
    "Kinship",
    "2021",
    "Thanks",
    "Did Ofsted say that councils were too slow?",
    "How did Kinship describe its members?",
    "What do kinship carers want, and why do they want it?",
    "What do children say when they leave care?",
    "Is it true that children go missing?",
    "Is it any cheaper for councils to look after children themselves?",
    "How much does it cost to look after a child?",
    "Does Become think it is always wrong to place a child far from home?",
    "Which councils said they would close homes?",
    "What happened to children who were placed far from home?",
    "How many foster carers are there?",
    "How many unaccompanied children went missing from Home Office hotels in 2023?",
    "Who chaired the review?",
    "When was the final report published?",
    "Which of the recommendations did the CLA say it supported?",
    "What did Children England say about the CMA's report?",
    "In its first report, what did Ofsted find?",
    "The commissioner likened the sector to something. What was it?",
    "What does “and Ofsted?” mean?",
    "Is kinship care mentioned and are the costs given?",
    "  What is   a care leaver? ",
]


def after(question: str, *earlier: str) -> str:
    return standalone(question, [Turn(text) for text in earlier], ORGANISATIONS)


@pytest.mark.parametrize(("earlier", "follow_up", "expected"), FOLLOW_UPS)
def test_a_follow_up_becomes_one_whole_question(earlier: str, follow_up: str, expected: str | None) -> None:
    assert after(follow_up, earlier) == (expected or follow_up)


@pytest.mark.parametrize("earlier", [LGA, IN_CARE, MISSING, TAX, HOMES, REFUSED])
@pytest.mark.parametrize("question", STANDALONE)
def test_a_whole_question_is_left_to_the_letter(question: str, earlier: str) -> None:
    assert after(question, earlier) == question


def test_no_question_of_the_evaluation_is_taken_for_a_follow_up() -> None:
    lines = (Path(__file__).parents[2] / "evals" / "golden.jsonl").read_text(encoding="utf-8").splitlines()
    questions = [str(json.loads(line)["question"]) for line in lines]
    for question, earlier in zip(questions, questions[1:] + questions[:1], strict=True):
        assert after(question, earlier) == question


@pytest.mark.parametrize(
    ("typed", "understood"),
    [
        (
            [LGA, "And Ofsted?", "Why?", "And in Wales?"],
            "Why did Ofsted say this about Regional Care Cooperatives in Wales?",
        ),
        ([IN_CARE, "And Scotland?", "In 2021?", "Wales?"], "How many children are in care in Wales in 2021?"),
        ([LEAVE, "And advocacy?", "What about Become?"], "What does Become say about advocacy?"),
        ([LGA, TAX, "Who else?"], "Who also disagrees with the windfall tax?"),
    ],
)
def test_follow_ups_follow_follow_ups(typed: list[str], understood: str) -> None:
    assert in_a_row(typed, ORGANISATIONS)[-1].question == understood


def test_they_are_who_was_quoted_if_just_one_was() -> None:
    question = "What did they say about advocacy?"
    for quoted, expected in ((("Become",), "What did Become say about advocacy?"), (("Become", "Ofsted"), question)):
        assert standalone(question, [Turn(TAX, quoted)], ORGANISATIONS) == expected


@given(st.text(max_size=80), st.lists(st.text(max_size=80), max_size=3))
def test_no_text_breaks_it_and_without_history_nothing_changes(question: str, earlier: list[str]) -> None:
    assert standalone(question, (), ORGANISATIONS) == question
    assert after(question, *earlier).strip() or not question.strip()


_PIECES = st.sampled_from(
    "And What about Ofsted the LGA in 2021 Scotland Who Why How many much of them they it that their did does were was "
    "say said disagree children girls Regional Care , 's ? . for on about and who between".split(" ")
)


@given(st.lists(_PIECES, max_size=12), st.lists(_PIECES, min_size=1, max_size=12))
def test_whatever_is_asked_a_question_comes_out(follow_up: list[str], earlier: list[str]) -> None:
    question, before = " ".join(follow_up), " ".join(earlier)
    assert standalone(question, (), ORGANISATIONS) == question
    resolved = after(question, before)
    assert resolved == question or (resolved.endswith("?") and resolved == resolved.strip() and "  " not in resolved)


@given(st.sampled_from(FOLLOW_UPS), st.sampled_from(ORGANISATIONS))
def test_only_the_newest_question_counts(case: tuple[str, str, str | None], name: str) -> None:
    earlier, follow_up, expected = case
    assert after(follow_up, f"What did {name} say about otters?", earlier) == (expected or follow_up)


FISH = b"The council closed 75 fish passes.\n\nThe council closed 12 bridges.\n\nOtters live in rivers and eat fish."


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    with client_for(tmp_path) as opened:
        upload(opened, FISH, organisation="River Trust")
        yield opened


def ask(client: TestClient, question: str, conversation: str | None = None) -> dict[str, Any]:
    asked = {"question": question} | ({"conversation": conversation} if conversation else {})
    answer = client.post("/api/ask", json=asked)
    assert answer.status_code == 200
    body: dict[str, Any] = answer.json()
    return body


def test_the_api_goes_on_with_a_conversation(client: TestClient) -> None:
    first = ask(client, "How many fish passes closed?")
    assert first["understood"] is None
    second = ask(client, "And how many bridges?", first["conversation"])
    assert (second["question"], second["understood"]) == ("And how many bridges?", "How many bridges closed?")
    assert second["conversation"] == first["conversation"]
    assert second["statements"][0]["text"] == "The council closed 12 bridges."
    third = ask(client, "And how many fish passes?", first["conversation"])
    assert third["understood"] == "How many fish passes closed?"
    assert third["statements"] == first["statements"]


def test_a_follow_up_is_answered_as_its_whole_question_is(client: TestClient) -> None:
    first = ask(client, "How many fish passes closed?")
    followed = ask(client, "How many bridges?", first["conversation"])
    alone = ask(client, "How many bridges closed?")
    told = {"question", "conversation", "understood"}
    assert {k: v for k, v in followed.items() if k not in told} == {k: v for k, v in alone.items() if k not in told}


def test_two_conversations_stay_apart(client: TestClient) -> None:
    fish = ask(client, "How many fish passes closed?")["conversation"]
    otters = ask(client, "Where do otters live?")["conversation"]
    assert fish != otters
    assert ask(client, "And how many bridges?", otters)["understood"] is None
    assert ask(client, "And how many bridges?", fish)["understood"] == "How many bridges closed?"
    assert ask(client, "And how many bridges?")["understood"] is None


def test_an_unknown_conversation_begins_a_new_one_with_an_id_of_the_apis_own(client: TestClient) -> None:
    answer = ask(client, "How many fish passes closed?", "known-to-nobody")
    assert answer["conversation"] != "known-to-nobody"
    assert len(answer["conversation"]) >= 32
    assert ask(client, "How many bridges?", answer["conversation"])["understood"] == "How many bridges closed?"


@pytest.mark.parametrize("conversation", ["", "a b", "x" * 65, "ü", 7, ["a"], {"id": "a"}])
def test_an_ill_formed_conversation_is_a_problem(client: TestClient, conversation: object) -> None:
    asked = {"question": "How many fish passes closed?", "conversation": conversation}
    assert_problem(client.post("/api/ask", json=asked), 422, "conversation")


def test_filters_are_those_of_the_request(client: TestClient) -> None:
    first = {"question": "How many fish passes closed?", "organisation": ["Somebody else"]}
    refused = client.post("/api/ask", json=first).json()
    assert refused["verdict"] == "not_in_documents"
    assert ask(client, "How many bridges?", refused["conversation"])["verdict"] == "answered"


def test_the_conversation_that_was_not_used_longest_is_forgotten() -> None:
    kept = Conversations(most=2, turns=2)
    ids = [kept.resume(None)[0] for _ in range(3)]
    for conversation in ids[:2]:
        kept.remember(conversation, Turn(LGA))
    assert kept.resume(ids[0]) == (ids[0], (Turn(LGA),))
    kept.remember(ids[2], Turn(TAX))
    assert kept.resume(ids[0])[1] == (Turn(LGA),)
    again, turns = kept.resume(ids[1])
    assert (again in ids, turns) == (False, ())


def test_of_a_conversation_the_newest_turns_are_kept() -> None:
    kept = Conversations(most=2, turns=2)
    conversation, _ = kept.resume(None)
    for question in (LGA, TAX, LEAVE):
        kept.remember(conversation, Turn(question))
    assert [turn.question for turn in kept.resume(conversation)[1]] == [TAX, LEAVE]


def test_many_may_talk_at_once() -> None:
    kept = Conversations(most=50, turns=5)
    ended: list[bool] = []

    def talk(number: int) -> None:
        conversation, _ = kept.resume(None)
        for turn in range(20):
            kept.remember(conversation, Turn(f"{number}:{turn}"))
        turns = kept.resume(conversation)[1]
        ended.append([turn.question for turn in turns] == [f"{number}:{turn}" for turn in range(15, 20)])

    threads = [threading.Thread(target=talk, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert ended == [True] * 8


def test_the_command_line_says_how_it_understood(verse: test_cli.Verse, tmp_path: Path) -> None:
    (tmp_path / "fish.txt").write_bytes(FISH)
    assert verse("add", "fish.txt")[0] == 0
    after_two = ("--after", "Where do otters live?", "--after", "How many fish passes closed?")
    status, out, _ = verse("ask", "How many bridges?", *after_two)
    assert status == 0
    assert out.startswith("Understood as: How many bridges closed?\n\n“The council closed 12 bridges.”")
    chained = verse("ask", "How many bridges?", *after_two, "--after", "How many fish passes?", "--json")[1]
    assert json.loads(chained)["understood"] == "How many bridges closed?"
    assert json.loads(chained)["question"] == "How many bridges?"
    assert "Understood as" not in verse("ask", "How many bridges closed?", *after_two)[1]
    status, _, err = verse("ask", "How many bridges?", "--after", " ")
    assert (status, "empty" in err) == (1, True)
