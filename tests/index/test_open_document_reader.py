import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.document import Metadata, ParsedDocument
from index.errors import UnreadableFileError
from index.offset_map import Comparison, Step
from index.readers import read

NAMES = ("office", "text", "table", "style", "meta")
NAMESPACES = (
    " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in NAMES)
    + ' xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"'
    + ' xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"'
    + ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
)


def faithful(parsed: ParsedDocument) -> ParsedDocument:
    """Return a document after showing that each of its characters comes from the raw text and none is lost."""
    comparison = Comparison(parsed.text, parsed.raw, parsed.offset_map)
    assert comparison.lost() == []
    assert comparison.read_twice() == []
    assert comparison.steps(0, len(parsed.text)) is not None
    return parsed


def archive(parts: dict[str, str]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in parts.items():
            target.writestr(name, data)
    return stream.getvalue()


def content_xml(body: str, styles: str = "") -> str:
    return (
        f"<office:document-content {NAMESPACES}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )


def document(body: str, styles: str = "", **parts: str) -> ParsedDocument:
    """Return a document with this XML as its body and its automatic styles; ``parts`` are other XML parts."""
    others = {f"{name}.xml": data for name, data in parts.items()}
    return faithful(read(archive({"content.xml": content_xml(body, styles), **others}), "paper.odt"))


def p(text: str, style: str = "Standard") -> str:
    return f'<text:p text:style-name="{style}">{text}</text:p>'


def hidden(family: str) -> str:
    """Return a style ``Secret`` that hides words, and ``Deeper``, which is based on it."""
    start = f'<style:style style:family="{family}" style:name='
    return (
        f'{start}"Secret"><style:text-properties text:display="none"/></style:style>'
        f'{start}"Deeper" style:parent-style-name="Secret"/>'
    )


def test_headings_paragraphs_and_the_title() -> None:
    styles = '<style:style style:family="paragraph" style:name="P1" style:parent-style-name="Title"/>'
    body = (
        p("The title", "P1")
        + '<text:h text:outline-level="1">Part one</text:h>'
        + p("Text of it.")
        + '<text:section><text:h text:outline-level="2">Deeper</text:h></text:section>'
        + p("")
        + p("End.")
    )
    parsed = document(body, styles)
    assert parsed.text == "The title\n\nPart one\n\nText of it.\n\nDeeper\n\nEnd."
    assert parsed.raw == "The title\nPart one\nText of it.\nDeeper\nEnd."
    assert [(h.level, parsed.text[h.start : h.end]) for h in parsed.headings] == [
        (1, "The title"), (1, "Part one"), (2, "Deeper")
    ]  # fmt: skip
    assert parsed.pages == ()


def test_title_and_date_come_from_the_properties() -> None:
    meta = (
        f"<office:document-meta {NAMESPACES}><office:meta><dc:title> A\n title </dc:title>"
        "<meta:creation-date>2022-05-23T10:00:00</meta:creation-date></office:meta></office:document-meta>"
    )
    assert document(p("Text."), meta=meta).metadata == Metadata("A title", date="2022-05-23")
    assert document(p("Text.")).metadata == Metadata()


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (p("child<text:span>ren</text:span><text:tab/>and<text:line-break/>families"), "children and families"),
        (p('a<text:s text:c="3"/>b<text:s/>c\n   d'), "a b c d"),
        (p('a<text:s text:c="999999999"/>b'), "a b"),
        (p("See <text:a>the page</text:a>."), "See the page."),
        (p('<text:bookmark-start text:name="b"/>Mar<text:soft-page-break/>ked'), "Marked"),
        (p("On <text:page-number>7</text:page-number> of 9"), "On 7 of 9"),
        (p("Said<office:annotation><dc:creator>Ann</dc:creator><text:p>No!</text:p></office:annotation>."), "Said."),
        (p("<text:placeholder>Click here</text:placeholder>x"), "x"),
        (p("<text:ruby><text:ruby-base>word</text:ruby-base><text:ruby-text>aid</text:ruby-text></text:ruby>"), "word"),
        (p('<text:hidden-text text:is-hidden="true">no</text:hidden-text>yes'), "yes"),
        (p('<text:hidden-paragraph text:is-hidden="true"/>no') + p("yes"), "yes"),
        (f'<text:section text:display="none">{p("no")}</text:section>{p("yes")}', "yes"),
        (
            f'<text:section text:display="condition" text:is-hidden="true">{p("no")}</text:section>'
            f'<text:section text:display="condition">{p("yes")}</text:section>',
            "yes",
        ),
        (
            "<text:tracked-changes><text:changed-region><text:deletion><office:change-info><dc:creator>Ann</dc:creator>"
            f"</office:change-info>{p('gone')}</text:deletion></text:changed-region></text:tracked-changes>"
            + p("Kept <text:change/><text:change-start/>new<text:change-end/>."),
            "Kept new.",
        ),
        (
            "<text:table-of-content><text:table-of-content-source><text:index-title-template>Contents"
            f"</text:index-title-template></text:table-of-content-source><text:index-body>{p('Part one 3')}"
            f"</text:index-body></text:table-of-content>{p('x')}",
            "x",
        ),
        (f"<text:bibliography><text:index-body>{p('A book.')}</text:index-body></text:bibliography>", "A book."),
        (
            p(f"Te<draw:frame><draw:text-box>{p('In a box')}</draw:text-box><svg:desc>d</svg:desc></draw:frame>xt"),
            "Text\n\nIn a box",
        ),
        (p(f"Shapes<draw:custom-shape>{p('too')}</draw:custom-shape>"), "Shapes\n\ntoo"),
    ],
)
def test_the_text_is_what_a_reader_sees(body: str, text: str) -> None:
    assert document(body).text == text


