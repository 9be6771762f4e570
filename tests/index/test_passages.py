"""Passages, with words for tokens."""

from collections.abc import Sequence
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from index.blocks import Block
from index.document import ParsedDocument
from index.passages import Passage, split
from index.sentences import sentence_spans
from index.traced import Traced
from tests.index.building import parsed_document


def count_words(texts: Sequence[str]) -> list[int]:
    return [len(text.split()) for text in texts]


def document(*blocks: Block) -> ParsedDocument:
    return parsed_document(list(blocks))


def heading(text: str, level: int = 1) -> Block:
    return Block("heading", Traced.added(text), level)


def paragraph(text: str) -> Block:
    return Block("paragraph", Traced.added(text))


def item(text: str) -> Block:
    return Block("item", Traced.added(f"• {text}"))


def texts(parsed: ParsedDocument, passages: list[Passage]) -> list[str]:
    return [parsed.text[passage.start : passage.end] for passage in passages]


def sentence(words: int, end: str = ".") -> str:
    return " ".join(["Children", *["wait"] * (words - 1)]) + end


def test_passages_have_the_headings_above_them_and_never_cross_one() -> None:
    parsed = document(
        paragraph("Before."), heading("One"), paragraph("First."), heading("Deeper", 2), paragraph("Second."),
        heading("Two"), paragraph("Third."),
    )  # fmt: skip
    passages = split(parsed, count_words, 50)
    assert [(passage.heading, text) for passage, text in zip(passages, texts(parsed, passages), strict=True)] == [
        ((), "Before."),
        (("One",), "First."),
        (("One", "Deeper"), "Second."),
        (("Two",), "Third."),
    ]


def test_a_heading_with_nothing_below_it_is_found_all_the_same() -> None:
    parsed = document(heading("Title"), heading("Empty", 2), heading("Full", 2), paragraph("Text."), heading("Last"))
    passages = split(parsed, count_words, 50)
    assert [(passage.heading, text) for passage, text in zip(passages, texts(parsed, passages), strict=True)] == [
        (("Title",), "Empty"),
        (("Title", "Full"), "Text."),
        ((), "Last"),
    ]


def test_a_passage_closes_at_a_paragraph_near_the_target() -> None:
    parsed = document(*[paragraph(sentence(90)) for _ in range(4)])
    assert [len(text.split()) for text in texts(parsed, split(parsed, count_words, 250))] == [180, 180]


def test_a_paragraph_that_would_not_fit_goes_into_the_next_passage() -> None:
    parsed = document(paragraph(sentence(70)), paragraph(f"{sentence(40)} {sentence(40)}"))
    assert [len(text.split()) for text in texts(parsed, split(parsed, count_words, 120))] == [70, 80]


def test_a_lead_in_stays_with_its_first_item() -> None:
    parsed = document(
        paragraph(sentence(28)),
        paragraph(f"{sentence(3)} {sentence(4, ':')}"),
        item(sentence(10)),
        item(sentence(10)),
    )
    first, second = texts(parsed, split(parsed, count_words, 40))
    assert first == sentence(28)
    assert second == parsed.text[parsed.text.index(sentence(3)) :]


def test_a_lead_in_stays_with_its_first_item_though_its_line_began_before() -> None:
    parsed = document(paragraph(f"{sentence(28)} {sentence(4, ':')}"), item(sentence(10)))
    assert texts(parsed, split(parsed, count_words, 40)) == [
        sentence(28),
        f"{sentence(4, ':')}\n\n• {sentence(10)}",
    ]


def test_marks_of_items_count_too() -> None:
    parsed = document(*[item("one two three") for _ in range(30)])
    passages = split(parsed, count_words, 20)
    assert max(len(text.split()) for text in texts(parsed, passages)) <= 20
    assert sum(len(passage.sentences) for passage in passages) == 30


def test_an_overlong_sentence_is_divided_at_the_best_place() -> None:
    semicolon = document(paragraph("One, two three; four five, six seven eight."))
    assert texts(semicolon, split(semicolon, count_words, 5)) == [
        "One, two three;",
        "four five, six seven eight.",
    ]
    comma = document(paragraph("One two, three four five six seven."))
    assert texts(comma, split(comma, count_words, 5)) == ["One two,", "three four five six seven."]
    space = document(paragraph("one two three four five six"))
    assert texts(space, split(space, count_words, 3)) == ["one two three", "four five six"]


def test_a_word_without_end_is_divided_too() -> None:
    parsed = document(paragraph("a" * 100))
    passages = split(parsed, lambda pieces: [len(piece) for piece in pieces], 30)
    assert "".join(texts(parsed, passages)) == "a" * 100
    assert all(passage.end - passage.start <= 30 for passage in passages)


def test_a_document_without_letters_has_no_passage() -> None:
    assert split(document(paragraph("— … —")), count_words, 20) == []


WORD = st.sampled_from(
    ["Children", "wait", "early;", "help,", "costs:", "more.", "Why?", "No. 3", "councils.The", "“so.”"]
)
BLOCK = st.builds(
    Block,
    st.sampled_from(["heading", "paragraph", "item", "note"]),
    st.lists(WORD, min_size=1, max_size=30).map(" ".join).map(Traced.added),
    st.integers(1, 3),
)


@given(st.lists(BLOCK, max_size=12), st.integers(4, 60))
def test_every_sentence_is_in_one_passage_and_none_is_too_long(blocks: list[Block], limit: int) -> None:
    marked = [replace(b, text=Traced.added(f"• {b.text.text}")) if b.kind == "item" else b for b in blocks]
    parsed = document(*marked)
    passages = split(parsed, count_words, limit)
    position = 0
    for passage in passages:
        assert position <= passage.start == passage.sentences[0][0]
        assert passage.end == passage.sentences[-1][1]
        position = passage.end
        assert len(parsed.text[passage.start : passage.end].split()) <= limit
        assert not any(passage.start < h.start < passage.end for h in parsed.headings)
        # The nearest heading above is the last of its path, unless the passage is that heading.
        above = [h for h in parsed.headings if h.end <= passage.start]
        in_note = passage.start >= parsed.body_end
        if not in_note and not any(h.start <= passage.start < h.end for h in parsed.headings):
            assert passage.heading[-1:] == tuple(parsed.text[h.start : h.end] for h in above[-1:])
    found = [span for passage in passages for span in passage.sentences]
    assert found == sorted(found)
    in_headings = {span for h in parsed.headings for span in sentence_spans(parsed.text, h.start, h.end)}
    for start, end in set(sentence_spans(parsed.text)) - in_headings:
        parts = [parsed.text[left:right] for left, right in found if start <= left and right <= end]
        assert " ".join(parts).split() == parsed.text[start:end].split()
