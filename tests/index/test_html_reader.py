import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.document import Metadata, ParsedDocument
from index.errors import UnreadableFileError
from index.offset_map import Comparison, Step
from index.readers import read

LONG = "Councils say that families need help early, before a crisis, and that it must be paid for."


def faithful(document: ParsedDocument) -> ParsedDocument:
    """Return a document after proving that its text says what its raw text says."""
    comparison = Comparison(document.text, document.raw, document.offset_map)
    assert comparison.steps(0, len(document.text)) is not None
    assert comparison.lost() == []
    assert comparison.read_twice() == []
    return document


def html(text: str, encoding: str = "utf-8") -> ParsedDocument:
    return faithful(read(text.encode(encoding), "page.html"))


def left_out(parsed: ParsedDocument, step: Step) -> list[str]:
    """Return the words that a step leaves out, those of each omission on one line."""
    spans = [(o.start, o.end) for o in parsed.offset_map.omissions if o.step == step]
    return [" ".join(parsed.raw[start:end].split()) for start, end in spans if parsed.raw[start:end].strip()]


def notes(parsed: ParsedDocument) -> list[tuple[str, str]]:
    """Return each note with the words before the place that it belongs to."""
    return [(parsed.text[n.start : n.end], parsed.text[max(0, n.anchor - 8) : n.anchor]) for n in parsed.notes]


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


def test_the_raw_text_is_what_stands_between_the_tags() -> None:
    parsed = html(
        f"""<html><head><title>T</title></head><body><nav><a href="/">Home</a>
        <a href="/b">Blog</a></nav><main><p>{LONG} It <del>may</del><ins>must</ins>
            be so.<script>x = 1</script></p><ul><li>one</li></ul></main></body></html>"""
    )
    assert parsed.raw == f"Home\nBlog\n{LONG} It maymust\nbe so.\none\n"
    assert parsed.text == f"{LONG} It must be so.\n\n• one"
    assert left_out(parsed, Step.MARKUP) == ["Home", "Blog", "may"]


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        ("<p>a<nav>menu</nav>b</p>", "a\n\nb"),
        ("<p>a<button>press</button>b</p>", "a b"),
        ("<p>one<span hidden><b>x\n</b></span> two</p>", "one two"),
        ("<p>one<span class='govuk-visually-hidden'>of four</span> two</p>", "one two"),
        ("<p>one<del>x\n</del><br>two</p>", "one two"),
        ("<p>* * *</p><p>two</p>", "two"),
        ("<p>Of 5 km<sup>2</sup>, CO<sub>2</sub> and the 3<sup>rd</sup> part</p>", "Of 5 km2, CO2 and the 3rd part"),
        ("<p>a&#1;b&#x7f;c&#x1c;d</p>", "abc d"),
        (
            "<figure><img alt='a chart'><figcaption>Figure 1: costs</figcaption></figure><p>x</p>",
            "Figure 1: costs\n\nx",
        ),
        ("<details><summary>Show all</summary><p>Hidden at first</p></details>", "Show all\n\nHidden at first"),
        ("<dl><dt>Kinship care</dt><dd>Care by family.</dd></dl>", "Kinship care\n\nCare by family."),
        ("<blockquote><p>Quoted.</p><cite>A child</cite></blockquote>", "Quoted.\n\nA child"),
    ],
)
def test_what_a_reader_sees_is_read_and_nothing_else(inside: str, text: str) -> None:
    assert article(inside) == text


@pytest.mark.parametrize(
    ("attributes", "marks"),
    [
        ("", "1. 2. 3."),
        ("start=9", "9. 10. 11."),
        ("start=0", "0. 1. 2."),
        ("type=a start=26", "z. aa. ab."),
        ("type=A", "A. B. C."),
        ("type=i start=3", "iii. iv. v."),
        ("type=I", "I. II. III."),
        ("reversed", "3. 2. 1."),
        ("reversed start=10", "10. 9. 8."),
        ("style='list-style-type: lower-roman'", "i. ii. iii."),
        ("start=x", "1. 2. 3."),
    ],
)
def test_items_have_the_numbers_that_the_page_shows(attributes: str, marks: str) -> None:
    text = article(f"<ol {attributes}><li>one<li>two<li>three</ol>")
    assert " ".join(line.split()[0] for line in text.splitlines()) == marks


