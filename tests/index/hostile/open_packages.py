"""Hostile OpenDocument texts and EPUBs."""

from tests.index.hostile import canary
from tests.index.hostile.archives import Member, archive, bomb_member, member
from tests.index.hostile.kinds import Kind
from tests.index.hostile.packages import LAUGHING, WORDS, external

_NAMES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.3"'
)
_START = f"<office:document-content {_NAMES}><office:body><office:text>"
_END = "</office:text></office:body></office:document-content>"
_MIME = "application/vnd.oasis.opendocument.text"
PARAGRAPH = f"<text:p>{WORDS}</text:p>"


def open_members(encryption: str = "") -> list[Member]:
    entry = (
        f'<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml">{encryption}'
        "</manifest:file-entry>"
    )
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{_MIME}"/>{entry}</manifest:manifest>'
    )
    return [member("mimetype", _MIME.encode()), member("META-INF/manifest.xml", manifest.encode())]


def open_text(body: str, prolog: str = "", encryption: str = "") -> bytes:
    content = f'<?xml version="1.0"?>{prolog}{_START}{body}{_END}'
    return archive([*open_members(encryption), member("content.xml", content.encode())])


def open_bomb() -> bytes:
    bomb = bomb_member(
        "content.xml", f"{_START}<text:p>".encode(), b" word" * 200_000, 4000, f"</text:p>{_END}".encode()
    )
    return archive([*open_members(), bomb])


def table(rows: str, columns: str) -> bytes:
    cell = f'<table:table-cell table:number-columns-repeated="{columns}">{PARAGRAPH}</table:table-cell>'
    row = f'<table:table-row table:number-rows-repeated="{rows}">{cell}</table:table-row>'
    return open_text(f"{PARAGRAPH}<table:table>{row * 3}</table:table>")


def open_loops() -> bytes:
    note = f'<text:note text:note-class="footnote"><text:note-body><text:p>{WORDS}'
    depth = 40
    return open_text(f"<text:p>{WORDS}{note * depth}{'</text:p></text:note-body></text:note>' * depth}</text:p>")


ENCRYPTED = '<manifest:encryption-data manifest:checksum-type="SHA1/1K" manifest:checksum="x"/>'

_CONTAINER = (
    '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="{}" media-type="application/oebps-package+xml"/></rootfiles></container>'
)
CHAPTER = f'<html xmlns="http://www.w3.org/1999/xhtml"><head><title>T</title></head><body><p>{WORDS}</p></body></html>'


def book(
    chapter: str = CHAPTER,
    items: str = "",
    spine: str = '<itemref idref="c"/>',
    path: str = "p.opf",
    encryption: str = "",
) -> bytes:
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata/><manifest>'
        '<item id="c" href="c.xhtml" media-type="application/xhtml+xml"/>'
        f"{items}</manifest><spine>{spine}</spine></package>"
    )
    return archive(
        [
            member("mimetype", b"application/epub+zip"),
            member("META-INF/container.xml", _CONTAINER.format(path).encode()),
            member("p.opf", package.encode()),
            member("c.xhtml", chapter.encode()),
            *([member("META-INF/encryption.xml", encryption.encode())] if encryption else []),
        ]
    )


def locked_book() -> bytes:
    encryption = (
        '<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container" xmlns:e="http://www.w3.org/2001/04/xmlenc#">'
        '<e:EncryptedData><e:EncryptionMethod Algorithm="http://www.w3.org/2001/04/xmlenc#aes256-cbc"/><e:CipherData>'
        '<e:CipherReference URI="c.xhtml"/></e:CipherData></e:EncryptedData></encryption>'
    )
    return book(encryption=encryption)


def book_bomb() -> bytes:
    members = [
        member("mimetype", b"application/epub+zip"),
        member("META-INF/container.xml", _CONTAINER.format("p.opf").encode()),
        member(
            "p.opf",
            b'<package xmlns="http://www.idpf.org/2007/opf"><manifest><item id="c" href="c.xhtml"'
            b' media-type="application/xhtml+xml"/></manifest><spine><itemref idref="c"/></spine></package>',
        ),
        bomb_member("c.xhtml", b"<html><body><p>", b" word" * 200_000, 4000, b"</p></body></html>"),
    ]
    return archive(members)


def elsewhere() -> bytes:
    path = f"../../../../../..{canary.path()}"
    items = f'<item id="e" href="{path}" media-type="application/xhtml+xml"/>'
    items += f'<item id="f" href="file://{canary.path()}" media-type="application/xhtml+xml"/>'
    items += f'<item id="g" href="{canary.address()}" media-type="application/xhtml+xml"/>'
    return book(items=items, spine="".join(f'<itemref idref="{i}"/>' for i in "cefg"))


def laughing_chapter() -> str:
    return LAUGHING.replace("DOCTYPE w", "DOCTYPE html") + CHAPTER.replace(WORDS, WORDS + "&l9;")


def outside_chapter() -> str:
    return external().replace("DOCTYPE w", "DOCTYPE html") + CHAPTER.replace(WORDS, WORDS + "&e;&f;")


OPEN_FILES = [
    Kind("odt bomb", "a.odt", open_bomb, refused=True, slow=True),
    Kind("odt of a table a billion cells wide", "a.odt", lambda: table("1", "1000000000")),
    Kind("odt of a table a billion rows long", "a.odt", lambda: table("1000000000", "1")),
    Kind("odt of a table of absurd numbers", "a.odt", lambda: table("-1", "9" * 5000)),
    Kind(
        "odt of a billion spaces", "a.odt", lambda: open_text(f'<text:p>{WORDS}<text:s text:c="1000000000"/>x</text:p>')
    ),
    Kind("odt of a billion laughs", "a.odt", lambda: open_text("<text:p>&l9;</text:p>", LAUGHING), refused=True),
    Kind("odt of outside entities", "a.odt", lambda: open_text("<text:p>&e;&f;</text:p>", external()), refused=True),
    Kind("odt of notes in notes", "a.odt", open_loops),
    Kind("odt locked with a password", "a.odt", lambda: open_text(PARAGRAPH, encryption=ENCRYPTED), refused=True),
    Kind(
        "odt of a million nested tags",
        "a.odt",
        lambda: open_text("<text:p>" * 10**6 + "</text:p>" * 10**6),
        refused=True,
    ),
    Kind("odt without content", "a.odt", lambda: archive(open_members()), refused=True),
    Kind(
        "odt of 300,000 sections",
        "a.odt",
        lambda: open_text(f"<text:section>{PARAGRAPH}</text:section>" * 300_000),
        slow=True,
    ),
    Kind("epub bomb", "a.epub", book_bomb, refused=True, slow=True),
    Kind(
        "epub of one chapter a million times",
        "a.epub",
        lambda: book(spine='<itemref idref="c"/>' * 1_000_000),
        slow=True,
    ),
    Kind("epub of chapters elsewhere", "a.epub", elsewhere),
    Kind("epub of a package elsewhere", "a.epub", lambda: book(path="../../../../etc/passwd"), refused=True),
    Kind("epub that is locked", "a.epub", locked_book, refused=True),
    Kind("epub of a billion laughs", "a.epub", lambda: book(laughing_chapter())),
    Kind("epub of outside entities", "a.epub", lambda: book(outside_chapter())),
    Kind("epub of a million nested tags", "a.epub", lambda: book(CHAPTER.replace("<p>", "<div>" * 10**6 + "<p>"))),
    Kind("epub that is its own package", "a.epub", lambda: book(path="META-INF/container.xml"), refused=True),
]
