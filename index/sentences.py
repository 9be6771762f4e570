"""Sentences: the unit that is quoted.

Every full stop, question mark, exclamation mark and ellipsis may end a sentence. The rules here decide what
British reports, acts and letters are full of ("s. 20", "Mr. J. R. Smith", "the U.K. Government", a footnote
mark after the stop, no space after it); where no rule speaks, nupunkt decides. Bullets and list numbers at
the start of a line are not part of a sentence.
"""

import re

import nupunkt

Span = tuple[int, int]

_OPENERS = "“‘\"'([«"
_CLOSERS = "”’\"')\\]»*_"
# A footnote mark set against the stop: "rose.12 The", "rose.[3] The", "rose.* The".
_MARK = r"(?:\d{1,3}(?:[,–-]\d{1,3}){0,9}|(?:\[\^?\d{1,3}\])+|[⁰¹²³⁴-⁹]+|[†‡§]+)"
# Possessive (++), so that a long row of dots costs no more than its length.
_END = re.compile(rf"(?P<stop>(?<![.!?…])[.!?…]++)(?P<closers>[{_CLOSERS}]*+)(?P<mark>{_MARK})?(?P<space>\s++)(?=\S)")
_GLUED = re.compile(rf"[.!?][{_CLOSERS}]*+(?=[{re.escape(_OPENERS)}]?(?P<next>[A-Z][a-z]*+)(?:[,’':;]|$))")
# What every such place has, wherever it is: most lines have none.
_MAY_BE_GLUED = re.compile(rf"[.!?][{_CLOSERS}]*+[{re.escape(_OPENERS)}]?[A-Z]")
_TOKEN = re.compile(r"\S+")
_ADDRESS = re.compile(r"www\.|://|@")
_DOMAINS = frozenset(["Com", "Net", "Org", "Uk", "Gov", "Co", "Io", "Js", "Eu", "Info"])
_BULLET = re.compile(
    r"\s*(?:[•*‣⁃◦▪●○■□–—-]|\(?(?:\d{1,3}|[ivx]{1,4}|[A-Za-z])\)|(?:\d{1,3}|[ivx]{2,4}|[a-z](?!\.\s+\d))\.)\s+(?=\S)"
)
_NOTE_MARK = re.compile(
    r"\s*\(?(?:(?:\d{1,3}|[*†‡§]{1,3}|[⁰¹²³⁴-⁹]{1,3})[.)\]:]?|(?:[ivxlc]{1,6}|[a-z])[.)\]:]|\[(?:\d{1,3}|[a-z])\])\s+(?=\S)"
)
_ENUMERATOR = re.compile(r"\(?(?:\d{1,3}|[ivx]{1,4}|[A-Za-z])[.)]+")

# Never the end of a sentence: something always follows.
_OPEN = frozenset("e.g eg i.e ie cf viz vs v ca approx".split())
_TITLES = frozenset("Dr Mr Mrs Ms Mx Messrs Prof Rev Revd Hon Rt Cllr Lt Col Capt Sgt Maj Gen Supt Insp Fr".split())
# The end unless a number, a letter or a bracket follows: "No. 3" but "We say no. The review says yes."
_BEFORE_NUMBERS = frozenset(
    "no nos p pp s ss sec secs sect sch schs art arts reg regs para paras chap ch chs fig figs vol vols cl"
    " rec recs app annex ed eds c max min est al etc col n nn r rr tel ext jan feb mar apr jun jul aug sep"
    " sept oct nov dec mon tue tues wed thu thur thurs fri sat sun".split()
)
_MONTHS_AND_DAYS = frozenset("jan feb apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri".split())
_VOWELS = frozenset("aeiouy")
# What nupunkt is asked about; any other word with a vowel ends a sentence if a capital follows.
_ABBREVIATED = frozenset(
    """adj adm admin apt app assn assoc asst atty ave bldg blvd bros cent cert cit civ col com comm comr conf cons
    corp ctte dept depts det dir dist div encl eng eps esq est exec fam fed fin gov govt hosp inc incl ind inst int
    intl jun lieut maj misc mod nat natl num obs opp ord org orig par parl penn pol pop pres priv proc pub publ rec
    ref refs reg rel rep resp rev sec sen ser soc spec stat supt supp suppl surg tech temp terr trans treas trib
    univ vet vic vols yorks beds berks bucks cambs derbys glos hants herts hunts lancs leics lincs middx northants
    notts oxon salop staffs wilts worcs""".split()
)
# Words that begin a sentence far more often than they go on with a name.
_STARTERS = frozenset(
    """The This That These Those It Its We Our They Their He She His Her I You Your My There Here In On At By
    Whether Though Ours
    For From With Within Without Under Over Between Through As If When While Where Who What Which Why How
    Some Many Most More Much Few All Both Each Every Any No Not None But And Or So Yet Nor However Although
    Since After Before During Because Despite Such Another Other Others Only Then Thus Therefore Also Instead
    Further Overall An A To Of Do Does Did Is Are Was Were Can Could Will Would Should Must May Have Has Had
    Today Now Once Until Unless Please See""".split()
)
# "Option A. The" and "Annex B. Children": a letter after these is a label, not an initial.
_LABELLED = frozenset(
    """annex appendix article band box category chapter class column exhibit figure form grade group hepatitis
    level note option panel paragraph part plan point question recommendation scenario schedule section stage
    step table team theme tier type version vitamin""".split()
)


