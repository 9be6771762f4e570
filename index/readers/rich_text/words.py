"""The control words of RTF that stand for characters, and those that begin groups without words of the document."""

CHARACTERS = {
    "tab": "\t", "line": "\n", "page": "\n", "column": "\n", "emdash": "—", "endash": "–", "lquote": "‘",
    "rquote": "’", "ldblquote": "“", "rdblquote": "”", "bullet": "•", "emspace": "\u2003", "enspace": "\u2002",
    "qmspace": "\u2005", "zwj": "\u200d", "zwnj": "\u200c", "zwbo": "\u200b", "zwnbo": "\u2060",
    "ltrmark": "\u200e", "rtlmark": "\u200f",
}  # fmt: skip
SIGNS = {"~": "\u00a0", "-": "\u00ad", "_": "\u2011", "\t": "\t"}
_SKIPPED = frozenset(
    """colortbl filetbl listtable listoverridetable revtbl rsidtbl pict objdata objalias objclass objname objtime
    header headerl headerr headerf footer footerl footerr footerf ftnsep ftnsepc ftncn aftnsep aftnsepc aftncn
    annotation atnid atnauthor atndate atntime atnref atnicn atrfstart atrfend bkmkstart bkmkend xe tc tcn txe rxe
    nonshppict shprslt nonesttables sp sn sv fldtype comment doccomm private author operator manager company category
    keywords subject hlinkbase revtim printim buptim nextfile template generator datafield formfield mmathPict
    falt panose fontemb fontfile pntxta pntxtb background""".split()
)
SILENT = frozenset({"info", "shp", "shpinst", "shpgrp", "do", "nesttableprops"})
"""Groups whose own words are none of the document, but which may hold groups with such words."""
_KNOWN_AFTER_A_STAR = frozenset(
    "fldinst ud footnote shpinst shptxt do dptxbxtext nesttableprops listtext pntext moMath moMathPara".split()
)


_FOLLOWED = (
    SILENT
    | _KNOWN_AFTER_A_STAR
    | frozenset(
        """fonttbl stylesheet title creatim upr par sect pard s outlinelevel ls chftn ftnalt trowd cellx itap intbl cell
        nestcell row nestrow plain v deleted mvf deff f uc ansicpg mac pc pca fcharset sbasedon yr mo dy""".split()
    )
)


def is_followed(word: str) -> bool:
    """Tell whether a word may mean anything here; most say how something looks."""
    return word in _FOLLOWED or word.startswith(("ftnn", "aftnn"))


def is_skipped(word: str, starred: bool) -> bool:
    r"""Tell whether a word begins a group to skip; after ``\*`` (``starred``) any word does that is not known."""
    is_property_of_formula = word.startswith("m") and word.endswith("Pr")
    return word in _SKIPPED or is_property_of_formula or (starred and word not in _KNOWN_AFTER_A_STAR)
