import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import UnreadableFileError
from index.readers.encoding import decode

TEXT = "“Children’s” café – £5…"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_the_encodings_of_english_texts_are_told_apart(encoding: str) -> None:
    assert decode(TEXT.encode(encoding), "a.txt") == TEXT


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Дети и семьи ждут", "cp1251"),
        ("Dětské domovy čekají žádost", "cp1250"),
        ("Παιδιά", "iso8859-7"),
        ("“café” – £5", "mac-roman"),
    ],
)
def test_another_encoding_is_refused_and_never_garbled(text: str, encoding: str) -> None:
    with pytest.raises(UnreadableFileError, match=r"^a\.txt: .*save it as UTF-8\.$"):
        decode(text.encode(encoding), "a.txt")


def test_a_declared_encoding_is_believed_where_the_bytes_agree() -> None:
    assert decode("Дети".encode("cp1251"), "a.html", "windows-1251") == "Дети"
    assert decode("Дети".encode(), "a.html", "windows-1251") == "Дети"
    assert decode("“so”".encode("cp1252"), "a.html", "iso-8859-1") == "“so”"


@pytest.mark.parametrize("declared", ["no-such", "idna", "rot13", "base64", "unicode_escape", "utf-7", "utf-16", ""])
def test_a_declaration_that_is_no_encoding_of_the_web_is_ignored(declared: str) -> None:
    assert decode("“so”".encode("cp1252"), "a.html", declared) == "“so”"


def test_line_ends_become_one_kind() -> None:
    assert decode(b"a\r\nb\rc\nd", "a.txt") == "a\nb\nc\nd"


@pytest.mark.parametrize(
    "content",
    [
        b"a\x00b",
        b"a" * 200_000 + b"\x01",
        "ab".encode("utf-16-le"),
        codecs.BOM_UTF16_LE + b"a",
        codecs.BOM_UTF8 + b"\xff",
    ],
)
def test_bytes_that_are_no_text_are_refused(content: bytes) -> None:
    with pytest.raises(UnreadableFileError, match=r"^a\.txt: .*UTF-8\.$"):
        decode(content, "a.txt")


@given(st.binary(max_size=60))
def test_bytes_are_either_text_or_refused(content: bytes) -> None:
    try:
        text = decode(content, "a.txt")
    except UnreadableFileError as error:
        refusal = str(error)
    else:
        refusal = "a.txt: was read."
        assert "\r" not in text
        assert "\x00" not in text
    assert refusal.startswith("a.txt: ")
    assert len(refusal.splitlines()) == 1
