"""The command line as a user meets it: in a process of its own, or in this one with the small encoder."""

import contextlib
import json
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from index.encoder import Encoder
from qa import cli, cli_shared
from qa.settings import Settings, settings
from tests.encoder import HashingEncoder
from tests.index.pdf_making import lines, pdf
from ui.settings import Settings as PageSettings

ROOT = Path(__file__).parents[2]


@pytest.fixture
def verse(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> "Verse":
    monkeypatch.setenv("VERSE_HOME", str(tmp_path / "home"))
    settings.cache_clear()

    def small() -> Encoder:
        return HashingEncoder()

    monkeypatch.setattr(cli_shared, "load_encoder", small)
    monkeypatch.chdir(tmp_path)
    return Verse(monkeypatch, capfd)


class Verse:
    """Runs a command and returns (exit status, standard output, standard error)."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
        self._monkeypatch = monkeypatch
        self._capfd = capfd

    def __call__(self, *words: str) -> tuple[int, str, str]:
        self._monkeypatch.setattr(sys, "argv", ["verse", *words])
        status = 0
        try:
            cli.main()
        except SystemExit as stop:
            status = int(stop.code or 0)
        output = self._capfd.readouterr()
        return status, output.out, output.err


def test_from_a_folder_to_a_cited_answer(verse: Verse, tmp_path: Path) -> None:
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "fish.txt").write_text("The council closed 75 fish passes.\n\nOtters eat fish.")
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7")
    (folder / "film.mp4").write_bytes(b"\0\0")
    status, out, err = verse("add", "papers", "--organisation", "River Trust", "--kind", "response")
    assert status == 1
    assert "1 added, 0 known already, 1 refused." in out
    assert "1 passed over, as no reader is for their type: film.mp4." in out
    assert "broken.pdf" in err
    status, out, err = verse("ask", "How many fish passes closed?")
    assert (status, err) == (0, "")
    assert "“The council closed 75 fish passes.”" in out
    assert "River Trust" in out
    status, out, _ = verse("ask", "How many fish passes reopened in 2021?")
    assert status == 0
    assert out.startswith("The documents do not say.")
    status, out, _ = verse("add", "papers/fish.txt")
    assert (status, "0 added, 1 known already, 0 refused." in out) == (0, True)
    assert verse("doctor")[0] == 0
    assert "River Trust" in verse("documents")[1]
    assert "Otters eat fish." in verse("search", "otters", "-k", "1")[1]
    assert verse("remove", "Fish")[0] == 0
    assert "empty" in verse("documents")[1]


def test_an_answer_from_a_scan_says_that_its_words_were_recognised(verse: Verse, tmp_path: Path) -> None:
    (tmp_path / "fish.txt").write_text("The council closed 75 fish passes.\n\nOtters eat fish.")
    assert verse("add", "fish.txt")[0] == 0
    assert "word for word." in verse("ask", "How many fish passes closed?")[1]
    with contextlib.closing(sqlite3.connect(tmp_path / "home" / "library.sqlite")) as connection, connection:
        connection.execute("UPDATE readings SET recognised = 1")
    answer = verse("ask", "How many fish passes closed?")[1]
    assert "(recognised in a picture)" in answer
    assert "word for word" not in answer
    assert "check them against the page" in answer
    assert "(recognised in a picture)" in verse("search", "otters", "-k", "1")[1]
    (found,) = json.loads(verse("ask", "How many fish passes closed?", "--json")[1])["statements"]
    assert found["citations"][0]["recognised"] is True


def test_json_has_the_shapes_of_the_api(verse: Verse, tmp_path: Path) -> None:
    (tmp_path / "fish.txt").write_text("The council closed 75 fish passes.")
    added = json.loads(verse("add", "fish.txt", "--json")[1])
    assert added["documents"] == json.loads(verse("documents", "--json")[1])["documents"]
    answer = json.loads(verse("ask", "How many fish passes closed?", "--json")[1])
    assert answer["verdict"] == "answered"
    assert answer["statements"][0]["citations"][0]["document"] == added["documents"][0]["id"]
    assert json.loads(verse("search", "fish", "--json")[1])["passages"]
    assert json.loads(verse("doctor", "--json")[1])["healthy"] is True
    assert json.loads(verse("remove", added["documents"][0]["id"], "--json")[1]) == added["documents"][0]


def test_a_folder_is_followed_and_old_quotes_stay(verse: Verse, tmp_path: Path) -> None:
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "fish.txt").write_text("The council closed 75 fish passes.")
    (folder / "film.mp4").write_bytes(b"\0")
    assert "1 added, 0 changed" in verse("sync", "papers", "--organisation", "River Trust")[1]
    citation = json.loads(verse("ask", "How many fish passes closed?", "--json")[1])["statements"][0]["citations"][0]
    (folder / "fish.txt").write_text("The council closed 76 fish passes.")
    assert "0 added, 1 changed" in verse("sync", "papers")[1]
    assert "76 fish passes" in verse("ask", "How many fish passes closed?")[1]
    place = f"{citation['document']}:{citation['start']}-{citation['end']}"
    status, out, err = verse("show", place)
    assert status == 0
    assert "“The council closed 75 fish passes.”" in out
    assert "Word for word as in the file." in out
    (current,) = json.loads(verse("documents", "--json")[1])["documents"]
    assert err == f"verse: this version has been replaced; {current['id']} is the current one.\n"
    assert current["organisation"] == "River Trust"
    assert len(json.loads(verse("documents", "--versions", "--json")[1])["documents"]) == 2
    assert "replaced by" in verse("documents", "--versions")[1]
    assert json.loads(verse("sync", "papers", "--json")[1])["changes"][0]["status"] == "unchanged"


def test_a_document_and_its_pages_are_shown_clean_and_raw(verse: Verse, tmp_path: Path) -> None:
    (tmp_path / "fish.txt").write_text("The coun\u00ad\ncil closed\n75 fish passes.")
    (tmp_path / "paper.pdf").write_bytes(
        pdf([lines("One is here."), lines("Two is here.")], labels=[(0, "ROMAN_LOWER", 4)])
    )
    verse("add", "fish.txt", "paper.pdf")
    assert verse("show", "Fish")[1] == "The council closed 75 fish passes.\n"
    assert verse("show", "Fish", "--raw")[1] == "The coun\u00ad\ncil closed\n75 fish passes.\n"
    assert verse("show", "Paper", "--page", "2")[1] == verse("show", "Paper", "--label", "v")[1] == "Two is here.\n"
    page = json.loads(verse("show", "Paper", "--page", "1", "--json")[1])
    assert (page["page"], page["page_label"], page["text"]) == (1, "iv", "One is here.")
    (_, document) = json.loads(verse("documents", "--json")[1])["documents"]
    out = verse("show", f"{document['id']}:0-12")[1]
    assert "p. iv (PDF page 1)" in out


def test_the_library_moves_as_one_archive(verse: Verse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "fish.txt").write_text("The council closed 75 fish passes.")
    verse("add", "fish.txt")
    assert verse("export", "library.zip")[0] == 0
    before = verse("documents", "--json")[1]
    monkeypatch.setenv("VERSE_HOME", str(tmp_path / "elsewhere"))
    settings.cache_clear()
    assert "1 documents, 1 passages from library.zip." in verse("import", "library.zip")[1]
    assert verse("documents", "--json")[1] == before
    assert verse("doctor")[0] == 0


def test_the_doctor_repairs(verse: Verse, tmp_path: Path) -> None:
    (tmp_path / "fish.txt").write_text("The council closed 75 fish passes.")
    verse("add", "fish.txt")
    with contextlib.closing(sqlite3.connect(tmp_path / "home" / "library.sqlite")) as connection, connection:
        connection.execute("DELETE FROM vectors")
    status, out, err = verse("doctor")
    assert (status, err) == (1, "verse: run `verse doctor --repair`; it rebuilds what can be rebuilt.\n")
    assert "has no vectors" in out
    status, out, err = verse("doctor", "--repair")
    assert (status, err) == (0, "")
    assert "mended: " in out
    assert verse("doctor")[0] == 0


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (["add", "nowhere.txt"], "nowhere.txt"),
        (["add", ".", "--replaces", "nothing"], "one file"),
        (["sync", "nowhere"], "nowhere"),
        (["show", "nothing"], "verse documents"),
        (["show", "nothing:1-2"], "verse documents"),
        (["import", "nowhere.zip"], "nowhere.zip"),
        (["export", "nowhere/library.zip"], "nowhere"),
        (["add", ".", "--kind", "gossip"], "gossip"),
        (["add", ".", "--date", "soon"], "soon"),
        (["add", ".", "--url", "ftp://x"], "http"),
        (["remove", "nothing"], "verse documents"),
        (["ask", "  "], "empty"),
        (["ask", "What?", "--kind", "gossip"], "gossip"),
        (["serve", "--host", "0.0.0.0"], "VERSE_TOKEN"),
        (["serve", "--port", "8765", "--ui-port", "8765"], "--ui-port"),
    ],
)
def test_a_users_error_is_one_line_and_status_1(verse: Verse, words: list[str], complaint: str) -> None:
    status, out, err = verse(*words)
    assert (status, out) == (1, "")
    assert complaint in err
    assert err.startswith("verse: ")
    assert err.count("\n") == 1


def test_wrong_usage_is_status_2(verse: Verse) -> None:
    assert verse("ask")[0] == 2
    assert verse("search", "fish", "-k", "none")[0] == 2
    assert verse("no-such-command")[0] == 2


def test_a_wrong_setting_is_named(verse: Verse, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VERSE_MINIMUM_CONFIDENCE", "high")
    settings.cache_clear()
    status, _, err = verse("documents")
    settings.cache_clear()
    assert status == 1
    assert "VERSE_MINIMUM_CONFIDENCE" in err


def test_a_list_that_is_not_json_is_named(verse: Verse, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VERSE_ALLOWED_HOSTS", "a.b")
    settings.cache_clear()
    status, _, err = verse("documents")
    settings.cache_clear()
    assert (status, err.count("\n")) == (1, 1)
    assert "allowed_hosts" in err


def test_help_imports_nothing_heavy() -> None:
    script = (
        "import sys, qa.cli; print([m for m in ('torch', 'numpy', 'faiss', 'fastapi', 'pydantic') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "[]"


def test_the_readme_documents_every_setting_and_command() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for name, field in {**PageSettings.model_fields, **Settings.model_fields}.items():
        row = next((line for line in readme.splitlines() if line.startswith(f"| `VERSE_{name.upper()}`")), None)
        assert row is not None, f"VERSE_{name.upper()} is missing from the README's table"
        assert field.description is not None
        assert field.description in row
    for command in cli.app.registered_commands:
        assert command.callback is not None
        assert f"verse {command.name or command.callback.__name__}" in readme


def test_originals_are_listed_and_an_unknown_one_is_named(verse: Verse) -> None:
    listed = json.loads(verse("fetch", "--json")[1])["originals"]
    assert len(listed) > 50
    assert listed[0]["name"] in verse("fetch")[1]
    status, out, err = verse("fetch", "no-such-original")
    assert (status, out, err.count("\n")) == (1, "", 1)
    assert "no-such-original" in err
