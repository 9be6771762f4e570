import io
import zipfile

import docx
import pytest
from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from hypothesis import given, settings
from hypothesis import strategies as st

from index.document import Metadata, ParsedDocument
from index.errors import UnreadableFileError
from index.offset_map import Comparison, Step
from index.readers import read

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)
SHOWN = '<w:vanish w:val="false"/>'
DELETED_MARK = "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>"


def faithful(parsed: ParsedDocument) -> ParsedDocument:
    """Return a document after showing that each of its characters comes from the raw text and none is lost."""
    comparison = Comparison(parsed.text, parsed.raw, parsed.offset_map)
    assert comparison.lost() == []
    assert comparison.read_twice() == []
    assert comparison.steps(0, len(parsed.text)) is not None
    return parsed


def saved(document: WordDocument) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def word(document: WordDocument) -> ParsedDocument:
    return faithful(read(saved(document), "paper.docx"))


def with_body(xml: str) -> WordDocument:
    """Return a document with this XML as its body."""
    document = docx.Document()
    for element in parse_xml(f"<w:body {NAMESPACES}>{xml}</w:body>"):
        document.element.body.insert(len(document.element.body) - 1, element)
    return document


def body(xml: str) -> str:
    """Return the text of a document with this XML as its body."""
    return word(with_body(xml)).text


def rewritten(content: bytes, new: dict[str, bytes]) -> bytes:
    """Return an archive with some parts added or replaced."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(stream, "w") as after:
        for name in before.namelist():
            if name not in new:
                after.writestr(name, before.read(name))
        for name, data in new.items():
            after.writestr(name, data)
    return stream.getvalue()


def changed(content: bytes, part: str, old: bytes, new: bytes) -> bytes:
    """Return a .docx file with some bytes of one part replaced."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        data = archive.read(part)
    assert old in data
    return rewritten(content, {part: data.replace(old, new)})


def with_part(content: bytes, kind: str, xml: str) -> bytes:
    """Return a .docx file with another part, which the main part refers to."""
    relationship = (
        f'<Relationship Id="other-{kind}" Target="odd/{kind}.xml" '
        f'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"/></Relationships>'
    )
    content = changed(content, "word/_rels/document.xml.rels", b"</Relationships>", relationship.encode())
    return rewritten(content, {f"word/odd/{kind}.xml": xml.encode()})


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def deleted(text: str) -> str:
    return f'<w:del><w:r><w:delText xml:space="preserve">{text}</w:delText></w:r></w:del>'


def mark(kind: str, instruction: str = "") -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/><w:instrText>{instruction}</w:instrText></w:r>'


def field(instruction: str, result: str) -> str:
    return f"{mark('begin', instruction)}{mark('separate')}{result}{mark('end')}"


def table(*rows: list[str]) -> str:
    """Return a table of cells, each XML of its properties and paragraphs."""
    return "<w:tbl>" + "".join(f"<w:tr>{''.join(f'<w:tc>{c}</w:tc>' for c in row)}</w:tr>" for row in rows) + "</w:tbl>"


def cell(*lines: str, properties: str = "") -> str:
    return f"<w:tcPr>{properties}</w:tcPr>" + "".join(f"<w:p>{run(line)}</w:p>" for line in lines)


def test_headings_lists_and_paragraphs_by_their_styles() -> None:
    document = docx.Document()
    document.add_heading("The title", 0)
    document.add_heading("Part one", 1)
    document.add_paragraph("Text of it.")
    document.add_heading("Deeper", 2)
    document.add_paragraph("They are:")
    document.add_paragraph("one", style="List Bullet")
    document.add_paragraph("two", style="List Number")
    document.add_paragraph("Only indented.", style="List Paragraph")
    custom = document.styles.add_style("Section title", 1)
    custom.base_style = document.styles["Heading 3"]
    document.add_paragraph("By a style of our own", style="Section title")
    document.add_paragraph("")
    document.add_paragraph("End.")
    parsed = word(document)
    assert parsed.text == (
        "The title\n\nPart one\n\nText of it.\n\nDeeper\n\nThey are:\n\n• one\n1. two\n\nOnly indented.\n\n"
        "By a style of our own\n\nEnd."
    )
    assert [(h.level, parsed.text[h.start : h.end]) for h in parsed.headings] == [
        (1, "The title"), (1, "Part one"), (2, "Deeper"), (3, "By a style of our own")
    ]  # fmt: skip
    assert parsed.pages == ()


