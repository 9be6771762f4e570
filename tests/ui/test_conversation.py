"""Conversations on the page: what was asked before, how a follow-up was understood, and how to begin anew."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Element

from tests.ui.small_api import NOTE_QUOTE, QUOTE, REFUSED, Record, SmallApi, filled, serving
from tests.ui.test_page import opened, seen

FIRST = "What did councils say?"
FOLLOW_UP = "And ECPAT?"
UNDERSTOOD = "What did <i>ECPAT</i> say?"
ANEW = "New conversation"


@dataclass
class TalkingApi(SmallApi):
    """Knows conversations by ``ids``, "talk-1", "talk-2" …, and understands one follow-up."""

    ids: list[str] = field(default_factory=list)

    def answer(self, question: str) -> Record:
        asked = self.asked()[-1].get("conversation")
        known = asked in self.ids
        if not known:
            self.ids.append(f"talk-{len(self.ids) + 1}")
        understood = UNDERSTOOD if known and question == FOLLOW_UP else None
        told = {"conversation": asked if known else self.ids[-1], "understood": understood}
        return super().answer(question) | told

    def asked(self) -> list[Record]:
        """Return the bodies of all questions that were sent."""
        return [json.loads(body) for _, path, body, _ in self.requests if path == "/api/ask"]


@pytest.fixture
def api(monkeypatch: pytest.MonkeyPatch) -> Iterator[TalkingApi]:
    """A library that knows conversations, where the page's settings point."""
    st.cache_data.clear()
    monkeypatch.delenv("VERSE_TOKEN", raising=False)
    held = filled()
    with serving(TalkingApi(held.texts, held.pages, held.documents)) as served:
        assert isinstance(served, TalkingApi)
        monkeypatch.setenv("VERSE_API_URL", served.url)
        yield served


def ask(app: AppTest, question: str) -> AppTest:
    app.text_input[0].input(question)
    return app.button[0].click().run()


def inside(app: AppTest, label: str) -> str:
    """Return the HTML in an expander that is closed."""
    (expander,) = [expander for expander in app.expander if expander.label == label]
    assert not expander.proto.expanded
    return "".join(element.value for element in expander.get("html") if isinstance(element, Element))


def labels(app: AppTest) -> list[str]:
    return [expander.label for expander in app.expander]


def test_a_follow_up_goes_on_and_says_how_it_was_understood(api: TalkingApi) -> None:
    app = ask(opened(), FIRST)
    assert "Understood as" not in seen(app)
    assert "Earlier in this conversation (1)" not in labels(app)
    text = seen(ask(app, FOLLOW_UP))
    assert [body.get("conversation") for body in api.asked()] == [None, "talk-1"]
    assert "Understood as: What did <i>ECPAT</i> say?" in text
    earlier = inside(app, "Earlier in this conversation (1)")
    assert FIRST in earlier
    assert QUOTE.split("<b>")[0] in earlier
    assert NOTE_QUOTE not in earlier


def test_what_was_refused_before_is_said_to_be(api: TalkingApi) -> None:
    app = ask(ask(opened(), REFUSED), FIRST)
    assert "The documents do not say." in inside(app, "Earlier in this conversation (1)")


def test_looking_again_does_not_ask_again(api: TalkingApi) -> None:
    app = ask(ask(opened(), FIRST), FOLLOW_UP)
    app.run().run()
    assert len(api.asked()) == 2
    assert "Understood as" in seen(app)
    app.switch_page("library.py").run()
    app.switch_page("ask.py").run()
    assert len(api.asked()) == 2
    assert app.query_params == {"question": FOLLOW_UP}


def test_the_same_question_can_be_asked_twice(api: TalkingApi) -> None:
    app = ask(ask(opened(), FIRST), FIRST)
    assert [body.get("conversation") for body in api.asked()] == [None, "talk-1"]
    assert "Earlier in this conversation (1)" in labels(app)


def test_a_new_conversation_knows_nothing_of_the_old(api: TalkingApi) -> None:
    app = ask(ask(opened(), FIRST), FOLLOW_UP)
    next(button for button in app.button if button.label == ANEW).click().run()
    assert not app.query_params
    assert not app.header or app.header[0].value != "Answer"
    assert ANEW not in [button.label for button in app.button]
    text = seen(ask(app, FOLLOW_UP))
    assert api.asked()[-1].get("conversation") is None
    assert "Understood as" not in text
    assert not any("Earlier" in label for label in labels(app))


def test_a_shared_link_begins_a_conversation(api: TalkingApi) -> None:
    first = opened(question=FIRST)
    app = opened(question=FOLLOW_UP)
    assert [body.get("conversation") for body in api.asked()] == [None, None]
    assert "Understood as" not in seen(app)
    first.query_params["question"] = REFUSED
    first.run()
    assert api.asked()[-1].get("conversation") is None
    assert not any("Earlier" in label for label in labels(first))


def test_two_visitors_have_two_conversations(api: TalkingApi) -> None:
    one, other = ask(opened(), FIRST), ask(opened(), FIRST)
    ask(one, FOLLOW_UP)
    ask(other, FOLLOW_UP)
    assert [body.get("conversation") for body in api.asked()] == [None, None, "talk-1", "talk-2"]


def test_a_conversation_that_the_api_forgot_is_told(api: TalkingApi) -> None:
    app = ask(opened(), FIRST)
    api.ids[:] = ["somebody-else"]
    text = seen(ask(app, FOLLOW_UP))
    assert "no longer known to the API; this question was read by itself" in text
    assert "Understood as" not in text


def test_after_the_library_changed_the_answer_is_asked_for_anew_as_it_was_understood(api: TalkingApi) -> None:
    app = ask(ask(opened(), FIRST), FOLLOW_UP)
    app.switch_page("library.py").run()
    app.file_uploader[0].upload("reply.txt", b"We agree with the review.", "text/plain")
    next(button for button in app.button if button.label == "Add to the library").click().run()
    text = seen(app.switch_page("ask.py").run())
    assert api.asked()[-1] == {"question": UNDERSTOOD}
    assert "Understood as: What did <i>ECPAT</i> say?" in text
    ask(app, FIRST)
    assert api.asked()[-1]["conversation"] == "talk-1"
