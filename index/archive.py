"""The whole library as one archive, and back.

The archive is a zip file with two members: the database, and a manifest that tells its size and SHA-256. The
paths from which files were added stay out of it: they mean nothing elsewhere and may hold people's names.
"""

import hashlib
import json
import sqlite3
import tempfile
import zipfile
import zlib
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO

from index.doctor import examine
from index.errors import InvalidRequestError
from index.library import DATABASE_NAME, Library
from index.schema import SCHEMA_VERSION, Database

_MANIFEST = "manifest.json"
_CHUNK = 1 << 20
_LARGEST_MANIFEST = 10_000
_MOST_EXPANSION = 100
"""A library packs to a tenth at best; what unpacks to more than this many times its size is no library."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What an archive holds; ``bytes`` is its size."""

    documents: int
    passages: int
    bytes: int


@dataclass(frozen=True, slots=True)
class _Manifest:
    format: int
    size: int
    sha256: str


def export(library: Library, path: Path) -> Summary:
    """Write the library into a new file. Raises ``InvalidRequestError`` where that cannot be done."""
    if path.exists():
        raise InvalidRequestError(f"{path} is there already. Name a new file.")
    if not path.parent.is_dir():
        raise InvalidRequestError(f"There is no folder {str(path.parent)!r}. Make it, or name another.")
    partial = path.with_name(path.name + ".part")
    try:
        with tempfile.TemporaryDirectory(dir=path.parent) as folder:
            snapshot = Path(folder) / DATABASE_NAME
            library.database.snapshot(snapshot)
            with closing(sqlite3.connect(snapshot, isolation_level=None)) as connection:
                connection.execute("DELETE FROM files")
                connection.execute("VACUUM")
            with snapshot.open("rb") as stream:
                digest = hashlib.file_digest(stream, "sha256").hexdigest()
            manifest = _Manifest(SCHEMA_VERSION, snapshot.stat().st_size, digest)
            with zipfile.ZipFile(partial, "w", zipfile.ZIP_DEFLATED) as archive:
                archive.writestr(_MANIFEST, json.dumps(asdict(manifest)))
                archive.write(snapshot, DATABASE_NAME)
        partial.rename(path)
    except OSError as error:
        partial.unlink(missing_ok=True)
        raise InvalidRequestError(f"{path} cannot be written ({error.strerror}). Name another place.") from None
    counts = library.counts()
    return Summary(counts.documents, counts.passages, path.stat().st_size)


def import_(path: Path, home: Path) -> Summary:
    """Put the library of an archive into the folder ``home``, once it is proved whole.

    Raises ``InvalidRequestError`` where ``home`` holds documents already, and where the archive is not one that
    ``export`` wrote or was changed since; nothing is left behind then.
    """
    if (home / DATABASE_NAME).exists():
        with closing(Library(home)) as present:
            if present.counts().documents:
                raise InvalidRequestError(
                    f"The library {home} holds documents already. Point VERSE_HOME to an empty folder and import there."
                )
    home.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=home) as folder:
        unpacked = Path(folder) / DATABASE_NAME
        _unpack(path, unpacked)
        _check_tables(path, unpacked, Path(folder))
        with closing(Library(Path(folder))) as arrived:
            diagnosis = examine(arrived, reread=False)
            counts = arrived.counts()
        if not diagnosis.healthy:
            raise _damaged(path, diagnosis.problems[0])
        for suffix in ("-wal", "-shm"):
            (home / (DATABASE_NAME + suffix)).unlink(missing_ok=True)
        unpacked.replace(home / DATABASE_NAME)
    return Summary(counts.documents, counts.passages, path.stat().st_size)


def _damaged(path: Path, why: str) -> InvalidRequestError:
    return InvalidRequestError(
        f"{path} is not a library that `verse export` wrote, or was changed since ({why}). Export it once more."
    )


def _unpack(path: Path, target: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            if sorted(archive.namelist()) != [DATABASE_NAME, _MANIFEST]:
                raise _damaged(path, "it has other members")
            with archive.open(_MANIFEST) as stream:
                manifest = _manifest(path, stream.read(_LARGEST_MANIFEST))
            if manifest.size > _MOST_EXPANSION * path.stat().st_size:
                raise _damaged(path, "it unpacks to too much")
            with archive.open(DATABASE_NAME) as packed, target.open("wb") as unpacked:
                size, digest = _copy(packed, unpacked, manifest.size)
    except FileNotFoundError:
        raise InvalidRequestError(f"There is no file {str(path)!r}. Check the spelling.") from None
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError):
        raise _damaged(path, "it is no whole zip archive") from None
    except OSError as error:
        raise InvalidRequestError(f"{path} cannot be unpacked ({error.strerror}). Check rights and space.") from None
    if (size, digest) != (manifest.size, manifest.sha256):
        raise _damaged(path, "its bytes are not those that were written")


def _manifest(path: Path, content: bytes) -> _Manifest:
    try:
        found = json.loads(content)
        manifest = _Manifest(int(found["format"]), int(found["size"]), str(found["sha256"]))
    except (ValueError, TypeError, KeyError):
        raise _damaged(path, "it has no manifest") from None
    if manifest.format != SCHEMA_VERSION:
        raise InvalidRequestError(
            f"{path} holds a library of format {manifest.format}, this program reads {SCHEMA_VERSION}. Use the version "
            "of the program that wrote it, or add the documents again."
        )
    return manifest


def _copy(packed: IO[bytes], unpacked: IO[bytes], limit: int) -> tuple[int, str]:
    """Copy at most ``limit`` bytes and one more; return how many there were and their SHA-256."""
    digest = hashlib.sha256()
    size = 0
    while size <= limit and (chunk := packed.read(_CHUNK)):
        size += len(chunk)
        digest.update(chunk)
        unpacked.write(chunk)
    return size, digest.hexdigest()


def _check_tables(path: Path, unpacked: Path, folder: Path) -> None:
    """Refuse a database whose tables are not exactly ours: a view or trigger in it could run anything."""
    ours = folder / "ours.sqlite"
    Database(ours).close()
    try:
        found, expected = _tables(unpacked), _tables(ours)
    except sqlite3.DatabaseError:
        raise _damaged(path, "its database is broken") from None
    if found != expected:
        raise _damaged(path, "its tables are others")


def _tables(path: Path) -> set[tuple[str, str, str | None]]:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA trusted_schema = OFF")
        return {tuple(row) for row in connection.execute("SELECT type, name, sql FROM sqlite_schema")}
