from itertools import pairwise

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from index.offset_map import Comparison, OffsetMap, Omission, Step, left_out
from index.traced import Traced, joined

ORIGINS = st.lists(st.integers(-1, 30), max_size=60)
WORDS = st.lists(st.text("abcdefghij0123456789", min_size=2, max_size=7), min_size=2, max_size=9)


def compared(text: Traced, raw: str, *omissions: Omission) -> Comparison:
    return Comparison(text.text, raw, OffsetMap.of(text.origin, omissions))


def steps(text: Traced, raw: str, *omissions: Omission) -> set[Step] | None:
    """Return the steps that explain a text wholly, ``None`` if anything of it or of the raw text is unexplained."""
    comparison = compared(text, raw, *omissions)
    found = comparison.steps(0, len(text))
    return None if found is None or comparison.lost() or comparison.read_twice() else set(found)


@given(ORIGINS)
def test_the_map_gives_the_origins_that_it_was_made_of(origins: list[int]) -> None:
    origin = np.array(origins, np.int32)
    offset_map = OffsetMap.of(origin)
    assert np.array_equal(offset_map.origin(), origin)
    assert offset_map.origin().dtype == np.int32
    ends = offset_map.pieces[:, 0] + offset_map.pieces[:, 2]
    assert np.array_equal(offset_map.pieces[1:, 0], ends[:-1])


@given(ORIGINS)
def test_neighbours_share_a_piece(origins: list[int]) -> None:
    origin = np.array(origins, np.int32)
    pairs = pairwise(origins)
    breaks = sum(not (b == a == -1 or (a >= 0 and b == a + 1)) for a, b in pairs)
    assert len(OffsetMap.of(origin).pieces) == (breaks + 1 if origins else 0)


@given(ORIGINS)
def test_what_is_left_out_is_what_was_copied(origins: list[int]) -> None:
    text = Traced("x" * len(origins), np.array(origins, np.int32))
    spans = left_out(text, Step.MARKUP)
    places = [place for span in spans for place in range(span.start, span.end)]
    assert places == [place for place in origins if place >= 0]


@pytest.mark.parametrize(
    ("text", "raw", "omissions", "taken"),
    [
        (Traced.copied("one two", 0), "one two", [], set()),
        (Traced.copied("one \n two", 0).one_line(), "one \n two", [], {Step.SPACE}),
        (Traced.copied("\n one", 0).one_line(), "\n one\n", [], set()),
        (Traced.copied("ﬁve oﬃces", 0).one_line(), "ﬁve oﬃces", [], {Step.LIGATURE}),
        (Traced.copied("a\u200bb", 0).one_line(), "a\u200bb", [], {Step.UNSEEN}),
        (Traced.copied("chil\u00ad\ndren", 0).one_line(), "chil\u00ad\ndren", [], {Step.HYPHEN, Step.SPACE}),
        (
            joined([Traced.copied("chil", 0), Traced.copied("dren", 6)]),
            "chil-\ndren",
            [],
            {Step.HYPHEN, Step.SPACE},
        ),
        (
            joined([Traced.copied("long-", 0), Traced.copied("term", 6)]),
            "long-\nterm",
            [],
            {Step.SPACE},
        ),
        (
            joined([Traced.copied("say", 0), Traced.copied(" so", 4)]),
            "say1 so",
            [Omission(3, 4, Step.NOTE)],
            {Step.NOTE},
        ),
        (
            joined([Traced.copied("care", 0), Traced.copied("leavers", 10)], " "),
            "care\nPage\nleavers",
            [Omission(5, 9, Step.FURNITURE)],
            {Step.FURNITURE, Step.LAYOUT, Step.SPACE},
        ),
        (
            joined([Traced.copied("right", 5), Traced.copied("left", 0)], " "),
            "left right",
            [],
            {Step.ORDER, Step.LAYOUT},
        ),
        (
            joined([Traced.copied("chil", 0), Traced.copied("dren", 13)]),
            "chil-\nother\n\ndren",
            [Omission(6, 11, Step.MARKUP)],
            {Step.HYPHEN, Step.SPACE, Step.MARKUP},
        ),
        (Traced.added("• ") + Traced.copied("one", 0), "one", [], {Step.LAYOUT}),
        (Traced.added("iv. ") + Traced.copied("one", 0), "one", [], {Step.LAYOUT}),
        (Traced.added("Chapter 3 ") + Traced.copied("one", 0), "one", [], {Step.LAYOUT}),
        (Traced.added("(2.a) ") + Traced.copied("one", 0), "one", [], {Step.LAYOUT}),
        (
            joined([Traced.copied("A", 0), Traced.copied("one", 2), Traced.copied("two", 6)], " | "),
            "A\tone\ntwo",
            [],
            {Step.LAYOUT, Step.SPACE},
        ),
        (
            joined([Traced.copied("one", 0), Traced.copied("two", 4)], " • "),
            "one\ntwo",
            [],
            {Step.LAYOUT, Step.SPACE},
        ),
    ],
)
def test_a_faithful_text_is_explained_by_the_steps_that_were_taken(
    text: Traced, raw: str, omissions: list[Omission], taken: set[Step]
) -> None:
    assert steps(text, raw, *omissions) == taken


