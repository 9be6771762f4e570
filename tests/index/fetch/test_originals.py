from collections.abc import Callable
from pathlib import Path

import pytest

from index.document import Metadata
from index.errors import InvalidRequestError
from index.fetch.originals import Originals, choose, load

ENTRY = """[[original]]
name = "lga-view"
title = "LGA initial view"
organisation = "Local Government Association"
kind = "response"
date = "2022-05"
url = "https://www.local.gov.uk/view?page=1"
notes = ["lga.md"]
"""
LIST = f'hosts = ["www.local.gov.uk"]\nfurther_hosts = ["assets.local.gov.uk"]\n\n{ENTRY}'
Loader = Callable[[str], Originals]


@pytest.fixture
def loaded(tmp_path: Path) -> Loader:
    def load_text(text: str) -> Originals:
        path = tmp_path / "sources.toml"
        path.write_text(text, encoding="utf-8")
        return load(path)

    return load_text


def test_an_entry_says_what_the_library_should_say_of_it(loaded: Loader) -> None:
    originals = loaded(LIST)
    assert originals.hosts == {"www.local.gov.uk", "assets.local.gov.uk"}
    (original,) = originals.originals
    assert (original.name, original.notes) == ("lga-view", ("lga.md",))
    assert original.metadata == Metadata(
        "LGA initial view",
        "Local Government Association",
        None,
        "response",
        "2022-05",
        "https://www.local.gov.uk/view?page=1",
    )


@pytest.mark.parametrize(
    ("line", "date"), [('date = "2022-05-23"', "2022-05-23"), ("date = 2022-05-23", "2022-05-23"), ("", None)]
)
def test_a_date_may_be_quoted_or_bare_or_left_out(loaded: Loader, line: str, date: str | None) -> None:
    assert loaded(LIST.replace('date = "2022-05"', line)).originals[0].date == date


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('name = "lga-view"', 'name = "LGA view"', "number 1 has the name 'LGA view'"),
        ('name = "lga-view"', 'name = "../lga"', "number 1 has the name '../lga'"),
        ('name = "lga-view"', "", "number 1 has the name None"),
        ('name = "lga-view"', f'name = "{"a" * 81}"', "at most 80"),
        ('title = "LGA initial view"\n', "", "'lga-view' has no title"),
        ('title = "LGA initial view"', 'title = " LGA "', "its title must be one line"),
        ('title = "LGA initial view"', 'title = ""', "its title must be one line"),
        ('title = "LGA initial view"', "title = 7", "its title must be one line"),
        ('kind = "response"', 'kind = "note"', "'lga-view' has the kind 'note'"),
        ('date = "2022-05"', 'date = "May 2022"', "its date 'May 2022' is not a date"),
        ('date = "2022-05"', "date = 2022-05-23T10:00:00Z", "its date '2022-05-23 10:00:00+00:00' is not a date"),
        ('date = "2022-05"', "date = 2022", "its date '2022' is not a date"),
        ("https://www", "http://www", "does not begin with https://"),
        ("www.local.gov.uk/view", "www.local.gov.uk:8443/view", "names the port 8443"),
        ("https://www", "https://me@www", "a user name"),
        ("https://www.local", "https://evil.local", "'evil.local.gov.uk' is not listed"),
        ("https://www.local.gov.uk/view", "https://127.0.0.1/view", "'127.0.0.1' is not the name of a host"),
        ("/view?page=1", "/view?page=1#top", "write its address as https://www.local.gov.uk/view?page=1."),
        ("/view?page=1", "/a view", "has a character that an address cannot have"),
        ('notes = ["lga.md"]', "notes = []", "its notes must be a list"),
        ('notes = ["lga.md"]', 'notes = ["../lga.md"]', "its notes must be a list"),
        ('notes = ["lga.md"]', 'note = "lga.md"', "has 'note', which is not known"),
        ('hosts = ["www.local.gov.uk"]', 'hosts = ["www.local.gov.uk", "b.example"]', "'b.example' has no original"),
        ("assets.local.gov.uk", "www.local.gov.uk", "the host 'www.local.gov.uk' is there twice"),
        ("assets.local.gov.uk", "10.0.0.1", "'10.0.0.1', which is not a full host name"),
        ('["assets.local.gov.uk"]', '"assets.local.gov.uk"', "further_hosts must be a list"),
        ("further_hosts", "other_hosts", "has 'other_hosts', which is not known"),
        ("[[original]]", "[original]", r"must be a table that begins with [[original]]"),
        ("[[original]]", "[[original", "this is not TOML"),
    ],
)
def test_a_wrong_entry_is_named_in_one_line(loaded: Loader, old: str, new: str, message: str) -> None:
    assert old in LIST
    with pytest.raises(InvalidRequestError) as caught:
        loaded(LIST.replace(old, new, 1))
    text = str(caught.value)
    assert message in text
    assert text.startswith("sources.toml")
    assert "\n" not in text


def test_names_and_addresses_are_there_once(loaded: Loader) -> None:
    with pytest.raises(InvalidRequestError, match="the original 'lga-view' is there twice"):
        loaded(LIST + ENTRY)
    with pytest.raises(InvalidRequestError, match=r"the address '\S+view\?page=1' is there twice"):
        loaded(LIST + ENTRY.replace("lga-view", "other"))


def test_a_missing_or_garbled_list_is_named(tmp_path: Path) -> None:
    with pytest.raises(InvalidRequestError, match=r"gone\.toml: the list of originals cannot be read"):
        load(tmp_path / "gone.toml")
    (tmp_path / "garbled.toml").write_bytes(b"hosts = ['\xff']")
    with pytest.raises(InvalidRequestError, match=r"garbled\.toml: this is not TOML"):
        load(tmp_path / "garbled.toml")


def test_originals_are_chosen_in_the_order_in_which_they_are_named(loaded: Loader) -> None:
    second = ENTRY.replace("lga-view", "lga-letter").replace("page=1", "page=2")
    originals = loaded(LIST + second)
    chosen = choose(originals, ["lga-letter", "lga-view", "lga-letter"])
    assert [original.name for original in chosen] == ["lga-letter", "lga-view"]
    assert choose(originals, []) == []


def test_an_unknown_name_is_answered_with_those_that_are_near(loaded: Loader) -> None:
    originals = loaded(LIST)
    with pytest.raises(InvalidRequestError, match=r"no original 'LGA-veiw'\. Did you mean lga-view\?"):
        choose(originals, ["LGA-veiw"])
    with pytest.raises(InvalidRequestError, match=r"no original 'zzz'\. sources\.toml lists"):
        choose(originals, ["zzz"])
