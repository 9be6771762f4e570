"""Word files with headings, lists, tables, notes, tracked changes, fields, boxes, and words that nobody sees."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial

from docx.oxml import parse_xml

from index.document import Metadata
from tests.index.truth.model import Example, PlantedCell
from tests.index.truth.pdf_tables import numbers, remarks
from tests.index.truth.word_author import NAMESPACES, WordAuthor, run


def plain(seed: int) -> Example:
    """Return a file with a title, headings of three levels, running heads and properties."""
    author = WordAuthor(seed)
    writer = author.writer
    author.main_title("Otters along eight rivers")
    section = author.file.sections[0]
    section.header.paragraphs[0].text = "Valley Review | second draft"
    section.footer.paragraphs[0].text = "Printed by the river council"
    author.absent += ["Valley Review | second draft", "Printed by the river council"]
    for position in range(6):
        author.heading(writer.heading(), 1 + position % 3)
        for _ in range(3):
            author.paragraph(writer.sentences(4))
    properties = author.file.core_properties
    properties.title = "Otters along eight rivers"
    properties.created = datetime(2031, 5, 4, tzinfo=UTC)
    return author.finish(f"word-plain-{seed}", Metadata(title="Otters along eight rivers", date="2031-05-04"))


def lists(seed: int) -> Example:
    author = WordAuthor(seed)
    writer = author.writer
    for style in ("List Bullet", "List Number", "List Bullet 2"):
        author.heading(writer.heading())
        author.paragraph([f"The {writer.number()} people of the valley ask for this:"])
        for number in range(5):
            author.paragraph([writer.item()] if number % 2 else writer.sentences(2), style)
        author.paragraph(writer.sentences(3))
    return author.finish(f"word-lists-{seed}")


def tables(seed: int) -> Example:
    author = WordAuthor(seed)
    writer = author.writer
    author.heading(writer.heading())
    author.paragraph(writer.sentences(3))
    author.table(numbers(writer, 5, 3, gaps=True))
    author.paragraph(writer.sentences(3))
    author.table(remarks(writer, 4), style="Normal Table")
    author.paragraph(writer.sentences(2))
    merged = author.table(numbers(writer, 4, 4))
    top = merged.rows[0]._tr
    across = parse_xml(
        f'<w:tr {NAMESPACES}><w:tc><w:p/></w:tc><w:tc><w:tcPr><w:gridSpan w:val="4"/></w:tcPr>'
        f"<w:p>{run('Otters by year')}</w:p></w:tc></w:tr>"
    )
    top.addprevious(across)
    author.paragraph(writer.sentences(2))
    joined = [["River", "Reach", "Otters"]]
    joined += [[river, reach, writer.number()] for river in ("Isk", "Oddle") for reach in ("upper", "lower")]
    author.cells += [PlantedCell(row[1], "Otters", row[2]) for row in joined[1:]]
    kept = list(author.cells)
    table = author.table(joined)
    author.cells = kept
    for first in (1, 3):
        table.cell(first + 1, 0).text = ""
        table.cell(first, 0).merge(table.cell(first + 1, 0)).text = joined[first][0]
    author.paragraph(writer.sentences(2))
    return author.finish(f"word-tables-{seed}")


def notes(seed: int) -> Example:
    author = WordAuthor(seed)
    writer = author.writer
    author.heading(writer.heading())
    for position in range(4):
        author.noted(writer.sentence())
        if position == 2:
            author.heading(writer.heading())
    author.noted(f"Of {writer.number()}", " children in the valley most have never seen an otter.")
    author.noted(writer.sentence(), kind="endnote")
    author.noted(writer.sentence(), kind="endnote")
    author.noted(writer.sentence(), note=f"Otter Trust (2031), page {writer.number()}")
    return author.finish(f"word-notes-{seed}")


def changes(seed: int) -> Example:
    """Return a file with tracked insertions, deletions and moves, a comment, and hidden words."""
    author = WordAuthor(seed)
    writer = author.writer
    author.heading(writer.heading())
    for _ in range(3):
        number, gone = writer.number(), writer.number()
        author.absent.append(gone)
        author.raw_paragraph(
            run("The trust found ") + f"<w:del {author.mark()}>{run(gone, element='delText')}</w:del>"
            f"<w:ins {author.mark()}>{run(number)}</w:ins>" + run(" holts near the old mill."),
            [f"The trust found {number} holts near the old mill."],
        )
        author.paragraph(writer.sentences(2))
    moved = writer.sentence(1)
    stays = writer.sentences(2)
    author.raw_paragraph(
        f"{run(f'{stays[0]} ')}<w:moveFrom {author.mark()}>{run(f'{moved} ')}</w:moveFrom>{run(stays[1])}", stays
    )
    before = writer.sentence()
    author.raw_paragraph(f"{run(f'{before} ')}<w:moveTo {author.mark()}>{run(moved)}</w:moveTo>", [before, moved])
    remark, commented = writer.sentence(), writer.sentence()
    author.raw_paragraph(
        f'<w:commentRangeStart w:id="0"/>{run(commented)}<w:commentRangeEnd w:id="0"/>{author.comment(remark)}',
        [commented],
    )
    hidden, shown = writer.sentence(), writer.sentences(2)
    author.absent.append(hidden)
    author.raw_paragraph(f"{run(f'{shown[0]} ')}{run(f'{hidden} ', '<w:vanish/>')}{run(shown[1])}", shown)
    author.paragraph(writer.sentences(2))
    return author.finish(f"word-changes-{seed}")


def pieces(seed: int) -> Example:
    """Return a file whose words are cut into runs, with fields, links, tabs, breaks and special hyphens."""
    author = WordAuthor(seed)
    writer = author.writer
    author.heading(writer.heading())
    sentence = writer.sentence(2)
    cut = [sentence[start : start + 5] for start in range(0, len(sentence), 5)]
    author.raw_paragraph("".join(run(part, "<w:b/>" if i % 2 else "") for i, part in enumerate(cut)), [sentence])
    number = writer.number()
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> REF survey </w:instrText>'
        f'</w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>{run(number)}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    author.absent.append("REF survey")
    author.raw_paragraph(
        f"{run('As table ')}{field}{run(' shows, the otters are back.')}",
        [f"As table {number} shows, the otters are back."],
    )
    number = writer.number()
    author.raw_paragraph(
        f'{run("The ")}<w:fldSimple w:instr=" PAGEREF x ">{run(number)}</w:fldSimple>{run(" lamps are lit.")}',
        [f"The {number} lamps are lit."],
    )
    number = writer.number()
    author.raw_paragraph(
        f'{run(f"All {number} wardens wrote to ")}<w:hyperlink w:anchor="x">{run("the otter trust")}</w:hyperlink>'
        f"{run('.')}",
        [f"All {number} wardens wrote to the otter trust."],
    )
    number = writer.number()
    author.raw_paragraph(
        f"{run(f'In {number} homes')}<w:r><w:br/></w:r>{run('a well')}<w:r><w:noBreakHyphen/></w:r>"
        f"{run('known rec')}<w:r><w:softHyphen/></w:r>{run('ipe is cooked.')}",
        [f"In {number} homes a well\u2011known recipe is cooked."],
    )
    author.raw_paragraph(
        f"<w:sdt><w:sdtContent>{run(f'{writer.number()} X')}</w:sdtContent></w:sdt>{run(' marks the holt.')}", []
    )
    found = author.file.paragraphs[-1]._p.xpath(".//w:t")[0].text
    author.plant([f"{found} marks the holt."])
    author.paragraph(writer.sentences(3))
    return author.finish(f"word-pieces-{seed}")


def boxes(seed: int) -> Example:
    """Return a file with a text box, which Word stores twice, and with a table of contents."""
    author = WordAuthor(seed)
    writer = author.writer
    titles = [writer.heading() for _ in range(3)]
    for page, title in enumerate(titles, start=1):
        line = author.file.add_paragraph(f"{title}\t{page}")
        styles = author.file.styles
        if "TOC 1" not in [style.name for style in styles]:
            styles.add_style("TOC 1", 1)
        line.style = styles["TOC 1"]
        author.loose.append(f"{title} {page}")
    for title in titles:
        author.heading(title)
        author.paragraph(writer.sentences(3))
        inside, around = writer.sentences(2), writer.sentence()
        content = f"<w:txbxContent><w:p>{run(' '.join(inside))}</w:p></w:txbxContent>"
        drawing = (
            '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><a:graphic><a:graphicData '
            f'uri="x"><wps:wsp><wps:txbx>{content}</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing>'
            f"</mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>{content}</v:textbox></v:shape></w:pict>"
            "</mc:Fallback></mc:AlternateContent></w:r>"
        )
        author.raw_paragraph(f"{drawing}{run(around)}", [around])
        author.plant(inside)
    return author.finish(f"word-boxes-{seed}")


EXAMPLES: dict[str, Callable[[], Example]] = {
    f"word-{make.__name__}-{seed}": partial(make, seed)
    for make in (plain, lists, tables, notes, changes, pieces, boxes)
    for seed in (701, 702)
}
