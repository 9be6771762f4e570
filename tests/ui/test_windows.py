from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from ui.shapes import Page
from ui.windows import parts, parts_around


@given(st.text("ab \n"), st.lists(st.integers(0, 60)), st.integers(1, 12))
def test_parts_are_the_text_and_none_is_too_long(text: str, starts: list[int], size: int) -> None:
    pages = [Page(number, "", start, start) for number, start in enumerate(sorted(starts), start=1)]
    spans = parts(text, pages, size)
    assert "".join(text[start:end] for start, end in spans) == text
    assert all(end - start <= size for start, end in spans)
    assert all(start < end for start, end in spans) or spans == [(0, 0)]


def test_parts_end_with_pages_then_paragraphs() -> None:
    text = "x" * 700 + "\n\n" + "y" * 298
    assert parts(text, [Page(1, "1", 0, 650), Page(2, "2", 650, 1000)], 800) == [(0, 650), (650, 1000)]
    assert parts(text, [], 800) == [(0, 702), (702, 1000)]


@given(st.integers(1, 90_000), st.data())
def test_a_quote_is_seen_whole_with_what_surrounds_it(length: int, data: st.DataObject) -> None:
    spans = parts("x" * length, [])
    start = data.draw(st.integers(0, length - 1))
    end = data.draw(st.integers(start + 1, length))
    first, last = parts_around(spans, (start, end))
    assert spans[first][0] <= max(0, start - 1_500)
    assert spans[last][1] >= min(length, end + 1_500)
    assert first <= last
    # No part without need: one less on either side would show too little.
    assert first == last or (spans[first][1] > max(0, start - 1_500) and spans[last][0] < min(length, end + 1_500))
    assert all(left[1] == right[0] for left, right in pairwise(spans))
