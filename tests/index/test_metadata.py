import pytest

from index.document import Metadata
from index.errors import InvalidRequestError
from index.metadata import complete, title_from_name, validated
from tests.index.building import parsed_document


def test_what_the_caller_gives_comes_before_what_the_file_says() -> None:
    parsed = parsed_document([], Metadata("In file", "Body", None, "response", "2022", "https://a.org"))
    assert complete(Metadata(title="Given", date="2023-01-02"), parsed, "x.txt") == Metadata(
        "Given", "Body", None, "response", "2023-01-02", "https://a.org"
    )


def test_title_organisation_and_kind_are_always_known() -> None:
    assert complete(Metadata(), parsed_document([]), "lga-briefing_2022.txt") == Metadata(
        "Lga briefing 2022", "Unknown organisation", None, "evidence"
    )


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("lga-briefing.txt", "Lga briefing"),
        ("folder/A  b.pdf", "A b"),
        ("---.txt", "Untitled"),
        ("v1.2-final.md", "V1.2 final"),
    ],
)
def test_a_name_in_words(name: str, title: str) -> None:
    assert title_from_name(name) == title


def test_blanks_are_not_given_and_lines_become_one() -> None:
    assert validated(" A\n  title ", " ", "", None, " 2022-05 ", " http://a.org/x ") == Metadata(
        "A title", None, None, None, "2022-05", "http://a.org/x"
    )


@pytest.mark.parametrize("date", ["2022", "2022-02", "2024-02-29"])
def test_years_months_and_days_are_dates(date: str) -> None:
    assert validated(date=date).date == date


@pytest.mark.parametrize(
    "date", ["2022-02-30", "2023-02-29", "2022-13", "22-05-01", "2022-5-1", "0000", "٢٠٢٢", "20220523"]
)
def test_what_is_not_in_the_calendar_is_no_date(date: str) -> None:
    with pytest.raises(InvalidRequestError, match="is not a date"):
        validated(date=date)


def test_an_unknown_kind_is_refused_with_those_that_there_are() -> None:
    with pytest.raises(InvalidRequestError, match="review, response, government, evidence, note"):
        validated(kind="Review")


@pytest.mark.parametrize("url", ["www.gov.uk", "javascript:alert(1)", "http://", "https:// a", "http:///x"])
def test_what_is_no_web_address_is_refused(url: str) -> None:
    with pytest.raises(InvalidRequestError, match="http://"):
        validated(url=url)
