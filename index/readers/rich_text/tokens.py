"""The tokens of an RTF file: braces, control words with their numbers, characters and bytes of text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

_TOKEN = re.compile(
    rb"\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?[0-9]{1,10})?[ ]?"
    rb"|\\'(?P<hex>[0-9a-fA-F]{2})|\\(?P<sign>[^a-zA-Z])|(?P<brace>[{}])|[\r\n\x00]+|(?P<text>[^\\{}\r\n\x00]+)"
)


_SKIPPED = re.compile(rb"\\bin(?P<length>[0-9]{1,10}) ?|\\.|(?P<brace>[{}])", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Token:
    """One token. ``word`` is a control word or sign, a brace, or empty for text; ``data`` is text as bytes."""

    kind: Literal["word", "sign", "brace", "text"]
    word: str = ""
    number: int | None = None
    data: bytes = b""


class Tokens:
    """Gives the tokens of a file one after the other."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._position = 0

    def __iter__(self) -> Iterator[Token]:
        while match := _TOKEN.match(self._content, self._position):
            self._position = match.end()
            if match["text"] is not None:
                yield Token("text", data=match["text"])
            elif match["word"] is not None:
                number = int(match["number"]) if match["number"] is not None else None
                word = match["word"].decode("ascii")
                if word == "bin":
                    # So many bytes follow as they are, braces and all.
                    self._position += max(0, number or 0)
                yield Token("word", word, number)
            elif match["hex"] is not None:
                yield Token("text", data=bytes.fromhex(match["hex"].decode("ascii")))
            elif match["brace"] is not None:
                yield Token("brace", match["brace"].decode("ascii"))
            elif match["sign"] is not None:
                yield Token("sign", match["sign"].decode("latin-1"))

    def skip(self) -> None:
        """Go on before the brace that ends the group, or at the end of the file."""
        depth = 0
        while match := _SKIPPED.search(self._content, self._position):
            if match["brace"] == b"}" and depth == 0:
                self._position = match.start()
                return
            depth += {b"{": 1, b"}": -1}.get(match["brace"], 0)
            self._position = match.end() + int(match["length"] or 0)
        self._position = len(self._content)
