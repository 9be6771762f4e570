"""Hostile HTML and Markdown."""

import random

from tests.index.hostile import canary
from tests.index.hostile.kinds import Kind
from tests.index.hostile.packages import LAUGHING, WORDS, external

PARAGRAPH = f"<p>{WORDS}</p>"
STEERING = "{}A &#27;]0;title&#7;&#x202e;T{}"


def page(body: str, head: str = "<title>T</title>", prolog: str = "<!DOCTYPE html>") -> bytes:
    return f"{prolog}<html><head><meta charset=utf-8>{head}</head><body><main>{body}</main></body></html>".encode()


def nested(tag: str, times: int) -> bytes:
    return page(f"<{tag}>" * times + PARAGRAPH + f"</{tag}>" * times)


def fetching() -> bytes:
    here, file = canary.address(), f"file://{canary.path()}"
    head = (
        f'<meta http-equiv=refresh content="0;url={here}"><base href="{file}"><link rel=canonical href="{file}">'
        f"<link rel=stylesheet href={here}><script src={here}></script>"
    )
    return page(
        f"{PARAGRAPH}<iframe src={file}></iframe><object data={file}></object><img src={here}><embed src={here}>"
        f"<a href={file}>A link</a><xi:include href={file} />",
        head,
    )


def attributes() -> bytes:
    return page(f"<div {' '.join(f'a{number}=1' for number in range(500_000))}>{PARAGRAPH}</div>")


def table() -> bytes:
    return page(f"{PARAGRAPH}<table><tr><td colspan=1000000000 rowspan=1000000000>a<td>b<tr><td>c<td>d</table>")


def wide_table() -> bytes:
    return page(f"{PARAGRAPH}<table>{'<tr>' + '<td>a' * 300}{'<tr><td rowspan=65534 colspan=1000>b' * 300}</table>")


def noise() -> bytes:
    tags = ["<p>", "</p>", "<table>", "<tr>", "<td>", "</table>", "<li>", "<ul>", "</ul>", "<b>", "</b>", "<a name=x>"]
    return page("".join(random.Random(3).choices([*tags, "word ", "<!--", "-->", "&", "<svg>", "<math>"], k=100_000)))


PAGES = [
    Kind("html of a million nested boxes", "a.html", lambda: nested("div", 1_000_000), slow=True),
    Kind("html of 10,000 nested tables", "a.html", lambda: nested("table><tr><td", 10_000), slow=True),
    Kind("html of 2,000 nested lists", "a.html", lambda: nested("ul><li", 2_000), slow=True),
    Kind("html of 20,000 nested quotes", "a.html", lambda: nested("blockquote", 20_000), slow=True),
    Kind(
        "html of an attribute of 50 MB", "a.html", lambda: page(f"<p title='{'a' * 50_000_000}'>{WORDS}</p>"), slow=True
    ),
    Kind("html of half a million attributes", "a.html", attributes, slow=True),
    Kind("html of ten million entities", "a.html", lambda: page(f"{PARAGRAPH}<p>{'&amp;' * 10_000_000}"), slow=True),
    Kind(
        "html of a million tags that never end", "a.html", lambda: page("<p><b><i><a href=x>word " * 250_000), slow=True
    ),
    Kind("html of a comment of 90 MB", "a.html", lambda: page(f"{PARAGRAPH}<!--{'a' * 90_000_000}-->"), slow=True),
    Kind("html of a comment that never ends", "a.html", lambda: page(f"{PARAGRAPH}<!--{'a<p>' * 1_000_000}")),
    Kind("html of a million comments", "a.html", lambda: page(PARAGRAPH + "<!-- a -->" * 1_000_000), slow=True),
    Kind("html that fetches", "a.html", fetching),
    Kind(
        "html of a picture in itself",
        "a.html",
        lambda: page(f"{PARAGRAPH}<img src='data:image/png;base64,{'A' * 2_000_000}'>"),
    ),
    Kind("html of a cell a billion wide", "a.html", table, slow=True),
    Kind("html of cells that span each other", "a.html", wide_table, slow=True),
    Kind("html of a billion laughs", "a.html", lambda: page(f"{PARAGRAPH}&l9;", prolog=LAUGHING)),
    Kind("html of outside entities", "a.html", lambda: page(f"{PARAGRAPH}&e;&f;", prolog=external())),
    Kind(
        "html of a title that steers the terminal",
        "a.html",
        lambda: page(PARAGRAPH, STEERING.format("<title>", "</title>")),
    ),
    Kind("html of a script only", "a.html", lambda: page("<script>while(1);</script><style>p{}</style>"), refused=True),
    Kind("html of noise", "a.html", noise, slow=True),
    Kind("html of 300,000 paragraphs", "a.html", lambda: page(PARAGRAPH * 300_000), slow=True),
    Kind("html of 300,000 line breaks", "a.html", lambda: page(f"<p>{'a<br>' * 300_000}</p>"), slow=True),
    Kind("html of 300,000 links", "a.html", lambda: page("<a href=x>a</a> " * 300_000), slow=True),
    Kind("html that says it is UTF-7", "a.html", lambda: page(PARAGRAPH).replace(b"utf-8", b"utf-7")),
    Kind(
        "html of a title of 10 MB",
        "a.html",
        lambda: page(PARAGRAPH, f"<title>{'title ' * 1_600_000}</title>"),
        slow=True,
    ),
]


