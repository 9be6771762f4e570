"""What a few words name: an organisation, a place, or something to talk about."""

import re
from collections.abc import Iterable
from enum import StrEnum

from qa.conversation.words import ACTOR, BODY, ONLY_PLACE, TERM_IN_CAPITALS
from qa.organisations import aliases, mentions


class Sort(StrEnum):
    """What a fragment names."""

    ORGANISATION = "organisation"
    PLACE = "place"
    TOPIC = "topic"
    UNSURE = "unsure"


def sort_of(thing: str, organisations: Iterable[str]) -> Sort:
    """Tell what a few words name: a topic if nothing else."""
    names = tuple(organisations)
    rest = thing
    for mention in reversed(mentions(f"about {thing}", names)):
        rest = rest[: mention.start - 6] + rest[mention.end - 6 :]
    left = set(re.findall(r"\w+", rest.lower()))
    if rest != thing and left <= {"the", "and", "or"}:
        return Sort.ORGANISATION
    if ACTOR.fullmatch(thing):
        return Sort.ORGANISATION
    if ONLY_PLACE.fullmatch(thing):
        return Sort.PLACE
    if thing.islower() and any(thing == alias.lower() for name in names for alias in aliases(name)):
        return Sort.UNSURE  # "kinship" may be the charity or the care.
    name = re.sub(r"^the\s+", "", thing, flags=re.IGNORECASE)
    if re.fullmatch(r"[A-Z]{3,8}", name) and name not in TERM_IN_CAPITALS:
        return Sort.ORGANISATION
    if name[:1].isupper() and BODY.search(name):
        return Sort.ORGANISATION
    return Sort.TOPIC
