"""The measures on values that were published, or that can be worked out by hand."""

from collections.abc import Callable
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.measures import Measure, mean, mean_reciprocal_rank, rank, risk_coverage_area, roc_area, share

RISING = [number / 40 for number in range(40)]


def some(measure: Measure | None) -> Measure:
    assert measure is not None
    return measure


@pytest.mark.parametrize(
    ("count", "total", "low", "high"),
    [
        # R. G. Newcombe, "Two-sided confidence intervals for the single proportion", Statistics in Medicine 17, 1998,
        # table I, method 3.
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_a_share_has_wilsons_interval_as_published(count: int, total: int, low: float, high: float) -> None:
    found = some(share([True] * count + [False] * (total - count)))
    assert found.value == count / total
    assert (round(found.low, 4), round(found.high, 4)) == (low, high)
    assert found.of == total


@given(st.lists(st.booleans(), min_size=1, max_size=60))
def test_a_share_lies_in_its_interval_and_that_between_nothing_and_all(held: list[bool]) -> None:
    found = some(share(held))
    assert 0 <= found.low <= found.value <= found.high <= 1
    assert found.low < found.high


def test_there_is_no_measure_of_nothing() -> None:
    assert share([]) is None
    assert mean([]) is None
    assert risk_coverage_area([], []) is None
    assert roc_area([], [0.5]) is None
    assert roc_area([0.5], []) is None


@pytest.mark.parametrize(
    ("right", "place"), [({"a"}, 1), ({"c", "b"}, 2), ({"j"}, 10), ({"k"}, None), ({"z"}, None), (set(), None)]
)
def test_the_rank_is_the_place_of_the_first_that_is_right_among_ten(right: set[str], place: int | None) -> None:
    assert rank("abcdefghijkl", right) == place


def test_the_mean_reciprocal_rank_counts_what_is_not_found_as_nothing() -> None:
    assert some(mean_reciprocal_rank([1, 2, None, 4])).value == pytest.approx((1 + 1 / 2 + 0 + 1 / 4) / 4)


@pytest.mark.parametrize(
    ("answerable", "unanswerable", "area"),
    [
        ([0.8, 0.9], [0.1, 0.2], 1.0),
        ([0.1, 0.2], [0.8, 0.9], 0.0),
        ([0.5, 0.5], [0.5], 0.5),
        # Of six pairs three are right, one is equal.
        ([0.9, 0.4, 0.1], [0.4, 0.3], 3.5 / 6),
    ],
)
def test_the_roc_area_is_the_share_of_pairs_in_the_right_order(
    answerable: list[float], unanswerable: list[float], area: float
) -> None:
    assert some(roc_area(answerable, unanswerable)).value == pytest.approx(area)


@pytest.mark.parametrize(
    ("confidences", "wrong", "area"),
    [
        # The wrong one last: no risk at 1/3 and 2/3, then one of three.
        ([0.9, 0.8, 0.1], [False, False, True], (0 + 0 + 1 / 3) / 3),
        # The wrong one first.
        ([0.1, 0.2, 0.9], [False, False, True], (1 + 1 / 2 + 1 / 3) / 3),
        # Equal confidence says nothing: the share of wrong answers everywhere.
        ([0.5, 0.5, 0.5, 0.5], [True, False, False, False], 1 / 4),
        # A sure right one, then two alike of which one is wrong: 0, half of one in two, one in three.
        ([0.9, 0.5, 0.5], [False, True, False], (0 + 0.5 / 2 + 1 / 3) / 3),
        ([0.9, 0.5], [True, True], 1.0),
    ],
)
def test_the_risk_coverage_area_is_the_mean_risk_over_all_coverages(
    confidences: list[float], wrong: list[bool], area: float
) -> None:
    assert some(risk_coverage_area(confidences, wrong)).value == pytest.approx(area)


@pytest.mark.parametrize("order", [(0, 1, 2, 3, 4), (4, 3, 2, 1, 0), (2, 3, 1, 0, 4)])
def test_the_risk_coverage_area_does_not_depend_on_the_order_of_the_questions(order: tuple[int, ...]) -> None:
    confidences, wrong = [0.9, 0.5, 0.5, 0.5, 0.2], [False, True, False, True, True]
    found = some(risk_coverage_area([confidences[n] for n in order], [wrong[n] for n in order]))
    assert found.value == pytest.approx((0 + 1 / 3 + 4 / 9 + 1 / 2 + 3 / 5) / 5)


def test_a_confidence_for_each_question_is_needed() -> None:
    with pytest.raises(ValueError, match="1 confidences for 2 questions"):
        risk_coverage_area([0.5], [True, False])


@pytest.mark.parametrize(
    "measured",
    [
        partial(mean, RISING),
        partial(roc_area, RISING[10:], RISING[:20]),
        partial(risk_coverage_area, RISING, [number % 3 == 0 or number < 10 for number in range(40)]),
    ],
)
def test_the_bootstrap_gives_the_same_interval_each_time_and_it_holds_the_value(
    measured: Callable[[], Measure | None],
) -> None:
    first = some(measured())
    assert first == some(measured())
    assert first.low < first.value < first.high


def test_the_bootstraps_interval_of_a_mean_is_near_to_the_textbooks() -> None:
    found = some(mean([0.0, 1.0] * 200))
    assert found.of == 400
    # 1.96 standard errors of .5 / sqrt(400).
    assert found.low == pytest.approx(0.5 - 0.049, abs=0.008)
    assert found.high == pytest.approx(0.5 + 0.049, abs=0.008)
