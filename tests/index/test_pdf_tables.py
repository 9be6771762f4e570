"""Tables, ruled or not: rows and cells as they stand, and nothing else taken for a table."""

from collections.abc import Sequence

import pytest
from reportlab.lib import colors
from reportlab.platypus import Table

from tests.index.pdf_making import BODY, Ink, checked, headings, lines, paragraph, pdf, table, typeset

ROWS = [
    ["Area", "Children in need", "Rate per 10,000"],
    ["North East", "12,345", "63.1"],
    ["North West", "", "70.2"],
    ["London", "19,876", "59"],
]
PROSE = (
    "The review says that councils should spend more on early help because families wait for too long. "
    "Children who need protection must get it when they need it. "
)
GRID = [("GRID", (0, 0), (-1, -1), 0.5, colors.black)]
LINES_BELOW = [("LINEBELOW", (0, 0), (-1, -1), 0.5, colors.black)]
SHADED = [("ROWBACKGROUNDS", (0, 0), (-1, -1), [colors.whitesmoke, colors.lightgrey])]
HEADED = [("LINEABOVE", (0, 0), (-1, 0), 1, colors.black), ("LINEBELOW", (0, 0), (-1, 0), 1, colors.black),
          ("LINEBELOW", (0, -1), (-1, -1), 1, colors.black), ("FONT", (0, 0), (-1, 0), "Helvetica-Bold")]  # fmt: skip
RIGHT = [("ALIGN", (1, 0), (-1, -1), "RIGHT")]
CENTRED = [("ALIGN", (0, 0), (-1, -1), "CENTER")]


@pytest.mark.parametrize("style", [GRID, LINES_BELOW, SHADED, HEADED, RIGHT, CENTRED, []])
def test_tables_are_read_row_by_row(style: Sequence[tuple[object, ...]]) -> None:
    made = typeset([paragraph(PROSE * 2), paragraph("Table 1: Children in need"), Table(ROWS, style=style),
                    paragraph(PROSE)])  # fmt: skip
    document = checked(made)
    assert table(document) == ROWS
    assert headings(document) == []
    assert document.text.split("\n\n") == [
        (PROSE * 2).strip(),
        "Table 1: Children in need",
        "\n".join(" | ".join(row) for row in ROWS),
        PROSE.strip(),
    ]


def test_lines_of_a_cell_are_joined_in_it() -> None:
    rows = [
        ["Recommendation", "Answer"],
        [
            paragraph("Councils should spend more on early help and on inter-<br/>vention when it is needed."),
            "Accepted",
        ],
        [
            paragraph("Foster carers should be asked."),
            paragraph("Accepted in part. We will come back to it next year."),
        ],
    ]
    document = checked(typeset([paragraph(PROSE), Table(rows, style=GRID, colWidths=[150, 120]), paragraph(PROSE)]))
    assert table(document) == [
        ["Recommendation", "Answer"],
        ["Councils should spend more on early help and on intervention when it is needed.", "Accepted"],
        ["Foster carers should be asked.", "Accepted in part. We will come back to it next year."],
    ]


def test_a_table_that_goes_on_over_pages_is_one_table_with_one_header() -> None:
    rows = [["Year", "Children", "Cost"], *[[str(1950 + n), f"{n * 137 + 1:,}", f"£{n}.5m"] for n in range(70)]]
    made = typeset([paragraph(PROSE), Table(rows, repeatRows=1, style=GRID), paragraph(PROSE)])
    document = checked(made)
    assert len(document.pages) > 1
    assert table(document) == rows
    assert {cell.table for cell in document.cells} == {0}


def test_two_tables_are_two() -> None:
    document = checked(
        typeset([Table(ROWS, style=GRID), paragraph(PROSE), Table(ROWS, style=HEADED), paragraph(PROSE)])
    )
    assert table(document, 0) == table(document, 1) == ROWS


def test_a_table_in_a_column_beside_a_text() -> None:
    flow = [paragraph(PROSE * 14), Table([["Area", "Rate"], ["Leeds", "63.1"], ["York", "70.2"]]), paragraph(PROSE * 3)]
    document = checked(typeset(flow, columns=2))
    assert table(document) == [["Area", "Rate"], ["Leeds", "63.1"], ["York", "70.2"]]
    assert document.text.count("Children who need protection must get it when they need it.") == 17


def test_cells_that_go_over_two_columns() -> None:
    rows = [["Area", "Children", ""], ["", "2019", "2020"], ["Leeds", "12", "13"], ["York", "14", "15"]]
    document = checked(typeset([Table(rows, style=[*GRID, ("SPAN", (1, 0), (2, 0))]), paragraph(PROSE)]))
    assert table(document) == rows


def test_two_columns_of_prose_are_no_table() -> None:
    flow = [paragraph(PROSE * 30)]
    assert checked(typeset(flow, columns=2)).cells == ()
    assert checked(typeset(flow, columns=3, gap=12)).cells == ()


def test_numbered_lists_and_letter_heads_are_no_tables() -> None:
    page = [
        Ink("Department for Education", 72, 780), Ink("3 May 2022", 420, 780),
        *lines("1. Councils should spend more on help that comes early", "2. Foster carers should be asked", top=740),
        *lines("This is a text that stands below it and goes on for a while", "until it ends.", top=700),
    ]  # fmt: skip
    assert checked(pdf([page])).cells == ()


def test_a_bold_header_and_a_bold_figure_are_no_headings() -> None:
    page = [
        *lines(*["A line of the text that goes on for the whole of the width."] * 3, top=760),
        *[Ink(text, x, 700, 11, "Helvetica-Bold") for text, x in (("Area", 72), ("Children", 200), ("Rate", 320))],
        *[Ink(text, x, 684) for text, x in (("Leeds", 72), ("12,345", 200), ("63.1", 320))],
        *[Ink(text, x, 668) for text, x in (("York", 72), ("1,345", 200), ("7.1", 320))],
        Ink("80,080", 72, 620, 30, "Helvetica-Bold"),
        *lines(*["Another line of the text that goes on for the whole width."] * 3, top=580),
    ]
    document = checked(pdf([page]))
    assert headings(document) == []
    assert table(document) == [["Area", "Children", "Rate"], ["Leeds", "12,345", "63.1"], ["York", "1,345", "7.1"]]


def test_numbers_stand_in_cells_as_they_are() -> None:
    rows = [["Item", "Value"], ["a", "-1.5"], ["b", "(12)"], ["c", "£3.4bn"], ["d", "12–15%"], ["e", "1 234"]]
    assert table(checked(typeset([Table(rows, style=GRID), paragraph(PROSE, BODY)]))) == rows
