import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.traced import LIGATURES, UNSEEN, Traced, joined, one_line

RAW = st.text(st.sampled_from(f"abc -‐.\n\r\t\f\v\u2028\xa0{UNSEEN}ﬁﬃ£é😀"), max_size=40)


def in_step(traced: Traced, raw: str) -> bool:
    """Tell whether every character stands where its origin says, or is what a step makes of what stands there."""
    assert len(traced.text) == len(traced.origin)
    assert traced.origin.dtype == np.int32
    pairs = [(c, raw[place]) for c, place in zip(traced.text, traced.origin.tolist(), strict=True) if place >= 0]
    return all(c == r or (c == " " and r.isspace()) or c in LIGATURES.get(r, "") for c, r in pairs)


@given(RAW, st.integers(-45, 45), st.integers(-45, 45))
def test_slices_are_those_of_the_text(raw: str, start: int, end: int) -> None:
    part = Traced.copied(raw, 0)[start:end]
    assert part.text == raw[start:end]
    assert in_step(part, raw)


@given(st.lists(RAW, max_size=4), st.sampled_from(["", " ", "\n\n"]))
def test_joined_texts_stay_where_they_stood(parts: list[str], separator: str) -> None:
    raw = "".join(parts)
    starts = [sum(map(len, parts[:number])) for number in range(len(parts))]
    traced = joined((Traced.copied(part, start) for part, start in zip(parts, starts, strict=True)), separator)
    assert traced.text == separator.join(parts)
    assert in_step(traced, raw)
    assert np.array_equal(np.sort(traced.origin[traced.origin >= 0]), np.arange(len(raw)))


@given(RAW)
def test_one_line_is_what_it_is_of_the_text_alone(raw: str) -> None:
    traced = Traced.copied(raw, 0).one_line()
    assert traced.text == one_line(raw)
    assert in_step(traced, raw)
    assert traced.text == traced.text.strip()
    assert len(traced.text.splitlines()) <= 1
    assert not set(traced.text) & set(UNSEEN)
    assert "  " not in traced.text
    assert traced.one_line().text == traced.text


@given(RAW, RAW)
def test_words_keep_their_order_and_number_on_one_line(left: str, right: str) -> None:
    seen = re.compile(f"\u00ad[ \t]*[\r\n]+[ \t]*|[{UNSEEN}]").sub("", f"{left} {right}")
    for ligature, letters in LIGATURES.items():
        seen = seen.replace(ligature, letters)
    assert one_line(f"{left} {right}").split() == seen.split()


@given(RAW)
def test_strip_takes_white_space_only_and_from_the_ends_only(raw: str) -> None:
    traced = Traced.copied(raw, 0).strip()
    assert traced.text == raw.strip()
    assert in_step(traced, raw)


@given(RAW, st.sampled_from(["a", "[bc]+", r"\s+", "^"]), st.sampled_from(["", " ", "xy"]))
def test_sub_changes_what_matches_and_moves_nothing_else(raw: str, pattern: str, replacement: str) -> None:
    found = re.compile(pattern)
    traced = Traced.copied(raw, 0).sub(found, replacement)
    assert traced.text == found.sub(replacement, raw)
    assert len(traced.text) == len(traced.origin)
    kept = [(c, raw[place]) for c, place in zip(traced.text, traced.origin.tolist(), strict=True) if c not in " xy"]
    assert all(character == before for character, before in kept)


@pytest.mark.parametrize(
    ("raw", "line"),
    [
        ("chil\u00ad\ndren", "children"),
        ("chil\u00addren", "children"),
        ("ﬁve oﬃces", "five offices"),
        (" a \n\n b\t\u2028c ", "a b c"),
        ("a\u200b b\ufeff", "a b"),
        ("£1.4\xa0bn", "£1.4\xa0bn"),
    ],
)
def test_a_line_is_cleaned_of_what_nobody_sees(raw: str, line: str) -> None:
    assert Traced.copied(raw, 7).one_line().text == line


def test_what_is_added_stands_nowhere() -> None:
    assert (Traced.added("• ") + Traced.copied("one", 4)).origin.tolist() == [-1, -1, 4, 5, 6]
    assert joined([]).text == ""
