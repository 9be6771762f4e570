"""Numbers as the marks of lists and notes show them: 3, c, iii."""

BULLET = "•"
LONGEST_MARK = 11
"""The map of offsets explains a mark of so many characters and a space."""
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