def test_the_raw_text_has_what_was_deleted_and_hidden_and_says_so() -> None:
    body = (
        f"<text:tracked-changes><text:changed-region><text:deletion>{p('gone')}</text:deletion></text:changed-region>"
        "</text:tracked-changes>" + p('Seen <text:span text:style-name="Deeper">secret</text:span>end')
    )
    parsed = document(body, hidden("text"))
    assert (parsed.text, parsed.raw) == ("Seen end", "gone\nSeen secretend")
    left_out = [(parsed.raw[o.start : o.end], o.step) for o in parsed.offset_map.omissions]
    assert left_out == [("gone", Step.MARKUP), ("secret", Step.MARKUP)]


def test_paragraphs_hidden_by_a_style_do_not_read() -> None:
    styles = f"<office:document-styles {NAMESPACES}>{hidden('paragraph')}</office:document-styles>"
    assert document(p("no", "Deeper") + p("yes"), styles=styles).text == "yes"


LISTS = (
    '<text:list-style style:name="N"><text:list-level-style-number text:level="1" style:num-format="1" '
    'style:num-suffix="."/><text:list-level-style-number text:level="2" style:num-format="a" style:num-prefix="(" '
    'style:num-suffix=")"/><text:list-level-style-number text:level="3" style:num-format="I" text:display-levels="3" '
    'text:start-value="4"/></text:list-style><text:list-style style:name="B"><text:list-level-style-bullet '
    'text:level="1" text:bullet-char="&#xf0b7;"/></text:list-style><text:list-style style:name="E">'
    '<text:list-level-style-number text:level="1" style:num-format=""/></text:list-style>'
    '<style:style style:family="paragraph" style:name="Numbered" style:list-style-name="N"/>'
)


def items(*inner: str) -> str:
    return "".join(f"<text:list-item>{item}</text:list-item>" for item in inner)


def a_list(style: str, inner: str, attributes: str = "") -> str:
    return f'<text:list text:style-name="{style}" {attributes}>{inner}</text:list>'