def sentence_spans(text: str, start: int = 0, end: int | None = None, *, notes: bool = False) -> list[Span]:
    """Return the spans of the sentences in ``text[start:end]``, in code points of ``text``.

    Lines are blocks (see ``index.blocks``), so no sentence crosses a line break. Spans are in order and carry
    no white space at their ends and no bullet; every letter and digit of the text besides list numbers is in
    one of them. With ``notes`` each line is a footnote, and the mark that it begins with ("12 See …") is no part
    of a sentence either.
    """
    mark = _NOTE_MARK if notes else _BULLET
    spans: list[Span] = []
    position = start
    for line in text[start:end].split("\n"):
        spans += [(position + left, position + right) for left, right in _line_spans(line, mark)]
        position += len(line) + 1
    return spans


def _line_spans(line: str, mark: re.Pattern[str]) -> list[Span]:
    bullet = mark.match(line)
    offset = bullet.end() if bullet else 0
    body = line[offset:]
    spans: list[Span] = []
    left = 0
    for cut in [*_cuts(body), len(body)]:
        piece = body[left:cut].strip()
        if not any(character.isalnum() for character in piece):
            # Nothing but marks: they belong to the sentence before, or else to the one after.
            if not spans:
                continue
            if piece:
                spans[-1] = (spans[-1][0], offset + left + len(body[left:cut].rstrip()))
        elif cut < len(body) and _ENUMERATOR.fullmatch(piece):
            continue
        else:
            begin = cut - len(body[left:cut].lstrip())
            spans.append((offset + begin, offset + begin + len(piece)))
        left = cut
    return spans


def _cuts(body: str) -> list[int]:
    """Return where sentences end, each position right behind the last character of one."""
    cuts = set(_cuts_without_space(body))
    trained: set[int] | None = None
    for match in _END.finditer(body):
        cut = match.start("space")
        ends = _ends(body, match)
        if ends is None:
            if trained is None:
                trained = {len(body[:right].rstrip()) for _, right in nupunkt.sent_spans(body)}
            ends = cut in trained
        if ends:
            cuts.add(cut)
    return sorted(cuts)


def _ends(body: str, match: re.Match[str]) -> bool | None:
    """Tell whether a sentence ends at this stop; ``None`` where no rule knows."""
    rest = body[match.end() : match.end() + 40]
    opened = rest.lstrip(_OPENERS)
    words = body[max(0, match.start() - 60) : match.start()].split()
    word, before = (words[-1] if words else "").lstrip(_OPENERS), words[-2] if len(words) > 1 else ""
    if opened[:1].islower():
        # "etc. and", "“Why?” she asked"; after a common word nupunkt knows whether it is an abbreviation.
        return None if match.group().rstrip() == "." and word.islower() and _is_plain(word) else False
    mark = match["mark"] or ""
    if mark[:1].isdecimal():
        # "rose.12 The", but not "s.20 Children Act" nor "3.5 Children".
        return bool(match["closers"]) or _is_plain(word)
    if match["stop"] != ".":
        ellipsis = match["stop"].startswith(("..", "…"))
        if ellipsis and body[max(0, match.start() - 1)].isspace():
            # Words left out of a sentence, "the review … Ofsted", or left out between two.
            return _starts_sentence(opened)
        return not (ellipsis and opened[:1].isdecimal())
    if mark or match["closers"]:
        # "(Smith et al.) Leeds" goes on, "(see Annex A.) The" does not.
        return _is_plain(word) or _starts_sentence(opened) or None
    if len(word) == 1 and word.isupper():
        return _ends_after_letter(word, before, opened)
    return _ends_after_word(word, rest)


def _is_plain(word: str) -> bool:
    known = word in _TITLES or word.lower() in _BEFORE_NUMBERS or word.lower() in _OPEN
    return len(word) > 1 and word.isalpha() and not known


def _starts_sentence(rest: str) -> bool:
    word = re.match(r"\w*", rest)
    return word is not None and word.group() in _STARTERS and rest[word.end() :][:1] != "."


def _ends_after_word(word: str, rest: str) -> bool | None:
    plain = word.lower()
    starts = _starts_sentence(rest.lstrip(_OPENERS))
    if plain in _OPEN or word in _TITLES:
        return False
    if plain in _BEFORE_NUMBERS:
        if rest[0].isdecimal() or rest[0] in "([§" or (re.match(r"[A-Z]\b|[IVX]+\b", rest) and not starts):
            return False
        return None if plain in _MONTHS_AND_DAYS and not starts else True
    # nupunkt takes many common words and short names for abbreviations ("life", "week", "Wend"); a capital tells.
    name = len(word) > 2 and plain not in _ABBREVIATED and not _VOWELS.isdisjoint(plain)
    return starts or (_is_plain(word) and (word.islower() or name)) or None


def _ends_after_letter(letter: str, before: str, rest: str) -> bool | None:
    labelled = before.lower().strip(_OPENERS) in _LABELLED
    if labelled or _starts_sentence(rest) or (letter == "I" and before.islower()):
        return True
    return False if re.match(r"[A-Z](?:\.|[\w’'-]+)", rest) else None


def _cuts_without_space(body: str) -> list[int]:
    if not _MAY_BE_GLUED.search(body):
        return []
    cuts = []
    for token in _TOKEN.finditer(body):
        if _ADDRESS.search(token.group()):
            continue
        begin = 0
        for match in _GLUED.finditer(token.group()):
            word = token.group()[begin : match.start()].lstrip(_OPENERS)
            plain = word[-3:].isalpha() and word[-3:].islower() and len(word) > 2 and word not in _TITLES
            certain = match["next"] in _STARTERS and len(match["next"]) > 1 and len(word) > 1
            if (plain and match["next"] not in _DOMAINS) or certain:
                cuts.append(token.start() + match.end())
                begin = match.end()
    return cuts
