"""Hostile Word, OpenDocument and EPUB files."""

import zipfile
from dataclasses import replace

from tests.index.hostile import canary
from tests.index.hostile.archives import Member, archive, bomb_member, member, overlapping
from tests.index.hostile.kinds import MIB, Kind

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_START = f'<?xml version="1.0"?>\n<w:document xmlns:w="{_W}"><w:body>'.encode()
_END = b"</w:body></w:document>"
WORDS = "Some words stand here, and some more."


def paragraph(words: str, properties: str = "") -> str:
    return f"<w:p>{properties}<w:r><w:t>{words}</w:t></w:r></w:p>"


def word_document(body: str, prolog: str = "") -> bytes:
    return _START.replace(b"?>\n", b"?>\n" + prolog.encode()) + body.encode() + _END


def word_members(**others: bytes) -> list[Member]:
    """Return the members around a document; ``others`` are parts by kind, such as ``styles``."""
    relations = "".join(f'<Relationship Id="r{kind}" Type="{_OFFICE}/{kind}" Target="{kind}.xml"/>' for kind in others)
    namespace = "http://schemas.openxmlformats.org/package/2006/relationships"
    return [
        member("[Content_Types].xml", b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'),
        member(
            "_rels/.rels",
            f'<Relationships xmlns="{namespace}"><Relationship Id="r1" Type="{_OFFICE}/officeDocument"'
            ' Target="word/document.xml"/></Relationships>'.encode(),
        ),
        member(
            "word/_rels/document.xml.rels", f'<Relationships xmlns="{namespace}">{relations}</Relationships>'.encode()
        ),
        *(member(f"word/{kind}.xml", content) for kind, content in others.items()),
    ]


def word(body: str, prolog: str = "", **others: bytes) -> bytes:
    return archive([*word_members(**others), member("word/document.xml", word_document(body, prolog))])


def word_part(kind: str, inside: str) -> bytes:
    return f'<?xml version="1.0"?><w:{kind} xmlns:w="{_W}">{inside}</w:{kind}>'.encode()


def changed(**changes: object) -> bytes:
    """Return a Word file whose archive says something else of the document."""
    whole = member("word/document.xml", word_document(paragraph(WORDS * 100)))
    return archive([*word_members(), replace(whole, **changes)])  # type: ignore[arg-type]


def with_members(*names: str) -> bytes:
    extra = [member(name, b"escaped") for name in names]
    return archive([*word_members(), member("word/document.xml", word_document(paragraph(WORDS))), *extra])


def word_bomb() -> bytes:
    start, end = _START + b"<w:p><w:r><w:t>", b"</w:t></w:r></w:p>" + _END
    return archive([*word_members(), bomb_member("word/document.xml", start, b" word" * 200_000, 4000, end)])


def lying_bomb() -> bytes:
    start, end = _START + b"<w:p><w:r><w:t>", b"</w:t></w:r></w:p>" + _END
    bomb = bomb_member("word/document.xml", start, b" word" * 200_000, 1000, end)
    return archive([*word_members(), replace(bomb, size=1000)])


def unrelated_bomb() -> bytes:
    whole = member("word/document.xml", word_document(paragraph(WORDS)))
    return archive([*word_members(), whole, bomb_member("word/media/image1.png", b"", bytes(MIB), 2000, b"")])


def nested() -> bytes:
    inner = archive([bomb_member("bomb", b"", bytes(MIB), 500, b"")])
    for _ in range(5):
        inner = archive([replace(member(f"{number}.zip", inner)) for number in range(10)])
    whole = member("word/document.xml", word_document(paragraph(WORDS)))
    return archive([*word_members(), whole, member("word/embeddings/inner.zip", inner)])


def overlap() -> bytes:
    whole = member("word/document.xml", word_document(paragraph(WORDS)))
    return overlapping(bytes(4 * MIB), 120, [*word_members(), whole])


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
LAUGHING = f'<!DOCTYPE w [<!ENTITY l0 "ha ">{LAUGHS}]>'
QUADRATIC = f'<!DOCTYPE w [<!ENTITY a "{"a" * 200_000}">]>'


def external() -> str:
    return f'<!DOCTYPE w [<!ENTITY e SYSTEM "file://{canary.path()}"><!ENTITY f SYSTEM "{canary.address()}">]>'


def external_dtd() -> str:
    return f'<!DOCTYPE w SYSTEM "{canary.address()}"[<!ENTITY % p SYSTEM "{canary.address()}"> %p;]>'


def included() -> str:
    return (
        f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file://{canary.path()}" parse="text"/>'
        + paragraph(WORDS)
    )


def styles_in_a_loop() -> bytes:
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="s{n}"><w:basedOn w:val="s{(n + 1) % 100_000}"/></w:style>'
        for n in range(100_000)
    )
    body = "".join(paragraph(WORDS, f'<w:pPr><w:pStyle w:val="s{n}"/></w:pPr>') for n in range(300))
    return word(body, styles=word_part("styles", styles))


def notes_that_refer_to_each_other() -> bytes:
    notes = "".join(
        f'<w:footnote w:id="{n}"><w:p><w:r><w:t>Note {n}.</w:t><w:footnoteReference w:id="{3 - n}"/></w:r></w:p>'
        "</w:footnote>"
        for n in (1, 2)
    )
    body = "<w:p><w:r><w:t>Words</w:t><w:footnoteReference w:id='1'/></w:r></w:p>"
    return word(body, footnotes=word_part("footnotes", notes))