def test_items_have_bullets_and_the_numbers_that_are_shown() -> None:
    deepest = f"<text:list>{items(p('d'))}</text:list>"
    deeper = f"<text:list>{items(p('b'), p('c') + deepest)}</text:list>"
    more = '<text:list-item text:start-value="9">' + p("f") + "</text:list-item>"
    body = (
        a_list("N", items(p("a") + deeper, p("e") + p("more of e")) + more)
        + p("Between.")
        + a_list("B", f"<text:list-header>{p('Head')}</text:list-header>" + items(p("g"), p("h")))
        + a_list("E", items(p("i")))
        + f"<text:list>{items(p('j', 'Numbered'))}</text:list>"
    )
    assert document(body, LISTS).text.split("\n") == [
        "1. a", "(a) b", "(b) c", "IV. d", "2. e", "", "more of e", "", "9. f", "", "Between.", "", "Head", "",
        "• g", "• h", "", "i", "", "1. j",
    ]  # fmt: skip


def test_a_list_begins_anew_unless_it_says_that_it_goes_on() -> None:
    body = (
        a_list("N", items(p("a")), 'xml:id="one"')
        + a_list("N", items(p("b")))
        + a_list("N", items(p("c")), 'text:continue-numbering="true"')
        + a_list("N", items(p("d")), 'text:continue-list="one"')
    )
    assert document(body, LISTS).text == "1. a\n1. b\n2. c\n2. d"


def row(*cells: str, attributes: str = "") -> str:
    return f"<table:table-row {attributes}>{''.join(cells)}</table:table-row>"


def cell(*lines: str, attributes: str = "") -> str:
    return f"<table:table-cell {attributes}>{''.join(map(p, lines))}</table:table-cell>"


COVERED = "<table:covered-table-cell/>"


def test_a_table_has_a_line_for_each_row_and_merged_cells_once() -> None:
    inner = f"<table:table>{row(cell(''), cell('inner'))}</table:table>"
    body = (
        "<table:table><table:table-header-rows>"
        + row(cell("wide", attributes='table:number-columns-spanned="2"'), COVERED, cell("02"))
        + "</table:table-header-rows>"
        + row(cell("10"), cell("11"), cell("tall", "lines", attributes='table:number-rows-spanned="2"'))
        + row(cell(""), f"<table:table-cell>{p('21')}{inner}</table:table-cell>", COVERED)
        + row(cell("no"), attributes='table:visibility="collapse"')
        + "</table:table>"
    )
    parsed = document(body)
    assert parsed.text == "wide |  | 02\n10 | 11 | tall lines\n | 21 | inner"
    assert [(c.row, c.column, parsed.text[c.start : c.end]) for c in parsed.cells] == [
        (0, 0, "wide"), (0, 2, "02"), (1, 0, "10"), (1, 1, "11"), (1, 2, "tall lines"), (2, 1, "21 | inner")
    ]  # fmt: skip
    assert parsed.raw.startswith("wide\t\t02\n10\t11\ttall\nlines\n")


def test_rows_and_cells_that_stand_for_many_are_read_as_often() -> None:
    body = (
        "<table:table>"
        + row(
            cell("a", attributes='table:number-columns-repeated="2"'),
            cell("", attributes='table:number-columns-repeated="2"'),
            cell("b"),
            cell("", attributes='table:number-columns-repeated="16384"'),
        )
        + row(cell("c"), cell("d"), attributes='table:number-rows-repeated="2"')
        + row(cell(""), attributes='table:number-rows-repeated="1048576"')
        + "</table:table>"
    )
    assert document(body).text == "a | a |  |  | b | \nc | d\nc | d"


def test_a_few_bytes_never_become_a_huge_table() -> None:
    many = '="999999999"'
    inner = f"<table:table>{row(cell('x', attributes=f'table:number-columns-repeated{many}'))}</table:table>"
    body = f"<table:table>{row(f'<table:table-cell>{inner}</table:table-cell>', cell('y'))}</table:table>"
    body = body.replace("<table:table-row ", f"<table:table-row table:number-rows-repeated{many} ")
    assert len(read(archive({"content.xml": content_xml(body)}), "a.odt").text) < 1_000_000


def test_a_table_of_one_cell_is_a_box_around_text() -> None:
    assert document(f"<table:table>{row(cell('One.', 'Two.'))}</table:table>").text == "One.\n\nTwo."


