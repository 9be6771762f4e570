"""The Library view: what is in the library, adding to it and removing from it."""

import streamlit as st

from ui import calls
from ui.client import Added, ApiError
from ui.markup import escaped, notice, query_link
from ui.shapes import Document
from ui.words import KINDS, date_words, kind_words

_FORMATS = ["txt", "md", "html", "htm", "docx", "odt", "rtf", "epub", "pdf"]
_REMOVED = "removed_title"
_COLUMNS = ("Title", "Organisation", "About", "Kind", "Date", "Pages", "Added")


def show() -> None:
    """Show the view."""
    st.title("Library", anchor=False)
    list_tab, add_tab, remove_tab = st.tabs(["Documents", "Add a document", "Remove a document"])
    # Adding comes first, so that the list shows what has just been added.
    with add_tab:
        _show_adding()
    try:
        documents = calls.documents()
    except ApiError as error:
        with list_tab:
            st.html(notice("The library cannot be reached", str(error), alarm=True))
            st.button("Try again")
        return
    with list_tab:
        _show_documents(documents)
    with remove_tab:
        _show_removal({document.id: document for document in documents})


def _show_documents(documents: tuple[Document, ...]) -> None:
    if not documents:
        st.html(notice("The library is empty", "Add a document under “Add a document”."))
        return
    wanted = st.text_input("Show only documents with these words", key="words_field").casefold().split()
    shown = [document for document in documents if _holds(document, wanted)]
    st.html(f'<p role="status">{len(shown)} of {len(documents)} documents</p>')
    if shown:
        st.html(_table(shown))


def _holds(document: Document, words: list[str]) -> bool:
    fields = (document.title, document.organisation, document.about, kind_words(document.kind), document.date)
    text = " ".join(field for field in fields if field).casefold()
    return all(word in text for word in words)


def _table(documents: list[Document]) -> str:
    head = "".join(f'<th scope="col">{column}</th>' for column in _COLUMNS)
    rows = "".join(_row(document) for document in documents)
    # The roles keep it a table where the small screen's style lays its rows out as blocks.
    return (
        f'<table class="verse-table" role="table"><thead><tr>{head}</tr></thead>'
        f'<tbody role="rowgroup">{rows}</tbody></table>'
    )


def _row(document: Document) -> str:
    values = (
        document.organisation,
        document.about or "",
        kind_words(document.kind),
        date_words(document.date),
        str(document.pages or ""),
        date_words(document.added),
    )
    cells = [f'<td role="cell">{query_link("read", {"document": document.id}, document.title)}</td>']
    for column, value in zip(_COLUMNS[1:], values, strict=True):
        names = [*(["verse-blank"] if not value else []), *(["verse-brief"] if len(value) < 20 else [])]
        label = f'<span class="verse-label">{column}: </span>'
        cells.append(f'<td role="cell" class="{" ".join(names)}">{label}{escaped(value)}</td>')
    return f'<tr role="row">{"".join(cells)}</tr>'


def _show_adding() -> None:
    with st.form("add"):
        file = st.file_uploader("File (PDF, Word, OpenDocument, RTF, EPUB, HTML, Markdown or text)", type=_FORMATS)
        st.html("<p>What is left blank is taken from the file itself where the file says it.</p>")
        fields = {
            "title": st.text_input("Title"),
            "organisation": st.text_input("Organisation (who speaks in it)"),
            "about": st.text_input("About (for a note: the organisation that it describes)"),
            "kind": st.selectbox("Kind", ["", *KINDS], format_func=lambda kind: KINDS.get(kind, "Not given")),
            "date": st.text_input("Date", placeholder="2022-05-23, 2022-05 or 2022"),
            "url": st.text_input("Web address", placeholder="https://"),
        }
        submitted = st.form_submit_button("Add to the library", type="primary")
    if not submitted:
        return
    if file is None:
        st.html(notice("No file chosen", "Choose a file first.", alarm=True))
        return
    try:
        with st.spinner("Reading the document; a long one takes some minutes …"):
            added = calls.client().add(file.name, file.getvalue(), fields)
    except ApiError as error:
        st.html(notice("The document was not added", str(error), alarm=True))
        return
    calls.forget()
    document = added.document
    what = f"{document.title} – {document.organisation}, {document.characters:,} characters"
    st.html(notice(_added_words(added), what))


def _added_words(added: Added) -> str:
    if not added.new:
        return "It was in the library already; nothing has changed"
    if added.document.version > 1:
        return f"Added as version {added.document.version} of a document that was there; quotes of the old one stay"
    return "Added"


def _show_removal(documents: dict[str, Document]) -> None:
    if _REMOVED in st.session_state:
        st.html(notice("Removed", st.session_state.pop(_REMOVED)))
    if not documents:
        st.html("<p>There is nothing to remove.</p>")
        return
    chosen = st.selectbox(
        "Document to remove",
        sorted(documents, key=lambda name: documents[name].title.casefold()),
        index=None,
        format_func=lambda name: f"{documents[name].title} – {documents[name].organisation}",
        placeholder="Choose a document",
    )
    if chosen is None:
        return
    st.html(
        notice(
            f"Remove “{documents[chosen].title}”?",
            "Its text goes, and so do answers from it. To have it back, it must be added again.",
        )
    )
    if not st.button("Yes, remove it", key=f"remove {chosen}"):
        return
    try:
        calls.client().remove(chosen)
    except ApiError as error:
        st.html(notice("The document was not removed", str(error), alarm=True))
        return
    finally:
        calls.forget()
    st.session_state[_REMOVED] = documents[chosen].title
    st.rerun()


show()
