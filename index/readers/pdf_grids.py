"""Tables whose cells stand between drawn rules, and boxes that frame or shade a text."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence

from index.readers.pdf_columns import Box
from index.readers.pdf_drawings import Area, Drawings
from index.readers.pdf_lines import Line, one, rows, segments
from index.readers.pdf_tables import Cells, Table
from index.readers.pdf_words import Word

_TOUCH = 2.5
"""Rules nearer than this, in points, touch each other or are one."""


def ruled_tables(words: Sequence[Word], drawn: Drawings, page: int) -> tuple[list[Table], list[Word]]:
    """Return the tables between the rules of a page, and the words that stand in none of them."""
    tables: list[Table] = []
    rest = list(words)
    for across, down in _grids(drawn):
        heights, edges = _distinct([rule.top for rule in across]), _distinct([rule.left for rule in down])
        if len(heights) < 3 or len(edges) < 3:
            continue
        area = Area(edges[0], heights[0], edges[-1], heights[-1])
        inside = [word for word in rest if area.holds((word.left + word.right) / 2, word.baseline - 0.3 * word.size)]
        table = _table(inside, across, down, heights, edges, page)
        if table is not None:
            taken = {word.start for word in inside}
            rest = [word for word in rest if word.start not in taken]
            tables.append(table)
    return tables, rest


def _grids(drawn: Drawings) -> list[tuple[list[Area], list[Area]]]:
    """Return rules that touch each other together, across and down."""
    across, down = drawn.across, drawn.down
    for box in drawn.boxes:
        across = [
            *across,
            Area(box.left, box.top, box.right, box.top),
            Area(box.left, box.bottom, box.right, box.bottom),
        ]
        down = [*down, Area(box.left, box.top, box.left, box.bottom), Area(box.right, box.top, box.right, box.bottom)]
    if len(across) > 2000 or len(down) > 2000:
        return []
    group = list(range(len(across) + len(down)))

    def root(index: int) -> int:
        while group[index] != index:
            group[index] = group[group[index]]
            index = group[index]
        return index

    for first, rule in enumerate(across):
        for second, other in enumerate(down, start=len(across)):
            if (
                rule.left - _TOUCH <= other.left <= rule.right + _TOUCH
                and other.top - _TOUCH <= rule.top <= other.bottom + _TOUCH
            ):
                group[root(first)] = root(second)
    found: dict[int, tuple[list[Area], list[Area]]] = {}
    for index in range(len(group)):
        rules = found.setdefault(root(index), ([], []))
        if index < len(across):
            rules[0].append(across[index])
        else:
            rules[1].append(down[index - len(across)])
    return sorted((rules for rules in found.values() if rules[0] and rules[1]), key=lambda rules: rules[0][0].top)


def _distinct(places: Sequence[float]) -> list[float]:
    found: list[float] = []
    for place in sorted(places):
        if not found or place - found[-1] > _TOUCH:
            found.append(place)
    return found


def _table(
    words: Sequence[Word],
    across: Sequence[Area],
    down: Sequence[Area],
    heights: Sequence[float],
    edges: Sequence[float],
    page: int,
) -> Table | None:
    cells: dict[tuple[int, int], list[Word]] = {}
    for word in words:
        row = bisect_right(heights, word.baseline - 0.3 * word.size) - 1
        column = bisect_right(edges, (word.left + word.right) / 2) - 1
        # Where no rule parts two cells they are one.
        y, x = (heights[row] + heights[row + 1]) / 2, (edges[column] + edges[column + 1]) / 2
        while column > 0 and not _covered(edges[column], y, down, upright=True):
            column -= 1
        while row > 0 and not _covered(heights[row], x, across, upright=False):
            row -= 1
        cells.setdefault((row, column), []).append(word)
    if len({row for row, _ in cells}) < 2 or len({column for _, column in cells}) < 2:
        return None
    pieces: list[Line] = []
    made: list[Cells] = []
    for row in range(len(heights) - 1):
        made.append([])
        for column in range(len(edges) - 1):
            found = segments(cells.get((row, column), []), page)
            pieces += found
            made[-1].append([one(line) for line in rows(found)])
    filled = [row for row in made if any(row)]
    used = [column for column in range(len(edges) - 1) if any(row[column] for row in filled)]
    return Table(
        left=edges[0],
        top=heights[0],
        right=edges[-1],
        bottom=heights[-1],
        rows=tuple([row[column] for column in used] for row in filled),
        columns=tuple((edges[column], edges[column + 1]) for column in used),
        page=page,
        pieces=tuple(pieces),
    )


def _covered(place: float, middle: float, rules: Sequence[Area], upright: bool) -> bool:
    if upright:
        return any(abs(rule.left - place) <= _TOUCH and rule.top - 1 <= middle <= rule.bottom + 1 for rule in rules)
    return any(abs(rule.top - place) <= _TOUCH and rule.left - 1 <= middle <= rule.right + 1 for rule in rules)


def boxes(lines: Sequence[Line], drawn: Drawings) -> tuple[list[Box], list[Line]]:
    """Return the framed or shaded boxes that hold several lines, and the lines that stand in none."""
    areas = [*drawn.boxes, *_framed(drawn)]
    stacked = Counter((round(area.left), round(area.right)) for area in areas)
    found: list[Box] = []
    rest = list(lines)
    for area in sorted(areas, key=lambda area: -area.width * area.height):
        if stacked[(round(area.left), round(area.right))] > 3:
            # The shaded rows of a table.
            continue
        inside = [line for line in rest if area.holds((line.left + line.right) / 2, line.baseline - 0.3 * line.size)]
        fits = all(line.left >= area.left - _TOUCH and line.right <= area.right + _TOUCH for line in inside)
        if fits and len(rows(inside)) > 1 and len(inside) < 0.8 * len(lines):
            found.append(Box(area.left, area.top, area.right, area.bottom, tuple(inside)))
            taken = {id(line) for line in inside}
            rest = [line for line in rest if id(line) not in taken]
    return found, rest


def _framed(drawn: Drawings) -> list[Area]:
    """Return the rectangles that four single rules make."""
    found = []
    for across, down in _grids(Drawings(drawn.across, drawn.down)):
        heights, edges = _distinct([rule.top for rule in across]), _distinct([rule.left for rule in down])
        if len(heights) == 2 and len(edges) == 2:
            found.append(Area(edges[0], heights[0], edges[1], heights[1]))
    return found
