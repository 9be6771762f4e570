"""The report that other tests and measurements use is as long as they ask for, and always the same."""

import pytest

from tests.index.truth.report import report


@pytest.mark.parametrize(("pages", "seed"), [(4, 0), (5, 1), (9, 2), (16, 3), (40, 4)])
def test_a_report_has_the_pages_that_were_asked_for(pages: int, seed: int) -> None:
    example = report(pages, seed)
    assert example.pages == pages
    assert {planted.page for planted in example.planted} == set(range(2, pages + 1))


def test_a_report_is_always_the_same_and_another_seed_gives_another() -> None:
    assert report(6, 1) == report(6, 1)
    assert report(6, 1).planted != report(6, 2).planted


def test_a_long_report_has_some_450_words_on_each_page_and_all_that_reports_have() -> None:
    example = report(40, 7)
    words = sum(len(planted.sentence.split()) for planted in example.planted)
    assert 380 < words / example.pages < 520
    assert example.notes
    assert example.cells
    assert example.others
    assert {planted.label for planted in example.planted} >= {"ii", "1", "38"}
