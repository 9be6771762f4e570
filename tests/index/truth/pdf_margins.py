"""PDFs with running heads and feet, page numbers and page labels of every kind."""

from collections.abc import Callable
from functools import partial

from tests.index.truth.flow import fill, run_over
from tests.index.truth.language import Writer
from tests.index.truth.margins import arabic, band, chapter, dashed, number_alone, page_of, roman, together
from tests.index.truth.model import Example
from tests.index.truth.pages import Style
from tests.index.truth.sheets import A4, SANS, SERIF, Furniture
from tests.index.truth.typesetter import Typesetter

HEAD = "River Review | Annual report of the otter survey"
FOOT = "Printed for the river council by its own press"

HEADS: dict[str, tuple[Furniture, tuple[str, ...]]] = {
    "constant": (together(band(HEAD, "left", top=True), band(number_alone)), (HEAD,)),
    "alternating": (
        together(
            band(lambda _s, n, _t, _l: HEAD if n % 2 else "Otters in the valley", "outer", top=True),
            band(number_alone, "outer"),
        ),
        (HEAD, "Otters in the valley"),
    ),
    "chapter": (together(band(chapter, "right", top=True), band(number_alone)), ()),
    "with-number": (band(lambda _s, _n, _t, label: f"{HEAD} {label}", "right", top=True), (HEAD,)),
    "number-first": (band(lambda _s, _n, _t, label: f"{label}    {HEAD}", "outer", top=True), (HEAD,)),
    "and-foot": (
        together(band(HEAD, top=True), band(FOOT, "left"), band(number_alone, "right")),
        (HEAD, FOOT),
    ),
    "two-lines": (
        together(band(HEAD, top=True), band("Second part", top=True, away=45), band(page_of, "right")),
        (HEAD, "Second part"),
    ),
}
NUMBERS: dict[str, Furniture] = {
    "centre": band(number_alone),
    "outer": band(number_alone, "outer"),
    "top": band(number_alone, "outer", top=True),
    "page-of": band(page_of, "right"),
    "page": band(lambda _s, _n, _t, label: f"Page {label}"),
    "dashed": band(dashed, size=10),
    "body-size": band(number_alone, size=11),
}


def with_head(kind: str, pages: int, seed: int, last: bool = False) -> Example:
    writer = Writer(seed)
    setter = Typesetter(Style(face=SERIF if seed % 2 else SANS, justified=bool(seed % 2)))
    setter.heading("Otters along eight rivers", size=26, title=True)
    if pages > 2:
        setter.heading(writer.heading())
        run_over(setter, writer)
    fill(setter, writer, pages, headings=2)
    furniture, running = HEADS[kind]
    return setter.finish(
        f"pdf-head-{kind}-{pages}-{seed}", furniture=furniture, labels=arabic(setter.number), running=running,
        furniture_last=last,
    )  # fmt: skip


def with_numbers(kind: str, pages: int, seed: int) -> Example:
    writer = Writer(seed)
    setter = Typesetter(Style(indented=True))
    fill(setter, writer, pages)
    return setter.finish(f"pdf-numbers-{kind}-{pages}-{seed}", furniture=NUMBERS[kind], labels=arabic(setter.number))


def with_front_matter(seed: int, in_file: bool) -> Example:
    """Return a document of pages i to iv and then 1 to 8."""
    writer = Writer(seed)
    setter = Typesetter()
    fill(setter, writer, 4)
    setter.new_page()
    fill(setter, writer, 12)
    labels = [*roman(4), *arabic(setter.number - 4)]
    file_labels = {0: ("ROMAN_LOWER", 1), 4: ("ARABIC", 1)} if in_file else None
    return setter.finish(
        f"pdf-front-matter-{seed}-{in_file}", furniture=band(number_alone), labels=labels, file_labels=file_labels
    )


def with_bare_cover(seed: int) -> Example:
    """Return a document of two unnumbered pages and then pages 1 to 6, as most reports have them."""
    writer = Writer(seed)
    setter = Typesetter()
    setter.sheets[0].bare = True
    setter.heading("Otters along eight rivers", size=30, title=True)
    setter.words("A report to the valley", 72, 500, "Helvetica", 14)
    setter.new_page(bare=True)
    setter.heading("Foreword")
    setter.paragraph(writer.sentences(3))
    setter.new_page()
    fill(setter, writer, 8)
    labels = [None, None, *arabic(setter.number - 2)]
    return setter.finish(
        f"pdf-bare-cover-{seed}", furniture=together(band(number_alone), band(HEAD, "left", top=True)), labels=labels,
        running=(HEAD,),
    )  # fmt: skip