def numbers_in_a_loop() -> bytes:
    numbering = (
        '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="x"/><w:lvl w:ilvl="0"><w:start w:val="999999999"/>'
        '<w:numFmt w:val="lowerRoman"/><w:lvlText w:val="%1%2%3%4%5%6%7%8%9"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    )
    styles = (
        '<w:style w:type="numbering" w:styleId="x"><w:basedOn w:val="x"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr>'
        "</w:pPr></w:style>"
    )
    listed = '<w:pPr><w:numPr><w:ilvl w:val="999999999999"/><w:numId w:val="1"/></w:numPr></w:pPr>'
    body = paragraph(WORDS, listed) + paragraph(WORDS, listed.replace("999999999999", "0"))
    return word(body, numbering=word_part("numbering", numbering), styles=word_part("styles", styles))


def relations_in_a_loop() -> bytes:
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r1" Type="{_OFFICE}/officeDocument" Target="_rels/.rels"/></Relationships>'
    )
    return archive([member("_rels/.rels", relations.encode())])


def relations_out_of_the_file() -> bytes:
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r1" Type="{_OFFICE}/officeDocument" Target="../../../../..{canary.path()}"/>'
        f'<Relationship Id="r2" Type="{_OFFICE}/officeDocument" Target="{canary.address()}"/></Relationships>'
    )
    return archive([member("_rels/.rels", relations.encode())])


def wide_table() -> bytes:
    cell = f'<w:tc><w:tcPr><w:gridSpan w:val="999999999"/><w:vMerge/></w:tcPr>{paragraph(WORDS)}</w:tc>'
    return word(f"<w:tbl><w:tr><w:trPr><w:gridBefore w:val='999999999'/></w:trPr>{cell * 3}</w:tr></w:tbl>")


def deep_tables(depth: int) -> bytes:
    opening, closing = "<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"
    return word(opening * depth + paragraph(WORDS) + closing * depth)


def empty_paragraphs() -> bytes:
    end = paragraph(WORDS).encode() + _END
    return archive([*word_members(), bomb_member("word/document.xml", _START, b"<w:p/>" * 10_000, 1000, end)])


def unclosed() -> bytes:
    return archive([*word_members(), member("word/document.xml", _START + paragraph(WORDS).encode())])


WORD_FILES = [
    Kind("docx bomb", "a.docx", word_bomb, refused=True, slow=True),
    Kind("docx bomb that says it is small", "a.docx", lying_bomb, refused=True, slow=True),
    Kind("docx bomb beside the words", "a.docx", unrelated_bomb),
    Kind("docx of overlapping members", "a.docx", overlap),
    Kind("docx of archives in archives", "a.docx", nested),
    Kind(
        "docx of a million nested tags",
        "a.docx",
        lambda: word("<w:p>" * 1_000_000 + "</w:p>" * 1_000_000),
        refused=True,
    ),
    Kind("docx of a billion laughs", "a.docx", lambda: word(paragraph("&l9;"), LAUGHING), refused=True),
    Kind("docx of one entity many times", "a.docx", lambda: word(paragraph("&a;" * 100_000), QUADRATIC), refused=True),
    Kind("docx of outside entities", "a.docx", lambda: word(paragraph("&e;&f;"), external()), refused=True),
    Kind("docx of an outside DTD", "a.docx", lambda: word(paragraph(WORDS), external_dtd()), refused=True),
    Kind("docx that includes a file", "a.docx", lambda: word(included())),
    Kind("docx of members elsewhere", "a.docx", lambda: with_members("../../tmp/verse-escaped", "/tmp/verse-escaped")),  # noqa: S108  (a trap)
    Kind("docx of two documents", "a.docx", lambda: with_members("word/document.xml"), refused=True),
    Kind("docx of a locked member", "a.docx", lambda: changed(flags=1), refused=True),
    Kind("docx of a wrong checksum", "a.docx", lambda: changed(crc=1), refused=True),
    Kind("docx that says it is larger", "a.docx", lambda: changed(size=4_000_000_000), refused=True),
    Kind("docx of an unknown packing", "a.docx", lambda: changed(method=99), refused=True),
    Kind("docx of another packing", "a.docx", lambda: changed(method=zipfile.ZIP_LZMA), refused=True),
    Kind("docx without a document", "a.docx", lambda: archive(word_members()), refused=True),
    Kind("docx of no member", "a.docx", lambda: b"PK\x03\x04" + archive([]), refused=True),
    Kind("docx of relations in a loop", "a.docx", relations_in_a_loop, refused=True),
    Kind("docx of relations out of the file", "a.docx", relations_out_of_the_file, refused=True),
    Kind("docx that ends in the middle", "a.docx", lambda: word(paragraph(WORDS) * 1000)[:-500], refused=True),
    Kind("docx of a document that ends in the middle", "a.docx", unclosed, refused=True),
    Kind("docx of one paragraph of 50 MB", "a.docx", lambda: word(paragraph("long words " * 5_000_000)), slow=True),
    Kind("docx of ten million empty paragraphs", "a.docx", empty_paragraphs, slow=True),
    Kind("docx of 100,000 styles in a loop", "a.docx", styles_in_a_loop, slow=True),
    Kind("docx of notes that refer to each other", "a.docx", notes_that_refer_to_each_other),
    Kind("docx of numbers in a loop", "a.docx", numbers_in_a_loop),
    Kind("docx of a table a billion cells wide", "a.docx", wide_table),
    Kind("docx of 60 tables in each other", "a.docx", lambda: deep_tables(60)),
    Kind("docx of 10,000 tables in each other", "a.docx", lambda: deep_tables(10_000), refused=True),
]
