import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.document import Metadata, ParsedDocument
from index.errors import UnreadableFileError
from index.offset_map import Comparison, Step
from index.readers import read

STYLES = (
    r"{\stylesheet{\ql \f0 Normal;}{\s1\sbasedon0 heading 1,Chapter;}{\s2\sbasedon1 Ours;}{\s3 Title;}{\s4 toc 1;}"
    r"{\s5\outlinelevel1 Other;}{\*\cs10 heading 9;}}"
)


def faithful(parsed: ParsedDocument) -> ParsedDocument:
    """Return a document after showing that each of its characters comes from the raw text and none is lost."""
    comparison = Comparison(parsed.text, parsed.raw, parsed.offset_map)
    assert comparison.lost() == []
    assert comparison.read_twice() == []
    assert comparison.steps(0, len(parsed.text)) is not None
    return parsed


def document(body: str, header: str = r"\ansi\ansicpg1252") -> ParsedDocument:
    return faithful(read(f"{{\\rtf1{header} {body}}}".encode("latin-1"), "paper.rtf"))


def test_headings_by_their_styles_and_outline_levels() -> None:
    body = (
        STYLES + r"\pard\s3 The title\par\pard\s1 Part one\par\pard\plain Text of it.\par {\s2 Ours\par}\pard\s5 Deeper"
        "\n"
        r"\par\pard\outlinelevel2 By level\par\pard\s1\outlinelevel9 No heading\par\pard\par End."
    )
    parsed = document(body)
    assert parsed.text == ("The title\n\nPart one\n\nText of it.\n\nOurs\n\nDeeper\n\nBy level\n\nNo heading\n\nEnd.")
    assert [(h.level, parsed.text[h.start : h.end]) for h in parsed.headings] == [
        (1, "The title"), (1, "Part one"), (1, "Ours"), (2, "Deeper"), (3, "By level")
    ]  # fmt: skip
    assert parsed.pages == ()


def test_title_and_date_come_from_the_information() -> None:
    information = (
        r"{\info{\title A\'20\u8220?title\u8221?}{\author Ann}{\creatim\yr2022\mo5\dy3\hr9}{\revtim\yr2023\mo1\dy1}}"
    )
    assert document(information + "Text.").metadata == Metadata("A “title”", date="2022-05-03")
    assert document("Text.").metadata == Metadata()


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (r"child{\b ren}\tab and\line families\~x", "children and families\u00a0x"),
        ("broken\nin the\r\n file", "brokenin the file"),
        ("one\\\ntwo\\par three", "one\n\ntwo\n\nthree"),
        (r"Kept {\deleted gone }{\revised new }{\mvf from }{\mvt to}\deleted x\deleted0 .", "Kept new to."),
        (r"One {\deleted\par}two\par three", "One two\n\nthree"),
        (r"chil{\deleted d\par}dren", "children"),
        (r"{\v hidden}seen\v  no\v0  and \v no\plain seen", "seen and seen"),
        (r"\{a\} \\ b\-c\_d\emdash e\lquote f\rquote\ldblquote g\rdblquote\bullet", "{a} \\ bc\u2011d—e‘f’“g”•"),
        (r"{\field{\*\fldinst {HYPERLINK x}}{\fldrslt the {\ul link}}}.", "the link."),
        (r'\u8804\'3d{\field{\*\fldinst SYMBOL 179 \\f "Symbol" \\s 10}{\fldrslt\f3 x}}5', "≤≥5"),
        (r"{\field{\*\fldinst  TOC \\o}{\fldrslt Part one 3\par Part two 4\par}}Text.", "Text."),
        (STYLES + r"\pard\s4 Part one 3\par\pard Text.", "Text."),
        (r"Said{\*\atnid A}{\*\atnauthor Ann}{\*\annotation No!}{\*\unknown x{\b y}}{\xe\v entry}.", "Said."),
        (r"{\header Head}{\footerl\par Foot}{\*\bkmkstart b}Marked{\*\bkmkend b}", "Marked"),
        (r"{\pict\wmetafile8 010203}{\*\shppict{\pict x}}{\nonshppict{\pict y}}a", "a"),
        ("{\\object\\objemb{\\*\\objdata 0102}{\\result{\\pict z}seen}}", "seen"),
        ("{\\pict\\bin6 }\\par{}\\bin3 {{{x", "x"),
        (r"{\upr{no}{\*\ud\u347\'73}}y", "śy"),
        (r"{\header{\upr{no}{\*\ud no}}}y", "y"),
        (
            r"Te{\shp{\*\shpinst{\sp{\sn n}{\sv v}}{\shptxt\pard In a box\par More}}{\shprslt no}}xt",
            "Text\n\nIn a box\n\nMore",
        ),
        (r"a{\*\do{\dptxbxtext\pard Old box\par}}b", "ab\n\nOld box"),
        (r"{\*\moMath{\mf{\mfPr{\mctrlPr x}}{\mnum 1}}}", "1"),
        (r"\pard\ls1 one\par{\pntext\f1\'B7\tab}two\par\pard\ls0 three", "• one\n• two\n\nthree"),
    ],
)  # fmt: skip
def test_the_text_is_what_a_reader_sees(body: str, text: str) -> None:
    assert document(body).text == text


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (r"caf\'e9 \u233?\u233\'e9 \uc0\u8364 1 \uc2\u8364\'80\'80 2", "café éé €1 € 2"),
        (r"\u-10179?\u-8704?{\u-10179?}x", "😀\ufffdx"),
        (r"\u8364\par next", "€\n\nnext"),
        (r"{\fonttbl{\f0\fcharset204 Arial{\*\falt Cyr};}}\f0\'cf\'f0\'e8", "При"),
        (r"{\fonttbl\f0 Arial;\f1\fcharset128 Gothic;}\f1\'83\'65\'95\\\f0\'e9", "テ表é"),
        (r"{\fonttbl{\f0 Arial;}{\f2\fcharset2 Symbol;}}{\f2 a\'b3\u-3913 ?}b", "α≥•b"),
        (r"{\fonttbl{\f0 Arial;}{\f2\fcharset2 Wingdings;}{\f3\fcharset2 Odd;}}{\f2\'fc}{\f3 A}", "✓\uf041"),
        (r"\deff1{\fonttbl{\f0 Arial;}{\f1\fcharset238 Times;}}\'9c{\f0\'9c}\plain\'9c", "śœś"),
        ("\\ansicpg65001 h\u00c3\u00a9", "hé"),
        (r"\ansicpg99999\'80", "€"),
        (r"\mac\'8e", "é"),
        (r"\u0?a\u1114112?b\u55357?c", "ab\ufffdc"),
    ],
)
def test_characters_of_code_pages_fonts_and_numbers(body: str, text: str) -> None:
    assert document(body).text == text


