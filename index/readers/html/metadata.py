"""Title, publisher, date and address of a web page, from what it says about itself and never from a guess."""

import datetime
import json
import re
from collections.abc import Iterator

from lxml import etree

from index.document import Metadata
from index.metadata import is_date
from index.traced import one_line

_ARTICLES = re.compile(r".*(?:Article|BlogPosting|Report|WebPage|PublicationIssue|GovernmentService|CreativeWork)")
_PLATFORMS = frozenset({"GOV.UK", "WordPress.com", "Medium", "YouTube", "Facebook", "X (formerly Twitter)"})
"""Names of places where others publish."""
_TITLES = ("og:title", "dc.title", "dcterms.title", "citation_title", "twitter:title")
_PUBLISHERS = ("dc.publisher", "dcterms.publisher", "citation_publisher", "og:site_name", "application-name")
_DATES = (
    "article:published_time", "govuk:first-published-at", "dcterms.issued", "dc.date.issued", "dcterms.date.issued",
    "dc.date", "dcterms.date", "dcterms.created", "citation_publication_date", "citation_date", "datepublished",
    "date.published", "pubdate", "publish_date", "publication_date", "parsely-pub-date", "govuk:public-updated-at",
)  # fmt: skip
_TIME_CLASS = re.compile(r"publish|entry-date|post-date|pub-?date|article-date|date-created", re.IGNORECASE)
_ISO = re.compile(r"\s*([0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?)(?![0-9])(?:[T ].*)?\s*")
_IN_WORDS = re.compile(r"([0-3]?[0-9])(?:st|nd|rd|th)? ([A-Z][a-z]+),? ([12][0-9]{3})")
_PUBLISHED = re.compile(
    r"(?:Published|Publication date|Date published|Posted|First published)(?: on)?:?\s+(.{8,24})", re.IGNORECASE
)
_MONTHS = """January February March April May June July August September October November December""".split()
_EARLIEST = "1450"
_PARTS = re.compile(r"\s+[|–—·»•:-]\s+")


def page_metadata(page: etree._Element, headings: list[str], opening: list[str]) -> Metadata:
    """Return what a page says about itself.

    ``headings`` are the main headings of the article, ``opening`` its first lines, where a date may stand in
    words. What is not said for certain is ``None``.
    """
    said = _said(page)
    linked = list(_linked_data(page))
    organisation = _organisation(said, linked)
    return Metadata(
        title=_title(page, said, linked, headings, organisation),
        organisation=organisation,
        date=_date(page, said, linked, opening),
        url=_address(page, said),
    )


def date_said(text: str) -> str | None:
    """Return the ISO 8601 date of a text such as ``2022-05-23T10:00:00Z`` or ``23 May 2022``, ``None`` without one."""
    iso = _ISO.fullmatch(text)
    day = iso.group(1) if iso else _day_in_words(text)
    # Programs write the year 1 or 101 where they know none.
    return day if day and is_date(day) and day >= _EARLIEST else None


def _said(page: etree._Element) -> dict[str, str]:
    """Return what the page's ``meta`` elements say, by name in small letters; of several the first."""
    said: dict[str, str] = {}
    for meta in page.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        content = one_line(meta.get("content", ""))
        if name and content:
            said.setdefault(name.strip().lower(), content)
    return said


def _linked_data(page: etree._Element) -> Iterator[dict[str, object]]:
    """Yield the articles that the page describes in JSON-LD."""
    for script in page.iter("script"):
        if script.get("type", "").strip().lower() != "application/ld+json":
            continue
        try:
            found = json.loads(script.text or "", strict=False)
        except (ValueError, RecursionError):
            continue
        waiting = found if isinstance(found, list) else [found]
        for thing in waiting:
            if not isinstance(thing, dict):
                continue
            graph = thing.get("@graph")
            waiting += graph if isinstance(graph, list) else []
            kinds = thing.get("@type")
            if any(isinstance(kind, str) and _ARTICLES.fullmatch(kind) for kind in _several(kinds)):
                yield thing


