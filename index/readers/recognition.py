"""Recognition: the words in a picture of a page, by the program Tesseract where it is installed."""

import os
import shutil
import statistics
import subprocess
from collections import defaultdict
from dataclasses import dataclass

from index.errors import UnreadableFileError
from index.readers.pdf_words import Word

DOTS_PER_INCH = 300
_POINTS = 72 / DOTS_PER_INCH
_SECONDS = 300
_WORD_LEVEL = "5"


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as a grey picture: ``pixels`` has ``width`` × ``height`` bytes, row by row from the top."""

    width: int
    height: int
    pixels: bytes


def program() -> str | None:
    """Return where Tesseract is, ``None`` where it is not installed."""
    return shutil.which("tesseract")


def recognised(picture: Picture, start: int, name: str) -> tuple[str, list[Word]]:
    """Return the raw text of a picture, line by line, and its words; ``start`` is the raw text's place.

    Raises ``UnreadableFileError`` if Tesseract is missing or fails.
    """
    path = program()
    if path is None:
        raise UnreadableFileError(f"{name}: text recognition is not installed. Install Tesseract (tesseract-ocr).")
    header = f"P5 {picture.width} {picture.height} 255\n".encode("ascii")
    try:
        done = subprocess.run(  # noqa: S603  (a fixed list, no shell)
            [path, "stdin", "stdout", "-l", "eng", "--psm", "1", "--dpi", str(DOTS_PER_INCH), "tsv"],
            input=header + picture.pixels,
            capture_output=True,
            check=True,
            timeout=_SECONDS,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        )
    except (subprocess.SubprocessError, OSError):
        raise UnreadableFileError(
            f"{name}: Tesseract could not recognise the text of its pages. Check that its English data"
            " (tesseract-ocr-eng) is installed."
        ) from None
    return _words(done.stdout.decode("utf-8", "replace"), start)


@dataclass(frozen=True, slots=True)
class _Box:
    text: str
    left: float
    top: float
    right: float
    bottom: float


def _words(table: str, start: int) -> tuple[str, list[Word]]:
    """Read Tesseract's table: a row for each word with its block, paragraph, line, and box in pixels."""
    lines: dict[tuple[str, str, str], list[_Box]] = defaultdict(list)
    for row in table.splitlines()[1:]:
        values = row.split("\t")
        if len(values) == 12 and values[0] == _WORD_LEVEL and values[11].strip():
            left, top, width, height = (_POINTS * int(value) for value in values[6:10])
            box = _Box("".join(values[11].split()), left, top, left + width, top + height)
            lines[(values[2], values[3], values[4])].append(box)
    sizes = {key: _size(boxes) for key, boxes in lines.items()}
    usual = statistics.median(sizes.values()) if sizes else 0.0
    parts: list[str] = []
    words: list[Word] = []
    position = start
    for key, boxes in lines.items():
        # Heights of letters are no exact measure; only what is plainly larger or smaller is so.
        size = usual if 0.75 * usual <= sizes[key] <= 1.3 * usual else sizes[key]
        baseline = statistics.median(box.bottom for box in boxes)
        for box in boxes:
            words.append(Word(box.text, position, position + len(box.text), box.left, box.right, baseline, size, False))
            parts += [box.text, " "]
            position += len(box.text) + 1
        parts[-1] = "\n"
    return "".join(parts), words


def _size(boxes: list[_Box]) -> float:
    """Return about the size of a line's type, from the letters that reach above and below."""
    return max(statistics.median(box.bottom - box.top for box in boxes) / 0.72, 1.0)
