from pathlib import Path
from urllib.parse import parse_qs

import pytest
from streamlit.testing.v1 import AppTest

from tests.ui.small_api import BROKEN, NOTE_QUOTE, PROBLEM, QUOTE, REFUSED, SmallApi
from tests.ui.test_markup import Reader
from ui.markup import escaped

PAGE = str(Path(__file__).parents[2] / "ui" / "page.py")


def opened(view: str = "ask.py", **parameters: str | list[str]) -> AppTest:
    """Return the page at one of its views, as a link with these parameters opens it."""
    app = AppTest.from_file(PAGE, default_timeout=20)
    if view != "ask.py":
        app.run().switch_page(view)
    for name, value in parameters.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    return app


def seen(app: AppTest) -> str:
    """Return the text of all HTML on the page, having checked that no tag of a document's text is in it."""
    text = ""
    for element in app.html:
        if element.proto.unsafe_allow_javascript:
            assert not any(held in element.value for held in (QUOTE, NOTE_QUOTE, escaped(QUOTE)))
        elif not element.value.startswith("<style>"):
            read = Reader(element.value)
            assert {tag for tag, _ in read.tags}.isdisjoint({"b", "i", "script"})
            text += read.text + "\n"
    assert not app.exception
    return text


def test_before_a_question_there_are_suggestions_for_what_the_library_holds(api: SmallApi) -> None:
    app = opened()
    assert [title.value for title in app.title] == ["Ask the library"]
    labels = [button.label for button in app.button]
    assert "How many unaccompanied children went missing from Home Office hotels?" in labels
    assert "How did Kinship react to the final report?" not in labels
    # Streamlit prints bare strings of a view's file onto the page.
    assert not app.markdown


def test_an_answer_shows_quotes_with_their_sources(api: SmallApi) -> None:
    app = opened()
    app.text_input[0].input("What did councils say?")
    app.button[0].click().run()
    text = seen(app)
    assert [header.value for header in app.header] == ["Answer"]
    assert "Confidence: high" in text
    assert f"{QUOTE} [1]" in text
    assert "[1] A *review* <i>of</i> libraries · The Review · 23 May 2022 · p. 2\n" in text
    assert f"{NOTE_QUOTE} [2]" in text
    assert "Note by Chapter & Verse about ECPAT UK – our words, not theirs · November 2026\n" in text
    assert app.query_params == {"question": "What did councils say?"}


def test_a_link_with_filters_asks_at_once(api: SmallApi) -> None:
    app = opened(question="Why?", organisation=["ECPAT UK", "Gone"], kind="note")
    assert app.header[0].value == "Answer"
    assert app.text_input[0].value == "Why?"
    assert [choice.value for choice in app.multiselect] == [["ECPAT UK", "Gone"], ["note"]]
    assert b'"organisation":["ECPAT UK","Gone"],"kind":["note"]' in api.requests[-1][2]


def test_read_in_document_leads_to_the_marked_quote(api: SmallApi) -> None:
    app = opened(question="What did councils say?")
    links = [link.proto for link in app.page_link if link.proto.label == "Read in document"]
    assert [link.page for link in links] == ["read", "read"]
    target = {name: values[0] for name, values in parse_qs(links[0].query_string).items()}
    app = opened("read.py", **target)
    text = seen(app)
    assert "The Review · 23 May 2022 · Review · 2 pages" in text
    document = next(element.value for element in app.html if "verse-text" in element.value)
    assert Reader(document).marked == QUOTE
    assert Reader(document).markers == ["— page i (PDF page 1) —", "— page 2 —"]
    assert Reader(document).text == api.texts[target["document"]]


def test_a_quote_of_a_replaced_version_still_stands_and_says_that_there_is_a_newer_one(api: SmallApi) -> None:
    new = api.hold("Councils have not.", title="Their answer", version=2)
    old = api.hold("Councils have.", title="Their answer", newer=new["id"])
    app = opened("read.py", document=old["id"], start="0", end="14")
    text = seen(app)
    assert "There is a newer version" in text
    assert "version 1" in text
    document = next(element.value for element in app.html if "verse-text" in element.value)
    assert Reader(document).marked == "Councils have."
    assert any(f"document={new['id']}" in element.value for element in app.html)
    assert "There is a newer version" not in seen(opened("read.py", document=new["id"]))


def test_a_refusal_is_plain_and_names_no_sources(api: SmallApi) -> None:
    app = opened(question=REFUSED)
    assert app.header[0].value == "The documents do not say."
    assert app.subheader[0].value == "Nearest passages (not an answer)"
    text = seen(app)
    assert QUOTE in text
    assert "Confidence" not in text
    assert "source" not in text.lower()


def test_a_problem_is_shown_as_it_is(api: SmallApi) -> None:
    assert PROBLEM in seen(opened(question=BROKEN))