def _several(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


def _names(value: object, kind: str = "") -> list[str]:
    """Return the names of things that JSON-LD gives as texts or objects, those of one kind where it is given."""
    names = []
    for thing in _several(value):
        if isinstance(thing, dict) and (
            not kind or any(str(one).endswith(kind) for one in _several(thing.get("@type")))
        ):
            thing = thing.get("name")
        elif kind:
            continue
        if isinstance(thing, str) and one_line(thing):
            names.append(one_line(thing))
    return names


def _organisation(said: dict[str, str], linked: list[dict[str, object]]) -> str | None:
    candidates = [said.get("govuk:primary-publishing-organisation", "")]
    for thing in linked:
        candidates += _names(thing.get("publisher"))
    candidates += [said.get(name, "") for name in _PUBLISHERS]
    # Where a platform publishes, the organisation that wrote it speaks.
    for thing in linked:
        candidates += _names(thing.get("author"), "Organization")
    named = [name for name in candidates if name and not re.match(r"https?:|@", name)]
    return next((name for name in named if name not in _PLATFORMS), named[0] if named else None)


def _title(
    page: etree._Element,
    said: dict[str, str],
    linked: list[dict[str, object]],
    headings: list[str],
    organisation: str | None,
) -> str | None:
    names = {name.casefold() for name in (organisation, said.get("og:site_name"), said.get("application-name")) if name}
    candidates = [name for thing in linked for name in _names(thing.get("headline"))]
    candidates += [said.get(name, "") for name in _TITLES]
    candidates += [
        one_line("".join(title.itertext())) for title in page.iter("title") if title.getparent().tag == "head"
    ]
    said_titles = [_without_site(title, names) for title in candidates if title]
    main = [heading for heading in headings if heading.casefold() not in names]
    if len(main) == 1:
        return main[0]
    agreed = [heading for heading in main for title in candidates if heading.casefold() in title.casefold()]
    return next(iter([*agreed, *said_titles, *main]), None) or None


def _without_site(title: str, names: set[str]) -> str:
    """Return a title without the name of its site, as in ``Our view | NCB``."""
    parts = list(_PARTS.finditer(title))
    if not parts:
        return title
    first, last = title[: parts[0].start()], title[parts[-1].end() :]
    if last.casefold() in names:
        return _without_site(title[: parts[-1].start()], names)
    if first.casefold() in names:
        return _without_site(title[parts[0].end() :], names)
    if "|" in parts[-1].group() or last in _PLATFORMS:
        return _without_site(title[: parts[-1].start()], names)
    return title


def _date(
    page: etree._Element, said: dict[str, str], linked: list[dict[str, object]], opening: list[str]
) -> str | None:
    written = [str(thing.get(name) or "") for name in ("datePublished", "dateCreated") for thing in linked]
    written += [said.get(name, "") for name in _DATES]
    times = [time for time in page.iter("time") if time.get("datetime") and not _in_clutter(time)]
    marked = [time for time in times if _is_marked(time)]
    written += [time.get("datetime") for time in (marked or (times if len(times) == 1 else []))]
    for text in written:
        if day := date_said(text):
            return day
    published = (_PUBLISHED.match(line) for line in opening)
    days = (date_said(found.group(1)) for found in published if found)
    return next((day for day in days if day), None)


def _is_marked(time: etree._Element) -> bool:
    itself = " ".join(
        (time.get("class", ""), time.get("itemprop", ""), "publish" if time.get("pubdate") is not None else "")
    )
    return _TIME_CLASS.search(itself) is not None and "update" not in itself.lower() and "modif" not in itself.lower()


def _in_clutter(element: etree._Element) -> bool:
    return any(above.tag in {"footer", "nav", "aside", "header"} and above.find(".//h1") is None
               for above in element.iterancestors())  # fmt: skip


def _day_in_words(text: str) -> str | None:
    found = _IN_WORDS.match(one_line(text))
    months = [month for month in _MONTHS if found and len(found.group(2)) >= 3 and month.startswith(found.group(2))]
    if found is None or len(months) != 1:
        return None
    try:
        return datetime.date(int(found.group(3)), _MONTHS.index(months[0]) + 1, int(found.group(1))).isoformat()
    except ValueError:
        return None


def _address(page: etree._Element, said: dict[str, str]) -> str | None:
    links = [link.get("href", "") for link in page.iter("link") if link.get("rel", "").lower() == "canonical"]
    links += [said.get("og:url", ""), said.get("dc.identifier", ""), said.get("dcterms.identifier", "")]
    return next((link.strip() for link in links if re.fullmatch(r"\s*https?://[^\s/?#\[\]]+\S*\s*", link)), None)