def test_the_raw_text_has_what_was_deleted_and_hidden_and_says_so() -> None:
    parsed = document(r"Kept {\deleted gone }{\v secret }end\par Two")
    assert (parsed.text, parsed.raw) == ("Kept end\n\nTwo", "Kept gone secret end\nTwo")
    [omission] = parsed.offset_map.omissions
    assert (parsed.raw[omission.start : omission.end], omission.step) == ("gone secret ", Step.MARKUP)


def test_items_have_the_numbers_that_the_file_shows() -> None:
    item = r"{\listtext\pard\plain %s\tab}%s\par "
    marks = ("1.", "(a)", "iv.", "2.1", "\\'b7", "Recommendation 12:", "We recommend the following in this place:")
    lines = document("".join(item % (mark, letter) for mark, letter in zip(marks, "abcdefg", strict=True))).text
    assert lines.split("\n") == [
        "1. a", "(a) b", "iv. c", "2.1 d", "• e", "Recommendation 12: f", "• g"
    ]  # fmt: skip


def row(*cells: str, edges: tuple[int, ...] = ()) -> str:
    return (
        r"\trowd"
        + "".join(rf"\cellx{edge}" for edge in edges)
        + r"\pard\intbl "
        + "".join(rf"{c}\cell " for c in cells)
    ) + r"\row"


def test_a_table_has_a_line_for_each_row_and_wide_cells_keep_the_others_in_their_columns() -> None:
    rows = [
        row("wide", "02", edges=(2000, 3000)),
        row("10", "11", r"tall\par lines", edges=(1000, 2010, 3000)),
        row("", "21", "", edges=(1000, 2000, 3000)),
    ]
    parsed = document("Before\\par" + "".join(rows) + r"\pard After" + r"\par" + row("a", "b") + row("c", "d"))
    assert parsed.text == ("Before\n\nwide |  | 02\n10 | 11 | tall lines\n | 21 | \n\nAfter\n\na | b\nc | d")
    assert parsed.raw.startswith("Before\nwide\t02\t\n10\t11\ttall\nlines\t\n")
    assert [(c.table, c.row, c.column, parsed.text[c.start : c.end]) for c in parsed.cells] == [
        (0, 0, 0, "wide"), (0, 0, 2, "02"), (0, 1, 0, "10"), (0, 1, 1, "11"), (0, 1, 2, "tall lines"), (0, 2, 1, "21"),
        (1, 0, 0, "a"), (1, 0, 1, "b"), (1, 1, 0, "c"), (1, 1, 1, "d"),
    ]  # fmt: skip