def test_an_item_may_give_its_own_number_or_bring_it_as_words() -> None:
    assert article("<ol><li>a<li value=7>b<li>c</ol>") == "1. a\n7. b\n8. c"
    assert article("<ol class='legislative-list'><li>1.1 a<li>1.2 b</ol>") == "1.1 a\n1.2 b"
    assert article("<ol style='list-style: none'><li>(i) a</ol>") == "(i) a"
    assert article("<ol><li>a<ol type=a><li>b<ul><li>c</ul></ol><li>d</ol>") == "1. a\na. b\n• c\n2. d"


def cells(parsed: ParsedDocument) -> list[tuple[int, int, int, str]]:
    return [(c.table, c.row, c.column, parsed.text[c.start : c.end]) for c in parsed.cells]


def test_cells_have_the_columns_that_the_page_shows() -> None:
    parsed = html(
        f"""<main><p>{LONG}</p><table><caption>Spending</caption>
        <thead><tr><th rowspan=2>Area<th colspan=2>Cost (£m)<th>Notes</tr><tr><th>2021<th>2022<th></tr></thead>
        <tbody><tr><td>North<td>1,234.5<td>−3%<td></tr><tr><td rowspan=2>South<td><td>12<td>a
        </tr><tr><td hidden>x<td>7<td>8<td>b</tr></tbody></table><p>Between.</p>
        <table><tr><td>one</td><td><ul><li>two</li><li>three</li></ul></td></tr></table></main>"""
    )
    assert cells(parsed) == [
        (0, 0, 0, "Area"), (0, 0, 1, "Cost (£m)"), (0, 0, 3, "Notes"),
        (0, 1, 1, "2021"), (0, 1, 2, "2022"),
        (0, 2, 0, "North"), (0, 2, 1, "1,234.5"), (0, 2, 2, "−3%"),
        (0, 3, 0, "South"), (0, 3, 2, "12"), (0, 3, 3, "a"),
        (0, 4, 1, "7"), (0, 4, 2, "8"), (0, 4, 3, "b"),
        (1, 0, 0, "one"), (1, 0, 1, "• two • three"),
    ]  # fmt: skip
    assert "Spending\n\nArea | Cost (£m) |  | Notes\n" in parsed.text
    assert parsed.text.endswith("Between.\n\none | • two • three")


def test_a_dash_or_a_tick_in_a_cell_stays() -> None:
    parsed = html(f"<main><p>{LONG}</p><table><tr><td>North<td>–<td>✓<tr><td>|<td><tr><td>*<td>x</table></main>")
    assert cells(parsed) == [(0, 0, 0, "North"), (0, 0, 1, "–"), (0, 0, 2, "✓"), (0, 1, 0, "*"), (0, 1, 1, "x")]


@pytest.mark.parametrize("attribute", ["colspan=999999", "rowspan=999999", "colspan=-1", "colspan=x rowspan=0"])
def test_odd_spans_do_no_harm(attribute: str) -> None:
    assert article(f"<p>{LONG}</p><table><tr><td {attribute}>a<td>b</tr><tr><td>c<td>d</tr></table>").count("|") < 500


def test_a_long_answer_in_a_table_with_a_head_stays_a_cell() -> None:
    answer = f"{LONG} " * 12
    parsed = html(f"<main><table><tr><th>We asked<th>They said</tr><tr><td>Why?<td>{answer}</tr></table></main>")
    assert cells(parsed)[2:] == [(0, 1, 0, "Why?"), (0, 1, 1, answer.strip())]


