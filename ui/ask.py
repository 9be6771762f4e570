"""The Ask view: a question, its filters, and the answer in quotes. `?question=…` is a link to share."""

from collections.abc import Sequence

import streamlit as st

from ui import calls
from ui.client import ApiError
from ui.markup import escaped, notice
from ui.shapes import Answer, Citation, Document, Passage, Question, Statement
from ui.words import KINDS, confidence_words, kind_words, source_words

# Questions about the library that comes with the program, each shown if its organisation has a document.
# (Comments, as Streamlit would print a bare string of a view's file onto the page.)
_SUGGESTIONS = (
    ("ECPAT UK", "How many unaccompanied children went missing from Home Office hotels?"),
    ("Kinship", "How did Kinship react to the final report?"),
    ("Local Government Association", "What did the LGA say about Regional Care Cooperatives?"),
    ("Department for Education", "How much money backed Stable Homes, Built on Love?"),
)

_LAST = "last_question"
_ASKED = "asked_here"
_FIELDS = ("question_field", "organisations_field", "kinds_field")


def show() -> None:
    """Show the view."""
    st.title("Ask the library", anchor=False)
    try:
        documents = calls.documents()
    except ApiError as error:
        st.html(notice("The library cannot be reached", str(error), alarm=True))
        st.button("Try again")
        return
    if not documents:
        st.html(notice("The library is empty", "Add documents first; then there is something to ask."))
        st.page_link("library.py", label="Add documents")
        return
    question = _question_in_address()
    if not question.text:
        calls.new_conversation()
    _show_form(question, documents)
    if question.text:
        _show_answer(question, {document.id: document for document in documents})
    else:
        _show_suggestions(documents)


def _question_in_address() -> Question:
    """Return the address's question; without one, the last one of this visit, put back into the address."""
    if "question" not in st.query_params and _LAST in st.session_state:
        _put_into_address(st.session_state[_LAST])
    return Question(
        st.query_params.get("question", "").strip(),
        tuple(st.query_params.get_all("organisation")),
        tuple(st.query_params.get_all("kind")),
    )


def _ask(question: Question) -> None:
    """Ask here, in this visit's conversation; a question that is only in the address begins a new one."""
    st.session_state[_ASKED] = True
    _put_into_address(question)


def _begin_anew() -> None:
    calls.new_conversation()
    st.session_state.pop(_LAST, None)
    st.query_params.clear()


def _put_into_address(question: Question) -> None:
    st.session_state[_LAST] = question
    parameters: dict[str, str | list[str]] = {"question": question.text}
    if question.organisations:
        parameters["organisation"] = list(question.organisations)
    if question.kinds:
        parameters["kind"] = list(question.kinds)
    st.query_params.from_dict(parameters)


def _submit() -> None:
    text, organisations, kinds = (st.session_state[field] for field in _FIELDS)
    _ask(Question(text.strip(), tuple(organisations), tuple(kinds)))


def _show_form(question: Question, documents: tuple[Document, ...]) -> None:
    values = (question.text, list(question.organisations), list(question.kinds))
    for field, value in zip(_FIELDS, values, strict=True):
        st.session_state[field] = value
    # A link may name what the library no longer has: it stays a choice, so that the filter can be seen.
    names = {name for document in documents for name in (document.organisation, document.about) if name}
    organisations = sorted(names | set(question.organisations), key=str.casefold)
    kinds = [*KINDS, *sorted(set(question.kinds) - KINDS.keys())]
    with st.form("ask"):
        st.text_input("Your question", key=_FIELDS[0], placeholder="Who said what, about what?")
        with st.expander("Narrow the search", expanded=bool(question.organisations or question.kinds)):
            st.multiselect("Organisations (who speaks, or whom a note is about)", organisations, key=_FIELDS[1])
            st.multiselect("Kinds of document", kinds, key=_FIELDS[2], format_func=kind_words)
        st.form_submit_button("Ask", type="primary", on_click=_submit)


def _show_suggestions(documents: tuple[Document, ...]) -> None:
    known = {name for document in documents for name in (document.organisation, document.about)}
    questions = [question for organisation, question in _SUGGESTIONS if organisation in known]
    if not questions:
        st.html("<p>Every answer is made of quotes from the library, with document and page.</p>")
        return
    st.header("For example", anchor=False)
    for question in questions:
        st.button(question, on_click=_ask, args=(Question(question),))