def test_title_and_date_come_from_the_properties() -> None:
    document = docx.Document()
    document.add_paragraph("Text.")
    assert word(document).metadata == Metadata()
    document.core_properties.title = "  A\n title "
    document.core_properties.created = document.core_properties.created.replace(year=2022)
    assert word(document).metadata == Metadata("A title", date="2022-12-23")


def test_runs_tabs_and_breaks() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("child")
    paragraph.add_run("ren").bold = True
    paragraph.add_run("\tand\nfamilies")
    assert word(document).text == "children and families"


@pytest.mark.parametrize(
    ("xml", "text"),
    [
        (
            f"<w:p>{run('Kept ')}{deleted('gone ')}<w:ins>{run('new ')}{deleted('in and out ')}</w:ins>"
            f"<w:moveFrom>{run('from ')}</w:moveFrom><w:moveTo>{run('to')}</w:moveTo></w:p>",
            "Kept new to",
        ),
        (f"<w:p>{DELETED_MARK}{run('One ')}</w:p><w:p>{run('two')}</w:p><w:p>{run('three')}</w:p>", "One two\n\nthree"),
        (f"<w:p>{DELETED_MARK}{run('chil')}{deleted('d')}</w:p><w:p>{run('dren')}</w:p>", "children"),
        (f"<w:p>{DELETED_MARK}{run('At the end')}</w:p>", "At the end"),
        (f"<w:p>{DELETED_MARK}{run('Before')}</w:p>{table([cell('a'), cell('b')])}", "Before\n\na | b"),
        (
            f"<w:sdt><w:sdtContent><w:p>{DELETED_MARK}{run('In and ')}</w:p></w:sdtContent></w:sdt>"
            f"<w:p>{run('out')}</w:p>",
            "In and out",
        ),
        (
            f"<w:p><w:pPr><w:rPr><w:moveFrom/></w:rPr></w:pPr><w:moveFrom>{run('Moved.')}</w:moveFrom></w:p>"
            f"<w:p>{run('Stays.')}</w:p><w:p><w:moveTo>{run('Moved.')}</w:moveTo></w:p>",
            "Stays.\n\nMoved.",
        ),
        (f"<w:p>{run('See ')}<w:hyperlink>{run('the page')}</w:hyperlink>{run('.')}</w:p>", "See the page."),
        (f"<w:p>{run('On ')}{mark('begin', 'PAGE')}{run('7')}</w:p>", "On 7"),
        (f"<w:p>{run('On ')}{field('PAGE', run('7'))}{run(' of')}</w:p>", "On 7 of"),
        (f"<w:p>{mark('begin', 'IF ')}{field('REF x', run('5'))}{mark('separate')}{run('shown')}{mark('end')}</w:p>",
         "shown"),
        (f"<w:p>{run('On ')}<w:fldSimple w:instr='PAGE'>{run('7')}</w:fldSimple></w:p>", "On 7"),
        (
            "<w:p><w:r><w:t>child</w:t><w:noBreakHyphen/><w:t>led</w:t><w:softHyphen/></w:r></w:p>",
            "child\u2011led",
        ),
        (f"<w:p>{run('hidden', '<w:vanish/>')}{run('seen', SHOWN)}</w:p>", "seen"),
        (f"<w:p>{run('Note')}<w:r><w:footnoteReference w:id='2'/></w:r>{run('.')}</w:p>", "Note."),
        (f"<w:sdt><w:sdtContent><w:p>{run('In a control')}</w:p></w:sdtContent></w:sdt>", "In a control"),
        (
            f"<w:p><w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{run('Click')}</w:sdtContent>"
            f"</w:sdt>{run('x')}</w:p>",
            "x",
        ),
        (
            f"<w:p>{run('Te')}<w:r><mc:AlternateContent>"
            f"<mc:Choice><w:txbxContent><w:p>{run('In a box')}</w:p></w:txbxContent></mc:Choice>"
            f"<mc:Fallback><w:txbxContent><w:p>{run('In a box')}</w:p></w:txbxContent></mc:Fallback>"
            f"</mc:AlternateContent></w:r>{run('xt')}</w:p>",
            "Text\n\nIn a box",
        ),
        (
            f"<w:p><w:r><mc:AlternateContent><mc:Fallback>{run('Only so')}</mc:Fallback></mc:AlternateContent></w:r>"
            "</w:p>",
            "Only so",
        ),
        (f"<w:p><w:smartTag>{run('Lon')}<w:smartTag>{run('don')}</w:smartTag></w:smartTag></w:p>", "London"),
        (f"<w:p><w:r><w:sym w:font='Symbol' w:char='F0B3'/><w:sym w:font='Wingdings' w:char='F0FC'/>"
         f"<w:sym w:font='Arial' w:char='00E9'/><w:sym w:font='Arial' w:char='D800'/></w:r>{run('5')}</w:p>", "≥✓é5"),
        (
            "<w:p><m:oMath><m:r><m:t>2</m:t></m:r><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num>"
            "<m:den><m:r><m:t>4</m:t></m:r></m:den></m:f></m:oMath></w:p>",
            "2 1 4",
        ),
        (
            f"<w:p><w:ruby><w:rt>{run('reading')}</w:rt><w:rubyBase>{run('word')}</w:rubyBase></w:ruby></w:p>",
            "word",
        ),
        (f"<w:p>{run('שלום ', '<w:rtl/>')}<w:bdo w:val='rtl'>{run('עולם')}</w:bdo></w:p>", "שלום עולם"),
        (
            f"<w:p>{run('Said')}<w:commentRangeStart w:id='1'/><w:r><w:commentReference w:id='1'/></w:r></w:p>",
            "Said",
        ),
        (
            f"<w:p><w:pPr><w:pStyle w:val='TOC1'/></w:pPr>{run('Part one 3')}</w:p><w:p>{run('x')}</w:p>",
            "Part one 3\n\nx",
        ),
    ],
)  # fmt: skip
def test_the_text_is_what_a_reader_sees(xml: str, text: str) -> None:
    assert body(xml) == text


