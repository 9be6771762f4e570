"""Repair: rebuild from the original files what the doctor finds wrong, and bring old libraries up to date."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

from index import readings, records
from index.doctor import Finding, examine
from index.document import Metadata, ParsedDocument
from index.encoder import Encoder
from index.errors import LibraryError, UnreadableFileError
from index.library import DATABASE_NAME, Library
from index.passage_records import encode_passages, insert_passages, remove_passages
from index.passages import split
from index.readers.limits import Limits
from index.readers.sandbox import read_apart
from index.schema import SCHEMA_VERSION, WORDS_TABLE

_OLD_NAME = "library-format-{version}.sqlite"


def repair(library: Library, encoder: Encoder) -> list[str]:
    """Rebuild what can be rebuilt and return what was, a line each.

    Text, map and spans are read again from the file that is stored; passages, full-text rows and vectors are
    made again from the text. A file that is itself missing or changed cannot be mended.
    """
    findings = examine(library, encoder).findings
    lost = {finding.number for finding in findings if finding.part == "file"}
    done = _tidy(library, findings)
    everything = any(finding.part == "vectors" for finding in findings)
    for number, document_id in _numbers(library):
        wrong = {finding.part for finding in findings if finding.number == number}
        if "reading" in wrong and number not in lost:
            done += _read_again(library, encoder, number, document_id)
        elif everything or wrong & {"passages", "reading"}:
            done += _split_again(library, encoder, number, document_id)
    if everything:
        with library.database.write() as connection:
            connection.execute("INSERT OR REPLACE INTO facts VALUES ('encoder', ?)", (encoder.name,))
    return done


def update_format(home: Path, encoder: Encoder, limits: Limits) -> list[str]:
    """Bring a library that an earlier version of the program wrote into today's format.

    Its documents are read again from their files into a new library, which then takes the old one's place; the
    old file is kept beside it. Returns what was done, nothing where the format is today's.
    """
    path = home / DATABASE_NAME
    if not path.exists():
        return []
    with closing(sqlite3.connect(path)) as old:
        version = int(old.execute("PRAGMA user_version").fetchone()[0])
        if not 0 < version < SCHEMA_VERSION:
            return []
        old.row_factory = sqlite3.Row
        aside = home / "updating"
        (aside / DATABASE_NAME).unlink(missing_ok=True)
        new = Library(aside, limits)
        done = []
        for row in old.execute("SELECT * FROM documents JOIN originals ON document = number ORDER BY number"):
            given = Metadata(row["title"], row["organisation"], row["about"], row["kind"], row["date"], row["url"])
            try:
                new.add(row["content"], row["filename"], encoder, given)
            except UnreadableFileError as error:
                done.append(f"left in the old file, as it cannot be read: {error}")
            else:
                done.append(f"{row['id']} was read again")
        new.close()
        old.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    path.rename(home / _OLD_NAME.format(version=version))
    (aside / DATABASE_NAME).rename(path)
    aside.rmdir()
    return done


def _numbers(library: Library) -> list[tuple[int, str]]:
    with library.database.read() as connection:
        return [tuple(row) for row in connection.execute("SELECT number, id FROM documents ORDER BY number")]


def _tidy(library: Library, findings: tuple[Finding, ...]) -> list[str]:
    """Remove rows that belong to nothing, and make the full-text index anew where it is broken."""
    done = []
    with library.database.write() as connection:
        for table, row, *_ in connection.execute("PRAGMA foreign_key_check").fetchall():
            if row is None:
                raise LibraryError(
                    f"The table {table} of the library is damaged. Bring back a copy that `verse export` wrote."
                )
            connection.execute(f'DELETE FROM "{table}" WHERE rowid = ?', (row,))
            done.append(f"a row of {table} that belonged to nothing is gone")
        if any(finding.part == "words" for finding in findings):
            connection.execute("DROP TABLE words")
            connection.execute(WORDS_TABLE)
            for row in connection.execute(
                "SELECT p.number, p.heading, p.text, d.title FROM passages p JOIN documents d ON d.number = p.document"
            ).fetchall():
                heading = " ".join(json.loads(row["heading"]))
                connection.execute(
                    "INSERT INTO words (rowid, title, heading, text) VALUES (?, ?, ?, ?)",
                    (row["number"], row["title"], heading, row["text"]),
                )
            done.append("the full-text index was made anew")
    return done


def _read_again(library: Library, encoder: Encoder, number: int, document_id: str) -> list[str]:
    with library.database.read() as connection:
        row = connection.execute(
            "SELECT filename, content FROM documents JOIN originals ON document = number WHERE number = ?", (number,)
        ).fetchone()
    try:
        parsed = read_apart(row["content"], row["filename"], library.limits)
    except UnreadableFileError:
        # The doctor, who looks once more, tells it.
        return []
    _store(library, encoder, number, parsed, new_reading=True)
    return [f"{document_id} was read again from its file"]


def _split_again(library: Library, encoder: Encoder, number: int, document_id: str) -> list[str]:
    with library.database.read() as connection:
        parsed = readings.read_parsed(connection, number)
    _store(library, encoder, number, parsed, new_reading=False)
    return [f"{document_id} has new passages, full-text rows and vectors"]


def _store(library: Library, encoder: Encoder, number: int, parsed: ParsedDocument, new_reading: bool) -> None:
    with library.database.read() as connection:
        named = connection.execute("SELECT title FROM documents WHERE number = ?", (number,)).fetchone()
    passages = split(parsed, encoder.count_tokens, encoder.token_limit, named["title"] if named else "")
    encoded = encode_passages(encoder, parsed.text, passages)
    with library.database.write() as connection:
        row = connection.execute("SELECT title, current FROM documents WHERE number = ?", (number,)).fetchone()
        if row is None:
            return
        if new_reading:
            readings.replace_reading(connection, number, parsed)
        remove_passages(connection, number)
        if row["current"]:
            insert_passages(connection, number, row["title"], parsed.text, passages, encoded)
        # A new number, so that every running search takes the document in anew.
        records.advance_generation(connection)
