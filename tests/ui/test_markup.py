from html.parser import HTMLParser
from itertools import pairwise

from hypothesis import assume, example, given
from hypothesis import strategies as st

from ui.markup import document_html, escaped, notice, query_link, web_link
from ui.shapes import Page

TEXTS = st.text(st.one_of(st.characters(codec="utf-8"), st.sampled_from("\n\r\t <>&\"'$*_:`[]{}#;")))


class Reader(HTMLParser):
    """Reads HTML back: its tags, its text without page markers, and the text in marks."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.marked = ""
        self.markers: list[str] = []
        self._open: list[tuple[str, str | None]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._open.append((tag, dict(attrs).get("class")))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        if ("p", "verse-page") in self._open:
            self.markers.append(data)
            return
        self.text += data
        self.marked += data if any(tag == "mark" for tag, _ in self._open) else ""


@st.composite
def windows(draw: st.DrawFn) -> tuple[str, tuple[int, int], tuple[int, int], tuple[Page, ...]]:
    text = draw(TEXTS)
    ends = st.integers(0, len(text))
    start, end = sorted((draw(ends), draw(ends)))
    begin, stop = sorted((draw(ends), draw(ends)))
    cuts = [0, *sorted(draw(st.lists(ends, max_size=4))), len(text)]
    spans = pairwise(cuts)
    pages = tuple(Page(number, draw(TEXTS), *span) for number, span in enumerate(spans, start=1))
    return text, (start, end), (begin, stop), pages


@given(windows())
@example(("a\n\nb", (0, 4), (0, 4), (Page(1, "i", 0, 4),)))
def test_a_window_reads_back_as_its_text_and_nothing_else(
    drawn: tuple[str, tuple[int, int], tuple[int, int], tuple[Page, ...]],
) -> None:
    text, (start, end), (begin, stop), pages = drawn
    html = document_html(text, (start, end), pages, (begin, stop))
    read = Reader(html)
    assert read.text == text[start:end]
    assert read.marked == text[max(start, begin) : max(start, begin, min(end, stop))]
    assert {tag for tag, _ in read.tags} <= {"div", "p", "mark"}
    allowed = [{"class": "verse-text"}, {"class": "verse-page"}, {"id": "quote"}]
    assert all(not attributes or attributes in allowed for _, attributes in read.tags)
    ids = [attributes["id"] for _, attributes in read.tags if "id" in attributes]
    assert ids == ["quote"] * bool(read.marked)
    # Streamlit strips and dedents what it is given; a line break of its own could be lost.
    assert "\n" not in html
    assert "\r" not in html


@given(TEXTS, TEXTS)
def test_words_of_others_stay_words(first: str, second: str) -> None:
    assert Reader(notice(first, second)).text == first + second
    link = Reader(query_link("read", {"document": first}, second))
    assert link.text == second
    assert [tag for tag, _ in link.tags] == ["a"]
    assume(first)
    attribute = Reader(f'<p title="{escaped(first)}"></p>').tags
    assert attribute == [("p", {"title": first})]


@given(TEXTS)
def test_only_web_addresses_become_links(text: str) -> None:
    for scheme in ("", "javascript:", "data:text/html,", "file:///", "//"):
        url = scheme + text
        if not url.lower().startswith(("http://", "https://")):
            assert web_link(url) == ""
    for _, attributes in Reader(web_link(f"https://{text}")).tags:
        assert attributes["href"] == f"https://{text}"


def test_page_markers_stand_before_their_pages() -> None:
    pages = (Page(1, "i", 0, 4), Page(2, "ii", 4, 4), Page(3, "3", 4, 8))
    read = Reader(document_html("One\nTwo!", (0, 8), pages))
    assert read.markers == ["— page i (PDF page 1) —", "— page ii (PDF page 2) —", "— page 3 —"]
    assert Reader(document_html("One\nTwo!", (6, 8), pages)).markers == ["— page 3, continued —"]


def test_a_quote_over_two_paragraphs_has_one_target() -> None:
    html = document_html("He said.\n\nShe said.", (0, 19), (), (3, 13))
    assert Reader(html).marked == "said.\n\nShe"
    assert html.count("<mark") == 2
    assert html.index('<mark id="quote">') < html.index("<mark>")


def test_footnotes_behind_the_last_page_are_named_so() -> None:
    read = Reader(document_html("One.\n\n1 A note.", (0, 15), (Page(1, "1", 0, 4),)))
    assert read.markers == ["— page 1 —", "— footnotes —"]
    assert Reader(document_html("One.", (0, 4), (Page(1, None, 0, 4),))).markers == ["— PDF page 1 —"]
