import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.terms import capitalised_phrases, same, term_set, terms


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("closed", "closure"),
        ("children", "child"),
        ("overspent", "overspend"),
        ("Barnardo's", "Barnardo’s"),
        ("recommends", "recommendation"),
        ("80,080", "80080"),
        ("2019/20", "2019-20"),
        ("reviewing", "reviews"),
    ],
)
def test_forms_of_one_word(left: str, right: str) -> None:
    assert same(terms(left)[0], terms(right)[0])


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("closed", "reopened"),
        ("80,080", "80,081"),
        ("2019", "2019/20"),
        ("care", "career"),
        ("1.4bn", "1.6bn"),
    ],
)
def test_different_words(left: str, right: str) -> None:
    assert not same(terms(left)[0], terms(right)[0])


def test_abbreviations_meet_their_long_names_both_ways() -> None:
    (abbreviation,) = terms("IROs")
    assert term_set("The role of Independent Reviewing Officers is distinct.").has(abbreviation)
    assert not term_set("The role of independent advocates is distinct.").has(abbreviation)
    (name,) = capitalised_phrases("What do the Independent Reviewing Officers do?")
    assert term_set("IROs hold councils to account.").abbreviates(name)


@given(st.text())
def test_every_term_is_in_its_own_text(text: str) -> None:
    found = term_set(text)
    assert all(found.has(term) for term in terms(text))
