"""What of a web page is not the page's own words: menus, forms, notices, and what is hidden or struck out."""

import re

from lxml import etree

NO_WORDS = frozenset(
    """noscript svg math iframe object embed canvas audio video nav button select input textarea dialog head rp rt
    del s strike datalist option""".split()
)
"""Elements that hold no words of a page or book: controls, pictures, menus, and what is struck out."""
_ROLES = frozenset("navigation banner contentinfo search complementary dialog alertdialog menu menubar".split())
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_UNSEEN = re.compile(r"(?:^|[\s_-])(?:visually-?hidden|sr-only|screen-?reader(?:-text|-only)?)(?=\s|$)", re.IGNORECASE)
_NAMES = re.compile(
    r"""(?:^|[\s_-])(?:
        cookies?[\w-]*
        | breadcrumbs? | crumbs
        | share | sharing | share[-_]?(?:links?|buttons?|bar|this) | social[-_]?(?:links?|share|sharing|media|icons?)
        | sharedaddy | addtoany\w* | a2a_kit
        | related[\w-]*
        | back[-_]?to[-_]?top | skip[-_]?links? | skip[-_]?to[-_]?content
        | print[-_]?links? | print[-_]?(?:this[-_]?)?page
        | feedback(?:[-_]?\w+)? | newsletter[-_]?\w* | contents[-_]?list | table[-_]?of[-_]?contents | toc
        | comments[-_]?area | comment[-_]?(?:list|form|respond) | respond
        | pagination | post[-_]?navigation | nav[-_]?links | page[-_]?nav(?:igation)?
        | sidebar | widget[-_]?area | site[-_]?(?:footer|navigation|info) | phase[-_]?banner
    )(?=\s|$)""",
    re.IGNORECASE | re.VERBOSE,
)
# Ids are often made of headings' words, such as "information-sharing": fewer of them tell anything.
_IDS = re.compile(
    r"(?:^|[\s_-])(?:cookies?[\w-]*|breadcrumbs?|back[-_]?to[-_]?top|skip[-_]?links?|table[-_]?of[-_]?contents|toc"
    r"|comments|respond|sidebar)(?=\s|$)",
    re.IGNORECASE,
)
_KEPT = frozenset("html body main article h1 h2 h3 h4 h5 h6".split())
_LARGEST_SHARE = 0.4


def is_hidden(element: etree._Element) -> bool:
    """Tell whether a page says that nobody is to see an element."""
    return (
        element.get("hidden") is not None
        or element.get("aria-hidden") == "true"
        or _HIDDEN.search(element.get("style", "")) is not None
        or _UNSEEN.search(element.get("class", "")) is not None
    )


def is_clutter(element: etree._Element, in_article: bool, letters: int) -> bool:
    """Tell whether an element is no part of what a page says, seen or not.

    ``letters`` counts the characters of the whole page: what holds much of them is kept, whatever its name.
    """
    tag = element.tag
    return (
        tag in {"footer", "aside"}
        or (tag == "header" and not in_article and element.find(".//h1") is None)
        or element.get("role", "") in _ROLES
        or (tag not in _KEPT and _has_name_of_clutter(element, letters))
    )


def _has_name_of_clutter(element: etree._Element, letters: int) -> bool:
    if not _NAMES.search(element.get("class", "")) and not _IDS.search(element.get("id", "")):
        return False
    if next(element.iter("h1", "main"), None) is not None:
        return False
    return sum(map(len, element.itertext())) < _LARGEST_SHARE * letters
