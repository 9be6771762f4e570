"""The comparison where the other systems are not installed, or the folder is not what it should be."""

import sys
from pathlib import Path

import pytest

from bench.peers import __main__ as comparison
from bench.peers import engines


def stopped(monkeypatch: pytest.MonkeyPatch, *words: str) -> str:
    """Run ``python -m bench.peers`` and return the line with which it ends."""
    monkeypatch.setattr(sys, "argv", ["bench.peers", *words])
    with pytest.raises(SystemExit) as stop:
        comparison.main()
    return str(stop.value.code)


def test_one_line_says_what_to_install(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    # An entry of None is how Python itself marks a module that cannot be imported.
    monkeypatch.setitem(sys.modules, "txtai", None)
    line = stopped(monkeypatch)
    assert line.startswith("Not installed: ")
    assert "txtai" in line
    assert line.endswith("pip install --editable '.[peers]'")
    assert "\n" not in line
    assert capfd.readouterr().out == ""


def test_a_folder_without_questions_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    # Any package will do in place of theirs: none of them is imported before the folder is looked at.
    monkeypatch.setattr(engines, "_PACKAGES", ("numpy",))
    line = stopped(monkeypatch, str(tmp_path))
    assert line.startswith(f"There is no govuk_documents.jsonl in {tmp_path}")


def test_no_question_at_all_is_wrong_usage(monkeypatch: pytest.MonkeyPatch) -> None:
    assert stopped(monkeypatch, "--questions", "0") == "2"
