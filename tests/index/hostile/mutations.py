"""Small valid files of every format, and what becomes of them by accident; the same each time for the same number."""

import copy
import io
import random
import re
import zipfile

from lxml import etree

from tests.index.hostile.open_packages import book, open_text
from tests.index.hostile.packages import paragraph, word, word_part
from tests.index.test_readers import FILES

WORDS = "Councils say that families need help early, and that “£1.4bn” must be found for it by No. 10."
_NUMBERS = (b"0", b"-1", b"1", b"7", b"255", b"65536", b"2147483648", b"-99999999999", b"1e309", b"9" * 400, b"", b"x")
_VALUES = (
    "",
    "0",
    "-1",
    "2",
    "2147483648",
    "9" * 400,
    "true",
    "x",
    " \t\n ",
    "\u202e \u00ad\ufeff\U0001f41f",
    "../../x",
    "word " * 99,
)
_NOT_TEXT = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_NUMBER = re.compile(rb"-?\d+")
_WORD = re.compile(rb"[A-Za-z][A-Za-z:_-]{2,}")


def rich_file() -> bytes:
    return (
        r"{\rtf1\ansi\ansicpg1252\uc1{\fonttbl{\f0\froman Times;}{\f1\fcharset204 Arial;}}"
        r"{\stylesheet{\s1\outlinelevel0 heading 1;}}"
        r"{\info{\title A paper}{\creatim\yr2022\mo5\dy23}}\pard\s1\outlinelevel0 Part one\par\pard"
        r" Councils say \u8220?early\u8221?, and \'a31.4bn\~{\b must}{\footnote\pard A note.} be {\v hidden} found.\par"
        r"{\pntext - }an item\par\trowd\cellx100\cellx200\intbl a\cell b\cell\row\pard{\field{\*\fldinst HYPERLINK x}"
        r"{\fldrslt a link}}\par}"
    ).encode("latin-1")


def open_file() -> bytes:
    note = '<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body>'
    note += "<text:p>A note.</text:p></text:note-body></text:note>"
    return open_text(
        f'<text:h text:outline-level="1">Part one</text:h><text:p>{WORDS}{note}'
        '<text:s text:c="3"/>more<text:tab/></text:p>'
        "<text:list><text:list-item><text:p>one</text:p></text:list-item><text:list-item><text:p>two</text:p>"
        "</text:list-item></text:list>"
        '<table:table><table:table-row><table:table-cell table:number-columns-repeated="2">'
        "<text:p>a</text:p></table:table-cell></table:table-row></table:table>"
    )