@pytest.mark.parametrize("view", ["ask.py", "read.py", "library.py"])
def test_each_view_says_what_to_do_when_the_api_is_down(nothing_there: str, view: str) -> None:
    app = opened(view)
    text = seen(app)
    assert nothing_there in text
    assert "verse serve" in text
    assert "Try again" in [button.label for button in app.button]


def test_an_empty_library_leads_to_adding(api: SmallApi) -> None:
    api.documents.clear()
    assert "The library is empty" in seen(opened())
    assert "The library is empty" in seen(opened("library.py"))


def test_a_note_is_named_as_ours_and_its_odd_address_is_no_link(api: SmallApi) -> None:
    note = list(api.documents)[1]
    app = opened("read.py", document=note)
    assert "Note by Chapter & Verse about ECPAT UK – our words, not theirs" in seen(app)
    assert not any("javascript:" in element.value for element in app.html)


@pytest.mark.parametrize(("start", "end"), [("5", "5"), ("-1", "4"), ("0", "999999"), ("a", "b"), ("2", "")])
def test_a_quote_that_cannot_be_is_told(api: SmallApi, start: str, end: str) -> None:
    app = opened("read.py", document=next(iter(api.documents)), start=start, end=end)
    assert "The quote is not there" in seen(app)
    assert not any("<mark" in element.value for element in app.html)


def test_a_document_that_is_gone_is_told(api: SmallApi) -> None:
    assert "The library has no document 'gone'" in seen(opened("read.py", document="gone"))


def test_a_long_document_opens_at_the_quote_and_turns(api: SmallApi) -> None:
    long = api.hold("".join(f"Sentence {number} of many.\n\n" for number in range(5_000)), title="Long")
    quote = "Sentence 2500 of many."
    start = api.texts[long["id"]].index(quote)
    app = opened("read.py", document=long["id"], start=str(start), end=str(start + len(quote)))
    document = next(element.value for element in app.html if "verse-text" in element.value)
    assert Reader(document).marked == quote
    assert len(Reader(document).text) <= 40_000
    next(button for button in app.button if button.label == "Next part").click().run()
    after = next(element.value for element in app.html if "verse-text" in element.value)
    text = api.texts[long["id"]]
    turned = text.index(Reader(after).text)
    assert turned == text.index(Reader(document).text) + len(Reader(document).text)
    next(button for button in app.button if button.label == "Back to the quote").click().run()
    assert any(quote in element.value and "<mark" in element.value for element in app.html)


def test_the_library_lists_filters_and_links(api: SmallApi) -> None:
    app = opened("library.py")
    text = seen(app)
    assert "2 of 2 documents" in text
    assert "A *review* <i>of</i> libraries" in text
    app.text_input(key="words_field").input("ecpat NOTE").run()
    assert "1 of 2 documents" in seen(app)
    table = next(element.value for element in app.html if "<table" in element.value)
    assert f'href="read?document={list(api.documents)[1]}"' in table


def test_adding_says_what_was_added_and_what_was_there(api: SmallApi) -> None:
    app = opened("library.py")
    for outcome in ("Added", "It was in the library already; nothing has changed"):
        app.file_uploader[0].upload("reply.txt", b"We agree with the review.", "text/plain")
        next(field for field in app.text_input if field.label == "Title").input("A *short* reply")
        next(button for button in app.button if button.label == "Add to the library").click().run()
        text = seen(app)
        assert f"{outcome}A *short* reply – Unknown organisation, 25 characters\n" in text
        assert "3 of 3 documents" in text


def test_adding_shows_what_is_wrong(api: SmallApi) -> None:
    app = opened("library.py")
    submit = "Add to the library"
    next(button for button in app.button if button.label == submit).click().run()
    assert "Choose a file first." in seen(app)
    app.file_uploader[0].upload("empty.txt", b" ", "text/plain")
    next(button for button in app.button if button.label == submit).click().run()
    assert "empty.txt: there is no text." in seen(app)


def test_removing_asks_first(api: SmallApi) -> None:
    app = opened("library.py")
    first = next(iter(api.documents))
    next(box for box in app.selectbox if box.label == "Document to remove").select(first).run()
    assert "Remove “A *review* <i>of</i> libraries”?" in seen(app)
    assert first in api.documents
    next(button for button in app.button if button.label == "Yes, remove it").click().run()
    assert first not in api.documents
    text = seen(app)
    assert "Removed" in text
    assert "1 of 1 documents" in text


def test_the_files_of_the_page_shadow_no_library() -> None:
    # Streamlit puts the page's folder first on the path.
    names = {path.stem for path in Path(PAGE).parent.glob("*.py")} - {"__init__"}
    assert not names & {"qa", "index", "html", "json", "types", "select", "streamlit", "httpx", "pydantic"}
