"""Numbers as the marks of lists and notes show them: 3, c, iii."""

from functools import lru_cache

from index.offset_map import Comparison, OffsetMap
from index.traced import Traced

BULLET = "•"
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_LARGEST_ROMAN = 3999
_LARGEST_LETTERS = 26 * 10


def roman(number: int) -> str:
    """Return a number in small Roman numerals; one that has none in digits."""
    if not 0 < number <= _LARGEST_ROMAN:
        return str(number)
    found = ""
    for value, numeral in _ROMAN:
        found += numeral * (number // value)
        number %= value
    return found


def letters(number: int) -> str:
    """Return a number as word processors count with letters: a, b, … z, aa, bb, …; far off, in digits."""
    if not 0 < number <= _LARGEST_LETTERS:
        return str(number)
    times, letter = divmod(number - 1, 26)
    return chr(ord("a") + letter) * (times + 1)


def mark_of(*forms: str) -> str:
    """Return the first of several forms of a mark that can be told from words before an item, else a bullet.

    An automatic mark may be any text, such as a whole sentence; the map explains bullets and numbers only.
    """
    cleaned = (" ".join(form.split()) for form in forms)
    return next((form for form in cleaned if form and _is_explained(form)), BULLET)


@lru_cache(maxsize=1000)
def _is_explained(mark: str) -> bool:
    item = Traced.added(f"{mark} ") + Traced.copied("a", 0)
    return Comparison(item.text, "a", OffsetMap.of(item.origin)).steps(0, len(item)) is not None