def test_the_raw_text_has_what_was_deleted_and_hidden_and_says_so() -> None:
    parsed = word(with_body(f"<w:p>{run('Kept ')}{deleted('gone ')}{run('secret ', '<w:vanish/>')}{run('end')}</w:p>"))
    assert (parsed.text, parsed.raw) == ("Kept end", "Kept gone secret end")
    [omission] = parsed.offset_map.omissions
    assert (parsed.raw[omission.start : omission.end], omission.step) == ("gone secret ", Step.MARKUP)


def test_the_raw_text_has_a_line_for_each_paragraph_and_tabs_between_cells() -> None:
    xml = f"<w:p>{run('One')}</w:p>{table([cell('a'), cell(''), cell('c', 'd')], [cell('e')])}<w:p>{run('Two')}</w:p>"
    assert word(with_body(xml)).raw == "One\na\t\tc\nd\ne\nTwo"


def test_words_hidden_by_a_style_do_not_read() -> None:
    document = docx.Document()
    for kind in (1, 2):
        document.styles.add_style(f"Secret {kind}", kind).font.hidden = True
    document.styles.add_style("Deeper", 2).base_style = document.styles["Secret 2"]
    document.add_paragraph("All of it.", style="Secret 1").add_run(" But this.").font.hidden = False
    document.add_paragraph("Seen").add_run(" and not seen", style="Deeper")
    assert word(document).text == "But this.\n\nSeen"


