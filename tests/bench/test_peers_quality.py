"""How good rankings are, where the right passages are known."""

import pytest

from bench.ask_latency import Latency
from bench.peers.corpora import Corpus, Question
from bench.peers.engines import OURS
from bench.peers.measuring import Measured
from bench.peers.quality import Quality, quality
from bench.peers.table import row, row_over_http


def test_a_right_passage_counts_by_its_rank() -> None:
    rankings = [[7, 1, 2], [1, 7, 2], [1, 2, 3, 4, 5, 7], [1, 2, 3]]
    found = quality(rankings, [{7}] * 4)
    assert (found.first, found.among) == (1 / 4, 2 / 4)
    assert found.reciprocal == pytest.approx((1 + 1 / 2 + 1 / 6) / 4)


def test_the_first_of_several_right_passages_counts() -> None:
    assert quality([[1, 2, 3, 4]], [(4, 2)]) == Quality(first=0, among=1, reciprocal=1 / 2)


def test_what_comes_after_the_tenth_passage_does_not_count() -> None:
    assert quality([list(range(1, 12))], [{10}]).reciprocal == pytest.approx(1 / 10)
    assert quality([list(range(1, 12))], [{11}]).reciprocal == 0


def test_the_table_shows_the_better_of_two_forms() -> None:
    corpus = Corpus("notes", (), (Question("Who?", right=(1,)), Question("What?", right=(2,))))
    ours = Measured({"notes": [[[1], [2]]]}, rate=90, p50=8, p95=9, memory=500)
    other = Measured({"notes": [[[9], [9]], [[1], [9]]]}, rate=30, p50=10, p95=15, memory=600)
    assert row(OURS, [corpus], ours).split()[4:] == ["1.000", "1.000", "1.000", "90.0", "8.0", "9.0", "500"]
    assert row("other", [corpus], other).split()[1:] == ["0.500", "0.500", "0.500-", "30.0", "10.0", "15.0", "600"]
    assert row_over_http([corpus], Latency(100, 11, 12)).split()[4:] == ["11.0", "12.0"]