def noted_word_file() -> bytes:
    """Return a Word file with footnotes, numbers, deleted words, a field and a table."""
    numbering = (
        '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="lowerRoman"/>'
        '<w:lvlText w:val="(%1)"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    )
    listed = '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
    body = (
        paragraph(WORDS)
        + paragraph("one", listed)
        + paragraph("two", listed)
        + '<w:p><w:r><w:t>Noted</w:t><w:footnoteReference w:id="1"/></w:r><w:del><w:r><w:delText>gone</w:delText></w:r>'
        '</w:del><w:r><w:fldChar w:fldCharType="begin"/><w:instrText>PAGE</w:instrText><w:fldChar'
        ' w:fldCharType="separate"/><w:t>7</w:t><w:fldChar w:fldCharType="end"/></w:r></w:p>'
        f'<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>{paragraph("a")}</w:tc>'
        f"<w:tc>{paragraph('b')}</w:tc></w:tr></w:tbl>"
    )
    notes = f'<w:footnote w:id="1">{paragraph("A note.")}</w:footnote>'
    return word(body, numbering=word_part("numbering", numbering), footnotes=word_part("footnotes", notes))


SEEDS = {
    **FILES,
    "b.docx": noted_word_file(),
    "a.odt": open_file(),
    "a.rtf": rich_file(),
    "a.epub": book(
        f'<html xmlns="http://www.w3.org/1999/xhtml"><body><h1>Part</h1><p>{WORDS}<sup><a href="#n">1</a></sup></p>'
        "<ul><li>one</li></ul><table><tr><td>a</td><td>b</td></tr></table>"
        '<aside id="n"><p>A note.</p></aside></body></html>'
    ),
}


def mutated(name: str, number: int) -> bytes:
    """Return a seed with some accidents, always the same for the same number."""
    chance = random.Random(f"{name} {number}")
    content = SEEDS[name]
    if content.startswith(b"PK") and chance.random() < 0.8:
        return _repacked(content, chance)
    content = _damaged(content, chance)
    if not content.startswith((b"PK", b"%PDF")) and chance.random() < 0.7:
        # What is no text is refused at once; let more get through.
        content = _NOT_TEXT.sub("", content.decode(errors="ignore")).encode()
    return content


def _repacked(content: bytes, chance: random.Random) -> bytes:
    """Damage some parts of an archive, which is whole itself."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(out, "w") as after:
        names = before.namelist()
        hit = set(chance.sample(names, chance.choice((1, 1, 1, 2))))
        # What holds the words is hit more often than what stands around them.
        hit.add(max(names, key=lambda name: before.getinfo(name).file_size))
        for name in names:
            part = before.read(name)
            if name in hit and part:
                part = _rearranged(part, chance) if chance.random() < 0.7 else _damaged(part, chance)
            after.writestr(name, part)
    return out.getvalue()


def _rearranged(content: bytes, chance: random.Random) -> bytes:
    """Damage what XML says and leave it well-formed, so that what reads it has something to do."""
    try:
        root = etree.fromstring(content)
    except etree.XMLSyntaxError:
        # The archive has other parts, too.
        return _damaged(content, chance)
    for _ in range(chance.randrange(1, 6)):
        elements = list(root.iter("*"))
        element, other = chance.choice(elements), chance.choice(elements)
        match chance.randrange(7):
            case 0 if element is not root:
                element.getparent().remove(element)
            case 1:
                other.append(copy.deepcopy(element))
            case 2 if element not in (other, *other.iterancestors()):
                other.insert(0, element)
            case 3:
                element.tag = other.tag
            case 4 if element.attrib:
                element.set(chance.choice(element.keys()), chance.choice(_VALUES))
            case 5:
                for name, value in other.attrib.items():
                    element.set(name, value)
            case _:
                element.text = chance.choice(_VALUES)
    return bytes(etree.tostring(root))


def _damaged(content: bytes, chance: random.Random) -> bytes:
    data = bytearray(content)
    for _ in range(chance.choice((1, 1, 2, 3, 6))):
        _damage(data, chance)
    return bytes(data)


def _damage(data: bytearray, chance: random.Random) -> None:
    if not data:
        return
    start = chance.randrange(len(data))
    end = min(len(data), start + chance.choice((1, 2, 8, 40, 200)))
    other = chance.randrange(len(data))
    chunk = bytes(data[start:end])
    match chance.randrange(9):
        case 0:
            for _ in range(chance.randrange(1, 20)):
                data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        case 1:
            del data[start:end]
        case 2:
            data[other:other] = chunk * chance.choice((1, 2, 50))
        case 3:
            data[start:start] = chance.randbytes(end - start)
        case 4:
            data[start:end] = data[other : other + end - start]
            data[other : other + len(chunk)] = chunk
        case 5 if chance.random() < 0.3:
            del data[start:]
        case 6:
            _replace(data, _NUMBER, chance.choice(_NUMBERS), chance)
        case 7:
            words = _WORD.findall(bytes(data))
            if words:
                _replace(data, _WORD, chance.choice(words), chance)
        case _:
            signs = "<>&\"'{}[]()\\/%|*_#`~\0\n\u00ad\u202e\ufeff\ud7ff\U0001f41f"
            data[start:start] = "".join(chance.choices(signs, k=chance.randrange(1, 6))).encode()


def _replace(data: bytearray, pattern: re.Pattern[bytes], new: bytes, chance: random.Random) -> None:
    found = [match.span() for match in pattern.finditer(bytes(data))]
    if found:
        start, end = chance.choice(found)
        data[start:end] = new
