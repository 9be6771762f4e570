"""Invented sentences about otters, rivers and councils, each of which occurs only once."""

import random

RIVERS = ("Wendle", "Tarrow", "Isk", "Lower Brannet", "Oddle", "Great Vessen", "Carrick Water", "Millbeck")
_BODIES = (
    "The river council", "Each harbour committee", "Our upland wardens", "The otter trust", "A panel of ferrymen",
    "Volunteers from the lower valley", "Families near the weir", "Councillors in the estuary towns",
    "The flood authority", "Wardens and local anglers", "Young people in the boat clubs", "The survey team",
    "Community groups along the shore", "Children who live by the mill pond", "The conservation committee",
)  # fmt: skip
_DEEDS = (
    "counted {n} otters along the {river}", "spent £{n} on fish ladders for the {river}",
    "heard from {n} households about the flood wall", "planted {n} willows on the banks of the {river}",
    "recorded {n} visits to the reed beds", "asked {n} farmers to fence their ditches",
    "received {n} letters about the moorings on the {river}", "cleared {n} metres of the old towpath",
    "trained {n} volunteers in the safe handling of nets", "moved {n} boats away from the nesting places",
    "wrote to {n} communities about the closing of the locks", "found {n} holts between the {river} and the sea",
)  # fmt: skip
_TAILS = (
    "before the summer began", "in the wet spring of that year", "although the older survey had found far fewer",
    "because the water was clearer than it had been for a decade", "and published the results in full",
    "while the bridge at {river} Cross was closed to carts", "with the help of neighbouring parishes",
    "which was more than the assessment had recommended", "so that the recommendations could be tested",
    "as “a first step towards a living river”", "and promised to return after the harvest",
    "at a time when the communities’ own funds had almost run dry", "under the arrangements agreed in the autumn",
    "whatever the weather – and it was seldom kind – allowed", "(the figures for the {river} are provisional)",
    "where the information was good enough to be compared", "in spite of the difficulties of the previous season",
    "as part of a long-term plan for the {river}", "with a child-centred timetable for the boat schools",
    "in a community-led and well-known effort",
)  # fmt: skip
_QUESTIONS = (
    "How many of the {n} boats on the {river} still carry a lamp?",
    "Why did {n} households near the {river} hear nothing of the plan?",
)
_ITEMS = (
    "new lamps for the {n} boats on the {river}", "better maps of the {n} ditches",
    "a fair hearing for the {n} households below the weir", "dry paths to the {n} holts near the {river}",
    "Free nets for {n} volunteers", "Quiet hours on {n} moorings, agreed with the boat clubs",
)  # fmt: skip
_TITLES = (
    "The state of the {river}", "Otters and people", "What the wardens saw", "Paying for clean water",
    "Work on the {river}", "Homes for otters", "Listening to the valley", "The next ten years", "Boats and moorings",
    "Learning from the floods", "Safe banks", "How the survey was made", "A fair share of the river",
    "Schools by the water", "The old mills", "Night patrols",
)  # fmt: skip


class Writer:
    """Writes sentences, list items and headings, none of them twice."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self._numbers: set[int] = set()
        self._titles: list[str] = []
        self._rounds = 0

    def number(self) -> str:
        """Return a number that this writer has not used yet, with commas between thousands."""
        while True:
            number = self.chance.randrange(1_001, 999_999)
            if number not in self._numbers:
                self._numbers.add(number)
                return f"{number:,}"

    def sentence(self, tails: int | None = None) -> str:
        """Return a sentence of some 8 to 35 words."""
        if tails is None and self.chance.random() < 0.05:
            return self._filled(self.chance.choice(_QUESTIONS))
        count = self.chance.choice((0, 1, 1, 2)) if tails is None else tails
        chosen = self.chance.sample(_TAILS, count)
        return self._filled(" ".join([self.chance.choice(_BODIES), self.chance.choice(_DEEDS), *chosen]) + ".")

    def sentences(self, count: int) -> list[str]:
        return [self.sentence() for _ in range(count)]

    def roll_call(self) -> str:
        """Return a sentence most words of which are names with capitals."""
        places = [f"{river} {place}" for river in RIVERS for place in ("Bridge", "Mill", "Green", "Cross")]
        chosen = self.chance.sample(places, 12)
        return f"In {self.number()} homes of {', '.join(chosen[:-1])} and {chosen[-1]} nobody had seen an otter."

    def item(self) -> str:
        """Return a short list item without a stop."""
        return self._filled(self.chance.choice(_ITEMS))

    def heading(self) -> str:
        """Return a heading of a few words, with a number only when all others are used."""
        if not self._titles:
            self._titles = list(_TITLES)
            self.chance.shuffle(self._titles)
            self._rounds += 1
            if self._rounds > 1:
                self._titles = [f"{title}, part {self.number()}" for title in self._titles]
        return self._titles.pop().replace("{river}", self.chance.choice(RIVERS))

    def _filled(self, form: str) -> str:
        while "{n}" in form:
            form = form.replace("{n}", self.number(), 1)
        while "{river}" in form:
            form = form.replace("{river}", self.chance.choice(RIVERS), 1)
        return form
