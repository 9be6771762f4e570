import json

import pytest

from tests.ui.small_api import (
    BROKEN,
    HOSTILE,
    NOTE_QUOTE,
    PROBLEM,
    QUOTE,
    REFUSED,
    Record,
    SmallApi,
    filled,
    serving,
)
from ui.client import ApiError, Client
from ui.settings import Settings
from ui.shapes import Question


def test_documents_come_as_they_are(api: SmallApi) -> None:
    review, note = Client(api.url).documents()
    assert (review.title, review.kind, review.pages) == ("A *review* <i>of</i> libraries", "review", 2)
    assert (note.about, note.date) == ("ECPAT UK", "2026-11")
    assert Client(api.url).document(review.id) == review


def test_every_citation_stands_where_it_says(api: SmallApi) -> None:
    client = Client(api.url)
    answer = client.ask(Question("What did councils say?"))
    citations = [citation for statement in answer.statements for citation in statement.citations]
    assert [citation.quote for citation in citations] == [QUOTE, NOTE_QUOTE]
    for citation in citations:
        assert client.text(citation.document).text[citation.start : citation.end] == citation.quote
    assert (citations[0].page, citations[1].page) == (2, None)
    assert HOSTILE in client.text(citations[0].document).text


def test_a_refusal_has_nearest_passages_and_no_statements(api: SmallApi) -> None:
    answer = Client(api.url).ask(Question(REFUSED))
    assert (answer.verdict, answer.statements) == ("not_in_documents", ())
    assert answer.nearest[0].text == QUOTE


@pytest.mark.parametrize(
    ("question", "body"),
    [
        (Question("Why?"), {"question": "Why?"}),
        (
            Question("Why?", ("LGA", "ECPAT UK"), ("note",)),
            {"question": "Why?", "organisation": ["LGA", "ECPAT UK"], "kind": ["note"]},
        ),
    ],
)
def test_only_filters_that_are_set_are_sent(api: SmallApi, question: Question, body: Record) -> None:
    Client(api.url).ask(question)
    assert json.loads(api.requests[-1][2]) == body


def test_a_problem_is_told_in_its_own_words(api: SmallApi) -> None:
    with pytest.raises(ApiError) as caught:
        Client(api.url).ask(Question(BROKEN))
    assert (str(caught.value), caught.value.status) == (PROBLEM, 422)


def test_an_id_stays_one_part_of_the_address(api: SmallApi) -> None:
    with pytest.raises(ApiError, match=r"There is no document 'a/\.\./b\?c#d'"):
        Client(api.url).document("a/../b?c#d")


def test_an_api_that_is_not_there_is_named_with_what_to_do(nothing_there: str) -> None:
    with pytest.raises(ApiError) as caught:
        Client(nothing_there).documents()
    assert nothing_there in str(caught.value)
    assert "verse serve" in str(caught.value)
    assert caught.value.status is None


@pytest.mark.parametrize("url", ["", "ftp://127.0.0.1", "http://[", "not an address"])
def test_an_impossible_address_is_told(url: str) -> None:
    with pytest.raises(ApiError, match="VERSE_API_URL"):
        Client(url).documents()


def test_another_server_is_not_taken_for_the_api(api: SmallApi) -> None:
    del next(iter(api.documents.values()))["title"]
    with pytest.raises(ApiError, match="not the API that this page knows"):
        Client(api.url).documents()


def test_the_token_is_sent_and_not_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VERSE_TOKEN", "s3cret")
    settings = Settings()
    assert settings.token is not None
    assert "s3cret" not in repr(settings)
    api = filled()
    api.token = "s3cret"  # noqa: S105  (a test's own)
    with serving(api):
        with pytest.raises(ApiError, match="needs its token"):
            Client(api.url).documents()
        assert len(Client(api.url, settings.token.get_secret_value()).documents()) == 2


def test_adding_tells_new_from_known_and_sends_no_blanks(api: SmallApi) -> None:
    client = Client(api.url)
    fields = {"title": " Reply ", "organisation": "", "kind": "response"}
    added = client.add("reply.txt", b"We agree.", fields)
    again = client.add("reply.txt", b"We agree.", fields)
    assert (added.new, again.new) == (True, False)
    assert added.document == again.document
    assert (added.document.title, added.document.organisation) == ("Reply", "Unknown organisation")
    with pytest.raises(ApiError, match=r"^empty\.txt: there is no text\.$"):
        client.add("empty.txt", b" ", {})


def test_removing(api: SmallApi) -> None:
    client = Client(api.url)
    first = client.documents()[0]
    client.remove(first.id)
    assert first not in client.documents()
    with pytest.raises(ApiError) as caught:
        client.remove(first.id)
    assert caught.value.status == 404