def test_the_table_of_contents_is_left_out() -> None:
    document = docx.Document()
    document.styles.add_style("toc 1", 1)
    document.add_paragraph("Part one 3", style="toc 1")
    document.add_paragraph("Text.")
    parsed = word(document)
    assert (parsed.text, parsed.raw) == ("Text.", "Part one 3\nText.")


def test_a_field_with_a_table_of_contents_is_left_out_whatever_its_style() -> None:
    start = f"<w:p>{mark('begin', ' TOC ')}{mark('separate')}{run('Part one 3')}</w:p>"
    end = f"<w:p>{run('Part two 4')}{mark('end')}{run('Text.')}</w:p>"
    assert body(start + f"<w:p>{field('PAGEREF x', run('5'))}</w:p>" + end) == "Text."


def test_headings_are_never_taken_for_a_table_of_contents() -> None:
    heading = f"<w:p><w:pPr><w:outlineLvl w:val='0'/></w:pPr>{run('Part one')}</w:p>"
    start, end = f"<w:p>{mark('begin', 'TOC')}{mark('separate')}{run('Contents')}</w:p>", f"<w:p>{mark('end')}</w:p>"
    assert body(start + heading + end) == "Contents\n\nPart one"


LEVEL = '<w:lvl w:ilvl="{}"><w:start w:val="{}"/><w:numFmt w:val="{}"/>{}<w:lvlText w:val="{}"/></w:lvl>'


def numbered(levels: str, items: list[tuple[int, int, str]], numbers: str = "") -> list[str]:
    """Return the lines of a document with a list of (list, level, words); ``numbers`` are lists besides list 1."""
    xml = "".join(
        f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr></w:pPr>{run(words)}</w:p>'
        for number, level, words in items
    )
    document = with_body(xml)
    root = document.part.numbering_part.element
    root.clear()
    shape = f'<w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>'
    first = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    for element in parse_xml(f"<w:numbering {NAMESPACES}>{shape}{first}{numbers}</w:numbering>"):
        root.append(element)
    return word(document).text.split("\n")


def test_items_have_the_numbers_that_word_shows() -> None:
    levels = (
        LEVEL.format(0, 1, "decimal", "", "%1.")
        + LEVEL.format(1, 1, "lowerLetter", "", "(%2)")
        + LEVEL.format(2, 4, "lowerRoman", "", "%3.")
        + LEVEL.format(3, 1, "decimal", "", "%1.%2.%4")
        + LEVEL.format(4, 1, "decimal", "<w:isLgl/>", "%1.%2.%5")
        + LEVEL.format(5, 1, "bullet", "", "\uf0b7")
        + LEVEL.format(6, 1, "none", "", "")
    )
    items = [
        (1, 0, "a"), (1, 1, "b"), (1, 1, "c"), (1, 2, "d"), (1, 2, "e"), (1, 3, "f"), (1, 4, "g"), (1, 5, "h"),
        (1, 0, "i"), (1, 1, "j"), (1, 1, ""), (1, 1, "k"), (1, 6, "l"),
    ]  # fmt: skip
    assert numbered(levels, items) == [
        "1. a", "(a) b", "(b) c", "iv. d", "v. e", "1.b.1 f", "1.2.1 g", "• h", "2. i", "(a) j", "(c) k", "", "l"
    ]  # fmt: skip


def test_a_list_goes_on_in_another_list_of_its_shape_unless_that_begins_anew() -> None:
    same = '<w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>'
    anew = (
        '<w:num w:numId="3"><w:abstractNumId w:val="0"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride></w:num>'
    )
    items = [(1, 0, "a"), (2, 0, "b"), (3, 0, "c"), (3, 0, "d"), (0, 0, "none"), (9, 0, "unknown")]
    assert numbered(LEVEL.format(0, 1, "decimal", "", "%1)"), items, same + anew) == [
        "1) a", "2) b", "7) c", "8) d", "", "none", "", "• unknown"
    ]  # fmt: skip


