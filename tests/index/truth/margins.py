"""What stands in the margins of pages: running heads and feet, page numbers, and the labels of pages."""

from collections.abc import Callable
from typing import Literal

from tests.index.truth.sheets import Furniture, Ink, Sheet, width

Text = Callable[[Sheet, int, int, str | None], str | None]
Side = Literal["left", "centre", "right", "outer", "inner"]


def band(text: Text | str, side: Side = "centre", *, top: bool = False, size: float = 8, away: float = 34) -> Furniture:
    """Return furniture with one text; ``away`` is its distance in points from the edge of the page."""

    def draw(sheet: Sheet, number: int, total: int, label: str | None) -> list[Ink]:
        shown = text if isinstance(text, str) else text(sheet, number, total, label)
        if not shown:
            return []
        across, up = sheet.size
        long = width(shown, "Helvetica", size)
        right = side == "right" or (side == "outer" and number % 2 == 1) or (side == "inner" and number % 2 == 0)
        x = (across - long) / 2 if side == "centre" else across - 60 - long if right else 60
        return [Ink(x, up - away if top else away, shown, "Helvetica", size)]

    return draw


def together(*bands: Furniture) -> Furniture:
    def draw(sheet: Sheet, number: int, total: int, label: str | None) -> list[Ink]:
        return [ink for one in bands for ink in one(sheet, number, total, label)]

    return draw


def number_alone(_sheet: Sheet, _number: int, _total: int, label: str | None) -> str | None:
    return label


def page_of(_sheet: Sheet, _number: int, total: int, label: str | None) -> str | None:
    return f"Page {label} of {total}"


def dashed(_sheet: Sheet, _number: int, _total: int, label: str | None) -> str | None:
    return f"– {label} –"


def chapter(sheet: Sheet, _number: int, _total: int, _label: str | None) -> str | None:
    """Return the chapter that the page begins in, nothing before the first one and where one begins."""
    return None if any(level == 1 for level, _ in sheet.opens) else sheet.above


def arabic(count: int, first: int = 1) -> list[str]:
    return [str(number) for number in range(first, first + count)]


def roman(count: int) -> list[str]:
    """Return the Roman numbers from i to at most x."""
    return ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"][:count]