@pytest.mark.parametrize(
    ("text", "raw"),
    [
        # Characters that differ.
        (Traced("care", np.arange(4, dtype=np.int32)), "cane"),
        (Traced("£14", np.arange(3, dtype=np.int32)), "£16"),
        (Traced("a-b", np.arange(3, dtype=np.int32)), "a–b"),
        (Traced("re-sign", np.arange(7, dtype=np.int32)), "re\u00adsign"),
        # Letters in another order, and a letter or a figure read twice.
        (Traced("from", np.array([0, 2, 1, 3], np.int32)), "form"),
        (Traced("100", np.array([0, 1, 1], np.int32)), "10"),
        (Traced("fif", np.array([0, 0, 0], np.int32)), "ﬁ"),
        (Traced("f", np.array([0], np.int32)) + Traced.copied("ve", 1), "ﬃve"),
        # A word that is not there.
        (Traced.copied("must", 0) + Traced.added(" not") + Traced.copied(" act", 4), "must act"),
        (Traced.added("Never ") + Traced.copied("act", 0), "act"),
        (Traced.added("No ") + Traced.copied("child", 0), "child"),
        (Traced.added("-") + Traced.copied("5%", 0), "5%"),
        (Traced.added("1") + Traced.copied("5%", 0), "5%"),
        (Traced.copied("one ", 0) + Traced.added("2. ") + Traced.copied("two", 4), "one two"),
        # White space that parts words.
        (Traced.copied("now", 0) + Traced.copied("here", 4), "now here"),
    ],
)
def test_a_text_that_says_something_else_is_refused(text: Traced, raw: str) -> None:
    assert steps(text, raw) is None


def test_a_dropped_not_is_refused() -> None:
    raw = "They must not act."
    text = joined([Traced.copied("They must", 0), Traced.copied(" act.", 13)])
    assert compared(text, raw).steps(0, len(text)) is None
    assert compared(text, raw).lost() == [(10, 13)]


def test_words_that_are_lost_at_an_end_are_told() -> None:
    comparison = compared(Traced.copied("one", 4), "not one more")
    assert comparison.steps(0, 3) == frozenset()
    assert comparison.lost() == [(0, 3), (8, 12)]


def test_a_span_is_judged_by_itself() -> None:
    text = Traced("one twx three", np.arange(13, dtype=np.int32))
    comparison = compared(text, "one two three")
    assert comparison.steps(0, 6) == frozenset()
    assert comparison.steps(4, 7) is None
    assert comparison.raw_span(4, 7) == (4, 7)
    assert compared(Traced.added("• "), "").raw_span(0, 2) is None


@pytest.mark.parametrize(
    ("text", "origin"),
    [("ab", [0]), ("ab", [0, 5])],
)
def test_a_map_that_does_not_fit_is_refused(text: str, origin: list[int]) -> None:
    with pytest.raises(ValueError, match="does not fit"):
        Comparison(text, "ab", OffsetMap.of(np.array(origin, np.int32)))


def faithful(words: list[str], breaks: list[str]) -> tuple[Traced, str]:
    raw = "".join(word + space for word, space in zip(words, breaks, strict=False))
    return Traced.copied(raw, 0).one_line(), raw


BREAKS = st.lists(st.sampled_from([" ", "\n", " \u200b\n", "\t", "\u00a0"]), min_size=9, max_size=9)


@given(WORDS, BREAKS)
def test_every_cleaned_line_is_explained(words: list[str], breaks: list[str]) -> None:
    text, raw = faithful(words, breaks)
    found = steps(text, raw)
    assert found is not None
    assert found <= {Step.SPACE, Step.UNSEEN}


@given(WORDS, BREAKS, st.data())
def test_any_changed_character_is_refused(words: list[str], breaks: list[str], data: st.DataObject) -> None:
    text, raw = faithful(words, breaks)
    at = data.draw(st.integers(0, len(text) - 1).filter(lambda place: text.text[place].isalnum()))
    other = data.draw(st.sampled_from("abcdefghij0123456789-. \u00a0").filter(lambda c: c != text.text[at]))
    changed = Traced(text.text[:at] + other + text.text[at + 1 :], text.origin)
    assert compared(changed, raw).steps(0, len(text)) is None


@given(WORDS, BREAKS, st.data())
def test_any_dropped_word_is_refused(words: list[str], breaks: list[str], data: st.DataObject) -> None:
    text, raw = faithful(words, breaks)
    number = data.draw(st.integers(0, len(words) - 1))
    start = sum(len(word) + len(space) for word, space in zip(words[:number], breaks, strict=False))
    kept = (text.origin < start) | (text.origin >= start + len(words[number]))
    shorter = Traced("".join(np.array(list(text.text))[kept]), text.origin[kept])
    comparison = compared(shorter, raw)
    assert (start, start + len(words[number])) in comparison.lost()
    if 0 < number < len(words) - 1:
        assert comparison.steps(0, len(shorter)) is None


@given(WORDS, BREAKS, st.data())
def test_any_inserted_word_is_refused(words: list[str], breaks: list[str], data: st.DataObject) -> None:
    text, raw = faithful(words, breaks)
    at = data.draw(st.integers(1, len(text)))
    word = data.draw(st.sampled_from(["not ", "x", "7", "0", "- ", " 12. ", "never "]))
    longer = joined([text[:at], Traced.added(word), text[at:]])
    assert compared(longer, raw).steps(0, len(longer)) is None


@given(WORDS, BREAKS, st.data())
def test_any_swapped_letters_are_refused(words: list[str], breaks: list[str], data: st.DataObject) -> None:
    text, raw = faithful(words, breaks)
    at = data.draw(st.integers(0, len(text) - 2))
    assume(text.text[at].isalnum() and text.text[at + 1].isalnum())
    swapped = joined([text[:at], text[at + 1 : at + 2], text[at : at + 1], text[at + 2 :]])
    assert compared(swapped, raw).steps(0, len(swapped)) is None
    unmoved = Traced(swapped.text, text.origin)
    if swapped.text != text.text:
        assert compared(unmoved, raw).steps(0, len(swapped)) is None
