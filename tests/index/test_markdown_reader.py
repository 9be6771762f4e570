import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.document import Metadata, ParsedDocument
from index.errors import UnreadableFileError
from index.offset_map import Comparison, Step
from index.readers import read


def markdown(text: str) -> ParsedDocument:
    """Return what is made of a Markdown text, after proving that it says what the raw text says."""
    document = read(text.encode(), "note.md")
    comparison = Comparison(document.text, document.raw, document.offset_map)
    assert comparison.steps(0, len(document.text)) is not None
    assert comparison.lost() == []
    assert comparison.read_twice() == []
    return document


def raw_of(parsed: ParsedDocument, words: str) -> str:
    """Return the span of the raw text that holds words of the text."""
    start = parsed.text.index(words)
    span = Comparison(parsed.text, parsed.raw, parsed.offset_map).raw_span(start, start + len(words))
    return parsed.raw[span[0] : span[1]] if span else ""


def left_out(parsed: ParsedDocument, step: Step) -> set[str]:
    spans = [(o.start, o.end) for o in parsed.offset_map.omissions if o.step == step]
    return {parsed.raw[start:end].strip() for start, end in spans} - {""}


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
    assert markdown("| A | B |\n|---|:-:|\n| 1 | **2** |\n| | |\n| 3 | |\n").text == "A | B\n1 | 2\n3 | "


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


def test_the_raw_text_is_that_of_the_file() -> None:
    text = (
        '---\ntitle: A\n---\n# One *two*\n\n> - [three](x "t")\n>   four\n\n---\n\n| a | b |\n|---|---|\n| `c` | d |\n'
    )
    parsed = markdown(text)
    assert parsed.raw == text
    assert parsed.text == "One two\n\n• three four\n\na | b\nc | d"
    assert raw_of(parsed, "One two") == "One *two"
    assert raw_of(parsed, "three four") == 'three](x "t")\n>   four'
    assert left_out(parsed, Step.MARKUP) >= {"---\ntitle: A\n---", "#", "*", "[", '](x "t")', "---", "`", "|---|---|"}


@pytest.mark.parametrize(
    ("text", "words", "raw"),
    [
        ("[a](https://example.org/care) care", "a care", "a](https://example.org/care) care"),
        ("[the *act* here](</act here> 'act') act", "act here act", "act* here](</act here> 'act') act"),
        ("![act](act.png) act", "act act", "act](act.png) act"),
        ("[act][ref] act\n\n[ref]: https://a.org/act 'act'", "act act", "act][ref] act"),
        ("[act] act\n\n[act]: /act", "act act", "act] act"),
        ("[act](javascript:act) act\n\n[act]: /act", "act(javascript:act) act", "act](javascript:act) act"),
        ("<b title='act'>act</b> act", "act act", "act</b> act"),
        ("<https://a.org/b%20c?d=é> b", "https://a.org/b%20c?d=é b", "https://a.org/b%20c?d=é> b"),
        ("`` a`b `` a", "a`b a", "a`b `` a"),
        ("a \\* \\a \\| b", "a * \\a | b", "a \\* \\a \\| b"),
        ("**a**a *a* _a_", "aa a a", "a**a *a* _a"),
        ("2 * 3 * 4 = 24_a_b", "2 * 3 * 4 = 24_a_b", "2 * 3 * 4 = 24_a_b"),
        ("| a \\| b | c |\n|-|-|\n| b | `a \\| b` | x |", "a | b | c", "a \\| b | c"),
        ("a  \n   b\\\nc", "a b c", "a  \n   b\\\nc"),
        ("Title\n=====\n\n## a #\n", "a", "a"),
        ("- a\n  ```x\n  a b\n    c\n  ```", "a b c", "a b\n    c"),
        ("> a\nb\n> c", "a b c", "a\nb\n> c"),
        (">\t\ta\n>\t\tb", "a b", "a\n>\t\tb"),
    ],
)
def test_each_word_is_traced_to_itself_and_never_to_one_in_an_address(text: str, words: str, raw: str) -> None:
    parsed = markdown(text)
    assert words in parsed.text
    assert raw_of(parsed, words) == raw


def test_entities_are_read_as_the_characters_that_they_stand_for() -> None:
    parsed = markdown("A &amp; B &mdash; C&nbsp;D &#163;5 &#38; `&mdash;` &notaword; &ngE;\n\n# &copy; E\n")
    assert parsed.text == "A & B — C\u00a0D £5 & &mdash; &notaword; \u2267\u0338\n\n© E"
    assert parsed.raw == "A &amp; B — C\u00a0D £5 &#38; `&mdash;` &notaword; \u2267\u0338\n\n# © E\n"


def test_footnotes_stand_at_the_end_and_their_marks_go() -> None:
    parsed = markdown(
        "They said so[^a]. It must change[^2][^none].\n\n[^a]: See *there*,\n    and here.\n\n    More of it.\n"
        "[^2]: https://a.org\n[^unused]: Not referred to.\n\nThe end[^a].\n"
    )
    assert parsed.text == (
        "They said so. It must change[^none].\n\nThe end.\n\n1. See there, and here. More of it.\n\n2. https://a.org"
        "\n\n3. Not referred to."
    )
    assert [parsed.text[: note.anchor][-7:] for note in parsed.notes] == ["said so", " change", "he end."]
    assert left_out(parsed, Step.NOTE) == {"[^a]", "[^2]"}


def test_cells_have_their_tables_rows_and_columns() -> None:
    parsed = markdown("| A | B |\n|---|---|\n| | 1,5 |\n| c |\n\nText.\n\nD | E\n-|-\n2 | 3 | 4\n")
    assert [(c.table, c.row, c.column, parsed.text[c.start : c.end]) for c in parsed.cells] == [
        (0, 0, 0, "A"), (0, 0, 1, "B"), (0, 1, 1, "1,5"), (0, 2, 0, "c"),
        (1, 0, 0, "D"), (1, 0, 1, "E"), (1, 1, 0, "2"), (1, 1, 1, "3"),
    ]  # fmt: skip


def test_no_line_is_lost_however_deep_it_stands() -> None:
    assert markdown(f"One.\n\n{'> ' * 90}two\n\nThree.\n").text.replace("> ", "") == "One.\n\ntwo\n\nThree."


@settings(max_examples=150, deadline=None)
@given(st.text('ab1.\n\t -#*_`~>|[]()!<&;:^\\=+"é', max_size=60))
def test_any_text_is_read_faithfully(text: str) -> None:
    markdown(f"word {text}\n\nword\n")
    markdown(f"word\n\n{text}\n\n[^a]: word\n[a]: word\n")


PIECES = [
    "*a*",
    "[b](c d)",
    "[b](c)",
    "[b][a]",
    "[a]",
    "[^a]",
    "`",
    "``",
    "|",
    "\\",
    "&amp;",
    "&mdash;",
    "<b>",
    "<c",
    "![",
]
PIECES += [
    "](",
    "\n",
    "\n> ",
    "\n- ",
    "\n1. ",
    "\n    ",
    "\n\n",
    "\n# ",
    "\n|-|-|\n",
    "\n```\n",
    "\n---\n",
    " word ",
    "<a@b.c>",
]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=20).map("".join))
def test_any_marks_are_read_faithfully(text: str) -> None:
    markdown(f"word {text}\n\n[^a]: word\n[a]: word\n")