def note(number: str, *lines: str, kind: str = "footnote") -> str:
    return (
        f'<text:note text:note-class="{kind}"><text:note-citation>{number}</text:note-citation>'
        f"<text:note-body>{''.join(map(p, lines))}</text:note-body></text:note>"
    )


def test_notes_stand_at_the_end_with_their_numbers_and_places() -> None:
    body = (
        p(f"One{note('1', 'First', 'note.')} two{note('*', 'Starred.')}")
        + f'<text:section text:display="none">{p("no" + note("2", "Hidden."))}</text:section>'
        + p(f"Three.{note('i', 'At the end.', kind='endnote')}")
        + p(f"Four{note('3', 'Last.')}.")
    )
    parsed = document(body)
    assert parsed.text[: parsed.body_end].rstrip() == "One two\n\nThree.\n\nFour."
    assert [(parsed.text[n.start : n.end], parsed.text[: n.anchor].split()[-1]) for n in parsed.notes] == [
        ("1 First note.", "One"), ("* Starred.", "two"), ("3 Last.", "Four"), ("i At the end.", "Three.")
    ]  # fmt: skip
    assert "Hidden." in parsed.raw


@pytest.mark.parametrize(
    "content",
    [
        archive({"readme": "no document"}),
        archive({"content.xml": content_xml(p("x"))[:-5]}),
        archive({"content.xml": content_xml(p("x")).replace("office:text", "office:spreadsheet")}),
        archive({"content.xml": "<!DOCTYPE x [<!ENTITY e 'words'>]>" + content_xml(p("x&e;"))}),
        archive({"content.xml": content_xml(p("<text:span>" * 10_000 + "x" + "</text:span>" * 10_000))}),
        archive({"content.xml": content_xml(p("x")), "styles.xml": "<broken"}),
    ],
)
def test_what_is_no_whole_text_is_refused(content: bytes) -> None:
    with pytest.raises(UnreadableFileError, match=r"^a\.odt: the OpenDocument text is broken or of another[^\n]*$"):
        read(content, "a.odt")


def test_a_locked_document_is_named_as_such() -> None:
    manifest = "<manifest><manifest:encryption-data/></manifest>"
    content = archive({"META-INF/manifest.xml": manifest, "content.xml": "locked"})
    with pytest.raises(UnreadableFileError, match=r"^a\.odt: the document is locked with a password\.[^\n]*$"):
        read(content, "a.odt")


@pytest.mark.parametrize(
    ("start", "end", "depth"),
    [
        ("<text:section>", f"{p('')}</text:section>", 240),
        ("<text:list><text:list-item>", "</text:list-item></text:list>", 120),
        ("<table:table><table:table-row><table:table-cell>", "</table:table-cell></table:table-row></table:table>", 80),
        ("<text:p><draw:frame><draw:text-box>", "</draw:text-box></draw:frame></text:p>", 80),
    ],
)
def test_deep_nesting_is_read(start: str, end: str, depth: int) -> None:
    assert document(start * depth + p("Deep.") + end * depth).text.endswith("Deep.")


WORDS = st.text(st.sampled_from("abé😀- \u00a0"), min_size=1, max_size=6)
KINDS = st.sampled_from(["plain", "inserted", "hidden"])


@settings(max_examples=40, deadline=None)
@given(paragraphs=st.lists(st.lists(st.tuples(KINDS, WORDS), max_size=6), min_size=1, max_size=5))
def test_with_all_changes_accepted_the_reading_text_is_exact(paragraphs: list[list[tuple[str, str]]]) -> None:
    forms = {
        "plain": "{}",
        "inserted": "<text:change-start/>{}<text:change-end/>",
        "hidden": '<text:span text:style-name="Secret">{}</text:span>',
    }
    body = "".join(p("".join(forms[kind].format(words) for kind, words in pieces)) for pieces in paragraphs)
    lines = ["".join(words for kind, words in pieces if kind != "hidden") for pieces in paragraphs]
    seen = [" ".join(filter(None, line.split(" "))).strip() for line in lines]
    assert document(body + p("end"), hidden("text")).text == "\n\n".join([*filter(None, seen), "end"])