def test_a_table_that_only_places_things_is_no_table() -> None:
    inner = "<table><tr><td>1</td><td>2</td></tr></table>"
    parsed = html(f"<main><table><tr><td><p>{LONG}</p>{inner}</td><td>beside</td></tr></table></main>")
    assert parsed.text == f"{LONG}\n\n1 | 2\n\nbeside"
    assert cells(parsed) == [(0, 0, 0, "1"), (0, 0, 1, "2")]


@pytest.mark.parametrize(
    ("inside", "found"),
    [
        (
            "<p>They said so<sup><a href='#fn1' id='r1'>1</a></sup>, and more<sup><a href='#fn2'>[2]</a></sup>.</p>"
            "<p>End of it.</p><ol><li id='fn1'>See <i>there</i>. <a href='#r1'>↩</a></li><li id='fn2'>Here.</li></ol>",
            [("1. See there.", " said so"), ("2. Here.", "and more")],
        ),
        (
            "<p>They said so<sup id='fnref:1'><a href='#fn:1' rel='footnote'>[footnote 1]</a></sup>.</p>"
            "<div class='footnotes' role='doc-endnotes'><ol><li id='fn:1' role='doc-endnote'><p>A report, p. 3.</p>"
            "<p>More. <a href='#fnref:1' role='doc-backlink' aria-label='go to'>↩</a></p></li></ol></div>",
            [("1. A report, p. 3. More.", " said so")],
        ),
        (
            "<p>They said so<a href='#_ftn1' name='_ftnref1'>[1]</a>.</p><p>Then.</p><hr>"
            "<div id='ftn1'><p class='MsoFootnoteText'><a href='#_ftnref1' name='_ftn1'>[1]</a> A report.</p></div>",
            [("[1] A report.", " said so")],
        ),
        (
            "<p>They said so<sup class='fn' data-fn='u'><a id='u-link' href='#u'>1</a></sup>.</p>"
            "<ol class='wp-block-footnotes'><li id='u'>A report. <a href='#u-link' aria-label='Jump'>↩︎</a></li></ol>",
            [("1. A report.", " said so")],
        ),
        (
            "<p>They said so <a href='#note3'><sup>3</sup></a>.</p><p>Then.</p>"
            "<p><a name='note3'></a>3 &nbsp;A report. <a href='#n3'>Back</a></p>",
            [("3 \u00a0A report.", "said so ")],
        ),
        (
            "<p>They said so<span role='doc-noteref'><a role='doc-noteref' href='#a'>*</a></span>.</p>"
            "<aside role='doc-footnote' id='a'>* A report.</aside><p>Then.</p>",
            [("* A report.", " said so")],
        ),
        (
            "<p>They said so<sup><a href='#f1'>1</a>, <a href='#f2'>2</a></sup>.</p><p>Then.</p>"
            "<dl><dt id='f1'>1</dt><dd>One.</dd></dl><table><tr id='f2'><td>2</td><td>Two.</td></tr></table>",
            [("1 One.", " said so"), ("2 Two.", " said so")],
        ),
        (
            "<p>They said so.</p><div role='doc-endnotes'><h2>Notes</h2><ol><li>Nobody refers to it.</li></ol></div>",
            [("1. Nobody refers to it.", ".\n\nNotes")],
        ),
    ],
)
def test_footnotes_stand_at_the_end_and_their_marks_go(inside: str, found: list[tuple[str, str]]) -> None:
    parsed = html(f"<html><body><main><p>{LONG}</p>{inside}</main></body></html>")
    assert notes(parsed) == found
    body = parsed.text[: parsed.body_end]
    assert "They said so" in body
    assert not re.search(r"[\d*↩\[]", body)
    assert {"[footnote 1]", "↩"}.isdisjoint(parsed.text.split())


