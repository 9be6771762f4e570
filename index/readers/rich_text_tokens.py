"""The tokens of an RTF file: braces, control words with their numbers, characters and bytes of text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

_TOKEN = re.compile(
    rb"\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?[0-9]{1,10})?[ ]?"
    rb"|\\'(?P<hex>[0-9a-fA-F]{2})|\\(?P<sign>[^a-zA-Z])|(?P<brace>[{}])|[\r\n\x00]+|(?P<text>[^\\{}\r\n\x00]+)"
)


@dataclass(frozen=True, slots=True)
class Token:
    """One token. ``word`` is a control word or sign, a brace, or empty for text; ``data`` is text as bytes."""

    kind: Literal["word", "sign", "brace", "hex", "text"]
    word: str = ""
    number: int | None = None
    data: bytes = b""


def tokens(content: bytes) -> Iterator[Token]:
    """Return the tokens of a file, without the bytes of pictures and the like that stand there unwritten."""
    position = 0
    while match := _TOKEN.match(content, position):
        position = match.end()
        if match["text"] is not None:
            yield Token("text", data=match["text"])
        elif match["word"] is not None:
            number = int(match["number"]) if match["number"] is not None else None
            word = match["word"].decode("ascii")
            if word == "bin":
                position += max(0, number or 0)
            yield Token("word", word, number)
        elif match["hex"] is not None:
            yield Token("hex", data=bytes.fromhex(match["hex"].decode("ascii")))
        elif match["brace"] is not None:
            yield Token("brace", match["brace"].decode("ascii"))
        elif match["sign"] is not None:
            yield Token("sign", match["sign"].decode("latin-1"))
