"""Thousands of damaged files: each is read and proved, or refused in one line, and whoever asked lives on."""

import os
import re
from collections import Counter

import pytest

from index.errors import UnreadableFileError
from index.proof import faults
from index.readers.limits import Limits
from index.readers.sandbox import read_apart
from tests.index.hostile.mutations import SEEDS, mutated

_STOPPED = re.compile(r"stopped its reader(?: \((\w+)\))?")
_LIMITS = Limits(seconds=10)


def outcome(name: str, number: int) -> str:
    """Return what becomes of a damaged file: "parsed", "refused", or what stopped its reader."""
    try:
        document = read_apart(mutated(name, number), name, _LIMITS)
    except UnreadableFileError as error:
        line = str(error)
        assert line.isprintable()
        assert line.startswith(f"{name}: ")
        stopped = _STOPPED.search(line)
        if stopped:
            return stopped[1] or "without a word"
        return next((told for told in ("cannot be proved", "reading it takes", "deeply") if told in line), "refused")
    assert faults(document) == []
    return "parsed"


@pytest.mark.parametrize("count", [300, pytest.param(10_000, marks=pytest.mark.slow)])
def test_damaged_files_are_read_or_refused(count: int) -> None:
    count = int(os.environ.get("VERSE_TEST_FUZZ_COUNT", count))
    found = {name: Counter[str]() for name in SEEDS}
    first: dict[tuple[str, str], int] = {}
    for turn in range(count):
        name = list(SEEDS)[turn % len(SEEDS)]
        number = turn // len(SEEDS)
        became = outcome(name, number)
        found[name][became] += 1
        first.setdefault((name, became), number)
    for name, counts in found.items():
        print(name, ", ".join(f"{became} {times} (first {first[name, became]})" for became, times in counts.items()))
    assert sum(counts.total() for counts in found.values()) == count
    # Damage that every file survives, or none, would show little.
    assert all({"parsed", "refused"} <= counts.keys() for counts in found.values())