@pytest.mark.parametrize(
    "inside",
    [
        "<p>Of 5 km<sup>2</sup>, and see <a href='#part2'>part 2</a>.</p><h2 id='part2'>Part 2</h2><p>x</p>",
        "<p>See <a href='#b'>B</a> and H<sub>2</sub>O<sup>1</sup>.</p><div id='b'><h2>B</h2><p>x</p></div>",
        "<p>Press <a href='#top'>1</a>.</p>",
    ],
)
def test_what_is_no_footnote_stays_where_it_is(inside: str) -> None:
    parsed = html(f"<main><p id='top'>{LONG}</p>{inside}</main>")
    assert parsed.notes == ()
    assert left_out(parsed, Step.NOTE) == []


GOV_UK = f"""<!DOCTYPE html><html lang="en"><head><title>Stable homes: our response - GOV.UK</title>
<meta property="og:site_name" content="GOV.UK"><meta property="og:title" content="Stable homes: our response">
<meta name="govuk:primary-publishing-organisation" content="Department for Education">
<meta name="govuk:first-published-at" content="2023-02-02T00:01:00+00:00">
<meta name="govuk:public-updated-at" content="2023-09-21T10:00:00+01:00">
<link rel="canonical" href="https://www.gov.uk/government/consultations/stable-homes">
<script type="application/ld+json">{{"@context":"http://schema.org","@type":"Article","headline":"Stable homes",
"datePublished":"2023-02-02T00:01:00+00:00","publisher":{{"@type":"Organization","name":"GOV.UK"}},
"author":{{"@type":"Organization","name":"Department for Education"}}}}</script></head>
<body class="gem-c-layout-for-public govuk-template__body">
<div id="global-cookie-message" class="gem-c-cookie-banner"><h2>Cookies on GOV.UK</h2><p>We use some essential cookies
to make this website work, and we would like to set more of them.</p><button>Accept</button></div>
<a href="#content" class="govuk-skip-link">Skip to main content</a>
<header role="banner"><a href="/">GOV.UK</a><nav><ul><li><a href="/browse">Topics</a></li></ul></nav></header>
<div class="gem-c-breadcrumbs"><ol><li><a href="/">Home</a></li><li><a href="/e">Education</a></li></ol></div>
<main id="content"><span class="govuk-caption-xl">Consultation outcome</span><h1>Stable homes: our response</h1>
<p>Published 2 February 2023</p>
<div class="gem-c-print-link"><button>Print this page</button></div>
<nav class="gem-c-contents-list" role="navigation"><h2>Contents</h2><ol><li><a href="#why">Why</a></li></ol></nav>
<div class="govspeak"><h2 id="why">Why</h2><p>{LONG}</p>
<div class="call-to-action"><p>This consultation has closed.</p></div>
<ul><li>support for <a href="/k">kinship carers</a></li></ul></div>
<a class="govuk-link app-c-back-to-top" href="#contents">Contents</a>
<div class="gem-c-share-links"><h2>Share this page</h2><ul><li><a href="https://x.com/s">Share on X</a></li></ul></div>
<div class="gem-c-related-navigation"><h2>Related content</h2><p>{LONG.upper()}</p></div></main>
<div class="gem-c-feedback"><h2>Is this page useful?</h2><form><label>Help us improve GOV.UK</label></form></div>
<footer role="contentinfo"><p>© Crown copyright 2019</p></footer></body></html>"""


def test_a_page_of_the_government_comes_with_its_article_and_department() -> None:
    parsed = html(GOV_UK)
    assert parsed.text == (
        "Consultation outcome\n\nStable homes: our response\n\nPublished 2 February 2023\n\nWhy\n\n"
        f"{LONG}\n\nThis consultation has closed.\n\n• support for kinship carers"
    )
    assert parsed.metadata == Metadata(
        "Stable homes: our response", "Department for Education", None, None, "2023-02-02",
        "https://www.gov.uk/government/consultations/stable-homes",
    )  # fmt: skip


