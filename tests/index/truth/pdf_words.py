"""PDFs with broken words, soft hyphens, ligatures, justified lines and words drawn piece by piece."""

from collections.abc import Callable
from functools import partial

from tests.index.truth.flow import chosen, fill
from tests.index.truth.language import Writer
from tests.index.truth.margins import arabic, band, number_alone
from tests.index.truth.model import Example
from tests.index.truth.pages import Style
from tests.index.truth.sheets import EMBEDDED, SANS, SERIF, Face, Unit
from tests.index.truth.typesetter import Typesetter
from tests.index.truth.wrapping import COMPOUNDS, SOFT_HYPHEN, Line, wrapped


def hyphenated(face: Face, columns: int, hyphen: str, seed: int) -> Example:
    """Return a document in narrow lines, many of which break a word or end at the hyphen of a compound."""
    writer = Writer(seed)
    setter = Typesetter(
        Style(face=face, size=10, leading=12.5, hyphen=hyphen, justified=True, margin=64), columns=columns
    )
    pages = 3
    while not any(word in COMPOUNDS for word, _ in setter.breaks):
        fill(setter, writer, pages)
        pages += 1
    assert sum(word not in COMPOUNDS for word, _ in setter.breaks) > 20
    return setter.finish(f"pdf-hyphens-{seed}", furniture=band(number_alone), labels=arabic(setter.number))


def compound_broken(compound: str, elsewhere: bool, seed: int) -> Example:
    """Return a document with one compound broken at its hyphen, which may also stand whole somewhere else."""
    writer = Writer(seed)
    setter = Typesetter(Style(size=10.5))
    setter.heading(writer.heading())
    plain = [sentence for sentence in writer.sentences(30) if "-" not in sentence]
    setter.paragraph(plain[:4])
    setter.paragraph([*plain[4:6], _breaking(setter, writer, compound)])
    setter.paragraph(plain[6:12])
    if elsewhere:
        setter.paragraph([f"{writer.number()} people knew of the {compound} plan.", *plain[12:14]])
    assert [word for word, _ in setter.breaks] == [compound]
    return setter.finish(f"pdf-compound-{compound}-{elsewhere}", labels=[None])


def _breaking(setter: Typesetter, writer: Writer, compound: str) -> str:
    """Return a sentence that, set after two others, breaks the compound; the two are set with it."""
    filler = "the wardens of the upper and the lower river wanted something more than a hasty and old and".split()
    for count in range(len(filler)):
        for start in ("In the", "In each of the", "At all of the"):
            text = f"{start} {writer.number()} homes {' '.join(filler[:count])} {compound} plan was spoken of."
            lines = wrapped([text], setter.style.face.regular, setter.style.size, setter.frame.measure)
            if any(line.broken == compound for line in lines):
                setter.paragraph([text])
                return writer.sentence(0)
    raise AssertionError(compound)


def broken_over_pages(seed: int) -> Example:
    """Return a document in which a word is broken at the end of a page."""
    writer = Writer(seed)
    setter = Typesetter(Style(hyphen="-", size=11))
    setter.heading(writer.heading())

    def broken(lines: list[Line], fits: int) -> bool:
        return 0 < fits < len(lines) and lines[fits - 1].broken is not None

    setter.paragraph(chosen(setter, writer, broken))
    fill(setter, writer, 2)
    return setter.finish(f"pdf-broken-over-pages-{seed}", furniture=band(number_alone), labels=arabic(setter.number))


def ligatures(seed: int) -> Example:
    """Return a document that writes fi and fl with one glyph each."""
    writer = Writer(seed)
    setter = Typesetter(Style(face=EMBEDDED, size=10, hyphen="-"))
    setter.heading("Fish and floods")
    written = 0
    for _ in range(12):
        sentences = [text.replace("fi", "ﬁ").replace("fl", "ﬂ") for text in writer.sentences(5)]
        written += sum(text.count("ﬁ") + text.count("ﬂ") for text in sentences)
        setter.paragraph(sentences)
    assert written > 10
    return setter.finish(f"pdf-ligatures-{seed}", furniture=band(number_alone), labels=arabic(setter.number))


def piecewise(unit: Unit, justified: bool, seed: int) -> Example:
    """Return a document drawn word by word or letter by letter, without spaces."""
    writer = Writer(seed)
    setter = Typesetter(Style(face=(SERIF, SANS)[seed % 2], justified=justified))
    fill(setter, writer, 2, headings=2)
    return setter.finish(
        f"pdf-{unit}-{justified}", furniture=band(number_alone), labels=arabic(setter.number), unit=unit
    )


EXAMPLES: dict[str, Callable[[], Example]] = {
    "pdf-hyphens-serif": partial(hyphenated, SERIF, 2, "-", 101),
    "pdf-hyphens-sans": partial(hyphenated, SANS, 3, "-", 102),
    "pdf-hyphens-embedded": partial(hyphenated, EMBEDDED, 2, "-", 103),
    "pdf-soft-hyphens": partial(hyphenated, EMBEDDED, 2, SOFT_HYPHEN, 104),
    "pdf-soft-hyphens-plain": partial(hyphenated, SERIF, 2, SOFT_HYPHEN, 105),
    **{
        f"pdf-compound-{compound}-{'elsewhere' if elsewhere else 'once'}": partial(
            compound_broken, compound, elsewhere, 110 + number
        )
        for number, compound in enumerate(COMPOUNDS)
        for elsewhere in (True, False)
    },
    **{f"pdf-broken-over-pages-{seed}": partial(broken_over_pages, seed) for seed in (121, 122, 123)},
    "pdf-ligatures": partial(ligatures, 124),
    "pdf-words-drawn-alone": partial(piecewise, "word", False, 125),
    "pdf-words-drawn-alone-justified": partial(piecewise, "word", True, 126),
    "pdf-letters-drawn-alone": partial(piecewise, "letter", False, 127),
    "pdf-letters-drawn-alone-justified": partial(piecewise, "letter", True, 128),
}
