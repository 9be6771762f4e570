"""A small grammar of English questions: the words by which follow-ups are told from whole questions."""

import re

AUXILIARY = frozenset(
    "did does do is are was were has have had can could will would should may might must didn't doesn't don't isn't "
    "aren't wasn't weren't hasn't haven't can't couldn't won't wouldn't shouldn't".split()
)
PREPOSITIONS = frozenset(
    "in on of for from by with about to at under over among across within between during since before after until "
    "against into per through throughout outside towards without as than regarding concerning".split()
)
SUBORDINATORS = frozenset(
    "and or but when if because that which who whose where while whether although though before after until once so "
    "than as how what why".split()
)
RELATIVE = frozenset({"who", "that", "which", "whose", "where"})
ARTICLES = frozenset({"the", "a", "an"})

SPEECH = (
    r"say|says|said|think|thinks|thought|believe[sd]?|feel|feels|felt|argue[sd]?|recommend(?:s|ed)?|propose[sd]?|"
    r"suggest(?:s|ed)?|want(?:s|ed)?|support(?:s|ed)?|oppose[sd]?|welcome[sd]?|back(?:s|ed)?|reject(?:s|ed)?|"
    r"like[sd]?|dislike[sd]?|accept(?:s|ed)?|criticise[sd]?|praise[sd]?|endorse[sd]?|favour(?:s|ed)?|condemn(?:s|ed)?|"
    r"demand(?:s|ed)?|respond(?:s|ed)?|react(?:s|ed)?|agree[sd]?|disagree[sd]?|object(?:s|ed)?|ask(?:s|ed)?|call(?:s|ed)?|"
    r"make|made|conclude[sd]?|find|found|report(?:s|ed)?|warn(?:s|ed)?|estimate[sd]?|comment(?:s|ed)?|urge[sd]?|promise[sd]?"
)
"""Verbs that say what somebody holds of a thing."""

STANCE = (
    r"support(?:s|ed|ing)?|oppose[sd]?|welcome[sd]?|back(?:s|ed)?|reject(?:s|ed)?|criticise[sd]?|criticize[sd]?|"
    r"want(?:s|ed)?|recommend(?:s|ed)?|propose[sd]?|like[sd]?|dislike[sd]?|accept(?:s|ed)?|favour(?:s|ed)?|"
    r"condemn(?:s|ed)?|praise[sd]?|endorse[sd]?|demand(?:s|ed)?"
)
"""Those of them whose object is the thing itself."""

TOPIC_BEHIND = (
    r"\b(?:about|regarding|concerning)\s+",
    r"\b(?:says?|said|thinks?|thought|recommend(?:s|ed|ations?)?|comment(?:s|ed)?|positions?|views?|stance|line|opinions?|"
    r"policy|advice|guidance|thoughts|verdict|report(?:s|ed)?|make|made|approve[sd]?|disapprove[sd]?|propose[sd]?|"
    r"proposals|favour|spen[dt]|promise[sd]?|conclude[sd]?)\s+(?:on|of)\s+",
    r"\b(?:invest(?:s|ed)?|believe[sd]?)\s+in\s+",
    r"\b(?:respon[ds]e?|responded|react(?:s|ed|ions?)?|object(?:s|ed|ions?)?|opposed|opposition|approach)\s+to\s+",
    r"\b(?:calls?|called|asks?|asked|campaign(?:s|ed)?|push(?:ed)?)\s+for\s+",
    r"\b(?:agree[sd]?|disagree[sd]?)\s+with\s+",
    r"\bagainst\s+",
    rf"\b(?:{STANCE})\s+(?!(?:that|to|on|of|in|for|by|with)\b)",
)
"""What stands before the thing that a question is about, the surest first."""

FINAL_VERB = re.compile(
    r"(?:cost|raise|begin|start|end|close|open|last|mean|work|happen|report|have|take|receive|get|go|need|change|grow|"
    r"fall|rise|include|cover|contain|stand|expire|say|do|make|recommend|propose|publish|want|support|count|find|spend|employ|run|ask|suggest|reach|lose|set|put|made|built|held|begun|run|paid|written|withdrawn|\w+ed)",
    re.IGNORECASE,
)
"""Verbs that may end a question, "How much did X cost?"."""

BOUNDARY_VERB = re.compile(
    r"(?:went|go|got|get|came|come|took|take|left|leave|lost|lose|fell|fall|rose|rise|grew|grow|became|become|gave|give|"
    r"made|make|had|have|has|said|say|told|felt|feel|ran|run|won|win|live|lives|need|want|miss|support|oppose|belong|"
    r"\w{2,}ed|\w{3,}ened)",
    re.IGNORECASE,
)
"""Verbs that may follow what is counted, "How many children went missing?"."""

