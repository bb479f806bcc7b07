"""What a question asks for, by its words: its kind, what must stand in an answer, and what is no question at all.

The words are those of Swedish and English questions in general; nothing here knows what the documents are about.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum

from assistant.index.analysis import content_words, stem, words
from assistant.language import is_third_language


class Kind(StrEnum):
    """What is asked for."""

    WHO = "who"
    WHEN = "when"
    HOW_MANY = "how-many"
    YES_NO = "yes-no"
    LIST = "list"
    EXAMPLE = "example"
    COMPARE = "compare"
    OTHER = "other"

    @property
    def narrow(self) -> bool:
        """Whether a sentence or two will do."""
        return self in {Kind.WHO, Kind.WHEN, Kind.HOW_MANY, Kind.YES_NO}


# "När får vi …?" asks for a condition, "när började …?" for a date.
_WHEN = (
    r"\bnär (?:var|blev|kom|tog|fick|gick|\w{2,}(?:ade|ades|ddes|tes|te|des))\b|\b(?:vilket år|vilka år|sedan när)\b|"
    r"\bwhen (?:did|was|were|had)\b|\b(?:what|which) year\b"
)
_KINDS = (
    (Kind.COMPARE, r"\b(?:jämför\w*|skillnad\w*|skilj\w*|compare\w*|difference\w*|differ)\b"),
    (Kind.LIST, r"\b(?:vilka|lista|räkna upp|which .*s|list)\b"),
    (Kind.EXAMPLE, r"\b(?:exempel|examples?)\b|"
     r"^(?:finns(?: det)?|har) (?:nån|någon|något|några|andra|fler)\b|^finns(?: det)? (?:kommuner|regioner)\b|"
     r"^(?:is|are) there (?:an|municipalities|regions)|^ha(?:s|ve) (?:any|other)"),
    (Kind.WHEN, _WHEN),
    (Kind.HOW_MANY, r"\b(?:hur (?:många|mycket|stor|stort|stora|länge|lång|långt|gammal|hög|högt|ofta)|antalet?"
     r"|kosta\w*|how (?:many|much|long|large|often|high)|cost)\b"),
    (Kind.WHO, r"\b(?:vem|vems|who|whose)\b"),
    (Kind.YES_NO, r"^(?:är|får|kan|ska|måste|har|finns|fanns|blev|gäller|behöver|räcker|bör|vill|gick|fick|hade|"
     r"tog|is|are|can|may|must|should|does|do|did|has|have|was|were)\b"),
)  # fmt: skip

_AND_MORE = re.compile(r"\b(?:och|samt|and)\s+(?:vem|vad|hur|när|varför|vilk\w+|who|what|how|when|why|which)\b", re.I)

_AMOUNT = r"\d[\d\s.,]*(?:kronor|kr\b|tkr|mkr|miljon|miljard|euro|procent|%)|miljon|miljard"
_TIME = (
    r"(?:\d|en|ett|två|tre|fyra|fem|sex|sju|åtta|nio|tio|halv\w*)\s+"
    r"(?:och ett halvt )?(?:år|(?:hel|halv|arbets)?(?:månad|veck|dag)|timm|minut)"
)
_DATE = (
    r"\b(?:19|20)\d\d\b(?![-:]\d)|"
    r"\b(?:januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december)\b"
)
_SHARE = (
    r"procent|%|\b(?:\d+|ett?|en|två|tre|fyra|fem|sex|sju|åtta|nio) (?:av|in|of) (?:de )?(?:tio|fem|fyra|tre|\d+)\b|"
    r"hälften|tredjedel|fjärdedel|majoritet"
)
_OFTEN = (
    r"\b(?:varje|vartannat|varannan|var (?:tredje|fjärde|sjätte)|en gång|gånger (?:om|per)|årlig\w*|\w*månadsvis|"
    r"\w*veckovis|kvartal\w*|daglig\w*|löpande|regelbund\w*|every|yearly|monthly|weekly|daily)\b"
)
_NUMBER = (
    r"\d[\d\s.,]*|\b(?:noll|ingen|inga|två|tre|fyra|fem|sex|sju|åtta|nio|tio|elva|tolv|tjugo\w*|trettio\w*|hundra\w*|tusen\w*|"
    r"ett \w+tal|hälften|flera|många|ett|en)\b"
)
_UNIT = r"(?:\w*(?:dag|timm|minut|veck|månad)\w*|år\w*|kronor|kr\b|miljon|miljard|procent|%)"
_COUNTED = re.compile(r"\bhur många (?:\w+a )?(\w{4,}(?:ar|or|er|arna|orna|erna|are|en|ag|eter|n|personer|dagar))\b")
_ANSWERS = (
    (r"hur (?:stor|hög) (?:andel|del)|procent|what share|percentage", _SHARE),
    (r"kosta|tjänar|arvode|ersättning|avgift|hur mycket (?:pengar|fick|gav|bidr|betal|sats|anslog|bevilj|får)|"
     r"bidrag\w* på|kronor|\b\w*lön\b|\bsumma|belopp|\bcost|how much money|salary", _AMOUNT),
    (r"hur (?:lång tid|länge|långt tid|mycket tid)|hur många (?:år|månader|timmar|dagar|veckor)|how long|"
     r"how many (?:hours|days|months|years)", _TIME),
    (_WHEN, _DATE),
    (r"hur lång är|how long is", rf"{_TIME}|\bsid(?:a|or)\b"),
    (r"hur ofta|how often", _OFTEN),
    (r"hur gam(?:mal|la)|how old", r"\d+ ?år|\b(?:19|20)\d\d\b"),
    (r"vilken paragraf|vilket kapitel|which (?:section|chapter)", r"§|\bkap(?:\.|itel)"),
    (r"hur (?:många|mycket)|how (?:many|much)|\bantal", _NUMBER),
)  # fmt: skip

_A_PLACE = re.compile(
    r"\b(?:någon|nån|några|vilken|vilka|andra|any|some|which|other)(?: \w+){0,2} "
    r"(?:kommun(?:er)?|stad|städer|region(?:er)?|municipalit\w+|cit(?:y|ies)|regions?)\b",
    re.I,
)
_REQUEST = re.compile(
    r"^\W*(?:(?:kan|skulle|vill) (?:du|ni)(?: vänligen| snälla)?\s+|hjälp(?:a)? (?:mig|oss) (?:med )?att\s+|"
    r"(?:please|can you|could you)\s+)*"
    r"(?:skriva?(?! en (?:kort )?sammanfattning)|översätt|översätta|boka|mejla|maila|skicka|granska|"
    r"sammanställa?(?! (?:vilka|vad|hur)\b)|gör(?:a)? (?:en|ett)(?! (?:lista|översikt)\b)|"
    r"rita|räkna ut|beräkna|logga in|programmera|godkänn|godkänna|upprepa|hitta på|visa din|tipsa om|"
    r"write|draft|translate|book|send|email|calculate|make (?:me )?an?|create|compose|repeat|print)\b"
    r"|\b(?:vad tycker (?:du|ni)|tror du|tycker du|i mitt (?:fall|ärende)|juridiskt besked|(?:vem|vilken) av våra|"
    r"do you think|what do you think|in my case|which of our)\b",
    re.I,
)
_ORDER = re.compile(
    r"\b(?:ignorera|glöm|strunta i|bortse från|ignore|forget|disregard)\b.*\b(?:instruktion|käll|dokument|regl|"
    r"instruction|rule|previous|document|source)"
    r"|\b(?:du är nu|låtsas|från och med nu|you are now|pretend|from now on)\b|\bsystem\s*$"
    r"|^\W*(?:svara (?:bara|endast|med exakt|utan)|avsluta svaret|answer (?:only|with))\b",
    re.I,
)
_TAGGED = re.compile(r"<(\w+)[^>]*>.*?</\1>|</?\w+[^>]*>", re.S)
_CLAUSE = re.compile(r"(?<=[.!?:])\s+")
_SAYS_NOTHING = frozenset(
    "gäller gälla göra berätta berättar mer hjälp hjälpa exempel regel regler pengar kommun kommunen kommuner sak "
    "saker grej grejer problem enhet enheten bra dåligt bättre tycker tycka tänker skicka pratade sist många andra "
    "annan fråga frågor undrar veta vet känner råd tips info "
    "information läget nytt svar förklara beskriv visa arbetar jobbar hänt hände händer finns erfarenheter "
    "tell me about more help example examples rules money municipality explain info something anything know think good "
    "bad other stämmer stämma sade sa said true".split()
)

_ASKS_WHAT = frozenset(
    "betyder betyda innebär innebära menas kallas står bakom nåt något slags sorts ord ordet begrepp begreppet "
    "mean means meaning stand stands".split()
)
_FEW = 2
_COMPARES = frozenset("jämför jämföra skillnad skillnaden skillnader skiljer compare difference differences".split())


def kind_of(question: str) -> Kind:
    """The first kind whose words the question holds."""
    return next((kind for kind, pattern in _KINDS if re.search(pattern, question.strip().lower())), Kind.OTHER)


def figure_asked(question: str) -> tuple[str, re.Pattern[str]] | None:
    """The words that ask for an amount, a date, a count …, and what an answer must hold; None if nothing does."""
    asked = question.strip().lower()
    counted = _COUNTED.search(asked)
    if counted:
        return counted.group(), _count_of(_root(counted.group(1)))
    for words_of, answer in _ANSWERS:
        found = re.search(words_of, asked)
        if found:
            return found.group(), re.compile(answer, re.I)
    return None


def asks_for_a_place(question: str) -> bool:
    """Whether an answer should name a municipality or region: "Har någon annan kommun provat?"."""
    return bool(_A_PLACE.search(question))


def _count_of(root: str) -> re.Pattern[str]:
    """A number before the noun or soon after it, if that counts nothing else, or the noun twice in a sentence, as when
    each of a few is named."""
    before = rf"(?:{_NUMBER})(?:\s+[\w-]+){{0,2}}\s+\w*{root}"
    after = rf"\b{root}\w*[^.!?]{{0,20}}\b(?:{_NUMBER})\b(?!\s*(?:\w+\s+)?{_UNIT})"
    return re.compile(rf"{before}|{after}|\b{root}\w*[^.!?]{{0,40}}\b{root}", re.I)


def _root(noun: str) -> str:
    """What a counted noun has in common with its other forms."""
    return re.escape(noun[: max(4, len(stem(noun)) - 1)])


def without_orders(question: str) -> str:
    """The question without clauses that tell the assistant how to behave, and without markup; "" if nothing is left."""
    clauses = _CLAUSE.split(_TAGGED.sub(" ", question).strip())
    kept = [clause for clause in clauses if not _ORDER.search(clause.rstrip(":"))]
    return " ".join(kept).strip() if len(kept) < len(clauses) or "<" in question else question


def unfit_for_answer(question: str, max_chars: int) -> str | None:
    """The message that says why this is no question that can be answered: nothing, too much, no word, no known
    language; None if it is one."""
    if not question:
        return "empty_question"
    if len(question) > max_chars:
        return "long_question"
    if not any(character.isalpha() for word in words(question) for character in word):
        return "wordless_question"
    return "third_language" if is_third_language(question) else None


def is_request(question: str) -> bool:
    """Whether a service or an opinion is asked for, which no document can give."""
    return bool(_REQUEST.search(question))


def parts(question: str) -> int:
    """How many things are asked at once: "Vem ledde det, och när?"."""
    return 1 + len(_AND_MORE.findall(question))


def is_vague(question: str) -> bool:
    """Whether no word says what the question is about."""
    return not telling_words(question)


def telling_words(question: str) -> set[str]:
    """The words that say what the question is about."""
    return set(content_words(question)) - _SAYS_NOTHING


def term_of(question: str) -> str:
    """The word, or two words side by side, that are all its first part is about ("vad är dubbla diamanten, och när
    …?"); or ""."""
    first = _AND_MORE.split(question)[0]
    term = " ".join(word for word in content_words(first) if word not in _SAYS_NOTHING | _ASKS_WHAT)
    return term if len(term.split()) <= _FEW and f" {term} " in f" {' '.join(words(first))} " else ""


def asks_only_about(question: str, names: Sequence[str]) -> bool:
    """Whether nothing but these names is asked about: "Vad har Sundsvall gjort?", "Vem är Anna Ek?"."""
    named = {word for name in names for word in content_words(name)}
    rest = {word for word in content_words(question) if word not in named and word.removesuffix("s") not in named}
    return bool(names) and not rest - _SAYS_NOTHING - _COMPARES
