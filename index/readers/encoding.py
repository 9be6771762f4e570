"""Bytes to characters, without guessing: a wrong guess would change words."""

import codecs
import re

from index.errors import UnreadableFileError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

# What English text saved by older Windows programs holds beyond ASCII. Text that decodes to anything else
# was probably not written in Windows-1252, so it is refused rather than garbled.
_WINDOWS_ENGLISH = frozenset("‘’“”–—…•£€©®™§°½¼¾²³·×àáâäåçèéêëíîïñóôöúùûü\u00a0")
# In another alphabet's encoding whole words would come out as accented letters.
_FOREIGN_WORD = re.compile(r"[À-ÿ]{3}")
_WEB_ENCODING = re.compile(r"cp125\d|iso8859-\d+|koi8-[ru]|mac-roman|gbk|gb18030|big5|shift_jis|euc_\w\w")
_NOT_TEXT = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")


def decode(content: bytes, name: str, declared: str | None = None) -> str:
    """Return the text of bytes in UTF-8, in UTF-16 or UTF-32 with a byte order mark, or in Windows-1252.

    ``declared`` is the encoding that the file itself names; it is believed where the bytes agree.
    Windows-1252 that nobody declared is accepted only where every character beyond ASCII is one that English
    text has. Line ends become ``\\n``. Raises ``UnreadableFileError`` where the encoding cannot be told for
    certain, and for bytes that are no text.
    """
    encoding = next((encoding for mark, encoding in _MARKS if content.startswith(mark)), None)
    try:
        text = content.decode(encoding or "utf-8")
    except UnicodeDecodeError:
        if encoding is not None:
            raise UnreadableFileError(f"{name}: the text is damaged. Open it and save it as UTF-8.") from None
        text = _decode_declared(content, declared) or _decode_windows(content, name)
    if _NOT_TEXT.search(text):
        raise UnreadableFileError(
            f"{name}: this holds bytes that are not text. Check that it is the file you meant, and save it as UTF-8."
        )
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _decode_declared(content: bytes, declared: str | None) -> str | None:
    """Return the text in the declared encoding, ``None`` where it is not one of the web's or does not fit."""
    try:
        encoding = codecs.lookup(declared or "unknown").name
    except LookupError:
        return None
    if encoding in {"iso8859-1", "ascii"}:
        # What browsers do: pages that declare either are in Windows-1252.
        encoding = "cp1252"
    if not _WEB_ENCODING.fullmatch(encoding):
        return None
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return None


def _decode_windows(content: bytes, name: str) -> str:
    try:
        text = content.decode("cp1252")
    except UnicodeDecodeError:
        text = "\ufffd"
    beyond_ascii = {character for character in text if ord(character) > 127}
    if not beyond_ascii <= _WINDOWS_ENGLISH or _FOREIGN_WORD.search(text):
        raise UnreadableFileError(
            f"{name}: its character encoding cannot be told for certain. Open it and save it as UTF-8."
        )
    return text
