import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.document import Metadata, ParsedDocument
from index.errors import UnreadableFileError
from index.readers import read

LONG = "Councils say that families need help early, before a crisis, and that it must be paid for."


def html(text: str, encoding: str = "utf-8") -> ParsedDocument:
    return read(text.encode(encoding), "page.html")


def article(inside: str) -> str:
    return html(f"<html><body><main><article>{inside}</article></main></body></html>").text


def test_the_article_comes_without_menus_scripts_and_footers() -> None:
    parsed = html(
        f"""<!doctype html><html><head><title>Our view | NCB</title><style>p {{}}</style></head><body>
        <header><a href="/">NCB home</a></header><nav><ul><li><a href="/a">About us</a></li></ul></nav>
        <div class="content"><h1>Our view</h1><p>{LONG}</p><script>var hidden = "no";</script>
        <h2>Why</h2><p>{LONG}</p>
        <p hidden>Secret</p><p style="display: none">Secret</p></div><aside>Related</aside>
        <footer>Copyright NCB</footer></body></html>"""
    )
    assert parsed.text == f"Our view\n\n{LONG}\n\nWhy\n\n{LONG}"
    assert [(h.level, parsed.text[h.start : h.end]) for h in parsed.headings] == [(1, "Our view"), (2, "Why")]


def test_metadata_comes_from_the_page() -> None:
    parsed = html(
        f"""<html><head><title>Our view | NCB</title><meta property="og:site_name" content="NCB">
        <meta property="article:published_time" content="2022-05-23T10:00:00Z">
        <link rel="canonical" href="https://ncb.org.uk/view"></head><body><article><h1>Our view</h1>
        <p>{LONG}</p>
        </article></body></html>"""
    )
    assert parsed.metadata == Metadata("Our view", "NCB", None, None, "2022-05-23", "https://ncb.org.uk/view")


def test_a_page_that_says_nothing_about_itself_has_no_metadata() -> None:
    parsed = html(f"<p>{LONG}</p>")
    assert (parsed.text, parsed.metadata) == (LONG, Metadata())


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        (
            "<p>care for<b> children</b><i> and</i> <a href='x'>families </a>here</p>",
            "care for children and families here",
        ),
        ("<p>child<b>ren</b>’s care<sup>1</sup></p>", "children’s care1"),
        ("<p>one<br>two<br/>three</p>", "one two three"),
        ("<p>one<br><br>two</p>", "one\n\ntwo"),
        ("<div>one<div>two</div>three</div>", "one\n\ntwo\n\nthree"),
        ("<p>a <del>gone</del><s>struck</s>b<!-- no --> c<?no?> d</p>", "a b c d"),
        (
            "<ul><li>one<ul><li>inner</li></ul></li><li><p>two</p><p>more</p></li></ul>",
            "• one\n• inner\n• two\nmore",
        ),
        ("<ol start=3><li>three</li><li>four</li></ol>", "3. three\n4. four"),
        (
            "<table><tr><th>A</th><th>B</th></tr><tr><td colspan=2>one <p>two</p></td></tr></table>",
            "A | B\none two",
        ),
        ("<table><tr><td><h2>Big</h2><p>Text</p></td></tr></table>", "Big\n\nText"),
        (
            "<p>&pound;1.4bn&nbsp;&amp; chil&shy;dren &#150; &#x201C;so&rdquo;&hellip;</p>",
            "£1.4bn\u00a0& children – “so”…",
        ),
    ],
)
def test_words_are_parted_where_the_page_parts_them(inside: str, text: str) -> None:
    assert article(inside) == text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252", "iso8859-15"])
def test_the_declared_encoding_counts(encoding: str) -> None:
    page = f'<html><head><meta charset="{encoding}"></head><body><p>£5 for a café – é. {LONG}</p></body></html>'
    if encoding == "iso8859-15":
        page = page.replace("–", "-") + "<p>Š</p>"
    assert html(page, encoding).text.startswith("£5 for a café")


def test_a_page_that_names_itself_xml_is_read() -> None:
    assert html(f'<?xml version="1.0" encoding="iso-8859-1"?><html><body><p>{LONG}</p></body></html>').text == LONG


def test_deep_nesting_is_read_or_refused() -> None:
    assert html("<div>" * 200 + LONG).text == LONG
    with pytest.raises(UnreadableFileError, match="no article"):
        html("<div>" * 5000 + LONG)


@pytest.mark.parametrize("page", ["<html></html>", "<!-- nothing -->", "<script>x()</script>", "<p> &nbsp; </p>", "<"])
def test_a_page_without_an_article_is_refused(page: str) -> None:
    with pytest.raises(UnreadableFileError, match=r"^page\.html: no article"):
        html(page)


def test_odd_pages_bring_no_word_on_the_streams(capfd: pytest.CaptureFixture[str]) -> None:
    html(
        '<html><head><meta charset="x"><meta property="article:published_time" content="2022-05-23T10:00R">'
        f'<link rel="canonical" href="http://["><script type="application/ld+json">{{"a": [}}</script></head>'
        f"<p>{LONG}"
    )
    assert capfd.readouterr() == ("", "")


WORD = st.text("abcdehlmrst", min_size=2, max_size=8)
TAG = st.sampled_from(["b", "em", "i class='x'", "span", "sup", "code", "q"])
INLINE = st.lists(
    st.one_of(
        WORD,
        st.builds(lambda tag, word: f"<{tag}>{word} </{tag.split()[0]}>", TAG, WORD),
        st.builds(lambda tag, word: f"<{tag}> {word}</{tag.split()[0]}>", TAG, WORD),
        st.builds(lambda word: f"{word}<br>", WORD),
        st.just(" "),
    ),
    min_size=1,
    max_size=6,
).map("".join)
BLOCKS = st.recursive(
    st.builds(lambda tag, text: f"<{tag}>{text}</{tag}>", st.sampled_from(["p", "div", "h2", "pre"]), INLINE),
    lambda inner: st.one_of(
        st.builds(lambda text, more: f"<div>{text}{more}{text.upper()}</div>", INLINE, inner),
        st.builds(lambda one, two: f"<ul><li>{one}</li><li>{two}</li></ul>", inner, INLINE),
        st.builds(lambda one, two: f"<blockquote>{one}{two}</blockquote>", inner, inner),
        st.builds(lambda one, two: f"<table><tr><td>{one}</td><td>{two}</td></tr></table>", inner, INLINE),
    ),
    max_leaves=5,
)


@settings(max_examples=40, deadline=None)
@given(st.lists(BLOCKS, min_size=1, max_size=4).map("".join))
def test_no_word_is_lost_doubled_or_glued(inside: str) -> None:
    # What stands between tags, with a space where a block or a line ends.
    parted = re.sub(r"</?(?:p|div|h2|pre|ul|li|blockquote|table|tr|td|br)\b[^>]*>", " ", inside, flags=re.IGNORECASE)
    expected = re.sub(r"<[^>]*>", "", parted).split()
    try:
        found = article(f"<p>{LONG}</p>{inside}").removeprefix(LONG)
    except UnreadableFileError:
        found = ""
    assert [word for word in found.split() if word not in {"•", "|"}] == expected