def test_tables_in_cells_are_read_within_them() -> None:
    inner = r"\pard\intbl\itap2 x\nestcell y\nestcell{\*\nesttableprops\trowd\cellx1\cellx2\nestrow}{\nonesttables\par}"
    body = rf"\trowd\pard\intbl outer {inner}\pard\intbl\itap1\cell b\cell\row\pard after"
    assert document(body).text == "outer x | y | b\n\nafter"


def test_a_table_without_an_end_loses_nothing() -> None:
    assert document(row("a", "b") + r"\pard\intbl c\cell d\cell\pard\intbl e").text == "a | b\nc | d\n\ne"


def test_a_table_of_one_cell_is_a_box_around_text() -> None:
    assert document(row(r"One.\par Two.")).text == "One.\n\nTwo."


def test_notes_stand_at_the_end_with_their_numbers_and_places() -> None:
    note = r"{\super\chftn{\footnote%s\pard\plain{\super\chftn} %s}}"
    body = (
        "One" + note % ("", r"First\par note.") + r" two*{\footnote {\super *} Starred.} "
        + r"{\deleted gone" + note % ("", "Of deleted words.") + "}" + "Three" + note % (r"\ftnalt", "At the end.")
        + r"\par four" + r"\chftn{\footnote Without its number.}" + "."
    )  # fmt: skip
    parsed = document(body, r"\ansi\ftnnar\aftnnruc")
    assert parsed.text[: parsed.body_end].rstrip() == "One two* Three\n\nfour."
    assert [(parsed.text[n.start : n.end], parsed.text[: n.anchor].split()[-1]) for n in parsed.notes] == [
        ("1 First note.", "One"), ("* Starred.", "two*"), ("2 Without its number.", "four"), ("I. At the end.", "Three")
    ]  # fmt: skip
    assert "Of deleted words." in parsed.raw


@pytest.mark.parametrize(
    "content",
    [
        b"{\\rtf1 Text.",
        b"{\\rtf1 {\\b Text.}",
        b"{\\rtf1 {\\pict\\bin2000000000 x}}",
        b"{\\rtf",
        b"{\\rtfx Text.}",
        b"{\\rtf1 " + b"{" * 100_000 + b"Text." + b"}" * 100_000 + b"}",
        b"{\\rtf1 " + b"{\\shptxt " * 100_000,
    ],
)
def test_what_is_no_whole_document_is_refused(content: bytes) -> None:
    with pytest.raises(UnreadableFileError, match=r"^a\.rtf: the RTF file is broken, cut off or of another[^\n]*$"):
        read(content, "a.rtf")


@pytest.mark.parametrize("start", ["{", r"{\shptxt ", r"{\footnote "])
def test_deep_nesting_is_read(start: str) -> None:
    assert "Deep." in document(start * 190 + "Deep." + "}" * 190).text


def test_what_comes_after_the_end_is_nothing() -> None:
    assert read(b"{\\rtf1 Text.}}{ more\x00", "a.rtf").text == "Text."


WORDS = st.text(st.sampled_from("abéß😀- \u00a0{\\"), min_size=1, max_size=6)
KINDS = st.sampled_from(["", r"\revised ", r"\b ", r"\deleted ", r"\v ", r"\mvf "])


def escaped(words: str) -> str:
    """Return words as RTF: some characters by their byte, others by their number."""
    units = words.encode("utf-16-le")
    codes = [int.from_bytes(units[place : place + 2], "little", signed=True) for place in range(0, len(units), 2)]
    forms = {ord("é"): r"\'e9", ord("{"): r"\{", ord("\\"): "\\\\", 0xA0: r"\~"}
    return "".join(forms.get(code) or (chr(code) if 0 <= code < 128 else rf"\u{code}?") for code in codes)


@settings(max_examples=60, deadline=None)
@given(
    paragraphs=st.lists(st.tuples(st.lists(st.tuples(KINDS, WORDS), max_size=6), st.booleans()), min_size=1, max_size=5)
)
def test_with_all_changes_accepted_the_reading_text_is_exact(
    paragraphs: list[tuple[list[tuple[str, str]], bool]],
) -> None:
    body, expected, carried = "", [], ""
    for pieces, mark_deleted in paragraphs:
        for kind, words in pieces:
            body += f"{{{kind}{escaped(words)}}}"
            carried += words if kind in {"", r"\revised ", r"\b "} else ""
        body += r"{\deleted\par}" if mark_deleted else r"\par "
        if not mark_deleted:
            expected.append(carried)
            carried = ""
    lines = [" ".join(filter(None, line.split(" "))).strip() for line in [*expected, carried + "end"]]
    assert document(body + "end").text == "\n\n".join(filter(None, lines))
