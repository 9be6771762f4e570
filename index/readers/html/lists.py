"""Numbers and bullets of the items of a web page's lists."""

import re

from lxml import etree

BULLET = "• "
_WHOLE_NUMBER = re.compile(r"-?[0-9]{1,4}")
_LIST_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([\w-]+)", re.IGNORECASE)
_STYLES = {"lower-alpha": "a", "lower-latin": "a", "upper-alpha": "A", "upper-latin": "A"} | {
    "lower-roman": "i",
    "upper-roman": "I",
    "none": "none",
}
# Lists whose items bring their numbers along as words.
_NUMBERED_IN_WORDS = re.compile(r"(?:^|[\s_-])legislative-list(?=\s|$)")
_ROMAN = {
    1000: "m", 900: "cm", 500: "d", 400: "cd", 100: "c", 90: "xc", 50: "l", 40: "xl", 10: "x", 9: "ix", 5: "v",
    4: "iv", 1: "i",
}  # fmt: skip


def marks_of(ordered: etree._Element) -> list[str]:
    """Return what an ``ol`` shows before each of its items, such as ``3. ``, ``b. `` or nothing."""
    items = list(ordered.iterchildren("li"))
    style = _style(ordered)
    if style == "none":
        return [""] * len(items)
    backwards = ordered.get("reversed") is not None
    number = _number(ordered.get("start"), len(items) if backwards else 1)
    marks = []
    for item in items:
        number = _number(item.get("value"), number)
        marks.append(f"{_written(number, style)}. ")
        number += -1 if backwards else 1
    return marks


def _style(ordered: etree._Element) -> str:
    if _NUMBERED_IN_WORDS.search(ordered.get("class", "")):
        return "none"
    styled = _LIST_STYLE.search(ordered.get("style", ""))
    return _STYLES.get(styled.group(1).lower(), "1") if styled else ordered.get("type", "1")


def _number(written: str | None, otherwise: int) -> int:
    return int(written) if written and _WHOLE_NUMBER.fullmatch(written.strip()) else otherwise


def _written(number: int, style: str) -> str:
    if number > 0 and style in {"a", "A"}:
        letters = ""
        while number:
            number, letter = divmod(number - 1, 26)
            letters = chr(ord("a") + letter) + letters
        return letters if style == "a" else letters.upper()
    if 0 < number < 100 and style in {"i", "I"}:
        roman = ""
        for value, digits in _ROMAN.items():
            roman += digits * (number // value)
            number %= value
        return roman if style == "i" else roman.upper()
    return str(number)
