"""The words by which speech is reported: the verbs, the nouns for those who speak, and the forms of a name."""

import re

_CAPITAL = r"[A-Z][\w&-]*(?:['’]\w*)?"
NAME = rf"{_CAPITAL}(?:\s+(?:(?:of|for|and|on|in|to|into|&)\s+(?:the\s+)?|the\s+)?{_CAPITAL}|\s+39\b)*"
"""A proper name: capitalised words with the small words between them."""

STRONG_BODIES = (
    "review|inquiry|committee|commission|panel|government|department|treasury|court|tribunal|ombudsman|parliament|"
    "white paper|green paper|regulator|watchdog|inspectorate|taskforce|task force|board|ministry"
)
"""Bodies that a sentence may name by this noun alone: "the review"."""
WEAK_BODIES = (
    "charity|association|union|organisation|trust|society|network|agency|authority|council|company|group|college"
)
"""Bodies that need an earlier sentence to be known by this noun: "the charity" may be the one that writes."""
SOURCES = (
    "report|reports|survey|surveys|study|studies|research|response|responses|analysis|figures|data|submission|letter|"
    "paper|briefing|statement|strategy|inspection|audit|evaluation|investigation|statistics|estimates|poll|evidence|"
    "speech|article|blog|inquiry|review|advice|guidance|consultation|census|commentary|findings|website|plan"
)
"""What people publish and what may speak for them: "Ofsted's report found"."""
PERSONS = (
    "chief executive|chief inspector|chair|chairman|chairwoman|president|director|minister|"
    "secretary of state|chancellor|"
    "secretary|commissioner|inspector|head|spokesman|spokeswoman|spokesperson|leader|judge|author|"
    "officer|manager|mother|"
    "father|parent|carer|grandmother|grandfather|young person|care leaver|child|girl|boy|teacher|"
    "headteacher|nurse|doctor|"
    "farmer|social worker|witness|professor|coroner|auditor|researcher|economist|member|resident|patient|"
    "respondent|pupil|"
    "student|councillor|peer|lawyer|solicitor|expert|adviser|reviewer|worker|practitioner|woman|man|person|midwife"
)
PEOPLE = (
    r"people|children|officials|staff|[a-z]+ers|[a-z]+ors|parents|families|councils|charities|authorities|companies|"
    r"witnesses|respondents|professionals|experts|academics|patients|nurses|residents|pupils|students|adults|members|"
    r"judges|economists|unions|groups|organisations|bodies|campaigners|associations|agencies|peers|governments|"
    r"departments|women|men|relatives|adults|police|midwives|boards|trusts|schools|hospitals|firms|businesses|"
    r"chief executives|spokesmen|critics|colleagues|commissioners"
)
FUNCTION_WORDS = frozenset(
    "the a an this that these those one two three four five some many most several few both all each "
    "every another other "
    "no nobody nothing none everything everyone anyone someone what which who whose how when where why "
    "while although "
    "though if unless whether because since as in on at by for from of with under over after before "
    "during between among "
    "and but or nor so yet however indeed similarly meanwhile moreover furthermore also then there here "
    "it they he she we "
    "i its their his her our my more less nine ten six seven eight half young foster social senior local former "
    "independent research evidence figures data analysis recent new early too good such despite given only not just "
    "recommendation recommendations table figure section chapter annex part article appendix nearly almost".split()
)
"""Words that have a capital only where a sentence begins."""
NO_SPEAKERS = frozenset(
    "table figure section chapter annex part article appendix act bill regulation regulations schedule directive "
    "convention treaty recommendation january february march april may june july august september october november "
    "december monday tuesday wednesday thursday friday saturday sunday england wales scotland britain".split()
)

_THAT = r"(?:\s+(?:in|on)\s+(?:\d|[A-Z])[^,;:]{1,30}?|\s+(?:clearly|again|recently))?,?\s+(?:that\b|[“\"‘])|\s*:"
_CLAUSE = (
    r"\s+(?:(?!who\b|which\b|that\b|whose\b)[\w'’-]+\s+){1,8}?"
    r"(?:was|were|had|have|has|are|is|did|do|could|would|cannot)\b"
)
_FINDING = (
    r"\s+(?:no|little|clear|some|strong|good)?\s*(?:evidence|signs|gaps|weaknesses|failings|shortcomings|significant|"
    r"serious|widespread|major|examples|fault|flaws|too\s+(?:few|many|little|much)|it\s+\w+)\b"
)
_DOCUMENT = (
    r"[^.;:]{0,70}?\b(?:reports?|reviews?|proposals?|plans?|strategy|recommendations?|reforms?|decisions?|"
    r"ideas?|creation|"
    r"commitments?|announcements?|responses?|study|measures|bill|pledges?|findings?|approach|emphasis|focus)\b"
)
_ENDS = r"|\s*(?:,|[.;!]?\s*$)"
_LATE = r"|\s+in\s+[^,.]{2,40}[,.]"