def _show_answer(question: Question, documents: dict[str, Document]) -> None:
    try:
        with st.spinner("Looking through the library …"):
            position, answer = _answered(question)
    except ApiError as error:
        st.html(notice("The question could not be answered", str(error), alarm=True))
        st.button("Try again")
        return
    _show_conversation(calls.conversation(), position)
    if answer.understood:
        st.html(f'<p class="verse-understood">Understood as: {escaped(answer.understood)}</p>')
    if answer.verdict == "answered":
        st.header("Answer", anchor=False)
        st.html(f'<p role="status">{escaped(confidence_words(answer.confidence))}</p>')
        _show_remarks(answer)
        for number, statement in enumerate(answer.statements):
            _show_statement(number, statement, documents)
    else:
        _show_refusal(question, answer, documents)


def _show_remarks(answer: Answer) -> None:
    for remark in answer.remarks:
        st.html(f'<p class="verse-remark">{escaped(remark)}</p>')


def _answered(question: Question) -> tuple[int, Answer]:
    """Return the answer and its place in the conversation, asking only what was not asked in it."""
    turns = calls.conversation().turns
    known = [position for position, turn in enumerate(turns) if turn.question == question]
    if st.session_state.get(_ASKED) or not known:
        if not st.session_state.get(_ASKED):
            calls.new_conversation()
        calls.ask(question)
        st.session_state[_ASKED] = False
        turns = calls.conversation().turns
        known = [len(turns) - 1]
    return known[-1], calls.answer(turns[known[-1]])


def _show_conversation(conversation: calls.Conversation, position: int) -> None:
    if conversation.forgotten:
        st.html("<p>What was asked before is no longer known to the API; this question was read by itself.</p>")
    if earlier := conversation.turns[:position]:
        with st.expander(f"Earlier in this conversation ({len(earlier)})"):
            for turn in earlier:
                asked = turn.answer.understood or turn.question.text
                said = turn.answer.statements
                first = _quote(said[0].text) if said else "<p>The documents do not say.</p>"
                st.html(f"<p><strong>{escaped(asked)}</strong></p>{first}")
    st.button("New conversation", on_click=_begin_anew)


def _show_statement(number: int, statement: Statement, documents: dict[str, Document]) -> None:
    by_quote: dict[str, list[Citation]] = {}
    for citation in statement.citations:
        by_quote.setdefault(citation.quote, []).append(citation)
    if statement.text not in by_quote:
        # Not verbatim: then it is text, and only what is quoted below it is a quote.
        st.html(f'<p class="verse-statement">{escaped(statement.text)}{_numbers(statement.citations)}</p>')
    for quote, citations in by_quote.items():
        st.html(_quote(quote, _numbers(citations)))
        for citation in citations:
            _show_source(citation, documents, f"{number} {citation.number}")


def _numbers(citations: Sequence[Citation]) -> str:
    numbers = " ".join(f"[{citation.number}]" for citation in citations)
    return f' <span class="verse-number">{numbers}</span>'


def _quote(text: str, numbers: str = "") -> str:
    return f'<blockquote class="verse-quote"><p>{escaped(text)}{numbers}</p></blockquote>'


def _show_refusal(question: Question, answer: Answer, documents: dict[str, Document]) -> None:
    st.header("The documents do not say.", anchor=False)
    narrowed = " with the filters set" if question.organisations or question.kinds else ""
    st.html(f'<p role="status">Nothing in the library{narrowed} answers this question.</p>')
    _show_remarks(answer)
    if not answer.nearest:
        return
    st.subheader("Nearest passages (not an answer)", anchor=False)
    for position, passage in enumerate(answer.nearest):
        above = f'<p class="verse-above">{escaped(passage.heading)}</p>' if passage.heading else ""
        st.html(above + _quote(passage.text))
        _show_source(passage, documents, f"nearest {position}")


def _show_source(found: Citation | Passage, documents: dict[str, Document], key: str) -> None:
    number = f"[{found.number}] " if isinstance(found, Citation) else ""
    words = " · ".join(source_words(found, documents.get(found.document)))
    with st.container(key=f"source {key}"):
        st.html(f'<div class="verse-source"><p>{number}{escaped(words)}</p></div>')
        st.page_link(
            "read.py",
            label="Read in document",
            query_params={"document": found.document, "start": str(found.start), "end": str(found.end)},
        )


show()
