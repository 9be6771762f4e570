import pytest

from index.document import Metadata, ParsedDocument
from index.errors import UnreadableFileError
from index.readers import read


def markdown(text: str) -> ParsedDocument:
    return read(text.encode(), "note.md")


def headings(parsed: ParsedDocument) -> list[tuple[int, str]]:
    return [(heading.level, parsed.text[heading.start : heading.end]) for heading in parsed.headings]


def test_front_matter_is_metadata_and_the_title_stays_a_heading() -> None:
    parsed = markdown(
        "---\ntitle: A title\norganisation: NCB\nabout: LGA\nkind: note\ndate: 2022-05-23\nurl: https://a.org\n"
        "sources:\n  - one\n---\n\n# A title\n\nText.\n"
    )
    assert parsed.metadata == Metadata("A title", "NCB", "LGA", "note", "2022-05-23", "https://a.org")
    assert parsed.text == "A title\n\nText."
    assert headings(parsed) == [(1, "A title")]


@pytest.mark.parametrize(
    ("front", "metadata"),
    [
        ("title: 2022\n", Metadata("2022")),
        ("title: 'A: b'\ndate: 2022-05-23 10:00:00\n", Metadata("A: b", date="2022-05-23")),
        ("organisation: null\ntitle:\nabout: ~\n", Metadata("Heading")),
        ("", Metadata("Heading")),
    ],
)
def test_values_are_taken_as_they_are_written(front: str, metadata: Metadata) -> None:
    assert markdown(f"---\n{front}---\n# Heading\n").metadata == metadata


@pytest.mark.parametrize(
    ("front", "reason"),
    [
        ("title: a: b", "not valid YAML"),
        ("title: [a, b]", "Give title as one line"),
        ("title: *a", "not valid YAML"),
        ("a: " + "[" * 5000, "not valid YAML"),
        ("date: 2022-02-31", "is not a date"),
        ("kind: leaflet", "is not known"),
        ("url: here", "web address"),
        ("kind: !!python/object/apply:os.getcwd []", "Give kind as one line"),
    ],
)
def test_wrong_front_matter_is_refused_with_the_reason(front: str, reason: str) -> None:
    with pytest.raises(UnreadableFileError, match=rf"^note\.md: the front matter.*{reason}[^\n]*$"):
        markdown(f"---\n{front}\n---\nText.\n")


def test_a_rule_across_the_page_is_no_front_matter() -> None:
    assert markdown("---\n\nOne.\n\n---\n\nTwo.\n").text == "One.\n\nTwo."


def test_marks_of_emphasis_and_targets_of_links_go_and_words_stay() -> None:
    parsed = markdown(
        'Some *emph*, **bo**ld, ~~struck~~, `code_x`, [a link](http://x.org "t"), <b>bold</b>er, one<br>two, '
        "\\*star\\*, ![a *picture*](i.png), &amp; &pound;1, <https://a.org/b>\nnext line  \nhard break."
    )
    assert parsed.text == (
        "Some emph, bold, struck, code_x, a link, bolder, one two, *star*, a picture, & £1, https://a.org/b "
        "next line hard break."
    )


def test_lists_keep_their_numbers_also_around_inner_lists() -> None:
    parsed = markdown("1. one\n   - inner\n   - inner too\n\n   more of one\n2. two\n\n* bullet\n\n3) three\n")
    assert parsed.text == "1. one\n• inner\n• inner too\nmore of one\n2. two\n• bullet\n3) three"


def test_a_table_has_a_line_for_each_row() -> None:
    assert markdown("| A | B |\n|---|:-:|\n| 1 | **2** |\n| | |\n| 3 | |\n").text == "A | B\n1 | 2\n3 |"


def test_html_blocks_go_and_code_and_quotes_stay() -> None:
    assert markdown("<div>\nHidden\n</div>\n\n> Quoted\n> text.\n\n```\ncode\n  more\n```\n").text == (
        "Quoted text.\n\ncode more"
    )


def test_headings_of_both_kinds_have_their_levels() -> None:
    parsed = markdown("One\n===\n\nText.\n\n### Three *em* ###\n\n- # In an item\n")
    assert headings(parsed) == [(1, "One"), (3, "Three em"), (1, "In an item")]
    assert parsed.metadata.title == "One"


def test_a_first_heading_below_level_one_is_no_title() -> None:
    assert markdown("## Section\n\nText.\n").metadata.title is None
