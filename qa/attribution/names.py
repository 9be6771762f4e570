"""What the document's organisation and the library's others are called."""

import re
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from qa.organisations import aliases

_OF_GOVERNMENT = re.compile(r"^(?:Department|Ministry|HM |Home Office|Cabinet Office|Foreign|Treasury)|\bGovernment\b")
_BODY_HEAD = re.compile(
    r"\b(?:Association|Society|Authority|Commission|Committee|Office|Department|Review|Union|College|Bureau|Council|"
    r"Agency|Panel|Institute|Federation|Trust|Board|Service|Commissioner|Network|Inquiry|Inspectorate|Ombudsman|"
    r"Foundation|Centre|Confederation|Alliance|Ministry|Executive)s?\b(?=$| of | for )"
)


class Kind(Enum):
    """Whose words they are, as far as the words for the speaker alone can tell."""

    OWN = "the document's own"
    BODY = "a body"
    PERSON = "a person"
    PEOPLE = "people without a name"
    SOURCE = "what a body or person published"
    PRONOUN = "it, they, he or she"
    REFERENCE = "a report or a body known from before"


@dataclass(frozen=True, slots=True)
class Speaker:
    """A speaker's name, as it reads after "quoting", and its kind; ``noun`` is the noun that a reference goes by."""

    name: str
    kind: Kind
    noun: str = ""


@dataclass(frozen=True, slots=True)
class Names:
    """The names that count as the document's own, and the library's organisations by what they are called."""

    speaker: str
    own: tuple[str, ...]
    known: dict[str, str]

    def is_own(self, name: str) -> bool:
        """Tell whether a name is the document's own organisation, a part of it, or a short form of it."""
        bare = _folded(name)
        if any(bare == own or bare.startswith((own + " ", own + "'")) for own in self.own):
            return True
        if " " in bare and any(_shortens(bare, own) for own in self.own):
            return True
        return len(bare) > 3 and any(own.startswith(bare + " ") for own in self.own)

    def is_own_noun(self, noun: str) -> bool:
        """Tell whether the document's own organisation may go by a noun: "the review", "the Government"."""
        if noun in ("government", "white paper", "green paper") and _OF_GOVERNMENT.search(self.speaker):
            return True
        return re.search(rf"\b{noun}\b", self.speaker, re.IGNORECASE) is not None

    def full(self, name: str) -> str:
        """Return the library's name for one that a sentence uses, or that name; an article stays before it."""
        bare = re.sub(r"^[Tt]he\s+", "", name)
        organisation = self.known.get(_key(bare)) or self.known.get(_key(name))
        article = bare != name
        if organisation is None:
            return f"the {bare}" if article else name
        if organisation.startswith("The "):
            return organisation
        article = article or _BODY_HEAD.search(organisation) is not None
        return f"the {organisation}" if article else organisation

    def knows(self, name: str) -> bool:
        """Tell whether a name is that of one of the library's organisations."""
        return _key(re.sub(r"^[Tt]he\s+", "", name)) in self.known


@lru_cache(maxsize=64)
def names_of(speaker: str, organisations: tuple[str, ...]) -> Names:
    """Return what the document's organisation is called, and the others of the library by what they are called."""
    known: dict[str, str] = {}
    shared: set[str] = set()
    for organisation in organisations:
        for alias in _called(organisation):
            if known.setdefault(_key(alias), organisation) != organisation:
                shared.add(_key(alias))
    return Names(
        speaker,
        tuple(_folded(alias) for alias in _called(speaker)),
        {alias: organisation for alias, organisation in known.items() if alias not in shared},
    )


def _shortens(name: str, own: str) -> bool:
    """Tell whether a name leaves words out of the document's own: "Education Committee" for that of a House."""
    left = iter(own.split())
    return name.split()[-1] == own.split()[-1] and all(word in left for word in name.split())


def _called(organisation: str) -> list[str]:
    """Return an organisation's aliases, with the initials that keep small words small: DfE, MoJ."""
    words = re.sub(r"^The\s+", "", organisation).split()
    initials = "".join(word[0] for word in words)
    small = len(words) > 2 and not initials.isupper() and initials[0].isupper() and initials[-1].isupper()
    return [*aliases(organisation), *([initials] if small else [])]


def _folded(name: str) -> str:
    return re.sub(r"^the\s+", "", name.replace("’", "'").lower())


def _key(name: str) -> str:
    name = name.replace("’", "'")
    return name if " " not in name else name.lower()