def test_a_level_may_go_on_counting_below_other_items() -> None:
    levels = LEVEL.format(0, 1, "upperRoman", "", "%1.") + LEVEL.format(
        1, 1, "decimal", '<w:lvlRestart w:val="0"/>', "%2"
    )
    items = [(1, 0, "a"), (1, 1, "b"), (1, 0, "c"), (1, 1, "d")]
    assert numbered(levels, items) == ["I. a", "1 b", "II. c", "2 d"]


def test_a_mark_that_is_a_sentence_is_shown_by_its_number_alone() -> None:
    levels = LEVEL.format(0, 3, "upperRoman", "", "We recommend, as our proposal %1, the following:")
    assert numbered(levels, [(1, 0, "Pay.")])[0] == "III. Pay."


def test_a_word_may_stand_before_the_number_of_an_item() -> None:
    assert (
        numbered(LEVEL.format(0, 12, "decimal", "", "Recommendation %1:"), [(1, 0, "Pay.")])[0]
        == "Recommendation 12: Pay."
    )


def test_headings_count_in_the_list_of_the_paragraphs_below_them() -> None:
    shape = LEVEL.format(0, 1, "decimal", "", "%1") + LEVEL.format(1, 1, "decimal", "", "%1.%2")
    document = docx.Document()
    root = document.part.numbering_part.element
    root.clear()
    xml = (
        f'<w:numbering {NAMESPACES}><w:abstractNum w:abstractNumId="0">{shape}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )
    for element in parse_xml(xml):
        root.append(element)
    for level, style in enumerate(("Heading 1", "Body Text")):
        properties = document.styles[style].element.get_or_add_pPr()
        numbering = f'<w:numPr {NAMESPACES}><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>'
        properties.append(parse_xml(numbering))
    for words, style in (("Part", "Heading 1"), ("a", "Body Text"), ("Other", "Heading 1"), ("b", "Body Text")):
        document.add_paragraph(words, style=style)
    assert word(document).text == "Part\n\n1.1 a\n\nOther\n\n2.1 b"


def test_a_table_has_a_line_for_each_row_and_merged_cells_once() -> None:
    document = docx.Document()
    table = document.add_table(3, 3)
    for row_number, row in enumerate(table.rows):
        for column, cell in enumerate(row.cells):
            cell.text = f"{row_number}{column}"
    table.cell(0, 0).merge(table.cell(0, 1)).text = "wide"
    table.cell(1, 2).merge(table.cell(2, 2)).text = "tall\nlines"
    table.cell(2, 0).text = ""
    table.cell(2, 1).add_table(1, 2).cell(0, 1).text = "inner"
    parsed = word(document)
    assert parsed.text == "wide |  | 02\n10 | 11 | tall lines\n | 21 | inner"
    assert [(c.row, c.column, parsed.text[c.start : c.end]) for c in parsed.cells] == [
        (0, 0, "wide"), (0, 2, "02"), (1, 0, "10"), (1, 1, "11"), (1, 2, "tall lines"), (2, 1, "21 | inner")
    ]  # fmt: skip


def test_tables_are_numbered_and_their_rows_counted() -> None:
    document = docx.Document()
    for number in range(2):
        for row in document.add_table(2, 2).rows:
            for cell in row.cells:
                cell.text = f"t{number}"
        document.add_paragraph("Between.")
    assert [(c.table, c.row, c.column) for c in word(document).cells] == [
        (t, r, c) for t in range(2) for r in range(2) for c in range(2)
    ]


def test_deleted_and_hidden_rows_and_cells_do_not_read() -> None:
    rows = table(
        [cell("a"), cell("b"), cell("c")],
        [cell("d"), cell("e", properties="<w:cellDel/>"), cell("f")],
        [cell("g"), cell("h", properties='<w:vMerge w:val="continue"/>'), cell("i")],
    )
    last = "<w:tr><w:trPr>{}</w:trPr><w:tc><w:p>{}</w:p></w:tc><w:tc><w:p>{}</w:p></w:tc></w:tr></w:tbl>"
    for property in ("<w:del/>", "<w:hidden/>"):
        xml = rows.replace("</w:tbl>", last.format(property, run("x"), run("y")))
        assert body(xml) == "a | b | c\nd | f\ng |  | i"


def test_lists_in_cells_begin_with_their_mark_and_go_on_with_bullets() -> None:
    document = docx.Document()
    row = document.add_table(2, 2).rows[0].cells
    for cell in row:
        cell.paragraphs[0].text = "one"
        cell.paragraphs[0].style = "List Number"
        cell.add_paragraph("two", style="List Bullet")
    document.tables[0].cell(1, 0).text = "last"
    assert word(document).text == "1. one • two | 2. one • two\nlast | "


def test_numbers_in_tables_within_cells_are_left_to_the_first_cell_of_a_row() -> None:
    document = docx.Document()
    cells = document.add_table(2, 2).rows[0].cells
    cells[0].text = "before"
    for cell in cells:
        for row in cell.add_table(2, 2).rows:
            for inner in row.cells:
                inner.paragraphs[0].text = "x"
                inner.paragraphs[0].style = "List Number"
    document.tables[0].cell(1, 0).text = "last"
    assert word(document).text == "before x | 2. x x | 4. x | 5. x | 6. x x | 8. x\nlast | "


def test_a_table_of_one_cell_is_a_box_around_text() -> None:
    document = docx.Document()
    document.add_table(1, 1).cell(0, 0).text = "One.\nTwo."
    assert word(document).text == "One. Two."
    document.tables[0].cell(0, 0).add_paragraph("Three.")
    assert word(document).text == "One. Two.\n\nThree."


def test_text_in_columns_beside_each_other_is_read_one_after_the_other() -> None:
    xml = table([cell("Left.", "More on the left."), cell("Right.")])
    assert body(xml) == "Left.\n\nMore on the left.\n\nRight."


FOOTNOTES = (
    f"<w:footnotes {NAMESPACES}>"
    f'<w:footnote w:type="separator" w:id="-1"><w:p>{run("line")}</w:p></w:footnote>'
    f'<w:footnote w:id="5"><w:p><w:r><w:footnoteRef/></w:r>{run(" First")}</w:p><w:p>{run("note.")}</w:p></w:footnote>'
    f'<w:footnote w:id="1"><w:p><w:r><w:footnoteRef/></w:r>{run(" Second")}{deleted(" old")}{run(" note.")}</w:p>'
    "</w:footnote>"
    f'<w:footnote w:id="2"><w:p>{run("* Starred.")}</w:p></w:footnote>'
    f'<w:footnote w:id="3"><w:p>{run("Of deleted words.")}</w:p></w:footnote></w:footnotes>'
)


def reference(number: int, own: str = "", kind: str = "footnote") -> str:
    custom = f'w:customMarkFollows="1"/><w:t>{own}</w:t>' if own else "/>"
    return f'<w:r><w:{kind}Reference w:id="{number}" {custom}</w:r>'


def test_notes_stand_at_the_end_with_their_numbers_and_places() -> None:
    xml = (
        f"<w:p>{run('One')}{reference(5)}{run(' two.¹')}{reference(2, '*')}{run(' Three')}"
        f"<w:del>{run('gone')}{reference(3)}</w:del>{run(' four')}{reference(1)}</w:p>"
        f"<w:p>{run('Five.')}{reference(7, kind='endnote')}</w:p>"
    )
    endnotes = f'<w:endnotes {NAMESPACES}><w:endnote w:id="7"><w:p>{run("At the end.")}</w:p></w:endnote></w:endnotes>'
    content = with_part(with_part(saved(with_body(xml)), "footnotes", FOOTNOTES), "endnotes", endnotes)
    parsed = faithful(read(content, "a.docx"))
    assert parsed.text[: parsed.body_end].rstrip() == "One two.¹ Three four\n\nFive."
    assert [(parsed.text[n.start : n.end], parsed.text[: n.anchor].split()[-1]) for n in parsed.notes] == [
        ("1 First note.", "One"), ("* Starred.", "two.¹"), ("2 Second note.", "four"), ("i. At the end.", "Five.")
    ]  # fmt: skip
    assert parsed.raw.split("\n") == [
        "One two.¹* Threegone four", "Five.", " First", "note.", "* Starred.", " Second old note.",
        "Of deleted words.", "At the end.",
    ]  # fmt: skip


def test_numbers_of_notes_have_their_form_and_begin_anew_in_sections() -> None:
    anew = "<w:numRestart w:val='eachSect'/></w:footnotePr>"
    section = f"<w:sectPr><w:footnotePr><w:numFmt w:val='lowerLetter'/>{anew}</w:sectPr>"
    xml = (
        f"<w:p><w:pPr>{section}</w:pPr>{run('One')}{reference(5)}{run('two')}{reference(1)}</w:p>"
        f"<w:p>{run('Three')}{reference(2)}</w:p>"
    )
    document = with_body(xml)
    document.element.body.sectPr.append(parse_xml(f"<w:footnotePr {NAMESPACES}>{anew}"))
    parsed = faithful(read(with_part(saved(document), "footnotes", FOOTNOTES), "a.docx"))
    assert [parsed.text[n.start : n.end] for n in parsed.notes] == [
        "a. First note.", "b. Second note.", "1 * Starred."
    ]  # fmt: skip


def test_the_strict_form_of_the_format_is_read_and_its_words_are_left_alone() -> None:
    document = docx.Document()
    usual, strict = (
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    document.add_heading("Part", 1)
    content = saved(document)
    for part in ("word/document.xml", "word/styles.xml"):
        content = changed(content, part, usual.encode(), strict.encode())
    parsed = faithful(read(changed(content, "word/document.xml", b"Part", f"See {strict}".encode()), "strict.docx"))
    assert (parsed.text, len(parsed.headings)) == (f"See {strict}", 1)


def archive(**files: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as target:
        for name, data in files.items():
            target.writestr(name, data)
    return stream.getvalue()


def plain() -> bytes:
    document = docx.Document()
    document.add_paragraph("Text.")
    return saved(document)


def document_with(part: str, old: bytes, new: bytes) -> bytes:
    return changed(plain(), part, old, new)


def patched(content: bytes, part: str, at: int, new: bytes) -> bytes:
    """Return an archive with bytes of a part's entry in the list at the end replaced."""
    entry = content.index(part.encode(), content.index(b"PK\x01\x02")) - 46
    return content[: entry + at] + new + content[entry + at + len(new) :]


@pytest.mark.parametrize(
    "content",
    [
        archive(readme=b"no document"),
        b"PK\x03\x04" + bytes(100),
        document_with("word/document.xml", b"</w:body>", b""),
        document_with("word/document.xml", b"w:body>", b"w:other>"),
        document_with("word/styles.xml", b"</w:styles>", b""),
        document_with("_rels/.rels", b'officeDocument"', b'else"'),
        document_with("_rels/.rels", b"word/document.xml", b"word/absent.xml"),
        document_with("word/document.xml", b"Text.</w:t>", b"Text.</w:t>" + b"<w:x>" * 100_000 + b"</w:x>" * 100_000),
        patched(plain(), "word/document.xml", 24, b"\x20\x00\x00\x00"),
        patched(plain(), "word/document.xml", 10, b"\x0c\x00"),
    ],
)
def test_what_is_no_whole_word_document_is_refused(content: bytes) -> None:
    with pytest.raises(UnreadableFileError, match=r"^a\.docx: the Word document is broken or of another kind[^\n]*$"):
        read(content, "a.docx")


def test_two_parts_of_one_name_are_refused() -> None:
    stream = io.BytesIO(plain())
    with zipfile.ZipFile(stream, "a") as target:
        target.writestr("word/Document.xml", b"<other/>")
    with pytest.raises(UnreadableFileError, match="broken or of another kind"):
        read(stream.getvalue(), "a.docx")


def test_a_locked_part_is_named_as_such() -> None:
    with pytest.raises(UnreadableFileError, match=r"^a\.docx: the document is locked with a password\.[^\n]*$"):
        read(patched(plain(), "word/document.xml", 8, b"\x01\x00"), "a.docx")


@pytest.mark.parametrize("part", ["word/document.xml", "docProps/thumbnail.jpeg"])
def test_what_would_unpack_to_far_too_much_is_never_unpacked(part: str) -> None:
    content = patched(plain(), part, 24, (500_000_000).to_bytes(4, "little"))
    with pytest.raises(UnreadableFileError, match=r"^a\.docx: its parts unpack to more[^\n]*$"):
        read(content, "a.docx")


@pytest.mark.parametrize(
    ("start", "end", "depth"),
    [
        ("<w:p><w:smartTag>", "</w:smartTag></w:p>", 1),
        ("<w:smartTag>", "</w:smartTag>", 240),
        ("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>", 120),
        ("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>", 80),
        ("<w:p><w:r><w:txbxContent>", "</w:txbxContent></w:r></w:p>", 80),
    ],
)
def test_deep_nesting_is_read(start: str, end: str, depth: int) -> None:
    inner = run("Deep.") if "smartTag" in start else f"<w:p>{run('Deep.')}</w:p>"
    xml = start * depth + inner + end * depth
    content = document_with(
        "word/document.xml", b"<w:p><w:r><w:t>Text.</w:t></w:r></w:p>",
        (xml if start != "<w:smartTag>" else f"<w:p>{xml}</w:p>").encode(),
    )  # fmt: skip
    assert faithful(read(content, "a.docx")).text == "Deep."


def test_entities_are_never_followed() -> None:
    content = document_with(
        "word/document.xml",
        b"<w:document",
        b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hosts">]><w:document',
    )
    with pytest.raises(UnreadableFileError, match="broken or of another kind"):
        read(changed(content, "word/document.xml", b"Text.", b"Text&e;."), "a.docx")


WORDS = st.text(st.sampled_from("abé😀- \u00a0"), min_size=1, max_size=6)
PIECES = st.lists(
    st.tuples(st.sampled_from(["plain", "ins", "del", "moveFrom", "moveTo", "vanish"]), WORDS), max_size=6
)


@settings(max_examples=40, deadline=None)
@given(paragraphs=st.lists(st.tuples(PIECES, st.booleans()), min_size=1, max_size=5))
def test_with_all_changes_accepted_the_reading_text_is_exact(
    paragraphs: list[tuple[list[tuple[str, str]], bool]],
) -> None:
    xml, expected, carried = "", [], ""
    for pieces, mark_deleted in paragraphs:
        inner = ""
        for kind, words in pieces:
            hidden = "<w:vanish/>" if kind == "vanish" else ""
            inner += run(words, hidden) if kind in {"plain", "vanish"} else f"<w:{kind}>{run(words)}</w:{kind}>"
            carried += words if kind in {"plain", "ins", "moveTo"} else ""
        xml += f"<w:p>{DELETED_MARK if mark_deleted else ''}{inner}</w:p>"
        if not mark_deleted:
            expected.append(carried)
            carried = ""
    lines = [" ".join(filter(None, line.split(" "))).strip() for line in [*expected, carried]]
    xml += f"<w:p>{DELETED_MARK}</w:p>" + table([cell("x"), cell("y")])
    assert body(xml) == "\n\n".join([*filter(None, lines), "x | y"])