def test_a_page_of_a_charity_comes_without_its_widgets() -> None:
    parsed = html(
        f"""<html><head><title>Our reaction to the review - Become</title>
        <meta property="og:site_name" content="Become"><meta property="og:title" content="Our reaction to the review">
        <script type="application/ld+json">{{"@graph":[{{"@type":"WebPage","datePublished":"2022-05-23T09:00"}},
        {{"@type":"Organization","name":"Become"}}]}}</script></head><body class="post cookies-not-set has-sidebar">
        <div id="cookie-law-info-bar">We use cookies to make your time here better and for our figures.</div>
        <header><h1 class="site-title"><a href="/">Become</a></h1><ul><li><a href="/about">About</a></li></ul></header>
        <main><article class="post type-post"><header class="entry-header"><h1 class="entry-title">Our reaction to the
        review</h1><div class="entry-meta"><time class="entry-date published" datetime="2022-05-23">May 23, 2022</time>
        </div></header><div class="entry-content"><p>{LONG}</p><p>“It must change,” said our director.</p></div>
        <div class="sharedaddy"><h3>Share this:</h3><ul><li><a href="#">Facebook</a></li></ul></div></article>
        <nav class="post-navigation"><a href="/older">Older news and views from our blog</a></nav>
        <section class="related-posts"><h2>You may also like</h2><article><h3>Other</h3><p>{LONG.lower()}</p></article>
        </section><div id="comments" class="comments-area"><p>A reader says: {LONG.lower()}</p></div></main>
        <div class="sidebar"><p>Sign up for our newsletter and get all our news.</p></div>
        <footer>© 2019 Become</footer></body></html>"""
    )
    assert parsed.text == (
        f"Our reaction to the review\n\nMay 23, 2022\n\n{LONG}\n\n“It must change,” said our director."
    )
    assert parsed.metadata == Metadata("Our reaction to the review", "Become", date="2022-05-23")


def test_a_page_of_a_parliament_keeps_its_numbered_paragraphs() -> None:
    parsed = html(
        f"""<html><head><title>Children's social care - Education Committee - House of Commons</title>
        <meta name="DC.title" content="Children's social care"><meta name="DC.publisher" content="House of Commons">
        <meta name="DCTERMS.issued" content="2022-07-14"></head><body><div id="header"><a href="/">Home page</a></div>
        <div id="report"><h2>2 Early help</h2><p>12. {LONG}<sup><a href="#footnote-020">20</a></sup></p>
        <p>13. <b>We recommend that £2.6 billion be spent.</b> (Paragraph 12)</p>
        <div class="_idFootnotes"><div id="footnote-020" class="_idFootnote"><p><a class="_idFootnoteAnchor"
        href="#footnote-020-backlink">20</a> Q12 [Chair]</p></div></div></div></body></html>"""
    )
    assert parsed.text == (
        f"2 Early help\n\n12. {LONG}\n\n13. We recommend that £2.6 billion be spent. (Paragraph 12)\n\n20 Q12 [Chair]"
    )
    assert notes(parsed) == [("20 Q12 [Chair]", "aid for.")]
    assert parsed.metadata == Metadata("Children's social care", "House of Commons", date="2022-07-14")


def test_words_that_sound_like_menus_stay_in_an_article() -> None:
    inside = (
        f"<section class='related-evidence' id='information-sharing'><h2 id='feedback'>Sharing</h2><p>{LONG}</p>"
        f"<p>{LONG.upper()}</p></section>"
    )
    assert article(inside) == f"Sharing\n\n{LONG}\n\n{LONG.upper()}"


