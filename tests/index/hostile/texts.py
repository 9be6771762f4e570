"""Hostile rich and plain texts, and names that are tricks."""

import random

from tests.index.hostile import canary
from tests.index.hostile.kinds import MIB, Kind

WORDS = "Some words stand here, and some more."


def rich(body: str) -> bytes:
    return rf"{{\rtf1\ansi\deff0{{\fonttbl{{\f0 Arial;}}}}\pard {WORDS}\par {body}\par}}".encode("latin-1")


def deep_rich_table() -> str:
    rows = "".join(rf"\pard\intbl\itap{n} a\nestcell{{\*\nesttableprops\trowd\cellx9\nestrow}}" for n in range(1, 2000))
    return rf"\trowd\cellx1000{rows}\pard\intbl a\cell\row"


RICH = [
    Kind("rtf of a million open braces", "a.rtf", lambda: rich("{" * 1_000_000), slow=True),
    Kind("rtf of a million closing braces", "a.rtf", lambda: rich("}" * 1_000_000)),
    Kind("rtf of absurd binary data", "a.rtf", lambda: rich(r"\bin999999999999 a \bin-5 b \bin2147483647 c")),
    Kind(
        "rtf of absurd characters", "a.rtf", lambda: rich(r"\u99999999999? \u-1? \u55357? a \u56320? \u0? \'zz \'f \u")
    ),
    Kind(
        "rtf of absurd counts",
        "a.rtf",
        lambda: rich(r"\uc999999999 \u8212 ? a b c \uc-5 \u8212 d \f999999999999 e"),
        slow=True,
    ),
    Kind("rtf of deep tables", "a.rtf", lambda: rich(deep_rich_table())),
    Kind("rtf of a picture of 50 MB", "a.rtf", lambda: rich(r"{\pict\pngblip " + "00ff" * 12_500_000 + "}"), slow=True),
    Kind(
        "rtf of objects and fields",
        "a.rtf",
        lambda: rich(
            rf'{{\field{{\*\fldinst INCLUDETEXT "file://{canary.path()}" }}{{\fldrslt x}}}}'
            rf"{{\object\objemb{{\*\objclass Package}}{{\*\objdata 0105}}}}{{\*\template {canary.address()}}}"
        ),
    ),
    Kind("rtf of a million unknown words", "a.rtf", lambda: rich(r"\nonsense12345 " * 1_000_000), slow=True),
    Kind("rtf of a word of ten million letters", "a.rtf", lambda: rich("\\" + "a" * 10_000_000), slow=True),
    Kind("rtf of 100,000 paragraphs", "a.rtf", lambda: rich(r"some words\par " * 100_000), slow=True),
    Kind("rtf of 40,000 rows", "a.rtf", lambda: rich(r"\trowd\cellx1\intbl a\cell b\cell\row " * 40_000), slow=True),
    Kind("rtf that ends in the middle", "a.rtf", lambda: rich("a" * 100)[:-40]),
    Kind("rtf of an unknown code page", "a.rtf", lambda: rich(r"\ansicpg99999 \'e9\'e8 \'81")),
    Kind("rtf of noise", "a.rtf", lambda: b"{\\rtf1 " + random.Random(5).randbytes(300_000)),
]


def sized(unit: bytes, size: int = 95 * MIB) -> bytes:
    return unit * (size // len(unit))


PLAIN = [
    Kind("text of 95 MiB of nothing", "a.txt", lambda: sized(b"\0"), refused=True, slow=True),
    Kind("text of 95 MiB of spaces", "a.txt", lambda: sized(b" "), refused=True, slow=True),
    Kind("text of 95 MiB of line ends", "a.txt", lambda: sized(b"\n"), refused=True, slow=True),
    Kind("text of 95 MiB of words", "a.txt", lambda: sized(b"Some words stand here.\n\n"), refused=True, slow=True),
    Kind(
        "text of 20 MiB of spaces around a word",
        "a.txt",
        lambda: sized(b" ", 10 * MIB) + b"word" + sized(b" \n", 10 * MIB),
        slow=True,
    ),
    Kind("text of invalid UTF-8", "a.txt", lambda: b"Words \xff\xfe\xfa\x80 \xc0\xaf stand here.", refused=True),
    Kind(
        "text of UTF-16 that ends in the middle",
        "a.txt",
        lambda: b"\xff\xfe" + WORDS.encode("utf-16-le")[:-1],
        refused=True,
    ),
    Kind("text of UTF-16 without its mark", "a.txt", lambda: WORDS.encode("utf-16-le"), refused=True),
    Kind("text of half characters", "a.txt", lambda: b"Words \xed\xa0\x80 \xed\xbf\xbf stand here.", refused=True),
    Kind("text of half characters in UTF-16", "a.txt", lambda: b"\xff\xfe" + b"a\0\x00\xd8b\0", refused=True),
    Kind("text of one line of 50 MB", "a.txt", lambda: b"a" * 50_000_000, slow=True),
    Kind("text of one word of 5 MB", "a.txt", lambda: b"a" * 5_000_000, slow=True),
    Kind("text of ten million paragraphs", "a.txt", lambda: b"a\n\n" * 10_000_000, slow=True),
    Kind("text of 100,000 paragraphs", "a.txt", lambda: b"a\n\n" * 100_000, slow=True),
    Kind("text of 100,000 bullets", "a.txt", lambda: b"- a\n" * 100_000, slow=True),
    Kind("text of control characters", "a.txt", lambda: b"Words \x1b[31m\x07\x08 stand here.", refused=True),
    Kind(
        "text that runs from right to left",
        "a.txt",
        lambda: "Words \u202egnirts\u202c \u2066x\u2069 stand here.".encode(),
    ),
    Kind(
        "text of marks on one letter",
        "a.txt",
        lambda: ("Words e" + "\u0301" * 300_000 + " stand here.").encode(),
        slow=True,
    ),
    Kind(
        "text of all of Unicode",
        "a.txt",
        lambda: "".join(chr(c) for c in range(0xA0, 0x10000) if not 0xD800 <= c < 0xE000).encode(),
    ),
    Kind("text of stops", "a.txt", lambda: b"." * 500_000, slow=True),
    Kind("text of 100,000 one-letter sentences", "a.txt", lambda: b"A. " * 100_000, slow=True),
    Kind("text of quotes that never end", "a.txt", lambda: "“(".encode() * 200_000 + b"words", slow=True),
]


def named(name: str, file_name: str, refused: bool = False) -> Kind:
    return Kind(name, file_name, WORDS.encode, refused)


NAMES = [
    named("name that is a path", "../../../../tmp/verse-escaped.txt"),
    named("name that is a path of Windows", "..\\..\\C:\\verse-escaped.txt"),
    named("name that steers the terminal", "\x1b]0;title\x07\x1b[2J\x1b[31m.txt"),
    named("name of 10,000 characters", "long" * 2500 + ".txt"),
    named("name of two lines", "one\ntwo\r\nthree\u2028four.txt"),
    named("name with nothing in it", "a\0b.txt"),
    named("name of half a character", "a\udcff\ud800.txt"),
    named("name that runs from right to left", "a\u202etxt.exe.txt"),
    named("name of a device", "CON.txt"),
    named("name of an ending", ".txt", refused=True),
    named("name of two endings", "a.txt.exe", refused=True),
    named("name that is SQL", "'); DROP TABLE documents; --.txt"),
    named("name that is a page", "<script>alert(1)</script>.txt"),
    named("no name", "", refused=True),
]