def excerpt(seed: int, first: int = 215) -> Example:
    """Return part of a larger document: page 1 of the file is numbered 215."""
    writer = Writer(seed)
    setter = Typesetter()
    fill(setter, writer, 6)
    return setter.finish(
        f"pdf-excerpt-{seed}",
        furniture=together(band(number_alone, "outer"), band(HEAD, top=True)),
        labels=arabic(setter.number, first),
        running=(HEAD,),
    )


def with_skipped_numbers(seed: int) -> Example:
    """Return a document that prints no number where a chapter begins; readers may infer it or give none."""
    writer = Writer(seed)
    setter = Typesetter()
    for chapter_number in range(1, 5):
        if chapter_number > 1:
            setter.new_page()
        fill(setter, writer, chapter_number * 3, every=50)

    def unless_opening(sheet: object, number: int, _total: int, label: str | None) -> str | None:
        return None if number % 3 == 1 else label

    return setter.finish(
        f"pdf-skipped-numbers-{seed}", furniture=band(unless_opening), labels=arabic(setter.number),
        unknown_labels=True,
    )  # fmt: skip


def long_document(seed: int) -> Example:
    """Return a document of 225 short pages that prints 217 on its page 219."""
    writer = Writer(seed)
    setter = Typesetter(page=(330, 340))
    setter.sheets[0].bare = True
    setter.paragraph(writer.sentences(1))
    setter.new_page(bare=True)
    setter.paragraph(writer.sentences(1))
    for number in range(223):
        setter.new_page()
        if number % 10 == 0:
            setter.heading(writer.heading(), size=14)
        setter.paragraph(writer.sentences(1))
    assert setter.number == 225
    return setter.finish(
        f"pdf-long-{seed}", furniture=band(number_alone), labels=[None, None, *arabic(223)],
        unknown_labels=False,
    )  # fmt: skip


def labels_in_the_file_alone(seed: int) -> Example:
    writer = Writer(seed)
    setter = Typesetter()
    fill(setter, writer, 5)
    example = setter.finish(
        f"pdf-file-labels-{seed}", labels=[*roman(2), *arabic(setter.number - 2)],
        file_labels={0: ("ROMAN_LOWER", 1), 2: ("ARABIC", 1)},
    )  # fmt: skip
    return example


def contradicting_labels(seed: int) -> Example:
    """Return a document whose printed numbers and whose file's labels are two apart."""
    writer = Writer(seed)
    setter = Typesetter()
    fill(setter, writer, 6)
    return setter.finish(
        f"pdf-contradicting-labels-{seed}", furniture=band(number_alone), labels=arabic(setter.number, 3),
        file_labels={0: ("ARABIC", 1)}, unknown_labels=True,
    )  # fmt: skip


def without_numbers(pages: int, seed: int) -> Example:
    writer = Writer(seed)
    setter = Typesetter(Style(face=SANS), A4)
    fill(setter, writer, pages)
    return setter.finish(f"pdf-no-numbers-{pages}-{seed}", furniture=band(HEAD, "left", top=True), running=(HEAD,))


EXAMPLES: dict[str, Callable[[], Example]] = {
    **{f"pdf-head-{kind}-{n}": partial(with_head, kind, n, n) for kind in HEADS for n in (3, 5)},
    **{f"pdf-head-{kind}-last": partial(with_head, kind, 4, 8, True) for kind in ("constant", "chapter", "and-foot")},
    **{f"pdf-head-and-foot-{n}": partial(with_head, "and-foot", n, n) for n in (1, 2, 12)},
    **{f"pdf-numbers-{kind}": partial(with_numbers, kind, 3, 21) for kind in NUMBERS},
    **{f"pdf-numbers-centre-{n}": partial(with_numbers, "centre", n, n) for n in (1, 2, 12)},
    **{f"pdf-numbers-page-of-{n}": partial(with_numbers, "page-of", n, n) for n in (1, 2)},
    "pdf-front-matter-printed": partial(with_front_matter, 31, False),
    "pdf-front-matter-in-file": partial(with_front_matter, 32, True),
    "pdf-bare-cover": partial(with_bare_cover, 33),
    "pdf-excerpt": partial(excerpt, 34),
    "pdf-skipped-numbers": partial(with_skipped_numbers, 35),
    "pdf-file-labels": partial(labels_in_the_file_alone, 36),
    "pdf-contradicting-labels": partial(contradicting_labels, 37),
    **{f"pdf-no-numbers-{n}": partial(without_numbers, n, 40 + n) for n in (1, 2, 3, 12)},
}
SLOW: dict[str, Callable[[], Example]] = {"pdf-long": partial(long_document, 50)}