def said(head: str, body: str = "") -> Metadata:
    return html(f"<html><head>{head}</head><body><main>{body}<p>{LONG}</p></main></body></html>").metadata


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        ("<title>Our view | NCB</title>", "", "Our view"),
        ("<title>Our view – National Children’s Bureau</title>", "", "Our view – National Children’s Bureau"),
        ("<title>Our view - NCB</title><meta property=og:site_name content=NCB>", "", "Our view"),
        ("<title>NCB: Our view</title>", "", "NCB: Our view"),
        ("<title>Home</title><meta property=og:title content='Our view | NCB'>", "", "Our view"),
        ("<title>Our view | NCB</title>", "<h1>Our view on care</h1>", "Our view on care"),
        ("<title>Part two | NCB</title>", "<h1>Part one</h1><p>x</p><h1>Part two</h1>", "Part two"),
        ("<meta name=DC.title content='Our view'>", "", "Our view"),
        ("", "", None),
    ],
)
def test_the_title_is_the_pages_and_not_the_sites(head: str, body: str, title: str | None) -> None:
    assert said(head, body).title == title


@pytest.mark.parametrize(
    ("head", "body", "date"),
    [
        ("<meta name=dcterms.issued content=2022-05>", "", "2022-05"),
        ("<meta name=DC.date content='23 May 2022'>", "", "2022-05-23"),
        ("<meta name=DC.date content='31 February 2022'>", "", None),
        ("<meta property=article:modified_time content=2022-05-23>", "", None),
        ("<meta name=dc.date content=0101-01-01>", "", None),
        ("", "<time datetime=2022-05-23T10:00>Monday</time>", "2022-05-23"),
        ("", "<time datetime=2022-05-23>a</time><time datetime=2022-06-01>b</time>", None),
        ("", "<time datetime=2022-05-23 class=published>a</time><time datetime=2022-06-01>b</time>", "2022-05-23"),
        ("", "<p>Published: 23rd May 2022</p>", "2022-05-23"),
        ("", "<p>Published on 23 Ma 2022</p>", None),
        ("", "<p>We met on 23 May 2022</p><footer>© 2019 <time datetime=2019>2019</time></footer>", None),
        (
            '<script type="application/ld+json">[{"@type":["Report"],"datePublished":"2022-05-23"}]</script>',
            "",
            "2022-05-23",
        ),
        ('<script type="application/ld+json">{"@type":"Event","datePublished":"2022-05-23"}</script>', "", None),
        (f'<script type="application/ld+json">{"[" * 9999}</script>', "", None),
    ],
)
def test_a_date_is_taken_where_it_is_certain(head: str, body: str, date: str | None) -> None:
    assert said(head, body).date == date


@pytest.mark.parametrize(
    ("head", "organisation"),
    [
        ("<meta property=og:site_name content=NCB>", "NCB"),
        ("<meta name=DC.publisher content=NCB><meta property=og:site_name content=Site>", "NCB"),
        ('<script type="application/ld+json">{"@type":"NewsArticle","publisher":{"name":"NCB"}}</script>', "NCB"),
        (
            '<script type="application/ld+json">{"@type":"NewsArticle","publisher":"NCB","author":"A. B."}</script>',
            "NCB",
        ),
        (
            '<script type="application/ld+json">{"@type":"NewsArticle","author":{"@type":"Person"}}</script>',
            None,
        ),
        ("<meta property=og:site_name content=GOV.UK>", "GOV.UK"),
        ("<meta name=DC.publisher content=https://a.org>", None),
    ],
)
def test_the_publisher_is_the_organisation(head: str, organisation: str | None) -> None:
    assert said(head).organisation == organisation


@pytest.mark.parametrize(
    ("head", "url"),
    [
        ("<link rel=canonical href=https://a.org/b><meta property=og:url content=https://a.org/c>", "https://a.org/b"),
        ("<link rel=canonical href=/b><meta property=og:url content=https://a.org/c>", "https://a.org/c"),
        ("<link rel=canonical href=javascript:a>", None),
    ],
)
def test_the_address_is_a_whole_one(head: str, url: str | None) -> None:
    assert said(head).url == url


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