def yaml_bomb() -> bytes:
    lines = ['a0: &a0 "ha"', *(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 12)), "title: *a11"]
    return ("---\n" + "\n".join(lines) + f"\n---\n{WORDS}\n").encode()


def front(matter: str) -> bytes:
    return f"---\n{matter}\n---\n{WORDS}\n".encode()


def markdown(name: str, text: str, count: int, end: str = "", slow: bool = True) -> Kind:
    return Kind(f"markdown of {name}", "a.md", lambda: f"{WORDS}\n\n{text * count}{end}\n".encode(), slow=slow)


MARKDOWN = [
    markdown("100,000 nested quotes", "> ", 100_000, "words"),
    markdown("100,000 nested lists", "- ", 100_000, "words"),
    Kind(
        "markdown of lists deeper and deeper",
        "a.md",
        lambda: "".join(f"{' ' * 2 * n}- a\n" for n in range(2000)).encode(),
        slow=True,
    ),
    markdown("100,000 opening brackets", "[", 100_000),
    markdown("100,000 brackets in each other", "[a](", 50_000),
    markdown("100,000 pictures that never end", "![", 50_000),
    markdown("100,000 stars", "*a **b ", 50_000),
    markdown("100,000 underlines", "a_b__c", 50_000),
    Kind(
        "markdown of ticks of every length",
        "a.md",
        lambda: " ".join("`" * n for n in range(1, 3000)).encode(),
        slow=True,
    ),
    markdown("100,000 angles", "<a ", 100_000),
    markdown("100,000 comments that never end", "<!-- ", 100_000),
    markdown("100,000 references to nothing", "[a][b] ", 50_000),
    markdown("100,000 definitions", "[a]: b\n", 50_000),
    markdown("100,000 notes", "a[^1]\n\n[^1]: b[^1]\n\n", 20_000),
    markdown("one row of 40,000 cells", "|a", 40_000, "\n" + "|-" * 40_000),
    markdown("20,000 short rows of a wide table", "|" + "a|" * 50 + "\n", 1, "|" + "-|" * 50 + "\n" + "|b\n" * 20_000),
    markdown("escapes", "\\*", 300_000),
    markdown("entities", "&amp;", 300_000),
    markdown("rules and fences", "```\n~~~\n---\n", 30_000),
    markdown("tags of a page", "<div><b>", 100_000),
    Kind("markdown of front matter that explodes", "a.md", yaml_bomb, slow=True),
    Kind("markdown of front matter of 20 MB", "a.md", lambda: front("x: " + "word " * 4_000_000), slow=True),
    Kind("markdown of deep front matter", "a.md", lambda: front("x: " + "[" * 50_000), slow=True),
    Kind(
        "markdown of front matter that runs",
        "a.md",
        lambda: front("title: !!python/object/apply:os.system ['touch /tmp/verse-escaped']"),
    ),
    Kind(
        "markdown of front matter of odd values",
        "a.md",
        lambda: front("title: {a: b}\ndate: 99999-99-99\nkind: [x]\nurl: 7\norganisation: ~"),
    ),
    Kind("markdown of a title that steers the terminal", "a.md", lambda: front('title: "\\e]0;x\\a\\u202eT\\0"')),
    Kind("markdown of front matter of itself", "a.md", lambda: front("title: &a [*a]")),
    Kind(
        "markdown of front matter that never ends", "a.md", lambda: b"---\ntitle: a\n" + b"x: y\n" * 200_000, slow=True
    ),
]
