"""What a site's robots.txt allows us: RFC 9309, with its wildcards and the longest rule deciding.

The standard library's parser takes the first rule that fits and knows no wildcards, so it would read much of what
sites write today as something else than they mean.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

AGENT = "chapterandverse"
LONGEST = 512 * 1024
"""Bytes that are read; the standard asks for at least 500 KiB."""

_LINE = re.compile(r"\s*([A-Za-z-]+)\s*:\s*([^#]*)")
_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules that are meant for us, as pairs of a pattern and whether it allows, and the delay asked for."""

    rules: Sequence[tuple[str, bool]] = ()
    delay: float = 0.0

    def allows(self, target: str) -> bool:
        """Tell whether a path with its query may be fetched: the longest rule decides, in doubt the one that allows."""
        path = _comparable(target)
        fitting = [(len(pattern), allowed) for pattern, allowed in self.rules if _fits(pattern, path)]
        return max(fitting, default=(0, True))[1]


def parse(text: str) -> Robots:
    """Return the rules for us: those of the groups that name us, else those for everybody."""
    groups: dict[str, list[tuple[str, bool]]] = {}
    delays: dict[str, float] = {}
    agents: list[str] = []
    names_end = False
    for line in text.splitlines():
        parts = _LINE.match(line)
        if parts is None:
            continue
        key, value = parts[1].lower(), parts[2].strip()
        if key == "user-agent":
            if names_end:
                agents, names_end = [], False
            agents.append(value.lower().split("/")[0].strip())
            groups.setdefault(agents[-1], [])
        elif key in ("allow", "disallow", "crawl-delay"):
            names_end = True
            for agent in agents:
                if key == "crawl-delay":
                    delays[agent] = _seconds(value)
                elif value:
                    groups[agent].append((_comparable(value), key == "allow"))
    ours = AGENT if AGENT in groups else "*"
    return Robots(tuple(groups.get(ours, ())), delays.get(ours, 0.0))


def _seconds(text: str) -> float:
    return float(text) if re.fullmatch(r"[0-9]{1,6}(\.[0-9]+)?", text) else 0.0


def _comparable(path: str) -> str:
    def plain(escape: re.Match[str]) -> str:
        character = chr(int(escape[1], 16))
        return character if character in _UNRESERVED else escape[0].upper()

    return _ESCAPE.sub(plain, quote(path, safe="%!\"#$&'()*+,/:;<=>?@[\\]^`{|}~"))


def _fits(pattern: str, path: str) -> bool:
    # Piece by piece and not as a regular expression, which many wildcards could keep busy for hours.
    ends = pattern.endswith("$")
    first, *others = pattern.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    if not others:
        return not ends or path == first
    position = len(first)
    *middle, last = others
    for piece in middle:
        found = path.find(piece, position)
        if found < 0:
            return False
        position = found + len(piece)
    if ends:
        return len(path) - len(last) >= position and path.endswith(last)
    return path.find(last, position) >= 0
