"""Adds made-up documents one after the other until it is killed: ``python -m tests.index.adding HOME COUNT``."""

import sys
from pathlib import Path

from index.library import Library
from index.readers.sandbox import read_apart
from tests.encoder import HashingEncoder

PARAGRAPHS = 40


def content(number: int) -> bytes:
    paragraphs = [
        f"Paragraph {part} of document {number} tells of otter {number * 1000 + part}. It goes on at some length, "
        f"so that each paragraph of the document makes a passage of its own, with words and with vectors."
        for part in range(PARAGRAPHS)
    ]
    return "\n\n".join(paragraphs).encode()


def main(home: Path, count: int) -> None:
    library = Library(home)
    encoder = HashingEncoder()
    # The process that reads files is there before the clock starts: starting it is no work on the library.
    read_apart(b"Words.", "words.txt")
    print("ready", flush=True)
    for number in range(count):
        library.add(content(number), f"{number}.txt", encoder)
    library.close()
    print("done", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
