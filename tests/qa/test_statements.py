"""Which sentences make an answer, what they bring with them, and what is said beside them."""

import pytest

from index.document import Metadata
from index.library import Library
from index.search import Searcher
from qa.answer import Answer, Answerer
from tests.encoder import HashingEncoder

PAPERS = {
    "River Trust": """The River Trust runs a weir fund. It paid for 75 fish passes in 2019/20.

The River Trust asks the minister for three things:

- a levy on dams
- a ban on nets
- free advice for anglers

The Water Office found that eels are rare.
""",
    "Otter Society": """The Otter Society says that the weir fund paid for 80 fish passes in 2019/20.

The Otter Society has two concerns about the dam levy. Its concerns about the dam levy are cost and delay.
""",
    "Fish Council": """The Fish Council has concerns about the dam levy and jobs. Nets are sold in shops.

Concerns about the dam levy were raised by the Fish Council in spring.
""",
}


@pytest.fixture
def answerer(library: Library, encoder: HashingEncoder) -> Answerer:
    for organisation, text in PAPERS.items():
        metadata = Metadata(f"Paper of the {organisation}", organisation, None, "response", "2022-03")
        library.add(text.encode(), f"{organisation}.md", encoder, metadata)
    for number in range(12):
        text = f"Report {number} tells of roads, bridges and trains. Nothing in it concerns water or animals."
        library.add(text.encode(), f"other-{number}.txt", encoder, Metadata(organisation="Road Office"))
    return Answerer(library, Searcher(library, encoder), minimum_confidence=0.0)


def texts(answer: Answer) -> list[str]:
    return [statement.text for statement in answer.statements]


def test_a_sentence_that_leans_on_another_brings_it(answerer: Answerer) -> None:
    answer = answerer.ask("What did the River Trust say it paid for fish passes from its weir fund?")
    assert any(
        text.startswith("The River Trust runs a weir fund. It paid for 75 fish passes") for text in texts(answer)
    )


def test_a_lead_in_brings_its_list(answerer: Answerer, library: Library) -> None:
    answer = answerer.ask("What does the River Trust ask the minister for?")
    (found,) = [statement for statement in answer.statements if "three things:" in statement.text]
    assert "free advice for anglers" in found.text
    (citation,) = found.citations
    assert library.text(citation.document)[citation.start : citation.end] == found.text


def test_a_list_has_the_words_of_one_organisation_together(answerer: Answerer) -> None:
    answer = answerer.ask("What concerns are there about the dam levy?")
    owners = [statement.citations[0].organisation for statement in answer.statements]
    assert {"Otter Society", "Fish Council"} <= set(owners)
    assert len([one for one, other in zip(owners, [None, *owners], strict=False) if one != other]) == len(set(owners))


def test_figures_that_differ_are_both_shown(answerer: Answerer) -> None:
    answer = answerer.ask("How many fish passes did the weir fund pay for in 2019/20?")
    shown = " ".join(texts(answer))
    assert "75 fish passes" in shown
    assert "80 fish passes" in shown
    (remark,) = answer.remarks
    assert remark.startswith("The documents give different figures: ")
    assert "75 (River Trust)" in remark
    assert "80 (Otter Society)" in remark


def test_what_is_given_for_another_year_is_said(library: Library, answerer: Answerer) -> None:
    strict = Answerer(library, Searcher(library, HashingEncoder()))
    answer = strict.ask("How many fish passes did the weir fund pay for in 2023/24?")
    assert answer.verdict == "not_in_documents"
    assert answer.remarks == ("The documents give 2019-20, not 2023-24.",)


def test_whose_finding_it_is_stands_beside_whose_document(answerer: Answerer) -> None:
    answer = answerer.ask("Are eels rare?")
    (found,) = [statement for statement in answer.statements if "eels are rare" in statement.text]
    assert found.citations[0].organisation == "River Trust"
    assert found.citations[0].quoting == "the Water Office"