PARTICIPLE = re.compile(
    r"(?:\w{2,}ed|known|taken|given|held|kept|made|put|set|lost|sent|born|found|seen|run|paid|written|withdrawn|built)"
)

_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"spring|summer|autumn|winter|early|late)"
)
YEAR = r"(?:19|20)\d\d(?:\s?[-–/]\s?(?:\d{4}|\d{2}))?(?!\w)"
_DAY_AND_MONTH = rf"(?:(?:\d{{1,2}}\s+)?(?:the\s+)?{_MONTH}\s+(?:of\s+)?)?"
_AT = r"(?:in|by|since|during|before|after|until|from|for|around|on)"
DATE = re.compile(
    rf"\b(?:(?:between|from)\s+{_DAY_AND_MONTH}{YEAR}\s+(?:and|to)\s+{_DAY_AND_MONTH}{YEAR}"
    rf"|(?P<preposition>{_AT})\s+{_DAY_AND_MONTH}{YEAR})",
    re.IGNORECASE,
)
"""A time with its preposition: "in 2021", "by 23 May 2022", "between 2016 and 2021"."""
ONLY_DATE = re.compile(rf"(?:(?:{_AT})\s+)?{_DAY_AND_MONTH}{YEAR}|between\s+{YEAR}\s+and\s+{YEAR}", re.IGNORECASE)

PLACE_NAMES = (
    "England and Wales|England|Scotland|Wales|Northern Ireland|the Republic of Ireland|Ireland|"
    "the United Kingdom|the UK|UK|Great Britain|Britain|the North East|the North West|the South East|"
    "the South West|the East Midlands|the West Midlands|Yorkshire and the Humber|the East of England|London|"
    "Birmingham|Manchester|Greater Manchester|Liverpool|Leeds|Sheffield|Bristol|Newcastle|Nottingham|Leicester|"
    "Coventry|Bradford|Wolverhampton|Plymouth|Southampton|Portsmouth|Brighton|Hull|Stoke|Derby|Oxford|Cambridge|"
    "York|Norwich|Exeter|Sunderland|Salford|Luton|Swindon|Cardiff|Swansea|Edinburgh|Glasgow|Aberdeen|Belfast|"
    "Bedfordshire|Berkshire|Buckinghamshire|Cambridgeshire|Cheshire|Cornwall|Cumbria|Derbyshire|Devon|Dorset|"
    "Durham|Essex|Gloucestershire|Hampshire|Herefordshire|Hertfordshire|Kent|Lancashire|Leicestershire|"
    "Lincolnshire|Merseyside|Norfolk|Northamptonshire|Northumberland|Nottinghamshire|Oxfordshire|Rutland|"
    "Shropshire|Somerset|Staffordshire|Suffolk|Surrey|East Sussex|West Sussex|Warwickshire|Wiltshire|"
    "Worcestershire|North Yorkshire|South Yorkshire|West Yorkshire|Yorkshire|Camden|Islington|Redbridge|"
    "Warrington|Walsall|Dudley|Sandwell|Croydon|Hackney|Newham|Lambeth|Southwark|France|Germany|Canada|Australia"
)
"""Places that questions here are likely to name; "How many in X?" needs no list."""
PLACE = re.compile(rf"(?<![\w'’-])(?:{PLACE_NAMES})(?![\w'’-])")
ONLY_PLACE = re.compile(rf"(?:the )?(?:{PLACE_NAMES})", re.IGNORECASE)

ACTOR = re.compile(
    r"(?:the )?(?:(?:care|final|independent|MacAlister|MacAlister's|Josh MacAlister's) )*"
    r"(?:review|government|ministers?|DfE|"
    r"(?:UK|Scottish|Welsh|Labour|Conservative) Government|department|Treasury|Home Office|Josh MacAlister|MacAlister|"
    r"final report)",
    re.IGNORECASE,
)
"""Who speaks in such libraries without being an organisation of theirs by that name."""
BODY = re.compile(
    r"\b(?:Association|Society|Council|Department|Commission|Commissioner|Authority|Trust|Network|Foundation|Institute|"
    r"University|Union|Office|Ministry|Government|Parliament|Committee|Board|Panel|Agency|Coalition|Alliance|Charity)\b"
)
TERM_IN_CAPITALS = frozenset("IRO IROS RCC RCCS SEND EHCP SGO FGC MASH MACPU ICTA NRM LAC CIN FDR CLA PEP".split())
"""Abbreviations of things; other words in capitals are taken for the names of organisations."""