SPEECH = {
    r"said|says|say": r"(?!\s*(?:nothing|little|too|so|no more|otherwise|goodbye)\b)",
    r"told|tells|tell": r"\s+(?!(?:its|their|his|her|the)\s+(?:story|stories)\b)\w",
    r"argued|argues|argue|warned|warns|warn|stated|states|state|claimed|claims|claim|maintained|maintains|maintain|"
    r"insisted|insists|insist|explained|explains|explain|added|adds|add|remarked|remarks|commented|comments|"
    r"complained|complains|complain": rf"{_THAT}|{_CLAUSE}|\s+(?:of|for|against|about)\b{_ENDS}{_LATE}",
    r"estimated|estimates|estimate|calculated|calculates": r"\s+\w" + _ENDS,
    r"pointed out|points out|point out|observed|observes|noted|notes|note|stressed|stresses|emphasised|emphasises|"
    r"highlighted|highlights|acknowledged|acknowledges|admitted|admits|denied|denies|recalled|confirmed|confirms|"
    r"announced|announces|predicted|predicts|reported|reports|report|agreed|agrees|agree|believed|believes|believe|"
    r"suggested|suggests|indicated|indicates|asserted|asserts|accepted|accepts|advised|advises|recognised|recognises|"
    r"concluded|concludes|conclude|held|holds|ruled|decided|demanded|demands|feared|fears|thought|thinks|hoped|"
    r"hopes|promised|promises|pledged|determined|heard": rf"{_THAT}{_ENDS}{_LATE}",
    r"promised|promises|pledged": r"\s+\w",
    r"agreed|agrees": r"\s+with\s+",
    r"found|finds|find|discovered|revealed|reveals|showed|shows|show": rf"{_THAT}|{_FINDING}|{_CLAUSE}{_ENDS}{_LATE}",
    r"suggest|suggests|suggested|indicate|indicates": rf"{_THAT}|{_CLAUSE}{_ENDS}",
    r"recommended|recommends|recommend|proposed|proposes|propose": r"\s+(?!by\b)[\w£“\"‘]",
    r"called for|calls for|call for|called on|calls on|call on|urged|urges|"
    r"asked for|asks for|demanded|demands": r"\s+\w",
    r"asked|asks": r"\s+(?:whether|if|that|why|how|(?:the|ministers|councils)\b[^.;]{0,40}\s+to)\b",
    r"wrote|writes|replied|replies": rf"{_THAT}" + r"|\s+(?:in|of)\s+.{2,80}?\bthat\b",
    r"called|calls|described|describes|regarded|regards": r"\s+(?!(?:at|in|by|a meeting)\b)[^.;:]{2,}",
    r"identified|identifies": r"\s+(?:\w+\s+){0,3}(?:problems?|gaps?|weaknesses|failings|barriers|risks?|areas)\b",
    r"put": r"\s+(?:it\b|it\s+to\b|.{3,60}\s+at\s+£?\d)",
    r"wants|wanted": r"\s+\w",
    r"welcomed|welcomes|welcome|criticised|criticises|criticise|praised|praises|endorsed|endorses|opposed|opposes|"
    r"condemned|condemns": _DOCUMENT,
    r"(?:is|was|were|are)\s+(?:clear|adamant|concerned|worried|disappointed|pleased|frustrated|encouraged|delighted)": (
        r"\s+(?:that|about|with|by|at)\b"
    ),
}
"""Each reporting verb with what must follow it for the words to be a report of what somebody holds."""

