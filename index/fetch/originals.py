"""The list of originals: the public documents behind the notes, and the hosts that they may be fetched from."""

import datetime
import difflib
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from index.document import KINDS, Kind, Metadata
from index.errors import FetchError, InvalidRequestError
from index.fetch.addresses import checked, is_host_name
from index.metadata import is_date

ORIGINAL_KINDS = tuple(kind for kind in KINDS if kind != "note")
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LONGEST_NAME = 80
_REQUIRED = ("name", "title", "organisation", "kind", "url", "notes")
_OPTIONAL = ("date",)
_TOP = ("hosts", "further_hosts", "original")


@dataclass(frozen=True, slots=True)
class Original:
    """One published document: what it is called here, and who published it, when and where.

    ``notes`` are the file names of the notes that it stands behind. ``date`` is ISO 8601, down to the year, month
    or day; ``None`` where the publisher does not say.
    """

    name: str
    title: str
    organisation: str
    kind: Kind
    date: str | None
    url: str
    notes: tuple[str, ...]

    @property
    def metadata(self) -> Metadata:
        """What the library should say of it."""
        return Metadata(self.title, self.organisation, None, self.kind, self.date, self.url)


@dataclass(frozen=True, slots=True)
class Originals:
    """All originals, in the order of the list, and every host that may be asked for them."""

    hosts: frozenset[str]
    originals: tuple[Original, ...]


def load(path: Path) -> Originals:
    """Return the list that a TOML file holds.

    ``hosts`` must be exactly the hosts of the addresses; ``further_hosts`` are those to which publishers redirect.
    Raises ``InvalidRequestError`` with one line that names the file and the entry.
    """
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise InvalidRequestError(f"{path}: the list of originals cannot be read ({error.strerror}).") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InvalidRequestError(f"{path.name}: this is not TOML ({error}). Correct it.") from error
    _refuse_unknown(values, _TOP, path.name)
    hosts = _hosts(values, "hosts", path.name)
    further = _hosts(values, "further_hosts", path.name)
    entries = values.get("original", [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise InvalidRequestError(f"{path.name}: each original must be a table that begins with [[original]].")
    originals = tuple(
        _original(entry, number, hosts, path.name)
        for number, entry in enumerate(cast(list[Mapping[str, Any]], entries), 1)
    )
    _refuse_twice([original.name for original in originals], "original", path.name)
    _refuse_twice([original.url for original in originals], "address", path.name)
    needed = {checked(original.url, hosts).host for original in originals}
    for host in hosts:
        if host not in needed:
            raise InvalidRequestError(
                f"{path.name}: the host {host!r} has no original. Take it out, or move it to further_hosts if "
                "publishers redirect to it."
            )
    _refuse_twice([*hosts, *further], "host", path.name)
    return Originals(frozenset(hosts) | frozenset(further), originals)


def choose(originals: Originals, names: Sequence[str]) -> list[Original]:
    """Return the originals of these names, each once, in the order in which they were named.

    Raises ``InvalidRequestError`` for a name that is not listed, with those that are near it.
    """
    by_name = {original.name: original for original in originals.originals}
    chosen: dict[str, Original] = {}
    for name in names:
        if name not in by_name:
            near = difflib.get_close_matches(name.lower(), by_name, n=3, cutoff=0.5)
            advice = f"Did you mean {' or '.join(near)}?" if near else "sources.toml lists the names that there are."
            raise InvalidRequestError(f"There is no original {name!r}. {advice}")
        chosen[name] = by_name[name]
    return list(chosen.values())


def _original(entry: Mapping[str, Any], number: int, hosts: Sequence[str], file: str) -> Original:
    name = entry.get("name")
    if not isinstance(name, str) or not _NAME.fullmatch(name) or len(name) > _LONGEST_NAME:
        raise InvalidRequestError(
            f"{file}: original number {number} has the name {name!r}. Give it one of at most {_LONGEST_NAME} small "
            "letters and digits, with single hyphens between words."
        )
    place = f"{file}: original {name!r}"
    _refuse_unknown(entry, _REQUIRED + _OPTIONAL, place)
    for key in _REQUIRED:
        if key not in entry:
            raise InvalidRequestError(f"{place} has no {key}. Add it.")
    kind = next((known for known in ORIGINAL_KINDS if known == entry["kind"]), None)
    if kind is None:
        raise InvalidRequestError(f"{place} has the kind {entry['kind']!r}. Use one of {', '.join(ORIGINAL_KINDS)}.")
    url = _text(entry, "url", place)
    try:
        address = checked(url, hosts)
    except FetchError as error:
        raise InvalidRequestError(f"{place}: {error}") from error
    if address.url != url:
        raise InvalidRequestError(f"{place}: write its address as {address.url}.")
    return Original(
        name,
        _text(entry, "title", place),
        _text(entry, "organisation", place),
        kind,
        _date(entry, place),
        url,
        _notes(entry["notes"], place),
    )


def _text(entry: Mapping[str, Any], key: str, place: str) -> str:
    value = entry[key]
    if not isinstance(value, str) or not value or value != " ".join(value.split()):
        raise InvalidRequestError(f"{place}: its {key} must be one line of text without spaces around it.")
    return value


def _date(entry: Mapping[str, Any], place: str) -> str | None:
    value = entry.get("date")
    if type(value) is datetime.date:
        return value.isoformat()
    if value is not None and not (isinstance(value, str) and is_date(value)):
        raise InvalidRequestError(f"{place}: its date {str(value)!r} is not a date. Write 2022-05-23, 2022-05 or 2022.")
    return value


def _notes(value: object, place: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not value or not all(re.fullmatch(r"[\w-]+\.md", str(note)) for note in value):
        raise InvalidRequestError(f'{place}: its notes must be a list of file names such as ["adcs.md"].')
    return tuple(str(note) for note in value)


def _hosts(values: Mapping[str, Any], key: str, file: str) -> list[str]:
    hosts = values.get(key, [])
    if not isinstance(hosts, list):
        raise InvalidRequestError(f"{file}: {key} must be a list of host names.")
    for host in hosts:
        if not isinstance(host, str) or not is_host_name(host):
            raise InvalidRequestError(f"{file}: {key} has {host!r}, which is not a full host name in small letters.")
    return hosts


def _refuse_unknown(values: Mapping[str, Any], known: Sequence[str], place: str) -> None:
    for key in values:
        if key not in known:
            raise InvalidRequestError(f"{place} has {key!r}, which is not known. Use {', '.join(known)}.")


def _refuse_twice(values: Sequence[str], what: str, file: str) -> None:
    seen: set[str] = set()
    for value in values:
        if value in seen:
            raise InvalidRequestError(f"{file}: the {what} {value!r} is there twice. Keep one.")
        seen.add(value)
