"""A corpus of any size, made from the bundled notes: their sentences, dealt out again and again."""

import random
from collections.abc import Iterator
from pathlib import Path

from index.intake import files
from index.readers import read
from index.sentences import sentence_spans

_SENTENCES = 5
_PARAGRAPHS = 50


def documents(folder: Path, seed: int = 7) -> Iterator[bytes]:
    """Yield plain-text documents of 50 paragraphs, about one passage each, without end."""
    sentences = []
    for path in files([folder]).files:
        text = read(path.read_bytes(), path.name).text
        sentences += [text[start:end] for start, end in sentence_spans(text) if end - start > 60]
    shuffled = random.Random(seed)  # noqa: S311  (no secret)
    while True:
        paragraphs = []
        for _ in range(_PARAGRAPHS):
            chosen = shuffled.sample(sentences, _SENTENCES)
            number = shuffled.randrange(1_000_000)
            paragraphs.append(" ".join(chosen) + f" The file number of this paragraph is {number:06d}.")
        yield "\n\n".join(paragraphs).encode()