PEOPLE_SAY = re.compile(
    r"(?:said|says|say|told|tells?|report(?:ed|s)?|argued?|argues|warn(?:ed|s)?|claim(?:ed|s)?|"
    r"complain(?:ed|s)?|add(?:ed|s)?|"
    r"asked(?: for)?|called for|urged|described?|explain(?:ed|s)?|concluded?|found|wrote|estimated?|"
    r"recommend(?:ed|s)?|"
    r"maintain(?:ed|s)?|insist(?:ed|s)?|stressed|put|pointed out|agreed|denied|admitted|promised|pledged|welcomed|"
    r"criticised|opposed|calculated|suggested|noted)$"
)
"""What people without a name may do for it to be a report; what they want or feel is the document's own word."""
WRITTEN_BY_US = frozenset(
    "recommend recommends recommended propose proposes proposed suggest suggests suggested".split()
)
PLURAL_VERB = re.compile(
    r"(?:say|tell|argue|warn|state|claim|maintain|insist|explain|add|complain|estimate|point out|note|"
    r"report|agree|believe|"
    r"conclude|find|show|suggest|indicate|recommend|propose|call for|call on|welcome|criticise)$"
)
"""Verbs as more than one do them; with one body before it, the word is a noun: "its report"."""
NEUTRAL = re.compile(
    r"(?:said|says?|not(?:e|es|ed)|add(?:s|ed)?|point(?:s|ed)? out|report(?:s|ed)?|state[sd]?|"
    r"highlight(?:s|ed)?|recall(?:s|ed)?|"
    r"explain(?:s|ed)?|wrote|observe[sd]?|heard|told)$"
)
"""Verbs that pass on what follows without taking sides."""

VERBS = re.compile(r"\b(?:" + "|".join(SPEECH) + r")(?![\w'’-])")
FOLLOWS = [(re.compile(rf"(?:{verb})$"), re.compile(after, re.IGNORECASE)) for verb, after in SPEECH.items()]

HELPERS = re.compile(
    r"(?:\b(?:has|have|had|also|all|both|further|since|now|then|again|itself|themselves|himself|herself|"
    r"already|later|"
    r"long|once|even|still|nevertheless|nonetheless|therefore|afterwards|did|do|does|was|were|is|are|be|been|to|not|"
    r"never|cannot|should|would|could|might|may|must|can|will|shall|ought|hardly|rarely|need|needs|fails?|failed|yet|"
    r"[a-z]+ly|\w+n['’]t)\s+)*$"
)
UNSAID = re.compile(
    r"\b(?:not|never|cannot|should|would|could|might|may|must|can|will|shall|ought|hardly|rarely|to|be|"
    r"been|was|were|is|are|"
    r"need|needs|fails?|failed|family|only|early|supply|\w+n['’]t)\b"
)
"""Among the helpers: the words are not said, or not yet, or said to the subject and not by it."""

PASSIVE = re.compile(
    r"(?P<be>\b(?:\w+\s+)?(?:is|are|was|were|been|be))\s+(?:[a-z]+ly\s+|also\s+)?"
    r"(?:described|called|criticised|condemned|recommended|proposed|suggested|estimated|found|judged|told|"
    r"warned|advised|"
    r"reported|praised|welcomed|highlighted|identified|noted|urged|asked)\s+by\s+"
)
ACCORDING = re.compile(r"\b[Aa]ccording to\s+")
HEARD_FROM = re.compile(r"\b(?:heard|heard\s+evidence|received\s+evidence)\s+from\s+(?=[^.;:]{2,60}?\s+(?:that|how)\b)")
INVERTED = re.compile(r"[”\"’][,.]?\s+(?:said|says|wrote|writes|argued|warned|added|explained|replied|concluded)\s+")
VIEW_OF = re.compile(r"\b[Ii]n the (?:view|words|opinion|judgement|assessment|eyes) of\s+")
IN_VIEW = re.compile(
    r"\b[Ii]n (?P<who>[^,.;:]{2,60}?['’]s?) (?:own )?(?:view|words|opinion|judgement|assessment|eyes)\b"
)
HOLDING = re.compile(
    r"(?P<who>(?:\b[Tt]he\s+|\b[Tt]his\s+|\b[Oo]ne\s+)?[\w'’ &-]{1,60}?['’]s?) "
    r"(?:own |main |final |"
    r"first |key |central )?"
    r"(?:recommendation|finding|conclusion|view|position|advice|argument|claim|warning|estimate|suggestion|proposal|"
    r"assertion|belief|prediction) (?:is |was |remains |has long been )?that\b"
)
REACTION = re.compile(
    r"\b(?:we|our|us|I|welcom\w+|disappoint\w+|pleased|wrong|flawed|right|concern\w*|unclear|commendable|"
    r"support\w*|agree\w*|"
    r"share\w*|reject\w*|oppos\w+|regret\w*|delighted|sensible|mistaken|step forward|misguided|positive)\b",
    re.IGNORECASE,
)
"""Words with which a document takes a stand of its own."""
