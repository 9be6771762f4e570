"""The Read view: a document with a quote marked. `?document=…&start=…&end=…` is a link to share."""

import streamlit as st

from ui import calls
from ui.client import ApiError
from ui.markup import document_html, escaped, notice, query_link, web_link
from ui.shapes import Document, DocumentText
from ui.windows import Span, parts, parts_around
from ui.words import date_words, kind_words, note_words, page_words

_LAST = "last_read"
_CHOICE = "document_field"
# Of ours alone: no word of a document ever comes near a script.
_SCROLL = """<script data-place="{place}">
document.getElementById("{target}")?.scrollIntoView({{block: "{block}"}});
</script>"""


def show() -> None:
    """Show the view."""
    try:
        documents = {document.id: document for document in calls.documents()}
    except ApiError as error:
        st.title("Read", anchor=False)
        st.html(notice("The library cannot be reached", str(error), alarm=True))
        st.button("Try again")
        return
    if "document" not in st.query_params and st.session_state.get(_LAST, {}).get("document") in documents:
        st.query_params.from_dict(st.session_state[_LAST])
    chosen = st.query_params.get("document")
    st.session_state[_LAST] = st.query_params.to_dict()
    document = documents.get(chosen) or _replaced(chosen) if chosen else None
    if document is not None:
        _show_document(document, documents)
        return
    st.title("Read", anchor=False)
    _show_choice(None, documents)
    if chosen:
        detail = f"The library has no document {chosen!r}; it may have been removed. Choose another above."
        st.html(notice("No such document", detail, alarm=True))
    else:
        st.html("<p>Choose a document, or ask a question and open one of the quotes.</p>")


def _replaced(chosen: str) -> Document | None:
    """Return a version that is no longer listed, since a newer one is."""
    try:
        return calls.document(chosen)
    except ApiError:
        # Whatever the reason, the list, which has just been had, is what there is to choose from.
        return None


def _show_choice(chosen: str | None, documents: dict[str, Document]) -> None:
    st.session_state[_CHOICE] = chosen
    st.selectbox(
        "Document",
        sorted(documents, key=lambda name: documents[name].title.casefold()),
        index=None,
        key=_CHOICE,
        format_func=lambda name: documents[name].title,
        on_change=_choose,
        placeholder="Choose a document",
    )


def _choose() -> None:
    st.query_params.from_dict({"document": st.session_state[_CHOICE]} if st.session_state[_CHOICE] else {})
    st.session_state.pop(_LAST, None)


def _show_document(document: Document, documents: dict[str, Document]) -> None:
    st.html(f'<h1 class="verse-title">{escaped(document.title)}</h1>{_facts(document)}')
    if document.newer is not None:
        st.html(notice("There is a newer version", "This one was replaced. What was quoted from it still stands here."))
        st.html(f"<p>{query_link('read', {'document': document.newer}, 'Read the current version')}</p>")
    try:
        content = calls.text(document)
    except ApiError as error:
        st.html(notice("The text cannot be shown", str(error), alarm=True))
        st.button("Try again")
        return
    quote = _quote_in_address(len(content.text))
    if quote is None and "start" in st.query_params:
        st.html(
            notice(
                "The quote is not there",
                "The link's start and end do not fit this document. The document is shown without a mark.",
                alarm=True,
            )
        )
    spans = parts(content.text, content.pages)
    first, last, by_hand = _parts_in_address(spans, quote)
    window = (spans[first][0], spans[last][1])
    seen = quote is not None and window[0] <= quote[0] and quote[1] <= window[1]
    if seen:
        st.html('<p><a href="#quote">Jump to the quote</a></p>')
    elif quote is not None:
        st.button("Back to the quote", on_click=_turn, args=(None,))
    _show_turning("above", content, spans, first, last)
    st.html(f'<div id="text">{document_html(content.text, window, content.pages, quote)}</div>')
    _show_turning("below", content, spans, first, last)
    with st.expander("Read another document"):
        _show_choice(document.id, documents)
    if seen or by_hand:
        target, block = ("quote", "center") if seen else ("text", "start")
        place = "-".join(str(number) for number in (*window, *(quote or ())))
        st.html(_SCROLL.format(place=place, target=target, block=block), unsafe_allow_javascript=True)


def _facts(document: Document) -> str:
    who = note_words(document) or document.organisation
    facts = [who, date_words(document.date)]
    if document.kind != "note":
        facts.append(kind_words(document.kind))
    if document.version > 1 or document.newer is not None:
        facts.append(f"version {document.version}")
    if document.recognised:
        facts.append("words recognised from pictures, check them against the page")
    if document.pages:
        facts.append(f"{document.pages} page{'s' * (document.pages != 1)}")
    lines = [escaped(" · ".join(fact for fact in facts if fact)), web_link(document.url)]
    return f'<div class="verse-facts">{"".join(f"<p>{line}</p>" for line in lines if line)}</div>'


def _quote_in_address(length: int) -> Span | None:
    try:
        start, end = int(st.query_params["start"]), int(st.query_params["end"])
    except (KeyError, ValueError):
        return None
    return (start, end) if 0 <= start < end <= length else None


def _parts_in_address(spans: list[Span], quote: Span | None) -> tuple[int, int, bool]:
    """Return the first and last part to show, from 0, and whether the reader turned to them."""
    part = st.query_params.get("part", "")
    if part.isdecimal() and 1 <= int(part) <= len(spans):
        return int(part) - 1, int(part) - 1, True
    return (*(parts_around(spans, quote) if quote else (0, 0)), False)


def _turn(part: int | None) -> None:
    if part is None:
        st.query_params.pop("part", None)
    else:
        st.query_params["part"] = str(part + 1)


def _show_turning(place: str, content: DocumentText, spans: list[Span], first: int, last: int) -> None:
    if len(spans) == 1:
        return
    here = f"Part {first + 1}" if first == last else f"Parts {first + 1} to {last + 1}"
    words = f"{here} of {len(spans)}"
    seen = [page for page in content.pages if page.end > spans[first][0] and page.start < spans[last][1]]
    if seen:
        begin, stop = (page_words(page.number, page.label) for page in (seen[0], seen[-1]))
        words += f", {begin} to {stop}"
    st.html(f"<p>{escaped(words)}</p>")
    with st.container(horizontal=True):
        if first > 0:
            st.button("Previous part", key=f"previous {place}", on_click=_turn, args=(first - 1,))
        if last < len(spans) - 1:
            st.button("Next part", key=f"next {place}", on_click=_turn, args=(last + 1,))


show()
